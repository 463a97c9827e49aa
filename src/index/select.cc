#include "index/select.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "index/word.h"
#include "match/align.h"
#include "match/qualifiers.h"
#include "match/sound.h"

namespace licet {

namespace {

constexpr std::uint64_t kCheap = 3000;     // names to touch for one reading that need no better signature
constexpr std::size_t kFewSurvivors = 8;   // scored at once rather than bounded further
constexpr std::size_t kLongKeyList = 256;  // entries of one key that are not counted one by one
constexpr std::uint64_t kLongKeyCost = 30'000;
constexpr std::size_t kEntriesOfName = 8;  // an estimate
constexpr std::int64_t kOne = 1'000'000;

// Working memory of a thread; names and values are zero between uses.
struct Scratch {
  struct OfName {
    std::int64_t sum = 0;   // weight times likeness over the signature
    std::int32_t best = 0;  // largest likeness for one position
    std::int32_t met = 0;   // weight of positions that met something and may conflict
  };
  std::vector<OfName> names;
  std::vector<std::int32_t> value;  // by entry
  NearMemo memo;
};

Scratch& scratch_for(const IndexView& index) {
  static thread_local Scratch scratch;
  if (scratch.names.size() < index.names()) scratch.names.resize(index.names());
  scratch.memo.use_for(index);
  if (scratch.value.size() < index.entries()) scratch.value.resize(index.entries(), 0);
  return scratch;
}

std::uint64_t names_of(const IndexView& index, std::uint32_t entry) {
  return index.posting_begin[entry + 1] - index.posting_begin[entry];
}

// One reading of the query: its runs and what they meet, looked up when first needed.
class QueryReading {
 public:
  QueryReading(const IndexView& index, const Reading& reading, const Weakening& weakening, NearMemo& memo)
      : v_(index), reading_(reading), weak_(weakening), memo_(memo), runs_(reading.positions.size() * kMaxRun) {}

  std::size_t size() const { return reading_.positions.size(); }
  std::int64_t weight(std::size_t position) const { return reading_.positions[position].weight; }
  std::int64_t whole_weight() const { return reading_.weight; }
  const Reading& reading() const { return reading_; }
  // Its weight, if it stands against words of the other side where it meets nothing.
  std::int32_t conflict_weight(std::size_t position) const {
    const Position& p = reading_.positions[position];
    if (weak_.unsure_conflicts) return can_conflict(p) ? static_cast<std::int32_t>(licet::conflict_weight(p)) : 0;
    return static_cast<std::int32_t>(sure_conflict_weight(p));
  }

  // Calls `each` with the near entries of every run that holds the position.
  template <typename Each>
  void for_near(std::size_t position, Each&& each) {
    const std::size_t longest = weak_.no_joined_query_words ? 1 : kMaxRun;
    for (std::size_t count = 1; count <= longest; ++count) {
      const std::size_t from = position + 1 > count ? position + 1 - count : 0;
      for (std::size_t first = from; first <= position && first + count <= size(); ++first) each(near(first, count));
    }
  }

  // Names that the position touches.
  std::uint64_t cost(std::size_t position) {
    std::uint64_t sum = 1;
    for_near(position, [&](const std::vector<NearEntry>& found) {
      for (const NearEntry& n : found) sum += names_of(v_, n.entry);
    });
    return sum;
  }

  // A guess of the cost without a scan: names with the word itself, its class and the like.
  std::uint64_t guess(std::size_t position) const {
    const Position& p = reading_.positions[position];
    std::uint64_t sum = p.forms[0].text.size() < 5 ? 200 : 30;
    const auto hash = static_cast<std::uint32_t>(text_hash(std::u32string_view(p.forms[0].text)));
    for (std::size_t i = lower_place(v_.spelling_hash, hash);
         i < v_.spelling_hash.size() && v_.spelling_hash[i] == hash; ++i) {
      sum += names_of(v_, v_.spelling_entry[i]);
    }
    std::vector<std::uint64_t> keys;
    add_query_keys(p, reading_.kind, keys);
    for (const std::uint64_t key : keys) sum += names_of_key(key);
    return sum;
  }

 private:
  struct Run {
    bool done = false;
    std::vector<NearEntry> near;
  };

