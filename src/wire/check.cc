#include "wire/check.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text_util.h"
#include "engine/days.h"
#include "engine/list_notes.h"
#include "engine/stated_code.h"
#include "wire/ask.h"
#include "wire/book.h"
#include "wire/classify.h"
#include "wire/hit.h"

namespace licet {

namespace {

using rules::Decision;
using rules::Outcome;
using rules::Reachable;

Json text(std::string_view value) {
  return Json::string(value);
}

class CheckWriter {
 public:
  CheckWriter(const Book& book, const rules::Law& law, const CheckAnswer& answer, const CheckOptions& options)
      : book_(book),
        law_(law),
        answer_(answer),
        decision_(answer.decision),
        options_(options),
        days_(days_of(answer.input)) {}

  Json write() {
    Json out = Json::object();
    out.append_member("order_id", text(answer_.input.id));
    out.append_member("on", text(to_string(answer_.input.day)));
    out.append_member("posture", text(to_string(options_.posture)));
    out.append_member("profile", text(options_.profile));
    out.append_member("outcome", text(outcome_word(decision_.outcomes)));
    out.append_member("at_least", text(to_string(decision_.outcomes.least())));
    out.append_member("at_most", text(to_string(decision_.outcomes.most())));
    out.append_member("bound", text(decision_.exact ? "exact" : "loose"));
    out.append_member("outcome_without_assumptions", text(outcome_word(decision_.without_assumptions)));
    if (answer_.codified) out.append_member("as_codified", codified());
    out.append_member("assumed", assumed());
    out.append_member("requirements", requirements(true));
    out.append_member("possible_requirements", requirements(false));
    add_decided_by_cases(out);
    out.append_member("authorizations", authorizations());
    out.append_member("duties", duties());
    out.append_member("findings", findings());
    out.append_member("parties", parties());
    out.append_member("questions", questions());
    if (decision_.questions_cut) out.append_member("questions_cut", Json::boolean(true));
    out.append_member("margins", margins());
    out.append_member("would_change", would_change());
    if (answer_.would_change.cut) out.append_member("would_change_cut", Json::boolean(true));
    out.append_member("out_of_scope", out_of_scope());
    out.append_member("lines", lines());
    out.append_member("legs", legs());
    out.append_member("classified", strings_json(decision_.classified));
    if (!answer_.days.empty()) out.append_member("classified_on", classified_on());
    out.append_member("notes", notes());
    out.append_member("book", book_brief_json(book_));
    out.append_member("law_hash", text(law_.hash()));
    if (!law_.private_hash().empty()) out.append_member("private_law_hash", text(law_.private_hash()));
    out.append_member("because", because());
    if (!answer_.proof.empty()) out.append_member("proof", parse_json(answer_.proof).value());
    return out;
  }

 private:
  std::string fact_of(const rules::Variable& variable) const { return rules::fact_name(law_.schema(), variable); }

  // One row for each assumption and fact; the members of a set together. Behind them what facts.tsv itself fills in.
  Json assumed() const {
    std::vector<std::pair<const rules::AssumptionUse*, std::vector<std::string>>> rows;
    for (const rules::AssumptionUse& use : decision_.assumed) {
      auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& other) {
        return other.first->assumption == use.assumption && other.first->variable.fact == use.variable.fact;
      });
      if (row == rows.end()) row = rows.insert(rows.end(), {&use, {}});
      const auto& member = use.variable.member;
      const bool again = std::find(row->second.begin(), row->second.end(), member) != row->second.end();
      if (!member.empty() && !again) row->second.push_back(member);
    }
    Json out = Json::array();
    for (const auto& [use, members] : rows) {
      const rules::Expr& condition = *use->assumption->condition;
      const bool denies = condition.kind == rules::ExprKind::kNot;
      Json row = Json::object();
      row.append_member("fact", text(fact_of(use->variable)));
      row.append_member("value", denies                                     ? text("not known")
                                 : condition.kind == rules::ExprKind::kPath ? Json::boolean(true)
                                                                            : text(condition.kids[1]->text));
      if (!members.empty()) row.append_member("members", strings_json(members));
      row.append_member("profile", text(use->profile->name));
      row.append_member("why", text(use->assumption->why));
      mark_private(*use->profile, row);
      add_days(assumed_on(*use), row);
      out.push(std::move(row));
    }
    for (const CopiedFact& copied : answer_.copied) {
      Json row = Json::object();
      row.append_member("fact", text(copied.fact));
      row.append_member("value", text(copied.value));
      row.append_member("profile", text("facts"));
      row.append_member("why", text(concat("nothing else is stated: taken from ", copied.from)));
      out.push(std::move(row));
    }
    return out;
  }

