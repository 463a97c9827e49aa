#include "rules/proof/sheet.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

namespace {

Json text(std::string_view value) {
  return Json::string(value);
}

Json figures_json(const Interval& figures) {
  if (figures.is_point()) return text(canonical_number(*figures.low));
  Json out = Json::object();
  if (figures.low) out.append_member(figures.low_open ? "above" : "at_least", text(canonical_number(*figures.low)));
  if (figures.high) out.append_member(figures.high_open ? "below" : "at_most", text(canonical_number(*figures.high)));
  return out;
}

Json numbers_json(const std::vector<int>& numbers) {
  Json out = Json::array();
  for (const int number : numbers) out.push(Json::number(number));
  return out;
}

const char* mark_word(MarkKind kind) {
  return to_string(kind);
}

}  // namespace

const char* letter(Truth value) {
  return value == Truth::kTrue ? "T" : value == Truth::kFalse ? "F" : "U";
}

Json state_json(const Possible& possible) {
  if (possible.type == FactType::kNumber) {
    Json out = Json::object();
    out.append_member("figures", figures_json(possible.number));
    return out;
  }
  if (possible.answer == Answer::kValue && possible.is_single()) return text(possible.words.front());
  Json out = Json::object();
  Json words = Json::array();
  for (const std::string& word : possible.words) words.push(text(word));
  out.append_member("words", std::move(words));
  out.append_member("answer", text(possible.answer == Answer::kValue        ? "value"
                                   : possible.answer == Answer::kUnknowable ? "unknowable"
                                                                            : "open"));
  return out;
}

Sheet::Sheet(const Law& law, const CanonicalLaw& canonical, const Case& order, std::string screened_by)
    : law_(law), canonical_(canonical), case_(order), screened_by_(std::move(screened_by)) {
  state_facts();
}

std::string Sheet::fact_name(int fact) const {
  if (fact == kMarkFact) return "law.sleeps";
  return fact == kLetterFact ? "law.addressee" : law_.schema().at(fact).name;
}

// Every fact of the order, read or not, with where it comes from.
void Sheet::state_facts() {
  const auto origin_of = [&](const Entity& entity, int fact, Json& row) {
    if (fact < 0) {
      row.append_member("origin", text("stated"));
      return;
    }
    const bool computed = std::find(entity.computed.begin(), entity.computed.end(), fact) != entity.computed.end();
    const bool screened = !law_.schema().at(fact).listing.empty();
    row.append_member("origin", text(screened ? "screened" : computed ? "computed" : "stated"));
    if (screened) row.append_member("by", text(screened_by_));
  };
  for (std::size_t id = 0; id < case_.entities.size(); ++id) {
    const Entity& entity = case_.entities[id];
    for (const auto& [key, possible] : entity.facts) {
      Json row = Json::object();
      row.append_member("of", Json::number(static_cast<std::int64_t>(id)));
      row.append_member("fact", text(fact_name(key.first)));
      if (!key.second.empty()) row.append_member("member", text(key.second));
      row.append_member("is", state_json(possible));
      origin_of(entity, key.first, row);
      variable_ids_.emplace(Variable{static_cast<int>(id), key.first, key.second},
                            static_cast<int>(variables_.items().size()));
      variables_.push(std::move(row));
    }
    for (const int fact : std::set<int>(entity.closed_sets.begin(), entity.closed_sets.end())) {
      Json row = Json::object();
      row.append_member("of", Json::number(static_cast<std::int64_t>(id)));
      row.append_member("fact", text(law_.schema().at(fact).name));
      origin_of(entity, fact, row);
      closed_.push(std::move(row));
    }
  }
}

int Sheet::statement(const Decl& decl) {
  const auto [found, added] = statement_ids_.emplace(&decl, static_cast<int>(statement_ids_.size()));
  if (added) {
    const CanonicalLine& line = canonical_.line_of(decl);
    statements_.push(Json::array({text(line.name), text(line.hash)}));
  }
  return found->second;
}

