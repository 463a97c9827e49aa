#include <algorithm>
#include <map>
#include <utility>

#include "base/text_util.h"
#include "lists/list_record.h"
#include "lists/readers.h"
#include "lists/row_reader.h"

namespace licet {

namespace {

// Numbers of cells of the four kinds of file.
constexpr std::size_t kPrimaryCells = 12;
constexpr std::size_t kAddressCells = 6;
constexpr std::size_t kAliasCells = 5;
constexpr std::size_t kCommentCells = 2;

// A party with what its primary row says and the other files add.
struct Entry {
  Party party;
  std::uint64_t line = 0;
  std::uint64_t number = 0;  // of the record
  std::string file;
  std::string remarks;
  std::size_t more_names = 0;  // of another entry with the same number too: counted there
};

struct Entries {
  std::vector<Entry> all;
  std::multimap<std::string, std::size_t, std::less<>> by_number;
};

// `-0-` with spaces stands for nothing.
std::string cell(const TableRow& row, std::size_t at) {
  const std::string_view text = trimmed(row.cells[at]);
  return text == "-0-" ? std::string() : std::string(text);
}

Schema schema_of(std::string_view type) {
  if (type == "individual") return Schema::kPerson;
  if (type.empty()) return Schema::kOrganization;
  std::string word(type);
  word[0] = static_cast<char>(word[0] >= 'a' && word[0] <= 'z' ? word[0] - 'a' + 'A' : word[0]);
  return parse_schema(word).value_or(Schema::kLegalEntity);
}

// `SDGT] [IFSR`: programs with the brackets of a join between.
std::vector<std::string> programs_of(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view part : split(text, ']')) {
    std::string_view program = trimmed(part);
    if (program.starts_with('[')) program.remove_prefix(1);
    add_once(out, std::string(trimmed(program)));
  }
  return out;
}

// The first legal list that has one of the programs as its word; without any the parcel's first.
const LegalList& list_of(const std::vector<std::string>& programs, ListSink& sink) {
  for (const LegalList& list : sink.parcel().lists)
    for (const std::string& program : programs)
      if (std::find(list.words.begin(), list.words.end(), program) != list.words.end()) return list;
  return sink.parcel().lists.front();
}

void take_primary(const TableRow& row, const std::string& file, Entries& out, ListSink& sink) {
  Entry entry;
  entry.line = row.line;
  entry.number = sink.number_record();
  entry.file = file;
  const std::vector<std::string> programs = programs_of(cell(row, 3));
  entry.party.schema = schema_of(cell(row, 2));
  Listing& listing = start_listing(entry.party, list_of(programs, sink));
  listing.source_id = cell(row, 0);
  listing.programs = programs;
  add_name(entry.party, cell(row, 1), NameKind::kPrimary);
  add_identifier(entry.party, "call_sign", cell(row, 5));
  sink.add_country(entry.party, cell(row, 9), row.line);
  entry.remarks = cell(row, 11);
  out.by_number.emplace(listing.source_id, out.all.size());
  out.all.push_back(std::move(entry));
}

// All entries of that number; one without any is noted.
std::vector<Entry*> entries_of(const TableRow& row, Entries& entries, ListSink& sink) {
  std::vector<Entry*> out;
  const std::string number = cell(row, 0);
  const auto [first, last] = entries.by_number.equal_range(number);
  for (auto at = first; at != last; ++at) out.push_back(&entries.all[at->second]);
  if (out.empty()) sink.note(row.line, concat("no entry has the number ", ticked(number)));
  if (out.size() > 1)
    sink.note_once(row.line, "several entries have the number, and each takes what is said of it:", number);
  return out;
}

void take_address(const TableRow& row, Entries& entries, ListSink& sink) {
  std::vector<std::string> parts;
  for (const std::size_t at : {std::size_t{2}, std::size_t{3}, std::size_t{4}})
    if (std::string part = cell(row, at); !part.empty()) parts.push_back(std::move(part));
  for (Entry* entry : entries_of(row, entries, sink)) {
    sink.add_country(entry->party, cell(row, 4), row.line);
    if (parts.size() > 1 || (parts.size() == 1 && cell(row, 4).empty()))
      add_plain_address(entry->party, joined(parts, ", "));
  }
}

void take_alias(const TableRow& row, Entries& entries, ListSink& sink) {
  const NameKind kind = cell(row, 2) == "fka" ? NameKind::kFormer : NameKind::kAlias;
  bool counted = false;
  for (Entry* entry : entries_of(row, entries, sink)) {
    add_name(entry->party, cell(row, 3), kind);
    if (std::exchange(counted, true)) ++entry->more_names;
  }
}

void take_comment(const TableRow& row, Entries& entries, ListSink& sink) {
  for (Entry* entry : entries_of(row, entries, sink)) entry->remarks += cell(row, 1);
}

// Rows of one kind of file.
Status take_rows(const ListFile& file, std::size_t cells, Entries& entries, ListSink& sink) {
  sink.begin_file(file.name);
  RowReader rows(file.bytes, ',');
  for (;;) {
    LICET_TRY(const std::optional<TableRow> row, rows.next(sink));
    if (!row) return {};
    if (row->cells.size() == 1 && trimmed(row->cells[0]) == "\x1A") continue;
    if (row->cells.size() != cells) {
      const std::string reason = concat("expected ", cells, " cells, found ", row->cells.size());
      cells == kPrimaryCells ? sink.skip(row->line, reason) : sink.note(row->line, reason);
    } else if (cells == kPrimaryCells) {
      take_primary(*row, file.name, entries, sink);
    } else if (cells == kAddressCells) {
      take_address(*row, entries, sink);
    } else if (cells == kAliasCells) {
      take_alias(*row, entries, sink);
    } else {
      take_comment(*row, entries, sink);
    }
  }
}

// How many cells the first row has.
Result<std::size_t> width_of(const ListFile& file) {
  CsvReader rows(file.bytes);
  auto row = rows.next();
  if (row && *row) return (*row)->cells.size();
  return Error{ErrorCode::kParse, concat(file.name, ": no first row")};
}

}  // namespace

Status read_ofac(const std::vector<ListFile>& files, ListSink& sink) {
  std::vector<std::pair<std::size_t, const ListFile*>> parts;
  for (const ListFile& file : files) {
    LICET_TRY(const std::size_t cells, width_of(file));
    if (cells != kPrimaryCells && cells != kAddressCells && cells != kAliasCells && cells != kCommentCells)
      return Error{ErrorCode::kParse,
                   concat(file.name, ": ", cells, " cells in the first row: expected 12, 6, 5 or 2")};
    parts.emplace_back(cells, &file);
  }
  // Primary names first; the others follow in the order that their number of cells gives.
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (parts.empty() || parts[0].first != kPrimaryCells)
    return Error{ErrorCode::kParse, "no file of primary names (12 cells in a row) among the list's files"};
  Entries entries;
  for (const auto& [cells, file] : parts) LICET_RETURN_IF_ERROR(take_rows(*file, cells, entries, sink));
  for (Entry& entry : entries.all) {
    sink.begin_file(entry.file);
    entry.party.listings[0].note = clean_text(entry.remarks);
    const std::size_t remarked = read_remarks(entry.remarks, entry.party, entry.line, sink);
    sink.add(std::move(entry.party), entry.line, remarked + entry.more_names, entry.number);
  }
  return {};
}

}  // namespace licet
