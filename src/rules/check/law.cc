#include "rules/check/law.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

Law::~Law() = default;

std::vector<const Decl*> Law::by_name() const {
  std::vector<const Decl*> out;
  out.reserve(by_name_.size());
  for (const auto& [name, decl] : by_name_) out.push_back(decl);
  std::sort(out.begin(), out.end(), [](const Decl* a, const Decl* b) { return a->qualified < b->qualified; });
  return out;
}

std::vector<const Decl*> Law::naming(DeclKind kind, const Decl& other) const {
  std::vector<const Decl*> out;
  for (const Decl* decl : all(kind)) {
    if (refers_to(*decl, other)) out.push_back(decl);
  }
  return out;
}

const Decl* Law::find(std::string_view qualified) const {
  const auto found = by_name_.find(qualified);
  return found == by_name_.end() ? nullptr : found->second;
}

const Decl* Law::reply_on(const Decl& decl, Date day) const {
  const Decl* found = nullptr;
  for (const Decl* reply : all(DeclKind::kReply)) {
    if (reply->targets.empty() || reply->targets.front() != &decl || day < *reply->from) continue;
    if (found == nullptr || *found->from < *reply->from) found = reply;
  }
  return found;
}

const TupleTable* Law::table(std::string_view qualified) const {
  const auto found = tables_.find(qualified);
  return found == tables_.end() ? nullptr : &found->second;
}

int Law::strictness(std::string_view policy) const {
  const auto found = strictness_.find(policy);
  return found == strictness_.end() ? 0 : found->second;
}

std::vector<std::string> Law::names_of_addressee(const Decl& letter) const {
  std::vector<std::string> out = {letter.text};
  const auto [begin, end] = addressee_aliases_.equal_range(letter.text);
  for (auto it = begin; it != end; ++it) out.push_back(it->second);
  return out;
}

namespace {

void collect_claims(const FactSchema& schema, const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out);

void collect_claims(const FactSchema& schema, const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) {
  if (!seen.insert(&decl).second) return;
  for (const Version& version : decl.versions) {
    collect_claims(schema, *version.body, seen, out);
    for (const Decl* except : version.except_decls) collect_claims(schema, *except, seen, out);
  }
}

void collect_claims(const FactSchema& schema, const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out) {
  if (expr.kind == ExprKind::kPath && expr.fact >= 0 && schema.at(expr.fact).role == FactRole::kClaim)
    out.insert(expr.fact);
  if (expr.decl != nullptr) collect_claims(schema, *expr.decl, seen, out);
  for (const ExprPtr& kid : expr.kids) collect_claims(schema, *kid, seen, out);
}

}  // namespace

std::vector<int> Law::claims_of(const Decl& authorization) const {
  std::set<const Decl*> seen;
  std::set<int> out;
  collect_claims(schema_, authorization, seen, out);
  return {out.begin(), out.end()};
}

std::string TupleTable::origin(std::size_t row) const {
  return concat(path, ":", lines[row]);
}

Truth TupleTable::holds(std::size_t row, Date day) const {
  const Truth begun = from[row].reached_by(day);
  const Truth there = until[row] ? both(begun, !until[row]->reached_by(day)) : begun;
  return unverified[row] ? both(there, Truth::kUnknown) : there;
}

bool Law::absent_on(std::string_view code, Date day) const {
  const auto rows = absent_rows_.find(code);
  if (rows == absent_rows_.end()) return false;
  const TupleTable& table = tables_.find(absent_table_)->second;
  return std::any_of(rows->second.begin(), rows->second.end(),
                     [&](std::size_t row) { return table.holds(row, day) == Truth::kTrue; });
}

std::vector<std::string> Law::codes_below(const std::string& code, Date day) const {
  std::vector<std::string> out;
  const std::string stem = concat(code, ".");
  // The codes are sorted, so those below stand together.
  for (auto at = std::lower_bound(codes_without_entry_.begin(), codes_without_entry_.end(), stem);
       at != codes_without_entry_.end() && at->starts_with(stem); ++at) {
    const bool unnamed = at->ends_with(".?");
    if ((!unnamed || at->size() == stem.size() + 1) && !absent_on(*at, day)) out.push_back(*at);
  }
  return out;
}

std::optional<Possible> Law::codes_of_kind(int code, const Possible& kind) const {
  const Derivation& how = schema_.derivation(code);
  const TupleTable* groups = how.tables.empty() ? nullptr : table(how.tables[0]);
  if (groups == nullptr || kind.words.empty()) return std::nullopt;
  std::string letters;
  for (const std::string& word : kind.words) {
    const std::size_t before = letters.size();
    for (const std::vector<std::string>& row : groups->rows) {
      if (row[0] == word) letters += row[1];
    }
    if (letters.size() == before) return std::nullopt;
  }
  Possible out = everything_possible(schema_.at(code), places_);
  out.anything = false;
  for (const std::string& one : codes_without_entry_) {
    const bool grouped = one.size() > 1 && one[0] >= '0' && one[0] <= '9';
    if (!grouped || letters.find(one[1]) != std::string::npos) out.words.push_back(one);
  }
  out.words.emplace_back("?");  // some code that the law files do not name
  std::sort(out.words.begin(), out.words.end());
  return out;
}

std::string Law::canonical_place(std::string_view place, Date day) const {
  const auto rows = counts_as_.find(place);
  if (rows == counts_as_.end()) return std::string(place);
  for (const CountsAs& row : rows->second) {
    if (row.from.reached_by(day) != Truth::kTrue) continue;
    if (row.until && row.until->reached_by(day) == Truth::kTrue) continue;
    return row.as;
  }
  return std::string(place);
}

