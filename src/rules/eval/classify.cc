#include "rules/eval/classify.h"

#include <algorithm>
#include <set>

#include "base/text_util.h"
#include "rules/proof/reasons.h"

namespace licet::rules {

namespace {

std::string short_name(const std::string& fact) {
  return fact.substr(fact.find('.') + 1);
}

std::optional<Date> end_of(const Decl& decl, const Version& version) {
  std::optional<Date> end = version.until;
  for (const Version& other : decl.versions) {
    if (version.from < other.from && (!end || other.from < *end)) end = other.from;
  }
  return end;
}

class Classifier {
 public:
  Classifier(const Law& law, const Case& order, int item, Date day)
      : law_(law), item_(item), evaluator_(law, order, nullptr, Posture::kInForce) {
    evaluator_.set_day(day);
    if (!order.legs.empty()) evaluator_.push("leg", order.legs.front());
    evaluator_.push("item", item);
  }

  Classification run() {
    for (const Decl* entry : law_.all(DeclKind::kEntry)) verdict(*entry);
    return std::move(out_);
  }

 private:
  void verdict(const Decl& entry) {
    Trace trace;
    evaluator_.clear_splits();
    const Standing standing = evaluator_.standing(entry, &trace);
    if (standing.version == nullptr) return;
    collect_margins(*standing.version->body, entry.name);
    if (standing.value == Truth::kFalse) return;
    EntryVerdict row;
    row.entry = &entry;
    row.version = standing.version;
    row.from = standing.version->from;
    row.until = end_of(entry, *standing.version);
    row.value = standing.value;
    collect_reasons(trace, row.because);
    if (standing.value == Truth::kUnknown) {
      for (const Split& split : evaluator_.splits()) {
        const int fact = split.variable.fact;  // below 0: whether a text sleeps, a fact of law
        row.missing.push_back(fact < 0 ? evaluator_.name_of(split.variable) : short_name(law_.schema().at(fact).name));
      }
      std::sort(row.missing.begin(), row.missing.end());
      row.missing.erase(std::unique(row.missing.begin(), row.missing.end()), row.missing.end());
    }
    out_.entries.push_back(std::move(row));
  }

  // Figures that are known, against each limit that the entry names; each limit once.
  void collect_margins(const Expr& expr, const std::string& entry) {
    for (const ExprPtr& kid : expr.kids) collect_margins(*kid, entry);
    if (expr.kind != ExprKind::kCompare || expr.kids[0]->kind != ExprKind::kPath) return;
    const FactDecl& fact = law_.schema().at(expr.kids[0]->fact);
    if (fact.type != FactType::kNumber || fact.entity != EntityKind::kItem) return;
    const Interval value = evaluator_.look_up(Variable{item_, expr.kids[0]->fact, {}}).number;
    const Interval limit = evaluator_.figure(*expr.kids[1]);
    if (!value.is_point() || !limit.is_point()) return;
    const std::string metric = short_name(fact.name);
    if (!seen_.insert(concat(metric, "|", limit.low->to_string())).second) return;
    out_.margins.push_back(Margin{entry, metric, expr.op, *value.low, *limit.low, *limit.low - *value.low});
  }

  const Law& law_;
  int item_;
  Evaluator evaluator_;
  Classification out_;
  std::set<std::string> seen_;
};

}  // namespace

Classification classify_item(const Law& law, const Case& order, int item, Date day) {
  return Classifier(law, order, item, day).run();
}

std::vector<Date> entry_boundaries(const Law& law) {
  std::vector<Date> boundaries;
  for (const DeclKind kind :
       {DeclKind::kEntry, DeclKind::kException, DeclKind::kValue, DeclKind::kSet, DeclKind::kLet, DeclKind::kList}) {
    for (const Decl* decl : law.all(kind)) add_boundaries(*decl, boundaries);
  }
  std::set<Date> days = {kFirstDay};
  for (const Date day : boundaries) days.insert(std::max(day, kFirstDay));
  return {days.begin(), days.end()};
}

}  // namespace licet::rules
