// The tables of a proof while it is written: statements, entities, facts, contexts and nodes, each once and numbered in
// the order in which they are met. The form is docs/formats/proof.md.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "rules/eval/evaluator.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

// Numbers of contexts: the facts as stated, and the same without assumptions. Others are places in `contexts`, from 1.
inline constexpr int kBaseContext = 0;
inline constexpr int kStrictContext = -1;

// What the proof says of one value of a fact: a word, or an object with `words` or `figures`, and `answer`.
Json state_json(const Possible& possible);

// A name that a node depends on, and what it is bound to: an entity of the proof, or a word (`=name`).
struct BoundName {
  std::string name;
  int entity = 0;
  std::string word;
  bool is_word() const { return name.starts_with('='); }
  bool operator==(const BoundName&) const = default;
};

// One step of a proof.
struct ProofNode {
  int statement = 0;
  std::string what;  // empty for a statement; `content`, `elements`, `lifted`
  int in = kBaseContext;
  std::vector<BoundName> at;  // sorted by name
  Truth is = Truth::kUnknown;
  bool every_name = false;         // depends on every name that was bound: an unnamed element was met
  std::vector<Json::Member> more;  // `from`, `asleep`; `clause`, `list`
  std::vector<int> uses;
  std::vector<int> reads;  // sorted
  bool operator==(const ProofNode&) const = default;
};

class Sheet {
 public:
  // `screened_by` names what the listing facts come from: the hash of the book. All arguments must outlive the sheet.
  Sheet(const Law& law, const CanonicalLaw& canonical, const Case& order, std::string screened_by);

  int statement(const Decl& decl);
  // The entity of the proof for an unnamed element of an open list: the list, and the names that were bound there.
  int unnamed(const Expr& list, const std::map<std::string, int>& at);
  int variable(const Variable& variable);  // `entity` is a number of the proof
  int context(int parent, std::string_view purpose, Json settings);
  int add(ProofNode node);
  const ProofNode& node(int id) const { return nodes_[static_cast<std::size_t>(id)]; }
  std::size_t contexts() const { return contexts_.size(); }
  void root(Json row) { roots_.push(std::move(row)); }
  void finding(Json row) { findings_.push(std::move(row)); }
  void assumed(const std::set<AssumptionUse>& used);

  // The tables as members of a part of the proof. The sheet is empty afterwards.
  void write(Json& part);

 private:
  void state_facts();
  std::string fact_name(int fact) const;
  std::vector<int> numbers_of_used() const;
  void renumber(Json& rows, const std::vector<int>& numbers) const;
  Json assumed_json(const std::vector<int>& numbers) const;

  const Law& law_;
  const CanonicalLaw& canonical_;
  const Case& case_;
  std::string screened_by_;
  std::map<const Decl*, int> statement_ids_;
  std::map<Variable, int> variable_ids_;
  std::map<std::string, int> unnamed_ids_;
  Json statements_ = Json::array();
  Json unnamed_ = Json::array();
  Json variables_ = Json::array();
  Json closed_ = Json::array();
  Json contexts_json_ = Json::array();
  std::vector<int> contexts_;
  std::vector<ProofNode> nodes_;
  Json roots_ = Json::array();
  Json findings_ = Json::array();
  std::map<int, std::string> assumed_;
};

// Writes a node for each statement that an evaluator evaluates: its value, the names it depends on, what it read and
// used. A value that an outer context has settled is taken from there.
class ProofRecorder final : public Recorder {
 public:
  ProofRecorder(Sheet& sheet, const Evaluator& evaluator, const Case& order)
      : sheet_(sheet), evaluator_(evaluator), named_(static_cast<int>(order.entities.size())) {}

  // Contexts from the outermost to the present one.
  void set_contexts(std::vector<int> path) { path_ = std::move(path); }

  // A statement that was evaluated for the same names in this context, or settled in an outer one, is not again.
  std::optional<Standing> known(const Decl& decl, bool content) override;
  void enter(const Decl& decl, bool content) override { begin(content ? "content" : "", decl); }
  void leave(const Standing& standing) override;
  void read(const Variable& variable) override;
  void name_used(std::size_t position) override;
  void word_used(std::size_t position) override;
  void unnamed_met(const Expr& list, int entity) override;

  // Frames of the prover's own: `elements` of a `per` clause, whether a requirement is `lifted`.
  void begin(std::string_view what, const Decl& decl);
  int end_elements(std::size_t clause, const std::vector<Evaluator::Element>& elements);
  int end_lifted(Truth value);
  // The node that the last closed frame at the outermost level became.
  int last() const { return last_; }
  // The entity of the proof for one of the evaluator.
  int entity(int id) const { return id < named_ ? id : ids_.at(id); }

 private:
  struct Frame {
    std::string what;
    const Decl* decl = nullptr;
    std::size_t base = 0;        // names bound when it began
    std::size_t words_base = 0;  // words bound when it began
    std::vector<BoundName> at;
    bool every_name = false;
    std::vector<int> uses;
    std::vector<Variable> reads;
  };

  int close(Truth value, std::vector<Json::Member> more);
  void use(int id);
  void depend(BoundName name);
  std::optional<std::size_t> position_of(const std::string& name) const;
  std::optional<std::size_t> word_position_of(std::string_view name) const;
  bool binds(const BoundName& name) const;
  bool fits(const ProofNode& node) const;
  std::size_t bound_names() const;
  int settled_outside(const Frame& frame, const std::vector<Json::Member>& more) const;

  Sheet& sheet_;
  const Evaluator& evaluator_;
  int named_;
  std::vector<int> path_ = {kBaseContext};
  std::vector<Frame> frames_;
  std::map<int, int> ids_;  // unnamed entities
  std::map<std::pair<const Decl*, std::string>, std::vector<int>> by_decl_;
  std::map<int, Standing> standings_;  // by node
  int last_ = -1;
};

const char* letter(Truth value);  // "T", "F" or "U"

}  // namespace licet::rules
