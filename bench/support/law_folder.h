// The law of a folder, as the book holds it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text_util.h"
#include "rules/check/law.h"

namespace licet::bench {

inline Result<std::vector<rules::LawSource>> law_files(const std::string& folder) {
  LICET_TRY(const std::vector<std::string> paths, list_files(folder, ""));
  std::vector<rules::LawSource> out;
  for (const std::string& path : paths) {
    LICET_TRY(std::string text, read_file(concat(folder, "/", path)));
    out.push_back({path, std::move(text)});
  }
  return out;
}

inline Result<std::shared_ptr<const rules::Law>> load_law(const std::string& folder) {
  LICET_TRY(const std::vector<rules::LawSource> files, law_files(folder));
  return rules::Law::load(files);
}

}  // namespace licet::bench
