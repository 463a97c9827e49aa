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

int Sheet::add(ProofNode node) {
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

void Sheet::assumed(const std::set<AssumptionUse>& used) {
  for (const AssumptionUse& use : used) assumed_[variable(use.variable)] = use.assumption->name;
}

namespace {

int int_of(const Json& number) {
  return std::stoi(number.text());
}

Json node_json(const ProofNode& node, const std::vector<int>& numbers) {
  std::vector<Json::Member> out;
  out.reserve(6 + node.more.size());
  out.emplace_back("s", Json::number(node.statement));
  if (!node.what.empty()) out.emplace_back("what", text(node.what));
  out.emplace_back("in", Json::number(node.in));
  std::vector<Json::Member> at;
  for (const BoundName& name : node.at)
    at.emplace_back(name.name, name.is_word() ? text(name.word) : Json::number(name.entity));
  out.emplace_back("at", Json::object(std::move(at)));
  out.emplace_back("is", text(letter(node.is)));
  for (const Json::Member& member : node.more) out.push_back(member);
  if (!node.uses.empty()) {
    std::vector<int> uses;
    for (const int id : node.uses) uses.push_back(numbers[static_cast<std::size_t>(id)]);
    out.emplace_back("uses", numbers_json(uses));
  }
  if (!node.reads.empty()) out.emplace_back("reads", numbers_json(node.reads));
  return Json::object(std::move(out));
}

}  // namespace

// The new numbers of the nodes that a root reaches, in their order; -1 for the others.
std::vector<int> Sheet::numbers_of_used() const {
  std::vector<bool> used(nodes_.size(), false);
  const auto mark = [&](const Json& row) {
    for (const char* key : {"is", "lifted"}) {
      if (const Json* node = row.find(key)) used[static_cast<std::size_t>(int_of(*node))] = true;
    }
    if (const Json* members = row.find("members")) {
      for (const Json& node : members->items()) used[static_cast<std::size_t>(int_of(node))] = true;
    }
  };
  for (const Json& row : roots_.items()) mark(row);
  for (const Json& row : findings_.items()) mark(row);
  for (std::size_t i = nodes_.size(); i > 0; --i) {
    const ProofNode& node = nodes_[i - 1];
    // An empty list has no root, and must be shown to be empty.
    const bool list = node.what == "elements" && (node.in == kBaseContext || node.in == kStrictContext);
    if (list) used[i - 1] = true;
    if (!used[i - 1]) continue;
    for (const int id : node.uses) used[static_cast<std::size_t>(id)] = true;
  }
  std::vector<int> numbers;
  numbers.reserve(used.size());
  int next = 0;
  for (const bool keep : used) numbers.push_back(keep ? next++ : -1);
  return numbers;
}

// Gives all references of roots to nodes the new numbers.
void Sheet::renumber(Json& rows, const std::vector<int>& numbers) const {
  const auto number_of = [&](const Json& node) {
    return Json::number(numbers[static_cast<std::size_t>(int_of(node))]);
  };
  std::vector<Json> out;
  out.reserve(rows.items().size());
  for (const Json& row : rows.items()) {
    std::vector<Json::Member> members;
    members.reserve(row.members().size());
    for (const auto& [key, value] : row.members()) {
      if (key == "is" || key == "lifted") {
        members.emplace_back(key, number_of(value));
      } else if (key == "members") {
        Json list = Json::array();
        for (const Json& node : value.items()) list.push(number_of(node));
        members.emplace_back(key, std::move(list));
      } else {
        members.emplace_back(key, value);
      }
    }
    out.push_back(Json::object(std::move(members)));
  }
  rows = Json::array(std::move(out));
}

// The assumptions that the proof reads.
Json Sheet::assumed_json(const std::vector<int>& numbers) const {
  std::set<int> read;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (numbers[i] >= 0 && nodes_[i].in != kStrictContext) read.insert(nodes_[i].reads.begin(), nodes_[i].reads.end());
  }
  for (const Json& context : contexts_json_.items()) {
    for (const Json& cell : context.find("set")->items()) read.insert(int_of(cell.items()[0]));
  }
  Json out = Json::array();
  for (const auto& [id, name] : assumed_) {
    if (read.contains(id)) out.push(Json::array({Json::number(id), text(name)}));
  }
  return out;
}

