#include "index/name_index.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/text_util.h"
#include "index/build_index.h"
#include "index/words.h"

namespace licet {

struct NameIndex::State {
  State(std::string own, std::unique_ptr<const PartySource> source, const IndexView& index)
      : bytes(std::move(own)), parties(std::move(source)), view(index), words(view) {}

  // Every name prepared from its text, for the exhaustive search.
  const std::vector<PreparedParty>& all_prepared() const {
    std::call_once(prepared_once, [this] {
      const std::span<const Party> all = parties->all();
      prepared.reserve(all.size());
      for (const Party& party : all) prepared.push_back(prepare_party(party));
    });
    return prepared;
  }

  const std::string bytes;  // empty where the bytes are the caller's
  const std::unique_ptr<const PartySource> parties;
  const IndexView view;
  const WordStore words;
  mutable std::once_flag prepared_once;
  mutable std::vector<PreparedParty> prepared;
};

namespace {

// Best first: score, evidence, agreeing fields, place in the list.
bool before(const NameHit& a, const NameHit& b) {
  const auto key = [](const NameHit& h) {
    return std::tuple(-h.match.score.millionths, h.match.evidence, -int{h.match.agreeing_fields}, h.party);
  };
  return key(a) < key(b);
}

class SpanSource : public PartySource {
 public:
  explicit SpanSource(std::span<const Party> parties) : parties_(parties) {}
  const Party& party(std::uint32_t number) const override { return parties_[number]; }
  std::span<const Party> all() const override { return parties_; }

 private:
  std::span<const Party> parties_;
};

// What is to be scored of one party.
struct Candidate {
  std::uint32_t party = 0;
  std::vector<std::uint32_t> by_likeness;  // numbers of names
  std::vector<std::uint32_t> by_text;
  bool whole = false;  // an identifier may be equal: every name counts
};

class Search {
 public:
  Search(const NameIndex::State& state, const PreparedQuery& query, const SearchOptions& options)
      : state_(state), view_(state.view), query_(query), options_(options) {
    const QueryRecord& record = query.record;
    has_fields_ = !record.countries.empty() || !record.addresses.empty() || !record.birth_dates.empty() ||
                  !record.identifiers.empty();
    certificate().threshold = options.threshold;
    certificate().parties_total = view_.parties();
    certificate().names_considered = view_.names();
  }

  Result<SearchAnswer> run() {
    std::optional<Selection> selected;
    if (options_.mode == SearchMode::kBounded)
      selected = select_names(view_, query_, options_.threshold, options_.weakening);
    if (selected) {
      LICET_RETURN_IF_ERROR(score_selected(*selected));
    } else {
      score_all();
    }
    finish(!selected.has_value());
    return std::move(answer_);
  }

 private:
  Certificate& certificate() { return answer_.certificate; }

  void score_all() {
    const std::vector<PreparedParty>& prepared = state_.all_prepared();
    const std::span<const Party> all = state_.parties->all();
    for (std::uint32_t p = 0; p < all.size(); ++p) {
      certificate().names_verified += all[p].names.size();
      keep(p, match_prepared(query_, all[p], prepared[p], Explain::kNo));
    }
  }

  Status score_selected(const Selection& selected) {
    certificate().best_upper_bound_unscored = selected.best_below;
    for (const Candidate& candidate : by_party(selected)) {
      if (work_ > options_.most_work) {
        return Error{ErrorCode::kResource,
                     concat("the budget of ", options_.most_work,
                            " pairs of words was reached: too many listed names could be this one to score them all; "
                            "ask with a higher threshold or a shorter name")};
      }
      score(candidate);
    }
    return {};
  }

  std::vector<Candidate> by_party(const Selection& selected) const {
    std::vector<std::pair<std::uint32_t, std::pair<int, std::uint32_t>>> all;
    all.reserve(selected.parties.size() + selected.equal_names.size() + selected.names.size());
    for (const std::uint32_t p : selected.parties) all.push_back({p, {0, 0}});
    for (const std::uint32_t n : selected.equal_names) all.push_back({view_.party_of(n), {1, n}});
    for (const std::uint32_t n : selected.names) all.push_back({view_.party_of(n), {2, n}});
    std::sort(all.begin(), all.end());
    std::vector<Candidate> out;
    for (const auto& [party, reason] : all) {
      if (out.empty() || out.back().party != party) out.push_back({party, {}, {}, false});
      Candidate& candidate = out.back();
      if (reason.first == 0) candidate.whole = true;
      if (reason.first == 1) candidate.by_text.push_back(reason.second);
      if (reason.first == 2) candidate.by_likeness.push_back(reason.second);
    }
    return out;
  }

