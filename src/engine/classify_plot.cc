#include "engine/classify_plot.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text_util.h"
#include "engine/law.h"
#include "rules/eval/evaluator.h"
#include "rules/eval/reading.h"
#include "rules/facts/fact_values.h"
#include "rules/facts/order_reader.h"

namespace licet {

namespace {

constexpr std::string_view kPlotTable = "changes/plot";
constexpr std::size_t kMostCells = 200;  // of one axis

bool is_below(const std::string& code, const std::string& family) {
  return code == family || code.starts_with(concat(family, "."));
}

class Plotter {
 public:
  Plotter(const rules::Law& law, Date on) : law_(law) { out_.on = on; }

  Status read_table() {
    const rules::TupleTable* table = law_.table(kPlotTable);
    if (table == nullptr) return Error{ErrorCode::kNotFound, "the law has no table of what is to be plotted"};
    facts_.add(rules::EntityKind::kOrder, "order");
    facts_.legs.push_back(facts_.add(rules::EntityKind::kLeg, "leg 1"));
    item_ = facts_.add(rules::EntityKind::kItem, "line 1");
    for (const std::vector<std::string>& row : table->rows) LICET_RETURN_IF_ERROR(read_row(row));
    if (out_.across.fact < 0 || out_.up.fact < 0 || out_.families.empty())
      return Error{ErrorCode::kParse, "tables/plot.tsv: expected rows across, up and family"};
    for (const rules::Decl* entry : law_.all(rules::DeclKind::kEntry)) {
      const bool wanted = std::any_of(out_.families.begin(), out_.families.end(),
                                      [&](const PlotFamily& family) { return is_below(entry->name, family.code); });
      if (wanted) entries_.push_back(entry);
    }
    return {};
  }

  Status cut_axes() {
    rules::Evaluator evaluator(law_, facts_, nullptr, rules::Posture::kInForce);
    evaluator.set_day(out_.on);
    std::map<int, std::set<Rational>> lines;
    const rules::Readings readings(law_);
    for (const rules::Decl* entry : entries_) {
      for (const rules::NumberAtom& atom : readings.number_atoms(*entry, out_.on)) {
        if (rules::reads_a_fact(*atom.atom->kids[1])) continue;
        const rules::Interval limit = evaluator.figure(*atom.atom->kids[1]);
        if (limit.is_point()) lines[atom.atom->kids[0]->fact].insert(*limit.low);
      }
    }
    for (PlotAxis* axis : {&out_.across, &out_.up}) {
      for (rules::Interval& cell : rules::cut_figure(lines[axis->fact])) {
        if (!cell.is_point()) axis->cells.push_back(std::move(cell));
      }
      if (axis->cells.size() > kMostCells) return Error{ErrorCode::kParse, "too many lines on one figure for a plot"};
    }
    return {};
  }

  void fill() {
    for (const rules::Interval& up : out_.up.cells) {
      for (const rules::Interval& across : out_.across.cells) {
        PlotCell cell;
        cell.verdict = verdict_at(across, up, choice_setting_);
        cell.hangs_on_choice = choice_ >= 0 && cell.verdict != verdict_at(across, up, !choice_setting_);
        out_.cells.push_back(std::move(cell));
      }
    }
  }

  void add_chip(const Chip& chip) {
    const auto input = rules::read_item(chip_item(chip), law_, nullptr, out_.on);
    if (!input) return;  // figures that do not agree: the table's own test reports them
    const int item = input->facts.items.front();
    const auto figure = [&](int fact) -> std::optional<Rational> {
      const rules::Possible* value = input->facts.find(item, fact);
      if (value == nullptr || !value->number.is_point()) return std::nullopt;
      return value->number.low;
    };
    PlotChip row;
    row.name = chip.name.starts_with(concat(chip.vendor, " ")) ? chip.name.substr(chip.vendor.size() + 1) : chip.name;
    row.across = figure(out_.across.fact);
    row.up = figure(out_.up.fact);
    const rules::Possible* said = choice_ < 0 ? nullptr : input->facts.find(item, choice_);
    if (said != nullptr && said->is_single()) row.choice = (said->words[0] == "true") == choice_setting_;
    row.verdict = verdict(input->facts, item);
    out_.chips.push_back(std::move(row));
  }