  const std::vector<NearEntry>& near(std::size_t first, std::size_t count) {
    Run& run = runs_[first * kMaxRun + count - 1];
    if (!run.done) {
      run.near = count == 1 ? near_entries(v_, reading_.positions[first], reading_.kind, weak_, memo_)
                            : near_entries(v_, joined_run(reading_, first, count), reading_.kind, weak_, memo_);
      run.done = true;
    }
    return run.near;
  }

  std::uint64_t names_of_key(std::uint64_t key) const {
    std::uint64_t sum = 0;
    const std::size_t begin = lower_place(v_.key, key);
    for (std::size_t i = begin; i < v_.key.size() && v_.key[i] == key; ++i) {
      if (i - begin >= kLongKeyList) return kLongKeyCost;
      sum += names_of(v_, v_.key_entry[i]);
    }
    return sum;
  }

  const IndexView& v_;
  const Reading& reading_;
  const Weakening& weak_;
  NearMemo& memo_;
  std::vector<Run> runs_;
};

// Lemma 6 for many names of one reading: the bound floor(floor((sum + rest) / W) * strength) falls below `least`
// exactly where the sum falls below a limit that depends on the strength alone. So no name costs a division.
class Pruning {
 public:
  Pruning(std::int64_t whole_weight, std::int64_t rest, std::int64_t least) : whole_(whole_weight), rest_(rest * kOne) {
    for (std::size_t i = 0; i < kStrengths; ++i) {
      factor_[i] = strength_factor(i == 0 ? NameStrength::kStrong : NameStrength::kWeak);
      // With b in millionths: floor(b f / 10^6) >= least exactly if b f >= 10^6 least.
      const std::int64_t bound = factor_[i] > 0 ? (least * kOne + factor_[i] - 1) / factor_[i] : kOne * kOne;
      least_sum_[i] = bound * whole_ - rest_;
    }
  }

  bool drops(std::int64_t sum, NameStrength strength) {
    const std::size_t i = strength == NameStrength::kStrong ? 0 : 1;
    if (sum >= least_sum_[i]) return false;
    most_dropped_[i] = std::max(most_dropped_[i], sum);
    return true;
  }

  // The largest bound of a name that was dropped.
  std::int64_t best_dropped() const {
    std::int64_t best = 0;
    for (std::size_t i = 0; i < kStrengths; ++i) {
      if (most_dropped_[i] >= 0) best = std::max(best, (most_dropped_[i] + rest_) / whole_ * factor_[i] / kOne);
    }
    return best;
  }

 private:
  static constexpr std::size_t kStrengths = 2;
  std::int64_t whole_;
  std::int64_t rest_;
  std::array<std::int64_t, kStrengths> factor_{};
  std::array<std::int64_t, kStrengths> least_sum_{};
  std::array<std::int64_t, kStrengths> most_dropped_{-1, -1};
};

class Selector {
 public:
  Selector(const IndexView& index, const PreparedQuery& query, Score threshold, const Weakening& weakening)
      : v_(index),
        query_(query),
        weak_(weakening),
        scratch_(scratch_for(index)),
        memo_(weakening == Weakening{} ? scratch_.memo : memo_of_weakened_) {
    bonus_ = weakening.no_bonus ? 0 : most_bonus(query);
    least_ = threshold.millionths - bonus_;
  }

