#include "wire/ask.h"

#include "base/text_util.h"
#include "wire/hit.h"

namespace licet {

namespace {

constexpr std::size_t kMostValues = 40;  // of a cell that are named one by one

const char* type_word(rules::FactType type) {
  switch (type) {
    case rules::FactType::kBool:
      return "yes_or_no";
    case rules::FactType::kNumber:
      return "number";
    case rules::FactType::kPlace:
      return "place";
    case rules::FactType::kWord:
      return "word";
    case rules::FactType::kSet:
      return "words";
    case rules::FactType::kCode:
      return "code";
    case rules::FactType::kText:
      return "text";
  }
  return "?";
}

}  // namespace

Json outcomes_json(const rules::Reachable& outcomes) {
  Json out = Json::array();
  for (std::size_t i = 0; i < rules::kOutcomes; ++i) {
    const auto outcome = static_cast<rules::Outcome>(i);
    if (outcomes.has(outcome)) out.push(Json::string(to_string(outcome)));
  }
  return out;
}

void add_days(const std::vector<Date>& on, Json& out) {
  if (on.empty()) return;
  Json days = Json::array();
  for (const Date day : on) days.push(Json::string(to_string(day)));
  out.append_member("on", std::move(days));
}

Json question_json(const rules::Question& question) {
  Json one = Json::object();
  one.append_member("fact", Json::string(question.fact));
  one.append_member("ask", Json::string(question.ask));
  one.append_member("why", strings_json(question.why));
  Json decides = Json::array();
  for (const rules::Cell& cell : question.decides) {
    Json row = Json::object();
    row.append_member("if", Json::string(cell.value));
    const rules::Possible& possible = cell.possible;
    if (possible.answer == rules::Answer::kValue && possible.words.size() > 1 && possible.words.size() <= kMostValues)
      row.append_member("values", strings_json(possible.words));
    row.append_member("outcomes", outcomes_json(cell.outcomes));
    decides.push(std::move(row));
  }
  one.append_member("decides", std::move(decides));
  if (question.together) one.append_member("together", Json::boolean(true));
  if (question.by_support) one.append_member("by_support", Json::boolean(true));
  add_days(question.on, one);
  return one;
}

Json ask_step_json(const Book& book, const AskSession& session) {
  const AskStep& step = *session.step();
  Json out = Json::object();
  out.append_member("step", Json::number(static_cast<std::int64_t>(session.replies()) + 1));
  const Json question = question_json(step.question);
  for (const Json::Member& member : question.members()) out.append_member(member.first, member.second);
  out.append_member("where", Json::string(step.where));
  out.append_member("about", Json::string(step.about));
  out.append_member("type", Json::string(step.for_name       ? type_word(rules::FactType::kText)
                                         : step.hits.empty() ? type_word(step.fact->type)
                                                             : "listed_party"));
  out.append_member("unit", Json::string(step.fact->unit));
  out.append_member("meaning", Json::string(step.fact->meaning));
  out.append_member("choices", strings_json(step.choices));
  out.append_member("may_be_unknowable", Json::boolean(session.may_be_unknowable()));
  Json hits = Json::array();
  for (std::size_t i = 0; i < step.hits.size(); ++i) {
    const Party& party = book.parties()[step.hits[i]->hit.party];
    Json row = Json::object();
    row.append_member("number", Json::number(static_cast<std::int64_t>(i) + 1));
    row.append_member("party_id", Json::string(party.id));
    row.append_member("caption", Json::string(party.caption));
    row.append_member("list", Json::string(party.listings[step.hits[i]->hit.listing].list));
    hits.push(std::move(row));
  }
  out.append_member("hits", std::move(hits));
  out.append_member("outcomes", outcomes_json(session.answer().decision.outcomes));
  return out;
}

}  // namespace licet
