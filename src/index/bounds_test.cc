// Each bound of docs/index-proof.md against what it bounds, and each weakened by one unit: then a test here must fail.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "base/utf8.h"
#include "index/build_index.h"
#include "index/edits.h"
#include "index/mask_scan.h"
#include "index/name_index.h"
#include "index/words.h"
#include "match/similarity.h"
#include "support/name_maker.h"
#include "support/soak.h"

using namespace licet;
using licet::test::NameMaker;

namespace {

std::u32string random_text(std::mt19937& random, std::size_t most, std::uint32_t letters) {
  std::u32string out;
  for (std::size_t n = 1 + random() % most; n > 0; --n) out.push_back(U'a' + static_cast<char32_t>(random() % letters));
  return out;
}

std::u32string edited(std::mt19937& random, std::u32string text) {
  for (std::uint32_t n = random() % 4; n > 0 && text.size() > 1; --n) {
    const std::size_t at = 1 + random() % (text.size() - 1);
    if (random() % 3 == 0) {
      text.erase(at, 1);
    } else if (random() % 2 == 0) {
      text.insert(at, 1, U'q');
    } else {
      std::swap(text[at], text[at - 1]);
    }
  }
  return text;
}

// The rows of a scan by blocks of 8 from `begin`.
std::vector<std::uint32_t> found_by_blocks(const FlatArray<std::uint64_t>& masks, std::size_t begin, std::uint64_t mask,
                                           MaskLimits limits) {
  constexpr std::size_t kBlock = 8;
  std::vector<std::uint64_t> common = {1, 2, 3};  // blocks of other rows
  std::vector<std::uint64_t> any = common;
  const std::size_t first = common.size();
  for (std::size_t row = begin; row < masks.size(); ++row) {
    if ((row - begin) % kBlock == 0) common.push_back(masks[row]), any.push_back(masks[row]);
    common.back() &= masks[row];
    any.back() |= masks[row];
  }
  const std::string common_bytes = flat_bytes(common);
  const std::string any_bytes = flat_bytes(any);
  std::vector<std::uint32_t> out;
  scan_blocks({masks, FlatArray<std::uint64_t>(common_bytes), FlatArray<std::uint64_t>(any_bytes), kBlock}, begin,
              masks.size(), first, mask, limits, out);
  return out;
}

std::string codes_of(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) out.push_back(static_cast<char>(letter_code(c)));
  return out;
}

Party party_of(const std::string& name, Schema schema, NameStrength strength = NameStrength::kStrong) {
  Party party;
  party.caption = name;
  party.schema = schema;
  party.names.push_back({name, NameKind::kPrimary, strength, true, {}, "", Certainty::kA});
  return party;
}

QueryRecord query_of(const std::string& name, Schema schema = Schema::kLegalEntity) {
  QueryRecord query;
  query.names = {name};
  query.schema = schema;
  return query;
}

// True if some likeness of a run of `query` to a run of `listed` is not bounded by near_entries.
bool misses_a_likeness(const std::string& query, const std::string& listed, Schema schema, const Weakening& weakening) {
  const std::vector<Party> parties = {party_of(listed, schema)};
  const std::string bytes = build_index(parties);
  const IndexView view = IndexView::open(bytes).value();
  const PreparedName asked = prepare_name(query, schema);
  const PreparedName known = prepare_name(listed, schema);
  for (const Reading& q : asked.readings) {
    const Reading* l = known.reading(q.kind);
    if (l == nullptr) continue;
    for (std::size_t count = 1; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= q.positions.size(); ++first) {
        const Position run = joined_run(q, first, count);
        const std::vector<NearEntry> near = near_entries(view, run, q.kind, weakening);
        std::int32_t bound = 0;
        for (const NearEntry& n : near) bound = std::max(bound, n.value);
        for (std::size_t other = 1; other <= kMaxRun; ++other) {
          for (std::size_t at = 0; at + other <= l->positions.size(); ++at) {
            if (similarity(run, joined_run(*l, at, other), q.kind).value > bound) return true;
          }
        }
      }
    }
  }
  return false;
}

