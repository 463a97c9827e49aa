#include "wire/frontier.h"

#include <algorithm>

#include "base/text_util.h"
#include "wire/book.h"
#include "wire/hit.h"

namespace licet {

namespace {

Json figure_json(const std::optional<Rational>& value) {
  return value ? Json::number_text(value->to_decimal(6)) : Json::null();
}

Json bound_json(const std::string& metric, const std::string& unit, const std::optional<Rational>& bound, bool open) {
  Json out = Json::object();
  out.append_member("metric", Json::string(metric));
  out.append_member("unit", Json::string(unit));
  out.append_member("bound", figure_json(bound));
  out.append_member("kind", bound ? Json::string(open ? "below" : "at_most") : Json::null());
  return out;
}

void add_new(std::vector<std::string>& all, const std::string& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

Json limit_json(const rules::FrontierSide& side) {
  Json out = bound_json(side.metric, side.unit, side.high, side.high_open);
  std::vector<std::string> drawn_by;
  std::vector<std::string> citations;
  std::vector<std::string> requirements;
  std::vector<std::string> perhaps;
  for (const rules::FrontierLine& line : side.lines) {
    add_new(drawn_by, line.drawn_by);
    add_new(citations, line.cite);
    for (const std::string& requirement : line.requirements) add_new(requirements, requirement);
    for (const std::string& requirement : line.perhaps) add_new(perhaps, requirement);
  }
  if (side.low) {
    out.append_member("from", figure_json(side.low));
    out.append_member("from_kind", Json::string(side.low_open ? "above" : "at_least"));
  }
  out.append_member("drawn_by", strings_json(drawn_by));
  out.append_member("citations", strings_json(citations));
  out.append_member("requirements", strings_json(requirements));
  if (!perhaps.empty()) out.append_member("perhaps", strings_json(perhaps));
  return out;
}

Json chip_json(const FrontierChip& chip, const rules::FrontierBand& band) {
  Json out = Json::object();
  out.append_member("name", Json::string(chip.chip->name));
  out.append_member("vendor", Json::string(chip.chip->vendor));
  for (std::size_t i = 0; i < band.sides.size(); ++i)
    out.append_member(band.sides[i].metric, figure_json(chip.figures[i]));
  out.append_member("certainty", Json::string(to_string(chip.chip->certainty)));
  return out;
}

Json band_json(const FrontierAnswer& answer, std::size_t i) {
  const rules::FrontierBand& band = answer.frontier.bands[i];
  Json out = Json::object();
  if (const std::string& fact = answer.frontier.choice; !fact.empty())
    out.append_member(fact.substr(fact.find('.') + 1), band.choice ? Json::boolean(*band.choice) : Json::null());
  out.append_member("most_capable",
                    bound_json(band.sides.front().metric, band.sides.front().unit, band.best, band.best_open));
  out.append_member("kept_down_by_area", Json::boolean(band.by_area));
  out.append_member("area_from", figure_json(band.area_from));
  Json limits = Json::array();
  for (const rules::FrontierSide& side : band.sides) {
    if (side.high || side.low) limits.push(limit_json(side));
  }
  out.append_member("limits", std::move(limits));
  out.append_member("open_entries", strings_json(band.open_entries));
  Json chips = Json::array();
  for (const FrontierChip& chip : answer.chips[i]) chips.push(chip_json(chip, band));
  out.append_member("chips", std::move(chips));
  return out;
}

}  // namespace

Json frontier_json(const Book& book, const rules::Law& law, const FrontierAnswer& answer) {
  Json out = Json::object();
  out.append_member("to", Json::string(answer.question.to));
  out.append_member("on", Json::string(to_string(answer.question.on)));
  out.append_member("area_max", figure_json(answer.question.area_max));
  out.append_member("given", strings_json(answer.frontier.given));
  Json bands = Json::array();
  for (std::size_t i = 0; i < answer.frontier.bands.size(); ++i) bands.push(band_json(answer, i));
  out.append_member("bands", std::move(bands));
  out.append_member("cells", Json::number(static_cast<std::int64_t>(answer.frontier.cells)));
  out.append_member("undecided_cells", Json::number(static_cast<std::int64_t>(answer.frontier.undecided)));
  out.append_member("open_facts", strings_json(answer.frontier.unlooked));
  out.append_member("book", book_brief_json(book));
  out.append_member("law_hash", Json::string(law.hash()));
  return out;
}

}  // namespace licet
