// The readers of official list files, one for each form of file. Each fills the sink with every record of its file: a
// party, or a diagnostic that says `skipped`. A file that is broken as a whole is an error, so that no half list goes
// live.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "lists/list_reader.h"
#include "lists/list_sink.h"

namespace licet {

// Texts are UTF-8 and named for messages by `ListFile::name`. Errors of all: kParse, with the file's name.

// trade.gov Consolidated Screening List as CSV with a header of 28 columns, or 29 with `_id`.
Status read_csl_csv(const ListFile& file, ListSink& sink);
// The same as JSON: {"results":[{...}]}.
Status read_csl_json(const ListFile& file, const Json& document, ListSink& sink);
// The same cut down, with short keys and tables (`fieldKey`, `tables`, `entries`).
Status read_csl_projection(const ListFile& file, const Json& document, ListSink& sink);

// Treasury's comma separated files without header, told apart by their number of cells: 12 primary names, 6 addresses,
// 5 other names, 2 remarks continued. All files of one list together; without primary names it is an error.
Status read_ofac(const std::vector<ListFile>& files, ListSink& sink);

// Denied persons of the Bureau of Industry and Security: tab separated, quoted, with a header.
Status read_denied_persons(const ListFile& file, ListSink& sink);

// The Security Council's consolidated XML, read as a stream.
Status read_un_xml(const ListFile& file, ListSink& sink);

// FollowTheMoney entities as JSON lines (also in the `entity` of delta lines). Sanction, Address and identity document
// entities complete the parties they name; other kinds of entity are no parties and are noted by kind.
Status read_ftm(const ListFile& file, ListSink& sink);

// {"list_id","extracted","entities":[{"name","aliases","country","address","effective_date","federal_register","notes"}]}.
Status read_extract(const ListFile& file, const Json& document, ListSink& sink);

// [{"id","entity_name","aliases","addresses","list_id","date_added","last_verified","reason","source_url"}].
Status read_registry(const ListFile& file, const Json& document, ListSink& sink);

// A user's own CSV: id,name[,aliases,schema,countries,addresses,identifiers,birth_date,from,until,source]; several
// values joined by `;`; an identifier is `type:value`; days are spans such as `2023-03-02` or `..2025-09-16`. An
// unknown column is an error.
Status read_user_csv(const ListFile& file, ListSink& sink);

}  // namespace licet
