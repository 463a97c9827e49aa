#include <utility>

#include "base/text_util.h"
#include "lists/list_dates.h"
#include "lists/list_record.h"
#include "lists/readers.h"
#include "lists/row_reader.h"

namespace licet {

namespace {

std::string address_of(const TableRow& row, const Columns& columns) {
  std::vector<std::string> parts;
  for (const std::string_view column : {"Street_Address", "City", "State", "Postal_Code", "Country"})
    if (const std::string_view part = trimmed(columns.cell(row, column)); !part.empty()) parts.emplace_back(part);
  if (parts.size() == 1 && !trimmed(columns.cell(row, "Country")).empty()) parts.clear();
  return joined(parts, ", ");
}

void set_days(const TableRow& row, const Columns& columns, Listing& listing, ListSink& sink) {
  const std::string& from = columns.cell(row, "Effective_Date");
  const std::string& last = columns.cell(row, "Expiration_Date");
  const auto from_day = parse_printed_date(from);
  const auto last_day = parse_printed_date(last);
  if (!from_day) sink.note(row.line, concat("Effective_Date: expected a day, found ", ticked(from)));
  if (!last_day && !trimmed(last).empty())
    sink.note(row.line, concat("Expiration_Date: expected a day, found ", ticked(last)));
  if (from_day) listing.from = DaySpan::exact(*from_day);
  if (last_day) listing.until = DaySpan::exact(last_day->plus_days(1));
  sink.seen(parse_printed_date(columns.cell(row, "Last_Update")));
}

Party party_of(const TableRow& row, const Columns& columns, ListSink& sink) {
  Party party;
  party.schema = Schema::kLegalEntity;
  Listing& listing = start_listing(party, sink.legal_list("", row.line));
  listing.citations = split_citations(columns.cell(row, "FR_Citation"));
  const std::string standard = ascii_lower(trimmed(columns.cell(row, "Standard_Order")));
  const std::string action = clean_text(columns.cell(row, "Action"));
  listing.note = standard.empty() ? action
                                  : concat(standard == "y" ? "standard order" : "non-standard order",
                                           action.empty() ? "" : "; ", action);
  set_days(row, columns, listing, sink);
  add_name(party, columns.cell(row, "Name"), NameKind::kPrimary);
  sink.add_country(party, columns.cell(row, "Country"), row.line);
  add_plain_address(party, address_of(row, columns));
  return party;
}

}  // namespace

Status read_denied_persons(const ListFile& file, ListSink& sink) {
  RowReader rows(file.bytes, '\t');
  LICET_TRY(const std::optional<TableRow> header, rows.next(sink));
  if (!header) return Error{ErrorCode::kParse, concat(file.name, ": no header")};
  const Columns columns(header->cells);
  for (const std::string_view column : {"Name", "Effective_Date", "Expiration_Date"})
    if (!columns.has(column)) return Error{ErrorCode::kParse, concat(file.name, ": no column ", ticked(column))};
  for (;;) {
    LICET_TRY(const std::optional<TableRow> row, rows.next(sink));
    if (!row) return {};
    if (row->cells.size() != columns.size()) {
      sink.skip(row->line, concat("expected ", columns.size(), " cells, found ", row->cells.size()));
    } else {
      sink.add(party_of(*row, columns, sink), row->line);
    }
  }
}

}  // namespace licet
