// What a document says beside the names: which countries it speaks of, which acronyms it defines, where capitals run
// on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scan/document.h"
#include "scan/words.h"

namespace licet {

// Words of a document, both inclusive.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool operator==(const WordRange&) const = default;
};

// `Long Name (ABC)` or `ABC (Long Name)`.
struct Definition {
  std::uint32_t acronym = 0;  // word
  WordRange long_name;
};

// Countries of a text, each with the words that speak of it.
class Countries {
 public:
  Countries(const Document& document, const ScanWords& words);

  // True if the text speaks of the country outside of the words given.
  bool outside(std::string_view country, WordRange words) const;
  // The same, within the sentence in which the words stand.
  bool in_sentence(std::string_view country, WordRange words, const Document& document) const;

 private:
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> places_;  // sorted
};

// Acronyms that the text itself defines, by key.
std::map<std::string, Definition, std::less<>> find_definitions(const Document& document, const ScanWords& words);

// The words of a legal form behind a name: `Co., Ltd.`; the range ends at `last` if there is none.
std::uint32_t with_legal_form(const Document& document, const ScanWords& words, std::uint32_t last);

// The first word of a legal form before a name (`JSC Halden`), or `first`.
std::uint32_t from_legal_form(const Document& document, const ScanWords& words, std::uint32_t first);

// Where a name with legal form ends in the normal form: a dot of `Ltd.` belongs to it unless it ends the sentence.
std::uint32_t end_with_dot(const Document& document, const ScanWords& words, std::uint32_t last);

// True if a capital word that may belong to the same name stands right before (or behind) the words.
bool runs_on_before(const Document& document, const ScanWords& words, std::uint32_t first);
bool runs_on_behind(const Document& document, const ScanWords& words, std::uint32_t last);

// The longer name that begins with the words and ends like the name of a company (`Inspur` in `Inspur Digital`), or
// nothing.
std::optional<std::uint32_t> longer_company_name(const Document& document, const ScanWords& words, std::uint32_t last);

}  // namespace licet
