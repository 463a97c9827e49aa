#include "rules/columns/line_reader.h"

#include <algorithm>
#include <limits>

#include "base/text_util.h"
#include "rules/facts/fact_values.h"
#include "rules/facts/order_reader.h"

namespace licet::rules {

LineReader::LineReader(ColumnLayout& layout, Date day) : layout_(layout), default_day_(day), cells_(layout) {
  tables_.resize(kEntityKinds);
  for (std::size_t kind = 0; kind < kEntityKinds; ++kind) tables_[kind].kind = static_cast<EntityKind>(kind);
  add_facts();
  add_keys();
  usable_ = usable_ && cells_.usable() &&
            std::none_of(tables_.begin(), tables_.end(), [](const LineKeys& keys) { return keys.overfull(); });
}

void LineReader::add_facts() {
  const auto& columns = layout_.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    facts_.push_back(fact_of(layout_.law(), columns[i]));
    facts_.back().place = cells_.place(static_cast<int>(i));
    const auto like = std::find_if(columns.begin(), columns.end(), [&](const ColumnInfo& info) {
      return info.type == columns[i].type && info.words == columns[i].words;
    });
    facts_.back().words = static_cast<int>(like - columns.begin());
  }
}

LineReader::Fact LineReader::fact_of(const Law& law, const ColumnInfo& info) {
  Fact out;
  if (info.fact < 0) return out;  // letters are no keys of orders
  if (!info.member.empty()) {
    out.form = KeyAction::kSet;
  } else if (info.type == FactType::kBool) {
    out.form = KeyAction::kBool;
  } else if (info.type == FactType::kText) {
    out.form = KeyAction::kText;
  } else if (info.type != FactType::kNumber) {
    out.form = KeyAction::kWord;
  } else {
    out.form = KeyAction::kFigure;
    for (const std::string& bound : law.schema().at(info.fact).values) {
      PlainDecimal limit;
      const bool plain = read_plain_decimal(std::string_view(bound).substr(bound.find('=') + 1), limit);
      const FigureCell at = cell_of(limit);
      // A figure at a bound itself is for the other reader, and so are all where the bound is not plain.
      if (!plain) out.least = std::numeric_limits<FigureCell>::max();
      if (bound.starts_with("above") || bound.starts_with("at_least")) {
        out.least = std::max(out.least, at + 1);
      } else {
        out.most = std::min(out.most, at - 1);
      }
    }
  }
  return out;
}

// Facts by their place in an order; `use.place` and `designer.country` of an item make a table for the inner object.
void LineReader::add_keys() {
  inner_table(EntityKind::kOrder, "exporter").add("name", KeyAction::kExporter);
  const auto& facts = layout_.law().schema().facts();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].json.empty()) continue;
    const int column = layout_.first_column(static_cast<int>(i));
    const auto dot = facts[i].json.find('.');
    if (dot == std::string::npos) {
      tables_[index_of(facts[i].entity)].add(facts[i].json, form_of(column), column);
      continue;
    }
    if (facts[i].json.find('.', dot + 1) != std::string::npos) {
      usable_ = false;
      continue;
    }
    inner_table(facts[i].entity, facts[i].json.substr(0, dot))
        .add(facts[i].json.substr(dot + 1), form_of(column), column);
  }
  inner_table(EntityKind::kOrder, "use").add("facility", KeyAction::kFacility);
  for (const auto& [place, table] : inner_) tables_[index_of(place.first)].add(place.second, KeyAction::kInner, table);
  LineKeys& order = tables_[index_of(EntityKind::kOrder)];
  LineKeys& leg = tables_[index_of(EntityKind::kLeg)];
  for (std::size_t i = 0; i < leg.all().size(); ++i) {
    const LineKeys::Key& key = leg.all()[i];
    if (key.action <= KeyAction::kSet) order.add(leg.name(i), KeyAction::kRootLeg, key.value);
  }
  order.add("id", KeyAction::kIgnore);
  order.add("date", KeyAction::kDate);
  order.add("legs", KeyAction::kLegs);
  order.add("items", KeyAction::kItems);
  order.add("parties", KeyAction::kParties);
  leg.add("date", KeyAction::kDate);
  tables_[index_of(EntityKind::kItem)].add("line", KeyAction::kLine);
  tables_[index_of(EntityKind::kItem)].add("name", KeyAction::kIgnore);
  for (const char* key : {"name", "address"}) tables_[index_of(EntityKind::kParty)].add(key, KeyAction::kIgnore);
  tables_[index_of(EntityKind::kFacility)].add("name", KeyAction::kIgnore);
}

// The keys of the inner object of that name, made when it is first met.
LineKeys& LineReader::inner_table(EntityKind kind, const std::string& name) {
  const auto [found, added] = inner_.try_emplace({kind, name}, static_cast<int>(tables_.size()));
  if (added) {
    tables_.emplace_back();
    tables_.back().kind = kind;
  }
  return tables_[static_cast<std::size_t>(found->second)];
}

