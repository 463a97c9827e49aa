// The columnar evaluator against the other two: the same sets of outcomes on random laws and orders, and planted errors
// found in any of the three.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/file.h"
#include "base/json.h"
#include "base/text_util.h"
#include "rules/columns/evaluate.h"
#include "rules/columns/line_reader.h"
#include "rules/columns/runs.h"
#include "rules/facts/order_reader.h"
#include "support/random_law.h"
#include "support/soak.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

std::shared_ptr<const Law> law_of(const std::string& text) {
  auto law = Law::load(random_sources(text));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
  return *law;
}

Case case_of(const std::string& order, const Law& law) {
  auto json = parse_json(order);
  REQUIRE_MESSAGE(json.has_value(), order);
  auto input = read_order(*json, law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message) << "\n" << order);
  return std::move(input->facts);
}

// Orders of one law, decided by columns.
std::vector<ColumnAnswer> by_columns(PlanStore& plans, const std::vector<Case>& cases, const Decl* profile,
                                     Posture posture, ColumnStats* stats = nullptr) {
  ColumnLayout layout(plans.law());
  Batch batch(layout, law_boundaries(plans.law()));
  for (const Case& one : cases) batch.add(one);
  DecideOptions options;
  options.plans = &plans;
  options.profile = profile;
  options.posture = posture;
  ColumnEvaluator evaluator(layout, options);
  std::vector<ColumnAnswer> out;
  evaluator.run(batch, [&](std::size_t order) { return cases[order]; }, out);
  if (stats != nullptr) *stats = evaluator.stats();
  return out;
}

Found one_by_one(const Law& law, const Case& order, const Decl* profile, Posture posture, PlanStore* plans) {
  DecideOptions options;
  options.plans = plans;
  options.profile = profile;
  options.posture = posture;
  return reach_outcomes(law, order, options);
}

// What screening finds out: no party is on a list.
void state_unlisted(Case& order, const FactSchema& schema) {
  for (std::size_t i = 0; i < schema.facts().size(); ++i) {
    const auto fact = static_cast<int>(i);
    for (const int party : schema.at(fact).listing.empty() ? std::vector<int>() : order.parties) {
      if (schema.at(fact).type == FactType::kSet) {
        order.entity(party).closed_sets.push_back(fact);
      } else {
        order.state_bool(party, fact, false);
      }
    }
  }
}

std::string shown(const Reachable& reachable) {
  std::string out;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (reachable.has(static_cast<Outcome>(i))) out += concat(" ", to_string(static_cast<Outcome>(i)));
  }
  return out;
}

// What is shared with the first of them must be right for the others too.
void check_in_any_order(const Law& law, PlanStore& plans, std::vector<Case> cases) {
  for (int round = 0; round < 2; ++round) {
    const auto answers = by_columns(plans, cases, nullptr, Posture::kInForce);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      CAPTURE(i);
      CHECK(answers[i].outcomes == one_by_one(law, cases[i], nullptr, Posture::kInForce, &plans).reached);
      CHECK(answers[i].outcomes == one_by_one(law, cases[i], nullptr, Posture::kInForce, nullptr).reached);
    }
    std::reverse(cases.begin(), cases.end());
  }
}

}  // namespace

TEST_SUITE("soak columns") {
  TEST_CASE("columns: three evaluators agree on random laws and orders") {
    std::size_t compared = 0;
    std::size_t undecided = 0;
    ColumnStats all;
    for (const std::uint64_t seed : soak_seeds(5)) {
      RandomNumbers random(seed * 77777U);
      const std::string text = RandomLaw(seed, {}).text();
      const auto law = law_of(text);
      PlanStore plans(*law);
      std::vector<std::string> orders;
      std::vector<Case> cases;
      for (int i = 0; i < 60; ++i) {
        orders.push_back(random_order(random, {.legs = random.below(3), .missing = random.chance(50) ? 30U : 8U}));
        cases.push_back(case_of(orders.back(), *law));
      }
      const Decl* profile = random.chance(60) ? law->find("1/p") : nullptr;
      const Posture posture = random.chance(25) ? Posture::kCodified : Posture::kInForce;
      ColumnStats stats;
      const std::vector<ColumnAnswer> answers = by_columns(plans, cases, profile, posture, &stats);
      all.by_columns += stats.by_columns;
      all.shared += stats.shared;
      for (std::size_t i = 0; i < cases.size(); ++i) {
        const Found fast = one_by_one(*law, cases[i], profile, posture, &plans);
        const bool again = i % 12 == 0;  // the reference is slow
        const Found slow = again ? one_by_one(*law, cases[i], profile, posture, nullptr) : fast;
        if (!fast.exact || !slow.exact || !answers[i].exact) continue;
        ++compared;
        undecided += fast.reached.decided() ? 0U : 1U;
        const bool same = answers[i].outcomes == fast.reached && fast.reached == slow.reached;
        CHECK_MESSAGE(same, "seed " << seed << ": columns" << shown(answers[i].outcomes) << "; plan"
                                    << shown(fast.reached) << "; reference" << shown(slow.reached) << "\n"
                                    << orders[i] << "\n"
                                    << text);
        if (!same) return;
      }
    }
    CHECK(compared > 150);
    CHECK(undecided > 20);                 // the test means nothing if every order is plain,
    CHECK(all.by_columns > compared / 3);  // or if columns decide none
  }
}

