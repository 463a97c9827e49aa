#include "rules/syntax/parser.h"

#include <doctest/doctest.h>

#include "rules/syntax/print.h"

using namespace licet;
using namespace licet::rules;

namespace {

std::string error_of(std::string_view text) {
  const auto tree = parse_law(text, "x.law");
  return tree ? "" : tree.error().message;
}

std::string reprinted(std::string_view condition) {
  return print(*parse_condition(condition, "x").value());
}

}  // namespace

TEST_CASE("tokenize: the first form that fits") {
  const auto tokens =
      tokenize(
          "90FR4544 742.6/dot_a 742.6(a)(6)(iii) 3A090.a.1 3B* D:5 732_supp3 26_900_000 leg.to /mm2 2025-01-13 GB/s",
          "x")
          .value();
  const TokenKind kinds[] = {TokenKind::kSource, TokenKind::kRef,   TokenKind::kCite, TokenKind::kCode,
                             TokenKind::kCode,   TokenKind::kGroup, TokenKind::kFile, TokenKind::kNumber,
                             TokenKind::kPath,   TokenKind::kUnit,  TokenKind::kDate, TokenKind::kRef};
  REQUIRE(tokens.size() == 13);
  for (std::size_t i = 0; i < 12; ++i) CHECK_MESSAGE(tokens[i].kind == kinds[i], tokens[i].text);
}

TEST_CASE("tokenize: a byte order mark is no character of the file, and a strange one is shown whole") {
  const auto tokens = tokenize("\xEF\xBB\xBFsection x", "x");
  REQUIRE_MESSAGE(tokens.has_value(), (tokens ? "" : tokens.error().message));
  CHECK(tokens->size() == 3);
  CHECK((*tokens)[0].position.column == 1);
  CHECK(tokenize("section \xE2\x80\x9C", "x").error().message == "x:1:9: unexpected character `\xE2\x80\x9C`");
}

TEST_CASE("tokenize: a range keeps its two numbers, a division its spaces") {
  CHECK(tokenize("4700..4900", "x").value().size() == 4);
  CHECK(tokenize("a / b", "x").value()[1].text == "/");
}

TEST_CASE("parse_condition: what is printed is read back to the same") {
  for (const char* text :
       {"leg.destination in (D:1 + D:4 + D:5) - (A:5 + A:6)",
        "item.tpp >= tpp_high or (item.tpp >= tpp_low and item.density < pd)", "not item.a and p.place not in {CN, MO}",
        "known(order.end_uses has {a, b} and f.place in mo_d5)", "some p in recipients: (p.x = CN or p.y in s)",
        "total(c.value for c in item.components where c.us and c.z) / item.value <= share", "unknowable(f.makes)",
        "(item.eccn, c) in reasons", "item.x in [a, b)", "min(a.x, b.y) > 3 GB/s"}) {
    const std::string once = reprinted(text);
    CHECK(reprinted(once) == once);
  }
  CHECK(reprinted("a.b in D:1 + D:4 - D:5") == "a.b in (D:1 + D:4) - D:5");
}

