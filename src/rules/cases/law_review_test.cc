// Each remark of the review of the whole law has an invented law that draws it, and one beside it that does not.
#include "rules/cases/law_review.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text_util.h"

using namespace licet;
using namespace licet::rules;

namespace {

constexpr const char* kFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.knows\tbool\t\t\tyes\tyes\tknows\t\t\t1\tKnow?\tknowledge\t1\n"
    "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tWhere?\tplace\t1\n"
    "item.eccn\tcode\t\tEAR99\tno\tno\teccn\t\t\t1\tCode?\tcode\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "item.b\tbool\t\t\tno\tno\tb\t\t\t1\tb?\tb\t1\n"
    "item.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\n";

std::vector<LawRemark> remarks(const std::string& text, const std::string& coverage = "",
                               const std::string& of_section_2 = "") {
  std::vector<LawSource> sources = {
      {"facts.tsv", kFacts},
      {"tables/country-groups.tsv", "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\n"},
      {"t.law", "section 1 checked 2026-01-01\n" + text}};
  if (!coverage.empty()) sources.push_back({"coverage.tsv", "paragraph\tstatus\treason\tchecked\n" + coverage});
  if (!of_section_2.empty()) sources.push_back({"u.law", "section 2 checked 2026-01-01\n" + of_section_2});
  const auto law = Law::load(sources);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  return review_law(**law);
}

bool says(const std::vector<LawRemark>& all, std::string_view what, bool error) {
  return std::any_of(all.begin(), all.end(), [&](const LawRemark& remark) {
    return remark.error == error && remark.text.find(what) != std::string::npos;
  });
}

std::string rule(const std::string& when, const std::string& from = "2018-08-13") {
  return concat("rule r requires license version from ", from, " source 1FR1 cite \"1(a)\" when ", when, "\n");
}

const std::string kHead = " version from 2018-08-13 source 1FR1 cite \"1\" ";

}  // namespace

TEST_CASE("review: a figure that stands in a condition has no name and no day") {
  CHECK(says(remarks(rule("item.n >= 4800")), "has the figure 4800 in a condition", false));
  CHECK(says(remarks(rule("item.n * 2 >= item.n")), "has the figure 2 in a condition", false));
  const std::string value = "value v version from 2018-08-13 source 1FR1 cite \"1\" = 4800\n";
  CHECK(!says(remarks(rule("item.n >= v") + value), "in a condition", false));
}

TEST_CASE("review: a definition that is missing on a day on which it is read") {
  const std::string late = "value v version from 2022-01-01 source 1FR1 cite \"1\" = 5\n";
  CHECK(says(remarks(rule("item.n >= v") + late), "no version from 2018-08-13 until 2022-01-01", true));
  CHECK(!says(remarks(rule("item.n >= v", "2022-01-01") + late), "no version", true));
  CHECK(!says(remarks(rule("item.n >= v") + late + "  gap from 2018-08-13 until 2022-01-01 why \"no text\"\n"),
              "no version", true));
  // A value that sleeps and leaves nothing is missing, one that falls back is not.
  const std::string asleep =
      "value v version from 2018-08-13 source 1FR1 cite \"1\" = 5\n  version from 2022-01-01 "
      "source 1FR1 cite \"1\" stayed from 2022-03-01 until 2022-04-01 ";
  CHECK(says(remarks(rule("item.n >= v") + asleep + "leaves_nothing = 6\n"),
             "no version from 2022-03-01 until 2022-04-01", true));
  CHECK(!says(remarks(rule("item.n >= v") + asleep + "falls_back = 6\n"), "no version", true));
  // A text that a sleeping one gives back reads the definitions of its day again.
  const std::string ended = "value v version from 2018-08-13 until 2023-01-01 source 1FR1 cite \"1\" = 5\n";
  const std::string second =
      "  version from 2023-01-01 source 1FR2 cite \"1(a)\" stayed from 2023-06-01 until 2024-01-01 ";
  CHECK(says(remarks(rule("item.n >= v") + second + "falls_back when item.a\n" + ended), "no version from 2023-06-01",
             true));
  CHECK(!says(remarks(rule("item.n >= v") + second + "leaves_nothing when item.a\n" + ended), "no version", true));
}

