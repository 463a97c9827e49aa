#include "rules/eval/several_days.h"

#include <algorithm>
#include <optional>

#include "rules/eval/like_lines.h"
#include "rules/eval/reference_weigher.h"

namespace licet::rules {

namespace {

class DaysWeigher final : public Weigher {
 public:
  explicit DaysWeigher(std::vector<DayPart> parts)
      : parts_(std::move(parts)),
        named_(static_cast<int>(parts_.front().facts->entities.size())),
        given_(parts_.size()) {}

  Levels levels(const std::vector<Line>& lines, const Assignment& assignment) override {
    Levels out;
    std::vector<std::pair<Outcome, Outcome>> by_line(lines.size());
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const Mine mine = lines_of(part, lines);
      if (mine.lines.empty()) continue;
      Levels below = weigher_of(part).levels(mine.lines, mine_of(part, assignment));
      take_splits(part, below.splits);
      merge_line(out, below.low, below.high, below.possible, below.splits);
      for (std::size_t i = 0; i < mine.places.size(); ++i) by_line[mine.places[i]] = below.by_line[i];
    }
    out.by_line = std::move(by_line);
    return out;
  }

  Truth contradicts(const std::vector<Line>& lines, const Assignment& assignment, std::size_t most,
                    std::vector<Split>& splits) override {
    Truth out = Truth::kFalse;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const Mine mine = lines_of(part, lines);
      if (mine.lines.empty()) continue;
      std::vector<Split> below;
      out = either(out, weigher_of(part).contradicts(mine.lines, mine_of(part, assignment), most, below));
      take_splits(part, below);
      for (Split& split : below) {
        const auto same = [&](const Split& other) { return other.variable == split.variable; };
        if (std::none_of(splits.begin(), splits.end(), same)) splits.push_back(std::move(split));
      }
    }
    return out;
  }

  Contradiction contradiction(const std::vector<Line>& lines, const Assignment& assignment) override {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const Mine mine = lines_of(part, lines);
      if (mine.lines.empty()) continue;
      const Contradiction found = weigher_of(part).contradiction(mine.lines, mine_of(part, assignment));
      if (found.entry != nullptr) return found;
    }
    return {};
  }

  std::vector<std::string> words_of_items() const override {
    std::vector<std::string> out(parts_.front().facts->items.size());
    for (const DayPart& part : parts_) {
      const std::vector<std::string> words = part.weigher->words_of_items();
      if (words.empty()) return {};
      join_words(words, out);
    }
    return out;
  }

  void given(const Assignment* facts) override {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      given_[part] = facts == nullptr ? std::nullopt : std::optional(mine_of(part, *facts));
      parts_[part].weigher->given(given_[part] ? &*given_[part] : nullptr);
    }
  }

  std::string name_of(const Variable& variable) const override {
    const std::size_t part = part_of(variable.entity);
    return parts_[part].weigher->name_of(own(part, variable));
  }

  const Entity& entity(int id) const override {
    const std::size_t part = part_of(id);
    return parts_[part].weigher->entity(own(part, Variable{id, 0, {}}).entity);
  }

  std::set<AssumptionUse> assumptions_used() const override {
    std::set<AssumptionUse> out;
    for (const DayPart& part : parts_) out.merge(part.weigher->assumptions_used());
    return out;
  }

 private:
  // Lines of one day, with the places of these among those asked for.
  struct Mine {
    std::vector<Line> lines;
    std::vector<std::size_t> places;
  };

  Mine lines_of(std::size_t part, const std::vector<Line>& lines) const {
    const std::vector<int>& legs = parts_[part].legs;
    Mine out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto at = std::find(legs.begin(), legs.end(), static_cast<int>(lines[i].leg));
      if (at == legs.end()) continue;
      out.lines.push_back(Line{static_cast<std::size_t>(at - legs.begin()), lines[i].item});
      out.places.push_back(i);
    }
    return out;
  }

  // Who is not named has numbers of the parts in turn, behind those of the named.
  bool is_named(int entity) const { return entity < named_; }
  int count() const { return static_cast<int>(parts_.size()); }
  std::size_t part_of(int entity) const {
    return is_named(entity) ? 0 : static_cast<std::size_t>((entity - named_) % count());
  }
  Variable own(std::size_t part, Variable variable) const {
    if (!is_named(variable.entity))
      variable.entity = named_ + (variable.entity - named_ - static_cast<int>(part)) / count();
    return variable;
  }

  Assignment mine_of(std::size_t part, const Assignment& assignment) const {
    Assignment out;
    for (const auto& [variable, cell] : assignment) {
      if (is_of(part, variable)) out[own(part, variable)] = cell;
    }
    return out;
  }

  // Who is on a list may be stated on one day and open on another.
  bool is_of(std::size_t part, const Variable& variable) const {
    if (!is_named(variable.entity)) return part_of(variable.entity) == part;
    if (variable.fact < 0 || !is_stated(*parts_[part].facts, variable)) return true;
    const Possible* mine = parts_[part].facts->find(variable.entity, variable.fact, variable.member);
    return std::all_of(parts_.begin(), parts_.end(), [&](const DayPart& other) {
      const Possible* theirs = other.facts->find(variable.entity, variable.fact, variable.member);
      return is_stated(*other.facts, variable) && (mine == nullptr) == (theirs == nullptr) &&
             (mine == nullptr || *theirs == *mine);
    });
  }

  static bool is_stated(const Case& facts, const Variable& variable) {
    if (facts.find(variable.entity, variable.fact, variable.member) != nullptr) return true;
    const std::vector<int>& closed = facts.entity(variable.entity).closed_sets;
    return std::find(closed.begin(), closed.end(), variable.fact) != closed.end();
  }

  void take_splits(std::size_t part, std::vector<Split>& splits) const {
    for (Split& split : splits) {
      int& entity = split.variable.entity;
      if (!is_named(entity)) entity = named_ + (entity - named_) * count() + static_cast<int>(part);
    }
  }

  // The weigher of a part, asked for the splits that are wanted of the whole.
  Weigher& weigher_of(std::size_t part) {
    Weigher& out = *parts_[part].weigher;
    out.want_splits(most_splits_);
    out.want_splits_of(whose_);
    out.want_split_of(nullptr);
    if (wanted_ == nullptr || (!is_named(wanted_->entity) && part_of(wanted_->entity) != part)) return out;
    wanted_here_ = own(part, *wanted_);
    out.want_split_of(&wanted_here_);
    return out;
  }

  std::vector<DayPart> parts_;
  int named_;
  std::vector<std::optional<Assignment>> given_;
  Variable wanted_here_;
};

}  // namespace

std::unique_ptr<Weigher> make_days_weigher(std::vector<DayPart> parts) {
  return std::make_unique<DaysWeigher>(std::move(parts));
}

}  // namespace licet::rules
