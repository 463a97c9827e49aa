#include "engine/days.h"

#include <algorithm>
#include <numeric>

#include "base/text_util.h"
#include "rules/eval/days_questions.h"
#include "rules/eval/questions.h"

namespace licet {

namespace {

using rules::AuthorizationRow;
using rules::Decision;
using rules::NoteRow;

bool same_row(const AuthorizationRow& a, const AuthorizationRow& b) {
  return a.authorization == b.authorization && a.version == b.version && a.available == b.available &&
         a.documents == b.documents && a.claims == b.claims && a.because == b.because;
}

bool same_row(const NoteRow& a, const NoteRow& b) {
  return a.decl == b.decl && a.version == b.version && a.possible_only == b.possible_only && a.about == b.about &&
         a.because == b.because;
}

template <typename Row>
void add_rows(const std::vector<Row>& from, Date day, std::vector<Row>& to) {
  for (const Row& row : from) {
    const auto same = [&](const Row& other) { return same_row(other, row); };
    auto at = std::find_if(to.begin(), to.end(), same);
    if (at == to.end()) at = to.insert(to.end(), row);
    at->on.push_back(day);
  }
}

// The legs of a day are numbered from 0 where they are decided.
void number_legs(DayAnswer& day) {
  const auto number = [&](int leg) { return day.legs[static_cast<std::size_t>(leg)]; };
  Decision& decision = day.decision;
  for (rules::RequirementRow& row : decision.requirements) row.leg = number(row.leg);
  for (rules::LineOutcome& row : decision.lines) row.leg = number(row.leg);
  for (std::size_t i = 0; i < decision.proof.size(); ++i) {
    std::string title = concat("leg ", decision.lines[i].leg + 1, ", line ", decision.lines[i].item + 1);
    decision.proof[i].second.title = title;
    decision.proof[i].first = std::move(title);
  }
}

void add_day(DayAnswer& day, Decision& all) {
  Decision& part = day.decision;
  all.outcomes = all.lines.empty() ? part.outcomes : rules::heavier(all.outcomes, part.outcomes);
  all.without_assumptions =
      all.lines.empty() ? part.without_assumptions : rules::heavier(all.without_assumptions, part.without_assumptions);
  all.exact = all.exact && part.exact;
  all.without_exact = all.without_exact && part.without_exact;
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(all.assumed, part.assumed);
  append(all.requirements, part.requirements);
  append(all.lines, part.lines);
  all.proof.insert(all.proof.end(), std::make_move_iterator(part.proof.begin()),
                   std::make_move_iterator(part.proof.end()));
  part.proof.clear();
  all.switched_off.insert(part.switched_off.begin(), part.switched_off.end());
  for (const std::string& row : part.classified)
    if (std::find(all.classified.begin(), all.classified.end(), row) == all.classified.end())
      all.classified.push_back(row);
  add_rows(part.authorizations, day.day, all.authorizations);
  add_rows(part.duties, day.day, all.duties);
  add_rows(part.findings, day.day, all.findings);
}

// Legs may be on days out of order.
void sort_by_leg(Decision& all) {
  const auto before = [](const auto& a, const auto& b) { return a.leg < b.leg; };
  std::vector<std::size_t> order(all.proof.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return before(all.lines[a], all.lines[b]); });
  std::vector<std::pair<std::string, rules::Trace>> proof;
  proof.reserve(order.size());
  for (const std::size_t i : order) proof.push_back(std::move(all.proof[i]));
  all.proof = std::move(proof);
  std::stable_sort(all.lines.begin(), all.lines.end(), before);
  std::stable_sort(all.requirements.begin(), all.requirements.end(), before);
}

// Days decided one by one say all of the whole order only where what is open of at most one of them counts: what is
// open on two of them may be one unknown, so that not all of their outcomes meet. A day that cannot be graver than the
// whole is at least does not count.
bool few_open(const std::vector<DayAnswer>& days, const rules::Reachable Decision::* outcomes) {
  rules::Outcome least = rules::Outcome::kNotSubject;
  for (const DayAnswer& day : days) least = std::max(least, (day.decision.*outcomes).least());
  return std::count_if(days.begin(), days.end(),
                       [&](const DayAnswer& day) { return (day.decision.*outcomes).most() > least; }) < 2;
}

}  // namespace

std::vector<Date> days_of(const rules::OrderInput& input) {
  std::vector<Date> days = input.facts.leg_days;
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Truth in_force_some_day(const Listing& listing, const std::vector<Date>& days) {
  Truth out = Truth::kFalse;
  for (const Date day : days) out = either(out, listing.in_force_on(day));
  return out;
}

Decision join_days(const rules::Law& law, std::vector<DayAnswer>& days) {
  Decision all;
  std::vector<rules::DayQuestions> asked;
  for (DayAnswer& day : days) {
    number_legs(day);
    add_day(day, all);
    asked.push_back({day.day, day.decision.outcomes, &day.decision.questions});
    all.questions_cut = all.questions_cut || day.decision.questions_cut;
  }
  // What is decided is exact, be it that the search of a lighter day was cut.
  all.exact = all.outcomes.decided() || (all.exact && few_open(days, &Decision::outcomes));
  all.without_exact =
      all.without_assumptions.decided() || (all.without_exact && few_open(days, &Decision::without_assumptions));
  sort_by_leg(all);
  all.questions = rules::questions_of_days(law, asked, all.outcomes);
  const bool full = all.questions.size() == rules::kMostQuestions;
  all.questions_cut = !all.outcomes.decided() && (all.questions_cut || full);
  return all;
}

std::vector<std::string> join_notes(const std::vector<std::pair<Date, std::string>>& notes,
                                    const std::vector<Date>& days) {
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;
  for (const auto& [day, note] : notes) {
    auto at = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == note; });
    if (at == rows.end()) at = rows.insert(rows.end(), {note, {}});
    at->second.push_back(to_string(day));
  }
  std::vector<std::string> out;
  out.reserve(rows.size());
  for (const auto& [note, on] : rows) {
    out.push_back(on.size() == days.size() ? note : concat("for legs on ", joined(on, ", "), ": ", note));
  }
  return out;
}

}  // namespace licet
