#include "rules/proof/sheet.h"

#include <algorithm>
#include <set>

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

// The mark as the canonical form has it.
const char* mark_word(MarkKind kind) {
  static constexpr const char* kWords[] = {"compliance", "stayed", "unenforced", "not_incorporated", "unverified"};
  return kWords[static_cast<std::size_t>(kind)];
}

const char* letter(Truth value) {
  return value == Truth::kTrue ? "T" : value == Truth::kFalse ? "F" : "U";
}

Json names_json(const std::map<std::string, std::string>& names) {
  Json out = Json::object();
  for (const auto& [name, what] : names) out.append_member(name, text(what));
  return out;
}

Json list_json(const std::set<std::string>& all) {
  Json out = Json::array();
  for (const std::string& one : all) out.push(text(one));
  return out;
}

}  // namespace

Json state_json(const Possible& possible) {
  if (possible.type == FactType::kNumber) {
    Json out = Json::object();
    out.append_member("figures", figures_json(possible.number));
    return out;
  }
  if (possible.answer == Answer::kValue && possible.is_single()) return text(possible.words.front());
  Json out = Json::object();
  Json words = Json::array();  // a set, sorted: a proof has one form
  for (const std::string& word : std::set<std::string>(possible.words.begin(), possible.words.end()))
    words.push(text(word));
  out.append_member("words", std::move(words));
  out.append_member("answer", text(possible.answer == Answer::kValue        ? "value"
                                   : possible.answer == Answer::kUnknowable ? "unknowable"
                                                                            : "open"));
  return out;
}

std::string Sheet::fact_name(const Variable& variable, const EntityName& entity) const {
  const std::string name = variable.fact == kMarkFact     ? "law.sleeps"
                           : variable.fact == kLetterFact ? "law.addressee"
                                                          : law_.schema().at(variable.fact).name;
  return variable.member.empty() ? concat(name, "@", entity) : concat(name, "[", variable.member, "]@", entity);
}

EntityName Sheet::unnamed(const Expr& list, const BoundNames& at) const {
  const CanonicalLaw::ListPlace& place = canonical_.place_of(list);
  std::string names;
  for (const auto& [name, what] : at) names += concat(names.empty() ? "" : ",", name, "=", what);
  return concat("?", place.decl->qualified, "#", place.number, "(", names, ")");
}

int Sheet::context(Json row) {
  contexts_.push_back(std::move(row));
  return static_cast<int>(contexts_.size()) - 1;
}

// Does the context lie in the one that adds the assumptions of a profile?
bool Sheet::assumes(int context) const {
  const Json* row = &contexts_.at(static_cast<std::size_t>(context));
  while (const Json* in = row->find("in")) row = &contexts_.at(std::stoul(in->text()));
  return row->find("for")->text() == "assumed";
}

void Sheet::show_root(int context, std::size_t root) {
  roots_[context].push_back(root);
}

void Sheet::contradicts(int context, const Decl& entry, const EntityName& item) {
  Json row = Json::array();
  row.push(Json::string(entry.qualified));
  row.push(Json::string(item));
  contexts_[static_cast<std::size_t>(context)].append_member("contradicts", std::move(row));
}

void Sheet::node(const Decl& decl, bool content, Node node, Json row) {
  const std::string key = concat(decl.qualified, content ? " content " : " ", node.in, " ", names_json(node.at).dump());
  nodes_.emplace(key, std::move(row));
  nodes_of(decl, content).push_back(std::move(node));
}

// Every fact of the order, read or not, with where it comes from.
Json Sheet::facts() const {
  Json out = Json::object();
  for (std::size_t id = 0; id < case_.entities.size(); ++id) {
    const Entity& entity = case_.entities[id];
    const auto add = [&](int fact, const std::string& member, Json is) {
      const bool computed = std::find(entity.computed.begin(), entity.computed.end(), fact) != entity.computed.end();
      const bool screened = fact >= 0 && !law_.schema().at(fact).listing.empty();
      Json row = Json::object();
      row.append_member("is", std::move(is));
      row.append_member("origin", text(screened ? "screened" : computed ? "computed" : "stated"));
      if (screened) row.append_member("by", text(screened_by_));
      out.append_member(fact_name(Variable{static_cast<int>(id), fact, member}, std::to_string(id)), std::move(row));
    };
    for (const auto& [key, possible] : entity.facts) add(key.first, key.second, state_json(possible));
    for (const int fact : std::set<int>(entity.closed_sets.begin(), entity.closed_sets.end()))
      add(fact, "", text("closed"));
  }
  return out;
}

void Sheet::write(Json& part) {
  static constexpr const char* kKinds[] = {"order", "leg", "item", "party", "facility", "component"};
  const auto numbers = [](const auto& all) {
    Json out = Json::array();
    for (const auto number : all) out.push(Json::number(static_cast<std::int64_t>(number)));
    return out;
  };
  Json entities = Json::array();
  for (const Entity& entity : case_.entities) {
    Json row = Json::array({text(kKinds[static_cast<std::size_t>(entity.kind)]), text(entity.label)});
    if (entity.kind == EntityKind::kItem) row.push(numbers(entity.components));
    entities.push(std::move(row));
  }
  std::map<std::string, std::string> statements;
  for (const auto& [key, nodes] : index_) {
    if (!nodes.empty()) statements.emplace(canonical_.line_of(*key.first).name, canonical_.line_of(*key.first).hash);
    for (const Node& node : nodes) {
      if (assumes(node.in)) read_.insert(node.reads.begin(), node.reads.end());
    }
  }
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    const Json* set = assumes(static_cast<int>(i)) ? contexts_[i].find("set") : nullptr;
    for (const auto& [fact, cell] : set == nullptr ? std::vector<Json::Member>() : set->members()) read_.insert(fact);
  }
  std::erase_if(assumed_, [&](const auto& one) { return !read_.contains(one.first); });
  for (const auto& [context, roots] : roots_)
    contexts_[static_cast<std::size_t>(context)].append_member("roots", numbers(roots));
  Json nodes = Json::array();
  for (auto& [key, row] : nodes_) nodes.push(std::move(row));
  part.append_member("legs", numbers(case_.legs));
  part.append_member("entities", std::move(entities));
  part.append_member("facts", facts());
  part.append_member("contexts", Json::array(std::move(contexts_)));
  part.append_member("statements", names_json(statements));
  part.append_member("assumed", names_json(assumed_));
  part.append_member("nodes", std::move(nodes));
}

