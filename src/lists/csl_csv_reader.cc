#include <utility>

#include "base/text_util.h"
#include "lists/csl_record.h"
#include "lists/list_record.h"
#include "lists/readers.h"
#include "lists/row_reader.h"

namespace licet {

namespace {

// `US, 80-0890696, Tax ID No.`: country, number and kind; the number may have commas of its own.
std::vector<Identifier> ids_of(std::string_view cell) {
  std::vector<Identifier> out;
  for (const std::string& one : cell_parts(cell)) {
    const auto first = one.find(',');
    const auto last = one.rfind(',');
    if (first == std::string::npos || first == last) {
      out.push_back(Identifier{"", one});
    } else {
      out.push_back(Identifier{one.substr(last + 1), one.substr(first + 1, last - first - 1)});
    }
  }
  return out;
}

CslRecord record_of(const TableRow& row, const Columns& columns) {
  const auto cell = [&](std::string_view column) { return std::string(trimmed(columns.cell(row, column))); };
  CslRecord out;
  out.source = cell("source");
  out.entity_number = cell("entity_number");
  out.id = cell("_id");
  out.type = cell("type");
  out.name = cell("name");
  out.alt_names = cell_parts(cell("alt_names"));
  out.programs = cell_parts(cell("programs"));
  out.addresses = cell_parts(cell("addresses"));
  out.countries = cell_parts(cell("citizenships"));
  for (std::string& country : cell_parts(cell("nationalities"))) out.countries.push_back(std::move(country));
  out.dates_of_birth = cell_parts(cell("dates_of_birth"));
  out.ids = ids_of(cell("ids"));
  out.notice = cell("federal_register_notice");
  out.start_date = cell("start_date");
  out.end_date = cell("end_date");
  out.requirement = cell("license_requirement");
  out.policy = cell("license_policy");
  out.call_sign = cell("call_sign");
  out.vessel_flag = cell("vessel_flag");
  out.remarks = cell("remarks");
  out.url = cell("source_list_url");
  return out;
}

}  // namespace

Status read_csl_csv(const ListFile& file, ListSink& sink) {
  RowReader rows(file.bytes, ',');
  LICET_TRY(const std::optional<TableRow> header, rows.next(sink));
  if (!header) return Error{ErrorCode::kParse, concat(file.name, ": no header")};
  const Columns columns(header->cells);
  for (const std::string_view column : {"source", "name", "alt_names"})
    if (!columns.has(column)) return Error{ErrorCode::kParse, concat(file.name, ": no column ", ticked(column))};
  for (;;) {
    LICET_TRY(const std::optional<TableRow> row, rows.next(sink));
    if (!row) return {};
    if (row->cells.size() != columns.size()) {
      sink.skip(row->line, concat("expected ", columns.size(), " cells, found ", row->cells.size()));
    } else {
      add_csl_record(record_of(*row, columns), row->line, sink);
    }
  }
}

}  // namespace licet