  std::optional<Selection> run() {
    if (least_ <= 0) return std::nullopt;
    for (const PreparedName& name : query_.names) {
      for (const Reading& reading : name.readings) {
        if (reading.kind == ReadingKind::kPerson && weak_.no_person_readings) continue;
        search_reading(reading);
      }
      if (!weak_.no_equal_text) add_equal_names(name);
    }
    if (!weak_.no_identifiers) add_parties_by_identifier();
    for (auto* list : {&out_.names, &out_.equal_names, &out_.parties}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    out_.best_below.millionths = static_cast<std::int32_t>(std::min<std::int64_t>(below_ + bonus_, kOne));
    return std::move(out_);
  }

 private:
  struct Survivor {
    std::uint32_t name = 0;
    std::int64_t sum = 0;  // weight times bound of the positions looked up
    std::int32_t met = 0;  // weight of those that met something and may conflict
  };

  void search_reading(const Reading& reading) {
    if (reading.weight == 0) return;
    sound_ = least_ <= kMostBySound && !weak_.no_sound ? (most_sound_gain(reading) + 99) / 100 : 0;
    QueryReading q(v_, reading, weak_, memo_);
    const std::vector<std::size_t> signature = choose_signature(q);
    std::int64_t covered = 0;
    for (const std::size_t i : signature) covered += q.weight(i);
    std::int64_t rest = q.whole_weight() - covered;
    note_unscored(std::min<std::int64_t>(rest + sound_, q.whole_weight()) * kOne / q.whole_weight());
    std::vector<Survivor> survivors = collect(q, signature, rest);
    out_.positions_looked_up += signature.size();
    std::vector<bool> done(q.size(), false);
    for (const std::size_t i : signature) done[i] = true;
    for (const std::size_t i : order_of_) {
      if (survivors.size() <= kFewSurvivors) break;
      if (done[i]) continue;
      refine(q, i, survivors);
      rest -= q.weight(i);
      ++out_.positions_looked_up;
      prune(q, rest, survivors);
    }
    if (survivors.size() > kFewSurvivors) prune_by_charges(q, survivors);
    for (const Survivor& s : survivors) out_.names.push_back(s.name);
  }

  // Lemma 4: positions whose weight is more than (1 - T) of the whole; the cheapest that were found.
  bool enough(const QueryReading& q, std::int64_t weight) const {
    const std::int64_t need = (kOne - least_) * q.whole_weight() + sound_ * kOne;
    return weak_.signature_not_strict ? weight * kOne >= need : weight * kOne > need;
  }

  std::vector<std::size_t> choose_signature(QueryReading& q) {
    order_of_.resize(q.size());
    std::iota(order_of_.begin(), order_of_.end(), std::size_t{0});
    std::vector<std::uint64_t> guess(q.size());
    for (std::size_t i = 0; i < q.size(); ++i) guess[i] = q.guess(i);
    // Cost for each unit of weight, without a division.
    const auto cheaper = [&q](const std::vector<std::uint64_t>& cost) {
      return [&q, &cost](std::size_t a, std::size_t b) {
        return cost[a] * static_cast<std::uint64_t>(q.weight(b)) < cost[b] * static_cast<std::uint64_t>(q.weight(a));
      };
    };
    std::stable_sort(order_of_.begin(), order_of_.end(), cheaper(guess));
    std::vector<std::uint64_t> cost(q.size(), 0);
    std::vector<std::size_t> looked_up;
    std::vector<std::size_t> chosen;
    for (const std::size_t i : order_of_) {
      // A dear position is looked up only if the others do not do.
      cost[i] = q.cost(i);
      looked_up.push_back(i);
      std::vector<std::size_t> by_cost = looked_up;
      std::stable_sort(by_cost.begin(), by_cost.end(), cheaper(cost));
      chosen.clear();
      std::int64_t weight = 0;
      std::uint64_t names = 0;
      for (const std::size_t j : by_cost) {
        if (enough(q, weight)) break;
        chosen.push_back(j);
        weight += q.weight(j);
        names += cost[j];
      }
      if (enough(q, weight) && names <= kCheap) break;
    }
    return chosen;
  }

  // The names that a position of the signature touches and that lemma 6 does not drop, with their sums.
  std::vector<Survivor> collect(QueryReading& q, const std::vector<std::size_t>& signature, std::int64_t rest) {
    std::vector<std::uint32_t> touched;
    std::vector<std::uint32_t> here;
    for (const std::size_t i : signature) {
      here.clear();
      for_postings(q, i, [&](std::uint32_t name, std::int32_t value) {
        std::int32_t& best = scratch_.names[name].best;
        if (best == 0) here.push_back(name);
        best = std::max(best, value);
      });
      for (const std::uint32_t name : here) {
        Scratch::OfName& of = scratch_.names[name];
        if (of.sum == 0) touched.push_back(name);
        of.sum += q.weight(i) * of.best;
        of.met += q.conflict_weight(i);
        of.best = 0;
      }
    }
    out_.names_touched += touched.size();
    Pruning pruning(q.whole_weight(), weakened_rest(rest + sound_), least_ + (weak_.equal_bound_dropped ? 1 : 0));
    std::vector<Survivor> out;
    for (const std::uint32_t name : touched) {
      Scratch::OfName& of = scratch_.names[name];
      if (!pruning.drops(of.sum, strength_of(name))) out.push_back({name, of.sum, of.met});
      of = {};
    }
    note_unscored(pruning.best_dropped());
    return out;
  }

  // Adds the bound of one more position to those that are left: from the postings of its near entries, or from the
  // entries of the names, whichever are fewer.
  void refine(QueryReading& q, std::size_t position, std::vector<Survivor>& survivors) {
    if (q.cost(position) < survivors.size() * kEntriesOfName) return refine_by_postings(q, position, survivors);
    q.for_near(position, [&](const std::vector<NearEntry>& found) {
      for (const NearEntry& n : found) scratch_.value[n.entry] = std::max(scratch_.value[n.entry], n.value);
    });
    for (Survivor& s : survivors) {
      std::int32_t best = 0;
      for (std::size_t at = v_.name_entries_begin[s.name]; at < v_.name_entries_begin[s.name + 1]; ++at)
        best = std::max(best, scratch_.value[v_.name_entries[at]]);
      add_bound(q, position, best, s);
    }
    forget(q, position);
  }

  void refine_by_postings(QueryReading& q, std::size_t position, std::vector<Survivor>& survivors) {
    for_postings(q, position, [&](std::uint32_t name, std::int32_t value) {
      std::int32_t& best = scratch_.names[name].best;
      best = std::max(best, value);
    });
    for (Survivor& s : survivors) add_bound(q, position, scratch_.names[s.name].best, s);
    for_postings(q, position, [&](std::uint32_t name, std::int32_t) { scratch_.names[name].best = 0; });
  }

  static void add_bound(const QueryReading& q, std::size_t position, std::int32_t best, Survivor& s) {
    s.sum += q.weight(position) * best;
    if (best > 0) s.met += q.conflict_weight(position);
  }

  // Calls `each` with the names of the entries near the position, and their values.
  template <typename Each>
  void for_postings(QueryReading& q, std::size_t position, Each&& each) {
    q.for_near(position, [&](const std::vector<NearEntry>& found) {
      for (const NearEntry& n : found) {
        for (std::size_t at = v_.posting_begin[n.entry]; at < v_.posting_begin[n.entry + 1]; ++at)
          each(v_.posting[at], n.value);
      }
    });
  }

  void forget(QueryReading& q, std::size_t position) {
    q.for_near(position, [&](const std::vector<NearEntry>& found) {
      for (const NearEntry& n : found) scratch_.value[n.entry] = 0;
    });
  }

  // Lemma 8, when every position was looked up: listed words that nothing of the query meets are charged for sure, and
  // so is their conflict with query words that meet nothing. Drops names without a reading of the kind, too.
  void prune_by_charges(QueryReading& q, std::vector<Survivor>& survivors) {
    std::int64_t asked = 0;
    for (std::size_t i = 0; i < q.size(); ++i) {
      asked += q.conflict_weight(i);
      q.for_near(i, [&](const std::vector<NearEntry>& found) {
        for (const NearEntry& n : found) scratch_.value[n.entry] = 1;
      });
    }
    std::erase_if(survivors, [&](const Survivor& s) {
      const std::int64_t best = (s.sum + sound_ * kOne) * 100 / least_denominator(q, s, asked - s.met);
      const std::int64_t bound = has_reading(s.name, q.reading().kind) ? best * strength(s.name) / kOne : 0;
      if (bound >= least_ + (weak_.equal_bound_dropped ? 1 : 0)) return false;
      note_unscored(bound);
      return true;
    });
    for (std::size_t i = 0; i < q.size(); ++i) forget(q, i);
  }

  bool has_reading(std::uint32_t name, ReadingKind kind) const { return reading_of(name, kind).has_value(); }

  std::optional<std::uint32_t> reading_of(std::uint32_t name, ReadingKind kind) const {
    for (std::uint32_t r = v_.name_readings[name]; r < v_.name_readings[name + 1]; ++r) {
      if (v_.reading_kind[r] == static_cast<std::uint8_t>(kind)) return r;
    }
    return std::nullopt;
  }

  // In hundredths of weights. Where a joined run of the name meets something, no word of it is charged for sure.
  std::int64_t least_denominator(const QueryReading& q, const Survivor& s, std::int64_t unmet) {
    std::int64_t charge = weak_.charge_one_more ? 1 : 0;
    std::int64_t against = 0;
    const auto reading = reading_of(s.name, q.reading().kind);
    if (reading && (weak_.runs_charged || !meets_by_run(s.name))) {
      for (std::uint32_t i = v_.reading_words[*reading]; i < v_.reading_words[*reading + 1]; ++i) {
        if (scratch_.value[v_.position_word[i]] != 0) continue;
        decode_word_head(v_.word(v_.position_word[i]), word_);
        word_.weight = v_.position_weight[i];
        if (weak_.free_words_charged || !may_cost_nothing(q.reading(), word_))
          charge += listed_charge_of(q.reading(), word_);
        if (can_stand_against(q.reading(), word_)) against += conflict_weight(word_);
      }
    }
    return q.whole_weight() * 100 + charge + conflict_charge_of(q.reading().kind, unmet, against);
  }

  bool meets_by_run(std::uint32_t name) const {
    for (std::size_t at = v_.name_entries_begin[name + 1]; at > v_.name_entries_begin[name]; --at) {
      const std::uint32_t entry = v_.name_entries[at - 1];
      if (entry < v_.word_count()) return false;  // words stand before runs
      if (scratch_.value[entry] != 0) return true;
    }
    return false;
  }

  // The corollary: drops names whose bound is below T. `rest` is the weight that was not looked up.
  void prune(const QueryReading& q, std::int64_t rest, std::vector<Survivor>& survivors) {
    Pruning pruning(q.whole_weight(), weakened_rest(rest + sound_), least_ + (weak_.equal_bound_dropped ? 1 : 0));
    std::erase_if(survivors, [&](const Survivor& s) { return pruning.drops(s.sum, strength_of(s.name)); });
    note_unscored(pruning.best_dropped());
  }

  std::int64_t weakened_rest(std::int64_t rest) const { return weak_.rest_one_less && rest > 0 ? rest - 1 : rest; }

  NameStrength strength_of(std::uint32_t name) const { return static_cast<NameStrength>(v_.name_strength[name]); }

  std::int64_t strength(std::uint32_t name) const { return strength_factor(strength_of(name)); }

  void note_unscored(std::int64_t bound) { below_ = std::max(below_, bound); }

  void add_equal_names(const PreparedName& name) {
    for (const std::u32string_view text : name.shared_texts()) {
      const std::uint64_t hash = text_hash(text);
      for (std::size_t i = lower_place(v_.letters_hash, hash); i < v_.letters_hash.size() && v_.letters_hash[i] == hash;
           ++i) {
        out_.equal_names.push_back(v_.letters_name[i]);
      }
    }
  }

  void add_parties_by_identifier() {
    for (const Identifier& identifier : query_.record.identifiers) {
      const std::string value = normalised_identifier(identifier.value);
      if (value.size() < kLeastIdentifier) continue;
      const std::uint64_t hash = text_hash(std::string_view(value));
      for (std::size_t i = lower_place(v_.identifier_hash, hash);
           i < v_.identifier_hash.size() && v_.identifier_hash[i] == hash; ++i) {
        out_.parties.push_back(v_.identifier_party[i]);
      }
    }
  }

  const IndexView& v_;
  const PreparedQuery& query_;
  const Weakening& weak_;
  Scratch& scratch_;
  std::int32_t bonus_ = 0;
  std::int64_t sound_ = 0;  // the most that brands of the reading at hand gain by their sound
  std::int64_t least_ = 0;  // T of the lemmas, in millionths
  std::int64_t below_ = 0;
  NearMemo memo_of_weakened_;
  NearMemo& memo_;
  Position word_;                      // kind and weight of a listed word
  std::vector<std::size_t> order_of_;  // positions of the reading at hand, cheapest first
  Selection out_;
};

}  // namespace

std::optional<Selection> select_names(const IndexView& index, const PreparedQuery& query, Score threshold,
                                      const Weakening& weakening) {
  return Selector(index, query, threshold, weakening).run();
}

}  // namespace licet
