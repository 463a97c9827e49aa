#include "rules/cases/law_tests.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text_util.h"
#include "rules/cases/test_words.h"
#include "rules/eval/decision.h"
#include "rules/facts/fact_values.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

constexpr const char* kDefaultProfile = "profiles/ordinary";

// ---- from `given` lines to an order ----

Json json_of(const Expr& value) {
  switch (value.kind) {
    case ExprKind::kNumber: {
      std::string digits = value.text;
      std::erase(digits, '_');
      return Json::number_text(digits);
    }
    case ExprKind::kRange: {
      Json out = Json::object();
      out.set("at_least", json_of(*value.kids[0])).set("at_most", json_of(*value.kids[1]));
      return out;
    }
    case ExprKind::kBraces: {
      Json out = Json::array();
      for (const ExprPtr& kid : value.kids)
        out.push(kid->kind == ExprKind::kNumber ? Json::string(kid->text) : json_of(*kid));
      return out;
    }
    case ExprKind::kName:
      if (value.text == "true" || value.text == "false") return Json::boolean(value.text == "true");
      return Json::string(value.text);
    default:
      return Json::string(value.text);
  }
}

Json json_of(const Given& given) {
  if (given.unknowable) return Json::string("unknowable");
  if (given.op == CompareOp::kEqual) return json_of(*given.value);
  static const std::map<CompareOp, const char*> kEnds = {{CompareOp::kGreaterEqual, "at_least"},
                                                         {CompareOp::kGreater, "above"},
                                                         {CompareOp::kLessEqual, "at_most"},
                                                         {CompareOp::kLess, "below"}};
  Json out = Json::object();
  out.set(kEnds.at(given.op), json_of(*given.value));
  return out;
}

// Sets a member at a dotted place, making the objects on the way.
void set_at(Json& object, std::string_view place, Json value) {
  const auto dot = place.find('.');
  if (dot == std::string_view::npos) {
    object.set(place, std::move(value));
    return;
  }
  const Json* there = object.find(place.substr(0, dot));
  Json inner = there == nullptr ? Json::object() : *there;
  set_at(inner, place.substr(dot + 1), std::move(value));
  object.set(place.substr(0, dot), std::move(inner));
}

// A fact without a place in orders, stated behind the reader's back.
struct Direct {
  EntityKind kind;
  std::size_t number;
  int fact;
  Json value;
};

class TestOrder {
 public:
  explicit TestOrder(const Law& law) : law_(law) {}

  Status build(const Decl& test) {
    for (const Given& given : test.givens) LICET_RETURN_IF_ERROR(place(given, "", EntityKind::kOrder, 0));
    std::map<std::string, std::size_t> counts;
    for (const TestEntity& entity : test.entities) {
      const auto kind = parse_entity_kind(entity.kind);
      if (!kind) return Error{ErrorCode::kParse, concat("there is no kind of entity ", ticked(entity.kind))};
      const std::size_t number = counts[entity.kind]++;
      std::vector<Json>& objects = *kind == EntityKind::kFacility    ? facilities_
                                   : *kind == EntityKind::kComponent ? components_
                                                                     : parties_;
      objects.push_back(Json::object());
      if (*kind == EntityKind::kParty) objects.back().set("name", Json::string(entity.variable));
      for (const Given& given : entity.givens) LICET_RETURN_IF_ERROR(place(given, entity.variable, *kind, number));
    }
    return {};
  }

  Json order() const {
    Json out = root_;
    // A test that names no exporter has one that no letter names.
    const Json* exporter = out.find("exporter");
    if (exporter == nullptr || exporter->find("name") == nullptr)
      set_at(out, "exporter.name", Json::string("Some Other Company"));
    Json item = item_;
    if (!components_.empty()) item.set("components", Json::array(components_));
    out.set("items", Json::array({std::move(item)}));
    if (!parties_.empty()) out.set("parties", Json::array(parties_));
    if (!facilities_.empty()) set_at(out, "use.facility", Json::array(facilities_));
    return out;
  }
  const std::vector<Direct>& direct() const { return direct_; }

