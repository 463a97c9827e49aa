// Named meanings of the license requirement and review policy texts that lists print (data/listing-meanings.tsv).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/party.h"

namespace licet {

class ListingMeanings {
 public:
  // Errors: kParse; two meanings for texts of the same letters and digits.
  static Result<ListingMeanings> parse(std::string_view table_text);
  // The project's own table.
  static const ListingMeanings& builtin();

  // Sets the meanings that are not set. Texts are compared by their letters and digits. A text that the table does not
  // have gets kUnknownTextMeaning (starter.h), which rules take as the strictest; `false` says that there was one.
  bool complete(Listing& listing) const;

 private:
  bool complete(std::string_view field, const std::string& text, std::string& meaning) const;

  std::map<std::string, std::string, std::less<>> meanings_;  // by field, a tab, letters and digits
};

}  // namespace licet
