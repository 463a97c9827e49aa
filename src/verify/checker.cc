#include "verify/checker.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/sha256.h"
#include "base/text_util.h"
#include "verify/evaluation.h"

namespace licet::verify {

namespace {

// The outcomes that are left, by number from light to grave, and whether both ends are shown to be reached.
struct Claim {
  std::size_t least = 0;
  std::size_t most = 0;
  bool exact = true;
};

Claim claim_of(const Json& row) {
  return {choice(member(row, "at_least"), kOutcomes), choice(member(row, "at_most"), kOutcomes),
          choice(member(row, "bound"), {"loose", "exact"}) == 1};
}

std::string outcome_of(const Claim& claim) {
  return claim.least == claim.most ? std::string(kOutcomes[claim.least]) : "undecided";
}

// Checks the part of a proof that is about the legs of one day.
class PartChecker {
 public:
  PartChecker(const Rules& rules, const Json& part, bool codified, const Statement* profile, std::vector<Json>* steps)
      : part_(part), premises_(rules, part, codified), evaluation_(make_evaluation(premises_, codified, steps)) {
    premises_.profile = profile;
  }

  // What it proves with all assumptions, and without any, as far as it claims that too.
  Claim with_assumptions() const { return claims_.at(premises_.profile == nullptr ? 0 : 1); }
  const Claim* without() const { return claims_.contains(0) ? &claims_.at(0) : nullptr; }
  const std::vector<std::string>& legs() const { return premises_.list("legs"); }

  void check() {
    keys(part_, "day legs entities facts assumed contexts");
    const std::vector<Json>& rows = member(part_, "contexts").items();
    for (std::size_t i = 0; i < rows.size(); ++i) read_context(rows[i], i);
    const std::size_t base = premises_.profile == nullptr ? 0 : 1;
    demand(claims_.contains(base) && claims_.size() <= base + 1, "a claim that is missing, or too many");
    for (const auto& [context, claim] : claims_) prove(context, claim);
    demand(proved_ == rows.size() - base + claims_.size() - 1, "a context that shows nothing");
    premises_.check_assumed();
  }

 private:
  void read_context(const Json& row, std::size_t id) {
    Context context;
    const std::size_t purpose = choice(member(row, "for"), kPurposes);
    context.purpose = kPurposes[purpose];
    const bool assumed = id == 1 && premises_.profile != nullptr;
    demand((purpose == 0) == (id == 0) && (purpose == 1) == assumed, "a context out of its place");
    if (purpose < 2) {
      const bool claims = row.find("at_least") != nullptr;
      keys(row, claims ? "for at_least at_most bound" : "for");
      if (claims) claims_[id] = claim_of(row);
      context.in = static_cast<int>(id) - 1;
      premises_.contexts.push_back(context);
      if (id == 0) evaluation_->findings();
      return;
    }
    keys(row, "in for set ?contradicts");
    context.in = static_cast<int>(number(member(row, "in"), id));
    context.depth = premises_.contexts[static_cast<std::size_t>(context.in)].depth + 1;
    demand(context.depth < kMostDepth, "cases within cases, deeper than can be checked");
    premises_.contexts.push_back(context);
    premises_.contexts.back().set = read_cells(row, static_cast<int>(id));
    if (const Json* contradicts = row.find("contradicts")) {
      demand(context.purpose == "cases" && contradicts->items().size() == 2, "a contradiction out of its place");
      contradictions_[id] = {word(contradicts->items()[0]), word(contradicts->items()[1])};
    }
  }

  // What a context sets, each within what the fact can be around it.
  std::map<std::string, State> read_cells(const Json& row, int id) const {
    const bool is_case = premises_.contexts.back().purpose == "cases";
    std::map<std::string, State> out;
    for (const auto& [fact, cell] : member(row, "set").members()) {
      demand(fact.find('@') != std::string::npos, "a fact of no entity");
      demand(!is_case || !fact.ends_with("@?"), "cases of several unnamed entities at once");
      State before = premises_.state(fact, id);
      const std::string type = premises_.declared(fact).type;
      demand(type != "text", "cannot check cases of a text");
      if (type == "code") before = premises_.open_codes(before);
      demand(out.emplace(fact, premises_.read_state(cell, fact, before)).second, "a fact that is set twice");
    }
    demand(!out.empty(), "a context that settles nothing");
    return out;
  }