  // The days on which the fact was assumed.
  std::vector<Date> assumed_on(const rules::AssumptionUse& use) const {
    std::vector<Date> out;
    for (const DayAnswer& day : answer_.days) {
      const std::vector<rules::AssumptionUse>& uses = day.decision.assumed;
      const bool used = std::any_of(uses.begin(), uses.end(), [&](const rules::AssumptionUse& other) {
        return other.assumption == use.assumption && other.variable.fact == use.variable.fact;
      });
      if (used) out.push_back(day.day);
    }
    return out;
  }

  // What comes from law that the user laid over the built-in one says so.
  static void mark_private(const rules::Decl& decl, Json& out) {
    if (decl.is_private) out.append_member("private", Json::boolean(true));
  }

  Json codified() const {
    Json out = Json::object();
    out.append_member("outcome", text(outcome_word(*answer_.codified)));
    out.append_member("at_least", text(to_string(answer_.codified->least())));
    out.append_member("at_most", text(to_string(answer_.codified->most())));
    return out;
  }

  Json requirement(const rules::RequirementRow& row) const {
    Json out = Json::object();
    out.append_member("rule", text(row.rule->qualified));
    out.append_member("citation", row.version == nullptr ? Json::null() : text(row.version->cite));
    out.append_member("leg", Json::number(row.leg + 1));
    out.append_member("line", Json::number(row.item + 1));
    if (!row.about.empty()) out.append_member("about", strings_json(row.about));
    out.append_member("because", strings_json(row.because));
    add_reviews(row, out);
    out.append_member("status", text(row.status));
    if (row.rule->requires_denial) out.append_member("requires", text("denial"));
    mark_private(*row.rule, out);
    if (row.decides) out.append_member("decides", Json::boolean(true));
    out.append_member("overcome_by", row.overcome_by ? text(*row.overcome_by) : Json::null());
    if (row.version != nullptr) {
      out.append_member("source", text(row.version->source));
      out.append_member("from", text(to_string(row.version->from)));
      if (row.version->published) out.append_member("published", text(to_string(*row.version->published)));
      if (!row.version->note.empty()) out.append_member("note", text(row.version->note));
    }
    return out;
  }

  // One policy that surely applies is a word; several, or some that may apply, a list.
  static void add_reviews(const rules::RequirementRow& row, Json& out) {
    std::vector<std::string> policies;
    for (const rules::ReviewRow& review : row.reviews) {
      const std::string& word = review.review->word;
      if (std::find(policies.begin(), policies.end(), word) == policies.end()) policies.push_back(word);
    }
    const bool open = !row.reviews_open.between.empty();
    out.append_member("review_policy", policies.empty()                ? Json::null()
                                       : policies.size() == 1 && !open ? text(policies[0])
                                                                       : strings_json(policies));
    if (!open) return;
    std::vector<std::string> sure;
    for (const rules::ReviewRow& review : row.reviews) {
      const std::string& word = review.review->word;
      if (!review.possible_only && std::find(sure.begin(), sure.end(), word) == sure.end()) sure.push_back(word);
    }
    Json between = Json::array();
    for (const std::vector<std::string>& words : row.reviews_open.between) between.push(strings_json(words));
    Json unknown = Json::object();
    unknown.append_member("sure", strings_json(sure));
    unknown.append_member("between", std::move(between));
    unknown.append_member("depends_on", strings_json(row.reviews_open.depends_on));
    if (row.reviews_open.cut) unknown.append_member("cut", Json::boolean(true));
    out.append_member("review_unknown", std::move(unknown));
  }