int Sheet::unnamed(const Expr& list, const std::map<std::string, int>& at) {
  const CanonicalLaw::ListPlace& place = canonical_.place_of(list);
  Json row = Json::object();
  row.append_member("list", Json::array({Json::number(statement(*place.decl)), Json::number(place.number)}));
  Json names = Json::object();
  for (const auto& [name, id] : at) names.append_member(name, Json::number(id));
  row.append_member("at", std::move(names));
  const int next = static_cast<int>(case_.entities.size() + unnamed_ids_.size());
  const auto [found, added] = unnamed_ids_.emplace(row.dump(), next);
  if (added) unnamed_.push(std::move(row));
  return found->second;
}

int Sheet::variable(const Variable& variable) {
  const auto [found, added] = variable_ids_.emplace(variable, static_cast<int>(variables_.items().size()));
  if (added) {
    Json row = Json::object();
    row.append_member("of", Json::number(variable.entity));
    row.append_member("fact", text(fact_name(variable.fact)));
    if (!variable.member.empty()) row.append_member("member", text(variable.member));
    variables_.push(std::move(row));
  }
  return found->second;
}

int Sheet::context(int parent, std::string_view purpose, Json settings) {
  Json row = Json::object();
  row.append_member("in", Json::number(parent));
  row.append_member("for", text(purpose));
  row.append_member("set", std::move(settings));
  contexts_json_.push(std::move(row));
  contexts_.push_back(parent);
  return static_cast<int>(contexts_.size());
}

int Sheet::node(Json content) {
  const auto [found, added] = node_ids_.emplace(content.dump(), static_cast<int>(nodes_.size()));
  if (added) nodes_.push_back(std::move(content));
  return found->second;
}

void Sheet::assumed(const std::set<AssumptionUse>& used) {
  for (const AssumptionUse& use : used) assumed_[variable(use.variable)] = use.assumption->name;
}

// Keeps the nodes that a root reaches, in their order, and gives all references the new numbers.
void Sheet::drop_unused_nodes() {
  std::vector<bool> used(nodes_.size(), false);
  const auto mark = [&](const Json& row) {
    for (const char* key : {"is", "lifted"}) {
      const Json* node = row.find(key);
      if (node != nullptr && node->is_number()) used[static_cast<std::size_t>(std::stoi(node->text()))] = true;
    }
    for (const char* key : {"members", "uses"}) {
      const Json* nodes = row.find(key);
      if (nodes == nullptr) continue;
      for (const Json& node : nodes->items()) used[static_cast<std::size_t>(std::stoi(node.text()))] = true;
    }
  };
  for (const Json& row : roots_.items()) mark(row);
  for (const Json& row : findings_.items()) mark(row);
  // An empty list has no root, and must be shown to be empty.
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Json* what = nodes_[i].find("what");
    const std::string in = nodes_[i].find("in")->text();
    if (what != nullptr && what->text() == "elements" && (in == "0" || in == "-1")) used[i] = true;
  }
  for (std::size_t i = nodes_.size(); i > 0; --i) {
    if (used[i - 1]) mark(nodes_[i - 1]);
  }
  std::vector<int> numbers;
  int next = 0;
  for (const bool keep : used) numbers.push_back(keep ? next++ : -1);
  const auto renumber = [&](Json& row) {
    const auto number_of = [&](const Json& node) {
      return Json::number(numbers[static_cast<std::size_t>(std::stoi(node.text()))]);
    };
    for (const char* key : {"is", "lifted"}) {
      const Json* node = row.find(key);
      if (node != nullptr && node->is_number()) row.set(key, number_of(*node));
    }
    for (const char* key : {"members", "uses"}) {
      const Json* nodes = row.find(key);
      if (nodes == nullptr) continue;
      Json out = Json::array();
      for (const Json& node : nodes->items()) out.push(number_of(node));
      row.set(key, std::move(out));
    }
  };
  const auto renumber_all = [&](const Json& rows) {
    Json out = Json::array();
    for (Json row : rows.items()) {
      renumber(row);
      out.push(std::move(row));
    }
    return out;
  };
  roots_ = renumber_all(roots_);
  findings_ = renumber_all(findings_);
  std::vector<Json> kept;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!used[i]) continue;
    renumber(nodes_[i]);
    kept.push_back(std::move(nodes_[i]));
  }
  nodes_ = std::move(kept);
}