TEST_CASE("columns: a planted error is found, whichever evaluator has it") {
  const std::string good =
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "item.n >= 100\n";
  std::string bad = good;
  bad.replace(bad.find(">="), 2, "> ");
  const auto law = law_of(good);
  const auto planted = law_of(bad);
  PlanStore plans(*law);
  PlanStore planted_plans(*planted);
  const Case order = case_of(R"({"items":[{"n":100}]})", *law);
  const auto columns = by_columns(plans, {order}, nullptr, Posture::kInForce);
  const auto planted_columns = by_columns(planted_plans, {order}, nullptr, Posture::kInForce);
  const Found plan = one_by_one(*law, order, nullptr, Posture::kInForce, &plans);
  const Found reference = one_by_one(*law, order, nullptr, Posture::kInForce, nullptr);
  CHECK(columns[0].outcomes == plan.reached);
  CHECK(columns[0].outcomes == reference.reached);
  CHECK(!(planted_columns[0].outcomes == plan.reached));
  CHECK(!(planted_columns[0].outcomes == reference.reached));
  CHECK(!(one_by_one(*planted, order, nullptr, Posture::kInForce, nullptr).reached == columns[0].outcomes));
  CHECK(!(one_by_one(*planted, order, nullptr, Posture::kInForce, &planted_plans).reached == columns[0].outcomes));
}

TEST_CASE("columns: orders that are open in the same way share a search, also where a total decides") {
  const auto law = law_of(
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "total(i.n for i in items where i.a) >= 10 and item.b\n");
  PlanStore plans(*law);
  std::vector<Case> cases;
  const auto add = [&](const char* items) { cases.push_back(case_of(concat("{\"items\":[", items, "]}"), *law)); };
  add(R"({"n":4,"a":true,"b":true},{"n":7})");
  add(R"({"n":4,"a":true,"b":true},{"n":7})");
  add(R"({"n":4,"a":true,"b":true,"m":3,"maker":{"home":"DE"}},{"n":7,"area":2})");  // the total does not read these
  add(R"({"n":4,"a":true,"b":true},{"n":5})");
  add(R"({"n":4,"a":true,"b":true},{"n":{"above":5.9}})");
  add(R"({"n":4,"a":true,"b":true},{"n":7,"a":true})");
  add(R"({"n":4,"a":true,"b":true},{"n":5.9999999,"a":true})");  // within a cell: not told apart there
  add(R"({"n":4,"a":true,"b":true},{"n":5.9999999999,"a":true})");
  ColumnStats stats;
  const auto answers = by_columns(plans, cases, nullptr, Posture::kInForce, &stats);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    CHECK(answers[i].outcomes == one_by_one(*law, cases[i], nullptr, Posture::kInForce, &plans).reached);
  }
  CHECK(stats.by_search == 6);
  CHECK(stats.shared == 2);
}

TEST_CASE("columns: two places of a leg are held against each other, by what they count as on the day") {
  const auto law = law_of(
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "leg.from != leg.to\n");
  PlanStore plans(*law);
  const std::vector<std::pair<const char*, const char*>> orders = {
      {R"("date":"2022-10-06","from":"CN","to":"MO")", "license_required"},
      {R"("date":"2022-10-07","from":"CN","to":"MO")", "no_license_required"},
      {R"("date":"2022-10-07","from":"MO","to":"MO")", "no_license_required"},
      {R"("date":"2022-10-07","from":"DE","to":"MO")", "license_required"},
      {R"("date":"2022-10-07","to":"MO")", "no_license_required license_required"},
      {R"("date":"2022-10-07","from":"CN")", "no_license_required license_required"}};
  std::vector<Case> cases;
  for (const auto& [order, expected] : orders) cases.push_back(case_of(concat("{", order, ",\"items\":[{}]}"), *law));
  ColumnStats stats;
  const auto answers = by_columns(plans, cases, nullptr, Posture::kInForce, &stats);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    CHECK(shown(answers[i].outcomes) == concat(" ", orders[i].second));
  }
  CHECK(stats.by_columns == 4);
}