// ---- the recorder ----

void ProofRecorder::enter(const Decl& decl, bool content) {
  Frame frame;
  frame.decl = &decl;
  frame.content = content;
  frame.base = evaluator_.bindings().size();
  frame.words_base = evaluator_.bound_words().size();
  frames_.push_back(std::move(frame));
}

void ProofRecorder::read(const Variable& variable) {
  std::string name = fact_name(variable);
  if (!frames_.empty()) {
    frames_.back().reads.insert(std::move(name));
  } else if (sheet_.assumes(path_.back())) {
    sheet_.read(name);
  }
}

void ProofRecorder::name_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().base) return;
  const auto& [name, id] = evaluator_.bindings()[position];
  frames_.back().at[name] = entity(id);
}

void ProofRecorder::word_used(std::size_t position) {
  if (frames_.empty() || position >= frames_.back().words_base) return;
  const auto& [name, word] = evaluator_.bound_words()[position];
  frames_.back().at[concat("=", name)] = word;
}

// Where a name was bound last, or -1.
int ProofRecorder::position_of(std::string_view name) const {
  int i = static_cast<int>(evaluator_.bindings().size()) - 1;
  while (i >= 0 && evaluator_.bindings()[static_cast<std::size_t>(i)].first != name) --i;
  return i;
}

int ProofRecorder::word_position_of(std::string_view name) const {
  int i = static_cast<int>(evaluator_.bound_words().size()) - 1;
  while (i >= 0 && evaluator_.bound_words()[static_cast<std::size_t>(i)].first != name) --i;
  return i;
}

bool ProofRecorder::is_bound(std::string_view name, const EntityName& what) const {
  const bool word = name.starts_with("=");
  const int position = word ? word_position_of(name.substr(1)) : position_of(name);
  if (position < 0) return false;
  const auto at = static_cast<std::size_t>(position);
  return word ? evaluator_.bound_words()[at].second == what : entity(evaluator_.bindings()[at].second) == what;
}

void ProofRecorder::unnamed_met(const Expr& list, int id) {
  BoundNames names;
  for (const auto& [name, bound] : evaluator_.bindings()) names[name] = entity(bound);
  for (const auto& [name, what] : names) name_used(static_cast<std::size_t>(position_of(name)));
  if (!frames_.empty()) frames_.back().whole = true;
  ids_[id] = sheet_.unnamed(list, names);
}

// Is it the node of the names that are bound, in this context or settled in one around it?
bool ProofRecorder::fits(const Sheet::Node& node) const {
  const bool outside = std::find(path_.begin(), path_.end(), node.in) != path_.end();
  if (node.in != path_.back() && (!outside || node.is == Truth::kUnknown)) return false;
  for (const auto& [name, what] : node.at) {
    if (!is_bound(name, what)) return false;
  }
  const auto& all = evaluator_.bindings();
  return !node.whole ||
         std::all_of(all.begin(), all.end(), [&](const auto& name) { return node.at.contains(name.first); });
}

// The frame around a node depends on the names that the node depends on.
void ProofRecorder::use(const Decl& decl, const Sheet::Node& node) {
  if (frames_.empty()) return;
  Frame& around = frames_.back();
  around.uses.insert(decl.qualified);
  around.whole = around.whole || node.whole;
  for (const auto& [name, what] : node.at) {
    if (name.starts_with("=")) {
      word_used(static_cast<std::size_t>(word_position_of(std::string_view(name).substr(1))));
    } else {
      name_used(static_cast<std::size_t>(position_of(name)));
    }
  }
}

std::optional<Standing> ProofRecorder::known(const Decl& decl, bool content) {
  for (const Sheet::Node& node : sheet_.nodes_of(decl, content)) {
    if (!fits(node)) continue;
    use(decl, node);
    return node.standing;
  }
  return std::nullopt;
}

void ProofRecorder::leave(const Standing& standing) {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  Sheet::Node node = {path_.back(), frame.at, standing.value, frame.whole, frame.reads, standing};
  Json row = Json::object();
  row.append_member("s", text(frame.decl->qualified));
  if (frame.content) row.append_member("content", Json::boolean(true));
  row.append_member("in", Json::number(node.in));
  row.append_member("at", names_json(node.at));
  row.append_member("is", text(letter(node.is)));
  if (standing.version != nullptr) row.append_member("from", text(to_string(standing.version->from)));
  if (standing.sleeping != nullptr)
    row.append_member("asleep", text(concat(mark_word(standing.mark->kind), " ", to_string(standing.sleeping->from))));
  if (!frame.uses.empty()) row.append_member("uses", list_json(frame.uses));
  if (!frame.reads.empty()) row.append_member("reads", list_json(frame.reads));
  use(*frame.decl, node);
  sheet_.node(*frame.decl, frame.content, std::move(node), std::move(row));
}

}  // namespace licet::rules