void LineReader::on_party_key(std::string key, PartyKey read) {
  LineKeys& parties = tables_[index_of(EntityKind::kParty)];
  parties.add(std::move(key), KeyAction::kParty, static_cast<int>(party_keys_.size()));
  usable_ = usable_ && !parties.overfull();
  party_keys_.push_back(std::move(read));
}

bool LineReader::read(std::string_view line, StagedOrder& out) {
  if (!usable_) return false;
  out.clear();
  out_ = &out;
  cells_.begin(out);
  leg_has_day_.clear();
  order_day_ = default_day_;
  root_leg_ = false;
  out.counts[index_of(EntityKind::kOrder)] = 1;
  PlainJson json(line);
  if (!object(json, 0, cells_.row(EntityKind::kOrder, 0)) || !json.at_end()) return false;
  std::uint32_t& legs = out.counts[index_of(EntityKind::kLeg)];
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
  std::uint32_t& items = out.counts[index_of(EntityKind::kItem)];
  items = std::max<std::uint32_t>(items, 1);
  return cells_.derive();
}

// Reads facts as most are while their keys follow one another as they did before. Stands behind a comma then, before
// all that must be read with more care; or at the end of the object, which it says.
bool LineReader::quick_facts(PlainJson& json, LineKeys& keys, const Row& row) {
  cells_.make_room(keys.all().size());
  PlainJson read = json;
  bool ended = false;
  while (!ended && read.ample()) {
    PlainJson at = read;
    LineKeys::Key* const key = keys.quick_take(at);
    if (key == nullptr || key->action > KeyAction::kWord || !keys.is_new(*key)) break;
    const Fact& fact = facts_[static_cast<std::size_t>(key->value)];
    if (key->action == KeyAction::kFigure) {
      std::uint64_t figure = 0;
      if (!at.quick_digits(figure) || !at.at_comma_or_brace()) break;
      const FigureCell cell = whole_cell(figure);
      if (cell < fact.least || cell > fact.most) break;
      cells_.quick_figure(fact.place, row, cell, figure);
    } else if (key->action == KeyAction::kBool) {
      bool yes = false;
      if (!at.quick_boolean(yes) || !at.at_comma_or_brace()) break;
      cells_.quick_code(fact.place, row, yes ? kYesCode : kNoCode);
    } else {
      std::string_view word;
      if (!at.quick_string(word) || !at.at_comma_or_brace()) break;
      const WideCode code = words_.code(fact.words, word, PlainJson::kAmple);
      if (code == kNothing) break;
      cells_.quick_code(fact.place, row, code);
    }
    keys.enter(key);
    read = at;
    ended = !read.quick_take(',');
  }
  json = read;
  if (ended) json.put_back();
  return ended;
}

bool LineReader::plain_fact(PlainJson& json, int column, const Row& row) {
  const Fact& fact = facts_[static_cast<std::size_t>(column)];
  PlainJson at = json;
  if (fact.form == KeyAction::kBool) {
    bool yes = false;
    if (!at.boolean(yes)) return false;
    cells_.code(fact.place, row, yes ? kYesCode : kNoCode);
  } else if (fact.form == KeyAction::kFigure) {
    LineCells::Detail detail;
    if (!at.decimal(detail.decimal)) return false;
    detail.plain = true;
    const FigureCell cell = cell_of(detail.decimal);
    if (cell < fact.least || cell > fact.most) return false;
    cells_.figure(fact.place, row, {cell, cell}, detail);
  } else if (fact.form == KeyAction::kWord) {
    std::string_view word;
    if (!at.string(word)) return false;
    const WideCode code = words_.code(fact.words, word, at.readable(word));
    if (code == kNothing) return false;
    cells_.code(fact.place, row, code);
  } else {
    return false;
  }
  json = at;
  return true;
}

bool LineReader::object(PlainJson& json, int table, const Row& row) {
  LineKeys& keys = tables_[static_cast<std::size_t>(table)];
  if (!json.take('{')) return false;
  if (json.take('}')) return true;
  keys.begin();
  do {
    if (quick_facts(json, keys, row)) break;
    const LineKeys::Key* key = keys.take(json);
    if (key == nullptr || !value(json, *key, keys.kind, row)) return false;
  } while (json.take(','));
  return json.take('}');
}

