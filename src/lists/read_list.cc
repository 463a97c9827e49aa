#include "lists/read_list.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/compress.h"
#include "base/file.h"
#include "base/json.h"
#include "base/table.h"
#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/list_record.h"
#include "lists/readers.h"

namespace licet {

namespace {

std::string_view first_line(std::string_view text) {
  return trimmed(text.substr(0, text.find('\n')));
}

std::string_view without_mark(std::string_view text) {
  text.remove_prefix(byte_order_mark(text));
  return trimmed(text);
}

// By keys near the top: the document itself is read once, by its reader.
std::string json_form(std::string_view text) {
  const std::string_view head = text.substr(0, std::size_t{1} << 16);
  const auto has = [&](std::string_view key) { return head.find(concat('"', key, '"')) != std::string_view::npos; };
  if (text.starts_with('[')) return has("entity_name") || head.find('{') == std::string_view::npos ? "registry" : "";
  if (has("properties") && has("schema")) return "ftm";
  if (has("fieldKey") || (has("tables") && has("sources"))) return "csl_projection";
  if (has("results")) return "csl_json";
  return has("entities") ? "extract" : "";
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string table_form(std::string_view text) {
  const std::string_view header = first_line(text);
  if (header.find('\t') != std::string_view::npos && header.find("Effective_Date") != std::string_view::npos)
    return "denied_persons";
  CsvReader rows(header);
  const auto row = rows.next();
  if (!row || !*row) return is_number(header.substr(0, header.find(','))) ? "ofac" : "";
  const auto has = [&](std::string_view column) {
    return std::any_of((*row)->cells.begin(), (*row)->cells.end(),
                       [&](const std::string& cell) { return trimmed(cell) == column; });
  };
  if (has("source") && has("name") && has("alt_names")) return "csl_csv";
  if (is_number(trimmed((*row)->cells[0])) && (*row)->cells.size() > 1) return "ofac";
  return has("name") ? "user_csv" : "";
}

Status check_form(const Parcel& parcel, const ListFile& file, const std::string& form) {
  if (std::find(parcel.forms.begin(), parcel.forms.end(), form) != parcel.forms.end()) return {};
  return Error{ErrorCode::kParse,
               concat(file.name, form.empty() ? ": of no known form" : concat(": of the form ", ticked(form)),
                      "; list ", ticked(parcel.id), " is read from ", joined(parcel.forms, " or "))};
}

Status read_json_file(const ListFile& file, const std::string& form, ListSink& sink) {
  const auto document = parse_json(file.bytes);
  if (!document) return Error{document.error().code, concat(file.name, ": ", document.error().message)};
  if (form == "csl_json") return read_csl_json(file, *document, sink);
  if (form == "csl_projection") return read_csl_projection(file, *document, sink);
  return form == "extract" ? read_extract(file, *document, sink) : read_registry(file, *document, sink);
}

Status read_files(const std::vector<ListFile>& files, const std::string& form, ListSink& sink) {
  if (form == "ofac") return read_ofac(files, sink);
  for (const ListFile& file : files) {
    sink.begin_file(file.name);
    Status done = form == "csl_csv"          ? read_csl_csv(file, sink)
                  : form == "denied_persons" ? read_denied_persons(file, sink)
                  : form == "un_xml"         ? read_un_xml(file, sink)
                  : form == "ftm"            ? read_ftm(file, sink)
                  : form == "user_csv"       ? read_user_csv(file, sink)
                                             : read_json_file(file, form, sink);
    if (!done) return done;
  }
  return {};
}

// Unpacks a file and makes it UTF-8; XML says its own encoding.
Status make_plain(ListFile& file, ListSink& sink, std::string& form) {
  LICET_TRY(std::string bytes, decompressed(std::move(file.bytes), file.name, kMostListBytes));
  form = recognised_form(bytes);
  bool changed = false;
  file.bytes = form == "un_xml" ? std::move(bytes) : as_utf8(std::move(bytes), changed);
  sink.begin_file(file.name);
  if (changed && form != "ofac") sink.note(0, "not UTF-8: read as Latin-1");
  return {};
}

}  // namespace

std::string recognised_form(std::string_view bytes) {
  const std::string_view text = without_mark(bytes);
  if (text.empty()) return "";
  if (text.front() == '{' || text.front() == '[') return json_form(text);
  if (text.front() == '<')
    return text.substr(0, 4096).find("<CONSOLIDATED_LIST") != std::string_view::npos ? "un_xml" : "";
  return table_form(text);
}

Result<ListContent> read_list(const Parcel& parcel, std::vector<ListFile> files, const ListTables& tables) {
  if (files.empty()) return Error{ErrorCode::kInvalidArgument, concat("list ", ticked(parcel.id), ": no file")};
  ListSink sink(parcel, tables);
  std::string form;
  for (ListFile& file : files) {
    std::string own;
    LICET_RETURN_IF_ERROR(make_plain(file, sink, own));
    LICET_RETURN_IF_ERROR(check_form(parcel, file, own));
    if (!form.empty() && own != form)
      return Error{ErrorCode::kParse,
                   concat(file.name, ": of the form ", ticked(own), " beside a file of the form ", ticked(form))};
    form = own;
  }
  LICET_RETURN_IF_ERROR(read_files(files, form, sink));
  ListContent content = sink.finish();
  if (outside_limits(parcel, content))
    content.diagnostics.push_back(ListDiagnostic{
        parcel.id, files.front().name, 0,
        concat(content.records, " records: usual are ", parcel.least_records, " to ", parcel.most_records), false});
  return content;
}

Result<std::vector<ListFile>> load_list_files(const std::string& path) {
  std::vector<std::string> names = {path};
  std::error_code failure;
  const bool folder = std::filesystem::is_directory(path, failure);
  if (folder) {
    LICET_TRY(names, list_files(path, ""));
  }
  std::vector<ListFile> out;
  for (const std::string& name : names) {
    LICET_TRY(std::string bytes, read_file(folder ? concat(path, '/', name) : name, kMostListBytes));
    out.push_back(ListFile{name, std::move(bytes)});
  }
  return out;
}

bool outside_limits(const Parcel& parcel, const ListContent& content) {
  return content.records < parcel.least_records || content.records > parcel.most_records;
}

}  // namespace licet
