#include "rules/check/codes.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text_util.h"

namespace licet::rules {

namespace {

constexpr std::size_t kMostCodes = 1'151;  // the plan keeps them as bits of one set, with one for all others

// Those of the sorted codes that the pattern holds: they all begin with it.
template <typename Code, typename Found>
void for_each_held(std::string_view pattern, const std::vector<Code>& codes, Found found) {
  const std::string_view stem = pattern.ends_with('*') ? pattern.substr(0, pattern.size() - 1) : pattern;
  for (auto at = std::lower_bound(codes.begin(), codes.end(), stem); at != codes.end() && at->starts_with(stem); ++at) {
    if (pattern_holds(pattern, *at)) found(*at);
  }
}

// Patterns of codes, to be asked for many codes.
class Patterns {
 public:
  explicit Patterns(std::vector<std::string_view> patterns) : sorted_(std::move(patterns)) {
    std::sort(sorted_.begin(), sorted_.end());
    for (const std::string_view pattern : sorted_) {
      if (pattern.ends_with('*')) stars_.push_back(pattern);
    }
  }

  // Does one of them hold the code? Those that can be equal to the code, or to a code above it.
  bool hold(std::string_view code) const {
    const auto holds = [&](std::string_view pattern) { return pattern_holds(pattern, code); };
    if (std::any_of(stars_.begin(), stars_.end(), holds)) return true;
    for (std::string_view stem = code;; stem = stem.substr(0, stem.rfind('.'))) {
      if (std::binary_search(sorted_.begin(), sorted_.end(), stem)) return true;
      if (stem.find('.') == std::string_view::npos) return false;
    }
  }

  // Is one of them, read as a code, held by the pattern?
  bool some_held_by(std::string_view pattern) const {
    bool found = false;
    for_each_held(pattern, sorted_, [&](std::string_view) { found = true; });
    return found;
  }

 private:
  std::vector<std::string_view> sorted_;
  std::vector<std::string_view> stars_;
};

class CodeCollector {
 public:
  CodeCollector(const Law& law, std::vector<std::string_view> named) : law_(law), codes_(std::move(named)) {}

  // Codes that the law names and that no entry tests: what an item without an ECCN could still be.
  Result<UntestedCodes> run() {
    std::set<const void*> seen;  // tables that were cut alike share their rows
    for (const auto& [name, table] : law_.tables()) {
      const auto column = std::find(table.columns.begin(), table.columns.end(), "eccn");
      if (column == table.columns.end() || table.rows.empty() || !seen.insert(&table.rows[0]).second) continue;
      const auto at = static_cast<std::size_t>(column - table.columns.begin());
      // Rows of one code mostly stand together.
      for (const auto& row : table.rows) {
        if (codes_.empty() || codes_.back() != row[at]) codes_.emplace_back(row[at]);
      }
    }
    sort_codes();
    // A paragraph of a code that the law does not name: `3A001.?` beside 3A001.b.2.
    std::vector<std::string> above;
    for (const std::string_view code : codes_) {
      for (auto dot = code.rfind('.'); dot != std::string::npos && dot > 0; dot = code.rfind('.', dot - 1)) {
        std::string one = concat(code.substr(0, dot), ".?");
        if (above.empty() || above.back() != one) above.push_back(std::move(one));
      }
    }
    codes_.insert(codes_.end(), above.begin(), above.end());
    sort_codes();
    std::vector<std::string_view> whole_codes;
    for (const CoverageRow& row : law_.coverage()) {
      if (row.status == "encoded" && row.paragraph.starts_with("774 "))
        whole_codes.push_back(std::string_view(row.paragraph).substr(4));
    }
    const Patterns entries(entry_names());
    const Patterns whole(std::move(whole_codes));
    for (const std::string_view code : codes_) {
      // A code above an entry is tested only where coverage says that all paragraphs of its ECCN are encoded.
      const std::string_view stem = code.substr(0, code.size() - (code.ends_with(".?") ? 2 : 0));
      const bool tested = entries.hold(code) || (entries.some_held_by(stem) && whole.hold(stem));
      if (!tested) out_.without_entry.emplace_back(code);
    }
    collect_absent();
    if (out_.without_entry.size() < kMostCodes) return std::move(out_);
    return Error{ErrorCode::kParse, concat("the law names ", out_.without_entry.size(),
                                           " codes that no entry tests; at most ", kMostCodes, " can be told apart")};
  }

 private:
  void sort_codes() {
    std::sort(codes_.begin(), codes_.end());
    codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  }

  std::vector<std::string_view> entry_names() const {
    std::vector<std::string_view> names;
    for (const Decl* entry : law_.all(DeclKind::kEntry)) names.push_back(entry->name);
    return names;
  }

  // Which rows say of a code that the list did not have it (`among x table absent` of facts.tsv).
  void collect_absent() {
    for (std::size_t fact = 0; fact < law_.schema().facts().size(); ++fact) {
      const std::vector<std::string>& tables = law_.schema().derivation(static_cast<int>(fact)).tables;
      const TupleTable* table = tables.size() < 2 ? nullptr : law_.table(tables[1]);
      if (table == nullptr) continue;
      out_.absent_table = tables[1];
      for (std::size_t row = 0; row < table->rows.size(); ++row) {
        for_each_held(table->rows[row][0], out_.without_entry,
                      [&](const std::string& code) { out_.absent_rows[code].push_back(row); });
      }
    }
  }

  const Law& law_;
  std::vector<std::string_view> codes_;  // that the law names
  UntestedCodes out_;
};

}  // namespace

Result<UntestedCodes> untested_codes(const Law& law, std::vector<std::string_view> named) {
  return CodeCollector(law, std::move(named)).run();
}

}  // namespace licet::rules
