#include "rules/columns/line_reader.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/facts/fact_values.h"
#include "rules/facts/order_reader.h"

namespace licet::rules {

namespace {

constexpr std::size_t index(EntityKind kind) {
  return static_cast<std::size_t>(kind);
}

}  // namespace

std::size_t LineReader::Keys::slot_of(std::string_view name) {
  if (name.empty()) return 0;
  const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
  const std::size_t mixed =
      name.size() * 131 + letter(0) * 31 + letter(name.size() / 2) * 167 + letter(name.size() - 1) * 401;
  return mixed % (4 * kMost);
}

void LineReader::Keys::add(std::string name, Action action, int value) {
  if (all.size() > kMost || find(name) >= 0) return;
  std::size_t slot = slot_of(name);
  while (slots[slot] != 0) slot = (slot + 1) % slots.size();
  all.push_back({std::move(name), action, value});
  slots[slot] = static_cast<std::uint16_t>(all.size());
}

int LineReader::Keys::find(std::string_view name) const {
  for (std::size_t slot = slot_of(name); slots[slot] != 0; slot = (slot + 1) % slots.size()) {
    const std::size_t key = slots[slot] - std::size_t{1};
    if (all[key].name == name) return static_cast<int>(key);
  }
  return -1;
}

LineReader::LineReader(ColumnLayout& layout, Date day) : layout_(layout), default_day_(day) {
  tables_.resize(kEntityKinds);
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    tables_[kind].kind = static_cast<EntityKind>(kind);
    table_of_[kind] = static_cast<int>(kind);
  }
  derives_.resize(layout.columns().size());
  for (const ColumnInfo& info : layout.columns()) among_kind_.push_back(columns_of_[index(info.kind)]++);
  inner_table(EntityKind::kOrder, "exporter").add("name", Action::kExporter);
  add_facts();
  Keys& order = tables_[index(EntityKind::kOrder)];
  order.add("id", Action::kIgnore);
  order.add("date", Action::kDate);
  order.add("legs", Action::kLegs);
  order.add("items", Action::kItems);
  order.add("parties", Action::kParties);
  tables_[index(EntityKind::kLeg)].add("date", Action::kDate);
  for (const char* key : {"line", "name"}) tables_[index(EntityKind::kItem)].add(key, Action::kIgnore);
  for (const char* key : {"name", "address"}) tables_[index(EntityKind::kParty)].add(key, Action::kIgnore);
  tables_[index(EntityKind::kFacility)].add("name", Action::kIgnore);
  add_derived();
  for (const Keys& keys : tables_) usable_ = usable_ && keys.all.size() <= Keys::kMost;
}

// Facts by their place in an order; `use.place` and `designer.country` of an item make a table for the inner object.
void LineReader::add_facts() {
  const auto& facts = layout_.law().schema().facts();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].json.empty()) continue;
    const int column = layout_.first_column(static_cast<int>(i));
    const auto dot = facts[i].json.find('.');
    if (dot == std::string::npos) {
      tables_[index(facts[i].entity)].add(facts[i].json, Action::kFact, column);
      continue;
    }
    if (facts[i].json.find('.', dot + 1) != std::string::npos) {
      usable_ = false;
      continue;
    }
    inner_table(facts[i].entity, facts[i].json.substr(0, dot))
        .add(facts[i].json.substr(dot + 1), Action::kFact, column);
  }
  inner_table(EntityKind::kOrder, "use").add("facility", Action::kFacility);
  for (const auto& [place, table] : inner_) {
    tables_[index(place.first)].add(place.second, Action::kInner, table);
  }
  for (const Key& key : tables_[index(EntityKind::kLeg)].all) {
    if (key.action == Action::kFact) tables_[0].add(key.name, Action::kRootLeg, key.value);
  }
}

// The keys of the inner object of that name, made when it is first met.
LineReader::Keys& LineReader::inner_table(EntityKind kind, const std::string& name) {
  const auto [found, added] = inner_.try_emplace({kind, name}, static_cast<int>(tables_.size()));
  if (added) {
    tables_.emplace_back();
    tables_.back().kind = kind;
  }
  return tables_[static_cast<std::size_t>(found->second)];
}