// True if the weakened search of the query loses a hit, or says less than the truth of what it did not score.
bool loses(const std::vector<Party>& parties, const QueryRecord& query, Score threshold, const Weakening& weakening) {
  const NameIndex index = NameIndex::build(parties);
  SearchOptions options;
  options.threshold = threshold;
  options.mode = SearchMode::kExhaustive;
  const auto truth = index.search(query, options).value();
  options.mode = SearchMode::kBounded;
  options.weakening = weakening;
  const auto weak = index.search(query, options).value();
  if (weak.hits.size() != truth.hits.size()) return true;
  const Score best = truth.certificate.best_verified_below_threshold.value_or(Score{0});
  const Score seen = weak.certificate.best_verified_below_threshold.value_or(Score{0});
  return best > std::max(seen, weak.certificate.best_upper_bound_unscored);
}

Score score_of(const std::vector<Party>& parties, const QueryRecord& query) {
  const NameIndex index = NameIndex::build(parties);
  const auto all = index.search(query, {Score{1}, 0, Explain::kNo, SearchMode::kExhaustive}).value();
  REQUIRE(!all.hits.empty());
  return all.hits[0].match.score;
}

// Cases at their limit, one for each bound.
bool caught(const Weakening& weakening) {
  const auto person = Schema::kPerson;
  const auto company = Schema::kOrganization;
  const std::pair<std::pair<const char*, const char*>, Schema> words[] = {
      {{"Bo", "Bo"}, company},                      // equal letters too short for edits
      {{"Haldenburgs", "Heldanburks"}, company},    // three edits of eleven letters
      {{"abcdefghij", "abcdefgxyz"}, company},      // three edits of ten: a likeness of the floor exactly
      {{"Kestel", "Kestex"}, company},              // one edit
      {{"Haldenburg", "Halden burg"}, company},     // a run of the list
      {{"Halden burg", "Haldenburg"}, company},     // a run of the query
      {{"Halden burg", "Hald enburg"}, company},    // two runs of equal text
      {{"Tech", "Technologies"}, company},          // class
      {{"Kes", "Kez"}, company},                    // an edit of three letters
      {{"Halden burg", "Haldenburk"}, company},     // a run of the query, with an edit
      {{"Haldenburk", "Halden burg"}, company},     // a run of the list, with an edit
      {{"有限公司", "Incorporated"}, company},      // two legal forms, in two scripts
      {{"学院", "University"}, company},            // related words, in two scripts
      {{"University", "学院"}, company},            //
      {{"同兴达", "TXD"}, company},                 // first letters of syllables
      {{"TXD", "同兴达"}, company},                 //
      {{"12th", "Twelfth"}, company},               // number
      {{"Bill Kestel", "William Kestel"}, person},  // family
      {{"J. Halden", "John Halden"}, person},       // an initial of the query
      {{"John Halden", "J. Halden"}, person},       // an initial of the list
      {{"J. K. Halden", "John Halden"}, person},    // two joined initials
      {{"خالد", "Khaled"}, person},                 // consonants, equal, too few for edits
      {{"Khaled", "خالد"}, person},                 //
      {{"محمود", "Mahmud"}, person},                // consonants, equal
      {{"Mahmud", "محمود"}, person},                //
      {{"Mahmudil", "محمودين"}, person},            // consonants, one edit apart
      {{"محمودين", "Mahmudil"}, person},            //
      {{"Лавров", "Lavrov"}, person},               // another script
  };
  for (const auto& [pair, schema] : words) {
    if (misses_a_likeness(pair.first, pair.second, schema, weakening)) return true;
  }
  struct Limit {
    std::vector<Party> parties;
    QueryRecord query;
    Score threshold;
  };
  std::vector<Limit> limits;
  // w(G) = (1 - T) W exactly: one of two words is found, the score is 0.5.
  limits.push_back({{party_of("Kestel", company)}, query_of("Haldenburg Kestel"), Score{500'000}});
  // The bound is the score and the threshold: one word with an edit, one equal.
  limits.push_back({{party_of("Haldenburg Kestel", company)}, query_of("Haldenburk Kestel"), Score{950'000}});
  // The same through a weak alias.
  limits.push_back(
      {{party_of("Haldenburg Kestel", company, NameStrength::kWeak)}, query_of("Haldenburg Kestel"), Score{750'000}});
  // An address lifts a score that is below the threshold by name.
  Party addressed = party_of("Haldenburg Kestel Mordin", company);
  addressed.addresses = {"12 Halden Road, Shenzhen"};
  QueryRecord with_address = query_of("Haldenburg Kestel Zozoga", company);
  with_address.addresses = addressed.addresses;
  limits.push_back({{addressed}, with_address, Score{0}});
  // Equal letters that no three words joined make, and an equal identifier under another name.
  limits.push_back({{party_of("Go od Wi ll In", company)}, query_of("Goodwillin"), Score{900'000}});
  Party known = party_of("Haldenburg", company);
  known.identifiers = {{"lei", "LEI0001"}};
  QueryRecord by_number = query_of("Zozoga");
  by_number.identifiers = known.identifiers;
  limits.push_back({{known}, by_number, Score{900'000}});
  // Initials are read in persons only.
  limits.push_back({{party_of("John Kestel", person)}, query_of("J. Kestel", person), Score{0}});
  // Many names of one score: no few that are scored at once.
  const std::vector<Party> alike(12, party_of("Haldenburg Kestel Mordin Trading", company));
  limits.push_back({alike, query_of("Haldenburk Kestel Zozoga"), Score{0}});
  limits.push_back({alike, query_of("Haldenburk Kestel"), Score{0}});
  limits.push_back({alike, query_of("Kestel Haldenburg Mor din"), Score{0}});
  // Words that meet only as a joined run of the list, and a Latin word that may be a brand in Han.
  limits.push_back({std::vector<Party>(12, party_of("Halden burg Kestel Trading", company)),
                    query_of("Haldenburg Kestel"), Score{0}});
  limits.push_back({std::vector<Party>(12, party_of("Halu Technology", company)), query_of("海灵科技"), Score{0}});
  // A brand that gains by its sound, letters of other words of the query, and China beside a Chinese name.
  limits.push_back({std::vector<Party>(12, party_of("Vitel Technology", company)), query_of("唯特科技"), Score{0}});
  limits.push_back(
      {std::vector<Party>(12, party_of("Vitel Technology", company)), query_of("唯特科技"), Score{300'000}});
  limits.push_back(
      {std::vector<Party>(12, party_of("Halden VSY", company)), query_of("Волна Север Юность Халден"), Score{0}});
  limits.push_back(
      {std::vector<Party>(12, party_of("China Halden Technology", company)), query_of("海灵科技"), Score{0}});
  for (const Limit& limit : limits) {
    const Score threshold = limit.threshold.millionths > 0 ? limit.threshold : score_of(limit.parties, limit.query);
    if (loses(limit.parties, limit.query, threshold, weakening)) return true;
  }
  return false;
}

// Random lists, each query at the score of one of its hits.
bool caught_by_chance(const Weakening& weakening, unsigned seed, int queries) {
  NameMaker make(seed);
  const std::vector<Party> parties = make.parties(40);
  for (int i = 0; i < queries; ++i) {
    const QueryRecord query = make.query(parties);
    const NameIndex index = NameIndex::build(parties);
    const auto low = index.search(query, {Score{400'000}, 0, Explain::kNo, SearchMode::kExhaustive});
    if (!low || low->hits.empty()) continue;
    if (loses(parties, query, low->hits[make.number() % low->hits.size()].match.score, weakening)) return true;
  }
  return false;
}

Weakening with_key(std::optional<KeyKind> Weakening::* member, KeyKind kind) {
  Weakening out;
  out.*member = kind;
  return out;
}

Weakening with(bool Weakening::* member) {
  Weakening out;
  out.*member = true;
  return out;
}

}  // namespace

TEST_SUITE("soak index bounds") {
  TEST_CASE("edits: the bit-parallel distance is the one of the matcher") {
    std::mt19937 random(1);
    for (long i = 0; i < 3000 * licet::test::soak_factor(); ++i) {
      const std::u32string a = random_text(random, i % 50 == 0 ? 64 : 12, 4);
      const std::u32string b = random() % 2 == 0 ? edited(random, a) : random_text(random, 12, 4);
      if (b.size() > kMaxEditLetters) continue;
      const std::size_t most = random() % 4;
      const std::string codes = codes_of(b);
      const std::size_t found = EditPattern(a).distance(codes.data(), codes.size(), most);
      const auto expected = osa_distance(a, b, most);
      REQUIRE((found <= most) == expected.has_value());
      if (expected) REQUIRE(found == *expected);
    }
  }

  TEST_CASE("edits: merged letters never raise the distance") {
    std::mt19937 random(2);
    for (long i = 0; i < 1000 * licet::test::soak_factor(); ++i) {
      std::u32string a = random_text(random, 8, 3);
      for (char32_t& c : a) c += 0x4E00 + 127 * static_cast<char32_t>(random() % 3);
      std::u32string b = edited(random, a);
      const std::string codes = codes_of(b);
      const auto expected = osa_distance(a, b, 3);
      if (expected) REQUIRE(EditPattern(a).distance(codes.data(), codes.size(), 3) <= *expected);
    }
  }

  TEST_CASE("masks: words within k edits are never skipped, with and without AVX2") {
    std::mt19937 random(3);
    std::vector<std::u32string> words;
    std::vector<std::uint64_t> masks;
    for (int i = 0; i < 203; ++i) {
      words.push_back(random() % 2 == 0 || words.empty() ? random_text(random, 10, 26)
                                                         : edited(random, words[random() % words.size()]));
      masks.push_back(letter_mask(words.back()));
    }
    const std::string bytes = flat_bytes(masks);
    const FlatArray<std::uint64_t> flat(bytes);
    for (long i = 0; i < 60 * licet::test::soak_factor(); ++i) {
      const std::u32string asked = edited(random, words[random() % words.size()]);
      for (int most = 0; most <= 3; ++most) {
        const std::size_t begin = random() % 8;
        std::vector<std::uint32_t> found;
        std::vector<std::uint32_t> plain;
        const std::size_t letters = 1 + random() % 12;  // words of these letters are asked for
        const MaskLimits limits = mask_limits(static_cast<std::size_t>(most), asked.size(), letters);
        scan_masks(flat, begin, flat.size(), letter_mask(asked), limits, found);
        scan_masks_plain(flat, begin, flat.size(), letter_mask(asked), limits, plain);
        REQUIRE(found == plain);
        REQUIRE(found_by_blocks(flat, begin, letter_mask(asked), limits) == plain);
        for (std::size_t w = begin; w < words.size(); ++w) {
          if (words[w].size() == letters && osa_distance(asked, words[w], static_cast<std::size_t>(most)))
            REQUIRE(std::binary_search(found.begin(), found.end(), static_cast<std::uint32_t>(w)));
        }
      }
    }
  }

  TEST_CASE("near entries: every likeness of two runs is found and bounded") {
    NameMaker make(4);
    for (long i = 0; i < 150 * licet::test::soak_factor(); ++i) {
      const Schema schema = make.one_in(2) ? Schema::kPerson : Schema::kLegalEntity;
      const std::string listed = make.name(schema);
      const std::string asked = make.one_in(4) ? make.name(schema) : make.disturbed(listed);
      REQUIRE_MESSAGE(!misses_a_likeness(asked, listed, schema, {}), asked, " / ", listed);
      REQUIRE_MESSAGE(!misses_a_likeness(listed, asked, schema, {}), listed, " / ", asked);
    }
  }
}

TEST_CASE("index: a listed name comes out of the index as it was prepared") {
  NameMaker make(5);
  const std::vector<Party> parties = make.parties(60);
  const std::string bytes = build_index(parties);
  const IndexView view = IndexView::open(bytes).value();
  const WordStore words(view);
  std::uint32_t number = 0;
  for (const Party& party : parties) {
    for (const PartyName& name : party.names) {
      const PreparedName expected = prepare_name(name.text, party.schema);
      const PreparedName found = words.name(number++);
      REQUIRE(found.readings.size() == expected.readings.size());
      REQUIRE(found.script == expected.script);
      for (std::size_t r = 0; r < found.readings.size(); ++r) {
        const Reading& a = found.readings[r];
        const Reading& b = expected.readings[r];
        REQUIRE(a.kind == b.kind);
        REQUIRE(a.weight == b.weight);
        REQUIRE(a.low_information == b.low_information);
        REQUIRE(a.positions.size() == b.positions.size());
        for (std::size_t i = 0; i < a.positions.size(); ++i)
          REQUIRE(encode_word(a.positions[i]) == encode_word(b.positions[i]));
      }
    }
  }
}

TEST_CASE("index: what was asked of one index is never the answer of another") {
  NameMaker make(6);
  const std::vector<Party> parties[] = {make.parties(30), make.parties(30)};
  const NameIndex indexes[] = {NameIndex::build(parties[0]), NameIndex::build(parties[1])};
  for (int i = 0; i < 40; ++i) {
    const QueryRecord query = make.query(parties[i % 2]);
    for (const std::size_t which : {0U, 1U, 0U}) {
      const auto found = indexes[which].search(query, {Score{600'000}});
      const auto truth = indexes[which].search(query, {Score{600'000}, 0, Explain::kNo, SearchMode::kExhaustive});
      REQUIRE(found.has_value() == truth.has_value());
      if (found) REQUIRE(found->hits.size() == truth->hits.size());
    }
  }
}

TEST_CASE("bounds: none weakened, nothing lost; each weakened by one unit, something lost") {
  CHECK_FALSE(caught({}));
  CHECK_FALSE(caught_by_chance({}, 11, 10));
  const std::pair<const char*, bool Weakening::*> bounds[] = {
      {"signature_not_strict", &Weakening::signature_not_strict},
      {"one_edit_less", &Weakening::one_edit_less},
      {"one_mask_bit_less", &Weakening::one_mask_bit_less},
      {"one_block_letter_less", &Weakening::one_block_letter_less},
      {"near_skeleton_one_less", &Weakening::near_skeleton_one_less},
      {"asked_run_edit_less", &Weakening::asked_run_edit_less},
      {"listed_run_edit_less", &Weakening::listed_run_edit_less},
      {"least_letters_one_more", &Weakening::least_letters_one_more},
      {"least_consonants_one_more", &Weakening::least_consonants_one_more},
      {"runs_charged", &Weakening::runs_charged},
      {"free_words_charged", &Weakening::free_words_charged},
      {"unsure_conflicts", &Weakening::unsure_conflicts},
      {"no_sound", &Weakening::no_sound},
      {"floor_not_reached", &Weakening::floor_not_reached},
      {"no_joined_query_words", &Weakening::no_joined_query_words},
      {"no_joined_listed_words", &Weakening::no_joined_listed_words},
      {"rest_one_less", &Weakening::rest_one_less},
      {"charge_one_more", &Weakening::charge_one_more},
      {"equal_bound_dropped", &Weakening::equal_bound_dropped},
      {"no_bonus", &Weakening::no_bonus},
      {"no_equal_text", &Weakening::no_equal_text},
      {"no_identifiers", &Weakening::no_identifiers},
      {"no_spellings", &Weakening::no_spellings},
      {"no_near_skeletons", &Weakening::no_near_skeletons},
      {"no_person_readings", &Weakening::no_person_readings},
  };
  for (const auto& [name, member] : bounds) {
    const Weakening weakening = with(member);
    bool found = caught(weakening);
    for (unsigned seed = 20; !found && seed < 24; ++seed) found = caught_by_chance(weakening, seed, 10);
    CHECK_MESSAGE(found, name);
  }
  for (const KeyKind kind :
       {KeyKind::kClass, KeyKind::kLegalForm, KeyKind::kNumber, KeyKind::kFamily, KeyKind::kInitial,
        KeyKind::kFirstLetter, KeyKind::kBareSkeleton, KeyKind::kLatinSkeleton, KeyKind::kRelatedLatin,
        KeyKind::kRelatedOther, KeyKind::kAcronymHan, KeyKind::kAcronymLatin}) {
    CHECK_MESSAGE(caught(with_key(&Weakening::without_key, kind)), "without ", static_cast<int>(kind));
    CHECK_MESSAGE(caught(with_key(&Weakening::one_less_of, kind)), "one less of ", static_cast<int>(kind));
  }
}
