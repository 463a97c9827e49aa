// The tables of a proof while it is written: facts, contexts, nodes and the statements that they use. The form is
// docs/formats/proof.md.
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

// What the proof says of one value of a fact: a word, or an object with `words` or `figures`, and `answer`.
Json state_json(const Possible& possible);

// An entity by its number, as text; or what stands for an element of an open list that nobody named.
using EntityName = std::string;
using BoundNames = std::map<std::string, EntityName>;  // behind `=` and a name, a word

class Sheet {
 public:
  // `screened_by` names what the listing facts come from: the hash of the book. All arguments must outlive the sheet.
  Sheet(const Law& law, const CanonicalLaw& canonical, const Case& order, std::string screened_by)
      : law_(law), canonical_(canonical), case_(order), screened_by_(std::move(screened_by)) {}

  // A value that was worked out.
  struct Node {
    int in = 0;
    BoundNames at;
    Truth is = Truth::kUnknown;
    bool whole = false;  // depends on every name that was bound
    std::set<std::string> reads;
    Standing standing;
  };
  std::vector<Node>& nodes_of(const Decl& decl, bool content) { return index_[{&decl, content}]; }
  void node(const Decl& decl, bool content, Node node, Json row);

  // `item.eccn@2`, `order.uses[x]@0`.
  std::string fact_name(const Variable& variable, const EntityName& entity) const;
  // What stands for the unnamed elements of a list, with the names that are bound.
  EntityName unnamed(const Expr& list, const BoundNames& at) const;

  int context(Json row);  // its number
  bool assumes(int context) const;
  void show_root(int context, std::size_t root);
  // In the context an entry holds that the stated code of the item says "no" to.
  void contradicts(int context, const Decl& entry, const EntityName& item);
  // An assumption that was made of a fact: it is in use if a node or a context reads the fact, or the roots did.
  void assumed(const std::string& fact, const std::string& assumption) { assumed_[fact] = assumption; }
  void read(const std::string& fact) { read_.insert(fact); }

  // The tables as members of a part of the proof. The sheet is empty afterwards.
  void write(Json& part);

 private:
  Json facts() const;

  const Law& law_;
  const CanonicalLaw& canonical_;
  const Case& case_;
  std::string screened_by_;
  std::map<std::pair<const Decl*, bool>, std::vector<Node>> index_;
  std::map<std::string, Json> nodes_;
  std::vector<Json> contexts_;
  std::set<std::string> read_;
  std::map<int, std::vector<std::size_t>> roots_;
  std::map<std::string, std::string> assumed_;
};

// Writes a node for each statement that an evaluator evaluates: its value, the names it depends on, what it read and
// used. A statement that was evaluated for the same names in this context, or settled in an outer one, is not again.
class ProofRecorder final : public Recorder {
 public:
  ProofRecorder(Sheet& sheet, const Evaluator& evaluator, const Case& order)
      : sheet_(sheet), evaluator_(evaluator), named_(static_cast<int>(order.entities.size())) {}

  // Contexts from the outermost to the present one.
  void set_contexts(std::vector<int> path) { path_ = std::move(path); }

  std::optional<Standing> known(const Decl& decl, bool content) override;
  void enter(const Decl& decl, bool content) override;
  void leave(const Standing& standing) override;
  void read(const Variable& variable) override;
  void name_used(std::size_t position) override;
  void word_used(std::size_t position) override;
  void unnamed_met(const Expr& list, int entity) override;

  EntityName entity(int id) const { return id < named_ ? std::to_string(id) : ids_.at(id); }
  std::string fact_name(const Variable& variable) const { return sheet_.fact_name(variable, entity(variable.entity)); }

 private:
  struct Frame {
    const Decl* decl = nullptr;
    bool content = false;
    std::size_t base = 0;        // names bound when it began
    std::size_t words_base = 0;  // words bound when it began
    BoundNames at;
    std::set<std::string> uses;
    std::set<std::string> reads;
    bool whole = false;
  };

  int position_of(std::string_view name) const;
  int word_position_of(std::string_view name) const;
  bool is_bound(std::string_view name, const EntityName& what) const;
  bool fits(const Sheet::Node& node) const;
  void use(const Decl& decl, const Sheet::Node& node);

  Sheet& sheet_;
  const Evaluator& evaluator_;
  int named_;
  std::vector<int> path_ = {0};
  std::vector<Frame> frames_;
  std::map<int, EntityName> ids_;  // of unnamed elements
};

}  // namespace licet::rules