void LineReader::add_derived() {
  const FactSchema& schema = layout_.law().schema();
  for (std::size_t i = 0; i < schema.facts().size(); ++i) {
    const FactDecl& fact = schema.facts()[i];
    if (fact.derived.empty() || fact.role != FactRole::kFact) continue;
    const std::vector<std::string_view> words = split(fact.derived, ' ');
    Derived out;
    out.column = layout_.first_column(static_cast<int>(i));
    bool known = true;
    for (std::size_t k = 1; k < words.size(); ++k) {
      const int source = schema.find(words[k]);
      known = known && source >= 0 && (words[0] == "among" || schema.at(source).type != FactType::kText);
      if (source >= 0) out.sources.push_back(layout_.first_column(source));
    }
    if (words[0] == "among") {
      out.rule = Rule::kAmong;
      known = !out.sources.empty();
      out.sources.resize(1);
    } else if (words[0] == "unstated") {
      out.rule = Rule::kUnstated;
    } else if (words[0] == "copy") {
      out.rule = Rule::kCopy;
      known = known && out.sources.size() == 1 && layout_.at(out.sources[0]).words == layout_.at(out.column).words &&
              layout_.at(out.sources[0]).type == layout_.at(out.column).type;
    } else if (words[0] == "implied_by" || words[0] == "denied_by") {
      out.rule = words[0] == "implied_by" ? Rule::kImpliedBy : Rule::kDeniedBy;
    } else {
      out.rule = words[0] == "product" ? Rule::kProduct : Rule::kRatio;
      known = known && (words[0] == "product" || words[0] == "ratio") && out.sources.size() == 2;
    }
    usable_ = usable_ && known;
    derives_[static_cast<std::size_t>(out.column)] = true;
    for (const int source : out.sources) derives_[static_cast<std::size_t>(source)] = true;
    derived_[index(fact.entity)].push_back(std::move(out));
  }
}

void LineReader::on_party_key(std::string key, PartyKey read) {
  tables_[index(EntityKind::kParty)].add(std::move(key), Action::kParty, static_cast<int>(party_keys_.size()));
  party_keys_.push_back(std::move(read));
}

bool LineReader::read(std::string_view line, StagedOrder& out) {
  if (!usable_) return false;
  out.clear();
  out_ = &out;
  details_.clear();
  ++reads_;
  leg_has_day_.clear();
  order_day_ = default_day_;
  root_leg_ = false;
  out.counts[index(EntityKind::kOrder)] = 1;
  PlainJson json(line);
  if (!object(json, 0, 0) || !json.at_end()) return false;
  std::uint32_t& legs = out.counts[index(EntityKind::kLeg)];
  if (legs == 0) {
    legs = 1;
    out.leg_days.push_back(order_day_);
    leg_has_day_.push_back(true);
  } else if (root_leg_) {
    return false;
  }
  for (std::size_t i = 0; i < leg_has_day_.size(); ++i) {
    if (!leg_has_day_[i]) out.leg_days[i] = order_day_;
  }
  std::uint32_t& items = out.counts[index(EntityKind::kItem)];
  items = std::max<std::uint32_t>(items, 1);
  return derive();
}

