#include "rules/eval/frontier.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text_util.h"
#include "rules/eval/reading.h"
#include "rules/facts/fact_values.h"

namespace licet::rules {

namespace {

constexpr std::size_t kWeighings = 500;  // for one cell
constexpr std::size_t kMostSides = 3;
constexpr std::size_t kMostCellsOfSide = 33;

using Spot = std::array<std::size_t, kMostSides>;  // number of a cell on each axis

// The values of one figure, cut at its lines: between them, and on each of them.
struct Axis {
  int fact = 0;
  std::vector<Interval> cells;
};

struct Box {
  Spot low{};
  Spot high{};
};

class FrontierFinder {
 public:
  FrontierFinder(const Law& law, PlanStore& plans, const FrontierQuestion& question)
      : law_(law), question_(question), readings_(law) {
    options_.posture = question.posture;
    options_.profile = question.profile;
    options_.plans = &plans;
    options_.questions = false;
    options_.proof = false;
  }

  Result<Frontier> run() {
    LICET_RETURN_IF_ERROR(build_case());
    LICET_RETURN_IF_ERROR(cut_axes());
    lines_ = lines_of(case_);
    weigher_ = make_weigher(law_, case_, options_, options_.profile, {});
    std::vector<std::optional<bool>> choices = {question_.choice};
    if (choice_ >= 0 && !question_.choice) choices = {true, false};
    for (const std::optional<bool>& choice : choices) {
      weigh_grid(choice);
      for (const Box& box : largest_boxes()) add_band(box, choice);
    }
    drop_lesser();
    join_choices();
    out_.unlooked.assign(unlooked_.begin(), unlooked_.end());
    return std::move(out_);
  }

 private:
  // ---- the order ----

  Error in_table(const std::vector<std::string>& row, std::string_view what) const {
    return Error{ErrorCode::kParse, concat("tables/frontier.tsv: row ", ticked(row[1]), ": ", what)};
  }

  Status build_case() {
    const TupleTable* table = law_.table(kFrontierTable);
    if (table == nullptr) return Error{ErrorCode::kNotFound, "the law has no table of the frontier"};
    case_.add(EntityKind::kOrder, "order");
    case_.legs.push_back(case_.add(EntityKind::kLeg, "leg 1"));
    case_.leg_days.push_back(question_.on);
    case_.items.push_back(case_.add(EntityKind::kItem, "line 1"));
    case_.parties.push_back(case_.add(EntityKind::kParty, "the recipient"));
    for (const std::vector<std::string>& row : table->rows) LICET_RETURN_IF_ERROR(read_row(row));
    // No letter binds the exporter, and the recipient is no listed party.
    for (const Decl* letter : law_.all(DeclKind::kLetter))
      case_.state_word(0, kLetterFact, FactType::kBool, "false", letter->qualified);
    for (std::size_t id = 0; id < law_.schema().facts().size(); ++id) {
      const FactDecl& fact = law_.schema().at(static_cast<int>(id));
      if (fact.listing.empty() || fact.entity != EntityKind::kParty) continue;
      if (fact.type == FactType::kSet) {
        case_.entity(case_.parties[0]).closed_sets.push_back(static_cast<int>(id));
      } else {
        case_.state_bool(case_.parties[0], static_cast<int>(id), false);
      }
    }
    return {};
  }

  int entity_of(EntityKind kind) const {
    switch (kind) {
      case EntityKind::kLeg:
        return case_.legs[0];
      case EntityKind::kItem:
        return case_.items[0];
      case EntityKind::kParty:
        return case_.parties[0];
      default:
        return 0;
    }
  }

  Status read_row(const std::vector<std::string>& row) {
    const int fact = law_.schema().find(row[1]);
    if (fact < 0) return in_table(row, "no such fact is declared");
    const FactDecl& decl = law_.schema().at(fact);
    const int entity = entity_of(decl.entity);
    if (row[0] == "maximise") {
      if (decl.type != FactType::kNumber || axes_.size() == kMostSides)
        return in_table(row, concat("at most ", kMostSides, " figures can be driven up"));
      axes_.push_back(Axis{fact, {}});
    } else if (row[0] == "area") {
      out_.area = fact;
    } else if (row[0] == "choice") {
      choice_ = fact;
      out_.choice = decl.name;
    } else if (row[0] == "to") {
      return state_fact(case_, entity, fact, Json::string(question_.to), law_, "flag `--to`");
    } else if (row[0] == "given") {
      const Json value = decl.type == FactType::kBool     ? Json::boolean(row[2] == "yes")
                         : decl.type == FactType::kNumber ? Json::number_text(row[2])
                                                          : Json::string(row[2]);
      out_.given.push_back(concat(decl.name, " = ", row[2], row[3].empty() ? "" : concat(": ", row[3])));
      return state_fact(case_, entity, fact, value, law_, "tables/frontier.tsv");
    } else {
      return in_table(row, "expected given, to, maximise, area or choice");
    }
    return {};
  }