bool LineReader::value(PlainJson& json, const LineKeys::Key& key, EntityKind kind, const Row& row) {
  std::string_view text;
  switch (key.action) {
    case KeyAction::kBool:
    case KeyAction::kFigure:
    case KeyAction::kWord:
    case KeyAction::kText:
    case KeyAction::kSet:
      return fact(json, key.value, row);
    case KeyAction::kRootLeg:
      root_leg_ = true;
      return fact(json, key.value, cells_.row(EntityKind::kLeg, 0));
    case KeyAction::kInner:
      return object(json, key.value, row);
    case KeyAction::kIgnore:
      return json.next_is('"') ? json.string(text) : json.number(text);
    case KeyAction::kLine:
      return json.number(text) && text == std::to_string(row.entity + 1);
    case KeyAction::kExporter:
      return exporter(json, row);
    case KeyAction::kDate:
      if (kind == EntityKind::kOrder) return day(json, order_day_);
      leg_has_day_[row.entity] = true;
      return day(json, out_->leg_days[row.entity]);
    case KeyAction::kLegs:
      return legs(json);
    case KeyAction::kItems:
      return entities(json, EntityKind::kItem);
    case KeyAction::kParties:
      return entities(json, EntityKind::kParty);
    case KeyAction::kFacility:
      if (json.next_is('[')) return entities(json, EntityKind::kFacility);
      return next_entity(json, EntityKind::kFacility);
    case KeyAction::kParty:
      return party_keys_[static_cast<std::size_t>(key.value)](json, row.entity);
  }
  return false;
}

bool LineReader::next_entity(PlainJson& json, EntityKind kind) {
  return object(json, static_cast<int>(kind), cells_.row(kind, out_->counts[index_of(kind)]++));
}

bool LineReader::entities(PlainJson& json, EntityKind kind) {
  return json.array([&] { return next_entity(json, kind); });
}

bool LineReader::legs(PlainJson& json) {
  return json.array([&] {
    out_->leg_days.emplace_back();
    leg_has_day_.push_back(false);
    return next_entity(json, EntityKind::kLeg);
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

bool LineReader::fact(PlainJson& json, int column, const Row& row) {
  if (plain_fact(json, column, row)) return true;
  std::string_view word;
  switch (facts_[static_cast<std::size_t>(column)].form) {
    case KeyAction::kSet:
      return set(json, column, row);
    case KeyAction::kText:
      return json.string(word) && word != "unknowable";
    case KeyAction::kWord:
      return json.string(word) && new_word(word, column, row);
    case KeyAction::kFigure:
      return json.next_is('{') && interval(json, column, row);
    default:
      return false;
  }
}

bool LineReader::new_word(std::string_view word, int column, const Row& row) {
  auto code = layout_.known_code(column, word);
  if (!code && layout_.at(column).type == FactType::kCode && is_code(word)) code = layout_.code_of(column, word);
  if (!code) return false;
  const Fact& fact = facts_[static_cast<std::size_t>(column)];
  words_.add(fact.words, word, *code);
  cells_.code(fact.place, row, *code);
  return true;
}

// The same few exporters stand in most orders.
bool LineReader::exporter(PlainJson& json, const Row& row) {
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
      cell.code = is_it ? kYesCode : kNoCode;
      found->second.push_back(cell);
    }
  }
  for (const StatedCell& cell : found->second) cells_.code(cells_.place(cell.column), row, cell.code);
  return true;
}

bool LineReader::interval(PlainJson& json, int column, const Row& row) {
  const Fact& fact = facts_[static_cast<std::size_t>(column)];
  CellSpan span;
  LineCells::Detail detail;
  detail.shows = false;
  unsigned seen = 0;
  const bool read = json.object([&](std::string_view key) {
    PlainDecimal end;
    const bool low = key == "at_least" || key == "above";
    const unsigned bit = low ? 1 : 2;
    if ((!low && key != "at_most" && key != "below") || (seen & bit) != 0) return false;
    seen |= bit;
    if (!json.decimal(end)) return false;
    const FigureCell at = cell_of(end);
    if (!has_own_cell(at)) return false;
    if (low) {
      span.first = key == "above" ? at + 1 : at;
      detail.shows = key == "above" || end.digits != 0;
    } else {
      span.last = key == "below" ? at - 1 : at;
    }
    return true;
  });
  // A figure of one value is not an interval, an empty one a fault.
  if (!read || span.first >= span.last || span.first < fact.least || span.last > fact.most) return false;
  cells_.figure(fact.place, row, span, detail);
  return true;
}

// A list names members that are present; an object says yes or no to each.
bool LineReader::set(PlainJson& json, int column, const Row& row) {
  std::string_view name;
  const std::size_t before = out_->codes.size();
  const auto once = [&] {
    const StagedOrder::Code* const end = out_->codes.end() - 1;
    const std::uint32_t last = end->place.number;
    return std::none_of(out_->codes.begin() + before, end,
                        [&](const StagedOrder::Code& cell) { return cell.place.number == last; });
  };
  if (json.next_is('[')) {
    return json.array([&] { return json.string(name) && member(name, column, true, row) && once(); });
  }
  if (!json.next_is('{')) return json.string(name) && member(name, column, true, row);
  return json.object([&](std::string_view key) {
    bool present = false;
    return json.boolean(present) && member(key, column, present, row) && once();
  });
}

bool LineReader::member(std::string_view name, int column, bool present, const Row& row) {
  const int found = name.empty() ? -1 : layout_.column(layout_.at(column).fact, name);
  if (found < 0) return false;
  cells_.code(cells_.place(found), row, present ? kYesCode : kNoCode);
  return true;
}

}  // namespace licet::rules