 private:
  Status place(const Given& given, const std::string& variable, EntityKind kind, std::size_t number) {
    const auto dot = given.path.find('.');
    const std::string first = given.path.substr(0, dot);
    if (variable.empty()) {
      const auto named = parse_entity_kind(first);
      if (!named) return Error{ErrorCode::kParse, concat(ticked(first), " is not bound here")};
      kind = *named;
    } else if (first != variable) {
      return Error{ErrorCode::kParse, concat("expected facts of ", ticked(variable), ", got ", ticked(given.path))};
    }
    if (given.path == "item.chip") {
      item_.set("chip", Json::string(given.value->text));
      return {};
    }
    std::string name = concat(to_string(kind), given.path.substr(dot));
    int fact = law_.schema().find(name);
    if (fact < 0 && kind == EntityKind::kComponent) {  // it has the facts of an item too
      name = concat(to_string(EntityKind::kItem), given.path.substr(dot));
      fact = law_.schema().find(name);
    }
    if (fact < 0) {
      return Error{ErrorCode::kParse,
                   concat("there is no fact ", ticked(name), did_you_mean(name, law_.schema().names_of(kind)))};
    }
    const FactDecl& decl = law_.schema().at(fact);
    Json value = json_of(given);
    const auto [before, is_new] = said_.try_emplace(std::tuple(kind, number, fact), value);
    if (!is_new && before->second != value)
      return Error{ErrorCode::kParse, concat(ticked(given.path), " is given twice, expected one value")};
    if (decl.json.empty()) {
      direct_.push_back(Direct{kind, number, fact, std::move(value)});
    } else {
      set_at(object_of(kind, number), decl.json, std::move(value));
    }
    return {};
  }

  Json& object_of(EntityKind kind, std::size_t number) {
    switch (kind) {
      case EntityKind::kItem:
        return item_;
      case EntityKind::kParty:
        return parties_[number];
      case EntityKind::kFacility:
        return facilities_[number];
      case EntityKind::kComponent:
        return components_[number];
      default:
        return root_;
    }
  }

  const Law& law_;
  Json root_ = Json::object();
  Json item_ = Json::object();
  std::vector<Json> parties_;
  std::vector<Json> facilities_;
  std::vector<Json> components_;
  std::vector<Direct> direct_;
  std::map<std::tuple<EntityKind, std::size_t, int>, Json> said_;  // what each fact was given as
};

// Every listing fact that the test leaves out is "not listed".
void clean_listings(Case& facts, const Law& law) {
  for (std::size_t i = 0; i < law.schema().facts().size(); ++i) {
    const FactDecl& fact = law.schema().facts()[i];
    if (fact.listing.empty()) continue;
    for (const int party : facts.parties) {
      if (fact.type == FactType::kSet) {
        facts.entity(party).closed_sets.push_back(static_cast<int>(i));
      } else if (facts.find(party, static_cast<int>(i)) == nullptr) {
        facts.state_bool(party, static_cast<int>(i), false);
      }
    }
  }
}

// ---- from `expect` lines to faults ----

class Checker {
 public:
  Checker(const Law& law, const Decl& test, const Decision& got, Evaluator& evaluator)
      : law_(law), test_(test), got_(got), evaluator_(evaluator) {}

  std::vector<std::string> faults() {
    for (const Expectation& expectation : test_.expectations) {
      const std::string fault = one(expectation);
      if (!fault.empty()) faults_.push_back(fault);
    }
    return std::move(faults_);
  }

 private:
  std::string qualified(const std::string& name) const { return qualified_in(test_, name); }

  std::string one(const Expectation& e) {
    const auto wrong = [&](bool found, const std::string& what) {
      return found != e.negated ? std::string() : concat(e.negated ? "has " : "lacks ", what);
    };
    if (e.what == "outcome") return outcome(e);
    if (e.what == "cases") return wrong(splits_on(got_.cases, e.name), concat("cases on ", e.name));
    if (e.what == "assumed") return wrong(assumes(e.name), concat("assumption about ", e.name));
    if (e.what == "bound") return wrong((e.name == "exact") == got_.exact, concat("bound ", e.name));
    if (e.what == "without_assumptions") {
      const std::string word = outcome_word(got_.without_assumptions);
      return word == e.name ? "" : concat("without assumptions ", word, ", want ", e.name);
    }
    if (e.what == "requirement")
      return wrong(requires_it(e), concat("requirement ", e.name, e.detail.empty() ? "" : " status ", e.detail));
    if (e.what == "entry") return entry(e);
    if (e.what == "duty") return wrong(noted(got_.duties, e.name), concat("duty ", e.name));
    if (e.what == "finding") return wrong(noted(got_.findings, e.name), concat("finding ", e.name));
    if (e.what == "review") return wrong(reviewed(e), concat("review ", e.name, " for ", e.detail));
    if (e.what == "authorization") return authorization(e);
    return let_value(e);
  }

