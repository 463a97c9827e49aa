#include "rules/columns/line_cells.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

LineCells::LineCells(const ColumnLayout& layout) : layout_(layout) {
  for (const ColumnInfo& info : layout.columns()) {
    places_.push_back({static_cast<std::uint32_t>(info.place), kNotRead, info.kind, info.type == FactType::kCode,
                       info.type == FactType::kNumber});
  }
  const FactSchema& schema = layout.law().schema();
  for (std::size_t i = 0; i < schema.facts().size(); ++i) {
    const FactDecl& fact = schema.facts()[i];
    if (fact.derived.empty() || fact.role != FactRole::kFact) continue;
    const std::vector<std::string_view> words = split(fact.derived, ' ');
    Derived out;
    out.column = layout.first_column(static_cast<int>(i));
    bool known = true;
    for (std::size_t k = 1; k < words.size(); ++k) {
      const int source = schema.find(words[k]);
      known = known && source >= 0 && (words[0] == "among" || schema.at(source).type != FactType::kText);
      if (source >= 0) out.sources.push_back(layout.first_column(source));
    }
    if (words[0] == "among") {
      out.rule = Rule::kAmong;
      known = !out.sources.empty();
      out.sources.resize(1);
    } else if (words[0] == "unstated") {
      out.rule = Rule::kUnstated;
    } else if (words[0] == "copy") {
      out.rule = Rule::kCopy;
      known = known && out.sources.size() == 1 && layout.at(out.sources[0]).words == layout.at(out.column).words &&
              layout.at(out.sources[0]).type == layout.at(out.column).type;
    } else if (words[0] == "implied_by" || words[0] == "denied_by") {
      out.rule = words[0] == "implied_by" ? Rule::kImpliedBy : Rule::kDeniedBy;
    } else {
      out.rule = words[0] == "product" ? Rule::kProduct : Rule::kRatio;
      known = known && (words[0] == "product" || words[0] == "ratio") && out.sources.size() == 2;
    }
    usable_ = usable_ && known;
    number(out.column);
    for (const int source : out.sources) {
      number(source);
      out.read |= bit_of(source);
    }
    entities_[index_of(fact.entity)].rules.push_back(std::move(out));
  }
}

void LineCells::number(int column) {
  Place& place = places_[static_cast<std::size_t>(column)];
  if (place.among == kNotRead) place.among = static_cast<std::uint32_t>(entities_[index_of(place.kind)].columns++);
}

std::uint64_t LineCells::bit_of(int column) const {
  return std::uint64_t{1} << (places_[static_cast<std::size_t>(column)].among % 64);
}

void LineCells::begin(StagedOrder& out) {
  out_ = &out;
  ++orders_;
  for (Entities& kind : entities_) kind.bits.clear();
}

LineCells::Known& LineCells::remember(const Place& place, std::uint32_t entity) {
  Entities& kind = entities_[index_of(place.kind)];
  const std::size_t entities = entity + std::size_t{1};
  if (kind.bits.size() < entities) kind.bits.resize(entities);
  if (kind.known.size() < entities * kind.columns) kind.known.resize(entities * kind.columns);
  kind.bits[entity] |= std::uint64_t{1} << (place.among % 64);
  Known& out = kind.known[entity * kind.columns + place.among];
  if (out.order == orders_) return unread_;
  out.order = orders_;
  return out;
}

const LineCells::Known* LineCells::known(std::uint32_t entity, int column) const {
  const Place& place = places_[static_cast<std::size_t>(column)];
  const Entities& kind = entities_[index_of(place.kind)];
  const std::size_t at = entity * kind.columns + place.among;
  return at < kind.known.size() && kind.known[at].order == orders_ ? &kind.known[at] : nullptr;
}

void LineCells::add(const Known& cell, int column, std::uint32_t entity) {
  if (places_[static_cast<std::size_t>(column)].is_figure) {
    figure(column, entity, cell.span, cell.detail);
  } else {
    code(column, entity, cell.code);
  }
}

bool LineCells::derive() {
  for (std::size_t i = 0; i < kEntityKinds; ++i) {
    Entities& kind = entities_[i];
    if (kind.rules.empty()) continue;
    if (kind.bits.size() < out_->counts[i]) kind.bits.resize(out_->counts[i]);
    for (std::uint32_t entity = 0; entity < out_->counts[i]; ++entity) {
      for (const Derived& one : kind.rules) {
        if ((kind.bits[entity] & one.read) == 0 && one.rule != Rule::kUnstated) continue;
        if (!derive(one, entity)) return false;
      }
    }
  }
  return true;
}

bool LineCells::derive(const Derived& derived, std::uint32_t entity) {
  const auto is_known = [&](int column) { return known(entity, column) != nullptr; };
  if (derived.rule == Rule::kProduct || derived.rule == Rule::kRatio) return derive_figure(derived, entity);
  if (derived.rule == Rule::kUnstated) {
    code(derived.column, entity,
         std::none_of(derived.sources.begin(), derived.sources.end(), is_known) ? kYesCode : kNoCode);
    return true;
  }
  if (const Known* own = known(entity, derived.column); own != nullptr)
    return derived.rule == Rule::kCopy || derived.rule == Rule::kAmong || agrees(derived, entity, own->code);
  if (derived.rule == Rule::kAmong) {
    const Known* source = known(entity, derived.sources[0]);
    const auto left = source == nullptr ? std::nullopt : layout_.narrowed_by(derived.column, source->code);
    if (left) code(derived.column, entity, *left);
    return true;
  }
  for (const int column : derived.sources) {
    const Known* source = known(entity, column);
    if (source == nullptr) continue;
    if (derived.rule == Rule::kCopy) {
      add(Known(*source), derived.column, entity);
    } else {
      if (!source->detail.shows) continue;
      code(derived.column, entity, derived.rule == Rule::kImpliedBy ? kYesCode : kNoCode);
    }
    return true;
  }
  return true;
}

bool LineCells::derive_figure(const Derived& derived, std::uint32_t entity) {
  const Known* own = known(entity, derived.column);
  const Known* left = known(entity, derived.sources[0]);
  const Known* right = known(entity, derived.sources[1]);
  // A rate without its length in bits is a fault, for the other reader to tell.
  if (right == nullptr) return derived.rule == Rule::kRatio || own != nullptr || left == nullptr;
  if (right->detail.plain && right->detail.decimal.digits == 0) return false;  // a fault
  if (left == nullptr) return true;
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
  figure(derived.column, entity, span, detail);
  return true;
}

// What is stated beside facts that imply or deny it; the contrary is a fault, for the other reader.
bool LineCells::agrees(const Derived& derived, std::uint32_t entity, WideCode stated) const {
  return std::none_of(derived.sources.begin(), derived.sources.end(), [&](int column) {
    const Known* source = known(entity, column);
    return source != nullptr && source->detail.shows &&
           stated != (derived.rule == Rule::kImpliedBy ? kYesCode : kNoCode);
  });
}

}  // namespace licet::rules
