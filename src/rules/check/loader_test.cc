// What the loader refuses, each with its place and what was expected there.
#include <doctest/doctest.h>

#include <string>

#include "base/text_util.h"
#include "support/law_maker.h"

using namespace licet;
using namespace licet::rules;

namespace {

// Why the law is refused, or nothing. Statements begin in the second line.
std::string refused(const std::string& statements) {
  const auto law = Law::load(test::made_sources(concat("section 1 checked 2026-01-01\n", statements, "\n")));
  return law ? std::string() : law.error().message;
}

constexpr const char* kHead = " version from 2020-01-01 source 1FR1 cite \"1\" ";

// Of a rule with that condition, which begins in column 1 of the fifth line.
std::string condition(const std::string& when) {
  return refused(concat("value q", kHead, "= 5\nset s", kHead, "= {CN} + D:5\nrule r requires license", kHead, "when\n",
                        when, "\nlet yes", kHead, "= item.a\nlet much", kHead, "= item.n + item.m\nrule o ",
                        "requires license", kHead, "when item.a\nexception e", kHead, "when item.a\nvalue dollars",
                        kHead, "= 5 USD\nset codes", kHead, "= {3A090.a}\nlist l", kHead,
                        "= p in parties where p.bad"));
}

}  // namespace

TEST_CASE("types: a condition is no figure, place, code, text, set or result of a rule") {
  for (const char* fine :
       {"item.a", "not item.a", "yes", "e", "item.n >= q", "much >= q", "leg.to in s", "leg.to = CN",
        "item.eccn in codes", "order.uses has {bad}", "order.exporter = \"Acme\"", "item.a = true", "item.n in [q, 7)",
        "item.n = min(item.m, q)", "item.n >= 5", "item.n * dollars > dollars", "dollars / dollars > item.n",
        "some p in l: (p.hq = leg.to and p.bad)", "total(c.m for c in item.components where c.us) / item.n > much"}) {
    CHECK_MESSAGE(condition(fine).empty(), fine << ": " << condition(fine));
  }
  CHECK(condition("item.n") ==
        "t.law:5:1: `item.n` is a figure and no condition, expected one such as `item.n >= ...`");
  CHECK(condition("not leg.to") ==
        "t.law:5:5: `leg.to` is a place and no condition, expected one such as `leg.to = ...`");
  CHECK(condition("known(order.uses)") ==
        "t.law:5:7: `order.uses` is a set of words and no condition, expected one such as `order.uses has {...}`");
  CHECK(condition("(item.a or item.eccn)").starts_with("t.law:5:12: `item.eccn` is a code and no condition"));
  CHECK(condition("(some p in l: p.role)").starts_with("t.law:5:15: `p.role` is a word and no condition"));
  CHECK(condition("o") == "t.law:5:1: `o` names a rule and no condition, expected a `let` or an exception");
  for (const char* name : {"s", "q", "l"})
    CHECK_MESSAGE(condition(name).find("and no condition, expected a `let`") != std::string::npos, name);
  CHECK(condition("much").find("is a figure and no condition, expected a comparison") != std::string::npos);
  for (const char* text : {"\"abc\"", "3A090.a", "2024-01-01", "5", "item.n + item.m"})
    CHECK_MESSAGE(condition(text).find("is no condition, expected a comparison") != std::string::npos, text);
}

TEST_CASE("references: each names a statement of the kind that it is about") {
  const std::string rules =
      concat("rule r requires license", kHead, "when item.a\nrule q requires license", kHead, "when item.a\nlet l",
             kHead, "= item.a\nauthorization u kind license_exception overcomes r", kHead,
             "when item.a\nreview one for r policy case_by_case", kHead, "when item.a\n");
  CHECK(refused(rules).empty());
  const auto with = [&](const std::string& more) { return refused(concat(rules, more, kHead, "when item.a")); };
  CHECK(with("authorization v kind license_exception overcomes one") ==
        "t.law:7:1: `one` is a review, expected the name of a rule");
  CHECK(with("review two for l policy case_by_case") == "t.law:7:1: `l` is a let, expected the name of a rule");
  CHECK(with("restriction c closes r") ==
        "t.law:7:1: `r` is a rule, expected the name of a license exception or another authorization");
  CHECK(with("restriction c closes all except u").empty());
  // Policies that stand over another one: in this section or elsewhere.
  CHECK(with("review two for r policy policy_of_denial over one").empty());
  CHECK(with("review two for r policy policy_of_denial over 1/one").empty());
  CHECK(with("review two for r policy policy_of_denial over nosuch").starts_with("t.law:7:1: there is no `nosuch`"));
  CHECK(with("review two for r policy policy_of_denial beside q") == "t.law:7:1: `q` is no review");
}