  void prove(std::size_t context, const Claim& claim) {
    demand(claim.least <= claim.most, "bounds that are the wrong way round");
    const std::vector<Root> roots = evaluation_->roots(static_cast<int>(context));
    demand(cases(context, claim, roots), "every case contradicts a stated code");
    for (const auto& [purpose, target] : {std::pair("at_least", claim.least), std::pair("at_most", claim.most)}) {
      const std::vector<std::size_t> found = inner(context, purpose);
      demand(found.size() == (claim.exact && claim.least != claim.most ? 1U : 0U),
             "an exact bound needs one completion for each end");
      for (const std::size_t one : found) leaf(one, {target, target, true}, roots);
    }
  }

  std::vector<std::size_t> inner(std::size_t context, std::string_view purpose) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i < premises_.contexts.size(); ++i) {
      const Context& one = premises_.contexts[i];
      if (one.in == static_cast<int>(context) && one.purpose == purpose) out.push_back(i);
    }
    return out;
  }

  // Either the bounds follow from the roots, or the cells of one fact divide all that it can be, and they follow in
  // each. False if all of it contradicts a stated code: then anything would follow.
  bool cases(std::size_t context, const Claim& claim, const std::vector<Root>& roots) {
    const std::vector<std::size_t> cells = inner(context, "cases");
    if (const auto found = contradictions_.find(context); found != contradictions_.end()) {
      const auto& [entry, item] = found->second;
      demand(cells.empty() && evaluation_->contradicts(entry, item, static_cast<int>(context)),
             concat("context ", context, ": nothing contradicts the stated code"));
      ++proved_;
      return false;
    }
    if (cells.empty()) {
      leaf(context, claim, roots);
      return true;
    }
    ++proved_;
    demand(cells.size() > 1, "a single case divides nothing");
    std::vector<State> states;
    const std::string fact = premises_.contexts[cells[0]].set.begin()->first;
    for (const std::size_t cell : cells) {
      const auto& set = premises_.contexts[cell].set;
      demand(set.size() == 1 && set.begin()->first == fact, "cases of several facts at once");
      states.push_back(set.begin()->second);
    }
    demand(divided(fact, premises_.state(fact, static_cast<int>(context)), states),
           concat("context ", context, ": a case is left out or stands twice"));
    bool agrees = false;
    for (const std::size_t cell : cells) agrees = cases(cell, claim, roots) || agrees;
    return agrees;
  }

  bool divided(const std::string& fact, State whole, const std::vector<State>& cells) const {
    const Fact& declared = premises_.declared(fact);
    if (declared.type == "number") {
      std::vector<Figures> figures;
      figures.reserve(cells.size());
      for (const State& cell : cells) figures.push_back(cell.figures);
      return divides(std::move(figures), whole.figures);
    }
    if (declared.type == "code") whole = premises_.open_codes(whole);
    const auto ways = [&](const State& state) {
      std::multiset<std::pair<std::string, bool>> out;  // words, and whether they can be known
      for (const std::string& one : state.words) {
        // What is assumed not to be known is not known to be true; it may be so where it cannot be known.
        const bool unknown = state.not_known && one == "true" && state.answer == Answer::kOpen;
        if (state.answer != Answer::kUnknowable && !unknown) out.emplace(one, true);
        if (state.answer != Answer::kValue) out.emplace(one, false);
      }
      return out;
    };
    std::multiset<std::pair<std::string, bool>> all;
    for (const State& cell : cells) all.merge(ways(cell));
    return all == ways(whole);
  }

