#include "index/layout.h"

#include <doctest/doctest.h>

#include "index/build_index.h"
#include "index/name_index.h"
#include "support/name_maker.h"
#include "support/soak.h"

using namespace licet;
using licet::test::NameMaker;

namespace {

class Held : public PartySource {
 public:
  explicit Held(const std::vector<Party>& parties) : parties_(parties) {}
  const Party& party(std::uint32_t number) const override { return parties_[number]; }
  std::span<const Party> all() const override { return parties_; }

 private:
  const std::vector<Party>& parties_;
};

bool same_counts(const IndexView& index, const std::vector<Party>& parties) {
  if (index.parties() != parties.size()) return false;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    if (index.party_names[p + 1] - index.party_names[p] != parties[p].names.size()) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("index bytes: same parties, same bytes; they can lie anywhere") {
  NameMaker make(1);
  const std::vector<Party> parties = make.parties(30);
  const std::string bytes = build_index(parties);
  CHECK(build_index(parties) == bytes);
  QueryRecord query;
  query.names = {parties[3].names[0].text};
  for (const std::size_t shift : {0U, 1U, 3U, 7U}) {
    const std::string shifted = std::string(shift, ' ') + bytes;
    const IndexView view = IndexView::open(std::string_view(shifted).substr(shift)).value();
    const NameIndex index = NameIndex::open(view, std::make_unique<Held>(parties));
    CHECK_FALSE(index.search(query, {}).value().hits.empty());
  }
}

TEST_CASE("index bytes: cut short or of another matcher, they are refused") {
  NameMaker make(2);
  const std::string bytes = build_index(make.parties(5));
  for (std::size_t size = 0; size < bytes.size(); size += 101)
    CHECK(IndexView::open(std::string_view(bytes).substr(0, size)).error().code == ErrorCode::kCorrupt);
  CHECK(IndexView::open(bytes + "x").error().code == ErrorCode::kCorrupt);
  std::string other = bytes;
  other[0] = other[0] == 'a' ? 'b' : 'a';
  CHECK(made_by_this_matcher(bytes));
  CHECK_FALSE(made_by_this_matcher(other));
  CHECK(IndexView::open(other).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("index bytes: with any of its arrays left out, they are refused") {
  NameMaker make(4);
  const std::string bytes = build_index(make.parties(20));
  const std::size_t begin = matcher_hash().size();
  const std::size_t count = FlatArray<std::uint32_t>(std::string_view(bytes).substr(begin, 4))[0];
  const std::string_view table = std::string_view(bytes).substr(begin + 4, 8 * count);
  std::size_t at = begin + 4 + table.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto size = static_cast<std::size_t>(FlatArray<std::uint64_t>(table)[i]);
    std::string damaged = bytes;
    damaged.replace(begin + 4 + 8 * i, 8, std::string(8, '\0')).erase(at, size);
    at += size;
    CAPTURE(i);
    if (size > 0) CHECK(IndexView::open(damaged).error().code == ErrorCode::kCorrupt);
  }
  CHECK(at == bytes.size());
}

TEST_SUITE("soak index bytes") {
  TEST_CASE("index bytes: with any byte changed, they are refused or read inside their bounds") {
    NameMaker make(3);
    const std::vector<Party> parties = make.parties(12);
    const std::string bytes = build_index(parties);
    std::size_t refused = 0;
    for (long i = 0; i < 400 * licet::test::soak_factor(); ++i) {
      std::string damaged = bytes;
      char& byte = damaged[64 + make.number() % (bytes.size() - 64)];
      byte = static_cast<char>(byte ^ static_cast<char>(1U << (make.number() % 8)));
      const auto view = IndexView::open(damaged);
      if (!view || !same_counts(*view, parties)) {
        ++refused;
        continue;
      }
      const NameIndex index = NameIndex::open(*view, std::make_unique<Held>(parties));
      const auto answer = index.search(make.query(parties), {Score{600'000}, 0, Explain::kYes});
      if (answer) CHECK(answer->certificate.names_considered == view->names());
    }
    CHECK(refused > 0);
  }
}
