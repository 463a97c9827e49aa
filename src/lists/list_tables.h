// What readers know besides their file: names of places, and words that prove nothing alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.h"

namespace licet {

class ListTables {
 public:
  // The texts of data/places.tsv and data/ordinary-words.tsv. Errors: kParse.
  static Result<ListTables> parse(std::string_view places, std::string_view ordinary_words);
  // The project's own tables.
  static const ListTables& builtin();

  // ISO 3166 two-letter code of a place by its code or by a name in any case; "" if it is not known.
  const std::string& place(std::string_view name) const;
  // The code of the longest known place name that `text` begins with, at the end of a word; "" if none.
  const std::string& place_in_front(std::string_view text) const;
  // How many bytes that name has; 0 if there is none. `text` begins with no space.
  std::size_t place_length_in_front(std::string_view text) const;

  // True for a name that proves nothing alone: at most four letters and digits (two where the script has no spaces), or
  // one ordinary word, given name, surname or place.
  bool is_weak_name(std::string_view name) const;

 private:
  bool is_ordinary(const std::string& word) const;

  std::map<std::string, std::string, std::less<>> places_;  // by name in lower case, and by code in capitals
  std::unordered_set<std::string> ordinary_;
};

}  // namespace licet