TEST_CASE("review: policies that can meet need an order, and a witness shows where they meet") {
  const auto reviews = [](const std::string& a, const std::string& b, const std::string& order) {
    return rule("leg.to = CN") + "review one for r policy deny" + kHead + "when " + a +
           "\nreview two for r policy allow" + order + kHead + "when " + b + "\n";
  };
  const auto found = remarks(reviews("item.a", "item.b", ""));
  CHECK(says(found, "can meet for `1/r`", true));
  CHECK(says(found, "item.b (line 1) = true", true));
  CHECK(!says(remarks(reviews("item.a", "not item.a", "")), "can meet", true));
  CHECK(!says(remarks(reviews("item.a", "item.b", " over one")), "can meet", true));
  CHECK(!says(remarks(reviews("item.a", "item.b", " beside one")), "can meet", true));
  CHECK(!says(remarks(reviews("item.a", "item.b", "") + "strictest review for r cite \"1\"\n"), "can meet", true));
  // Figures computed together have no cells to try: what was not looked at to the end is said, unless both policies ask
  // the same condition.
  const auto figures = remarks(reviews("item.n + item.n > 10", "item.n + item.n < 5", ""));
  CHECK(!says(figures, "can meet", true));
  CHECK(says(figures, "may meet for `1/r` on 2018-08-13: the search for such an order was cut short", false));
  const std::string large = "let large" + kHead + "= item.n + item.n > 10\n";
  CHECK(!says(remarks(reviews("large", "not large", "") + large), "may meet", false));
  CHECK(says(remarks(reviews("large", "not large or item.b", "") + large), "may meet", false));
  // Definitions of two sections are not one because they are spelled alike.
  const auto spelled = [](const std::string& name) {
    return remarks(
        "let mine" + kHead + "= item.a\n" + rule("leg.to = CN") + "review one for r policy deny" + kHead +
            "when mine\n",
        "", concat("let ", name, kHead, "= item.b\nreview two for 1/r policy allow", kHead, "when not ", name, "\n"));
  };
  CHECK(says(spelled("theirs"), "can meet for `1/r`", true));
  CHECK(says(spelled("mine"), "can meet for `1/r`", true));
}

TEST_CASE("review: what no order meets, and what never takes anything out") {
  CHECK(says(remarks(rule("item.a and not item.a")), "no order meets it", false));
  CHECK(!says(remarks(rule("item.a and not item.b")), "no order meets it", false));
  // What it asks for may begin later.
  const auto of_chart = [](const std::string& from) {
    return rule("leg.to in s") + "set s version from 2018-08-13 source 1FR1 cite \"1\" = {}\n" +
           concat("  version from ", from, " source 1FR1 cite \"1\" = {CN}\n");
  };
  CHECK(!says(remarks(of_chart("2022-01-01")), "no order meets it", false));
  const auto with = [](const std::string& exception) {
    return rule("item.a and item.n >= 5 except e") + "exception e" + kHead + "when " + exception + "\n";
  };
  CHECK(says(remarks(with("item.n < 5")), "never takes anything out", false));
  CHECK(!says(remarks(with("item.n < 6")), "never takes anything out", false));
}

TEST_CASE("review: statements and facts that nothing reads, and facts of knowledge read plainly") {
  const auto found = remarks(rule("order.knows") + "let spare" + kHead + "= item.a\n");
  CHECK(says(found, "`1/spare` is read by nothing", false));
  CHECK(says(found, "fact `item.n` is read by no statement", false));
  CHECK(says(found, "reads `order.knows` plainly", false));
  CHECK(!says(remarks(rule("known(order.knows)")), "plainly", false));
}

TEST_CASE("review: one source has one day of print, and text that binds before it wants a note") {
  const auto two = [](const char* day) {
    return concat(
        "value a version from 2023-01-01 published 2022-12-30 source 1FR1 cite \"1\" = 1\nvalue b version from ",
        "2023-01-01 published ", day, " source 1FR1 cite \"1\" = 1\n");
  };
  CHECK(says(remarks(two("2022-12-31")), "was published on", true));
  CHECK(!says(remarks(two("2022-12-30")), "was published on", true));
  CHECK(says(remarks(two("2023-02-01")), "before it was printed", false));
}

TEST_CASE("review: every cited paragraph has a row, and what is said to be encoded is cited") {
  const std::string row = "1(a)\tencoded\tall of it\t2026-01-01\n";
  CHECK(!says(remarks(rule("item.a"), row), "coverage.tsv", true));
  CHECK(says(remarks(rule("item.a"), "2\tencoded\tall of it\t2026-01-01\n"), "coverage.tsv has no row for 1(a)", true));
  CHECK(says(remarks(rule("item.a"), row + "1(b)\tencoded\tsaid\t2026-01-01\n"), "no statement cites it", true));
  CHECK(says(remarks(rule("item.a"), row), "is named by no test", false));
}