TEST_CASE("parse_law: the design's examples parse") {
  const char* text = R"(
section 744.23 text sha256:e07b15 checked 2026-07-23
rule a2i per facility in facilities requires license
  version from 2023-11-17 source 88FR73424 cite 744.23(a)(2)(i) when 734.3/subject and known(order.end_uses has
    {ic_development, ic_production} and facility.place in mo_d5 and facility.makes_advanced_node)  except a2iv, a5
exception a5 version from 2023-11-17 source 88FR73424 cite 744.23(a)(5) when order.back_end_only
rule a1 per p in parties_c_f requires license version from 2025-09-29 source 90FR47201 cite 744.11(a)(1)
    stayed from 2025-11-10 until 2026-11-10 source 90FR50857 leaves_nothing
    unverified from 2026-11-10 asks "Was the stay of 90 FR 50857 extended?" leaves_nothing
  when 734.3/subject and p.owned_50_listed and item.eccn in p.owners_scope
strictest review for a1 cite 744.11(a)(1)
authorization nac kind license_exception overcomes 742.6/a6iiiA, a1
  version from 2024-04-04 source 89FR23876 cite 740.8 when leg.destination in mo_d5  exporter_documents order.nac_notice
restriction a17 closes all version from 2018-08-13 source "eCFR" cite 740.2(a)(17) when some p in parties: p.on_uvl
finding flag_29 per p in parties version from 2025-09-29 source 90FR47201 cite "732 Supp. 3 (b)29"
  when known(p.has_listed_owner) clears "find the share" switches_off owners_stated, flags_clear
value usual_share version from 2018-08-13 source "eCFR" cite 734.4(d) = 25 percent
  gap from 2030-01-01 why "not read"
letter h20 to "NVIDIA Corporation" from 2025-04-09 source "company filings; text not public"
rule h20_class requires license only_for h20 version from 2025-04-09 source "company filings" cite "letter" when leg.destination in mo_d5
reply 744.11/a1 from 2026-11-10 asleep source "invented"
profile ordinary adopted 2026-11-24 by "licet project"
  assume no_listed_use: not known(order.end_uses has listed_uses) why "no knowledge"
test "node not knowable" on 2026-03-02 given item.eccn = 3E991, order.end_uses = {ic_production}, order.red_flags = clear
  with facility f: f.place = MO, f.makes_advanced_node = unknowable expect license_required, requirement a2i, no requirement a1
test "range" on 2026-03-02 posture codified profile none given item.tpp = 4700..4900, item.density = 3.0 /mm2
  expect undecided asking item.tpp, cases on item.tpp, bound exact, review deny for a1, without_assumptions undecided
)";
  const auto tree = parse_law(text, "744.23.law");
  REQUIRE_MESSAGE(tree.has_value(), (tree ? "" : tree.error().message));
  CHECK((*tree)->decls.size() == 14);
  CHECK((*tree)->decls[2]->versions[0].marks.size() == 2);
  CHECK((*tree)->decls[0]->qualified == "744.23/a2i");
}

TEST_CASE("parse_law: errors say where, what was expected, and what stood there") {
  CHECK(error_of("section 1 checked 2026-01-01\nrul x requires license") ==
        "x.law:2:1: expected a statement such as `rule` (did you mean `rule`?), got `rul`");
  CHECK(error_of("section 1 checked 2026-02-30").find("there is no day `2026-02-30`") != std::string::npos);
  CHECK(
      error_of("section 1 checked 2026-01-01 let a version from 2020-01-01 source 1FR1 cite 1 = x.a and x.b or x.c") ==
      "x.law:1:93: `and` and `or` mix only with parentheses");
  CHECK(error_of("section 1 checked 2026-01-01 rule a requires license version from 2020-01-01 source 1FR1 cite 1 "
                 "stayed from 2021-01-01 when x.a")
            .find("each mark says what holds while the text sleeps") != std::string::npos);
  CHECK(error_of("section 1 checked 2026-01-01 let a version from 2020-01-01 source 1FR1 = x.a")
            .find("expected `cite`") != std::string::npos);
  CHECK(error_of("section 1 checked 2026-01-01 let a version from 2020-01-01 source \"open") ==
        "x.law:1:67: a quote is opened and not closed on its line");
  CHECK(error_of("").find("expected `section`, got the end of the file") != std::string::npos);
}

TEST_CASE("parse_condition: nesting is bounded") {
  std::string deep(5000, '(');
  CHECK(parse_condition(deep + "x.a" + std::string(5000, ')'), "x").error().message.find("conditions nested") !=
        std::string::npos);
  std::string nots;
  for (int i = 0; i < 5000; ++i) nots += "not ";
  CHECK(!parse_condition(nots + "x.a", "x").has_value());
}