TEST_CASE("references: a finding switches off assumptions that a profile has") {
  const std::string profile =
      "profile p adopted 2026-01-01 by \"us\"\n  assume no_bad: not known(order.uses has {bad}) why \"w\"\n";
  const auto with = [&](const std::string& off) {
    return refused(concat(profile, "finding f", kHead, "when item.a clears \"c\" switches_off ", off));
  };
  CHECK(with("no_bad").empty());
  CHECK(with("no_bat") == "t.law:4:1: no profile has an assumption `no_bat` (did you mean `no_bad`?)");
}

TEST_CASE("types: comparisons are of one type and one unit, and only figures have an order") {
  CHECK(condition("leg.to >= CN") ==
        "t.law:5:1: `leg.to` is a place, which has no order, expected `=` or `!=`, got `>=`");
  for (const char* order : {"order.red_flags < clear", "item.eccn > EAR99", "order.exporter <= \"A\"", "item.a < true"})
    CHECK_MESSAGE(condition(order).find("which has no order") != std::string::npos, order);
  for (const char* value : {"leg.to = s", "leg.to = q", "item.a = yes", "item.eccn = codes", "leg.to = \"CN\""})
    CHECK_MESSAGE(condition(value).find("is no single value") != std::string::npos, value);
  CHECK(condition("order.uses = bad").find("expected `has` behind it") != std::string::npos);
  CHECK(condition("item.n = min(item.m, dollars)") ==
        "t.law:5:22: unit of `dollars` is `USD`, expected none, the one of `item.m`");
  CHECK(condition("item.n + dollars >= q").find("unit of `dollars` is `USD`") != std::string::npos);
  CHECK(condition("much >= dollars").find("unit of `dollars` is `USD`") != std::string::npos);
  CHECK(condition("item.n in [3, dollars)").find("unit of `dollars` is `USD`") != std::string::npos);
  CHECK(condition("item.n + leg.to >= q").find("`leg.to` is a place, expected a figure") != std::string::npos);
  CHECK(condition("yes >= q").find("`yes` names a let, expected a figure") != std::string::npos);
  CHECK(condition("item.n >= \"5\"").find("is no figure") != std::string::npos);
}

TEST_CASE("types: a set holds what the fact before it can be") {
  CHECK(condition("leg.to in {CN} + item.eccn") ==
        "t.law:5:18: `item.eccn` is no set, expected one that can hold `leg.to`");
  CHECK(condition("leg.to in codes").starts_with("t.law:11:"));
  for (const char* other : {"leg.to in {5}", "leg.to in {3A090.a}", "leg.to in {\"CN\"}", "item.eccn in {3..4}"})
    CHECK_MESSAGE(condition(other).find("cannot stand in a set that is held against") != std::string::npos, other);
  CHECK(condition("item.eccn in s").find("`D:5` is a country group and `item.eccn` a code") != std::string::npos);
  CHECK(condition("leg.to in o").find("`o` names a rule, expected a set") != std::string::npos);
  const auto named = [](const std::string& set, const std::string& when) {
    return refused(concat("set z", kHead, "= ", set, "\nrule r requires license", kHead, "when ", when));
  };
  CHECK(named("{CN} + {DEE}", "leg.to in z") == "t.law:2:62: `DEE` is no value of `leg.to` (did you mean `DE`?)");
  CHECK(named("{bad, wrose}", "order.uses has z").find("`wrose` is no value of `order.uses`") != std::string::npos);
  CHECK(named("{bad, worse}", "order.uses has z").empty());
  CHECK(named("{CN} + D:5 - {DE}", "leg.to in z").empty());
  CHECK(condition("item.n in {3..4}").find("expected an interval such as `[low, high)`") != std::string::npos);
  CHECK(condition("order.uses has {bad} - {worse}").find("expected them in braces, got `-`") != std::string::npos);
}

