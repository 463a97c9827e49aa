// Slots, steps, statements and rules of a plan.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text_util.h"
#include "rules/check/content_lets.h"
#include "rules/plan/compiler.h"

namespace licet::rules {

namespace {

constexpr std::size_t kNodes = 2'048;  // room for those of a day; more are made where they are needed

}  // namespace

Compiler::Compiler(const Law& law, Date day, Posture posture)
    : law_(law), sets_(law, day, posture), table_(law, sets_, day), standing_(day) {
  plan_.day = day;
  plan_.posture = posture;
  plan_.nodes.reserve(kNodes);
  constant_true_ = constant(Truth::kTrue);
  constant_false_ = constant(Truth::kFalse);
  for (const char* name : {"order", "leg", "item"}) reg(name);
  add_slots();
}

std::shared_ptr<const DayPlan> Compiler::run() {
  if (const Decl* subject = law_.find("734.3/subject")) plan_.subject = statement(*subject);
  for (const Decl* rule : law_.all(DeclKind::kRule)) add_rule(*rule, plan_.rules);
  for (const Decl* finding : law_.all(DeclKind::kFinding)) add_rule(*finding, plan_.findings);
  for (const Decl* authorization : law_.all(DeclKind::kAuthorization)) add_authorization(*authorization);
  for (const Decl* entry : law_.all(DeclKind::kEntry)) {
    plan_.entries.emplace_back(entry, statement(*entry));
    std::vector<int>& slots = plan_.entry_figures.emplace_back();
    for (const int fact : sets_.figures_of(*entry)) slots.push_back(slot(fact));
  }
  if (const int fact = law_.schema().find("item.eccn"); fact >= 0) plan_.code_slot = slot(fact);
  const auto& codes = law_.codes_without_entry();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (is_basket(codes[i])) plan_.baskets.set(i);
  }
  for (PlanRule& rule : plan_.rules) {
    for (const Decl* authorization : rule.authorizations) rule.lifts.push_back(plan_.authorizations.at(authorization));
  }
  searched_ = plan_.nodes.size();
  for (const Decl* duty : law_.all(DeclKind::kDuty)) add_rule(*duty, plan_.duties);
  for (const Decl* review : law_.all(DeclKind::kReview)) add_told(*review);
  add_shared(plan_);
  plan_.leaning = leaning_nodes(plan_);
  const Bits assumable = this->assumable();
  add_steps();
  note_reads(plan_, assumable);
  add_guards(plan_, assumable);
  plan_.of_items = std::make_shared<OfItems>();
  for (SlotInfo& slot : plan_.slots) {
    if (slot.anything.type == FactType::kCode) slot.codes = std::make_shared<StatedCodeStore>(plan_.nodes.size());
  }
  return std::make_shared<const DayPlan>(std::move(plan_));
}

void Compiler::add_slots() {
  const auto& facts = law_.schema().facts();
  for (std::size_t fact = 0; fact < facts.size(); ++fact) {
    plan_.first_slot.push_back(static_cast<int>(plan_.slots.size()));
    const bool is_set = facts[fact].type == FactType::kSet;
    const std::vector<std::string> members = is_set ? facts[fact].values : std::vector<std::string>{""};
    for (const std::string& member : members) add_slot(static_cast<int>(fact), member);
  }
  plan_.closing_slot.fill(-1);
  const auto closes = [this](EntityKind kind, std::string_view name) {
    const int fact = law_.schema().find(name);
    if (fact >= 0) plan_.closing_slot[static_cast<std::size_t>(kind)] = slot(fact);
  };
  closes(EntityKind::kParty, "order.parties_complete");
  closes(EntityKind::kFacility, "order.facilities_complete");
  closes(EntityKind::kComponent, "item.components_complete");
}

