// From a hit to readings: which parties a stretch of text may name, and how much speaks for each. The grade table of
// the scanner lives here; the two days do not (scanner.cc).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/party.h"
#include "scan/lexicon.h"
#include "scan/reader.h"

namespace licet {

// One identity that a stretch may name.
struct NameReading {
  std::uint32_t identity = 0;
  std::uint32_t party = 0;  // whose name is printed
  std::uint32_t name = 0;
  std::uint32_t shape = 0;
  bool sure = false;  // may be a match; else review
  int rank = 0;       // more is better
  std::string why;    // signals, in words
};

// What a hit comes to.
struct Assessment {
  std::vector<NameReading> readings;  // best first; empty: no mention
  bool sure = false;                  // one reading (or readings that are one family) is sure
  std::string note;                   // about rivals
};

class Assessor {
 public:
  // Everything given must outlive the assessor. Reads the document once for signals.
  Assessor(const Document& document, const Lexicon& lexicon, std::span<const Party> parties, const ScanWords& words,
           std::span<const Hit> hits);

  Assessment assess(const Hit& hit) const;

 private:
  struct Verdict {
    bool yes = false;
    bool sure = false;
    std::string why;
  };

  // Facts about a hit that all its shapes share.
  struct View {
    WordRange words;
    bool capitals = false;  // each word that may have one has a capital
    bool heading = false;
    bool first = false;       // begins its sentence
    bool before = false;      // a capital word runs into it
    bool behind = false;      // it runs into a capital word that is no company name
    bool legal_form = false;  // before or behind
    bool line_capitals = false;
  };

  View view(const Hit& hit) const;
  void read_strong_names(std::span<const Hit> hits);
  void note_meaning(const Hit& hit, std::uint32_t identity);
  Verdict judge(const Hit& hit, const View& view, const Shape& shape) const;
  Verdict judge_strong(const View& view, const Shape& shape) const;
  Verdict judge_bare_word(const View& view, const Shape& shape) const;
  Verdict judge_translation(const View& view, const Shape& shape) const;
  Verdict judge_phrase(const View& view, const Shape& shape) const;
  Verdict judge_acronym(const View& view, const Shape& shape) const;
  Verdict judge_weak(const View& view, const Shape& shape) const;
  Verdict judge_person(const View& view, const Shape& shape) const;
  Verdict judge_vessel(const View& view) const;
  Verdict judge_han(const Hit& hit, const Shape& shape) const;

  std::optional<Verdict> bound(const View& view, const Shape& shape) const;
  bool country_in_text(const Shape& shape, const View& view) const;
  bool country_in_sentence(const Shape& shape, const View& view) const;
  bool strong_elsewhere(const Shape& shape) const;
  bool han_fragment(const Hit& hit, const Shape& shape) const;
  int rank_of(const Shape& shape, const Verdict& verdict) const;
  bool one_family(const NameReading& a, const NameReading& b) const;
  bool on_other_lists(const Party& a, const Party& b) const;
  void settle(Assessment& out) const;

  const Document& document_;
  const Lexicon& lexicon_;
  std::span<const Party> parties_;
  const ScanWords& words_;
  Countries countries_;
  std::map<std::string, Definition, std::less<>> definitions_;
  std::multimap<std::uint32_t, std::string> by_last_word_;  // last word of a long name -> acronym
  std::map<std::string, std::set<std::uint32_t>, std::less<>>
      meanings_;                    // acronym -> identities that its long name names
  std::set<std::uint32_t> strong_;  // identities with a strong name in the text
  std::set<std::string, std::less<>> strong_groups_;
};

}  // namespace licet
