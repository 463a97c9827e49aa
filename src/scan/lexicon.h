// All shapes of a book in two tries, and the places of a text where a shape stands. Immutable once built.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scan/document.h"
#include "scan/shapes.h"
#include "scan/trie.h"

namespace licet {

// A stretch of a document that equals one or more shapes.
struct Hit {
  std::uint32_t first = 0;  // words of the document, both inclusive
  std::uint32_t last = 0;
  std::uint32_t begin = 0;  // bytes of the normal form, half-open
  std::uint32_t end = 0;
  std::span<const std::uint32_t> shapes;  // positions in Lexicon::shapes
  bool han = false;
};

class Lexicon {
 public:
  Lexicon(std::span<const Party> parties, const ScanWords& words);

  const std::vector<Shape>& shapes() const { return set_.shapes; }
  // The first of the parties that are the same one.
  std::uint32_t identity(std::uint32_t party) const { return set_.identity[party]; }
  // All parties of an identity, in order.
  const std::vector<std::uint32_t>& same_parties(std::uint32_t identity) const { return same_[identity]; }
  // Parties of a group (Party::group), in order; empty for none.
  const std::vector<std::uint32_t>& group(const std::string& name) const;

  // Every shape at every place, by first word, longest first. Linear: at most the longest shape is read from each word.
  std::vector<Hit> find(const Document& document) const;

 private:
  std::uint32_t word_number(std::string_view key) const;
  void find_spaced(const Document& document, std::uint32_t first, std::vector<Hit>& out) const;
  void find_han(const Document& document, std::uint32_t first, std::uint32_t last, std::vector<Hit>& out) const;

  const ScanWords& words_;
  ShapeSet set_;
  std::vector<std::vector<std::uint32_t>> same_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> groups_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // word -> symbol
  Trie spaced_;
  Trie han_;
};

}  // namespace licet
