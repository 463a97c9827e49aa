// The shapes of a name: the word sequences under which a text may print it, each with the rule that made it and with
// what a text must show before the shape counts. Made once, when the scanner is built; the text is only looked up.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/party.h"
#include "scan/document.h"
#include "scan/words.h"

namespace licet {

enum class ShapeRule : std::uint8_t {
  kAsListed,          // all words of the name
  kWithoutLegalForm,  // `Halden Optics` for `Halden Optics Co., Ltd.`
  kBracket,           // the short form in brackets at the end of a name
  kPlaceVariant,      // `HK` for `Hong Kong`
  kInstituteOrder,    // `12th Institute of Halden` for `Halden Institute No. 12`
  kListSpelling,      // a word that the list misspells, put right
  kInvertedPerson,    // `John Smith` for `SMITH, John`
  kGroupBrand,        // the bare brand of a group (Party::group) for the party whose caption it heads
};

inline constexpr std::size_t kShapeRules = 8;
const char* to_string(ShapeRule rule);  // "as listed", ...

// What a shape proves by itself.
enum class ShapeEvidence : std::uint8_t {
  kStrong,   // a word that sets it apart, or a short form that our own tables vouch for
  kPhrase,   // two words or more, all of them ordinary
  kAcronym,  // four capitals or fewer that the list prints as such
  kWeak,     // one ordinary word, a name of a person alone, four letters or fewer
  kPerson,   // a whole name of a person: never more than review
  kVessel,   // the name of a ship or an aircraft: needs a word that says so
};

const char* to_string(ShapeEvidence evidence);

struct Shape {
  std::vector<std::string> words;  // for Han names one string without spaces
  bool han = false;
  ShapeRule rule = ShapeRule::kAsListed;
  ShapeEvidence evidence = ShapeEvidence::kStrong;
  bool needs_legal_form = false;  // only a legal form beside it makes it the name
  bool short_upper = false;       // one word of four letters or fewer that the list prints in capitals
  std::uint32_t party = 0;
  std::uint32_t name = 0;
};

// How often words stand in the lists, and which listed words are misspelt.
class ListWords {
 public:
  // `names`: the words of each name.
  ListWords(std::span<const std::vector<NameWord>> names, const ScanWords& words);

  // The frequent ordinary word that a rare listed word is one edit away from, or "".
  std::string repaired(const std::string& key) const;

 private:
  const ScanWords* words_;
  std::unordered_map<std::string, std::uint32_t> counts_;
  std::unordered_multimap<std::string, std::string> near_;  // a frequent word without one letter -> the word
};

// All shapes of all names, and which parties are one (records of several lists under one name and country).
struct ShapeSet {
  std::vector<Shape> shapes;
  std::vector<std::uint32_t> identity;  // for each party the first party that is the same one
};

ShapeSet make_shapes(std::span<const Party> parties, const ScanWords& words);

// A dump, one shape a line: `halden optics | without legal form | strong`.
std::string dump(const Shape& shape);

}  // namespace licet
