// The tables of the law: country groups, places, policies, other names, coverage, and those that sections include.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "rules/check/law.h"

namespace licet::rules {

class TableReader {
 public:
  // Both must outlive it; the reader fills in the tables of the law, whose files are parsed.
  TableReader(Law& law, const std::vector<LawSource>& sources) : law_(law), sources_(sources) {}

  // Errors: kParse and kNotFound, with file and line.
  Status run();

 private:
  Status read_tables();
  static Status require_columns(const TableView& table, std::initializer_list<const char*> columns);
  // A verdict may change on the first day of a span, and on its last.
  void note_days(const DaySpan& from, const std::optional<DaySpan>& until);
  // Rows of one day mostly stand together.
  void note_day(const std::optional<Date>& day);
  // Source and note of a row.
  static std::string said_of(const TableView& table, std::size_t row);
  // The days of a row.
  static Status read_days(const TableView& table, std::size_t row, DaySpan& from, std::optional<DaySpan>& until);
  Status read_groups(const LawSource& source);
  Status read_counts_as(const LawSource& source);
  // Review policies from the mildest to the strictest.
  Status read_policies(const LawSource& source);
  Status read_aliases(const LawSource& source);
  Status read_coverage(const LawSource& source);
  Status read_includes(const LawTree& tree);
  // A table is read once, and cut once to the same columns, whoever includes it.
  Result<TupleTable> cut_once(const LawSource& source, const Include& include);
  Result<TupleTable> cut_columns(const TableView& table, const Include& include, const std::string& path);

  struct Included {
    TableView table;
    std::vector<TupleTable> cuts;
  };

  Law& law_;
  const std::vector<LawSource>& sources_;
  std::map<const LawSource*, Included> included_;
};

}  // namespace licet::rules