bool LineReader::object(PlainJson& json, int table, std::uint32_t entity) {
  const Keys& keys = tables_[static_cast<std::size_t>(table)];
  std::array<std::uint64_t, Keys::kMost / 64> seen{};
  return json.object([&](std::string_view name) {
    const int found = keys.find(name);
    if (found < 0) return false;
    std::uint64_t& word = seen[static_cast<std::size_t>(found) / 64];
    const std::uint64_t bit = std::uint64_t{1} << (static_cast<unsigned>(found) % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return value(json, keys.all[static_cast<std::size_t>(found)], keys.kind, entity);
  });
}

bool LineReader::value(PlainJson& json, const Key& key, EntityKind kind, std::uint32_t entity) {
  std::string_view text;
  switch (key.action) {
    case Action::kFact:
      return fact(json, key.value, kind, entity);
    case Action::kRootLeg:
      root_leg_ = true;
      return fact(json, key.value, EntityKind::kLeg, 0);
    case Action::kInner:
      return object(json, key.value, entity);
    case Action::kIgnore:
      return json.next_is('"') ? json.string(text) : json.number(text);
    case Action::kExporter:
      return exporter(json);
    case Action::kDate:
      if (kind == EntityKind::kOrder) return day(json, order_day_);
      leg_has_day_[entity] = true;
      return day(json, out_->leg_days[entity]);
    case Action::kLegs:
      return legs(json);
    case Action::kItems:
      return entities(json, EntityKind::kItem, table_of_[index(EntityKind::kItem)]);
    case Action::kParties:
      return entities(json, EntityKind::kParty, table_of_[index(EntityKind::kParty)]);
    case Action::kFacility:
      if (json.next_is('[')) return entities(json, EntityKind::kFacility, table_of_[index(EntityKind::kFacility)]);
      return object(json, table_of_[index(EntityKind::kFacility)], out_->counts[index(EntityKind::kFacility)]++);
    case Action::kParty:
      return party_keys_[static_cast<std::size_t>(key.value)](json, entity);
  }
  return false;
}

bool LineReader::entities(PlainJson& json, EntityKind kind, int table) {
  return json.array([&] { return object(json, table, out_->counts[index(kind)]++); });
}

bool LineReader::legs(PlainJson& json) {
  return json.array([&] {
    out_->leg_days.emplace_back();
    leg_has_day_.push_back(false);
    return object(json, table_of_[index(EntityKind::kLeg)], out_->counts[index(EntityKind::kLeg)]++);
  });
}

std::optional<Date> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  for (std::size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    int& part = parts[i < 4 ? 0 : i < 7 ? 1 : 2];
    part = part * 10 + (text[i] - '0');
  }
  return make_date(parts[0], parts[1], parts[2]);
}

bool LineReader::day(PlainJson& json, Date& out) {
  std::string_view text;
  if (!json.string(text)) return false;
  const auto day = read_day(text);
  if (!day || *day < kFirstDay) return false;
  out = *day;
  return true;
}

void LineReader::stage(EntityKind kind, std::uint32_t entity, const StatedCell& cell, const Detail& detail) {
  out_->cells.push_back({kind, entity, cell});
  details_.push_back(detail);
  if (!derives_[static_cast<std::size_t>(cell.column)]) return;
  std::vector<Staged>& cells = staged_[index(kind)];
  const std::size_t at = place_of(kind, entity, cell.column);
  if (cells.size() <= at) cells.resize((entity + 1) * columns_of_[index(kind)]);
  if (cells[at].read != reads_) cells[at] = {reads_, static_cast<std::uint32_t>(details_.size() - 1)};
}

std::size_t LineReader::place_of(EntityKind kind, std::uint32_t entity, int column) const {
  return entity * columns_of_[index(kind)] + among_kind_[static_cast<std::size_t>(column)];
}

bool LineReader::fact(PlainJson& json, int column, EntityKind kind, std::uint32_t entity) {
  const ColumnInfo& info = layout_.at(column);
  if (!info.member.empty()) return set(json, column, kind, entity);
  StatedCell cell;
  cell.column = column;
  Detail detail;
  if (info.type == FactType::kBool) {
    bool yes = false;
    if (!json.boolean(yes)) return false;
    cell.code = yes ? 2 : 1;
  } else if (info.type == FactType::kNumber) {
    if (!figure(json, cell, detail) || out_of_bounds(info, cell)) return false;
  } else {
    std::string_view word;
    if (!json.string(word)) return false;
    if (info.type == FactType::kText) return word != "unknowable";
    auto code = layout_.known_code(column, word);
    if (!code && info.type == FactType::kCode && is_code(word)) code = layout_.code_of(column, word);
    if (!code) return false;
    cell.code = *code;
  }
  stage(kind, entity, cell, detail);
  return true;
}