void Sheet::write(Json& part) {
  drop_unused_nodes();
  static constexpr const char* kKinds[] = {"order", "leg", "item", "party", "facility", "component"};
  Json entities = Json::array();
  for (const Entity& entity : case_.entities) {
    Json row = Json::array({text(kKinds[static_cast<std::size_t>(entity.kind)]), text(entity.label)});
    if (entity.kind == EntityKind::kItem) row.push(numbers_json(entity.components));
    entities.push(std::move(row));
  }
  part.append_member("legs", numbers_json(case_.legs));
  part.append_member("entities", std::move(entities));
  part.append_member("unnamed", std::move(unnamed_));
  part.append_member("facts", std::move(variables_));
  part.append_member("closed", std::move(closed_));
  part.append_member("statements", std::move(statements_));
  std::set<int> read;
  const auto note = [&](const Json& number) { read.insert(std::stoi(number.text())); };
  for (const Json& node : nodes_) {
    const Json* reads = node.find("reads");
    if (reads == nullptr || node.find("in")->text() == std::to_string(kStrictContext)) continue;
    for (const Json& one : reads->items()) note(one);
  }
  for (const Json& context : contexts_json_.items()) {
    for (const Json& cell : context.find("set")->items()) note(cell.items()[0]);
  }
  Json assumed = Json::array();
  for (const auto& [id, name] : assumed_) {
    if (read.contains(id)) assumed.push(Json::array({Json::number(id), text(name)}));
  }
  part.append_member("assumed", std::move(assumed));
  part.append_member("contexts", std::move(contexts_json_));
  part.append_member("nodes", Json::array(std::move(nodes_)));
  part.append_member("findings", std::move(findings_));
  part.append_member("roots", std::move(roots_));
}

// ---- the recorder ----

void ProofRecorder::begin(std::string_view what, const Decl& decl) {
  frames_.push_back(
      Frame{std::string(what), &decl, evaluator_.bindings().size(), evaluator_.bound_words().size(), {}, {}, {}});
}

void ProofRecorder::read(const Variable& variable) {
  if (frames_.empty()) return;
  Variable mine = variable;
  mine.entity = entity(variable.entity);
  frames_.back().reads.insert(std::move(mine));
}

void ProofRecorder::name_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().base) return;
  const auto& [name, id] = evaluator_.bindings()[position];
  frames_.back().at[name] = Json::number(entity(id));
}

void ProofRecorder::word_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().words_base) return;
  const auto& [name, word] = evaluator_.bound_words()[position];
  frames_.back().at[concat("=", name)] = text(word);
}

std::optional<std::size_t> ProofRecorder::word_position_of(const std::string& name) const {
  const auto& words = evaluator_.bound_words();
  for (std::size_t i = words.size(); i > 0; --i) {
    if (words[i - 1].first == name) return i - 1;
  }
  return std::nullopt;
}

// Is the name bound now to what the node has for it?
bool ProofRecorder::binds(const Json::Member& name) const {
  if (name.second.is_string()) {
    const auto position = word_position_of(name.first.substr(1));
    return position && evaluator_.bound_words()[*position].second == name.second.text();
  }
  const auto position = position_of(name.first);
  return position && std::to_string(entity(evaluator_.bindings()[*position].second)) == name.second.text();
}

std::optional<std::size_t> ProofRecorder::position_of(const std::string& name) const {
  const auto& bindings = evaluator_.bindings();
  for (std::size_t i = bindings.size(); i > 0; --i) {
    if (bindings[i - 1].first == name) return i - 1;
  }
  return std::nullopt;
}

void ProofRecorder::unnamed_met(const Expr& list, int id) {
  std::map<std::string, int> at;
  const auto& bindings = evaluator_.bindings();
  std::map<std::string, std::size_t> last;
  for (std::size_t i = 0; i < bindings.size(); ++i) last[bindings[i].first] = i;
  for (const auto& [name, position] : last) {
    at[name] = entity(bindings[position].second);
    name_used(position);
  }
  ids_[id] = sheet_.unnamed(list, at);
}

