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
#include "rules/columns/plain_json.h"

namespace licet::rules {

// A day of the form 2026-01-31, quickly; nothing for any other text.
std::optional<Date> read_day(std::string_view text);

class LineReader {
 public:
  // `day` is used where neither the order nor a leg has a date. The layout outlives the reader.
  LineReader(ColumnLayout& layout, Date day);

  // Reads one order; false if it is not plain, and `out` is then of no use.
  bool read(std::string_view line, StagedOrder& out);

  // A key of parties that is no fact of the law: `read` gets the text at its value and the number of the party.
  using PartyKey = std::function<bool(PlainJson& json, std::uint32_t party)>;
  void on_party_key(std::string key, PartyKey read);

 private:
  enum class Action : std::uint8_t {
    kFact,     // value: column
    kInner,    // value: table
    kRootLeg,  // value: column of a leg
    kIgnore,   // any text or number
    kExporter,
    kDate,
    kLegs,
    kItems,
    kParties,
    kFacility,
    kParty,  // value: place in party_keys_
  };
  struct Key {
    std::string name;
    Action action = Action::kIgnore;
    int value = 0;
  };
  // Keys of one kind of object, found by a hash of a few of their letters.
  struct Keys {
    static constexpr std::size_t kMost = 256;  // a bit each
    EntityKind kind = EntityKind::kOrder;
    std::array<std::uint16_t, 4 * kMost> slots{};  // number of the key and one; 0: none
    std::vector<Key> all;
    void add(std::string name, Action action, int value = 0);
    int find(std::string_view name) const;
    static std::size_t slot_of(std::string_view name);
  };
  enum class Rule : std::uint8_t { kCopy, kImpliedBy, kDeniedBy, kProduct, kRatio, kAmong, kUnstated };
  struct Derived {
    Rule rule = Rule::kCopy;
    int column = 0;
    std::vector<int> sources;
  };
  // What is known of a staged cell beyond the cell.
  struct Detail {
    bool shows = true;   // says that there is such a thing: not a figure that may be zero
    bool plain = false;  // a plain decimal
    PlainDecimal decimal;
  };

  void add_facts();
  Keys& inner_table(EntityKind kind, const std::string& name);
  void add_derived();
  bool object(PlainJson& json, int table, std::uint32_t entity);
  bool value(PlainJson& json, const Key& key, EntityKind kind, std::uint32_t entity);
  bool fact(PlainJson& json, int column, EntityKind kind, std::uint32_t entity);
  bool set(PlainJson& json, int column, EntityKind kind, std::uint32_t entity);
  bool member(std::string_view name, int column, bool present, EntityKind kind, std::uint32_t entity);
  bool figure(PlainJson& json, StatedCell& cell, Detail& detail);
  bool exporter(PlainJson& json);
  bool out_of_bounds(const ColumnInfo& info, const StatedCell& cell) const;
  bool legs(PlainJson& json);
  bool entities(PlainJson& json, EntityKind kind, int table);
  bool day(PlainJson& json, Date& out);
  void stage(EntityKind kind, std::uint32_t entity, const StatedCell& cell, const Detail& detail);
  bool derive();
  bool derive(const Derived& derived, EntityKind kind, std::uint32_t entity);
  // Number of the first cell staged for the column of the entity, or -1; of columns that derive.
  int staged(EntityKind kind, std::uint32_t entity, int column) const;
  std::size_t place_of(EntityKind kind, std::uint32_t entity, int column) const;

  ColumnLayout& layout_;
  Date default_day_;
  bool usable_ = true;  // false: the law derives facts in a way that is not known here
  std::vector<Keys> tables_;
  std::array<int, kEntityKinds> table_of_{};
  std::map<std::pair<EntityKind, std::string>, int> inner_;  // inner objects by entity and key, with their table
  std::array<std::vector<Derived>, kEntityKinds> derived_;
  std::vector<PartyKey> party_keys_;
  std::map<std::string, std::vector<StatedCell>, std::less<>> letters_;  // by name of an exporter
  StagedOrder* out_ = nullptr;
  std::vector<Detail> details_;
  // By kind: for each entity the columns of the kind, each with its first staged cell, if one was staged in this read.
  struct Staged {
    std::uint64_t read = 0;
    std::uint32_t cell = 0;
  };
  std::array<std::vector<Staged>, kEntityKinds> staged_;
  std::uint64_t reads_ = 0;
  std::vector<bool> derives_;  // by column: is it derived, or is something derived from it?
  std::array<std::size_t, kEntityKinds> columns_of_{};
  std::vector<std::size_t> among_kind_;  // by column: its place among those of its kind
  std::vector<bool> leg_has_day_;
  Date order_day_;
  bool root_leg_ = false;
};

}  // namespace licet::rules