// The same few exporters stand in most orders.
bool LineReader::exporter(PlainJson& json) {
  constexpr std::size_t kMostNames = 4096;
  std::string_view name;
  if (!json.string(name) || name == "unknowable") return false;
  auto found = letters_.find(name);
  if (found == letters_.end()) {
    if (letters_.size() == kMostNames) letters_.clear();
    found = letters_.emplace(name, std::vector<StatedCell>()).first;
    for (const auto& [letter, is_it] : letters_settled(layout_.law(), found->first)) {
      StatedCell cell;
      cell.column = layout_.column(kLetterFact, letter->qualified);
      cell.code = is_it ? 2 : 1;
      found->second.push_back(cell);
    }
  }
  for (const StatedCell& cell : found->second) stage(EntityKind::kOrder, 0, cell, Detail{});
  return true;
}

// Figures with bounds that reach beyond them are for the other reader, which knows the message.
bool LineReader::out_of_bounds(const ColumnInfo& info, const StatedCell& cell) const {
  for (const std::string& bound : layout_.law().schema().at(info.fact).values) {
    const auto sign = bound.find('=');
    PlainDecimal limit;
    if (!read_plain_decimal(std::string_view(bound).substr(sign + 1), limit)) return true;
    const FigureCell at = cell_of(limit);
    const bool low = bound.starts_with("above") || bound.starts_with("at_least");
    if (low ? cell.span.first <= at : cell.span.last >= at) return true;
  }
  return false;
}

bool LineReader::figure(PlainJson& json, StatedCell& cell, Detail& detail) {
  std::string_view text;
  if (!json.next_is('{')) {
    if (!json.number(text) || text[0] == '-' || !read_plain_decimal(text, detail.decimal)) return false;
    detail.plain = true;
    cell.span.first = cell.span.last = cell_of(detail.decimal);
    return true;
  }
  detail.shows = false;
  unsigned seen = 0;
  const bool read = json.object([&](std::string_view key) {
    PlainDecimal end;
    const bool low = key == "at_least" || key == "above";
    const unsigned bit = low ? 1 : 2;
    if ((!low && key != "at_most" && key != "below") || (seen & bit) != 0) return false;
    seen |= bit;
    if (!json.number(text) || text[0] == '-' || !read_plain_decimal(text, end)) return false;
    const FigureCell at = cell_of(end);
    if (!has_own_cell(at)) return false;
    if (low) {
      cell.span.first = key == "above" ? at + 1 : at;
      detail.shows = key == "above" || end.digits != 0;
    } else {
      cell.span.last = key == "below" ? at - 1 : at;
    }
    return true;
  });
  return read && cell.span.first < cell.span.last;  // a figure of one value is not an interval, an empty one a fault
}

// A list names members that are present; an object says yes or no to each.
bool LineReader::set(PlainJson& json, int column, EntityKind kind, std::uint32_t entity) {
  std::string_view name;
  const std::size_t before = out_->cells.size();
  const auto once = [&] {
    const int last = out_->cells.back().stated.column;
    return std::none_of(out_->cells.begin() + static_cast<std::ptrdiff_t>(before), out_->cells.end() - 1,
                        [&](const StagedOrder::Cell& cell) { return cell.stated.column == last; });
  };
  if (json.next_is('[')) {
    return json.array([&] { return json.string(name) && member(name, column, true, kind, entity) && once(); });
  }
  if (!json.next_is('{')) return json.string(name) && member(name, column, true, kind, entity);
  return json.object([&](std::string_view key) {
    bool present = false;
    return json.boolean(present) && member(key, column, present, kind, entity) && once();
  });
}

bool LineReader::member(std::string_view name, int column, bool present, EntityKind kind, std::uint32_t entity) {
  const int found = name.empty() ? -1 : layout_.column(layout_.at(column).fact, name);
  if (found < 0) return false;
  StatedCell cell;
  cell.column = found;
  cell.code = present ? 2 : 1;
  stage(kind, entity, cell, Detail{});
  return true;
}

// ---- derived facts ----

int LineReader::staged(EntityKind kind, std::uint32_t entity, int column) const {
  const std::vector<Staged>& cells = staged_[index(kind)];
  const std::size_t at = place_of(kind, entity, column);
  return at < cells.size() && cells[at].read == reads_ ? static_cast<int>(cells[at].cell) : -1;
}