void Sheet::write(Json& part) {
  const std::vector<int> numbers = numbers_of_used();
  renumber(roots_, numbers);
  renumber(findings_, numbers);
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
  part.append_member("assumed", assumed_json(numbers));
  part.append_member("contexts", std::move(contexts_json_));
  std::vector<Json> nodes;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (numbers[i] >= 0) nodes.push_back(node_json(nodes_[i], numbers));
  }
  part.append_member("nodes", Json::array(std::move(nodes)));
  part.append_member("findings", std::move(findings_));
  part.append_member("roots", std::move(roots_));
}

// ---- the recorder ----

void ProofRecorder::begin(std::string_view what, const Decl& decl) {
  Frame frame;
  frame.what = what;
  frame.decl = &decl;
  frame.base = evaluator_.bindings().size();
  frame.words_base = evaluator_.bound_words().size();
  frames_.push_back(std::move(frame));
}

void ProofRecorder::read(const Variable& variable) {
  if (frames_.empty()) return;
  Variable mine = variable;
  mine.entity = entity(variable.entity);
  std::vector<Variable>& reads = frames_.back().reads;
  const auto place = std::lower_bound(reads.begin(), reads.end(), mine);
  if (place == reads.end() || *place != mine) reads.insert(place, std::move(mine));
}

// The frame depends on a name; the last word on what it is bound to counts.
void ProofRecorder::depend(BoundName name) {
  std::vector<BoundName>& at = frames_.back().at;
  const auto place = std::lower_bound(at.begin(), at.end(), name.name,
                                      [](const BoundName& one, const std::string& key) { return one.name < key; });
  if (place != at.end() && place->name == name.name) {
    *place = std::move(name);
  } else {
    at.insert(place, std::move(name));
  }
}

void ProofRecorder::name_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().base) return;
  const auto& [name, id] = evaluator_.bindings()[position];
  depend(BoundName{name, entity(id), {}});
}

void ProofRecorder::word_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().words_base) return;
  const auto& [name, word] = evaluator_.bound_words()[position];
  depend(BoundName{concat("=", name), 0, word});
}

std::optional<std::size_t> ProofRecorder::word_position_of(std::string_view name) const {
  const auto& words = evaluator_.bound_words();
  for (std::size_t i = words.size(); i > 0; --i) {
    if (words[i - 1].first == name) return i - 1;
  }
  return std::nullopt;
}

// Is the name bound now to what the node has for it?
bool ProofRecorder::binds(const BoundName& name) const {
  if (name.is_word()) {
    const auto position = word_position_of(std::string_view(name.name).substr(1));
    return position && evaluator_.bound_words()[*position].second == name.word;
  }
  const auto position = position_of(name.name);
  return position && entity(evaluator_.bindings()[*position].second) == name.entity;
}

std::optional<std::size_t> ProofRecorder::position_of(const std::string& name) const {
  const auto& bindings = evaluator_.bindings();
  for (std::size_t i = bindings.size(); i > 0; --i) {
    if (bindings[i - 1].first == name) return i - 1;
  }
  return std::nullopt;
}

std::size_t ProofRecorder::bound_names() const {
  std::set<std::string_view> names;
  for (const auto& [name, id] : evaluator_.bindings()) names.insert(name);
  return names.size();
}

// Are all names bound that the node depends on, and to the same?
bool ProofRecorder::fits(const ProofNode& node) const {
  return std::all_of(node.at.begin(), node.at.end(), [&](const BoundName& name) { return binds(name); });
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
  if (!frames_.empty()) frames_.back().every_name = true;
  ids_[id] = sheet_.unnamed(list, at);
}

