// Loads the law tree in three passes: parse and index every file; read the tables; resolve the names in every
// statement.
#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/sha256.h"
#include "base/table.h"
#include "base/text_util.h"
#include "rules/check/law.h"
#include "rules/syntax/parser.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

// Lists that exist without a statement, and what they hold.
struct BaseList {
  std::string_view name;
  EntityKind kind;
};
constexpr BaseList kBaseLists[] = {{"parties", EntityKind::kParty},
                                   {"facilities", EntityKind::kFacility},
                                   {"legs", EntityKind::kLeg},
                                   {"items", EntityKind::kItem}};
constexpr std::string_view kComponents = "item.components";
constexpr std::string_view kCommon = "common";
constexpr std::size_t kMostCodes = 1'023;  // the plan keeps them as bits of one set, with one for all others

Result<DaySpan> day_or_always(std::string_view text) {
  // Before the traced period: long before the first day that is answered.
  if (text == "unknown" || text.empty()) return DaySpan::exact(Date{-100'000});
  return parse_day_span(text);
}

Result<std::optional<DaySpan>> day_or_open(std::string_view text) {
  if (text.empty()) return std::optional<DaySpan>();
  LICET_TRY(const DaySpan span, parse_day_span(text));
  return std::optional<DaySpan>(span);
}

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

}  // namespace

class Loader {
 public:
  Result<std::shared_ptr<const Law>> run(const std::vector<LawSource>& sources) {
    law_->by_kind_.resize(17);
    hash_sources(sources);
    LICET_RETURN_IF_ERROR(read_schema(sources));
    LICET_RETURN_IF_ERROR(parse_all(sources));
    LICET_RETURN_IF_ERROR(read_tables(sources));
    for (const auto& tree : law_->trees_) LICET_RETURN_IF_ERROR(read_includes(*tree, sources));
    std::vector<Date>& days = law_->table_days_;
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const auto& tree : law_->trees_) LICET_RETURN_IF_ERROR(resolve_bindings(*tree));
    for (const auto& tree : law_->trees_) LICET_RETURN_IF_ERROR(resolve_tree(*tree));
    LICET_RETURN_IF_ERROR(look_through());
    LICET_RETURN_IF_ERROR(collect_codes());
    return std::shared_ptr<const Law>(std::move(law_));
  }

 private:
  using Scope = std::vector<std::pair<std::string_view, EntityKind>>;

  // ---- reading ----

  void hash_sources(const std::vector<LawSource>& sources) {
    std::string all;
    std::string added;
    for (const LawSource& source : sources) {
      if (source.path.ends_with(".tests")) continue;
      const std::string line = concat(source.path, "\n", sha256_hex(source.text), "\n");
      all += line;
      if (source.is_private()) added += line;
    }
    law_->hash_ = sha256_hex(all);
    if (!added.empty()) law_->private_hash_ = sha256_hex(added);
  }

  Status read_schema(const std::vector<LawSource>& sources) {
    bool found = false;
    for (const LawSource& source : sources) {
      if (source.path != "facts.tsv") continue;
      LICET_TRY(FactSchema schema, FactSchema::parse(source.text, source.shown()));
      LICET_RETURN_IF_ERROR(law_->schema_.append(std::move(schema), source.shown()));
      found = true;
    }
    if (!found) return Error{ErrorCode::kNotFound, "the law has no facts.tsv"};
    return {};
  }

  Status parse_all(const std::vector<LawSource>& sources) {
    for (const LawSource& source : sources) {
      if (!source.path.ends_with(".law") && !source.path.ends_with(".tests")) continue;
      LICET_TRY(std::unique_ptr<LawTree> tree, parse_law(source.text, source.shown()));
      tree->root = source.root;
      for (const auto& decl : tree->decls) {
        decl->is_private = source.is_private();
        LICET_RETURN_IF_ERROR(index(*decl, *tree));
      }
      law_->as_of_ = std::max(law_->as_of_, to_string(tree->checked));
      law_->trees_.push_back(std::move(tree));
    }
    for (auto& decls : law_->by_kind_) {
      std::sort(decls.begin(), decls.end(), [](const Decl* a, const Decl* b) { return a->qualified < b->qualified; });
    }
    return {};
  }

  Status index(Decl& decl, const LawTree& tree) {
    law_->by_kind_[static_cast<std::size_t>(decl.kind)].push_back(&decl);
    if (decl.kind == DeclKind::kTest || decl.kind == DeclKind::kReply) return {};
    if (!law_->by_name_.emplace(decl.qualified, &decl).second) {
      const char* why = decl.is_private ? "; private law adds, it does not replace" : "";
      return error(tree, decl.position, concat("name ", ticked(decl.qualified), " stands twice", why));
    }
    if (decl.kind == DeclKind::kProfile) {
      for (const Decl* other : law_->all(DeclKind::kProfile)) {
        if (other != &decl && other->name == decl.name)
          return error(tree, decl.position, concat("there is a profile ", ticked(decl.name), " already"));
      }
    }
    for (std::size_t i = 1; i < decl.versions.size(); ++i) {
      if (decl.versions[i].from <= decl.versions[i - 1].from) {
        return error(tree, decl.versions[i].position,
                     "versions must be ordered by `from`, each later than the one before");
      }
    }
    return {};
  }

  Status read_tables(const std::vector<LawSource>& sources) {
    for (const LawSource& source : sources) {
      if (source.path.ends_with("letter-aliases.tsv")) LICET_RETURN_IF_ERROR(read_aliases(source));
      if (source.is_private()) continue;  // the tables of the built-in law are not replaced
      if (source.path == "tables/country-groups.tsv") LICET_RETURN_IF_ERROR(read_groups(source));
      if (source.path == "tables/places.tsv") LICET_RETURN_IF_ERROR(read_counts_as(source));
      if (source.path == "tables/policies.tsv") LICET_RETURN_IF_ERROR(read_policies(source));
      if (source.path == "coverage.tsv") LICET_RETURN_IF_ERROR(read_coverage(source));
    }
    std::sort(law_->places_.begin(), law_->places_.end());
    law_->places_.erase(std::unique(law_->places_.begin(), law_->places_.end()), law_->places_.end());
    return {};
  }

  static Status require_columns(const TableView& table, std::initializer_list<const char*> columns) {
    for (const char* column : columns) {
      if (auto found = table.column(column); !found) return found.error();
    }
    return {};
  }

  // A verdict may change on the first day of a span, and on its last.
  void note_days(const DaySpan& from, const std::optional<DaySpan>& until) {
    note_day(from.earliest);
    note_day(from.latest);
    if (!until) return;
    note_day(until->earliest);
    note_day(until->latest);
  }

  // Rows of one day mostly stand together.
  void note_day(const std::optional<Date>& day) {
    std::vector<Date>& days = law_->table_days_;
    if (day && (days.empty() || days.back() != *day)) days.push_back(*day);
  }

  // Source and note of a row.
  static std::string said_of(const TableView& table, std::size_t row) {
    std::vector<std::string> out;
    for (const char* name : {"source", "note"}) {
      const auto column = table.find(name);
      if (column && !table.cell(row, *column).empty()) out.emplace_back(table.cell(row, *column));
    }
    return joined(out, ": ");
  }

  Status read_groups(const LawSource& source) {
    LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
    LICET_RETURN_IF_ERROR(require_columns(table, {"place", "group", "from", "until", "certainty"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      GroupRow row;
      row.place = table.cell(i, "place");
      LICET_TRY(row.from, day_or_always(table.cell(i, "from")));
      LICET_TRY(row.until, day_or_open(table.cell(i, "until")));
      row.certainty = table.cell(i, "certainty");
      row.origin = concat(source.path, ":", table.line(i));
      if (row.certainty == "C") row.note = said_of(table, i);
      note_days(row.from, row.until);
      law_->places_.push_back(row.place);
      law_->groups_[std::string(table.cell(i, "group"))][row.place].push_back(std::move(row));
    }
    return {};
  }

  Status read_counts_as(const LawSource& source) {
    LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
    LICET_RETURN_IF_ERROR(require_columns(table, {"place", "counts_as", "from", "until"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      law_->places_.emplace_back(table.cell(i, "place"));
      if (table.cell(i, "counts_as").empty()) continue;
      CountsAs row;
      row.place = table.cell(i, "place");
      row.as = table.cell(i, "counts_as");
      LICET_TRY(row.from, day_or_always(table.cell(i, "from")));
      LICET_TRY(row.until, day_or_open(table.cell(i, "until")));
      note_days(row.from, row.until);
      law_->counts_as_[row.place].push_back(row);
    }
    return {};
  }

  // Review policies from the mildest to the strictest.
  Status read_policies(const LawSource& source) {
    LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
    LICET_RETURN_IF_ERROR(require_columns(table, {"policy", "meaning", "cite"}));
    for (std::size_t i = 0; i < table.size(); ++i)
      law_->strictness_.emplace(table.cell(i, "policy"), static_cast<int>(i) + 1);
    return {};
  }

  Status read_aliases(const LawSource& source) {
    LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
    LICET_RETURN_IF_ERROR(require_columns(table, {"addressee", "alias", "source"}));
    for (std::size_t i = 0; i < table.size(); ++i)
      law_->addressee_aliases_.emplace(table.cell(i, "addressee"), table.cell(i, "alias"));
    return {};
  }

  Status read_coverage(const LawSource& source) {
    LICET_TRY(const TableView table, TableView::parse_tsv(source.text, source.shown()));
    LICET_RETURN_IF_ERROR(require_columns(table, {"paragraph", "status", "reason", "checked"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto cell = [&](std::string_view column) { return std::string(table.cell(i, column)); };
      law_->coverage_.push_back(CoverageRow{cell("paragraph"), cell("status"), cell("reason"), cell("checked")});
    }
    return {};
  }

  Status read_includes(const LawTree& tree, const std::vector<LawSource>& sources) {
    for (const Include& include : tree.includes) {
      auto source = std::find_if(sources.begin(), sources.end(),
                                 [&](const LawSource& s) { return s.path == include.path && s.root == tree.root; });
      if (source == sources.end() && !tree.root.empty()) {  // private law may read the tables of the built-in law
        source = std::find_if(sources.begin(), sources.end(),
                              [&](const LawSource& s) { return s.path == include.path && !s.is_private(); });
      }
      if (source == sources.end()) {
        return error(tree, include.position, concat("there is no table ", ticked(include.path)));
      }
      LICET_TRY(TupleTable tuples, cut_once(*source, include));
      law_->tables_.emplace(concat(tree.section, "/", include.name), std::move(tuples));
    }
    return {};
  }

  // A table is read once, and cut once to the same columns, whoever includes it.
  Result<TupleTable> cut_once(const LawSource& source, const Include& include) {
    auto known = included_.find(&source);
    if (known == included_.end()) {
      LICET_TRY(TableView table, TableView::parse_tsv(source.text, source.shown()));
      known = included_.emplace(&source, Included{std::move(table), {}}).first;
    }
    for (const TupleTable& cut : known->second.cuts) {
      if (cut.columns != include.columns) continue;
      TupleTable out = cut;
      out.name = include.name;
      return out;
    }
    LICET_TRY(TupleTable cut, cut_columns(known->second.table, include, source.path));
    known->second.cuts.push_back(cut);
    return cut;
  }

  Result<TupleTable> cut_columns(const TableView& table, const Include& include, const std::string& path) {
    TupleTable out;
    out.name = include.name;
    out.columns = include.columns;
    out.path = path;
    std::vector<std::size_t> at;
    for (const std::string& name : include.columns) {
      LICET_TRY(const std::size_t column, table.column(name));
      at.push_back(column);
    }
    const auto certainty = table.find("certainty");
    const auto from = table.find("from");
    const auto until = table.find("until");
    const bool dated = from && until;
    const auto in_row = [&](std::size_t i, const Error& cause) {
      return Error{ErrorCode::kParse, concat(table.name(), ":", table.line(i), ": ", cause.message)};
    };
    std::vector<std::vector<std::string>>& rows = out.rows.change();
    rows.reserve(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
      std::vector<std::string>& row = rows.emplace_back();
      row.reserve(at.size());
      for (const std::size_t column : at) row.emplace_back(table.cell(i, column));
      auto begins = day_or_always(dated ? table.cell(i, *from) : std::string_view());
      if (!begins) return in_row(i, begins.error());
      auto ends = day_or_open(dated ? table.cell(i, *until) : std::string_view());
      if (!ends) return in_row(i, ends.error());
      note_days(*begins, *ends);
      const bool unverified = certainty && table.cell(i, *certainty) == "C";
      out.from.change().push_back(*begins);
      out.until.change().push_back(*ends);
      out.unverified.change().push_back(unverified);
      out.lines.change().push_back(table.line(i));
      out.notes.change().push_back(unverified ? said_of(table, i) : "");
    }
    return out;
  }

  // ---- resolving ----

  Error error(const LawTree& tree, Position position, std::string_view what) const {
    return Error{ErrorCode::kParse, concat(tree.path, ":", position.line, ":", position.column, ": ", what)};
  }

  std::vector<std::string> names_for_messages() const {
    std::vector<std::string> names;
    for (const Decl* decl : by_name()) {
      names.push_back(decl->qualified);
      names.push_back(decl->name);
    }
    return names;
  }

  // All statements that have a name, sorted by it.
  std::vector<const Decl*> by_name() const {
    std::vector<const Decl*> out;
    for (const auto& [name, decl] : law_->by_name_) out.push_back(decl);
    std::sort(out.begin(), out.end(), [](const Decl* a, const Decl* b) { return a->qualified < b->qualified; });
    return out;
  }

  Result<const Decl*> resolve_ref(const LawTree& tree, Position position, const std::string& name) {
    if (const Decl* decl = lookup(tree, name)) return decl;
    return error(tree, position, concat("there is no ", ticked(name), did_you_mean(name, names_for_messages())));
  }

  const Decl* lookup(const LawTree& tree, const std::string& name) {
    if (name.find('/') != std::string::npos) return law_->find(name);
    if (const Decl* decl = law_->find(pieced(tree.section, "/", name))) return decl;
    return law_->find(pieced(kCommon, "/", name));
  }

  // A name of several pieces; it stands until the next one is made.
  std::string_view pieced(std::string_view first, std::string_view second, std::string_view third = {}) {
    pieced_.assign(first).append(second).append(third);
    return pieced_;
  }

  // Before all else, as reviews and authorizations read what other statements bind.
  Status resolve_bindings(LawTree& tree) {
    for (const auto& decl : tree.decls) {
      for (PerClause& clause : decl->per) LICET_RETURN_IF_ERROR(resolve_per(tree, *decl, clause));
    }
    return {};
  }

  Status resolve_tree(LawTree& tree) {
    for (const auto& decl : tree.decls) LICET_RETURN_IF_ERROR(resolve_decl(tree, *decl));
    return {};
  }

  Status resolve_decl(LawTree& tree, Decl& decl) {
    Scope scope = {{"order", EntityKind::kOrder}, {"leg", EntityKind::kLeg}, {"item", EntityKind::kItem}};
    words_.clear();
    outcome_readable_ = decl.kind == DeclKind::kDuty;
    LICET_RETURN_IF_ERROR(bind(tree, decl.per, scope));
    if (!decl.only_for.empty()) {
      LICET_TRY(decl.letter, resolve_ref(tree, decl.position, decl.only_for));
      if (decl.letter->kind != DeclKind::kLetter)
        return error(tree, decl.position, concat(ticked(decl.only_for), " is no letter"));
    }
    for (const std::string& name : decl.refs) {
      if (decl.kind == DeclKind::kFinding) continue;  // names of assumptions, which stand in profiles
      LICET_TRY(const Decl* target, resolve_ref(tree, decl.position, name));
      decl.targets.push_back(target);
      // Reviews and authorizations may read what their rules are bound to.
      LICET_RETURN_IF_ERROR(bind(tree, target->per, scope));
      words_.clear();  // only the rule itself reads a word that it binds
    }
    if (decl.kind == DeclKind::kReview) LICET_RETURN_IF_ERROR(check_policy(tree, decl));
    for (Version& version : decl.versions) LICET_RETURN_IF_ERROR(resolve_version(tree, decl, version, scope));
    for (Assumption& assumption : decl.assumptions) {
      Scope any = {{"order", EntityKind::kOrder},
                   {"leg", EntityKind::kLeg},
                   {"item", EntityKind::kItem},
                   {"party", EntityKind::kParty},
                   {"facility", EntityKind::kFacility}};
      LICET_RETURN_IF_ERROR(resolve(tree, *assumption.condition, any));
      LICET_RETURN_IF_ERROR(check_assumption(tree, assumption));
    }
    return {};
  }

  // An assumption is a fact, what it equals or has, or that this is not known.
  Status check_assumption(const LawTree& tree, const Assumption& assumption) {
    const Expr& condition = *assumption.condition;
    const bool negated = condition.kind == ExprKind::kNot;
    const bool denies = negated && condition.kids[0]->kind == ExprKind::kKnown;
    const Expr& atom = denies ? *condition.kids[0]->kids[0] : negated ? *condition.kids[0] : condition;
    const Expr& path = atom.kids.empty() ? atom : *atom.kids[0];
    const bool compares = atom.kind == ExprKind::kCompare && atom.op == CompareOp::kEqual &&
                          atom.kids[1]->kind == ExprKind::kName && atom.kids[1]->decl == nullptr;
    const bool plain =
        path.kind == ExprKind::kPath && (atom.kind == ExprKind::kPath || atom.kind == ExprKind::kHas || compares);
    if (plain && negated && !denies && atom.kind == ExprKind::kPath) {
      return error(tree, assumption.position,
                   concat("assumption ", ticked(assumption.name), ": write `", path.text, " = false` for `not ",
                          path.text, "`"));
    }
    if (!plain || (negated && !denies)) {
      return error(tree, assumption.position,
                   concat("assumption ", ticked(assumption.name),
                          ": expected `fact`, `fact = value`, `fact has {...}`, or `not known(...)` of one of them"));
    }
    if (law_->schema_.at(path.fact).profile_may_set) return {};
    return error(tree, assumption.position,
                 concat("assumption ", ticked(assumption.name), ": facts.tsv lets no profile set ", ticked(path.text)));
  }

  Status check_policy(const LawTree& tree, const Decl& review) {
    if (law_->strictness_.empty() || law_->strictness_.contains(review.word)) return {};
    std::vector<std::string> known;
    for (const auto& [policy, rank] : law_->strictness_) known.push_back(policy);
    return error(tree, review.position,
                 concat("there is no review policy ", ticked(review.word), did_you_mean(review.word, known),
                        " in tables/policies.tsv"));
  }

  // `per p in parties`, or `per c in {NS1, NS2}`: a set of words binds one of them at a time.
  Status resolve_per(const LawTree& tree, const Decl& decl, PerClause& clause) {
    if (clause.domain->kind == ExprKind::kName) {
      const Decl* named = lookup(tree, clause.domain->text);
      if (named != nullptr && named->kind == DeclKind::kSet) clause.domain->decl = named;
    }
    if (is_word_set(*clause.domain)) {
      clause.words = true;
      return {};
    }
    if (clause.domain->kind != ExprKind::kName && clause.domain->kind != ExprKind::kPath)
      return error(tree, decl.position, "`per` goes over a list such as `parties`, or over words in braces");
    LICET_TRY(const EntityKind kind, resolve_list(tree, *clause.domain));
    static_cast<void>(kind);
    return {};
  }

  // Puts what the clauses bind in scope.
  Status bind(const LawTree& tree, const std::vector<PerClause>& clauses, Scope& scope) {
    for (const PerClause& clause : clauses) {
      if (clause.words) {
        words_.push_back(clause.variable);
        continue;
      }
      LICET_TRY(const EntityKind kind, kind_of_list(tree, *clause.domain));
      scope.emplace_back(clause.variable, kind);
    }
    return {};
  }

  static bool is_word_set(const Expr& domain) {
    return domain.kind == ExprKind::kBraces || domain.kind == ExprKind::kUnion ||
           (domain.decl != nullptr && domain.decl->kind == DeclKind::kSet);
  }

  Status resolve_version(LawTree& tree, const Decl& decl, Version& version, const Scope& scope) {
    Scope inner = scope;
    if (version.list_domain) {
      LICET_TRY(const EntityKind kind, resolve_list(tree, *version.list_domain));
      inner.emplace_back(version.list_variable, kind);
    }
    const bool is_set = decl.kind == DeclKind::kSet;
    LICET_RETURN_IF_ERROR(is_set ? resolve_set(tree, *version.body, inner, nullptr)
                                 : resolve(tree, *version.body, inner));
    for (Mark& mark : version.marks) {
      if (mark.when) LICET_RETURN_IF_ERROR(resolve(tree, *mark.when, scope));
    }
    for (const std::string& path : version.documents) LICET_RETURN_IF_ERROR(resolve_document(tree, version, path));
    for (const std::string& name : version.except) {
      LICET_TRY(const Decl* target, resolve_ref(tree, version.position, name));
      if (target->kind != DeclKind::kException) {
        return error(tree, version.position,
                     concat(ticked(name), " is a ", to_string(target->kind), ", not an exception"));
      }
      version.except_decls.push_back(target);
    }
    return {};
  }

  // What an exporter has to hand in: a fact of the order whose role is `document`.
  Status resolve_document(const LawTree& tree, const Version& version, const std::string& path) {
    const int fact = law_->schema_.find(path);
    if (fact < 0)
      return error(
          tree, version.position,
          concat("there is no fact ", ticked(path), did_you_mean(path, law_->schema_.names_of(EntityKind::kOrder))));
    const FactDecl& decl = law_->schema_.at(fact);
    if (decl.role == FactRole::kDocument && decl.entity == EntityKind::kOrder) return {};
    return error(tree, version.position, concat(ticked(path), " is no document of the order (facts.tsv, derived)"));
  }

  // What a list holds; fills in the statement behind it.
  Result<EntityKind> resolve_list(const LawTree& tree, Expr& expr) {
    LICET_TRY(const EntityKind kind, kind_of_list(tree, expr));
    const bool base =
        expr.text == kComponents || std::any_of(std::begin(kBaseLists), std::end(kBaseLists),
                                                [&](const BaseList& list) { return expr.text == list.name; });
    if (!base) expr.decl = lookup(tree, expr.text);
    return kind;
  }

  Result<EntityKind> kind_of_list(const LawTree& tree, const Expr& expr) {
    if (expr.text == kComponents) return EntityKind::kComponent;
    for (const BaseList& base : kBaseLists) {
      if (expr.text == base.name) return base.kind;
    }
    // A list of another section keeps the statement that was found there.
    const Decl* decl = expr.decl != nullptr ? expr.decl : lookup(tree, expr.text);
    if (decl == nullptr || decl->kind != DeclKind::kList) {
      return error(tree, expr.position,
                   concat("there is no list ", ticked(expr.text), did_you_mean(expr.text, list_names())));
    }
    return list_kind(*decl);
  }

  std::vector<std::string> list_names() const {
    std::vector<std::string> names;
    for (const BaseList& base : kBaseLists) names.emplace_back(base.name);
    for (const Decl* decl : law_->all(DeclKind::kList)) names.push_back(decl->name);
    return names;
  }

  Result<EntityKind> list_kind(const Decl& decl) {
    const std::string& domain = decl.versions.front().list_domain->text;
    for (const BaseList& base : kBaseLists) {
      if (domain == base.name) return base.kind;
    }
    return domain == kComponents ? EntityKind::kComponent : EntityKind::kParty;
  }

  Status resolve_path(const LawTree& tree, Expr& expr, const Scope& scope) {
    const auto dot = expr.text.find('.');
    expr.root = expr.text.substr(0, dot);
    for (auto it = scope.rbegin(); it != scope.rend(); ++it) {
      if (it->first != expr.root) continue;
      const std::string_view fact = std::string_view(expr.text).substr(dot);
      expr.fact = law_->schema_.find(pieced(to_string(it->second), fact));
      // A component has the facts of an item beside its own.
      if (expr.fact < 0 && it->second == EntityKind::kComponent)
        expr.fact = law_->schema_.find(pieced(to_string(EntityKind::kItem), fact));
      if (expr.fact >= 0) return {};
      const std::string name = concat(to_string(it->second), fact);
      return error(tree, expr.position,
                   concat("there is no fact ", ticked(name), did_you_mean(name, law_->schema_.names_of(it->second))));
    }
    return error(tree, expr.position, concat(ticked(expr.root), " is not bound here"));
  }

  Status resolve(const LawTree& tree, Expr& expr, const Scope& scope) {
    switch (expr.kind) {
      case ExprKind::kPath:
        return resolve_path(tree, expr, scope);
      case ExprKind::kName:
        return resolve_name(tree, expr);
      case ExprKind::kSome:
      case ExprKind::kEvery:
        return resolve_quantifier(tree, expr, scope, 1, 2);
      case ExprKind::kTotal:
        return resolve_total(tree, expr, scope);
      case ExprKind::kIn:
      case ExprKind::kHas:
        return resolve_membership(tree, expr, scope);
      case ExprKind::kCompare:
        return resolve_compare(tree, expr, scope);
      default:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(resolve(tree, *kid, scope));
        return {};
    }
  }

  Status resolve_name(const LawTree& tree, Expr& expr) {
    expr.decl = lookup(tree, expr.text);
    if (expr.decl != nullptr) return {};
    return error(tree, expr.position,
                 concat("there is no ", ticked(expr.text), did_you_mean(expr.text, names_for_messages())));
  }

  Status resolve_quantifier(const LawTree& tree, Expr& expr, const Scope& scope, std::size_t first, std::size_t last) {
    LICET_TRY(const EntityKind kind, resolve_list(tree, *expr.kids[0]));
    Scope inner = scope;
    inner.emplace_back(expr.text, kind);
    for (std::size_t i = first; i < last; ++i) LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[i], inner));
    return {};
  }

  Status resolve_total(const LawTree& tree, Expr& expr, const Scope& scope) {
    LICET_TRY(const EntityKind kind, resolve_list(tree, *expr.kids[1]));
    Scope inner = scope;
    inner.emplace_back(expr.text, kind);
    LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[0], inner));
    if (expr.kids.size() > 2) LICET_RETURN_IF_ERROR(resolve(tree, *expr.kids[2], inner));
    return {};
  }

  Status resolve_membership(const LawTree& tree, Expr& expr, const Scope& scope) {
    Expr& left = *expr.kids[0];
    if (left.kind == ExprKind::kTuple) return resolve_tuple(tree, left, *expr.kids[1], scope);
    LICET_RETURN_IF_ERROR(resolve(tree, left, scope));
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_->schema_.at(left.fact) : nullptr;
    if (fact == nullptr) return error(tree, expr.position, "expected a fact before `in` or `has`");
    const bool is_set = fact->type == FactType::kSet;
    if (is_set != (expr.kind == ExprKind::kHas)) {
      return error(tree, expr.position,
                   is_set ? "a set of words is asked with `has`" : "a single value is asked with `in`");
    }
    return resolve_set(tree, *expr.kids[1], scope, fact);
  }

  // `(item.eccn, c) in reasons`: facts, words bound by `per`, and constants, against the columns of an included table.
  Status resolve_tuple(const LawTree& tree, Expr& tuple, Expr& set, const Scope& scope) {
    // A table and a statement may have one name: tuples mean the table.
    const std::string name = concat(tree.section, "/", set.text);
    const TupleTable* table = set.kind == ExprKind::kName ? law_->table(name) : nullptr;
    if (table == nullptr) return error(tree, set.position, "a tuple is looked up in an included table");
    set.text = name;
    if (table->columns.size() != tuple.kids.size()) {
      return error(tree, tuple.position,
                   concat("the tuple has ", tuple.kids.size(), " parts, the table ", ticked(table->name), " has ",
                          table->columns.size(), " columns"));
    }
    for (std::size_t i = 0; i < tuple.kids.size(); ++i) {
      Expr& part = *tuple.kids[i];
      if (part.kind == ExprKind::kPath) {
        LICET_RETURN_IF_ERROR(resolve_path(tree, part, scope));
        const FactType type = law_->schema_.at(part.fact).type;
        if (type == FactType::kNumber || type == FactType::kSet)
          return error(tree, part.position, "a tuple looks up single words, not figures or sets");
      } else if (std::find(words_.begin(), words_.end(), part.text) != words_.end()) {
        part.root = part.text;
      } else {
        LICET_RETURN_IF_ERROR(check_cell(tree, part, *table, i));
      }
    }
    return {};
  }

  Status check_cell(const LawTree& tree, const Expr& part, const TupleTable& table, std::size_t column) {
    for (const auto& row : table.rows) {
      if (row[column] == part.text) return {};
    }
    std::set<std::string> cells;
    for (const auto& row : table.rows) cells.insert(row[column]);
    return error(tree, part.position,
                 concat(ticked(part.text), " stands nowhere under `", table.columns[column], "`",
                        did_you_mean(part.text, std::vector<std::string>(cells.begin(), cells.end()))));
  }

  // `outcome = no_license_required`, in a duty.
  Status resolve_outcome(const LawTree& tree, Expr& left, const Expr& right) {
    left.root = left.text;
    static const std::vector<std::string> kWords = {"not_subject", "no_license_required", "exception_to_confirm",
                                                    "license_required", "prohibited"};
    if (std::find(kWords.begin(), kWords.end(), right.text) != kWords.end()) return {};
    return error(tree, right.position,
                 concat("expected an outcome, got ", ticked(right.text), did_you_mean(right.text, kWords)));
  }

  Status resolve_compare(const LawTree& tree, Expr& expr, const Scope& scope) {
    Expr& left = *expr.kids[0];
    Expr& right = *expr.kids[1];
    if (outcome_readable_ && left.kind == ExprKind::kName && left.text == "outcome" &&
        (expr.op == CompareOp::kEqual || expr.op == CompareOp::kNotEqual))
      return resolve_outcome(tree, left, right);
    LICET_RETURN_IF_ERROR(resolve(tree, left, scope));
    const FactDecl* fact = left.kind == ExprKind::kPath ? &law_->schema_.at(left.fact) : nullptr;
    const bool constant = right.kind == ExprKind::kName && lookup(tree, right.text) == nullptr;
    if (constant) {
      if (fact == nullptr) return error(tree, right.position, concat("there is no ", ticked(right.text)));
      return check_constant(tree, right, *fact);
    }
    LICET_RETURN_IF_ERROR(resolve(tree, right, scope));
    return fact == nullptr ? Status{} : check_unit(tree, *fact, right);
  }

  Status check_unit(const LawTree& tree, const FactDecl& fact, const Expr& right) {
    if (fact.type != FactType::kNumber) return {};
    const Expr* number = right.kind == ExprKind::kNumber ? &right : nullptr;
    if (right.decl != nullptr && right.decl->kind == DeclKind::kValue) number = right.decl->versions.front().body.get();
    if (number == nullptr || number->unit == fact.unit) return {};
    return error(tree, right.position,
                 concat("unit of ", ticked(print(right)), " is ", ticked(number->unit), ", of ", ticked(fact.name),
                        " it is ", ticked(fact.unit)));
  }

  Status resolve_set(const LawTree& tree, Expr& expr, const Scope& scope, const FactDecl* fact) {
    switch (expr.kind) {
      case ExprKind::kUnion:
      case ExprKind::kDifference:
      case ExprKind::kBraces:
      case ExprKind::kRange:
      case ExprKind::kInterval:
        for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(resolve_set(tree, *kid, scope, fact));
        return {};
      case ExprKind::kGroup:
        if (law_->has_group(expr.text)) return {};
        return error(tree, expr.position, concat("there is no country group ", ticked(expr.text)));
      case ExprKind::kPath:
        return resolve_path(tree, expr, scope);
      case ExprKind::kName:
        return resolve_set_name(tree, expr, fact);
      default:
        return {};
    }
  }

  Status resolve_set_name(const LawTree& tree, Expr& expr, const FactDecl* fact) {
    expr.decl = lookup(tree, expr.text);
    if (expr.decl != nullptr) return {};
    if (const std::string_view name = pieced(tree.section, "/", expr.text); law_->table(name) != nullptr) {
      expr.text = name;
      return {};
    }
    if (law_->has_group(expr.text)) {  // Country Group B, which is written without a column
      expr.kind = ExprKind::kGroup;
      return {};
    }
    if (fact != nullptr) return check_constant(tree, expr, *fact);
    return {};  // a constant of a named set: checked where the set meets a fact
  }

  Status check_constant(const LawTree& tree, const Expr& name, const FactDecl& fact) {
    const std::vector<std::string>* known = &fact.values;
    static const std::vector<std::string> kBool = {"false", "true"};
    if (fact.type == FactType::kBool) known = &kBool;
    if (fact.type == FactType::kPlace) known = &law_->places_;
    if (fact.type == FactType::kCode || fact.type == FactType::kText) return {};
    const bool sorted = fact.type == FactType::kPlace;
    const bool found = sorted ? std::binary_search(known->begin(), known->end(), name.text)
                              : std::find(known->begin(), known->end(), name.text) != known->end();
    if (found) return {};
    return error(tree, name.position,
                 concat(ticked(name.text), " is no value of ", ticked(fact.name), did_you_mean(name.text, *known)));
  }

  // ---- after resolving ----

  // What statements read, themselves or through what they name, as bits.
  static constexpr unsigned kReadsContent = 1;  // a fact that content decides
  static constexpr unsigned kReadsPlainly = 2;  // such a fact, but through what says what is subject to the EAR
  static constexpr unsigned kNoEntryMay = 4;    // a fact that no entry may read
  struct Seen {
    bool done = false;
    unsigned reads = 0;
  };

  // One walk through all statements, in any order. What it finds amiss is then looked for in the order of names, for
  // the place that a message shows.
  Status look_through() {
    seen_.reserve(law_->by_name_.size());
    unsigned all = 0;
    for (const auto& [name, decl] : law_->by_name_) {
      if (!visit(*decl, all)) return first_cycle();
    }
    const auto some = [this](DeclKind kind, unsigned reads) {
      const std::vector<const Decl*>& decls = law_->all(kind);
      return std::any_of(decls.begin(), decls.end(),
                         [&](const Decl* decl) { return (seen_[decl].reads & reads) != 0; });
    };
    if (some(DeclKind::kRule, kReadsPlainly)) LICET_RETURN_IF_ERROR(check_content());
    if (asks_for_content_) LICET_RETURN_IF_ERROR(check_known());
    return some(DeclKind::kEntry, kNoEntryMay) ? check_entries() : Status{};
  }

  Status first_cycle() {
    seen_.clear();
    unsigned all = 0;
    for (const Decl* decl : by_name()) LICET_RETURN_IF_ERROR(visit(*decl, all));
    return {};
  }

  // Adds what the statement reads.
  Status visit(const Decl& decl, unsigned& reads) {
    const auto [found, first] = seen_.try_emplace(&decl);
    Seen& mine = found->second;
    if (first) {
      for (const Version& version : decl.versions) {
        LICET_RETURN_IF_ERROR(visit_expr(*version.body, mine.reads));
        for (const Mark& mark : version.marks) {
          if (mark.when) LICET_RETURN_IF_ERROR(visit_expr(*mark.when, mine.reads));
        }
        if (version.list_domain) LICET_RETURN_IF_ERROR(visit_expr(*version.list_domain, mine.reads));
        for (const Decl* except : version.except_decls) LICET_RETURN_IF_ERROR(visit(*except, mine.reads));
      }
      mine.done = true;
    }
    if (!mine.done) return Error{ErrorCode::kParse, concat("statement ", ticked(decl.qualified), " depends on itself")};
    reads |= decl.qualified == kSubjectLet ? mine.reads & ~kReadsPlainly : mine.reads;
    return {};
  }

  Status visit_expr(const Expr& expr, unsigned& reads) {
    unsigned mine = 0;
    if (expr.kind == ExprKind::kPath && expr.fact >= 0) {
      const FactDecl& fact = law_->schema_.at(expr.fact);
      if (fact.role == FactRole::kContent) mine |= kReadsContent | kReadsPlainly;
      if (why_no_entry_may(fact) != nullptr) mine |= kNoEntryMay;
    }
    if (expr.kind == ExprKind::kCode && !expr.text.ends_with('*')) codes_.push_back(expr.text);
    if (expr.decl != nullptr) LICET_RETURN_IF_ERROR(visit(*expr.decl, mine));
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(visit_expr(*kid, mine));
    const bool asks = expr.kind == ExprKind::kKnown || expr.kind == ExprKind::kUnknowable;
    asks_for_content_ = asks_for_content_ || (asks && (mine & kReadsContent) != 0);
    reads |= mine;
    return {};
  }

  // What counts for content may not hang on what content decides. It runs as if the item were subject to the EAR.
  Status check_content() {
    std::set<const Decl*> seen;
    if (const Decl* subject = law_->find(kSubjectLet)) seen.insert(subject);
    for (const Decl* rule : law_->all(DeclKind::kRule)) {
      if (!rule->counts_for_content) continue;
      LICET_RETURN_IF_ERROR(visit_facts(*rule, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
        if (fact.role != FactRole::kContent) return {};
        return Error{ErrorCode::kParse, concat("rule ", ticked(rule->qualified), " counts for content and reads ",
                                               ticked(path.text), ", which content decides")};
      }));
    }
    return {};
  }

  // What content decides follows from the rules; whether it is known is no question. (The search would ask it beside
  // its value, which already follows.)
  Status check_known() {
    for (const Decl* decl : by_name()) {
      for (const Version& version : decl->versions) {
        LICET_RETURN_IF_ERROR(check_known(*decl, *version.body));
        if (version.list_domain) LICET_RETURN_IF_ERROR(check_known(*decl, *version.list_domain));
        for (const Mark& mark : version.marks) {
          if (mark.when) LICET_RETURN_IF_ERROR(check_known(*decl, *mark.when));
        }
      }
    }
    return {};
  }

  Status check_known(const Decl& decl, const Expr& expr) {
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(check_known(decl, *kid));
    if (expr.kind != ExprKind::kKnown && expr.kind != ExprKind::kUnknowable) return {};
    std::set<const Decl*> seen;
    return visit_facts(expr, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
      if (fact.role != FactRole::kContent) return {};
      return Error{ErrorCode::kParse, concat("statement ", ticked(decl.qualified), " asks whether ", ticked(path.text),
                                             " is known, which content decides")};
    });
  }

  // An entry tests what is known of its item and of the order alone, and not the code that it decides.
  static const char* why_no_entry_may(const FactDecl& fact) {
    const bool item =
        fact.entity == EntityKind::kItem || fact.entity == EntityKind::kComponent || fact.entity == EntityKind::kOrder;
    return !item                          ? ", which is no fact of an item"
           : fact.type == FactType::kCode ? ", which entries decide"
           : fact.profile_may_set         ? ", which a profile may assume"
           : fact.role == FactRole::kFact ? nullptr
                                          : ", which is no plain fact";
  }

  Status check_entries() {
    for (const Decl* entry : law_->all(DeclKind::kEntry)) {
      std::set<const Decl*> seen;
      LICET_RETURN_IF_ERROR(visit_facts(*entry, seen, [&](const Expr& path, const FactDecl& fact) -> Status {
        const char* why = why_no_entry_may(fact);
        if (why == nullptr) return {};
        return Error{ErrorCode::kParse, concat("entry ", ticked(entry->qualified), " reads ", ticked(path.text), why)};
      }));
    }
    return {};
  }

  // Shows `look` every fact that a statement can read, through all that it names, once for each statement in `seen`.
  using LookAtFact = std::function<Status(const Expr& path, const FactDecl& fact)>;

  Status visit_facts(const Decl& decl, std::set<const Decl*>& seen, const LookAtFact& look) {
    if (!seen.insert(&decl).second) return {};
    for (const Version& version : decl.versions) {
      LICET_RETURN_IF_ERROR(visit_facts(*version.body, seen, look));
      if (version.list_domain) LICET_RETURN_IF_ERROR(visit_facts(*version.list_domain, seen, look));
      for (const Mark& mark : version.marks) {
        if (mark.when) LICET_RETURN_IF_ERROR(visit_facts(*mark.when, seen, look));
      }
      for (const Decl* except : version.except_decls) LICET_RETURN_IF_ERROR(visit_facts(*except, seen, look));
    }
    return {};
  }

  Status visit_facts(const Expr& expr, std::set<const Decl*>& seen, const LookAtFact& look) {
    if (expr.kind == ExprKind::kPath && expr.fact >= 0) LICET_RETURN_IF_ERROR(look(expr, law_->schema_.at(expr.fact)));
    if (expr.decl != nullptr) LICET_RETURN_IF_ERROR(visit_facts(*expr.decl, seen, look));
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(visit_facts(*kid, seen, look));
    return {};
  }

  // Codes that the law names and that no entry tests: what an item without an ECCN could still be.
  Status collect_codes() {
    std::set<const void*> seen;  // tables that were cut alike share their rows
    for (const auto& [name, table] : law_->tables_) {
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
    for (const CoverageRow& row : law_->coverage_) {
      if (row.status == "encoded" && row.paragraph.starts_with("774 "))
        whole_codes.push_back(std::string_view(row.paragraph).substr(4));
    }
    const Patterns entries(entry_names());
    const Patterns whole(std::move(whole_codes));
    for (const std::string_view code : codes_) {
      // A code above an entry is tested only where coverage says that all paragraphs of its ECCN are encoded.
      const std::string_view stem = code.substr(0, code.size() - (code.ends_with(".?") ? 2 : 0));
      const bool tested = entries.hold(code) || (entries.some_held_by(stem) && whole.hold(stem));
      if (!tested) law_->codes_without_entry_.emplace_back(code);
    }
    collect_absent();
    if (law_->codes_without_entry_.size() < kMostCodes) return {};
    return Error{ErrorCode::kParse, concat("the law names ", law_->codes_without_entry_.size(),
                                           " codes that no entry tests; at most ", kMostCodes, " can be told apart")};
  }

  void sort_codes() {
    std::sort(codes_.begin(), codes_.end());
    codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  }

  std::vector<std::string_view> entry_names() const {
    std::vector<std::string_view> names;
    for (const Decl* entry : law_->all(DeclKind::kEntry)) names.push_back(entry->name);
    return names;
  }

  // Which rows say of a code that the list did not have it (`among x table absent` of facts.tsv).
  void collect_absent() {
    for (std::size_t fact = 0; fact < law_->schema_.facts().size(); ++fact) {
      const std::vector<std::string>& tables = law_->schema_.derivation(static_cast<int>(fact)).tables;
      const TupleTable* table = tables.size() < 2 ? nullptr : law_->table(tables[1]);
      if (table == nullptr) continue;
      law_->absent_table_ = tables[1];
      for (std::size_t row = 0; row < table->rows.size(); ++row) {
        for_each_held(table->rows[row][0], law_->codes_without_entry_,
                      [&](const std::string& code) { law_->absent_rows_[code].push_back(row); });
      }
    }
  }

  std::shared_ptr<Law> law_{new Law()};
  struct Included {
    TableView table;
    std::vector<TupleTable> cuts;
  };
  std::map<const LawSource*, Included> included_;
  // Of the statement that is being resolved: words bound by `per`, and may it read the outcome?
  std::vector<std::string> words_;
  bool outcome_readable_ = false;
  std::string pieced_;
  std::unordered_map<const Decl*, Seen> seen_;
  bool asks_for_content_ = false;        // some statement asks whether a fact is known that content decides
  std::vector<std::string_view> codes_;  // that the law names
};

Result<std::shared_ptr<const Law>> Law::load(const std::vector<LawSource>& sources) {
  return Loader().run(sources);
}

}  // namespace licet::rules