bool LineReader::derive() {
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
    for (const Derived& one : derived_[kind]) {
      for (std::uint32_t entity = 0; entity < out_->counts[kind]; ++entity) {
        if (!derive(one, static_cast<EntityKind>(kind), entity)) return false;
      }
    }
  }
  return true;
}

bool LineReader::derive(const Derived& derived, EntityKind kind, std::uint32_t entity) {
  StatedCell cell;
  cell.column = derived.column;
  Detail detail;
  if (derived.rule == Rule::kProduct || derived.rule == Rule::kRatio) {
    const int b = staged(kind, entity, derived.sources[1]);
    // A rate without its length in bits is a fault, for the other reader to tell.
    if (b < 0) {
      return derived.rule == Rule::kRatio || staged(kind, entity, derived.column) >= 0 ||
             staged(kind, entity, derived.sources[0]) < 0;
    }
    const Detail& divisor = details_[static_cast<std::size_t>(b)];
    if (divisor.plain && divisor.decimal.digits == 0) return false;  // a fault
    const int a = staged(kind, entity, derived.sources[0]);
    if (a < 0) return true;
    const Detail& left = details_[static_cast<std::size_t>(a)];
    const Detail& right = divisor;
    // A figure that is stated too must agree; that, intervals and figures that are not plain are for the other reader.
    if (!left.plain || !right.plain || staged(kind, entity, derived.column) >= 0) return false;
    if (derived.rule == Rule::kRatio) {
      cell.span.first = cell.span.last = quotient_cell(left.decimal, right.decimal);
    } else {
      detail.plain = !__builtin_mul_overflow(left.decimal.digits, right.decimal.digits, &detail.decimal.digits) &&
                     left.decimal.places + right.decimal.places <= 18;
      detail.decimal.places = left.decimal.places + right.decimal.places;
      cell.span.first = cell.span.last = product_cell(left.decimal, right.decimal);
    }
    stage(kind, entity, cell, detail);
    return true;
  }
  if (derived.rule == Rule::kAmong) {
    const int source = staged(kind, entity, derived.sources[0]);
    if (source < 0 || staged(kind, entity, derived.column) >= 0) return true;
    const auto left = layout_.narrowed_by(derived.column, out_->cells[static_cast<std::size_t>(source)].stated.code);
    if (!left) return true;
    cell.code = *left;
    stage(kind, entity, cell, detail);
    return true;
  }
  if (derived.rule == Rule::kUnstated) {
    const bool none = std::none_of(derived.sources.begin(), derived.sources.end(),
                                   [&](int column) { return staged(kind, entity, column) >= 0; });
    cell.code = none ? 2 : 1;
    stage(kind, entity, cell, detail);
    return true;
  }
  if (const int own = staged(kind, entity, derived.column); own >= 0) {
    if (derived.rule == Rule::kCopy) return true;
    const auto contradicts = [&](int column) {
      const int source = staged(kind, entity, column);
      return source >= 0 && details_[static_cast<std::size_t>(source)].shows &&
             out_->cells[static_cast<std::size_t>(own)].stated.code != (derived.rule == Rule::kImpliedBy ? 2 : 1);
    };
    return std::none_of(derived.sources.begin(), derived.sources.end(), contradicts);  // a fault, for the other reader
  }
  for (const int column : derived.sources) {
    const int source = staged(kind, entity, column);
    if (source < 0) continue;
    if (derived.rule == Rule::kCopy) {
      cell.code = out_->cells[static_cast<std::size_t>(source)].stated.code;
      cell.span = out_->cells[static_cast<std::size_t>(source)].stated.span;
      detail = details_[static_cast<std::size_t>(source)];
    } else {
      if (!details_[static_cast<std::size_t>(source)].shows) continue;
      cell.code = derived.rule == Rule::kImpliedBy ? 2 : 1;
    }
    stage(kind, entity, cell, detail);
    return true;
  }
  return true;
}

}  // namespace licet::rules