void ProofRecorder::leave(const Standing& standing) {
  std::vector<Json::Member> more;
  if (standing.version != nullptr) more.emplace_back("from", text(to_string(standing.version->from)));
  if (standing.sleeping != nullptr) {
    more.emplace_back("asleep",
                      Json::array({text(mark_word(standing.mark->kind)), text(to_string(standing.sleeping->from))}));
  }
  standings_.emplace(close(standing.value, std::move(more)), standing);
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
  return close(open ? Truth::kUnknown : Truth::kTrue, std::move(more));
}

int ProofRecorder::end_lifted(Truth value) {
  return close(value, {});
}

std::optional<Standing> ProofRecorder::known(const Decl& decl, bool content) {
  const auto found = by_decl_.find({&decl, content ? "content" : ""});
  if (found == by_decl_.end()) return std::nullopt;
  for (const int id : found->second) {
    const ProofNode& node = sheet_.node(id);
    const bool here = node.in == path_.back();
    if (!here && (node.is == Truth::kUnknown || std::find(path_.begin(), path_.end(), node.in) == path_.end()))
      continue;
    if (!fits(node) || (node.every_name && bound_names() != node.at.size())) continue;
    const auto standing = standings_.find(id);
    if (standing == standings_.end()) continue;
    last_ = id;
    if (!frames_.empty()) use(id);
    return standing->second;
  }
  return std::nullopt;
}

// A node of an outer context that decided the same thing: nothing that is learnt changes it.
int ProofRecorder::settled_outside(const Frame& frame, const std::vector<Json::Member>& more) const {
  const auto found = by_decl_.find({frame.decl, frame.what});
  if (found == by_decl_.end()) return -1;
  const Json* clause = frame.what == "elements" ? &more.front().second : nullptr;
  for (const int id : found->second) {
    const ProofNode& node = sheet_.node(id);
    if (node.is == Truth::kUnknown || (clause != nullptr && !(node.more.front().second == *clause))) continue;
    if (std::find(path_.begin(), path_.end(), node.in) != path_.end() && fits(node)) return id;
  }
  return -1;
}

// The frame around a closed node depends on the names that the node depends on.
void ProofRecorder::use(int id) {
  Frame& frame = frames_.back();
  if (std::find(frame.uses.begin(), frame.uses.end(), id) == frame.uses.end()) frame.uses.push_back(id);
  const ProofNode& node = sheet_.node(id);
  frame.every_name = frame.every_name || node.every_name;
  for (const BoundName& name : node.at) {
    if (name.is_word()) {
      if (const auto position = word_position_of(std::string_view(name.name).substr(1))) word_used(*position);
    } else if (const auto position = position_of(name.name)) {
      name_used(*position);
    }
  }
}

int ProofRecorder::close(Truth value, std::vector<Json::Member> more) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const int statement = sheet_.statement(*frame.decl);
  int id = settled_outside(frame, more);
  if (id < 0) {
    ProofNode node;
    node.statement = statement;
    node.what = frame.what;
    node.in = path_.back();
    node.at = std::move(frame.at);
    node.is = value;
    node.every_name = frame.every_name;
    node.more = std::move(more);
    node.uses = std::move(frame.uses);
    for (const Variable& variable : frame.reads) node.reads.push_back(sheet_.variable(variable));
    std::sort(node.reads.begin(), node.reads.end());
    std::vector<int>& mine = by_decl_[{frame.decl, frame.what}];
    const auto same = std::find_if(mine.begin(), mine.end(), [&](int other) { return sheet_.node(other) == node; });
    id = same != mine.end() ? *same : mine.emplace_back(sheet_.add(std::move(node)));
  }
  last_ = id;
  if (!frames_.empty()) use(id);
  return id;
}

}  // namespace licet::rules