Truth Law::in_group(std::string_view group, std::string_view place, Date day) const {
  const auto rows = groups_.find(group);
  if (rows == groups_.end()) return Truth::kUnknown;
  const auto mine = rows->second.find(place);
  if (mine == rows->second.end()) return Truth::kFalse;
  Truth found = Truth::kFalse;
  for (const GroupRow& row : mine->second) {
    const Truth begun = row.from.reached_by(day);
    const Truth member = row.until ? both(begun, !row.until->reached_by(day)) : begun;
    // A row that nobody could verify proves nothing: from its first day on the membership is open.
    found = either(found, row.certainty == "C" ? both(member, Truth::kUnknown) : member);
  }
  return found;
}

namespace {

Truth row_on(const DaySpan& from, const std::optional<DaySpan>& until, Date day) {
  const Truth begun = from.reached_by(day);
  return until ? both(begun, !until->reached_by(day)) : begun;
}

}  // namespace

std::vector<OpenRow> Law::open_rows(Date day) const {
  std::vector<OpenRow> out;
  for (const auto& [group, places] : groups_) {
    for (const auto& [place, rows] : places) {
      for (const GroupRow& row : rows) {
        if (row.certainty == "C" && row_on(row.from, row.until, day) != Truth::kFalse)
          out.push_back({row.origin, {place, group}, row.note});
      }
    }
  }
  std::set<std::string> seen;  // a file may be included more than once
  for (const auto& [name, table] : tables_) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (table.unverified[i] && row_on(table.from[i], table.until[i], day) != Truth::kFalse &&
          seen.insert(table.origin(i)).second)
        out.push_back({table.origin(i), table.rows[i], table.notes[i]});
    }
  }
  return out;
}

std::shared_ptr<const Law> Law::under(const OpenRow& row, bool holds) const {
  const std::shared_ptr<Law> out(new Law(*this));
  for (auto& [group, places] : out->groups_) {
    for (auto& [place, rows] : places) {
      if (!holds) std::erase_if(rows, [&](const GroupRow& one) { return one.origin == row.origin; });
      for (GroupRow& one : rows) {
        if (one.origin == row.origin) one.certainty = "A";
      }
    }
  }
  for (auto& [name, table] : out->tables_) {
    for (std::size_t i = table.rows.size(); i > 0; --i) {
      if (table.origin(i - 1) != row.origin) continue;
      table.unverified.change()[i - 1] = false;
      if (holds) continue;
      const auto drop = [&](auto& column) {
        auto& values = column.change();
        values.erase(values.begin() + static_cast<std::ptrdiff_t>(i - 1));
      };
      drop(table.rows);
      drop(table.from);
      drop(table.until);
      drop(table.unverified);
      drop(table.lines);
      drop(table.notes);
    }
  }
  return out;
}

bool has_unenforced_text(const Law& law, Date day) {
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) {
      for (const Version& version : decl->versions) {
        if (day < version.from) continue;
        for (const Mark& mark : version.marks) {
          if (mark.kind == MarkKind::kUnenforced && (!mark.from || *mark.from <= day) &&
              (!mark.until || day < *mark.until))
            return true;
        }
      }
    }
  }
  return false;
}

void add_boundaries(const Decl& decl, std::vector<Date>& days) {
  for (const Version& version : decl.versions) {
    days.push_back(version.from);
    if (version.until) days.push_back(*version.until);
    for (const Mark& mark : version.marks) {
      if (mark.from) days.push_back(*mark.from);
      if (mark.until) days.push_back(*mark.until);
    }
  }
  for (const Gap& gap : decl.gaps) {
    days.push_back(gap.from);
    if (gap.until) days.push_back(*gap.until);
  }
  if (decl.from) days.push_back(*decl.from);
  if (decl.until) days.push_back(*decl.until);
}

std::vector<Date> law_boundaries(const Law& law) {
  std::vector<Date> days = law.table_days();
  days.push_back(kFirstDay);
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) add_boundaries(*decl, days);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

bool speaks_by_day(DeclKind kind) {
  return kind == DeclKind::kValue || kind == DeclKind::kSet || kind == DeclKind::kList;
}

bool is_active(const Mark& mark, Date day, Posture posture) {
  if (mark.kind == MarkKind::kUnenforced && posture == Posture::kCodified) return false;
  if (mark.from && day < *mark.from) return false;
  return !mark.until || day < *mark.until;
}

const Version* speaking_version(const Decl& decl, Date day, Posture posture) {
  if (in_gap(decl, day)) return nullptr;
  for (auto version = decl.versions.rbegin(); version != decl.versions.rend(); ++version) {
    if (day < version->from) continue;
    if (version->until && *version->until <= day) return nullptr;
    if (!speaks_by_day(decl.kind)) return &*version;
    bool falls_back = false;
    bool sleeps = false;
    for (const Mark& mark : version->marks) {
      if (!is_active(mark, day, posture)) continue;
      sleeps = true;
      falls_back = falls_back || mark.falls_back;
    }
    if (!falls_back) return sleeps ? nullptr : &*version;
  }
  return nullptr;
}

bool pattern_holds(std::string_view pattern, std::string_view code) {
  if (pattern.ends_with('*')) return code.starts_with(pattern.substr(0, pattern.size() - 1));
  if (!code.starts_with(pattern)) return false;
  return code.size() == pattern.size() || code[pattern.size()] == '.';
}

}  // namespace licet::rules