void Compiler::add_steps() {
  for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
    const PlanNode& node = plan_.nodes[i];
    PlanStep step;
    step.op = node.op;
    step.constant = node.constant;
    step.want = node.want;
    step.compare = node.compare;
    step.entity_reg = node.entity_reg;
    step.slot = node.slot;
    step.shared = plan_.shared[i];
    step.for_all_items = plan_.for_all_items[i];
    step.kids = static_cast<int>(plan_.kids.size());
    add_kids(node);
    step.kids_end = static_cast<int>(plan_.kids.size());
    if (node.op == PlanOp::kFinite || node.op == PlanOp::kLetter) add_truths(node, step);
    if (node.op == PlanOp::kCode) add_set_entries(node, step);
    plan_.steps.push_back(step);
    int& finite_node = plan_.slots[static_cast<std::size_t>(node.slot)].finite_node;
    if (node.op == PlanOp::kFinite && finite_node == 0 && i < searched_) finite_node = static_cast<int>(i);
  }
}

// Slots that a profile may fill.
Bits Compiler::assumable() const {
  Bits out;
  for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
    const int fact = plan_.slots[i].fact;
    if (fact >= 0 && law_.schema().at(fact).profile_may_set) out.set(reads_bit(static_cast<int>(i)));
  }
  return out;
}

void Compiler::add_truths(const PlanNode& node, PlanStep& step) {
  step.first = static_cast<int>(plan_.truths.size());
  const std::size_t values = plan_.slots[static_cast<std::size_t>(node.slot)].domain.size();
  for (std::size_t i = 0; i < values; ++i) {
    plan_.truths.push_back(node.yes.test(i) ? Truth::kTrue : node.no.test(i) ? Truth::kFalse : Truth::kUnknown);
  }
}

void Compiler::add_set_entries(const PlanNode& node, PlanStep& step) {
  const auto add = [&](const std::vector<int>& entries) {
    for (const int entry : entries) {
      const auto place = static_cast<std::size_t>(entry);
      plan_.set_entries.push_back(SetEntry{place, node.entries[place].first});
    }
    return static_cast<int>(plan_.set_entries.size());
  };
  step.first = static_cast<int>(plan_.set_entries.size());
  step.inside_end = add(node.inside);
  step.outside_end = add(node.outside);
}

// A junction reads the kids of those of the same kind just below it, which nothing else reads, as its own.
void Compiler::add_kids(const PlanNode& node) {
  const bool joins = node.op == PlanOp::kAnd || node.op == PlanOp::kOr;
  for (const int kid : node.kids) {
    const auto place = static_cast<std::size_t>(kid);
    const std::vector<int>& below = plan_.nodes[place].kids;
    if (joins && plan_.nodes[place].op == node.op && plan_.shared[place] < 0) {
      plan_.kids.insert(plan_.kids.end(), below.begin(), below.end());
    } else {
      plan_.kids.push_back(kid);
    }
  }
}

int Compiler::add_slot(int fact, const std::string& member) {
  SlotInfo info;
  info.fact = fact;
  info.member = member;
  if (fact < 0) {
    info.anything.words = {"false", "true"};
  } else {
    info.anything = everything_possible(law_.schema().at(fact), law_.places());
  }
  info.domain = info.anything.words;
  if (info.anything.type == FactType::kCode) {
    info.domain = law_.codes_without_entry();
    info.domain.emplace_back("?");
  }
  info.day = plan_.day;
  info.nothing = cell_of(info.anything, info, law_);
  if (fact >= 0 && law_.schema().at(fact).role == FactRole::kClaim) {  // unstated, it is not made
    info.nothing.bits = Bits();
    info.nothing.bits.set(0);
    info.nothing.single = 0;
  }
  const int slot = static_cast<int>(plan_.slots.size());
  plan_.slots.push_back(std::move(info));
  plan_.slot_of[{fact, member}] = slot;
  return slot;
}

int Compiler::slot(int fact, const std::string& member) const {
  const bool plain = member.empty() && law_.schema().at(fact).type != FactType::kSet;
  return plain ? plan_.first_slot[static_cast<std::size_t>(fact)] : plan_.slot_of.at({fact, member});
}

int Compiler::reg(const std::string& name) {
  return plan_.registers.emplace(name, static_cast<int>(plan_.registers.size())).first->second;
}

int Compiler::add(PlanNode node) {
  plan_.nodes.push_back(std::move(node));
  return static_cast<int>(plan_.nodes.size()) - 1;
}

int Compiler::constant(Truth value) {
  PlanNode node;
  node.constant = value;
  return add(std::move(node));
}