  // What the roots give in a context: those that were too grave around it are worked out again, and others until one
  // reaches the lower bound. The rest can only have come closer together.
  void leaf(std::size_t context, const Claim& claim, const std::vector<Root>& roots) {
    ++proved_;
    std::size_t least = 0;
    for (const Root& root : roots) {
      const bool grave = root.weight.high > claim.most;
      const Weight weight = grave ? evaluation_->again(root, static_cast<int>(context)) : root.weight;
      demand(weight.high <= claim.most, concat("context ", context, ": `at_most` does not follow"));
      least = std::max(least, weight.low);
    }
    for (const Root& root : roots) {
      const bool may_reach = root.weight.high <= claim.most && root.weight.high >= claim.least;
      if (least < claim.least && may_reach)
        least = std::max(least, evaluation_->again(root, static_cast<int>(context)).low);
    }
    demand(least >= claim.least, concat("context ", context, ": `at_least` does not follow"));
  }

  static constexpr int kMostDepth = 1'000;
  static inline const std::vector<std::string_view> kPurposes = {"stated", "assumed", "cases", "at_least", "at_most"};

  const Json& part_;
  Premises premises_;
  std::unique_ptr<Evaluation> evaluation_;
  std::map<std::size_t, Claim> claims_;                                        // by context
  std::map<std::size_t, std::pair<std::string, std::string>> contradictions_;  // by context: entry and item
  std::size_t proved_ = 0;                                                     // contexts that were of use
};

// The facts that are the same on every day: what the lists of a book or a table of names say may be so on some.
Json undated(const Rules& rules, const Json& part) {
  Json out = Json::object();
  for (const auto& [name, is] : member(part, "facts").members()) {
    const Fact& fact = rules.fact(name.substr(0, name.find_first_of("[@")));
    if (!fact.listing && !fact.named) out.append_member(name, is);
  }
  return out;
}

void check_whole(const Rules& rules, const Json& proof, std::vector<Json>* steps) {
  demand(member(proof, "form") == Json::number(3), "expected form 3: make the proof anew from the order");
  keys(proof,
       "form rules posture profile screened_by outcome at_least at_most bound ?outcome_without_assumptions parts seal");
  demand(word(member(proof, "screened_by")).size() == 64, "a screening is named by the hash of its book");
  demand(word(member(proof, "rules")) == rules.hash, "the proof was made with other rules");
  Json unsealed = Json::object();
  for (const auto& [key, value] : proof.members()) {
    if (key != "seal") unsealed.append_member(key, value);
  }
  demand(word(member(proof, "seal")) == sha256_hex(unsealed.dump()), "a byte was changed: the seal is broken");
  const bool codified = choice(member(proof, "posture"), {"in_force", "codified"}) == 1;
  const Statement* profile = nullptr;
  for (const Statement* one : rules.all("profile")) {
    if (member(proof, "profile") == Json::string(one->hash)) profile = one;
  }
  demand(profile != nullptr || member(proof, "profile").is_null(), "the rules have no profile of that hash");

  Claim whole;
  std::optional<Claim> without = Claim{};
  std::vector<std::size_t> gravest;
  std::multiset<std::string> legs;
  std::set<std::string> days;
  const std::vector<Json>& parts = member(proof, "parts").items();
  demand(!parts.empty(), "a proof without parts");
  const auto heavier = [](const Claim& a, const Claim& b) {
    return Claim{std::max(a.least, b.least), std::max(a.most, b.most), a.exact && b.exact};
  };
  for (const Json& json : parts) {
    demand(member(json, "entities") == member(parts[0], "entities"), "the parts are about different orders");
    demand(undated(rules, json) == undated(rules, parts[0]), "the parts state different facts of one order");
    demand(days.insert(word(member(json, "day"))).second, "two parts of one day");
    PartChecker part(rules, json, codified, profile, steps);
    part.check();
    whole = heavier(whole, part.with_assumptions());
    gravest.push_back(part.with_assumptions().most);
    without = without && part.without() != nullptr ? std::optional(heavier(*without, *part.without())) : std::nullopt;
    legs.insert(part.legs().begin(), part.legs().end());
  }
  // What is open on two days may be one unknown: not all of their outcomes need to meet. A part that cannot be graver
  // than the whole is at least does not count. One outcome alone is met whatever the search of a part left out.
  const auto open = std::count_if(gravest.begin(), gravest.end(), [&](std::size_t most) { return most > whole.least; });
  whole.exact = whole.least == whole.most || (whole.exact && open < 2);
  std::size_t id = 0;
  for (const Json& entity : member(parts[0], "entities").items()) {
    const bool leg = entity.items()[0].text() == "leg";
    demand(legs.count(std::to_string(id++)) == (leg ? 1U : 0U), "the parts do not have each leg once");
  }
  const Claim said = claim_of(proof);
  demand(said.least == whole.least && said.most == whole.most && said.exact == whole.exact, "the bounds do not follow");
  demand(word(member(proof, "outcome")) == outcome_of(whole), "`outcome` does not follow");
  const Json* alone = proof.find("outcome_without_assumptions");
  demand(without.has_value() == (alone != nullptr) && (!without || word(*alone) == outcome_of(*without)),
         "`outcome_without_assumptions` does not follow");
}