void ProofRecorder::leave(const Standing& standing) {
  std::vector<Json::Member> more;
  if (standing.version != nullptr) more.emplace_back("from", text(to_string(standing.version->from)));
  if (standing.sleeping != nullptr) {
    more.emplace_back("asleep",
                      Json::array({text(mark_word(standing.mark->kind)), text(to_string(standing.sleeping->from))}));
  }
  close(letter(standing.value), std::move(more));
}

int ProofRecorder::end_elements(std::size_t clause, const std::vector<Evaluator::Element>& elements) {
  bool open = false;
  Json list = Json::array();
  for (const Evaluator::Element& element : elements) {
    open = open || element.member != Truth::kTrue;
    list.push(Json::array({Json::number(entity(element.entity)), text(letter(element.member))}));
  }
  std::vector<Json::Member> more;
  more.emplace_back("clause", Json::number(static_cast<std::int64_t>(clause)));
  more.emplace_back("list", std::move(list));
  return close(open ? "U" : "T", std::move(more));
}

int ProofRecorder::end_lifted(Truth value) {
  return close(letter(value), {});
}

// A node of an outer context that decided the same thing: nothing that is learnt changes it.
int ProofRecorder::settled_outside(const Frame& frame, const Json& statement,
                                   const std::vector<Json::Member>& more) const {
  const auto found = by_decl_.find({frame.what, frame.decl});
  if (found == by_decl_.end()) return -1;
  const Json* clause = frame.what == "elements" ? &more.front().second : nullptr;
  for (const int id : found->second) {
    const Json& node = sheet_.node_json(id);
    if (node.find("is")->text() == "U" || !(*node.find("s") == statement)) continue;
    if (clause != nullptr && !(*node.find("clause") == *clause)) continue;
    const std::string in = node.find("in")->text();
    const bool outside = std::any_of(path_.begin(), path_.end(), [&](int c) { return std::to_string(c) == in; });
    const auto& names = node.find("at")->members();
    const bool fits = std::all_of(names.begin(), names.end(), [&](const Json::Member& name) { return binds(name); });
    if (outside && fits) return id;
  }
  return -1;
}

// The frame around a closed node depends on the names that the node depends on.
void ProofRecorder::use(int id) {
  std::vector<int>& uses = frames_.back().uses;
  if (std::find(uses.begin(), uses.end(), id) == uses.end()) uses.push_back(id);
  for (const auto& [name, bound] : sheet_.node_json(id).find("at")->members()) {
    if (bound.is_string()) {
      if (const auto position = word_position_of(name.substr(1))) word_used(*position);
    } else if (const auto position = position_of(name)) {
      name_used(*position);
    }
  }
}

int ProofRecorder::close(std::string_view value, std::vector<Json::Member> more) {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const Json statement = Json::number(sheet_.statement(*frame.decl));
  int id = settled_outside(frame, statement, more);
  if (id < 0) {
    Json node = Json::object();
    node.append_member("s", statement);
    if (!frame.what.empty()) node.append_member("what", text(frame.what));
    node.append_member("in", Json::number(path_.back()));
    Json at = Json::object();
    for (const auto& [name, bound] : frame.at) at.append_member(name, bound);
    node.append_member("at", std::move(at));
    node.append_member("is", text(value));
    for (Json::Member& member : more) node.append_member(std::move(member.first), std::move(member.second));
    if (!frame.uses.empty()) node.append_member("uses", numbers_json(frame.uses));
    if (!frame.reads.empty()) {
      std::set<int> reads;
      for (const Variable& variable : frame.reads) reads.insert(sheet_.variable(variable));
      node.append_member("reads", numbers_json(std::vector<int>(reads.begin(), reads.end())));
    }
    id = sheet_.node(std::move(node));
    std::vector<int>& mine = by_decl_[{frame.what, frame.decl}];
    if (std::find(mine.begin(), mine.end(), id) == mine.end()) mine.push_back(id);
  }
  last_ = id;
  if (!frames_.empty()) use(id);
  return id;
}

}  // namespace licet::rules