int Compiler::invert(int kid) {
  if (kid == constant_true_) return constant_false_;
  if (kid == constant_false_) return constant_true_;
  PlanNode node;
  node.op = PlanOp::kNot;
  node.kids = {kid};
  return add(std::move(node));
}

int Compiler::join(bool is_and, std::vector<int> kids) {
  // What stands before a constant that decides is still asked: it may read what a profile assumes.
  const auto decides = std::find(kids.begin(), kids.end(), is_and ? constant_false_ : constant_true_);
  if (decides != kids.end()) kids.erase(decides + 1, kids.end());
  std::erase(kids, is_and ? constant_true_ : constant_false_);
  if (kids.empty()) return is_and ? constant_true_ : constant_false_;
  if (kids.size() == 1) return kids.front();
  PlanNode node;
  node.op = is_and ? PlanOp::kAnd : PlanOp::kOr;
  node.kids = std::move(kids);
  return add(std::move(node));
}

int Compiler::choose(int condition, int then, int otherwise) {
  if (condition == constant_true_) return then;
  if (condition == constant_false_) return otherwise;
  PlanNode node;
  node.op = PlanOp::kChoose;
  node.kids = {condition, then, otherwise};
  return add(std::move(node));
}

int Compiler::statement(const Decl& decl) {
  if (const auto value = content_ ? for_content(decl.qualified) : std::nullopt)
    return *value == Truth::kTrue ? constant_true_ : constant_false_;
  const std::pair<const Decl*, bool> key{&decl, content_};
  if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
  std::ptrdiff_t newest = -1;
  for (std::size_t i = 0; i < decl.versions.size(); ++i) {
    if (decl.versions[i].from <= plan_.day) newest = static_cast<std::ptrdiff_t>(i);
  }
  const bool gap = decl.kind == DeclKind::kLet && sets_.active(decl) == nullptr;
  const int node = gap ? unknown() : version_node(decl, newest);
  statements_[key] = node;
  return node;
}

int Compiler::lettered(const Decl& rule) {
  if (!words_.empty()) statements_.erase({&rule, content_});  // it was made for another word
  const int own = statement(rule);
  if (rule.letter == nullptr || own == constant_false_) return own;
  const Decl& letter = *rule.letter;
  const bool over = letter.until && *letter.until <= plan_.day;
  if (over || (letter.from && plan_.day < *letter.from)) return constant_false_;
  const auto found = plan_.slot_of.find({kLetterFact, letter.qualified});
  PlanNode node;
  node.op = PlanOp::kLetter;
  node.entity_reg = reg("order");
  node.slot = found == plan_.slot_of.end() ? add_slot(kLetterFact, letter.qualified) : found->second;
  node.no.set(0);
  node.yes.set(1);
  return join(true, {add(std::move(node)), own});
}

int Compiler::version_node(const Decl& decl, std::ptrdiff_t index) {
  if (index < 0) return constant_false_;
  const Version& version = decl.versions[static_cast<std::size_t>(index)];
  if (version.until && *version.until <= plan_.day) return constant_false_;
  std::vector<int> falls_back;
  std::vector<int> leaves_nothing;
  for (const Mark& mark : version.marks) {
    if (is_active(mark, plan_.day, plan_.posture))
      (mark.falls_back ? falls_back : leaves_nothing).push_back(mark_node(decl, version, mark));
  }
  std::vector<int> parts;
  parts.reserve(version.documents.size() + 1 + version.except_decls.size());
  for (const std::string& path : version.documents) parts.push_back(invert(declined(path)));
  parts.push_back(condition(*version.body));
  for (const Decl* exception : version.except_decls) parts.push_back(invert(statement(*exception)));
  const int own = join(true, std::move(parts));
  const int left = join(true, {invert(join(false, std::move(leaves_nothing))), own});
  if (falls_back.empty()) return left;
  return choose(join(false, std::move(falls_back)), version_node(decl, index - 1), left);
}

int Compiler::declined(const std::string& path) {
  PlanNode node;
  node.op = PlanOp::kDeclined;
  node.entity_reg = reg("order");
  node.slot = slot(law_.schema().find(path));
  return add(std::move(node));
}

