#include "engine/law.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet {

namespace {

using Figure = std::optional<Rational> Chip::*;
using YesNo = std::optional<bool> Chip::*;

constexpr std::pair<const char*, Figure> kFigures[] = {{"tpp", &Chip::tpp},
                                                       {"applicable_die_area_mm2", &Chip::applicable_die_area_mm2},
                                                       {"io_bandwidth_gb_s", &Chip::io_bandwidth_gb_s},
                                                       {"dram_bandwidth_gb_s", &Chip::dram_bandwidth_gb_s}};
constexpr std::pair<const char*, YesNo> kYesNo[] = {{"for_data_centers", &Chip::for_data_centers},
                                                    {"non_planar", &Chip::non_planar},
                                                    {"gp10_named", &Chip::gp10_named}};

// Letters and digits, small.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : ascii_lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

// By its name or an alias, with or without the maker before it.
bool is_called(const Chip& chip, const std::string& wanted) {
  const std::string maker = folded(chip.vendor);
  const auto fits = [&](const std::string& name) {
    const std::string mine = folded(name);
    return mine == wanted || concat(maker, mine) == wanted;
  };
  return fits(chip.name) || std::any_of(chip.aliases.begin(), chip.aliases.end(), fits);
}

// One figure over all variants; nothing if one of them lacks it.
std::optional<Json> common_figure(const std::vector<const Chip*>& chips, Figure figure) {
  std::optional<Rational> low;
  std::optional<Rational> high;
  for (const Chip* chip : chips) {
    const std::optional<Rational>& value = chip->*figure;
    if (!value) return std::nullopt;
    if (!low || *value < *low) low = value;
    if (!high || *high < *value) high = value;
  }
  if (*low == *high) return Json::number_text(low->to_string());
  Json interval = Json::object();
  interval.set("at_least", Json::number_text(low->to_string())).set("at_most", Json::number_text(high->to_string()));
  return interval;
}

std::optional<Json> common_answer(const std::vector<const Chip*>& chips, YesNo question) {
  const std::optional<bool>& first = chips.front()->*question;
  const bool same =
      first && std::all_of(chips.begin(), chips.end(), [&](const Chip* chip) { return chip->*question == first; });
  return same ? std::optional<Json>(Json::boolean(*first)) : std::nullopt;
}

// Who designed the circuit, if all variants are of one company.
void add_designer(const std::vector<const Chip*>& chips, Json& item) {
  const Chip& first = *chips.front();
  const bool same = std::all_of(chips.begin(), chips.end(), [&](const Chip* chip) {
    return chip->vendor == first.vendor && chip->vendor_headquarters == first.vendor_headquarters;
  });
  if (!same) return;
  Json designer = Json::object();
  designer.set("name", Json::string(first.vendor));
  if (!first.vendor_headquarters.empty()) designer.set("headquarters", Json::string(first.vendor_headquarters));
  item.set("designer", std::move(designer));
}

// The table holds processors alone: none is a memory, nor one of the devices whose figures entries ask for.
Json common_item(const std::vector<const Chip*>& chips) {
  Json item = Json::object();
  item.set("kind", Json::string("integrated_circuit"));
  item.set("device", Json::string("other")).set("memory_device", Json::boolean(false));
  for (const auto& [key, figure] : kFigures) {
    if (auto value = common_figure(chips, figure)) item.set(key, std::move(*value));
  }
  for (const auto& [key, question] : kYesNo) {
    if (auto value = common_answer(chips, question)) item.set(key, std::move(*value));
  }
  add_designer(chips, item);
  return item;
}

}  // namespace

Result<std::shared_ptr<const rules::Law>> compile_law(const Book& book, std::vector<rules::LawSource> overlay,
                                                      BookTests tests) {
  std::vector<rules::LawSource> sources;
  for (const LawFile& file : book.content().law) {
    if (tests == BookTests::kRead || !file.path.ends_with(".tests")) sources.push_back({file.path, file.text, {}});
  }
  for (rules::LawSource& source : overlay) sources.push_back(std::move(source));
  return rules::Law::load(sources);
}

std::vector<const Chip*> find_chips(const Book& book, std::string_view name) {
  const std::string wanted = folded(name);
  std::vector<const Chip*> found;
  for (const Chip& chip : book.content().chips) {
    if (is_called(chip, wanted)) found.push_back(&chip);
  }
  return found;
}

Json chip_item(const Chip& chip) {
  return common_item({&chip});
}

rules::ChipFigures chip_figures(const Book& book) {
  return [&book](const std::string& name) -> std::optional<Json> {
    const std::vector<const Chip*> chips = find_chips(book, name);
    if (chips.empty()) return std::nullopt;
    return common_item(chips);
  };
}

}  // namespace licet