TEST_CASE("columns: a figure that may be the limit is not like one that may lie beyond it") {
  const auto law = law_of(
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "(item.n >= 3 and item.n != 3) or (item.m <= 3 and item.m != 3)\n");
  PlanStore plans(*law);
  std::vector<Case> cases;
  for (const char* n : {R"({"at_least":1,"at_most":3})", R"({"at_least":1,"at_most":9})", R"({"at_least":3})"}) {
    for (const char* m : {R"({"at_least":3,"at_most":4})", R"({"at_least":1,"at_most":4})"})
      cases.push_back(case_of(concat("{\"items\":[{\"n\":", n, ",\"m\":", m, "}]}"), *law));
  }
  check_in_any_order(*law, plans, cases);
}

TEST_CASE("columns: figures in one cell with a limit that has none of its own are searched for themselves") {
  const std::string head = " version from 2019-01-01 source 1FR1 cite \"1\" when ";
  const std::string together = "rule t requires license" + head + "item.m + item.m > 10\n";
  for (const char* test : {"item.n > 0.0000004", "item.n = 0.0000004"}) {
    for (const std::string& more : {std::string(), together}) {
      const auto law = law_of(concat("section 1 checked 2026-01-01\nrule r requires license", head, test, "\n", more));
      PlanStore plans(*law);
      std::vector<Case> cases;
      for (const char* n : {"0.0000003", "0.0000004", "0.0000005", R"({"above":0.0000002,"below":0.00000035})"})
        cases.push_back(case_of(concat(R"({"items":[{"m":1,"n":)", n, "}]}"), *law));
      check_in_any_order(*law, plans, cases);
    }
  }
}

TEST_CASE("columns: plain lines are read into the same cells as by the order reader") {
  const auto law = law_of(RandomLaw(3, {}).text());
  ColumnLayout layout(*law);
  LineReader reader(layout, parse_date("2024-01-01").value());
  RandomNumbers random(11);
  int plain = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string order = random_order(random, {.legs = random.below(3)});
    Batch by_case(layout, law_boundaries(*law));
    by_case.add(case_of(order, *law));
    StagedOrder staged;
    if (!reader.read(order, staged)) continue;
    ++plain;
    Batch by_line(layout, law_boundaries(*law));
    by_line.add(staged);
    REQUIRE(by_line.groups().size() == by_case.groups().size());
    for (std::size_t group = 0; group < by_case.groups().size(); ++group) {
      const BatchGroup& a = by_case.groups()[group];
      const BatchGroup& b = by_line.groups()[group];
      CHECK(a.orders == b.orders);
      CHECK(a.begin == b.begin);
      for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
        CHECK_MESSAGE(a.columns[kind].codes == b.columns[kind].codes, order);
        CHECK_MESSAGE(a.columns[kind].wide_codes == b.columns[kind].wide_codes, order);
        const bool figures = a.columns[kind].figures == b.columns[kind].figures;
        CHECK_MESSAGE(figures, order);
      }
    }
  }
  CHECK(plain > 200);
}

TEST_CASE("columns: what is not plain is left to the order reader") {
  const auto law = law_of(RandomLaw(3, {}).text());
  ColumnLayout layout(*law);
  LineReader reader(layout, parse_date("2024-01-01").value());
  StagedOrder staged;
  CHECK(reader.read(R"({"id":7,"date":"2024-02-29","to":"CN","items":[{"n":12.5}]})", staged));
  CHECK(reader.read(R"({"items":[{"eccn":"4E999"}]})", staged));  // a code that the law does not name
  CHECK(reader.read(R"({"items":[{"name":"x","n":1,"plain":false,"maker":{"home":"DE"}}]})", staged));
  for (const char* line : {"",
                           R"({"items":[{"n":1,"plain":true}]})",
                           R"({"items":[{"maker":{"house":"DE"}}]})",
                           R"({"maker":{"home":"DE"}})",
                           "{",
                           "[]",
                           R"({"to":"CN"}x)",
                           R"({"to":"CN","to":"BR"})",
                           R"({"to":"XX"})",
                           R"({"date":"2023-02-29"})",
                           R"({"date":"2001-01-01"})",
                           R"({"unknown":1})",
                           R"({"knows":"unknowable"})",
                           R"({"items":[{"n":-1}]})",
                           R"({"items":[{"n":1e3}]})",
                           R"({"items":[{"n":01}]})",
                           R"({"items":[{"n":{"at_least":3,"below":3}}]})",
                           R"({"items":[{"n":1,"area":2,"ratio":0.5}]})",
                           R"({"items":[{"chip":"x"}]})",
                           R"({"items":[{"eccn":"4E99"}]})",
                           R"({"items":[{"eccn":"?1"}]})",
                           R"({"exporter":{"name":"unknowable"}})",
                           R"({"exporter":{"name":7}})",
                           R"({"to":"CN","legs":[{"to":"BR"}]})",
                           "{\"id\":\"\xff\"}",
                           "{\"id\":\"a\\n\"}"}) {
    CHECK_MESSAGE(!reader.read(line, staged), line);
  }
}