  void score(const Candidate& candidate) {
    const std::uint32_t first = view_.party_names[candidate.party];
    const std::size_t names = view_.party_names[candidate.party + 1] - first;
    PreparedParty prepared;
    prepared.names.resize(names);
    std::vector<bool> chosen(names, candidate.whole);
    for (const std::uint32_t n : candidate.by_likeness) prepared.names[n - first] = state_.words.name(n);
    for (const std::uint32_t n : candidate.by_likeness) chosen[n - first] = true;
    for (const std::uint32_t n : candidate.by_text) chosen[n - first] = true;
    certificate().names_verified += static_cast<std::uint64_t>(std::count(chosen.begin(), chosen.end(), true));
    if (!has_fields_ && candidate.by_text.empty() && !candidate.whole) {
      add_work(prepared);
      keep(candidate.party, match_prepared(query_, stub(candidate.party), prepared, Explain::kNo));
      return;
    }
    const Party& party = state_.parties->party(candidate.party);
    if (candidate.whole) {
      for (std::size_t i = 0; i < names; ++i) prepared.names[i] = prepare_name(party.names[i].text, party.schema);
    }
    for (const std::uint32_t n : candidate.by_text)
      prepared.names[n - first] = prepare_name(party.names[n - first].text, party.schema);
    add_addresses(party, prepared);
    add_work(prepared);
    keep(candidate.party, match_prepared(query_, party, prepared, Explain::kNo));
  }

  // A party with nothing but what the score of a query without fields looks at.
  const Party& stub(std::uint32_t number) {
    const std::uint32_t first = view_.party_names[number];
    stub_.schema = static_cast<Schema>(view_.party_schema[number]);
    stub_.names.resize(view_.party_names[number + 1] - first);
    for (std::uint32_t i = 0; i < stub_.names.size(); ++i)
      stub_.names[i].strength = static_cast<NameStrength>(view_.name_strength[first + i]);
    return stub_;
  }

  void add_addresses(const Party& party, PreparedParty& prepared) const {
    if (query_.addresses.empty()) return;
    for (const std::string& address : party.addresses)
      prepared.addresses.push_back(prepare_name(address, Schema::kAddress));
  }

  void add_work(const PreparedParty& prepared) {
    for (const PreparedName& listed : prepared.names) {
      for (const PreparedName& asked : query_.names) {
        for (const Reading& l : listed.readings) {
          for (const Reading& q : asked.readings) work_ += l.positions.size() * q.positions.size();
        }
      }
    }
  }

  void keep(std::uint32_t party, MatchResult match) {
    if (match.score >= options_.threshold || match.equal_text) {
      answer_.hits.push_back({party, std::move(match)});
    } else {
      std::optional<Score>& below = certificate().best_verified_below_threshold;
      below = std::max(match.score, below.value_or(Score{0}));
    }
  }

  void finish(bool all) {
    std::sort(answer_.hits.begin(), answer_.hits.end(), before);
    if (options_.limit > 0 && answer_.hits.size() > options_.limit) answer_.hits.resize(options_.limit);
    if (options_.explain == Explain::kNo) return;
    for (NameHit& hit : answer_.hits) {
      const Party& party = state_.parties->party(hit.party);
      hit.match = match_prepared(query_, party, all ? state_.all_prepared()[hit.party] : best_name(party, hit.match),
                                 Explain::kYes);
    }
  }

  // The party with the name alone that gave the score.
  PreparedParty best_name(const Party& party, const MatchResult& match) const {
    PreparedParty prepared;
    prepared.names.resize(party.names.size());
    prepared.names[match.name] = prepare_name(party.names[match.name].text, party.schema);
    add_addresses(party, prepared);
    return prepared;
  }

  const NameIndex::State& state_;
  const IndexView& view_;
  const PreparedQuery& query_;
  const SearchOptions& options_;
  bool has_fields_ = false;
  std::uint64_t work_ = 0;
  Party stub_;
  SearchAnswer answer_;
};

}  // namespace

NameIndex::NameIndex(std::unique_ptr<const State> state) : state_(std::move(state)) {}
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;
NameIndex::~NameIndex() = default;

NameIndex NameIndex::build(std::span<const Party> parties) {
  std::string bytes = build_index(parties);  // long: its letters stay where they are when it moves
  const IndexView view = IndexView::open(bytes).value();
  return NameIndex(std::make_unique<const State>(std::move(bytes), std::make_unique<SpanSource>(parties), view));
}

NameIndex NameIndex::open(const IndexView& view, std::unique_ptr<const PartySource> parties) {
  return NameIndex(std::make_unique<const State>(std::string(), std::move(parties), view));
}

Result<SearchAnswer> NameIndex::search(const QueryRecord& query, const SearchOptions& options) const {
  LICET_TRY(const PreparedQuery prepared, prepare_query(query));
  return Search(*state_, prepared, options).run();
}

std::vector<std::uint32_t> NameIndex::parties_of(Schema schema) const {
  std::vector<std::uint32_t> out;
  const auto schemas = state_->view.party_schema;
  for (std::uint32_t i = 0; i < schemas.size(); ++i) {
    if (schemas[i] == static_cast<std::uint8_t>(schema)) out.push_back(i);
  }
  return out;
}

std::optional<Selection> NameIndex::select(const PreparedQuery& query, Score threshold) const {
  return select_names(state_->view, query, threshold, {});
}

}  // namespace licet