  Json requirements(bool certain) const {
    Json out = Json::array();
    for (const rules::RequirementRow& row : decision_.requirements) {
      if (row.possible_only != certain) out.push(requirement(row));
    }
    return out;
  }

  // Lines that need a license in every case, though no rule is sure to require it: on which facts it hangs which one.
  void add_decided_by_cases(Json& out) const {
    Json rows = Json::array();
    for (const rules::LineOutcome& line : decision_.lines) {
      const auto mine = [&](const rules::RequirementRow& row) { return row.leg == line.leg && row.item == line.item; };
      const bool sure = std::any_of(decision_.requirements.begin(), decision_.requirements.end(),
                                    [&](const auto& row) { return mine(row) && row.binds && !row.possible_only; });
      if (sure || line.outcomes.least() < Outcome::kLicenseRequired) continue;
      std::vector<std::string> rules;
      for (const rules::RequirementRow& row : decision_.requirements) {
        const bool again = std::find(rules.begin(), rules.end(), row.rule->qualified) != rules.end();
        if (mine(row) && row.decides && !again) rules.push_back(row.rule->qualified);
      }
      std::set<std::string> facts;
      collect_facts(decision_of(line.leg).cases, facts);
      Json one = Json::object();
      one.append_member("leg", Json::number(line.leg + 1));
      one.append_member("line", Json::number(line.item + 1));
      one.append_member("whatever", strings_json({facts.begin(), facts.end()}));
      one.append_member("one_of", strings_json(rules));
      rows.push(std::move(one));
    }
    if (!rows.items().empty()) out.append_member("decided_by_cases", std::move(rows));
  }

  // The decision that the leg was part of.
  const Decision& decision_of(int leg) const {
    for (const DayAnswer& day : answer_.days)
      if (std::find(day.legs.begin(), day.legs.end(), leg) != day.legs.end()) return day.decision;
    return decision_;
  }

  static void collect_facts(const rules::CaseNode& node, std::set<std::string>& out) {
    if (!node.fact.empty()) out.insert(node.fact);
    for (const auto& [value, below] : node.cells) collect_facts(below, out);
  }

  Json authorizations() const {
    Json out = Json::array();
    for (const rules::AuthorizationRow& row : decision_.authorizations) {
      Json one = Json::object();
      one.append_member("symbol", text(row.authorization->name));
      one.append_member("kind", text(row.authorization->word));
      one.append_member("available", row.available == Truth::kUnknown ? text("undecided")
                                                                      : Json::boolean(row.available == Truth::kTrue));
      one.append_member("citation", row.version == nullptr ? Json::null() : text(row.version->cite));
      one.append_member("conditions", strings_json(row.documents));
      if (!row.documents.empty()) one.append_member("confirm", strings_json(what_to_confirm(row.documents)));
      if (!row.claims.empty()) one.append_member("claims", strings_json(row.claims));
      one.append_member("because", strings_json(row.because));
      mark_private(*row.authorization, one);
      add_days(row.on, one);
      out.push(std::move(one));
    }
    return out;
  }

  // The questions of the facts that a user must see to before using an authorization.
  std::vector<std::string> what_to_confirm(const std::vector<std::string>& documents) const {
    std::vector<std::string> out;
    for (const std::string& name : documents) {
      const int fact = law_.schema().find(name);
      out.push_back(fact < 0 ? name : law_.schema().at(fact).ask);
    }
    return out;
  }

  Json duties() const {
    Json out = Json::array();
    for (const rules::NoteRow& row : decision_.duties) {
      Json one = Json::object();
      one.append_member("duty", text(row.decl->text));
      one.append_member("citation", text(row.version->cite));
      one.append_member("because", strings_json(row.because));
      if (!row.about.empty()) one.append_member("about", strings_json(row.about));
      if (row.possible_only) one.append_member("possible", Json::boolean(true));
      mark_private(*row.decl, one);
      add_days(row.on, one);
      out.push(std::move(one));
    }
    return out;
  }

