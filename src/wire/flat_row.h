// A row of a table as a question: column names are the places of the values in the JSON object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace licet {

// The places that the columns name. `exporter.name` is a member of a member; `items.2.eccn` stands in the second item,
// and `item2.eccn` says the same; `item.`, `party.` and `leg.` are the first of their kind.
class FlatColumns {
 public:
  // Errors: kParse (a name twice, or empty, or one that is also the beginning of another; a number that is not 1..999).
  static Result<FlatColumns> read(const std::vector<std::string>& header);

  // The object of one row. Empty cells are left out, and so are entities all of whose cells are empty. `true` and
  // `false` are yes and no; digits with at most one point are a number; `4000..5000` is an interval with both ends;
  // `a;b` is a list; anything else is text. Errors: kParse (another number of cells; not UTF-8; the ends of an interval
  // in the wrong order).
  Result<Json> row(const std::vector<std::string>& cells) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> paths_;
};

}  // namespace licet
