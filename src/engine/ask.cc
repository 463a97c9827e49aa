#include "engine/ask.h"

#include <algorithm>

#include "base/text_util.h"
#include "engine/order_place.h"
#include "engine/reply.h"
#include "text/no_name.h"

namespace licet {

namespace {

constexpr const char* kFormat = "licet dialogue 1";
constexpr const char* kFlags = "order.red_flags";

Error wrong(std::string_view what) {
  return Error{ErrorCode::kInvalidArgument, std::string(what)};
}

}  // namespace

Result<AskSession> AskSession::start(const Book& book, const rules::Law& law, rules::PlanStore& plans, Json order,
                                     CheckOptions options) {
  AskSession out(book, law, plans, std::move(options));
  LICET_RETURN_IF_ERROR(out.decide(std::move(order)));
  out.choose_step();
  return out;
}

Result<AskSession> AskSession::resume(const Book& book, const rules::Law& law, rules::PlanStore& plans,
                                      const Json& saved, CheckOptions options) {
  const Json* format = saved.find("format");
  const Json* order = saved.find("order");
  const Json* steps = saved.find("steps");
  const Json* skipped = saved.find("skipped");
  if (format == nullptr || format->text() != kFormat || order == nullptr || steps == nullptr || !steps->is_array() ||
      skipped == nullptr || !skipped->is_array()) {
    return Error{ErrorCode::kParse, "expected a dialogue that `save` wrote"};
  }
  AskSession out(book, law, plans, std::move(options));
  for (const Json& step : steps->items()) {
    const Json* before = step.find("order");
    const Json* where = step.find("where");
    const Json* reply = step.find("reply");
    const Json* left = step.find("skipped");
    if (before == nullptr || where == nullptr || reply == nullptr || left == nullptr)
      return Error{ErrorCode::kParse, "a step of the saved dialogue is not whole"};
    Entry entry{*before, {}, where->text(), reply->text()};
    for (const Json& one : left->items()) entry.skipped.insert(one.text());
    out.history_.push_back(std::move(entry));
  }
  for (const Json& one : skipped->items()) out.skipped_.insert(one.text());
  LICET_RETURN_IF_ERROR(out.decide(*order));
  out.choose_step();
  return out;
}

Json AskSession::saved() const {
  const auto texts = [](const std::set<std::string>& all) {
    Json out = Json::array();
    for (const std::string& one : all) out.push(Json::string(one));
    return out;
  };
  Json steps = Json::array();
  for (const Entry& entry : history_) {
    Json step = Json::object();
    step.set("where", Json::string(entry.where)).set("reply", Json::string(entry.reply));
    step.set("skipped", texts(entry.skipped)).set("order", entry.order);
    steps.push(std::move(step));
  }
  Json out = Json::object();
  out.set("format", Json::string(kFormat)).set("order", order_).set("skipped", texts(skipped_));
  return out.set("steps", std::move(steps));
}

Status AskSession::decide(Json order) {
  LICET_TRY(CheckAnswer answer, check(*book_, *law_, *plans_, order, options_));
  answer_ = std::move(answer);
  order_ = std::move(order);
  return {};
}

// ---- which question ----

void AskSession::choose_step() {
  step_.reset();
  if (decided()) return;
  for (const rules::Question& question : answer_.decision.questions) {
    std::optional<AskStep> step = step_of(question);
    if (!step || skipped_.contains(step->where)) continue;
    step_ = std::move(step);
    return;
  }
}

std::optional<AskStep> AskSession::step_of(const rules::Question& question) const {
  AskStep step;
  step.question = question;
  rules::Variable variable = question.variable;
  // Who the exporter is decides which letters bind.
  if (variable.fact == rules::kLetterFact) variable = {0, law_->schema().find("order.exporter"), {}};
  if (variable.fact < 0) return std::nullopt;  // a question about the law
  step.question.variable = variable;
  step.fact = &law_->schema().at(variable.fact);
  const rules::Case& facts = answer_.input.facts;
  const bool named = static_cast<std::size_t>(variable.entity) < facts.entities.size();
  if (named && variable.entity != 0) step.about = facts.entity(variable.entity).label;
  if (named && !step.fact->listing.empty()) add_hits(step, variable);
  if (named && !step.fact->listing.empty()) ask_for_name(step, variable);
  if (step.for_name) {
    step.where = to_string(*step.for_name);
    return step;
  }
  const std::string key = step.hits.empty() ? step.fact->json : "party_id";
  if (key.empty()) return std::nullopt;
  const std::optional<OrderPlace> place =
      step.hits.empty() ? place_of(variable, key) : place_of_listing(step, std::string(key));
  if (!place) return std::nullopt;
  step.where = to_string(*place);
  if (step.owner) ask_of_owner(step);
  if (!named) return step;
  // A list that is said not to be complete is not asked about again: its other elements must be named in the order.
  const rules::Possible* said = facts.find(variable.entity, variable.fact, variable.member);
  if (said != nullptr && said->asked && said->is_single() && step.fact->type != rules::FactType::kCode)
    return std::nullopt;
  if (step.fact->type == rules::FactType::kWord || step.fact->type == rules::FactType::kSet)
    step.choices = question.members.empty() ? step.fact->values : question.members;
  return step;
}

// Where the fact stands; an answer about a facility that the order does not name yet names the first one.
std::optional<OrderPlace> AskSession::place_of(const rules::Variable& variable, std::string_view key) const {
  const rules::Case& facts = answer_.input.facts;
  const bool named = static_cast<std::size_t>(variable.entity) < facts.entities.size();
  if (named) return order_place(facts, order_, variable.entity, key);
  if (law_->schema().at(variable.fact).entity != rules::EntityKind::kFacility || !facts.facilities.empty())
    return std::nullopt;
  return OrderPlace{std::string("use"), std::string("facility"), std::string(key)};
}

// What the lists say of a party, or of its owners, is open where one of them has no name.
void AskSession::ask_for_name(AskStep& step, const rules::Variable& variable) const {
  const std::vector<rules::PartyInput>& parties = answer_.input.parties;
  const auto party = std::find_if(parties.begin(), parties.end(),
                                  [&](const rules::PartyInput& one) { return one.entity == variable.entity; });
  if (party == parties.end()) return;
  const bool of_owners = step.fact->listing.find(" owners=") != std::string::npos;
  const auto owner = std::find_if(party->owners.begin(), party->owners.end(),
                                  [](const rules::OwnerInput& one) { return one.is_nameless(); });
  if (of_owners ? owner == party->owners.end() : !party->is_nameless()) return;
  step.for_name = place_of(variable, of_owners ? "owners" : "name");
  if (!step.for_name) return;
  if (of_owners) {
    step.for_name->emplace_back(static_cast<std::size_t>(owner - party->owners.begin()));
    step.for_name->emplace_back("name");
  }
  const std::string& name = of_owners ? owner->name : party->name;
  step.question.ask =
      concat(name.empty() ? "" : concat("The name ", ticked(name), " names nobody. "), "What is the name of this ",
             of_owners ? "owner" : "party", "? It is screened against the lists.");
  step.question.decides.clear();
  step.question.members.clear();
  step.question.together = true;
  step.hits.clear();
}

// Listed parties that the party may be, or that the first of its owners may be of which it is open, each once.
void AskSession::add_hits(AskStep& step, const rules::Variable& variable) const {
  const auto input = std::find_if(answer_.input.parties.begin(), answer_.input.parties.end(),
                                  [&](const rules::PartyInput& p) { return p.entity == variable.entity; });
  if (input == answer_.input.parties.end()) return;
  if (step.fact->listing.find(" owners=") == std::string::npos) {
    add_hits(step, input->name);
    return;
  }
  for (std::size_t i = 0; i < input->owners.size() && step.hits.empty(); ++i) {
    const rules::OwnerInput& owner = input->owners[i];
    if (owner.not_listed || !owner.party_ids.empty()) continue;
    add_hits(step, owner.name);
    if (!step.hits.empty()) step.owner = i;
  }
}

void AskSession::add_hits(AskStep& step, const std::string& name) const {
  // Each shows its listing on the list that is asked about, if it has one there; those stand first.
  const std::string_view list = split(step.fact->listing, ' ')[0].substr(std::string_view("list=").size());
  const auto on_list = [&](const PartyHit* hit) {
    return book_->party(hit->hit.party).listings[hit->hit.listing].list == list;
  };
  for (const PartyHit& hit : answer_.parties) {
    if (hit.party != name || hit.certain || hit.other) continue;
    const auto same = std::find_if(step.hits.begin(), step.hits.end(),
                                   [&](const PartyHit* other) { return other->hit.party == hit.hit.party; });
    if (same == step.hits.end()) {
      step.hits.push_back(&hit);
    } else if (!on_list(*same) && on_list(&hit)) {
      *same = &hit;
    }
  }
  std::stable_partition(step.hits.begin(), step.hits.end(), on_list);
}

std::vector<const rules::Question*> AskSession::left() const {
  std::vector<const rules::Question*> out;
  if (decided()) return out;
  for (const rules::Question& question : answer_.decision.questions) out.push_back(&question);
  return out;
}

// ---- replies ----

Result<std::string> AskSession::record(Json order, std::string_view reply, const std::string& what) {
  Entry entry{order_, skipped_, step_->where, std::string(reply)};
  LICET_RETURN_IF_ERROR(decide(std::move(order)));
  history_.push_back(std::move(entry));
  choose_step();
  return what;
}

Json AskSession::with_value(const Json& order, const rules::Variable& variable, Json value) const {
  const auto place = place_of(variable, law_->schema().at(variable.fact).json);
  return place ? with_at(order, *place, std::move(value)) : order;
}

// What is said of the members that were asked about, on top of what the order says of others.
Json AskSession::set_value(const std::vector<std::string>& named, bool unknowable) const {
  const auto place = place_of(step_->question.variable, step_->fact->json);
  const Json* before = place ? at_place(order_, *place) : nullptr;
  Json out = Json::object();
  if (before != nullptr && before->is_object()) out = *before;
  if (before != nullptr && before->is_array()) {
    for (const Json& one : before->items()) out.set(one.text(), Json::boolean(true));
  }
  if (before != nullptr && before->is_string()) out.set(before->text(), Json::boolean(true));
  for (const std::string& member : step_->choices) {
    if (unknowable) {
      out.set(member, Json::string("unknowable"));
    } else if (out.find(member) == nullptr) {
      out.set(member, Json::boolean(false));
    }
  }
  for (const std::string& member : named) out.set(member, Json::boolean(true));
  return out;
}

Result<std::string> AskSession::reply(std::string_view text) {
  if (!step_) return wrong("no question is open");
  text = trimmed(text);
  if (step_->for_name) return name_party(text);
  if (!step_->hits.empty()) return settle_party(text);
  LICET_TRY(Json value, read_reply(*step_->fact, book_->content().places, text));
  if (step_->fact->type == rules::FactType::kSet) {
    std::vector<std::string> named;
    for (const Json& one : value.items()) named.push_back(one.text());
    value = set_value(named, false);
  }
  const std::string what = concat(step_->where, " = ", value.dump());
  return record(with_value(order_, step_->question.variable, std::move(value)), text, what);
}

Result<std::string> AskSession::name_party(std::string_view text) {
  if (text.empty()) return wrong("expected the name of the party");
  if (names_nobody(text)) return wrong(concat("the name ", ticked(text), " names nobody: who is it?"));
  const Json name = Json::string(std::string(text));
  return record(with_at(order_, *step_->for_name, name), text, concat(step_->where, " = ", name.dump()));
}

// Where it stands which listed party the party of the step, or its owner, is.
std::optional<OrderPlace> AskSession::place_of_listing(const AskStep& step, std::string key) const {
  const rules::Variable& variable = step.question.variable;
  if (!step.owner) return place_of(variable, key);
  std::optional<OrderPlace> out = place_of(variable, "owners");
  if (!out) return out;
  out->emplace_back(*step.owner);
  out->emplace_back(std::move(key));
  return out;
}

// Shares are summed: which listed party one of the owners is does not decide alone.
void AskSession::ask_of_owner(AskStep& step) const {
  const std::string& name = step.hits.front()->party;
  step.question.ask = concat("Is the owner ", ticked(name), " one of these listed parties?");
  step.question.decides.clear();
  step.question.members.clear();
  step.question.together = true;
}

// Those that the party, or the owner, of the step surely is, whatever is said of the others.
std::vector<std::string> AskSession::sure_parties(const AskStep& step) const {
  std::vector<std::string> out;
  for (const PartyHit& hit : answer_.parties) {
    const std::string& id = book_->party(hit.hit.party).id;
    if (hit.certain && hit.party == step.hits.front()->party && std::find(out.begin(), out.end(), id) == out.end())
      out.push_back(id);
  }
  return out;
}

// Which listed party is it: the number of a hit, or `none`. What was asked about is settled, and what was sure stays.
Result<std::string> AskSession::settle_party(std::string_view text) {
  const std::string word = ascii_lower(text);
  std::vector<std::string> ids = sure_parties(*step_);
  const bool none = word == "none" || word == "no";
  std::size_t chosen = 0;
  while (chosen < step_->hits.size() && word != concat(chosen + 1)) ++chosen;
  if (step_->hits.size() == 1 && (word == "yes" || word == "y")) chosen = 0;
  if (!none && chosen == step_->hits.size()) {
    return wrong(
        concat("expected the number of a listed party, 1 to ", step_->hits.size(), ", or none, got ", ticked(text)));
  }
  if (!none) ids.push_back(book_->party(step_->hits[chosen]->hit.party).id);
  const bool unlisted = ids.empty();
  const auto place = place_of_listing(*step_, unlisted ? "not_listed" : "party_id");
  Json value = unlisted ? Json::boolean(true) : Json::string(ids.front());
  if (ids.size() > 1) {
    value = Json::array();
    for (const std::string& id : ids) value.push(Json::string(id));
  }
  return record(with_at(order_, *place, std::move(value)), text,
                concat(to_string(*place), " = ", unlisted ? "true" : joined(ids, ", ")));
}

// ---- what cannot be known ----

bool AskSession::may_be_unknowable() const {
  return step_ && step_->hits.empty() && step_->fact->may_be_unknowable;
}

bool AskSession::needs_diligence() const {
  const rules::Possible* flags = answer_.input.facts.find(0, law_->schema().find(kFlags));
  return flags == nullptr || flags->words != std::vector<std::string>{"clear"};
}

Result<std::string> AskSession::cannot_be_known(bool diligence) {
  if (!may_be_unknowable())
    return wrong("this fact can be known: a place, a figure or a name is never `unknowable`; `skip` leaves it open");
  Json order = order_;
  if (needs_diligence()) {
    const rules::Variable flags{0, law_->schema().find(kFlags), {}};
    if (answer_.input.facts.find(0, flags.fact) != nullptr)
      return wrong("the order says that a red flag is open: clear it first, or `skip`");
    if (!diligence) return wrong("it counts only when every red-flag question is answered and none is open");
    order = with_value(order, flags, Json::string("clear"));
  }
  const bool is_set = step_->fact->type == rules::FactType::kSet;
  Json value = is_set ? set_value({}, true) : Json::string("unknowable");
  const std::string what = concat(step_->where, " = ", value.dump());
  return record(with_value(order, step_->question.variable, std::move(value)), "cannot be known", what);
}

void AskSession::skip() {
  if (!step_) return;
  history_.push_back(Entry{order_, skipped_, step_->where, "skip"});
  skipped_.insert(step_->where);
  choose_step();
}

bool AskSession::back() {
  if (history_.empty()) return false;
  if (!decide(history_.back().order)) return false;  // only in a saved dialogue that somebody changed
  skipped_ = std::move(history_.back().skipped);
  history_.pop_back();
  choose_step();
  return true;
}

}  // namespace licet
