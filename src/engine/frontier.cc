#include "engine/frontier.h"

#include <algorithm>

#include "engine/law.h"

namespace licet {

namespace {

constexpr std::size_t kMostChips = 6;

bool inside(const rules::FrontierSide& side, const std::optional<Rational>& figure) {
  if (!figure) return !side.low && !side.high;
  if (side.low && (*figure < *side.low || (side.low_open && *figure == *side.low))) return false;
  return !side.high || *figure < *side.high || (!side.high_open && *figure == *side.high);
}

std::optional<Rational> figure_of(const rules::OrderInput& input, int fact) {
  const rules::Possible* value = fact < 0 ? nullptr : input.facts.find(input.facts.items[0], fact);
  if (value == nullptr || !value->number.is_point()) return std::nullopt;
  return value->number.low;
}

class ChipFinder {
 public:
  ChipFinder(const rules::Law& law, const FrontierAnswer& answer) : law_(law), answer_(answer) {}

  std::optional<FrontierChip> fit(const Chip& chip, const rules::OrderInput& input,
                                  const rules::FrontierBand& band) const {
    FrontierChip out{&chip, {}};
    if (!fits_choice(input, band)) return std::nullopt;
    const std::optional<Rational> area = figure_of(input, answer_.frontier.area);
    if (answer_.question.area_max && area && *answer_.question.area_max < *area) return std::nullopt;
    for (const rules::FrontierSide& side : band.sides) {
      out.figures.push_back(figure_of(input, side.fact));
      if (!inside(side, out.figures.back())) return std::nullopt;
    }
    if (!out.figures.front()) return std::nullopt;
    return out;
  }

 private:
  bool fits_choice(const rules::OrderInput& input, const rules::FrontierBand& band) const {
    const int fact = law_.schema().find(answer_.frontier.choice);
    if (!band.choice || fact < 0) return true;
    const rules::Possible* said = input.facts.find(input.facts.items[0], fact);
    return said != nullptr && said->words == std::vector<std::string>{*band.choice ? "true" : "false"};
  }

  const rules::Law& law_;
  const FrontierAnswer& answer_;
};

}  // namespace

Result<FrontierAnswer> frontier(const Book& book, const rules::Law& law, rules::PlanStore& plans,
                                const rules::FrontierQuestion& question) {
  FrontierAnswer out;
  out.question = question;
  LICET_TRY(out.frontier, rules::find_frontier(law, plans, question));
  out.chips.resize(out.frontier.bands.size());
  const ChipFinder finder(law, out);
  for (const Chip& chip : book.content().chips) {
    const auto input = rules::read_item(chip_item(chip), law, nullptr, question.on);
    if (!input) continue;  // figures that do not agree: the table's own test reports them
    for (std::size_t i = 0; i < out.chips.size(); ++i) {
      if (auto fit = finder.fit(chip, *input, out.frontier.bands[i])) out.chips[i].push_back(std::move(*fit));
    }
  }
  for (std::vector<FrontierChip>& chips : out.chips) {
    std::stable_sort(chips.begin(), chips.end(), [](const FrontierChip& a, const FrontierChip& b) {
      return *b.figures.front() < *a.figures.front();
    });
    if (chips.size() > kMostChips) chips.resize(kMostChips);
  }
  return out;
}

}  // namespace licet