  ClassifyPlot take() { return std::move(out_); }

 private:
  Error in_table(const std::vector<std::string>& row, std::string_view what) const {
    return Error{ErrorCode::kParse, concat("tables/plot.tsv: row ", ticked(row[1]), ": ", what)};
  }

  Status read_row(const std::vector<std::string>& row) {
    if (row[0] == "family") {
      out_.families.push_back(PlotFamily{row[1], row[2], row[3]});
      return {};
    }
    const int fact = law_.schema().find(row[1]);
    if (fact < 0 || law_.schema().at(fact).entity != rules::EntityKind::kItem)
      return in_table(row, "no such fact of an item is declared");
    const rules::FactType type = law_.schema().at(fact).type;
    if (row[0] == "given") {
      const Json value = type == rules::FactType::kBool ? Json::boolean(row[2] == "yes") : Json::string(row[2]);
      return rules::state_fact(facts_, item_, fact, value, law_, "tables/plot.tsv");
    }
    if (row[0] == "choice" && type == rules::FactType::kBool) {
      choice_ = fact;
      choice_setting_ = row[2] == "yes";
      out_.choice_title = row[3];
      return {};
    }
    const bool axis = (row[0] == "across" || row[0] == "up") && type == rules::FactType::kNumber;
    if (!axis) return in_table(row, "expected given, family, a number across or up, or a choice of yes and no");
    PlotAxis& out = row[0] == "across" ? out_.across : out_.up;
    out.fact = fact;
    out.title = row[3];
    return {};
  }

  PlotVerdict verdict_at(const rules::Interval& across, const rules::Interval& up, bool choice) {
    rules::Case facts = facts_;
    facts.state_number(item_, out_.across.fact, across);
    facts.state_number(item_, out_.up.fact, up);
    if (choice_ >= 0) facts.state_bool(item_, choice_, choice);
    return verdict(facts, item_);
  }

  PlotVerdict verdict(const rules::Case& facts, int item) const {
    rules::Evaluator evaluator(law_, facts, nullptr, rules::Posture::kInForce);
    evaluator.set_day(out_.on);
    evaluator.push("leg", facts.legs.front());
    evaluator.push("item", item);
    PlotVerdict out;
    std::set<std::string> needs;
    for (const rules::Decl* entry : entries_) {
      evaluator.clear_splits();
      const Truth value = evaluator.standing(*entry).value;
      if (value == Truth::kTrue) out.holds.push_back(entry->name);
      if (value != Truth::kUnknown) continue;
      out.open.push_back(entry->name);
      for (const rules::Split& split : evaluator.splits()) {
        const std::string& fact = law_.schema().at(split.variable.fact).name;
        needs.insert(fact.substr(fact.find('.') + 1));
      }
    }
    out.needs.assign(needs.begin(), needs.end());
    return out;
  }

  const rules::Law& law_;
  ClassifyPlot out_;
  rules::Case facts_;
  int item_ = 0;
  int choice_ = -1;
  bool choice_setting_ = true;
  std::vector<const rules::Decl*> entries_;
};

}  // namespace

std::optional<std::size_t> family_of(const ClassifyPlot& plot, const std::vector<std::string>& codes) {
  for (std::size_t i = 0; i < plot.families.size(); ++i) {
    for (const std::string& code : codes) {
      if (is_below(code, plot.families[i].code)) return i;
    }
  }
  return std::nullopt;
}

Result<ClassifyPlot> classify_plot(const Book& book, const rules::Law& law, Date on) {
  Plotter plotter(law, on);
  LICET_RETURN_IF_ERROR(plotter.read_table());
  LICET_RETURN_IF_ERROR(plotter.cut_axes());
  plotter.fill();
  for (const Chip& chip : book.content().chips) plotter.add_chip(chip);
  return plotter.take();
}

}  // namespace licet
