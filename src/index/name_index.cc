#include "index/name_index.h"

#include <algorithm>
#include <tuple>

#include "index/bounds.h"

namespace licet {

struct NameIndex::State {
  std::span<const Party> parties;
  std::vector<PreparedParty> prepared;
  NameBounds bounds;
  std::uint64_t names = 0;
};

namespace {

// Best first: score, evidence, agreeing fields, place in the list.
bool before(const NameHit& a, const NameHit& b) {
  const auto key = [](const NameHit& h) {
    return std::tuple(-h.match.score.millionths, h.match.evidence, -int{h.match.agreeing_fields}, h.party);
  };
  return key(a) < key(b);
}

}  // namespace

NameIndex::NameIndex(std::unique_ptr<const State> state) : state_(std::move(state)) {}
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;
NameIndex::~NameIndex() = default;

NameIndex NameIndex::build(std::span<const Party> parties) {
  auto state = std::make_unique<State>();
  state->parties = parties;
  state->prepared.reserve(parties.size());
  for (const Party& party : parties) {
    state->prepared.push_back(prepare_party(party));
    state->names += party.names.size();
  }
  state->bounds = NameBounds::build(parties, state->prepared);
  return NameIndex(std::move(state));
}

Result<SearchAnswer> NameIndex::search(const QueryRecord& query, const SearchOptions& options) const {
  LICET_TRY(const PreparedQuery prepared, prepare_query(query));
  SearchAnswer answer;
  Certificate& certificate = answer.certificate;
  certificate.threshold = options.threshold;
  certificate.parties_total = state_->parties.size();
  certificate.names_considered = state_->names;

  std::optional<std::vector<std::uint32_t>> candidates;
  if (options.mode == SearchMode::kBounded) {
    auto selected = state_->bounds.select(prepared, options.threshold);
    if (selected) {
      candidates = std::move(selected->parties);
      certificate.best_upper_bound_unscored = selected->best_below;
    }
  }
  const std::size_t count = candidates ? candidates->size() : state_->parties.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t party = candidates ? (*candidates)[i] : static_cast<std::uint32_t>(i);
    const Party& listed = state_->parties[party];
    MatchResult match = match_prepared(prepared, listed, state_->prepared[party], Explain::kNo);
    certificate.names_verified += listed.names.size();
    if (match.score >= options.threshold || match.equal_text) {
      answer.hits.push_back({party, std::move(match)});
    } else {
      certificate.best_verified_below_threshold =
          std::max(match.score, certificate.best_verified_below_threshold.value_or(Score{0}));
    }
  }
  std::sort(answer.hits.begin(), answer.hits.end(), before);
  if (options.limit > 0 && answer.hits.size() > options.limit) answer.hits.resize(options.limit);
  if (options.explain == Explain::kYes) {
    for (NameHit& hit : answer.hits) {
      hit.match = match_prepared(prepared, state_->parties[hit.party], state_->prepared[hit.party], Explain::kYes);
    }
  }
  return answer;
}

}  // namespace licet
