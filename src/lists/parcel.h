// A parcel is one official file, or set of files, with all that a reader must be told about it: lists/<id>/list.toml. A
// new list in a known format needs a parcel and no C++.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/party.h"

namespace licet {

// A legal list whose entries a parcel holds.
struct LegalList {
  std::string id;  // `us_entity_list`
  std::string title;
  ListPurpose purpose = ListPurpose::kExport;
  std::string publisher;
  std::string url;
  // Words of the file that mean this list: a `source` cell, a program, a list id. The first list whose word equals
  // decides.
  std::vector<std::string> words;
  Schema schema = Schema::kLegalEntity;  // of an entry whose kind the file does not tell
  std::string citation;                  // of entries without one, may be empty
};

// From which day on a party that is missing was not listed.
struct CompleteFrom {
  bool as_of = false;       // the day that the file is of
  std::optional<Date> day;  // else this day; neither: never
  std::string source;       // why
};

// A requirement that holds `text`, no digit behind it, is marked with this footnote.
struct FootnoteForm {
  std::string text;
  std::string footnote;
};

// What a part of a remark means: `key` in front of it (`DOB`, `Passport`, `Expires:`), and a field of the party.
struct RemarkField {
  std::string key;
  std::string field;  // `birth_date`, `country`, `weak_alias`, `from`, `until_end` (last day), `program`,
                      // `identifier:TYPE`, `skip`
};

// One file of a list, as its publisher offers it.
struct DownloadFile {
  std::string file;  // name under which it is kept: letters, digits, `.`, `_`, `-`
  std::string url;   // https
};

struct Parcel {
  std::string id;  // `us_csl`, `csv:NAME`
  std::string title;
  std::string publisher;
  std::string url;
  std::string every;                                             // how often it is published
  std::vector<DownloadFile> downloads;                           // empty: no file that a reader knows is offered
  std::uint64_t most_download_bytes = std::uint64_t{512} << 20;  // of each file; a larger one is doubtful
  std::vector<std::string> forms;                                // forms that its files may have (read_list.h)
  std::uint64_t least_records = 0;                               // outside of these the file is doubtful
  std::uint64_t most_records = 0;
  CompleteFrom complete_from;
  std::uint32_t merge_rank = 0;  // of two sources of one listing, fields of the lower rank win
  bool official = true;          // false for users' own lists
  std::string
      address_entry;  // name of an entry that is an address alone: its text before the number; empty if there are none
  std::vector<std::string> state_codes;  // codes of states that may end an address and are codes of countries too
  bool bracketed_names = false;          // other names stand in full-width brackets behind a name
  std::string notes;                     // what the notes of a record are: `requirement`, `remarks` or `note`
  std::vector<LegalList> lists;          // never empty; the first is that of records without a word
  std::string unknown_list;              // list of records whose word no list has; empty: the first
  std::vector<FootnoteForm> footnotes;
  std::vector<RemarkField> remarks;                             // longest key first
  std::map<std::string, std::string, std::less<>> identifiers;  // kind as printed, in lower case, to the type of ours
  std::map<std::string, std::string, std::less<>>
      places;  // place as this file writes it, in lower case, to its code; "" for none
};

// Reads a list.toml; `id` is the name of its folder, `name` stands in messages. Errors: kParse, with line or key.
Result<Parcel> parse_parcel(std::string_view text, std::string_view id, std::string_view name);

// Ids of the parcels in the program, sorted.
const std::vector<std::string>& builtin_parcel_ids();

// The built-in parcel of that id; `csv:NAME` and `ftm:NAME` make one for a user's own list, whose legal list has the
// same id. Errors: kNotFound, with the nearest id; kInvalidArgument (a user's list without a name, or one of other than
// letters, digits, `_`, `-`, `.`).
Result<Parcel> find_parcel(std::string_view id);

}  // namespace licet