  // ---- the grid ----

  Status cut_axes() {
    std::map<int, std::set<Rational>> lines;
    for (const auto& [fact, limit] : readings_.lines_on(question_.on)) lines[fact].insert(limit);
    for (Axis& axis : axes_) {
      axis.cells = cut_figure(lines[axis.fact]);
      if (axis.cells.size() > kMostCellsOfSide)
        return Error{ErrorCode::kParse, "too many lines on one figure for an exact search"};
    }
    while (axes_.size() < kMostSides) axes_.push_back(Axis{-1, {Interval::not_negative()}});
    return {};
  }

  std::size_t index(const Spot& spot) const {
    return (spot[0] * axes_[1].cells.size() + spot[1]) * axes_[2].cells.size() + spot[2];
  }

  template <typename Visit>
  void each_spot(const Box& box, Visit visit) const {
    Spot spot{};
    for (spot[0] = box.low[0]; spot[0] <= box.high[0]; ++spot[0]) {
      for (spot[1] = box.low[1]; spot[1] <= box.high[1]; ++spot[1]) {
        for (spot[2] = box.low[2]; spot[2] <= box.high[2]; ++spot[2]) visit(spot);
      }
    }
  }

  Box whole() const {
    Box box;
    for (std::size_t i = 0; i < kMostSides; ++i) box.high[i] = axes_[i].cells.size() - 1;
    return box;
  }

  Possible figure_in(const Interval& interval) const {
    Possible out;
    out.type = FactType::kNumber;
    out.number = interval;
    out.asked = true;
    return out;
  }

  Assignment at(const Spot& spot, const std::optional<bool>& choice) const {
    Assignment fixed;
    for (std::size_t i = 0; i < kMostSides; ++i) {
      if (axes_[i].fact >= 0) fixed[Variable{case_.items[0], axes_[i].fact, {}}] = figure_in(axes_[i].cells[spot[i]]);
    }
    if (choice_ >= 0 && choice) {
      Possible said = everything_possible(law_.schema().at(choice_), law_.places());
      said.words = {*choice ? "true" : "false"};
      said.asked = true;
      fixed[Variable{entity_of(law_.schema().at(choice_).entity), choice_, {}}] = said;
    }
    return fixed;
  }

  void weigh_grid(const std::optional<bool>& choice) {
    free_.assign(axes_[0].cells.size() * axes_[1].cells.size() * axes_[2].cells.size(), false);
    each_spot(whole(), [&](const Spot& spot) {
      const Assignment fixed = at(spot, choice);
      Search search(*weigher_);
      const Reachable reached = search.reach(lines_, fixed, kWeighings).reached;
      ++out_.cells;
      free_[index(spot)] = reached.most() <= Outcome::kNoLicenseRequired;
      if (reached.most() <= Outcome::kNoLicenseRequired || reached.least() > Outcome::kNoLicenseRequired) return;
      ++out_.undecided;
      for (const Variable& variable : search.split_on()) unlooked_.insert(weigher_->name_of(variable));
    });
  }

  bool all_free(const Box& box) const {
    bool all = true;
    each_spot(box, [&](const Spot& spot) { all = all && free_[index(spot)]; });
    return all;
  }

  // Boxes of free cells that no free box holds. From each free cell they are grown in every direction.
  std::vector<Box> largest_boxes() const {
    std::vector<Box> out;
    const Box all = whole();
    each_spot(all, [&](const Spot& low) {
      if (!free_[index(low)]) return;
      each_spot(Box{low, all.high}, [&](const Spot& high) {
        const Box box{low, high};
        if (free_[index(high)] && all_free(box) && !can_grow(box)) out.push_back(box);
      });
    });
    return out;
  }

