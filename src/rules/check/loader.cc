// Loads the law tree in three passes: parse and index every file; read the tables; resolve the names in every
// statement.
#include <algorithm>
#include <functional>

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
    for (const auto& tree : law_->trees_) LICET_RETURN_IF_ERROR(resolve_tree(*tree));
    LICET_RETURN_IF_ERROR(find_cycles());
    collect_codes();
    return std::shared_ptr<const Law>(std::move(law_));
  }

 private:
  using Scope = std::vector<std::pair<std::string, EntityKind>>;

  // ---- reading ----

  void hash_sources(const std::vector<LawSource>& sources) {
    std::string all;
    for (const LawSource& source : sources) {
      if (!source.path.ends_with(".tests")) all += concat(source.path, "\n", sha256_hex(source.text), "\n");
    }
    law_->hash_ = sha256_hex(all);
  }

  Status read_schema(const std::vector<LawSource>& sources) {
    for (const LawSource& source : sources) {
      if (source.path != "facts.tsv") continue;
      LICET_TRY(law_->schema_, FactSchema::parse(source.text, source.path));
      return {};
    }
    return Error{ErrorCode::kNotFound, "the law has no facts.tsv"};
  }

  Status parse_all(const std::vector<LawSource>& sources) {
    for (const LawSource& source : sources) {
      if (!source.path.ends_with(".law") && !source.path.ends_with(".tests")) continue;
      LICET_TRY(std::unique_ptr<LawTree> tree, parse_law(source.text, source.path));
      for (const auto& decl : tree->decls) LICET_RETURN_IF_ERROR(index(*decl, *tree));
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
      return error(tree, decl.position, concat("name ", ticked(decl.qualified), " stands twice"));
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
      if (source.path == "tables/country-groups.tsv") LICET_RETURN_IF_ERROR(read_groups(source));
      if (source.path == "tables/places.tsv") LICET_RETURN_IF_ERROR(read_counts_as(source));
      if (source.path == "coverage.tsv") LICET_RETURN_IF_ERROR(read_coverage(source));
    }
    std::sort(law_->places_.begin(), law_->places_.end());
    law_->places_.erase(std::unique(law_->places_.begin(), law_->places_.end()), law_->places_.end());
    return {};
  }

  Status require_columns(const Table& table, std::initializer_list<const char*> columns) {
    for (const char* column : columns) {
      if (auto found = table.column(column); !found) return found.error();
    }
    return {};
  }

  // A verdict may change on the first day of a span, and on its last.
  void note_days(const DaySpan& from, const std::optional<DaySpan>& until) {
    for (const DaySpan& span : {from, until.value_or(from)}) {
      if (span.earliest) law_->table_days_.push_back(*span.earliest);
      if (span.latest) law_->table_days_.push_back(*span.latest);
    }
  }

  Status read_groups(const LawSource& source) {
    LICET_TRY(const Table table, Table::parse_tsv(source.text, source.path));
    LICET_RETURN_IF_ERROR(require_columns(table, {"place", "group", "from", "until", "certainty"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      GroupRow row;
      row.place = table.cell(i, "place");
      LICET_TRY(row.from, day_or_always(table.cell(i, "from")));
      LICET_TRY(row.until, day_or_open(table.cell(i, "until")));
      row.certainty = table.cell(i, "certainty");
      note_days(row.from, row.until);
      law_->places_.push_back(row.place);
      law_->groups_[table.cell(i, "group")][row.place].push_back(row);
    }
    return {};
  }

  Status read_counts_as(const LawSource& source) {
    LICET_TRY(const Table table, Table::parse_tsv(source.text, source.path));
    LICET_RETURN_IF_ERROR(require_columns(table, {"place", "counts_as", "from", "until"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      law_->places_.push_back(table.cell(i, "place"));
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

  Status read_coverage(const LawSource& source) {
    LICET_TRY(const Table table, Table::parse_tsv(source.text, source.path));
    LICET_RETURN_IF_ERROR(require_columns(table, {"paragraph", "status", "reason", "checked"}));
    for (std::size_t i = 0; i < table.size(); ++i) {
      law_->coverage_.push_back(CoverageRow{table.cell(i, "paragraph"), table.cell(i, "status"),
                                            table.cell(i, "reason"), table.cell(i, "checked")});
    }
    return {};
  }

  Status read_includes(const LawTree& tree, const std::vector<LawSource>& sources) {
    for (const Include& include : tree.includes) {
      const auto source =
          std::find_if(sources.begin(), sources.end(), [&](const LawSource& s) { return s.path == include.path; });
      if (source == sources.end()) {
        return error(tree, include.position, concat("there is no table ", ticked(include.path)));
      }
      LICET_TRY(const Table table, Table::parse_tsv(source->text, source->path));
      LICET_TRY(TupleTable tuples, cut_columns(table, include));
      law_->tables_.emplace(concat(tree.section, "/", include.name), std::move(tuples));
    }
    return {};
  }

  Result<TupleTable> cut_columns(const Table& table, const Include& include) {
    TupleTable out;
    out.name = include.name;
    out.columns = include.columns;
    std::vector<std::size_t> at;
    for (const std::string& name : include.columns) {
      LICET_TRY(const std::size_t column, table.column(name));
      at.push_back(column);
    }
    const bool dated = table.column("from").has_value() && table.column("until").has_value();
    for (std::size_t i = 0; i < table.size(); ++i) {
      std::vector<std::string> row;
      for (const std::size_t column : at) row.push_back(table.cell(i, column));
      out.rows.push_back(std::move(row));
      LICET_TRY(const DaySpan from,
                day_or_always(dated ? std::string_view(table.cell(i, "from")) : std::string_view()));
      LICET_TRY(std::optional<DaySpan> until,
                day_or_open(dated ? std::string_view(table.cell(i, "until")) : std::string_view()));
      note_days(from, until);
      out.from.push_back(from);
      out.until.push_back(std::move(until));
    }
    return out;
  }

  // ---- resolving ----

  Error error(const LawTree& tree, Position position, std::string_view what) const {
    return Error{ErrorCode::kParse, concat(tree.path, ":", position.line, ":", position.column, ": ", what)};
  }

  std::vector<std::string> names_for_messages() const {
    std::vector<std::string> names;
    for (const auto& [name, decl] : law_->by_name_) {
      names.push_back(name);
      names.push_back(decl->name);
    }
    return names;
  }

  Result<const Decl*> resolve_ref(const LawTree& tree, Position position, const std::string& name) {
    if (const Decl* decl = lookup(tree, name)) return decl;
    return error(tree, position, concat("there is no ", ticked(name), did_you_mean(name, names_for_messages())));
  }

  const Decl* lookup(const LawTree& tree, const std::string& name) const {
    if (name.find('/') != std::string::npos) return law_->find(name);
    if (const Decl* decl = law_->find(concat(tree.section, "/", name))) return decl;
    return law_->find(concat(kCommon, "/", name));
  }

  Status resolve_tree(LawTree& tree) {
    for (const auto& decl : tree.decls) LICET_RETURN_IF_ERROR(resolve_decl(tree, *decl));
    return {};
  }

  Status resolve_decl(LawTree& tree, Decl& decl) {
    Scope scope = {{"order", EntityKind::kOrder}, {"leg", EntityKind::kLeg}, {"item", EntityKind::kItem}};
    for (PerClause& clause : decl.per) {
      if (clause.domain->kind != ExprKind::kName && clause.domain->kind != ExprKind::kPath) {
        return error(tree, decl.position, "`per` goes over a list such as `parties`");
      }
      LICET_TRY(const EntityKind kind, resolve_list(tree, *clause.domain));
      scope.emplace_back(clause.variable, kind);
    }
    for (const std::string& name : decl.refs) {
      if (decl.kind == DeclKind::kFinding) continue;  // names of assumptions, which stand in profiles
      LICET_TRY(const Decl* target, resolve_ref(tree, decl.position, name));
      decl.targets.push_back(target);
      // Reviews and authorizations may read what their rules are bound to.
      for (const PerClause& clause : target->per) {
        LICET_TRY(const EntityKind kind, resolve_list(tree, *clause.domain));
        scope.emplace_back(clause.variable, kind);
      }
    }
    for (Version& version : decl.versions) LICET_RETURN_IF_ERROR(resolve_version(tree, decl, version, scope));
    for (Assumption& assumption : decl.assumptions) {
      Scope any = {{"order", EntityKind::kOrder},
                   {"leg", EntityKind::kLeg},
                   {"item", EntityKind::kItem},
                   {"party", EntityKind::kParty},
                   {"facility", EntityKind::kFacility}};
      LICET_RETURN_IF_ERROR(resolve(tree, *assumption.condition, any));
    }
    return {};
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

  // What a list holds; fills in the statement behind it.
  Result<EntityKind> resolve_list(const LawTree& tree, Expr& expr) {
    if (expr.text == kComponents) return EntityKind::kComponent;
    for (const BaseList& base : kBaseLists) {
      if (expr.text == base.name) return base.kind;
    }
    const Decl* decl = lookup(tree, expr.text);
    if (decl == nullptr || decl->kind != DeclKind::kList) {
      return error(tree, expr.position,
                   concat("there is no list ", ticked(expr.text), did_you_mean(expr.text, list_names())));
    }
    expr.decl = decl;
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
      const std::string name = concat(to_string(it->second), expr.text.substr(dot));
      expr.fact = law_->schema_.find(name);
      if (expr.fact >= 0) return {};
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
    if (left.kind == ExprKind::kTuple) {
      for (const ExprPtr& kid : left.kids) {
        // A bound variable of `per c in {...}` or a fact.
        if (kid->kind == ExprKind::kPath) LICET_RETURN_IF_ERROR(resolve_path(tree, *kid, scope));
      }
      return resolve_set(tree, *expr.kids[1], scope, nullptr);
    }
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

  Status resolve_compare(const LawTree& tree, Expr& expr, const Scope& scope) {
    Expr& left = *expr.kids[0];
    Expr& right = *expr.kids[1];
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
    if (law_->table(concat(tree.section, "/", expr.text)) != nullptr) {
      expr.text = concat(tree.section, "/", expr.text);
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
    if (std::find(known->begin(), known->end(), name.text) != known->end()) return {};
    return error(tree, name.position,
                 concat(ticked(name.text), " is no value of ", ticked(fact.name), did_you_mean(name.text, *known)));
  }

  // ---- after resolving ----

  Status find_cycles() {
    std::map<const Decl*, int> state;  // 1: being visited, 2: done
    for (const auto& [name, decl] : law_->by_name_) LICET_RETURN_IF_ERROR(visit(*decl, state));
    return {};
  }

  Status visit(const Decl& decl, std::map<const Decl*, int>& state) {
    int& mine = state[&decl];
    if (mine == 2) return {};
    if (mine == 1) return Error{ErrorCode::kParse, concat("statement ", ticked(decl.qualified), " depends on itself")};
    mine = 1;
    for (const Version& version : decl.versions) {
      LICET_RETURN_IF_ERROR(visit_expr(*version.body, state));
      if (version.list_domain) LICET_RETURN_IF_ERROR(visit_expr(*version.list_domain, state));
      for (const Decl* except : version.except_decls) LICET_RETURN_IF_ERROR(visit(*except, state));
    }
    state[&decl] = 2;
    return {};
  }

  Status visit_expr(const Expr& expr, std::map<const Decl*, int>& state) {
    if (expr.decl != nullptr) LICET_RETURN_IF_ERROR(visit(*expr.decl, state));
    for (const ExprPtr& kid : expr.kids) LICET_RETURN_IF_ERROR(visit_expr(*kid, state));
    return {};
  }

  // Codes that the law names and that no entry tests: what an item without an ECCN could still be.
  void collect_codes() {
    std::set<std::string> codes;
    const std::function<void(const Expr&)> walk = [&](const Expr& expr) {
      if (expr.kind == ExprKind::kCode && !expr.text.ends_with('*')) codes.insert(expr.text);
      for (const ExprPtr& kid : expr.kids) walk(*kid);
    };
    for (const auto& [name, decl] : law_->by_name_) {
      for (const Version& version : decl->versions) walk(*version.body);
    }
    for (const auto& [name, table] : law_->tables_) {
      const auto column = std::find(table.columns.begin(), table.columns.end(), "eccn");
      if (column == table.columns.end()) continue;
      for (const auto& row : table.rows) codes.insert(row[static_cast<std::size_t>(column - table.columns.begin())]);
    }
    for (const std::string& code : codes) {
      // A code above an entry is tested only where coverage says that all its paragraphs are encoded.
      const bool whole = std::any_of(law_->coverage_.begin(), law_->coverage_.end(), [&](const CoverageRow& row) {
        return row.status == "encoded" && row.paragraph == concat("774 ", code);
      });
      const bool tested =
          std::any_of(law_->all(DeclKind::kEntry).begin(), law_->all(DeclKind::kEntry).end(), [&](const Decl* entry) {
            return pattern_holds(entry->name, code) || (whole && pattern_holds(code, entry->name));
          });
      if (!tested) law_->codes_without_entry_.push_back(code);
    }
  }

  std::shared_ptr<Law> law_{new Law()};
};

Result<std::shared_ptr<const Law>> Law::load(const std::vector<LawSource>& sources) {
  return Loader().run(sources);
}

}  // namespace licet::rules
