#include "rules/check/table_reader.h"

#include <algorithm>
#include <utility>

#include "base/text_util.h"
#include "rules/check/law_error.h"

namespace licet::rules {

namespace {

Result<DaySpan> day_or_always(std::string_view text) {
  // Before the traced period: long before the first day that is answered.
  if (text == "unknown" || text.empty()) return DaySpan::exact(Date{-100'000});
  return parse_day_span(text);
}

Result<std::optional<DaySpan>> day_or_open(std::string_view text) {
  if (text.empty()) return std::optional<DaySpan>();
  LICET_TRY(const DaySpan span, parse_day_span(text));
  return std::optional<DaySpan>(span);
}

Error in_row(const TableView& table, std::size_t row, const Error& cause) {
  return Error{ErrorCode::kParse, concat(table.name(), ":", table.line(row), ": ", cause.message)};
}

}  // namespace

Status TableReader::run() {
  LICET_RETURN_IF_ERROR(read_tables());
  for (const auto& tree : law_.trees_) LICET_RETURN_IF_ERROR(read_includes(*tree));
  std::vector<Date>& days = law_.table_days_;
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return {};
}

Status TableReader::read_tables() {
  for (const LawSource& source : sources_) {
    if (source.path.ends_with("letter-aliases.tsv")) LICET_RETURN_IF_ERROR(read_aliases(source));
    if (source.is_private()) continue;  // the tables of the built-in law are not replaced
    if (source.path == "tables/country-groups.tsv") LICET_RETURN_IF_ERROR(read_groups(source));
    if (source.path == "tables/places.tsv") LICET_RETURN_IF_ERROR(read_counts_as(source));
    if (source.path == "tables/policies.tsv") LICET_RETURN_IF_ERROR(read_policies(source));
    if (source.path == "coverage.tsv") LICET_RETURN_IF_ERROR(read_coverage(source));
  }
  std::sort(law_.places_.begin(), law_.places_.end());
  law_.places_.erase(std::unique(law_.places_.begin(), law_.places_.end()), law_.places_.end());
  return {};
}

Status TableReader::require_columns(const TableView& table, std::initializer_list<const char*> columns) {
  for (const char* column : columns) {
    if (auto found = table.column(column); !found) return found.error();
  }
  return {};
}

Status TableReader::read_days(const TableView& table, std::size_t row, DaySpan& from, std::optional<DaySpan>& until) {
  auto begins = day_or_always(table.cell(row, "from"));
  if (!begins) return in_row(table, row, begins.error());
  auto ends = day_or_open(table.cell(row, "until"));
  if (!ends) return in_row(table, row, ends.error());
  from = *begins;
  until = *ends;
  return {};
}

void TableReader::note_days(const DaySpan& from, const std::optional<DaySpan>& until) {
  note_day(from.earliest);
  note_day(from.latest);
  if (!until) return;
  note_day(until->earliest);
  note_day(until->latest);
}

void TableReader::note_day(const std::optional<Date>& day) {
  std::vector<Date>& days = law_.table_days_;
  if (day && (days.empty() || days.back() != *day)) days.push_back(*day);
}

std::string TableReader::said_of(const TableView& table, std::size_t row) {
  std::vector<std::string> out;
  for (const char* name : {"source", "note"}) {
    const auto column = table.find(name);
    if (column && !table.cell(row, *column).empty()) out.emplace_back(table.cell(row, *column));
  }
  return joined(out, ": ");
}

Status TableReader::read_groups(const LawSource& source) {
  LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
  LICET_RETURN_IF_ERROR(require_columns(table, {"place", "group", "from", "until", "certainty"}));
  for (std::size_t i = 0; i < table.size(); ++i) {
    GroupRow row;
    row.place = table.cell(i, "place");
    LICET_RETURN_IF_ERROR(read_days(table, i, row.from, row.until));
    row.certainty = table.cell(i, "certainty");
    row.origin = concat(source.path, ":", table.line(i));
    if (row.certainty == "C") row.note = said_of(table, i);
    note_days(row.from, row.until);
    law_.places_.push_back(row.place);
    law_.groups_[std::string(table.cell(i, "group"))][row.place].push_back(std::move(row));
  }
  return {};
}

Status TableReader::read_counts_as(const LawSource& source) {
  LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
  LICET_RETURN_IF_ERROR(require_columns(table, {"place", "counts_as", "from", "until"}));
  for (std::size_t i = 0; i < table.size(); ++i) {
    law_.places_.emplace_back(table.cell(i, "place"));
    if (table.cell(i, "counts_as").empty()) continue;
    CountsAs row;
    row.place = table.cell(i, "place");
    row.as = table.cell(i, "counts_as");
    LICET_RETURN_IF_ERROR(read_days(table, i, row.from, row.until));
    note_days(row.from, row.until);
    law_.counts_as_[row.place].push_back(row);
  }
  return {};
}

Status TableReader::read_policies(const LawSource& source) {
  LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
  LICET_RETURN_IF_ERROR(require_columns(table, {"policy", "meaning", "cite"}));
  for (std::size_t i = 0; i < table.size(); ++i)
    law_.strictness_.emplace(table.cell(i, "policy"), static_cast<int>(i) + 1);
  return {};
}

Status TableReader::read_aliases(const LawSource& source) {
  LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
  LICET_RETURN_IF_ERROR(require_columns(table, {"addressee", "alias", "source"}));
  for (std::size_t i = 0; i < table.size(); ++i)
    law_.addressee_aliases_.emplace(table.cell(i, "addressee"), table.cell(i, "alias"));
  return {};
}

Status TableReader::read_coverage(const LawSource& source) {
  LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
  LICET_RETURN_IF_ERROR(require_columns(table, {"paragraph", "status", "reason", "checked"}));
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto cell = [&](std::string_view column) { return std::string(table.cell(i, column)); };
    law_.coverage_.push_back(CoverageRow{cell("paragraph"), cell("status"), cell("reason"), cell("checked")});
  }
  return {};
}

Status TableReader::read_includes(const LawTree& tree) {
  for (const Include& include : tree.includes) {
    auto source = std::find_if(sources_.begin(), sources_.end(),
                               [&](const LawSource& s) { return s.path == include.path && s.root == tree.root; });
    if (source == sources_.end() && !tree.root.empty()) {  // private law may read the tables of the built-in law
      source = std::find_if(sources_.begin(), sources_.end(),
                            [&](const LawSource& s) { return s.path == include.path && !s.is_private(); });
    }
    if (source == sources_.end()) {
      return law_error(tree, include.position, concat("there is no table ", ticked(include.path)));
    }
    LICET_TRY(TupleTable tuples, cut_once(*source, include));
    law_.tables_.emplace(concat(tree.section, "/", include.name), std::move(tuples));
  }
  return {};
}

Result<TupleTable> TableReader::cut_once(const LawSource& source, const Include& include) {
  auto known = included_.find(&source);
  if (known == included_.end()) {
    LICET_TRY(TableView table, TableView::parse_tsv(source.text, source.shown()));
    known = included_.emplace(&source, Included{std::move(table), {}}).first;
  }
  for (const TupleTable& cut : known->second.cuts) {
    if (cut.columns != include.columns) continue;
    TupleTable out = cut;
    out.name = include.name;
    return out;
  }
  LICET_TRY(TupleTable cut, cut_columns(known->second.table, include, source.path));
  known->second.cuts.push_back(cut);
  return cut;
}

Result<TupleTable> TableReader::cut_columns(const TableView& table, const Include& include, const std::string& path) {
  TupleTable out;
  out.name = include.name;
  out.columns = include.columns;
  out.path = path;
  std::vector<std::size_t> at;
  for (const std::string& name : include.columns) {
    LICET_TRY(const std::size_t column, table.column(name));
    at.push_back(column);
  }
  const auto certainty = table.find("certainty");
  const auto from = table.find("from");
  const auto until = table.find("until");
  const bool dated = from && until;
  std::vector<std::vector<std::string>>& rows = out.rows.change();
  rows.reserve(table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::vector<std::string>& row = rows.emplace_back();
    row.reserve(at.size());
    for (const std::size_t column : at) row.emplace_back(table.cell(i, column));
    auto begins = day_or_always(dated ? table.cell(i, *from) : std::string_view());
    if (!begins) return in_row(table, i, begins.error());
    auto ends = day_or_open(dated ? table.cell(i, *until) : std::string_view());
    if (!ends) return in_row(table, i, ends.error());
    note_days(*begins, *ends);
    const bool unverified = certainty && table.cell(i, *certainty) == "C";
    out.from.change().push_back(*begins);
    out.until.change().push_back(*ends);
    out.unverified.change().push_back(unverified);
    out.lines.change().push_back(table.line(i));
    out.notes.change().push_back(unverified ? said_of(table, i) : "");
  }
  return out;
}

}  // namespace licet::rules