  bool can_grow(const Box& box) const {
    for (std::size_t i = 0; i < kMostSides; ++i) {
      Box lower = box;
      Box higher = box;
      if (box.low[i] > 0) {
        lower.low[i] = lower.high[i] = box.low[i] - 1;
        if (all_free(lower)) return true;
      }
      if (box.high[i] + 1 < axes_[i].cells.size()) {
        higher.low[i] = higher.high[i] = box.high[i] + 1;
        if (all_free(higher)) return true;
      }
    }
    return false;
  }

  // ---- bands ----

  void add_band(const Box& box, const std::optional<bool>& choice) {
    FrontierBand band;
    band.choice = choice;
    for (std::size_t i = 0; i < kMostSides; ++i) {
      if (axes_[i].fact < 0) continue;
      const Interval& first = axes_[i].cells[box.low[i]];
      const Interval& last = axes_[i].cells[box.high[i]];
      const FactDecl& fact = law_.schema().at(axes_[i].fact);
      FrontierSide side{axes_[i].fact, fact.name.substr(fact.name.find('.') + 1), fact.unit, {}, {}, false, false, {}};
      if (box.low[i] > 0) side.low = first.low;
      side.low_open = first.low_open;
      side.high = last.high;
      side.high_open = last.high_open;
      if (side.high) side.lines = lines_beyond(box, i, choice);
      band.sides.push_back(std::move(side));
    }
    band.open_entries = open_entries(case_at(box.high, choice));
    if (bound_by_area(band)) out_.bands.push_back(std::move(band));
  }

  Case case_at(const Spot& spot, const std::optional<bool>& choice) const {
    Case there = case_;
    for (const auto& [variable, value] : at(spot, choice))
      there.entity(variable.entity).facts[{variable.fact, variable.member}] = value;
    return there;
  }

  std::vector<std::string> open_entries(const Case& there) const {
    Evaluator evaluator(law_, there, question_.profile, question_.posture);
    evaluator.set_day(question_.on);
    evaluator.push("leg", there.legs[0]);
    evaluator.push("item", there.items[0]);
    std::vector<std::string> out;
    for (const Decl* entry : law_.all(DeclKind::kEntry)) {
      if (evaluator.standing(*entry).value == Truth::kUnknown) out.push_back(entry->name);
    }
    return out;
  }

  // What holds in the first cell beyond the upper side that needs a license.
  std::vector<FrontierLine> lines_beyond(const Box& box, std::size_t axis, const std::optional<bool>& choice) {
    Box face = box;
    face.low[axis] = face.high[axis] = box.high[axis] + 1;
    std::optional<Spot> beyond;
    each_spot(face, [&](const Spot& spot) {
      if (!free_[index(spot)]) beyond = spot;
    });
    if (!beyond) return {};
    const Case there = case_at(*beyond, choice);
    const Decision decision = decide(law_, there, options_);
    FrontierLine beyond_it;
    for (const RequirementRow& row : decision.requirements) {
      if (!row.binds || row.version == nullptr) continue;
      std::vector<std::string>& cites = row.possible_only ? beyond_it.perhaps : beyond_it.requirements;
      if (std::find(cites.begin(), cites.end(), row.version->cite) == cites.end()) cites.push_back(row.version->cite);
    }
    if (!beyond_it.requirements.empty()) beyond_it.perhaps.clear();
    return drawn_lines(there, axes_[axis].fact, *axes_[axis].cells[box.high[axis]].high, beyond_it);
  }

  // Entries (else rules) that hold there and draw that line.
  std::vector<FrontierLine> drawn_lines(const Case& there, int fact, const Rational& limit,
                                        const FrontierLine& beyond_it) {
    Evaluator evaluator(law_, there, question_.profile, question_.posture);
    evaluator.set_day(question_.on);
    evaluator.push("leg", there.legs[0]);
    evaluator.push("item", there.items[0]);
    std::vector<FrontierLine> out;
    for (const DeclKind kind : {DeclKind::kEntry, DeclKind::kRule}) {
      for (const Decl* decl : law_.all(kind)) {
        if (!out.empty() && kind == DeclKind::kRule) break;
        if (!decl->per.empty() || evaluator.standing(*decl).value != Truth::kTrue) continue;
        for (const NumberAtom& atom : readings_.number_atoms(*decl, question_.on)) {
          const Interval here = evaluator.figure(*atom.atom->kids[1]);
          if (atom.atom->kids[0]->fact != fact || !here.is_point() || *here.low != limit) continue;
          out.push_back(beyond_it);
          out.back().drawn_by = kind == DeclKind::kEntry ? decl->name : decl->qualified;
          out.back().cite = version_on(*decl, question_.on)->cite;
          break;
        }
      }
    }
    return out;
  }