int Compiler::mark_node(const Decl& decl, const Version& version, const Mark& mark) {
  std::vector<int> parts;
  if (mark.when) parts.push_back(condition(*mark.when));
  if (mark.kind == MarkKind::kUnverified) parts.push_back(sleeps(decl, version));
  return join(true, std::move(parts));
}

int Compiler::sleeps(const Decl& decl, const Version& version) {
  if (const Decl* reply = law_.reply_on(decl, plan_.day)) return reply->asleep ? constant_true_ : constant_false_;
  const std::string name = concat(decl.qualified, "@", to_string(version.from));
  const auto found = plan_.slot_of.find({kMarkFact, name});
  const int slot = found == plan_.slot_of.end() ? add_slot(kMarkFact, name) : found->second;
  PlanNode node;
  node.op = PlanOp::kFinite;
  node.entity_reg = reg("order");
  node.slot = slot;
  node.no.set(0);
  node.yes.set(1);
  return add(std::move(node));
}

void Compiler::add_rule(const Decl& rule, std::vector<PlanRule>& to, std::size_t clause, PlanRule out) {
  out.rule = &rule;
  out.denies = rule.requires_denial;
  for (; clause < rule.per.size(); ++clause) {
    const PerClause& per = rule.per[clause];
    if (per.words) {
      for (const std::string& word : sets_.members(*per.domain)) {
        words_[per.variable] = word;
        PlanRule one = out;
        one.words.push_back(word);
        add_rule(rule, to, clause + 1, std::move(one));
      }
      words_.erase(per.variable);
      return;
    }
    const int the_list = list(*per.domain);
    if (the_list < 0) return;
    out.per.emplace_back(the_list, reg(per.variable));
  }
  reads_outcome_ = false;
  out.node = lettered(rule);
  out.reads_outcome = reads_outcome_;
  if (const Version* speaks = sets_.active(rule); speaks != nullptr && is_marked(*speaks)) {
    out.marked = true;
    out.printed = printed(rule, *speaks);
  }
  if (out.node == constant_false_) {
    if (out.marked && &to == &plan_.rules) plan_.asleep.push_back(std::move(out));
    return;
  }
  out.authorizations = law_.naming(DeclKind::kAuthorization, rule);
  out.reviews = law_.naming(DeclKind::kReview, rule);
  for (const Version& version : rule.versions) {
    if (version.from <= plan_.day) out.newest = &version;
  }
  to.push_back(std::move(out));
}

bool Compiler::is_marked(const Version& version) const {
  return std::any_of(version.marks.begin(), version.marks.end(),
                     [this](const Mark& mark) { return is_active(mark, plan_.day, plan_.posture); });
}

std::vector<int> Compiler::printed(const Decl& rule, const Version& version) const {
  const BoundWords words(words_.begin(), words_.end());
  std::vector<int> out = {plan_.conditions.find(*version.body, words)};
  for (const Mark& mark : version.marks) {
    if (is_active(mark, plan_.day, plan_.posture) && mark.when) out.push_back(plan_.conditions.find(*mark.when, words));
  }
  const bool known = std::all_of(out.begin(), out.end(), [](int node) { return node >= 0; });
  // Of a letter it matters whom it addresses first; what earlier text sleeps for is not looked into.
  const bool plain = rule.letter == nullptr && std::none_of(rule.versions.data(), &version,
                                                            [this](const Version& one) { return is_marked(one); });
  return known && plain ? out : std::vector<int>();
}

void Compiler::add_told(const Decl& decl) {
  std::vector<PlanRule> none;
  add_rule(decl, none);
}

void Compiler::add_authorization(const Decl& authorization) {
  PlanAuthorization out;
  out.node = statement(authorization);
  for (const Decl* restriction : law_.all(DeclKind::kRestriction)) {
    if (closes(*restriction, authorization)) out.restrictions.push_back(statement(*restriction));
  }
  plan_.authorizations[&authorization] = std::move(out);
}

std::shared_ptr<const DayPlan> compile_plan(const Law& law, Date day, Posture posture) {
  return Compiler(law, day, posture).run();
}

}  // namespace licet::rules
