#include "index/name_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "base/text_util.h"
#include "base/utf8.h"

using namespace licet;

namespace {

const std::vector<std::string> kGiven = {"Anna",        "Sergei", "Сергей", "Mohammed", "Muhamad", "J.",
                                         "Jean-Claude", "Li",     "Wei",    "محمد",     "Yuliya"};
const std::vector<std::string> kFamily = {"Halden",   "Haldin",   "Kestel", "Kestrel",  "Лавров", "Lavrov",
                                          "Smirnova", "Smyrnova", "Bo",     "al-Assad", "خالد",   "Khalid"};
const std::vector<std::string> kBrand = {"Halden",  "Good Will", "Goodwill", "Kestel", "ABC",      "A.B.C.", "12th",
                                         "Twelfth", "海灵",      "Hailing",  "浪潮",   "Langchao", "Sem1con"};
const std::vector<std::string> kWords = {"Technology", "Technologies", "科技",        "Bank",    "Banco",
                                         "of",         "China",        "(Hong Kong)", "Trading", "General",
                                         "Optics",     "Opitcs",       "Companny"};
const std::vector<std::string> kForms = {"Co., Ltd.", "GmbH", "有限公司", "LLC", "Limited", "OAO", ""};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_{std::mt19937(seed)} {}

  std::string name(Schema schema) {
    if (schema == Schema::kPerson)
      return concat(one(kGiven), " ", random_() % 3 == 0 ? one(kGiven) + " " : "", one(kFamily));
    return concat(one(kBrand), " ", one(kWords), " ", random_() % 2 == 0 ? one(kWords) + " " : "", one(kForms));
  }

  // A disturbed copy: edits, merged, reordered or dropped words.
  std::string disturbed(std::string text) {
    for (unsigned n = random_() % 4; n > 0; --n) text = disturb(text);
    return text;
  }

  Party party(std::uint32_t id) {
    Party out;
    out.id = concat("p", id);
    out.schema =
        std::vector{Schema::kOrganization, Schema::kPerson, Schema::kLegalEntity, Schema::kVessel}[random_() % 4];
    for (unsigned n = 1 + random_() % 3; n > 0; --n) {
      const NameStrength strength = random_() % 4 == 0 ? NameStrength::kWeak : NameStrength::kStrong;
      out.names.push_back({name(out.schema), NameKind::kAlias, strength, true, {}, "", Certainty::kA});
    }
    out.caption = out.names[0].text;
    if (random_() % 2 == 0) out.countries = {random_() % 2 == 0 ? "CN" : "RU"};
    if (random_() % 4 == 0) out.addresses = {"12 Halden Road, Shenzhen"};
    if (random_() % 4 == 0) out.birth_dates = {"1970-05-31"};
    if (random_() % 4 == 0) out.identifiers = {{"lei", concat("LEI000", random_() % 3)}};
    return out;
  }

  QueryRecord query(const std::vector<Party>& parties) {
    QueryRecord out;
    const Party& like = parties[random_() % parties.size()];
    out.schema = random_() % 2 == 0 ? like.schema : Schema::kLegalEntity;
    out.names = {disturbed(random_() % 3 == 0 ? name(out.schema) : like.names[random_() % like.names.size()].text)};
    if (random_() % 4 == 0) out.countries = {"CN"};
    if (random_() % 6 == 0) out.addresses = {"12 Halden Road, Shenzhen"};
    if (random_() % 6 == 0) out.identifiers = {{"lei", concat("LEI000", random_() % 3)}};
    return out;
  }

  std::uint32_t number() { return static_cast<std::uint32_t>(random_()); }

 private:
  const std::string& one(const std::vector<std::string>& of) { return of[random_() % of.size()]; }

  std::string disturb(const std::string& text) {
    std::u32string letters = from_utf8(text).value();
    if (letters.size() < 4) return text;
    const std::size_t at = 1 + random_() % (letters.size() - 2);
    switch (random_() % 4) {
      case 0:
        letters.erase(at, 1);
        break;
      case 1:
        letters.insert(at, 1, U'x');
        break;
      case 2:
        std::swap(letters[at], letters[at - 1]);
        break;
      default: {
        const auto space = letters.find(U' ');
        if (space != std::u32string::npos) letters.erase(space, 1);
      }
    }
    return to_utf8(letters);
  }

  struct Random {
    std::mt19937 engine;
    unsigned operator()() { return static_cast<unsigned>(engine()); }
  };
  Random random_;
};