TEST_CASE("columns: the law of the program, for items of which the kind, a code or figures are known") {
  std::vector<LawSource> files;
  for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value())
    files.push_back({path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
  const auto law = Law::load(files);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  const FactSchema& schema = (*law)->schema();
  std::vector<std::string> codes = (*law)->codes_without_entry();
  for (const Decl* entry : (*law)->all(DeclKind::kEntry)) codes.push_back(entry->name);
  std::erase_if(codes, [](const std::string& code) { return code.ends_with('?'); });
  PlanStore plans(**law);
  ColumnLayout layout(**law);
  LineReader reader(layout, parse_date("2024-01-01").value());
  Batch by_case(layout, law_boundaries(**law));
  Batch by_line(layout, law_boundaries(**law));
  RandomNumbers random(31);
  std::vector<Case> cases;
  int narrowed = 0;
  for (int i = 0; i < 150; ++i) {
    std::string item = concat("{\"value_usd\":", random.below(9000));
    const bool kind = random.chance(70);
    const bool code = random.chance(40);
    narrowed += kind && !code ? 1 : 0;
    if (kind) item += concat(",\"kind\":\"", random.pick(schema.at(schema.find("item.kind")).values), "\"");
    if (code) item += concat(",\"eccn\":\"", random.pick(codes), "\"");
    if (random.chance(40))
      item += concat(",\"tops\":", 1 + random.below(900),
                     ",\"bit_length\":8,\"applicable_die_area_mm2\":", 1 + random.below(900));
    const std::string day = to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random.below(2770))));
    const std::string line =
        concat("{\"date\":\"", day, "\",\"activity\":\"export\",\"from\":\"US\",\"to\":\"",
               random.pick((*law)->places()), "\",\"red_flags\":\"clear\",\"items\":[", item,
               "}],\"parties\":[{\"role\":\"end_user\",\"headquarters\":\"", random.pick((*law)->places()), "\"}]}");
    cases.push_back(case_of(line, **law));
    by_case.add(cases.back());
    StagedOrder staged;
    REQUIRE_MESSAGE(reader.read(line, staged), line);
    by_line.add(staged);
  }
  CHECK(narrowed > 30);
  CHECK(by_case.outside().empty());
  for (std::size_t group = 0; group < by_case.groups().size(); ++group) {
    for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
      const KindColumns& a = by_case.groups()[group].columns[kind];
      const KindColumns& b = by_line.groups()[group].columns[kind];
      CHECK(a.codes == b.codes);
      CHECK(a.wide_codes == b.wide_codes);
      const bool figures = a.figures == b.figures;
      CHECK(figures);
    }
  }
  Batch screened(layout, law_boundaries(**law));
  for (Case& one : cases) {
    state_unlisted(one, schema);
    screened.add(one);
  }
  DecideOptions options;
  options.plans = &plans;
  options.profile = (*law)->all(DeclKind::kProfile).front();
  ColumnEvaluator evaluator(layout, options);
  std::vector<ColumnAnswer> answers;
  evaluator.run(screened, nullptr, answers);
  int decided = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    decided += answers[i].exact ? 1 : 0;
    if (!answers[i].exact && i % 15 != 0) continue;  // their search is slow
    const Found found = reach_outcomes(**law, cases[i], options);
    for (std::size_t o = 0; o < kOutcomes; ++o) {  // columns leave nothing out, and decide rightly
      const bool left_out =
          found.reached.has(static_cast<Outcome>(o)) && !answers[i].outcomes.has(static_cast<Outcome>(o));
      CHECK(!left_out);
    }
    if (answers[i].exact) CHECK(answers[i].outcomes == found.reached);
  }
  CHECK(decided > 15);
}

