// A dialogue about one order: asks only what can still change the outcome, most useful first, writes each reply into
// the order and decides again. Pure but for the order it holds; it reads and prints nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check.h"
#include "engine/order_place.h"

namespace licet {

// The next question, and how it may be answered.
struct AskStep {
  rules::Question question;
  const rules::FactDecl* fact = nullptr;
  std::string where;                   // place in the order: `parties[0].headquarters`
  std::string about;                   // `line 1`, a party's name
  std::vector<std::string> choices;    // the words that a reply may be; empty: anything of the fact's type
  std::vector<const PartyHit*> hits;   // a party that may be a listed one: which of these is it? One row a listed party
  std::optional<std::size_t> owner;    // `hits` are those of this owner of the party
  std::optional<OrderPlace> for_name;  // a party or owner without a name: this name is asked for instead, and screened
};

class AskSession {
 public:
  // Book, law and plans must outlive the session. Errors: those of check.
  static Result<AskSession> start(const Book& book, const rules::Law& law, rules::PlanStore& plans, Json order,
                                  CheckOptions options);
  // Goes on with what `saved` gave. Errors: kParse (no saved dialogue), those of check.
  static Result<AskSession> resume(const Book& book, const rules::Law& law, rules::PlanStore& plans, const Json& saved,
                                   CheckOptions options);

  const CheckAnswer& answer() const { return answer_; }
  const CheckOptions& options() const { return options_; }
  bool decided() const { return answer_.decision.outcomes.decided(); }
  // Nothing: the outcome is decided, or what is left cannot be asked here.
  const std::optional<AskStep>& step() const { return step_; }
  std::size_t replies() const { return history_.size(); }

  // Takes a reply to `step`: `yes`, `4800`, `below 600`, `CN` or `China`, words joined by commas, `none`, the number of
  // a hit. The value says what was recorded. Errors: kInvalidArgument (what was expected, with the nearest word); the
  // order then stays as it was.
  Result<std::string> reply(std::string_view text);

  // The fact of `step` cannot be known. That counts only with a diligence record: `needs_diligence` says that the order
  // does not hold one yet; `diligence` states that every red-flag question was answered and none is open.
  bool may_be_unknowable() const;
  bool needs_diligence() const;
  Result<std::string> cannot_be_known(bool diligence);

  void skip();  // leaves the question of `step` for good
  bool back();  // takes the last reply or skip back; false if there is none

  const Json& order() const { return order_; }
  Json saved() const;

  // Questions that are left: skipped, or about the law itself.
  std::vector<const rules::Question*> left() const;

 private:
  struct Entry {
    Json order;  // before the reply
    std::set<std::string> skipped;
    std::string where;
    std::string reply;
  };

  AskSession(const Book& book, const rules::Law& law, rules::PlanStore& plans, CheckOptions options)
      : book_(&book), law_(&law), plans_(&plans), options_(std::move(options)) {}

  Status decide(Json order);
  void choose_step();
  std::optional<AskStep> step_of(const rules::Question& question) const;
  std::optional<OrderPlace> place_of(const rules::Variable& variable, std::string_view key) const;
  void ask_for_name(AskStep& step, const rules::Variable& variable) const;
  void add_hits(AskStep& step, const rules::Variable& variable) const;
  void add_hits(AskStep& step, const std::string& name) const;
  Result<std::string> record(Json order, std::string_view reply, const std::string& what);
  Json set_value(const std::vector<std::string>& named, bool unknowable) const;
  Result<std::string> name_party(std::string_view text);
  std::optional<OrderPlace> place_of_listing(const AskStep& step, std::string key) const;
  void ask_of_owner(AskStep& step) const;
  std::vector<std::string> sure_parties(const AskStep& step) const;
  Result<std::string> settle_party(std::string_view text);
  Json with_value(const Json& order, const rules::Variable& variable, Json value) const;

  const Book* book_;
  const rules::Law* law_;
  rules::PlanStore* plans_;
  CheckOptions options_;
  Json order_;
  CheckAnswer answer_;
  std::optional<AskStep> step_;
  std::vector<Entry> history_;
  std::set<std::string> skipped_;  // places
};

}  // namespace licet