  // Red flags of the law, and a stated code that the figures contradict.
  Json findings() const {
    Json out = Json::array();
    for (const rules::NoteRow& row : decision_.findings) {
      Json one = Json::object();
      one.append_member("red_flag", text(row.decl->qualified));
      one.append_member("because", strings_json(row.because));
      one.append_member("clears", text(row.decl->text));
      mark_private(*row.decl, one);
      add_days(row.on, one);
      out.push(std::move(one));
    }
    for (const auto& [because, days] : contradicted_codes()) {
      Json one = Json::object();
      one.append_member("red_flag", text("stated_eccn_contradicted"));
      one.append_member("because", strings_json({because}));
      one.append_member("clears", text("correct the classification, or the figures"));
      add_days(days, one);
      out.push(std::move(one));
    }
    return out;
  }

  using OnDays = std::vector<std::pair<std::string, std::vector<Date>>>;

  // What contradicts a stated code, with the days on which it does where there are several.
  OnDays contradicted_codes() const {
    OnDays out;
    if (answer_.days.empty()) add_contradicted_codes(decision_.classified, std::nullopt, out);
    for (const DayAnswer& day : answer_.days) add_contradicted_codes(day.decision.classified, day.day, out);
    return out;
  }

  // Do the figures of the line meet the stated code itself, or one below it? They may meet others too.
  static bool meets_stated(const std::vector<std::string>& classified, std::size_t line, const std::string& stated) {
    const std::string head = concat("line ", line + 1, ": ");
    return std::any_of(classified.begin(), classified.end(), [&](const std::string& row) {
      return row.starts_with(head) && rules::pattern_holds(stated, row.substr(head.size()));
    });
  }

  void add_contradicted_codes(const std::vector<std::string>& classified, std::optional<Date> day, OnDays& out) const {
    const rules::Case& facts = answer_.input.facts;
    const int fact = law_.schema().find("item.eccn");
    for (std::size_t i = 0; i < facts.items.size(); ++i) {
      const rules::Possible* stated = facts.find(facts.items[i], fact);
      if (stated == nullptr || !stated->is_single() || meets_stated(classified, i, stated->words.front())) continue;
      for (const std::string& row : classified) {
        const std::string head = concat("line ", i + 1, ": ");
        if (!row.starts_with(head)) continue;
        const std::string code = row.substr(head.size());
        if (rules::pattern_holds(stated->words.front(), code) || rules::pattern_holds(code, stated->words.front()) ||
            code_stands_beside(law_, stated->words.front(), code))
          continue;
        std::string because = concat(head, "stated as ", stated->words.front(), ", but the figures meet ", code);
        auto at = std::find_if(out.begin(), out.end(), [&](const auto& other) { return other.first == because; });
        if (at == out.end()) at = out.emplace(out.end(), std::move(because), std::vector<Date>());
        if (day && (at->second.empty() || at->second.back() != *day)) at->second.push_back(*day);
      }
    }
  }

  Json notes() const {
    Json out = strings_json(answer_.input.notes);
    for (const std::string& note : list_notes(book_, answer_.parties, days_)) out.push(text(note));
    if (!answer_.input.parties.empty()) add_not_whole(out);
    return out;
  }

  // Lists that are not whole, those of days on which they are the same together.
  void add_not_whole(Json& out) const {
    OnDays rows;
    for (const Date day : days_) {
      std::vector<std::string> lists;
      for (const ListInfo* list : incomplete_lists(book_, day))
        lists.push_back(concat(list->id, " (", list->records, " records)"));
      const std::string text = joined(lists, ", ");
      if (rows.empty() || rows.back().first != text) rows.push_back({text, {}});
      rows.back().second.push_back(day);
    }
    for (const auto& [lists, days] : rows) {
      if (lists.empty()) continue;
      std::vector<std::string> on;
      for (const Date day : days) on.push_back(to_string(day));
      out.push(text(concat("lists that this book does not hold whole on ", joined(on, ", "), ": ", lists,
                           "; that a party is not found there does not mean that it is not listed")));
    }
  }

  Json parties() const {
    Json out = Json::array();
    for (const PartyHit& hit : answer_.parties) {
      Json one = hit_json(book_, {hit.hit.party, hit.hit.listing, static_cast<std::uint32_t>(hit.hit.match.name),
                                  &hit.hit.match, hit.hit.listed_on_question_date});
      one.set("named_in_order", text(hit.party));
      one.set("certain", Json::boolean(hit.certain));
      if (hit.other) one.set("other", Json::boolean(true));
      if (days_.size() > 1 || days_.front() != answer_.input.day) one.set("listed_on", listed_on(hit));
      out.push(std::move(one));
    }
    return out;
  }