TEST_CASE("columns: planes go from a space to a larger one and back, row by row") {
  RandomNumbers random(17);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> lengths(random.below(300));
    const std::uint32_t most = 1 + random.below(round % 10 == 0 ? 200 : 5);
    for (std::size_t& length : lengths) length = round % 3 == 0 ? random.below(most) : 1 + random.below(most);
    std::size_t total = 0;
    Runs runs;
    Runs plain;
    plain.stay_plain();
    for (const std::size_t length : lengths) {
      total += length;
      runs.add(length);
      plain.add(length);
    }
    runs.finish();
    plain.finish();
    const auto planes = [](std::size_t rows) { return std::vector<BitWord>(words_for(rows) + 1); };
    std::vector<BitWord> small = planes(lengths.size());
    std::vector<BitWord> large = planes(total);
    for (std::vector<BitWord>* plane : {&small, &large}) {
      for (BitWord& word : *plane)
        word = (BitWord{random.below(1U << 31U)} << 33U) ^ (BitWord{random.below(1U << 31U)} << 16U) ^
               random.below(1U << 31U);
    }
    for (BitWord& word : large) {  // few bits, or many
      if (round % 4 == 0) word &= word >> 5U & word >> 17U;
      if (round % 4 == 1) word |= word >> 5U | word << 17U;
    }
    for (const Runs* one : {&runs, &plain}) {
      std::vector<BitWord> spread = planes(total);
      std::vector<BitWord> some = planes(lengths.size());
      std::vector<BitWord> every = planes(lengths.size());
      one->spread(small.data(), spread.data());
      one->some(large.data(), some.data());
      one->every(large.data(), every.data());
      std::size_t wrong = 0;
      std::size_t at = 0;
      for (std::size_t row = 0; row < lengths.size(); ++row) {
        bool has_some = false;
        bool has_every = true;
        for (std::size_t i = 0; i < lengths[row]; ++i, ++at) {
          wrong += bit_at(spread.data(), at) == bit_at(small.data(), row) ? 0U : 1U;
          has_some = has_some || bit_at(large.data(), at);
          has_every = has_every && bit_at(large.data(), at);
        }
        wrong += bit_at(some.data(), row) == has_some ? 0U : 1U;
        wrong += bit_at(every.data(), row) == has_every ? 0U : 1U;
      }
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("figures: cells keep the order of exact numbers") {
  RandomNumbers random(5);
  std::vector<Rational> figures = {Rational(0),
                                   Rational(1) / Rational(3),
                                   Rational::parse("0.333333").value(),
                                   Rational::parse("0.333334").value(),
                                   Rational::parse("1e20").value(),
                                   Rational::parse("0.0000001").value(),
                                   Rational::parse("123456789012.5").value()};
  for (int i = 0; i < 40; ++i) figures.push_back(Rational(random.below(5000)) / Rational(1 + random.below(30)));
  for (const Rational& a : figures) {
    for (const Rational& b : figures) {
      if (a < b) CHECK(cell_of(a) <= cell_of(b));
      if (has_own_cell(cell_of(a))) CHECK((a == b) == (cell_of(a) == cell_of(b)));
      if (has_own_cell(cell_of(a))) CHECK((a < b) == (cell_of(a) < cell_of(b)));
    }
  }
  Interval open{Rational(2), Rational(3), true, true};
  CHECK(cells_of(open).first == cell_of(Rational(2)) + 1);
  CHECK(cells_of(open).last == cell_of(Rational(3)) - 1);
}

TEST_CASE("figures: plain decimals, their products and quotients") {
  const auto plain = [](const char* text) {
    PlainDecimal out;
    REQUIRE(read_plain_decimal(text, out));
    return out;
  };
  const char* const kTexts[] = {"0", "1", "4708.25", "0.0000005", "814", "99999999999999999", "123.456789123", "1.5"};
  for (const char* a : kTexts) {
    CHECK(cell_of(plain(a)) == cell_of(Rational::parse(a).value()));
    for (const char* b : kTexts) {
      const Rational x = Rational::parse(a).value();
      const Rational y = Rational::parse(b).value();
      CHECK(product_cell(plain(a), plain(b)) == cell_of(x * y));
      if (!y.is_zero()) CHECK(quotient_cell(plain(a), plain(b)) == cell_of(x / y));
    }
  }
  PlainDecimal out;
  for (const char* text : {"", "-", ".5", "5.", "1e3", "1.2.3", "1_000", "1234567890123456789"})
    CHECK(!read_plain_decimal(text, out));
}
