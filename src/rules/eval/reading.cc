#include "rules/eval/reading.h"

#include <algorithm>

#include "rules/eval/evaluator.h"

namespace licet::rules {

namespace {

bool is_code(const FactSchema& schema, const Expr& expr) {
  return expr.kind == ExprKind::kPath && expr.fact >= 0 && schema.at(expr.fact).type == FactType::kCode;
}

// Follows the texts of one day.
class AtomWalk {
 public:
  AtomWalk(const Law& law, Date day) : law_(law), day_(day) {}

  void statement(const Decl& decl) {
    const Version* version =
        speaks_by_day(decl.kind) ? speaking_version(decl, day_, Posture::kInForce) : version_on(decl, day_);
    if (version == nullptr || !seen_.insert(&decl).second) return;
    expression(*version->body, decl, *version);
    if (version->list_domain) expression(*version->list_domain, decl, *version);
    for (const Decl* exception : version->except_decls) statement(*exception);
    // A text that sleeps may give way to the one before it.
    for (const Mark& mark : version->marks) {
      if (mark.when) expression(*mark.when, decl, *version);
      if (mark.falls_back) earlier(decl, *version);
    }
  }

  std::vector<NumberAtom> take() { return std::move(out_); }

 private:
  void earlier(const Decl& decl, const Version& version) {
    const Version* before = nullptr;
    for (const Version& other : decl.versions) {
      if (other.from < version.from) before = &other;
    }
    if (before == nullptr) return;
    expression(*before->body, decl, *before);
    for (const Decl* exception : before->except_decls) statement(*exception);
  }

  void expression(const Expr& expr, const Decl& owner, const Version& version) {
    if (expr.kind == ExprKind::kCompare && expr.kids[0]->kind == ExprKind::kPath && expr.kids[0]->fact >= 0 &&
        law_.schema().at(expr.kids[0]->fact).type == FactType::kNumber) {
      out_.push_back(NumberAtom{&expr, &owner, &version});
    }
    if (expr.decl != nullptr) statement(*expr.decl);
    if (is_code(law_.schema(), expr)) {
      for (const Decl* entry : law_.all(DeclKind::kEntry)) statement(*entry);
    }
    for (const ExprPtr& kid : expr.kids) expression(*kid, owner, version);
  }

