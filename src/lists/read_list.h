// Reads an official list: the form of each file is recognised from its content, and its reader is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/list_reader.h"
#include "lists/list_tables.h"
#include "lists/parcel.h"

namespace licet {

// Largest size of one file, unpacked.
inline constexpr std::uint64_t kMostListBytes = std::uint64_t{1} << 31;

// The form of a file by its content, in the words of list.toml: `csl_csv`, `csl_json`, `csl_projection`, `ofac`,
// `denied_persons`, `un_xml`, `ftm`, `extract`, `registry`, `user_csv`; "" for none of these.
std::string recognised_form(std::string_view bytes);

// Reads the files of one list; gzip and Zstandard are unpacked. Bytes that are not UTF-8 are read as Latin-1.
// A bad record is a diagnostic; a size outside the parcel's limits too.
// Errors: kParse (a file broken as a whole, of no known form, or of a form that the parcel does not have; several files
// where the form has one), kInvalidArgument (no file, too large).
Result<ListContent> read_list(const Parcel& parcel, std::vector<ListFile> files,
                              const ListTables& tables = ListTables::builtin());

// The files at `path`: itself, or all regular files of the folder, sorted by name; `name` of each is relative to what
// was given. Errors: kNotFound, kResource, kInvalidArgument (larger than kMostListBytes).
Result<std::vector<ListFile>> load_list_files(const std::string& path);

// True if the list has fewer or more records than its parcel expects.
bool outside_limits(const Parcel& parcel, const ListContent& content);

}  // namespace licet