  std::string outcome(const Expectation& e) {
    const std::string word = outcome_word(got_.outcomes);
    std::vector<std::string> asked;
    asked.reserve(got_.questions.size());
    for (const Question& question : got_.questions) asked.push_back(question.fact);
    const std::string asks = asked.empty() ? "" : concat(" (asks ", joined(asked, ", "), ")");
    if (word != e.name) return concat("outcome ", word, ", want ", e.name, asks);
    if (e.detail.empty()) return "";
    const bool found =
        std::any_of(asked.begin(), asked.end(), [&](const std::string& fact) { return fact_name(fact) == e.detail; });
    return found ? "" : concat("does not ask ", e.detail, asks);
  }

  static std::string fact_name(const std::string& shown) { return shown.substr(0, shown.find(' ')); }

  bool splits_on(const CaseNode& node, const std::string& fact) const {
    if (fact_name(node.fact) == fact) return true;
    return std::any_of(node.cells.begin(), node.cells.end(),
                       [&](const auto& cell) { return splits_on(cell.below, fact); });
  }

  bool assumes(const std::string& fact) const {
    return std::any_of(got_.assumed.begin(), got_.assumed.end(),
                       [&](const AssumptionUse& use) { return fact_name(evaluator_.name_of(use.variable)) == fact; });
  }

  bool requires_it(const Expectation& e) const {
    return std::any_of(got_.requirements.begin(), got_.requirements.end(), [&](const RequirementRow& row) {
      if (row.rule->qualified != qualified(e.name) || row.possible_only) return false;
      if (!e.detail.empty()) return row.status == e.detail;
      return !e.negated || row.binds;  // `no requirement` speaks of what binds
    });
  }

  // `no entry` says that the item is surely not under it.
  std::string entry(const Expectation& e) {
    Truth value = Truth::kFalse;
    bool found = false;
    for (const Decl* decl : law_.all(DeclKind::kEntry)) {
      if (decl->name != e.name) continue;
      found = true;
      value = either(value, evaluator_.standing(*decl).value);
    }
    if (!found) return concat("there is no entry ", e.name);
    const Truth want = e.negated ? Truth::kFalse : e.detail.empty() ? Truth::kTrue : Truth::kUnknown;
    const auto word = [](Truth truth) { return truth == Truth::kUnknown ? "undecided" : to_string(truth); };
    return value == want ? std::string() : concat("entry ", e.name, " ", word(value), ", want ", word(want));
  }

  bool noted(const std::vector<NoteRow>& rows, const std::string& name) const {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const NoteRow& row) { return row.decl->qualified == qualified(name); });
  }

  bool reviewed(const Expectation& e) const {
    return std::any_of(got_.requirements.begin(), got_.requirements.end(), [&](const RequirementRow& row) {
      return row.rule->qualified == qualified(e.detail) &&
             std::any_of(row.reviews.begin(), row.reviews.end(), [&](const ReviewRow& review) {
               return !review.possible_only && review.review->word == e.name;
             });
    });
  }

  std::string authorization(const Expectation& e) const {
    for (const AuthorizationRow& row : got_.authorizations) {
      if (row.authorization->qualified != qualified(e.name)) continue;
      const std::string state = row.available == Truth::kUnknown ? "undecided" : to_string(row.available);
      return state == e.detail ? "" : concat("authorization ", e.name, " ", state, ", want ", e.detail);
    }
    return concat("lacks authorization ", e.name);
  }

  std::string let_value(const Expectation& e) {
    const Decl* decl = law_.find(qualified(e.name));
    if (decl == nullptr) return concat("there is no ", e.name);
    const Truth value = evaluator_.standing(*decl).value;
    const std::string state = value == Truth::kUnknown ? "undecided" : to_string(value);
    return state == e.detail ? "" : concat("let ", e.name, " ", state, ", want ", e.detail);
  }

  const Law& law_;
  const Decl& test_;
  const Decision& got_;
  Evaluator& evaluator_;
  std::vector<std::string> faults_;
};

// The two evaluators must agree on every test.
void compare(const Decision& reference, const Decision& planned, std::vector<std::string>& faults) {
  const auto words = [](const Decision& d) {
    return concat(outcome_word(d.outcomes), d.exact ? " exact" : " loose", ", strict ",
                  outcome_word(d.without_assumptions));
  };
  const bool same_ends = reference.without_assumptions.least() == planned.without_assumptions.least() &&
                         reference.without_assumptions.most() == planned.without_assumptions.most();
  const bool alone = same_ends || !reference.without_exact || !planned.without_exact;
  // Where the reference reaches its limit, the plan may still know.
  const bool all = !reference.exact || (planned.exact && reference.outcomes == planned.outcomes);
  const bool same = all && alone && outcome_word(reference.outcomes) == outcome_word(planned.outcomes);
  if (!same) faults.push_back(concat("evaluators disagree: reference ", words(reference), "; plan ", words(planned)));
}