TEST_CASE("loader: a span ends behind its begin, and a mark sleeps on some day of its version") {
  const std::string tail = " source 1FR1 cite \"1\" ";
  CHECK(refused("rule r requires license version from 2020-01-01 until 2020-01-01" + tail + "when item.a") ==
        "t.law:2:25: version from 2020-01-01 until 2020-01-01 has no day, expected `until` to be later than `from`");
  CHECK(refused("letter le to \"A\" from 2020-01-02 until 2020-01-01 source \"s\"")
            .starts_with("t.law:2:1: letter from"));
  CHECK(refused("value q" + std::string(kHead) + "= 5 gap from 2021-01-02 until 2021-01-01 why \"w\"")
            .find("gap from 2021-01-02 until 2021-01-01 has no day") != std::string::npos);
  const auto marked = [](const std::string& mark) {
    return refused(concat("rule r requires license", kHead, mark, " leaves_nothing when item.a"));
  };
  CHECK(marked("stayed from 2021-01-01 until 2021-01-01").find("mark from 2021-01-01 until 2021-01-01 has no day") !=
        std::string::npos);
  CHECK(marked("stayed from 2019-01-01 until 2020-01-01")
            .find("the mark ends on 2020-01-01 and its version begins on 2020-01-01") != std::string::npos);
  CHECK(marked("compliance 2020-01-01").find("expected a mark of days on which the text is law") != std::string::npos);
  CHECK(marked("stayed from 2019-01-01 until 2020-01-02").empty());
  CHECK(marked("compliance 2020-01-02").empty());
}

TEST_CASE("loader: a reply answers an unverified mark") {
  const std::string rule = concat("rule r requires license", kHead);
  const std::string reply = "\nreply r from 2021-01-01 asleep source \"s\"";
  CHECK(refused(rule + "unverified from 2021-01-01 asks \"?\" leaves_nothing when item.a" + reply).empty());
  CHECK(refused(rule + "stayed from 2021-01-01 leaves_nothing when item.a" + reply) ==
        "t.law:3:1: a reply to `1/r`, which asks nothing, expected a statement with an `unverified` mark");
}

TEST_CASE("loader: two marks of one version that cover a case on one day agree on what holds instead") {
  // The first mark stands in the fourth line, the second in the fifth.
  const auto two = [](const std::string& one, const std::string& other) {
    return refused(concat("let k", kHead, "= leg.to in D:5 and order.knows\nrule r requires license version from ",
                          "2018-08-13 source 1FR1 cite \"1\" when item.a version from 2020-01-01 source 1FR2 cite "
                          "\"1\"\n  ",
                          one, " falls_back\n  ", other, " leaves_nothing\n  when item.a"));
  };
  const std::string stayed = "stayed from 2021-01-01";
  CHECK(two(stayed, "unenforced from 2022-01-01") ==
        "t.law:5:3: the mark says `leaves_nothing` and that of t.law:4:3 says `falls_back`: both cover any case of "
        "2022-01-01, expected one end, other days or `when` that exclude each other");
  CHECK(two("stayed from 2021-01-01 when item.m < 7", "unverified from 2020-06-01 asks \"?\" when leg.to in D:5") ==
        "t.law:5:3: the mark says `leaves_nothing` and that of t.law:4:3 says `falls_back`: both cover a case of "
        "2021-01-01 (item.m = 0, leg.to = CN), expected one end, other days or `when` that exclude each other");
  CHECK(two("compliance 2020-03-01 when (item.a or order.knows)", stayed + " when item.a").empty());  // other days
  // One holds where the other does not: by the facts, or in the same words.
  for (const auto& [one, other] :
       {std::pair("item.a", "not item.a"), std::pair("item.a = true", "not item.a and order.knows"),
        std::pair("item.m < 7", "item.m >= 7"), std::pair("item.m in [3, 7)", "item.m = 7"),
        std::pair("leg.to in {CN, DE}", "leg.to = BR"), std::pair("leg.to in D:5", "leg.to not in D:5 and order.knows"),
        std::pair("leg.to = AE", "leg.to in A:5 and leg.to not in A:5 + {CN}"),
        std::pair("order.uses has {bad, worse}", "not (order.uses has {worse, bad})"),
        std::pair("known(order.knows) and item.a", "not known(order.knows)"), std::pair("k", "leg.to = DE"),
        std::pair("not k", "leg.to = CN and order.knows"),
        std::pair("item.eccn in {3A090.a}", "item.eccn not in {3A090.a}"),
        std::pair("(some p in parties: p.bad)", "not (some p in parties: p.bad)"), std::pair("item.m < 0", "item.a")}) {
    const std::string why = two(concat(stayed, " when ", one), concat(stayed, " when ", other));
    CHECK_MESSAGE(why.empty(), one << " / " << other << ": " << why);
  }
  for (const auto& [one, other] :
       {std::pair("item.m <= 7", "item.m >= 7"), std::pair("item.a", "order.knows"),
        std::pair("item.m in [3, 7]", "item.m = 7"), std::pair("leg.to in D:5", "leg.to in {CN, DE}"),
        std::pair("not k", "leg.to = CN"), std::pair("(some p in parties: p.bad)", "every p in parties: not p.bad")}) {
    const std::string why = two(concat(stayed, " when ", one), concat(stayed, " when ", other));
    CHECK_MESSAGE(why.find("both cover a case of 2021-01-01 (") != std::string::npos, one << " / " << other);
  }
  // Without a text before it, what falls back leaves nothing; and of one end there are as many as there are.
  CHECK(refused(concat("rule r requires license", kHead,
                       "stayed from 2021-01-01 falls_back unenforced from 2021-01-01 ", "leaves_nothing when item.a"))
            .empty());
  CHECK(
      refused(concat("let l", kHead, "= item.a version from 2021-01-01 source 1FR1 cite \"1\" stayed from 2021-01-01 ",
                     "falls_back unenforced from 2022-01-01 falls_back = order.knows"))
          .empty());
  // A value, a set or a list hangs on the day alone.
  CHECK(refused(concat("value v", kHead, "= 5 version from 2021-01-01 source 1FR1 cite \"1\" stayed from 2021-01-01 ",
                       "falls_back unenforced from 2022-01-01 leaves_nothing = 6"))
            .find("both cover any case of 2022-01-01") != std::string::npos);
  // On days on which another text speaks the marks of this one matter where that one gives it back.
  const auto third = [](const std::string& mark) {
    return refused(concat("rule r requires license version from 2018-08-13 source 1FR1 cite \"1\" when item.a", kHead,
                          "stayed from 2020-01-01 falls_back unenforced from 2022-01-01 leaves_nothing when item.a ",
                          "version from 2021-01-01 source 1FR1 cite \"1\" ", mark, " when item.a"));
  };
  CHECK(third("").empty());
  CHECK(third("stayed from 2021-01-01 until 2022-01-01 falls_back").empty());
  CHECK(third("stayed from 2021-01-01 until 2022-01-02 falls_back").find("any case of 2022-01-01") !=
        std::string::npos);
}