  const Law& law_;
  Date day_;
  std::set<const Decl*> seen_;
  std::vector<NumberAtom> out_;
};

}  // namespace

const Version* version_on(const Decl& decl, Date day) {
  const Version* found = nullptr;
  for (const Version& version : decl.versions) {
    if (version.from <= day) found = &version;
  }
  if (found != nullptr && found->until && *found->until <= day) return nullptr;
  return found;
}

const std::set<int>& Readings::facts_of(const Decl& decl) {
  const auto [found, added] = facts_.try_emplace(&decl);
  if (!added) return found->second;
  std::set<int> out;
  for (const Version& version : decl.versions) {
    if (version.body) collect(*version.body, out);
    if (version.list_domain) collect(*version.list_domain, out);
    for (const Decl* exception : version.except_decls) out.merge(std::set<int>(facts_of(*exception)));
    for (const Mark& mark : version.marks) {
      if (mark.when) collect(*mark.when, out);
    }
  }
  for (const PerClause& per : decl.per) {
    if (!per.words) collect(*per.domain, out);
  }
  return facts_[&decl] = std::move(out);
}

void Readings::collect(const Expr& expr, std::set<int>& out) {
  if (expr.kind == ExprKind::kPath && expr.fact >= 0) out.insert(expr.fact);
  if (expr.decl != nullptr) out.merge(std::set<int>(facts_of(*expr.decl)));
  if (is_code(law_.schema(), expr)) {
    for (const Decl* entry : law_.all(DeclKind::kEntry)) out.merge(std::set<int>(facts_of(*entry)));
  }
  for (const ExprPtr& kid : expr.kids) collect(*kid, out);
}

std::set<int> Readings::joint_facts_of(const Decl& decl) {
  std::set<const Decl*> seen;
  std::set<int> out;
  collect_joint(decl, seen, out);
  return out;
}

void Readings::collect_joint(const Decl& decl, std::set<const Decl*>& seen, std::set<int>& out) {
  if (!seen.insert(&decl).second) return;
  for (const Version& version : decl.versions) {
    if (version.body) collect_joint(*version.body, seen, out);
    for (const Decl* exception : version.except_decls) collect_joint(*exception, seen, out);
    for (const Mark& mark : version.marks) {
      if (mark.when) collect_joint(*mark.when, seen, out);
    }
  }
  for (const PerClause& per : decl.per) {
    if (!per.words) collect_joint(*per.domain, seen, out);
  }
}

void Readings::collect_joint(const Expr& expr, std::set<const Decl*>& seen, std::set<int>& out) {
  if (expr.kind == ExprKind::kCompare && !is_code(law_.schema(), *expr.kids[0])) {
    std::set<int> read;
    collect(expr, read);
    const bool two_facts = expr.kids[0]->kind == ExprKind::kPath && expr.kids[1]->kind == ExprKind::kPath;
    if (two_facts) out.insert(read.begin(), read.end());
    std::erase_if(read, [&](int fact) { return law_.schema().at(fact).type != FactType::kNumber; });
    Figures figures;
    collect_figures(expr, figures);
    if (read.size() > 1 || figures.summed || figures.of.size() > 1) out.insert(read.begin(), read.end());
  }
  if (expr.decl != nullptr) collect_joint(*expr.decl, seen, out);
  for (const ExprPtr& kid : expr.kids) collect_joint(*kid, seen, out);
}

// A total reads one figure of several things; so does a share, that of a component and that of the whole.
void Readings::collect_figures(const Expr& expr, Figures& out) {
  if (expr.kind == ExprKind::kPath && expr.fact >= 0 && law_.schema().at(expr.fact).type == FactType::kNumber)
    out.of.emplace(expr.root, expr.fact);
  out.summed = out.summed || expr.kind == ExprKind::kTotal;
  if (expr.decl != nullptr) {
    for (const Version& version : expr.decl->versions) {
      if (version.body) collect_figures(*version.body, out);
    }
  }
  for (const ExprPtr& kid : expr.kids) collect_figures(*kid, out);
}

std::vector<Interval> cut_figure(const std::set<Rational>& lines) {
  std::vector<Interval> cells;
  Interval open = Interval::not_negative();
  for (const Rational& line : lines) {
    Interval below = open;
    below.high = line;
    below.high_open = true;
    if (!below.is_empty()) cells.push_back(below);
    cells.push_back(Interval::point(line));
    open.low = line;
    open.low_open = true;
  }
  cells.push_back(open);
  return cells;
}

std::set<std::pair<int, Rational>> Readings::lines_on(Date day) const {
  const Case none;
  Evaluator evaluator(law_, none, nullptr, Posture::kInForce);
  evaluator.set_day(day);
  std::set<std::pair<int, Rational>> out;
  for (const DeclKind kind : {DeclKind::kEntry, DeclKind::kRule, DeclKind::kAuthorization, DeclKind::kRestriction}) {
    for (const Decl* decl : law_.all(kind)) {
      for (const NumberAtom& atom : number_atoms(*decl, day)) {
        const Expr& right = *atom.atom->kids[1];
        if (reads_a_fact(right)) continue;
        const Interval limit = evaluator.figure(right);
        if (limit.is_point()) out.insert({atom.atom->kids[0]->fact, *limit.low});
      }
    }
  }
  return out;
}

bool reads_a_fact(const Expr& figure) {
  return figure.kind == ExprKind::kPath || figure.kind == ExprKind::kTotal ||
         std::any_of(figure.kids.begin(), figure.kids.end(), [](const ExprPtr& kid) { return reads_a_fact(*kid); });
}

std::vector<NumberAtom> Readings::number_atoms(const Decl& decl, Date day) const {
  AtomWalk walk(law_, day);
  walk.statement(decl);
  return walk.take();
}

}  // namespace licet::rules