// The facts of a test on a day: its order as read, and what it states beside.
Result<Case> facts_of(const Law& law, const ChipFigures& chips, const Decl& test, Date day) {
  TestOrder order(law);
  if (auto built = order.build(test); !built) return built.error();
  auto input = read_order(order.order(), law, chips, day);
  if (!input) return input.error();
  Case& facts = input->facts;
  const std::vector<int> whole_order = {0};
  for (const Direct& direct : order.direct()) {
    const std::vector<int>& ids = direct.kind == EntityKind::kOrder       ? whole_order
                                  : direct.kind == EntityKind::kItem      ? facts.items
                                  : direct.kind == EntityKind::kFacility  ? facts.facilities
                                  : direct.kind == EntityKind::kComponent ? facts.entity(facts.items[0]).components
                                                                          : facts.parties;
    if (direct.number >= ids.size()) return Error{ErrorCode::kParse, "a fact of an entity that is not there"};
    if (auto stated = state_fact(facts, ids[direct.number], direct.fact, direct.value, law, "given"); !stated)
      return stated.error();
  }
  clean_listings(facts, law);
  return std::move(facts);
}

DecideOptions options_of(const Law& law, const Decl& test) {
  DecideOptions out;
  out.posture = test.posture == "codified" ? Posture::kCodified : Posture::kInForce;
  out.profile = law.find(test.profile.empty() ? kDefaultProfile : concat("profiles/", test.profile));
  return out;
}

// A test of entries and definitions alone is about the item: the outcome of its empty order is not searched.
bool is_about_outcome(const Decl& test) {
  return std::any_of(test.expectations.begin(), test.expectations.end(),
                     [](const Expectation& e) { return e.what != "entry" && e.what != "let"; });
}

std::vector<std::string> run_one(const Law& law, PlanStore& plans, const ChipFigures& chips, const Decl& test, Date day,
                                 const AlsoCheck& also, bool twice) {
  if (std::string fault = unknown_word(law, test); !fault.empty()) return {std::move(fault)};
  const Result<Case> built = facts_of(law, chips, test, day);
  if (!built) return {built.error().message};
  const Case& facts = *built;
  DecideOptions options = options_of(law, test);
  Evaluator evaluator(law, facts, options.profile, options.posture);
  evaluator.set_day(facts.leg_days.front());
  evaluator.push("leg", facts.legs.front());
  evaluator.push("item", facts.items.front());
  if (!is_about_outcome(test)) {
    const Decision alone;
    return Checker(law, test, alone, evaluator).faults();
  }
  options.questions = std::any_of(test.expectations.begin(), test.expectations.end(),
                                  [](const Expectation& e) { return !e.detail.empty() && e.what == "outcome"; });
  options.plans = &plans;
  options.provable = static_cast<bool>(also);
  const Decision decision = decide(law, facts, options);
  std::vector<std::string> faults = Checker(law, test, decision, evaluator).faults();
  options.questions = false;
  if (twice) {
    DecideOptions slow = options;
    slow.plans = nullptr;
    compare(decide(law, facts, slow), decision, faults);
  }
  if (also) {
    if (std::string fault = also(facts, options, decision); !fault.empty()) faults.push_back(std::move(fault));
  }
  return faults;
}

}  // namespace

std::vector<LawTestResult> run_law_tests(const Law& law, const ChipFigures& chips, std::string_view filter,
                                         const AlsoCheck& also, std::size_t twice_every) {
  std::vector<LawTestResult> results;
  PlanStore plans(law);
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) {
      if (decl->kind != DeclKind::kTest) continue;
      const bool wanted = filter.empty() || tree->path.find(filter) != std::string::npos ||
                          decl->text.find(filter) != std::string::npos;
      if (!wanted) continue;
      for (const Date day : decl->days) {
        const bool twice = results.size() % twice_every == twice_every / 2;
        results.push_back(LawTestResult{tree->path, decl->position.line, decl->text, to_string(day),
                                        run_one(law, plans, chips, *decl, day, also, twice)});
      }
    }
  }
  return results;
}

std::vector<LawTestOrder> law_test_orders(const Law& law, const ChipFigures& chips) {
  std::vector<LawTestOrder> out;
  for (const auto& tree : law.trees()) {
    for (const auto& test : tree->decls) {
      if (test->kind != DeclKind::kTest || !is_about_outcome(*test)) continue;
      for (const Date day : test->days) {
        if (Result<Case> facts = facts_of(law, chips, *test, day))
          out.push_back({tree->path, test->position.line, std::move(facts).value(), options_of(law, *test)});
      }
    }
  }
  return out;
}

}  // namespace licet::rules