// What an answer says beside its proof as it stands there.
constexpr std::array<std::string_view, 6> kSame = {"outcome", "at_least", "at_most",
                                                   "bound",   "posture",  "outcome_without_assumptions"};

// The facts that the answer says its profile filled in, and those of the proof; the members of a set one by one, and
// whoever they are of.
void check_assumed_rows(const Json& rows, const std::string& profile, const Json& proof) {
  std::set<std::string> said;
  for (const Json& row : rows.items()) {
    if (word(member(row, "profile")) != profile) {
      demand(word(member(row, "profile")) == "facts", "the answer's `assumed` names another profile");
      continue;  // a copy of a stated fact, which the proof has among its facts
    }
    const std::string fact = word(member(row, "fact"));
    const Json* members = row.find("members");
    if (members == nullptr || members->items().empty()) said.insert(fact);
    for (const Json& one : members == nullptr ? std::vector<Json>() : members->items())
      said.insert(concat(fact, "[", word(one), "]"));
  }
  std::set<std::string> proved;
  for (const Json& part : member(proof, "parts").items())
    for (const auto& [fact, name] : member(part, "assumed").members()) proved.insert(fact.substr(0, fact.find('@')));
  demand(said == proved, "the answer's `assumed` is not the proof's");
}

void check_answer(const Rules& rules, const Json& answer, const Json& proof) {
  for (const std::string_view key : kSame) {
    const Json* said = answer.find(key);
    const Json* shown = proof.find(key);
    demand(said == nullptr || (shown != nullptr && *said == *shown),
           concat("the answer's `", key, "` is not the proof's"));
  }
  std::string profile = "none";
  for (const Statement* one : rules.all("profile"))
    if (member(proof, "profile") == Json::string(one->hash)) profile = one->name.substr(one->name.rfind('/') + 1);
  const Json* said = answer.find("profile");
  demand(said == nullptr || *said == Json::string(profile), "the answer's `profile` is not the proof's");
  const Json* book = answer.find("book");
  demand(book == nullptr || member(*book, "hash") == member(proof, "screened_by"),
         "the answer's `book` is another book than that of the screening");
  if (const Json* assumed = answer.find("assumed")) check_assumed_rows(*assumed, profile, proof);
}

}  // namespace

std::vector<std::string> beside_the_proof(const Json& answer) {
  std::vector<std::string> out;
  if (answer.find("proof") == nullptr) return out;
  for (const auto& [key, value] : answer.members()) {
    const bool held = key == "proof" || key == "profile" || key == "assumed" ||
                      std::find(kSame.begin(), kSame.end(), key) != kSame.end();
    if (!held) out.push_back(key);
  }
  return out;
}

std::optional<std::string> verify(std::string_view rules, const Json& given, std::vector<Json>* steps) {
  try {
    const Json* inside = given.find("proof");
    const Json& proof = inside == nullptr ? given : *inside;
    demand(proof.is_object(), "expected a proof, or an answer that holds one");
    if (const Json* why = proof.find("unproved")) return concat("no proof was made: ", why->text());
    const Rules read = read_rules(rules);
    check_whole(read, proof, steps);
    if (inside != nullptr) check_answer(read, given, proof);
    return std::nullopt;
  } catch (const Refusal& refusal) {
    return refusal.why;
  } catch (const std::out_of_range&) {
    return "canonical text: a table, or what reads it, has too few columns";
  }
}

}  // namespace licet::verify
