// A weigher keeps much from one assignment to the next. Whatever it was asked before, it must say what one says that
// was asked nothing: on orders of several legs, days and lines, with facts that count as stated and without.
#include <doctest/doctest.h>

#include "base/json.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/eval/weigher.h"
#include "rules/facts/order_reader.h"
#include "support/random_law.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

std::shared_ptr<const Law> law_of(std::uint64_t seed) {
  const std::string text = RandomLaw(seed, {}).text();
  auto law = Law::load(random_sources(text));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
  return *law;
}

std::string text_of(const Split& split, const Weigher& weigher) {
  std::string out = concat(weigher.name_of(split.variable), ":");
  for (const FactCell& cell : split.cells) out += concat(" ", to_string(cell.possible()));
  return out;
}

std::string text_of(const Levels& levels, const Weigher& weigher) {
  std::string out;
  for (const auto& [low, high] : levels.by_line) out += concat(to_string(low), "..", to_string(high), "\n");
  for (const Split& split : levels.splits) out += concat(text_of(split, weigher), "\n");
  return out;
}

// An order under a law, with a weigher that is asked one thing after the other.
class Walk {
 public:
  Walk(const Law& law, PlanStore& plans, RandomNumbers& random)
      : plans_(plans), random_(random), profile_(random.chance(50) ? profile_of(law) : nullptr) {
    const RandomOrderSize size{
        .legs = 1 + random.below(3), .lines = 1 + random.below(3), .parties = 0, .missing = 40, .strange = 15};
    order_ = random_order(random, size);
    auto input = read_order(parse_json(order_).value(), law, nullptr, parse_date("2024-01-01").value());
    REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message) << "\n" << order_);
    facts_ = std::move(input->facts);
    asked_ = another();
  }

  const std::string& order() const { return order_; }
  bool is_open() const { return open_; }

  // Goes one step; returns what differs, or nothing.
  std::string step() {
    change();
    interrupt();
    std::vector<Line> lines = lines_of(facts_);
    if (random_.chance(30)) lines = {random_.pick(lines)};
    Assignment stated;
    if (random_.chance(40)) {
      for (const auto& one : fixed_) {
        if (random_.chance(40)) stated.emplace(one.first, one.second);
      }
    }
    const std::unique_ptr<Weigher> fresh = another();
    std::string says[2];
    for (Weigher* one : {asked_.get(), fresh.get()}) {
      one->given(stated.empty() ? nullptr : &stated);
      const Levels levels = one->levels(lines, fixed_);
      std::vector<Split> open;
      const Truth contradicts = one->contradicts(lines, fixed_, 3, open);
      std::string& out = says[one == asked_.get() ? 0 : 1];
      out = text_of(levels, *one);
      out += concat("contradicts: ", contradicts == Truth::kTrue ? "yes" : contradicts == Truth::kFalse ? "no" : "?");
      for (const Split& split : open) out += concat("\n", text_of(split, *one));
      one->given(nullptr);
      if (one == asked_.get()) splits_ = levels.splits;
    }
    open_ = open_ || !splits_.empty();
    if (says[0] == says[1]) return "";
    std::string out;
    for (const auto& [variable, cell] : fixed_)
      out += concat(fresh->name_of(variable), " = ", to_string(cell.possible()),
                    stated.contains(variable) ? " stated" : "", "\n");
    return concat(out, "asked before:\n", says[0], "\nfresh:\n", says[1], "\n");
  }

 private:
  static const Decl* profile_of(const Law& law) {
    const auto& all = law.all(DeclKind::kProfile);
    return all.empty() ? nullptr : all.front();
  }

  std::unique_ptr<Weigher> another() const {
    return make_plan_weigher(plans_, facts_, profile_, Posture::kInForce, {});
  }

  // Fixes a fact that was met, as a cell of the weigher or in words, or lets one go.
  void change() {
    if (splits_.empty()) splits_ = asked_->levels(lines_of(facts_), fixed_).splits;
    for (std::uint32_t left = 1 + random_.below(3); left > 0; --left) {
      if (fixed_.size() > 1 && random_.chance(30)) {
        auto one = fixed_.begin() + random_.below(static_cast<std::uint32_t>(fixed_.size()));
        fixed_.erase(Variable(one->first));
        continue;
      }
      if (splits_.empty()) return;
      const Split& split = random_.pick(splits_);
      // Unnamed elements are numbered as they are met, which hangs on what was asked.
      if (static_cast<std::size_t>(split.variable.entity) >= facts_.entities.size()) continue;
      const FactCell& cell = random_.pick(split.cells);
      fixed_[split.variable] = random_.chance(30) ? FactCell(Possible(cell.possible())) : cell;
    }
  }

  // Asks something else in between.
  void interrupt() {
    const std::vector<Line> lines = lines_of(facts_);
    std::set<Variable> lifting;
    Assignment some = fixed_;
    LineLook look;
    std::vector<Split> open;
    const std::vector<Line> one = {random_.pick(lines)};
    switch (random_.below(9)) {
      case 0:
        static_cast<void>(asked_->lean(lines, some, random_.chance(50), lifting));
        break;
      case 1:
        static_cast<void>(asked_->still_fits(lines, {}, fixed_));
        break;
      case 2:
        static_cast<void>(asked_->look(random_.pick(lines), look));
        break;
      case 3:
        static_cast<void>(asked_->known_of(random_.pick(lines)));
        break;
      case 4:
        asked_->given(&fixed_);
        static_cast<void>(asked_->guess(lines, some, random_.chance(50), lifting));
        asked_->given(nullptr);
        break;
      case 5:
        // What entries say of one line is asked of its item alone.
        static_cast<void>(asked_->contradicts(one, fixed_, 1, open));
        static_cast<void>(asked_->surely_fits(one, {}));
        break;
      case 6:
        static_cast<void>(asked_->still_fits(one, fixed_, {}));
        static_cast<void>(asked_->is_known_to_fit(one, fixed_));
        break;
      case 7:
        asked_->aim(lines, {}, fixed_, all_outcomes(), nullptr, [&](Assignment& aimed) {
          static_cast<void>(asked_->levels(one, aimed));
          return random_.chance(20);
        });
        break;
      default:
        break;
    }
  }

  static Reachable all_outcomes() {
    Reachable out;
    for (std::size_t i = 0; i < kOutcomes; ++i) out.add(static_cast<Outcome>(i));
    return out;
  }

  PlanStore& plans_;
  RandomNumbers& random_;
  const Decl* profile_;
  std::string order_;
  Case facts_;
  std::unique_ptr<Weigher> asked_;
  Assignment fixed_;
  std::vector<Split> splits_;
  bool open_ = false;
};

}  // namespace

TEST_SUITE("soak rules") {
  TEST_CASE("weighers: what was asked before changes nothing") {
    std::size_t open = 0;
    const std::vector<std::uint32_t> seeds = soak_seeds(30);
    for (const std::uint64_t seed : seeds) {
      const auto law = law_of(seed);
      PlanStore plans(*law);
      RandomNumbers random(seed * 31);
      for (int orders = 0; orders < 6; ++orders) {
        Walk walk(*law, plans, random);
        for (int steps = 0; steps < 20; ++steps) {
          const std::string differs = walk.step();
          CHECK_MESSAGE(differs.empty(), "seed " << seed << "\n" << walk.order() << "\n" << differs);
          if (!differs.empty()) return;
        }
        open += walk.is_open() ? 1U : 0U;
      }
    }
    CHECK(open > 2 * seeds.size());
  }
}