TEST_CASE("loader: marks of many cases are refused where nobody can see that they exclude each other") {
  std::string many;
  for (int i = 0; i < 14; ++i)
    many += concat(i == 0 ? "" : " and ", "(item.n + item.m > ", i, " or item.n * item.m > ", i, ")");
  const std::string why = refused(concat(
      "let l", kHead, "= item.a version from 2021-01-01 source 1FR1 cite \"1\" stayed from 2021-01-01 ", "when ", many,
      " and item.a falls_back unenforced from 2021-01-01 when ", many, " and not item.a leaves_nothing = order.knows"));
  CHECK_MESSAGE(why.find("too many cases to see that no case of 2021-01-01 is covered by both") != std::string::npos,
                why);
}

TEST_CASE("loader: every message has a place") {
  CHECK(refused(concat("let a", kHead, "= item.a and b\nlet b", kHead, "= c\nlet c", kHead, "= not b")) ==
        "t.law:3:1: statement `1/b` depends on itself: `1/b` reads `1/c`, which reads `1/b`");
  CHECK(refused(concat("let a", kHead, "= item.a and a")) ==
        "t.law:2:1: statement `1/a` depends on itself: `1/a` reads `1/a`");
  CHECK(refused(concat("entry 3A090.a", kHead, "when order.knows")).starts_with("t.law:2:1: entry `1/3A090.a` reads"));
  CHECK(refused(concat("value qline", kHead, "= 5\nlet a", kHead, "= item.n >= qlin"))
            .find("there is no `qlin` (did you mean `qline`?)") != std::string::npos);
  auto sources = test::made_sources("section 1 checked 2026-01-01\n");
  for (LawSource& source : sources) {
    if (source.path == "tables/country-groups.tsv") source.text += "FR\tA:5\tyesterday\t\tA\n";
  }
  const auto law = Law::load(sources);
  REQUIRE(!law.has_value());
  CHECK_MESSAGE(law.error().message.starts_with("tables/country-groups.tsv:9: expected a day"), law.error().message);
}
