#include "rules/columns/line_cells.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/facts/derived_facts.h"

namespace licet::rules {

LineCells::LineCells(const ColumnLayout& layout) : layout_(layout) {
  for (const ColumnInfo& info : layout.columns()) places_.push_back({StagedOrder::place_of(info), kNotRead});
  add_paragraph_lookups();
  const FactSchema& schema = layout.law().schema();
  for (std::size_t i = 0; i < schema.facts().size(); ++i) {
    const FactDecl& fact = schema.facts()[i];
    if (fact.derived.empty() || fact.role != FactRole::kFact) continue;
    const std::vector<std::string_view> words = split(fact.derived, ' ');
    Derived out;
    out.column = layout.first_column(static_cast<int>(i));
    out.is_figure = layout.at(out.column).type == FactType::kNumber;
    bool known = true;
    std::vector<int> sources;
    for (std::size_t k = 1; k < words.size(); ++k) {
      const int source = schema.find(words[k]);
      known =
          known && source >= 0 && schema.at(source).entity == fact.entity && schema.at(source).type != FactType::kText;
      if (source >= 0) sources.push_back(layout.first_column(source));
    }
    if (words[0] == "among") {
      out.rule = Rule::kAmong;
      known = !sources.empty() && layout.at(sources[0]).kind == fact.entity;
      sources.resize(1);
    } else if (words[0] == "unstated") {
      out.rule = Rule::kUnstated;
    } else if (words[0] == "copy") {
      out.rule = Rule::kCopy;
      known = known && sources.size() == 1 && layout.at(sources[0]).words == layout.at(out.column).words &&
              layout.at(sources[0]).type == layout.at(out.column).type;
    } else if (words[0] == "implied_by" || words[0] == "denied_by") {
      out.rule = words[0] == "implied_by" ? Rule::kImpliedBy : Rule::kDeniedBy;
    } else {
      out.rule = words[0] == "product" ? Rule::kProduct : Rule::kRatio;
      known = known && (words[0] == "product" || words[0] == "ratio") && sources.size() == 2;
    }
    usable_ = usable_ && known;
    if (!usable_) return;
    number(out.column);
    out.place = place(out.column);
    for (const int source : sources) {
      out.sources.push_back(number(source));
      out.read |= std::uint64_t{1} << (out.sources.back() % 64);
    }
    entities_[index_of(fact.entity)].rules.push_back(std::move(out));
  }
}

// First of all: only what the order itself states counts.
void LineCells::add_paragraph_lookups() {
  for (const ParagraphLookup& lookup : paragraph_lookups(layout_.law())) {
    Derived out;
    out.rule = Rule::kLacks;
    out.column = layout_.first_column(lookup.fact);
    out.paragraphs = lookup.paragraphs;
    number(out.column);
    out.place = place(out.column);
    out.sources.push_back(number(layout_.first_column(lookup.code)));
    out.read = std::uint64_t{1} << (out.sources.back() % 64);
    entities_[index_of(layout_.at(out.column).kind)].rules.push_back(std::move(out));
  }
}

WideCode LineCells::lacks(Derived& derived, WideCode code) const {
  if (derived.answers.size() <= code) derived.answers.resize(code + std::size_t{1}, kNothing);
  WideCode& answer = derived.answers[code];
  if (answer == kNothing)
    answer = lacks_paragraph(*derived.paragraphs, layout_.stated_codes()[code - std::size_t{1}]) ? kYesCode : kNoCode;
  return answer;
}

// The number of the column among those of its kind that rules read or state; it gets one when it has none.
std::uint32_t LineCells::number(int column) {
  Place& place = places_[static_cast<std::size_t>(column)];
  if (place.among == kNotRead)
    place.among = static_cast<std::uint32_t>(entities_[index_of(place.place.kind)].columns++);
  return place.among;
}

void LineCells::begin(StagedOrder& out) {
  out_ = &out;
  ++orders_;
  for (Entities& kind : entities_) kind.bits.clear();
}

LineCells::Row LineCells::row(EntityKind kind, std::uint32_t entity) {
  Entities& entities = entities_[index_of(kind)];
  const std::size_t count = entity + std::size_t{1};
  if (entities.bits.size() < count) entities.bits.resize(count);
  if (entities.known.size() < count * entities.columns) entities.known.resize(count * entities.columns);
  return {entity, entities.known.data() + entity * entities.columns, &entities.bits[entity]};
}

bool LineCells::derive() {
  for (std::size_t i = 0; i < kEntityKinds; ++i) {
    std::vector<Derived>& rules = entities_[i].rules;
    for (std::uint32_t entity = 0; entity < out_->counts[i] && !rules.empty(); ++entity) {
      const Row at = row(static_cast<EntityKind>(i), entity);
      for (Derived& one : rules) {
        if ((*at.bits & one.read) == 0 && one.rule != Rule::kUnstated) continue;
        if (!derive(one, at)) return false;
      }
    }
  }
  return true;
}

bool LineCells::derive(Derived& derived, const Row& row) {
  const auto is_known = [&](std::uint32_t source) { return known(row, source) != nullptr; };
  if (derived.rule == Rule::kProduct || derived.rule == Rule::kRatio) return derive_figure(derived, row);
  if (derived.rule == Rule::kUnstated) {
    code(derived.place, row,
         std::none_of(derived.sources.begin(), derived.sources.end(), is_known) ? kYesCode : kNoCode);
    return true;
  }
  if (derived.rule == Rule::kLacks) {
    if (const Known* stated = known(row, derived.sources[0])) code(derived.place, row, lacks(derived, stated->code));
    return true;
  }
  if (const Known* own = known(row, derived.place.among); own != nullptr)
    return derived.rule == Rule::kCopy || derived.rule == Rule::kAmong || agrees(derived, row, own->code);
  if (derived.rule == Rule::kAmong) {
    const Known* source = known(row, derived.sources[0]);
    const auto left = source == nullptr ? std::nullopt : layout_.narrowed_by(derived.column, source->code);
    if (left) code(derived.place, row, *left);
    return true;
  }
  for (const std::uint32_t among : derived.sources) {
    const Known* source = known(row, among);
    if (source == nullptr) continue;
    if (derived.rule == Rule::kCopy) {
      const Known same = *source;
      derived.is_figure ? figure(derived.place, row, same.span, same.detail) : code(derived.place, row, same.code);
    } else {
      if (!source->detail.shows) continue;
      code(derived.place, row, derived.rule == Rule::kImpliedBy ? kYesCode : kNoCode);
    }
    return true;
  }
  return true;
}

bool LineCells::derive_figure(const Derived& derived, const Row& row) {
  const Known* own = known(row, derived.place.among);
  const Known* left = known(row, derived.sources[0]);
  const Known* right = known(row, derived.sources[1]);
  // A rate without its length in bits is a fault, for the other reader to tell.
  if (right == nullptr) return derived.rule == Rule::kRatio || own != nullptr || left == nullptr;
  if (right->detail.plain && right->detail.decimal.digits == 0) return false;  // a fault
  // A ratio that is stated gives the dividend too: that is for the other reader.
  if (left == nullptr) return derived.rule != Rule::kRatio || own == nullptr;
  // A figure that is stated too must agree; that, intervals and figures that are not plain are for the other reader.
  if (!left->detail.plain || !right->detail.plain || own != nullptr) return false;
  const PlainDecimal a = left->detail.decimal;
  const PlainDecimal b = right->detail.decimal;
  CellSpan span;
  Detail detail;
  if (derived.rule == Rule::kRatio) {
    span.first = span.last = quotient_cell(a, b);
  } else {
    detail.plain = !__builtin_mul_overflow(a.digits, b.digits, &detail.decimal.digits) && a.places + b.places <= 18;
    detail.decimal.places = a.places + b.places;
    span.first = span.last = product_cell(a, b);
  }
  figure(derived.place, row, span, detail);
  return true;
}

// What is stated beside facts that imply or deny it; the contrary is a fault, for the other reader.
bool LineCells::agrees(const Derived& derived, const Row& row, WideCode stated) const {
  return std::none_of(derived.sources.begin(), derived.sources.end(), [&](std::uint32_t among) {
    const Known* source = known(row, among);
    return source != nullptr && source->detail.shows &&
           stated != (derived.rule == Rule::kImpliedBy ? kYesCode : kNoCode);
  });
}

}  // namespace licet::rules
