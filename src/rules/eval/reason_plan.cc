#include "rules/eval/reason_plan.h"

#include "base/text_util.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

// Reads the texts of the day with a reference evaluator that knows no facts.
class ReasonReader {
 public:
  ReasonReader(const Law& law, std::shared_ptr<const DayPlan> plan, Date day, Posture posture)
      : law_(law), evaluator_(law, nobody_, nullptr, posture) {
    out_.plan = std::move(plan);
    evaluator_.set_day(day);
  }

  ReasonPlan read() {
    for (const DeclKind kind : {DeclKind::kRule, DeclKind::kAuthorization, DeclKind::kDuty, DeclKind::kFinding}) {
      for (const Decl* decl : law_.all(kind)) statement(*decl);
    }
    for (const Decl* entry : law_.all(DeclKind::kEntry)) out_.entries.push_back(statement(*entry));
    return std::move(out_);
  }

 private:
  int statement(const Decl& decl) {
    const auto [found, added] = out_.number_of.try_emplace(&decl, static_cast<int>(out_.statements.size()));
    const int number = found->second;
    if (!added) return number;
    out_.statements.push_back(-1);
    if (const Version* version = evaluator_.plain_version(decl)) {
      const int body = step(*version->body);
      out_.statements[static_cast<std::size_t>(number)] = body;
    }
    return number;
  }

  int step(const Expr& expr) {
    ReasonStep out;
    out.expr = &expr;
    out.node = out_.plan->conditions.find(expr, {});
    switch (expr.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr:
        out.kind = expr.kind == ExprKind::kAnd ? ReasonKind::kAll : ReasonKind::kFirst;
        for (const ExprPtr& kid : expr.kids) out.kids.push_back(step(*kid));
        break;
      case ExprKind::kNot:
        out.kind = ReasonKind::kNothing;
        break;
      case ExprKind::kName:
        if (expr.decl == nullptr) break;
        out.kind = ReasonKind::kStatement;
        out.about = statement(*expr.decl);
        break;
      default:
        if (!evaluator_.is_plain_atom(expr)) break;
        out.kind = ReasonKind::kAtom;
        out.about = atom(expr);
    }
    out_.steps.push_back(std::move(out));
    return static_cast<int>(out_.steps.size()) - 1;
  }

  int atom(const Expr& expr) {
    ReasonAtom& out = out_.atoms.emplace_back(expr);
    out.tests_code = evaluator_.tests_code(expr);
    if (expr.kind == ExprKind::kHas) {
      out.asked_alone = true;
      for (const std::string& member : evaluator_.words_of(*expr.kids[1])) add_fact(*expr.kids[0], member, out);
    } else {
      add_facts(expr, out);
      add_limits(expr, out);
    }
    return static_cast<int>(out_.atoms.size()) - 1;
  }

  // Those that `Evaluator::variables_of` finds.
  void add_facts(const Expr& expr, ReasonAtom& out) {
    if (expr.kind == ExprKind::kPath) return add_fact(expr, {}, out);
    if (expr.kind == ExprKind::kHas) out.plain = false;
    const bool of_others =
        expr.kind == ExprKind::kSome || expr.kind == ExprKind::kEvery || expr.kind == ExprKind::kTotal;
    if (of_others || expr.kind == ExprKind::kName) return;
    for (const ExprPtr& kid : expr.kids) add_facts(*kid, out);
  }

  void add_fact(const Expr& path, const std::string& member, ReasonAtom& out) {
    ReasonFact fact{ReasonFact::Owner::kOrder, path.fact, member};
    if (path.root == "leg") fact.owner = ReasonFact::Owner::kLeg;
    if (path.root == "item") fact.owner = ReasonFact::Owner::kItem;
    if (fact.owner == ReasonFact::Owner::kOrder && path.root != "order") out.plain = false;
    const auto [found, added] = facts_.try_emplace(fact, static_cast<int>(out_.facts.size()));
    if (added) out_.facts.push_back(std::move(fact));
    out.facts.push_back(found->second);
  }

  // A figure that is no point without facts may hang on some.
  void add_limits(const Expr& expr, ReasonAtom& out) {
    std::vector<std::string> notes;
    out.plain = evaluator_.add_limits(expr, notes) && out.plain;
    out.limits = joined(notes, "; ");
  }

  const Law& law_;
  const Case nobody_;
  Evaluator evaluator_;
  std::map<ReasonFact, int> facts_;
  ReasonPlan out_;
};

}  // namespace

const std::string& ReasonAtom::text() const {
  std::call_once(made_, [this] { text_ = print(*expr_); });
  return text_;
}

std::shared_ptr<const ReasonPlan> reasons_of(PlanStore& plans, Date day, Posture posture) {
  const auto make = [&] {
    return std::make_shared<const ReasonPlan>(ReasonReader(plans.law(), plans.on(day, posture), day, posture).read());
  };
  // One type stands for one thing among what is kept.
  if (posture == Posture::kInForce) {
    struct InForce {
      std::shared_ptr<const ReasonPlan> reasons;
    };
    return plans.kept<InForce>(day, [&] { return InForce{make()}; })->reasons;
  }
  struct Codified {
    std::shared_ptr<const ReasonPlan> reasons;
  };
  return plans.kept<Codified>(day, [&] { return Codified{make()}; })->reasons;
}

}  // namespace licet::rules