void check_same(const SearchAnswer& a, const SearchAnswer& b, const std::string& query) {
  REQUIRE_MESSAGE(a.hits.size() == b.hits.size(), query);
  for (std::size_t i = 0; i < a.hits.size(); ++i) {
    REQUIRE_MESSAGE(a.hits[i].party == b.hits[i].party, query);
    REQUIRE(a.hits[i].match.score == b.hits[i].match.score);
  }
}

}  // namespace

TEST_CASE("search: the bounded search gives what the exhaustive one gives") {
  std::size_t hits = 0;
  std::uint64_t verified = 0;
  std::uint64_t all = 0;
  for (unsigned round = 0; round < 6; ++round) {
    Maker make(100 + round);
    std::vector<Party> parties;
    for (std::uint32_t i = 0; i < (round == 0 ? 1U : 60U); ++i) parties.push_back(make.party(i));
    const NameIndex index = NameIndex::build(parties);
    for (int i = 0; i < 40; ++i) {
      const QueryRecord query = make.query(parties);
      SearchOptions options;
      options.threshold.millionths = static_cast<std::int32_t>(500'000 + make.number() % 500'001);
      const auto bounded = index.search(query, options);
      options.mode = SearchMode::kExhaustive;
      const auto exhaustive = index.search(query, options);
      REQUIRE(bounded.has_value() == exhaustive.has_value());
      if (!bounded) continue;
      check_same(*bounded, *exhaustive, query.names[0]);
      REQUIRE(bounded->certificate.best_upper_bound_unscored < options.threshold);
      REQUIRE(exhaustive->certificate.best_upper_bound_unscored == Score{0});
      REQUIRE(exhaustive->certificate.names_verified == exhaustive->certificate.names_considered);
      // What was not scored is really below its bound.
      if (exhaustive->certificate.best_verified_below_threshold) {
        const Score best = *exhaustive->certificate.best_verified_below_threshold;
        const Score seen = bounded->certificate.best_verified_below_threshold.value_or(Score{0});
        REQUIRE(best <= std::max(seen, bounded->certificate.best_upper_bound_unscored));
      }
      hits += exhaustive->hits.size();
      verified += bounded->certificate.names_verified;
      all += exhaustive->certificate.names_verified;
    }
  }
  CHECK(hits > 100);          // the test would say nothing without hits
  CHECK(verified * 2 < all);  // or if the bound kept everything
}

TEST_CASE("search: every listed name finds its party, at any threshold") {
  Maker make(1);
  std::vector<Party> parties;
  for (std::uint32_t i = 0; i < 50; ++i) parties.push_back(make.party(i));
  const NameIndex index = NameIndex::build(parties);
  for (std::uint32_t p = 0; p < parties.size(); ++p) {
    for (const PartyName& name : parties[p].names) {
      QueryRecord query;
      query.names = {name.text};
      query.schema = parties[p].schema;
      query.countries = {"ZZ"};  // speaks against it: still there
      const auto answer = index.search(query, {Score{1'000'000}, 0, Explain::kNo, SearchMode::kBounded});
      const bool found = std::any_of(answer->hits.begin(), answer->hits.end(),
                                     [p](const NameHit& h) { return h.party == p && h.match.equal_text; });
      CHECK_MESSAGE(found, name.text);
    }
  }
}

TEST_CASE("search: order, limit, explanations, certificate") {
  std::vector<Party> parties;
  for (const char* name : {"Halden Optics", "Halden Optiks", "Kestel", "Halden Optics", "Halden Opticals Trading"}) {
    Party party;
    party.caption = name;
    party.names.push_back({name, NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
    parties.push_back(party);
  }
  const NameIndex index = NameIndex::build(parties);
  QueryRecord query;
  query.names = {"Halden Optics"};
  auto answer = index.search(query, {});
  REQUIRE(answer->hits.size() >= 3);
  CHECK(answer->hits[0].party == 0);
  CHECK(answer->hits[1].party == 3);
  CHECK(answer->hits[2].party == 1);
  CHECK(answer->complete);
  CHECK(answer->certificate.names_considered == 5);
  CHECK(answer->hits[0].match.why.what.empty());
  answer = index.search(query, {kDefaultThreshold, 1, Explain::kYes, SearchMode::kExhaustive});
  CHECK(answer->hits.size() == 1);
  CHECK(answer->hits[0].match.why.what == "score");
  CHECK(answer->certificate.best_verified_below_threshold.has_value());
}

TEST_CASE("search: bad queries are refused in one line") {
  const std::vector<Party> parties;
  const NameIndex index = NameIndex::build(parties);
  QueryRecord query;
  CHECK(index.search(query, {}).error().message == "a query needs a name");
  query.names = {""};
  CHECK(index.search(query, {}).error().message == "a name is empty");
  query.names = {"Halden"};
  CHECK(index.search(query, {})->hits.empty());
}