  // Whether the listing is in force on each day of the legs.
  Json listed_on(const PartyHit& hit) const {
    const Listing& listing = book_.party(hit.hit.party).listings[hit.hit.listing];
    Json out = Json::object();
    for (const Date day : days_) out.append_member(to_string(day), truth_json(listing.in_force_on(day)));
    return out;
  }

  Json questions() const {
    Json out = Json::array();
    for (const rules::Question& question : decision_.questions) {
      out.push(question_json(question));
    }
    return out;
  }

  Json margins() const {
    Json out = Json::array();
    for (const rules::MarginRow& margin : answer_.margins) {
      Json row = margin_json({margin.line, margin.metric, margin.op, margin.value, margin.limit, margin.headroom});
      row.append_member("fact", text(margin.fact));
      row.append_member("direction", text(margin.up ? "up" : "down"));
      row.append_member("flips", Json::boolean(margin.flips));
      row.append_member("beyond", outcomes_json(margin.beyond));
      row.append_member("citation", text(margin.cite));
      if (margin.item >= 0) row.append_member("item_line", Json::number(static_cast<std::int64_t>(margin.item) + 1));
      out.push(std::move(row));
    }
    return out;
  }

  // Sets of changes that lead to a lighter outcome, cheapest first.
  Json would_change() const {
    Json out = Json::array();
    for (const rules::Alternative& found : answer_.would_change.found) {
      Json changes = Json::array();
      for (const rules::Change& change : found.changes) {
        for (const rules::ChangedFact& fact : change.facts) {
          Json row = Json::object();
          row.append_member("kind", text(change.kind));
          row.append_member("about", text(change.about));
          row.append_member("how", text(change.how));
          row.append_member("fact", text(fact.fact));
          row.append_member("from", text(to_string(fact.from)));
          row.append_member("to", text(to_string(fact.to)));
          if (fact.to.type != rules::FactType::kNumber) row.append_member("values", strings_json(fact.to.words));
          changes.push(std::move(row));
        }
      }
      Json one = Json::object();
      one.append_member("changes", std::move(changes));
      one.append_member("cost", Json::number(found.cost));
      one.append_member("outcomes", outcomes_json(found.outcomes));
      out.push(std::move(one));
    }
    return out;
  }

  // What was not looked at: paragraphs that are not encoded, and lists that the book does not hold whole.
  Json out_of_scope() const {
    Json out = Json::array();
    for (const rules::CoverageRow& row : law_.coverage()) {
      if (row.status == "encoded") continue;
      Json one = Json::object();
      one.append_member("paragraph", text(row.paragraph));
      one.append_member("status", text(row.status));
      one.append_member("reason", text(row.reason));
      out.push(std::move(one));
    }
    for (const ListInfo* list : answer_.incomplete_lists) {
      Json one = Json::object();
      one.append_member("list", text(list->id));
      one.append_member("status", text("incomplete"));
      one.append_member("reason",
                        text("the book does not hold this list whole on that day: no hit does not mean not listed"));
      out.push(std::move(one));
    }
    return out;
  }

  Json lines() const {
    Json out = Json::array();
    const std::size_t items = answer_.input.facts.items.size();
    const std::vector<Date>& days = answer_.input.facts.leg_days;
    const Date last = days.empty() ? answer_.input.day : *std::max_element(days.begin(), days.end());
    for (std::size_t i = 0; i < items; ++i) {
      const Reachable whole =
          joined_outcomes([&](const rules::LineOutcome& line) { return line.item == static_cast<int>(i); });
      out.push(part_json("line", i, last, whole));
    }
    return out;
  }

