#include <algorithm>
#include <array>
#include <utility>

#include "base/text_util.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"
#include "lists/row_reader.h"

namespace licet {

namespace {

const std::vector<std::string>& known_columns() {
  static const std::vector<std::string> kColumns = {"id",        "name",      "aliases",     "schema",
                                                    "countries", "addresses", "identifiers", "birth_date",
                                                    "from",      "until",     "source"};
  return kColumns;
}

Status check_header(const ListFile& file, const TableRow& header) {
  const auto& known = known_columns();
  for (const std::string& cell : header.cells) {
    const std::string column(trimmed(cell));
    if (std::find(known.begin(), known.end(), column) == known.end())
      return Error{ErrorCode::kParse, concat(file.name, ":", header.line, ": unknown column ", ticked(column),
                                             did_you_mean(column, known), "; known: ", joined(known, ", "))};
  }
  return {};
}

// A span of days of a cell; a wrong one is noted and counts as unknown.
DaySpan span_of(const TableRow& row, const Columns& columns, std::string_view column, ListSink& sink) {
  const std::string_view text = trimmed(columns.cell(row, column));
  if (text.empty()) return DaySpan::unknown();
  const auto span = parse_day_span(text);
  if (!span) sink.note(row.line, concat(column, ": ", span.error().message));
  return span ? *span : DaySpan::unknown();
}

void add_identifiers(const TableRow& row, const Columns& columns, Party& party) {
  for (const std::string& one : cell_parts(columns.cell(row, "identifiers"))) {
    const auto colon = one.find(':');
    if (colon == std::string::npos)
      add_identifier(party, "other", one);
    else
      add_identifier(party, ascii_lower(trimmed(std::string_view(one).substr(0, colon))),
                     std::string_view(one).substr(colon + 1));
  }
}

void add_names(Party& party, std::string_view cell, NameKind kind) {
  add_name(party, cell, kind);
  for (const std::string& part : names_between_dashes(cell)) add_name(party, part, NameKind::kAlias);
}

void add_row(const TableRow& row, const Columns& columns, ListSink& sink) {
  Party party;
  const std::string_view schema = trimmed(columns.cell(row, "schema"));
  const auto known = parse_schema(schema);
  if (!known && !schema.empty()) sink.note(row.line, concat("schema: no kind of party is ", ticked(schema)));
  party.schema = known.value_or(Schema::kLegalEntity);
  Listing& listing = start_listing(party, sink.legal_list("", row.line));
  listing.source_id = trimmed(columns.cell(row, "id"));
  listing.source = trimmed(columns.cell(row, "source"));
  listing.from = span_of(row, columns, "from", sink);
  if (!trimmed(columns.cell(row, "until")).empty()) listing.until = span_of(row, columns, "until", sink);
  sink.seen(listing.from.latest);
  add_names(party, columns.cell(row, "name"), NameKind::kPrimary);
  for (const std::string& alias : cell_parts(columns.cell(row, "aliases"))) add_names(party, alias, NameKind::kAlias);
  for (const std::string& country : cell_parts(columns.cell(row, "countries")))
    sink.add_country(party, country, row.line);
  for (const std::string& address : cell_parts(columns.cell(row, "addresses"))) add_plain_address(party, address);
  for (const std::string& text : cell_parts(columns.cell(row, "birth_date")))
    for (std::string& date : parse_birth_dates(text)) add_once(party.birth_dates, std::move(date));
  add_identifiers(row, columns, party);
  if (trimmed(columns.cell(row, "name")).empty()) return sink.skip(row.line, "a row without `name`");
  sink.add(std::move(party), row.line);
}

}  // namespace

Status read_user_csv(const ListFile& file, ListSink& sink) {
  RowReader rows(file.bytes, ',');
  LICET_TRY(const std::optional<TableRow> header, rows.next(sink));
  if (!header)
    return Error{ErrorCode::kParse, concat(file.name, ": no header; expected id,name and what else is known")};
  LICET_RETURN_IF_ERROR(check_header(file, *header));
  const Columns columns(header->cells);
  if (!columns.has("name")) return Error{ErrorCode::kParse, concat(file.name, ": no column `name`")};
  for (;;) {
    LICET_TRY(const std::optional<TableRow> row, rows.next(sink));
    if (!row) return {};
    if (row->cells.size() > columns.size()) {
      sink.skip(row->line, concat("expected ", columns.size(), " cells, found ", row->cells.size()));
    } else {
      add_row(*row, columns, sink);
    }
  }
}

}  // namespace licet
