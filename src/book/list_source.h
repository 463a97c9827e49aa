// A list file on disk, named as on the command line, read into a source of a book.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "book/assemble.h"
#include "lists/list_reader.h"
#include "lists/parcel.h"

namespace licet {

// `us_csl=csl.json`, `us_ofac_sdn=folder@2022-01-31`, `csv:mine=own.csv`.
struct ListArgument {
  std::string id;    // a parcel, or `csv:NAME`, `ftm:NAME`
  std::string path;  // a file or a folder
  std::optional<Date> as_of;
};

// A path that holds `@` keeps it unless a day stands behind the last one. Errors: kInvalidArgument.
Result<ListArgument> parse_list_argument(std::string_view text);

// The files of a list, in memory, as a source of a book; `as_of`: the day they are of, where the file's own does not
// hold. Errors: as read_list.
Result<BuildSource> read_source_files(const Parcel& parcel, std::vector<ListFile> files,
                                      const std::optional<Date>& as_of);

// Reads the file, or all files of the folder, packed or not. A file outside its parcel's usual size is a diagnostic.
// Errors: as find_parcel, load_list_files and read_list.
Result<BuildSource> read_source(const ListArgument& argument);

}  // namespace licet