  Json legs() const {
    Json out = Json::array();
    std::set<int> numbers;
    for (const rules::LineOutcome& line : decision_.lines) numbers.insert(line.leg);
    for (const int leg : numbers) {
      const Reachable whole = joined_outcomes([&](const rules::LineOutcome& line) { return line.leg == leg; });
      const auto place = static_cast<std::size_t>(leg);
      out.push(part_json("leg", place, answer_.input.facts.leg_days[place], whole));
    }
    return out;
  }

  template <typename Wanted>
  Reachable joined_outcomes(Wanted wanted) const {
    Reachable whole;
    bool first = true;
    for (const rules::LineOutcome& line : decision_.lines) {
      if (!wanted(line)) continue;
      whole = first ? line.outcomes : rules::heavier(whole, line.outcomes);
      first = false;
    }
    return whole;
  }

  static Json part_json(std::string_view key, std::size_t number, Date on, const Reachable& outcomes) {
    Json out = Json::object();
    out.append_member(std::string(key), Json::number(static_cast<std::int64_t>(number) + 1));
    out.append_member("on", text(to_string(on)));
    out.append_member("outcome", text(outcome_word(outcomes)));
    out.append_member("at_least", text(to_string(outcomes.least())));
    out.append_member("at_most", text(to_string(outcomes.most())));
    return out;
  }

  // By day: an entry may be of one day alone.
  Json classified_on() const {
    Json out = Json::object();
    for (const DayAnswer& day : answer_.days)
      out.append_member(to_string(day.day), strings_json(day.decision.classified));
    return out;
  }

  // How many steps one below the other are told, of two levels of JSON each: `parse_json` reads a hundred.
  static constexpr int kMostSteps = 45;

  static Json trace_json(const rules::Trace& trace, int depth = 1) {
    Json out = Json::object();
    out.append_member("what", text(trace.what()));
    out.append_member("value", text(to_string(trace.value)));
    const std::string note = trace.note();
    if (!note.empty()) out.append_member("note", text(note));
    if (trace.kids.empty()) return out;
    if (depth == kMostSteps) {
      out.append_member("not_opened", Json::boolean(true));
      return out;
    }
    Json kids = Json::array();
    for (const rules::Trace& kid : trace.kids) kids.push(trace_json(kid, depth + 1));
    out.append_member("kids", std::move(kids));
    return out;
  }

  static Json case_json(const rules::CaseNode& node, int depth = 1) {
    Json out = Json::object();
    if (node.fact.empty() ? node.cut : depth == kMostSteps) {
      out.append_member("not_opened", Json::boolean(true));
      return out;
    }
    if (node.fact.empty()) {
      out.append_member("outcome", text(outcome_word(node.outcomes)));
      return out;
    }
    out.append_member("cases_on", text(node.fact));
    Json cells = Json::array();
    for (const auto& [value, below] : node.cells) {
      Json cell = case_json(below, depth + 1);
      cell.set("if", text(to_string(value.possible())));
      cells.push(std::move(cell));
    }
    out.append_member("cells", std::move(cells));
    return out;
  }

  Json cases_on() const {
    Json out = Json::object();
    for (const DayAnswer& day : answer_.days) out.append_member(to_string(day.day), case_json(day.decision.cases));
    return out;
  }

  // What was looked at, for people; the proof for programs stands under `proof`.
  Json because() const {
    Json out = Json::object();
    out.append_member("law_hash", text(law_.hash()));
    out.append_member("book_hash", text(book_.hash()));
    if (answer_.days.empty()) {
      out.append_member("cases", case_json(decision_.cases));
    } else {
      out.append_member("cases_on", cases_on());
    }
    // Of an order of many lines they are told only where that was asked for.
    if (!options_.trees || (answer_.days.empty() && decision_.proof.empty())) return out;
    Json lines = Json::array();
    for (const auto& [where, trace] : decision_.proof) lines.push(trace_json(trace));
    out.append_member("lines", std::move(lines));
    return out;
  }

  const Book& book_;
  const rules::Law& law_;
  const CheckAnswer& answer_;
  const Decision& decision_;
  const CheckOptions& options_;
  std::vector<Date> days_;  // of the legs
};

}  // namespace

Json check_json(const Book& book, const rules::Law& law, const CheckAnswer& answer, const CheckOptions& options) {
  return CheckWriter(book, law, answer, options).write();
}

}  // namespace licet
