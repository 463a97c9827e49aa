// Small helpers to fill a party from the fields of a record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lists/list_sink.h"
#include "model/party.h"

namespace licet {

// Spaces at both ends gone, every run of spaces, line breaks and control characters as one space.
std::string clean_text(std::string_view text);

// `text` as UTF-8: as it is where it is that, else read as Latin-1. `changed` says which.
std::string as_utf8(std::string text, bool& changed);

// Appends `value` unless it is empty or there already.
void add_once(std::vector<std::string>& values, std::string value);
void add_identifier(Party& party, std::string type, std::string_view value);
void add_plain_address(Party& party, std::string_view address);
void add_name(Party& party, std::string_view text, NameKind kind, NameStrength strength = NameStrength::kStrong);

// The parts of a cell between `; `, or `;`, trimmed, without empty ones.
std::vector<std::string> cell_parts(std::string_view cell);

// The names that a cell of a user's list holds between ` - `: two of three words or more, or of three and more those of
// two words or more; empty for one name (a dash between shorter parts joins the parts of one name).
std::vector<std::string> names_between_dashes(std::string_view cell);

// `86 FR 71557, 12/17/21.\n87 FR 3, 1/3/22`: one text for each citation, with what is printed behind it up to the next.
// A text without volume and page is one citation as it is.
std::vector<std::string> split_citations(std::string_view text);

// Sets the party's only listing: its list, citations and kind where none is known.
Listing& start_listing(Party& party, const LegalList& list);

// Reads `;`-separated remarks (`DOB 19 Apr 1947; Passport X1 (Iran); a.k.a. 'BNC'.`) by the parcel's table into the
// party; what the table does not have stays in the listing's note alone. Gives how many names it added.
std::size_t read_remarks(std::string_view remarks, Party& party, std::uint64_t line, ListSink& sink);

}  // namespace licet