  // Density is TPP over area: with an area at most A and a density below P, TPP stays below P * A.
  // False if no item of so small an area lies in the band.
  bool bound_by_area(FrontierBand& band) const {
    FrontierSide& capability = band.sides[0];
    band.best = capability.high;
    band.best_open = capability.high_open;
    const FrontierSide* density = density_of(band);
    if (density == nullptr || !density->high) return true;
    if (question_.area_max) {
      const Rational most = *density->high * *question_.area_max;
      if (capability.low && most <= *capability.low) return false;
      if (!band.best || most < *band.best) {
        band.best = most;
        band.best_open = density->high_open;
        band.by_area = true;
      }
    }
    if (band.best && !density->high->is_zero()) band.area_from = *band.best / *density->high;
    return true;
  }

  const FrontierSide* density_of(const FrontierBand& band) const {
    if (out_.area < 0) return nullptr;
    const std::string formula =
        concat("ratio ", law_.schema().at(band.sides[0].fact).name, " ", law_.schema().at(out_.area).name);
    for (const FrontierSide& side : band.sides) {
      if (law_.schema().at(side.fact).derived == formula) return &side;
    }
    return nullptr;
  }

  // ---- order and dominance ----

  // At least as high: a missing bound is the highest, a closed one higher than an open one.
  static bool reaches(const std::optional<Rational>& a, bool a_open, const std::optional<Rational>& b, bool b_open) {
    if (!a) return true;
    if (!b) return false;
    return *b < *a || (*a == *b && (!a_open || b_open));
  }

  static bool dominates(const FrontierBand& a, const FrontierBand& b) {
    if (a.choice != b.choice || !reaches(a.best, a.best_open, b.best, b.best_open)) return false;
    for (std::size_t i = 1; i < a.sides.size(); ++i) {
      if (!reaches(a.sides[i].high, a.sides[i].high_open, b.sides[i].high, b.sides[i].high_open)) return false;
    }
    return true;
  }

  void drop_lesser() {
    std::vector<FrontierBand>& bands = out_.bands;
    std::stable_sort(bands.begin(), bands.end(), [](const FrontierBand& a, const FrontierBand& b) {
      const bool a_reaches = reaches(a.best, a.best_open, b.best, b.best_open);
      const bool b_reaches = reaches(b.best, b.best_open, a.best, a.best_open);
      return a_reaches && !b_reaches;
    });
    std::vector<FrontierBand> kept;
    for (std::size_t i = 0; i < bands.size(); ++i) {
      bool lesser = false;
      for (std::size_t j = 0; j < bands.size() && !lesser; ++j) {
        lesser = i != j && dominates(bands[j], bands[i]) && (j < i || !dominates(bands[i], bands[j]));
      }
      if (!lesser) kept.push_back(bands[i]);
    }
    bands = std::move(kept);
  }

  // A band that the choice does not move stands once.
  void join_choices() {
    if (question_.choice) return;
    std::vector<FrontierBand> joined;
    for (FrontierBand& band : out_.bands) {
      const auto twin = std::find_if(joined.begin(), joined.end(), [&](const FrontierBand& other) {
        return other.choice && other.choice != band.choice && same_sides(other, band);
      });
      if (twin == joined.end()) {
        joined.push_back(std::move(band));
      } else {
        twin->choice.reset();
      }
    }
    out_.bands = std::move(joined);
  }

  static bool same_sides(const FrontierBand& a, const FrontierBand& b) {
    return std::equal(a.sides.begin(), a.sides.end(), b.sides.begin(), b.sides.end(),
                      [](const FrontierSide& x, const FrontierSide& y) {
                        return x.low == y.low && x.low_open == y.low_open && x.high == y.high &&
                               x.high_open == y.high_open;
                      });
  }

  const Law& law_;
  const FrontierQuestion& question_;
  DecideOptions options_;
  Readings readings_;
  Case case_;
  int choice_ = -1;
  std::vector<Axis> axes_;
  std::vector<Line> lines_;
  std::unique_ptr<Weigher> weigher_;
  std::vector<bool> free_;
  std::set<std::string> unlooked_;
  Frontier out_;
};

}  // namespace

Result<Frontier> find_frontier(const Law& law, PlanStore& plans, const FrontierQuestion& question) {
  return FrontierFinder(law, plans, question).run();
}

}  // namespace licet::rules
