// Reads plain orders straight into cells: what facts/order_reader.h reads into a case, for the orders that most lines
// of a batch are. Texts are passed over, since columns do not read them. A line that is not plain (escapes, exponents,
// chips by name, components, claims, `unknowable`, a fault of any kind) is left to that reader.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/columns/batch.h"
#include "rules/columns/line_cells.h"
#include "rules/columns/line_keys.h"
#include "rules/columns/met_words.h"
#include "rules/columns/plain_json.h"

namespace licet::rules {

// A day of the form 2026-01-31, quickly; nothing for any other text.
std::optional<Date> read_day(std::string_view text);

class LineReader {
 public:
  // `day` is used where neither the order nor a leg has a date. The layout outlives the reader, which gives codes that
  // it meets their numbers there: one thread reads into one layout.
  LineReader(ColumnLayout& layout, Date day);

  // Reads one order; false if it is not plain, and `out` is then of no use.
  bool read(std::string_view line, StagedOrder& out);

  // A key of parties that is no fact of the law: `read` gets the text at its value and the number of the party.
  using PartyKey = std::function<bool(PlainJson& json, std::uint32_t party)>;
  void on_party_key(std::string key, PartyKey read);

 private:
  // How the value of a fact is read.
  struct Fact {
    FigureCell least = 0;  // cells of figures that it may have
    FigureCell most = kNoEnd;
    LineCells::Place place;
    int words = 0;  // first column of the same words
    KeyAction form = KeyAction::kBool;
  };
  using Row = LineCells::Row;

  void add_facts();
  void add_keys();
  KeyAction form_of(int column) const { return facts_[static_cast<std::size_t>(column)].form; }
  static Fact fact_of(const Law& law, const ColumnInfo& info);
  LineKeys& inner_table(EntityKind kind, const std::string& name);
  bool quick_facts(PlainJson& json, LineKeys& keys, const Row& row);
  bool object(PlainJson& json, int table, const Row& row);
  bool value(PlainJson& json, const LineKeys::Key& key, EntityKind kind, const Row& row);
  bool plain_fact(PlainJson& json, int column, const Row& row);
  bool fact(PlainJson& json, int column, const Row& row);
  bool new_word(std::string_view word, int column, const Row& row);
  bool set(PlainJson& json, int column, const Row& row);
  bool member(std::string_view name, int column, bool present, const Row& row);
  bool interval(PlainJson& json, int column, const Row& row);
  bool exporter(PlainJson& json, const Row& row);
  bool legs(PlainJson& json);
  bool next_entity(PlainJson& json, EntityKind kind);
  bool entities(PlainJson& json, EntityKind kind);
  bool day(PlainJson& json, Date& out);

  ColumnLayout& layout_;
  Date default_day_;
  bool usable_ = true;
  std::vector<Fact> facts_;                                  // by column
  std::vector<LineKeys> tables_;                             // those of the entity kinds first
  std::map<std::pair<EntityKind, std::string>, int> inner_;  // inner objects by entity and key, with their table
  std::vector<PartyKey> party_keys_;
  std::map<std::string, std::vector<StatedCell>, std::less<>> letters_;  // by name of an exporter
  MetWords words_;
  LineCells cells_;
  StagedOrder* out_ = nullptr;
  std::vector<bool> leg_has_day_;
  Date order_day_;
  bool root_leg_ = false;
};

}  // namespace licet::rules
