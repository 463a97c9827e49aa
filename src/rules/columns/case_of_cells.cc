#include "rules/columns/case_of_cells.h"

#include "base/text_util.h"

namespace licet::rules {

namespace {

Rational figure_at(FigureCell cell) {
  return Rational(cell / 2) / Rational(kFigureScale);
}

Interval interval_of(FigureCell first, FigureCell last) {
  Interval out;
  out.low_open = !has_own_cell(first);
  out.low = figure_at(out.low_open ? first - 1 : first);
  if (last == kNoEnd) return out;
  out.high_open = !has_own_cell(last);
  out.high = figure_at(out.high_open ? last + 1 : last);
  return out;
}

void state(const ColumnLayout& layout, const KindColumns& columns, const ColumnInfo& info, std::size_t row, int entity,
           Case& out) {
  if (info.type == FactType::kNumber) {
    const FigureEnds& ends = columns.figures[info.place][row];
    if (ends != FigureEnds()) out.state_number(entity, info.fact, interval_of(ends.first, ends.last()));
    return;
  }
  if (info.type == FactType::kCode) {
    const WideCode code = columns.wide_codes[info.place][row];
    if (code == kNothing) return;
    if (code <= layout.narrowed().size()) {
      out.entity(entity).facts[{info.fact, std::string()}] = layout.narrowed()[std::size_t{code} - 1].left;
    } else {
      out.state_word(entity, info.fact, info.type, layout.stated_codes()[std::size_t{code} - 1]);
    }
    return;
  }
  const CellCode code = columns.codes[info.place][row];
  if (code == kNothing) return;
  if (code <= info.words.size()) {
    out.state_word(entity, info.fact, info.type, info.words[std::size_t{code} - 1], info.member);
  } else {
    const Law& law = layout.law();
    out.state_unknowable(entity, info.fact, everything_possible(law.schema().at(info.fact), law.places()), info.member);
  }
}

}  // namespace

Case case_of_cells(const ColumnLayout& layout, const BatchGroup& group, std::size_t number) {
  Case out;
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    for (std::size_t row = group.begin[kind][number]; row < group.begin[kind][number + 1]; ++row) {
      const auto of = static_cast<EntityKind>(kind);
      const int entity = out.add(of, concat(to_string(of), " ", row - group.begin[kind][number] + 1));
      if (of == EntityKind::kLeg) {
        out.legs.push_back(entity);
        out.leg_days.push_back(group.day);
      }
      if (of == EntityKind::kItem) out.items.push_back(entity);
      if (of == EntityKind::kParty) out.parties.push_back(entity);
      if (of == EntityKind::kFacility) out.facilities.push_back(entity);
      for (const ColumnInfo& info : layout.columns()) {
        if (info.kind == of) state(layout, group.columns[kind], info, row, entity, out);
      }
    }
  }
  return out;
}

}  // namespace licet::rules
