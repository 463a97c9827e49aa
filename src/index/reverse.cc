#include "index/reverse.h"

#include <algorithm>
#include <utility>

#include "base/text_util.h"
#include "index/build_index.h"
#include "index/keys.h"
#include "index/select.h"
#include "index/word.h"
#include "index/words.h"
#include "match/qualifiers.h"
#include "match/sound.h"

namespace licet {

struct CustomerIndex::State {
  State(std::span<const QueryRecord> all, std::string own, const IndexView& index)
      : customers(all), bytes(std::move(own)), view(index) {}

  std::span<const QueryRecord> customers;
  const std::string bytes;
  const IndexView view;
  std::vector<std::uint32_t> always;  // customers with an address: fields alone lift their score
};

namespace {

// The names of a customer as those of a party, so that one builder makes both indexes.
Party as_party(const QueryRecord& customer) {
  Party party;
  party.id = customer.id;
  party.schema = customer.schema;
  party.identifiers = customer.identifiers;
  for (const std::string& name : customer.names) {
    PartyName& listed = party.names.emplace_back();
    listed.text = name;
  }
  return party;
}

class Toucher {
 public:
  Toucher(const IndexView& index, const PreparedParty& listed, std::int64_t least)
      : v_(index), listed_(listed), least_(least), value_(index.entries(), 0), seen_(index.names(), false) {}

  // Customers with a name whose bound reaches the least, or with equal text.
  std::vector<std::uint32_t> run() {
    for (const PreparedName& name : listed_.names) {
      for (const Reading& reading : name.readings) add_near(reading);
      add_equal(name);
    }
    for (const std::uint32_t entry : met_) {
      for (std::size_t at = v_.posting_begin[entry]; at < v_.posting_begin[entry + 1]; ++at) {
        const std::uint32_t name = v_.posting[at];
        if (seen_[name]) continue;
        seen_[name] = true;
        if (reaches(name)) out_.push_back(v_.party_of(name));
      }
    }
    return std::move(out_);
  }

 private:
  // Likeness is symmetric, so the listed run may ask and the customer's answer.
  void add_near(const Reading& reading) {
    for (std::size_t count = 1; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= reading.positions.size(); ++first) {
        for (const NearEntry& n : near_entries(v_, joined_run(reading, first, count), reading.kind, {})) {
          if (value_[n.entry] == 0) met_.push_back(n.entry);
          value_[n.entry] = std::max(value_[n.entry], n.value);
        }
      }
    }
  }

  void add_equal(const PreparedName& name) {
    for (const std::u32string_view text : name.shared_texts()) {
      const std::uint64_t hash = text_hash(text);
      for (std::size_t i = lower_place(v_.letters_hash, hash); i < v_.letters_hash.size() && v_.letters_hash[i] == hash;
           ++i) {
        out_.push_back(v_.party_of(v_.letters_name[i]));
      }
    }
  }

  // Lemma 3 with the customer's weights. The entries of a name do not say where they stand in it, so a position takes
  // the largest likeness of its own word and of any run of the name.
  bool reaches(std::uint32_t name) const {
    std::int32_t of_runs = 0;
    for (std::size_t at = v_.name_entries_begin[name]; at < v_.name_entries_begin[name + 1]; ++at) {
      const std::uint32_t entry = v_.name_entries[at];
      if (entry >= v_.word_count()) of_runs = std::max(of_runs, value_[entry]);
    }
    for (std::uint32_t r = v_.name_readings[name]; r < v_.name_readings[name + 1]; ++r) {
      std::int64_t sum = 0;
      std::int64_t whole = 0;
      std::int64_t sound = 0;
      for (std::uint32_t i = v_.reading_words[r]; i < v_.reading_words[r + 1]; ++i) {
        const std::int64_t weight = v_.position_weight[i];
        sum += weight * std::max(of_runs, value_[v_.position_word[i]]);
        whole += weight;
        sound += sound_gain(v_.position_word[i], weight);
      }
      if (whole > 0 && (sum + sound) / whole >= least_) return true;
    }
    return false;
  }

  // What a brand of the customer may gain by its sound, in millionths of weights.
  std::int64_t sound_gain(std::uint32_t word, std::int64_t weight) const {
    if (least_ > kMostBySound) return 0;
    Position position;
    decode_word_head(v_.word(word), position);
    return has_sound(position) ? weight * kMostSoundShare * 10'000 : 0;
  }

  const IndexView& v_;
  const PreparedParty& listed_;
  std::int64_t least_;
  std::vector<std::int32_t> value_;  // by entry
  std::vector<bool> seen_;           // by name
  std::vector<std::uint32_t> met_;
  std::vector<std::uint32_t> out_;
};

}  // namespace

CustomerIndex::CustomerIndex(std::unique_ptr<const State> state) : state_(std::move(state)) {}
CustomerIndex::CustomerIndex(CustomerIndex&&) noexcept = default;
CustomerIndex& CustomerIndex::operator=(CustomerIndex&&) noexcept = default;
CustomerIndex::~CustomerIndex() = default;

Result<CustomerIndex> CustomerIndex::build(std::span<const QueryRecord> customers) {
  std::vector<Party> parties;
  std::vector<std::uint32_t> always;
  for (std::size_t i = 0; i < customers.size(); ++i) {
    const auto checked = prepare_query(customers[i]);
    if (!checked) return Error{checked.error().code, concat("customer ", i + 1, ": ", checked.error().message)};
    if (most_bonus(*checked) > 0) always.push_back(static_cast<std::uint32_t>(i));
    parties.push_back(as_party(customers[i]));
  }
  std::string bytes = build_index(parties);
  const IndexView view = IndexView::open(bytes).value();
  auto state = std::make_unique<State>(customers, std::move(bytes), view);
  state->always = std::move(always);
  return CustomerIndex(std::move(state));
}

std::vector<CustomerHit> CustomerIndex::touched_by(const Party& listed, Score threshold) const {
  const IndexView& view = state_->view;
  const PreparedParty prepared = prepare_party(listed);
  std::vector<std::uint32_t> customers;
  if (threshold.millionths <= 0) {
    for (std::uint32_t i = 0; i < view.parties(); ++i) customers.push_back(i);
  } else {
    customers = Toucher(view, prepared, threshold.millionths).run();
    customers.insert(customers.end(), state_->always.begin(), state_->always.end());
    for (const Identifier& identifier : listed.identifiers) {
      const std::uint64_t hash = text_hash(std::string_view(normalised_identifier(identifier.value)));
      for (std::size_t i = lower_place(view.identifier_hash, hash);
           i < view.identifier_hash.size() && view.identifier_hash[i] == hash; ++i) {
        customers.push_back(view.identifier_party[i]);
      }
    }
  }
  std::sort(customers.begin(), customers.end());
  customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
  std::vector<CustomerHit> out;
  for (const std::uint32_t c : customers) {
    MatchResult match = match_prepared(prepare_query(state_->customers[c]).value(), listed, prepared, Explain::kNo);
    if (match.score >= threshold || match.equal_text) out.push_back({c, std::move(match)});
  }
  return out;
}

}  // namespace licet
