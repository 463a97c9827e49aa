// Small random laws with one of everything, and orders for them: for tests that hold evaluators, proofs and the checker
// against each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text_util.h"
#include "rules/check/law.h"

namespace licet::test {

inline constexpr const char* kMadeFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.parties_complete\tbool\t\t\tno\tyes\tparties_complete\t\t\t1\tAll?\tall\t1\n"
    "order.facilities_complete\tbool\t\t\tno\tno\tuse.facilities_complete\t\t\t1\tAll places?\tall places\t1\n"
    "order.uses\tset\t\tbad worse worst\tyes\tyes\tuses\t\t\t1\tUse?\tuses\t1\n"
    "order.knows\tbool\t\t\tyes\tyes\tknows\t\t\t1\tKnow?\tknowledge\t1\n"
    "order.red_flags\tword\t\tclear open\tno\tyes\tred_flags\t\t\t1\tClear?\tflags\t1\n"
    "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tWhere?\tplace\t1\n"
    "item.eccn\tcode\t\tEAR99\tno\tno\teccn\t\t\t1\tCode?\tcode\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "item.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\n"
    "item.m\tnumber\t\t\tno\tno\tm\t\t\t3\tm?\tm\t1\n"
    "party.role\tword\t\tbuyer user other\tno\tno\trole\t\t\t1\tRole?\trole\t1\n"
    "party.hq\tplace\t\t\tyes\tno\thq\t\t\t1\tHq?\thq\t1\n"
    "party.bad\tbool\t\t\tno\tno\tbad\t\t\t1\tBad?\tbad\t1\n"
    "facility.place\tplace\t\t\tno\tno\tplace\t\t\t2\tPlace?\tplace\t1\n"
    "facility.x\tbool\t\t\tyes\tno\tx\t\t\t2\tx?\tx\t1\n"
    "order.exporter\ttext\t\t\tno\tno\texporter.name\t\t\t1\tWho?\texporter\t1\n"
    "order.claimed\tbool\t\t\tno\tno\tclaimed\tclaim\t\t1\tClaim?\tclaim\t1\n"
    "order.notice\tbool\t\t\tno\tno\tnotice\tdocument\t\t1\tNotice?\tdocument\t1\n"
    "item.components_complete\tbool\t\t\tno\tno\tcomponents_complete\t\t\t1\tAll?\tall parts\t1\n"
    "component.us\tbool\t\t\tno\tno\tus\t\t\t1\tUS?\torigin\t1\n"
    "component.controlled\tbool\t\t\tno\tno\tcontrolled\tcontent\t\t1\tControlled?\tcontent\t1\n";

inline constexpr const char* kMadeReasons =
    "eccn\tcolumn\tfrom\tuntil\tcertainty\n5A992\tAT1\t\t\tA\n3A090\tRS1\t2022-10-21\t\tA\n3B001.a\tNS1\t\t\tA\n"
    "3B001.b\tNS1\t\t2023-06-01\tA\n3B001.b\tRS1\t2023-06-01\t\tC\n";
inline constexpr const char* kMadeChart =
    "place\tcolumn\tfrom\tuntil\tcertainty\nCN\tNS1\t\t\tA\nCN\tRS1\t\t\tA\nRU\tNS1\t2020-12-23..2021-03-18\t\tA\n"
    "AE\tRS1\t\t2026-07-10\tA\nBR\tNS1\t\t\tA\n";
inline constexpr const char* kMadePairs =
    "place\teccn\tfrom\tuntil\tcertainty\nCN\t3A090\t\t\tA\nCN\tEAR99\t\t2023-06-01\tA\nRU\t3B001.a\t2022-03-01\t\tC\n"
    "DE\t5A992\t\t\tA\nDE\t3B001\t2020-12-23..2021-03-18\t\tA\n";

inline constexpr const char* kMadeGroups =
    "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\nMO\tD:1\tunknown\t\tA\nBR\tB:1\tunknown\t\tA\nRU\tD:"
    "5\t2021-03-18\t\tC\nAE\tD:4\tunknown\t2026-07-10\tA\n"
    "AE\tA:5\t2026-07-10\t\tA\nDE\tA:5\tunknown\t\tA\n";

// Numbers from a fixed seed; the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed) {}
  std::uint32_t roll(std::uint32_t sides) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 16U) % sides;
  }
  template <std::size_t N>
  const char* pick(const char* const (&choices)[N]) {
    return choices[roll(N)];
  }

 private:
  std::uint32_t state_;
};

// A random law: definitions, entries, rules with versions, marks, exceptions and an authorization.
class LawMaker {
 public:
  explicit LawMaker(Dice& dice) : dice_(dice) {}

  std::string law() {
    std::string out =
        "section 1 checked 2026-01-01\ninclude \"tables/reasons.tsv\" as reasons(eccn, column)\n"
        "include \"tables/chart.tsv\" as chart(place, column)\n"
        "include \"tables/pairs.tsv\" as pairs(place, eccn)\n";
    Dice own = dice_;  // so that what follows does not hang on them
    out += concat("value v version from 2018-08-13 source 1FR1 cite \"1\"", marks_of_days(own),
                  " = 100\n  version from 2023-01-01 source 1FR2 cite \"1\"", marks_of_days(own), " = 200\n");
    out += concat("set s version from 2018-08-13 source 1FR1 cite \"1\"", marks_of_days(own),
                  " = (D:1 + D:5) - {BR}\n  version from 2024-01-01 source 1FR2 cite \"1\"", marks_of_days(own),
                  " = D:5 + D:4 + {MO}\n");
    // A list has a text on each day: of one without, the reference meets more facts than the plan.
    out += "list buyers version from 2018-08-13 source 1FR1 cite \"1\" = p in parties where p.role in {buyer, user}\n";
    if (own.roll(3) == 0)
      out += concat("  version from 2022-01-01 source 1FR2 cite \"1\"", marks_of_days(own, 1),
                    " = p in parties where p.role = user\n");
    out += "list near version from 2018-08-13 source 1FR1 cite \"1\" = f in facilities where f.place in s\n";
    const auto plain = [this] { return content_condition(); };
    out += concat("let hq version from 2018-08-13 source 1FR1 cite \"1\"", marks(2, plain),
                  " = some p in buyers: p.hq in s\n  version from 2023-02-01 source 2FR2 cite \"1\"", marks(2, plain),
                  " = some p in parties: (p.hq in s and not p.bad)\n");
    const auto of_figures = [this] { return concat("(", figures(), ")"); };
    out += concat("entry 3A090.a version from 2022-01-01 source 1FR1 cite \"1\"", marks(1, of_figures), " when ",
                  figures(), "\n  version from 2023-02-01 source 2FR2 cite \"1\"", marks(2, of_figures), " when ",
                  figures(), "\n");
    out += "entry 3A090.b version from 2022-01-01 source 1FR1 cite \"1\" when item.n >= 50 and item.n < v\n";
    out += "exception e version from 2018-08-13 source 1FR1 cite \"1\" when " + condition(2) + "\n";
    out += rule("r1", "requires license", true) + rule("r2", "requires license", false) +
           rule("r3", "requires denial", dice_.roll(3) == 0);
    out +=
        "rule per_p per p in buyers requires license version from 2018-08-13 source 1FR1 cite \"1\" when p.bad and " +
        condition(1) + "\n";
    out += per_rule("r4") + per_rule("r5");
    out +=
        "rule columns per c in {NS1, RS1, AT1} requires license counts_for content version from 2018-08-13 source 1FR1 "
        "cite \"1\" when (item.eccn, c) in reasons and (leg.to, c) in chart and " +
        content_condition() + "\n";
    out += "letter le to \"Acme Chips, Inc.\" from 2022-09-01 until 2024-06-01 source \"s\"\n";
    out += "rule by_letter requires license only_for le version from 2018-08-13 source 1FR1 cite \"1\" when " +
           condition(1) + "\n";
    out +=
        "let share version from 2018-08-13 source 1FR1 cite \"1\" = total(c.m for c in item.components where c.us and "
        "c.controlled) / item.m\n";
    out += "rule parts requires license version from 2018-08-13 source 1FR1 cite \"1\" when share > 1 and item.a\n";
    out += concat(
        "authorization au kind license_exception overcomes r1, per_p, columns version from 2018-08-13 source 1FR1 cite "
        "\"1\" when ",
        dice_.roll(2) == 0 ? "order.claimed and " : "", condition(1),
        dice_.roll(2) == 0 ? " exporter_documents order.notice\n" : "\n");
    out += "restriction re closes all version from 2018-08-13 source 1FR1 cite \"1\" when " + condition(1) + "\n";
    out +=
        "profile p adopted 2026-01-01 by \"test\"\n  assume a: not known(order.uses has {bad, worse}) why \"w\"\n  "
        "assume b: order.parties_complete why \"w\"\n"
        "  assume c: not known(order.knows) why \"w\"\n  assume d: order.red_flags = clear why \"w\"\n";
    return out;
  }

  // What is told beside the requirements of `law`: duties, findings and review policies.
  std::string told() {
    const std::string version = " version from 2018-08-13 source 1FR1 cite \"1\" when ";
    std::string out = concat("duty du per p in buyers", version, "p.bad and ", condition(1), " do \"ask\"\n");
    out += concat("duty dv", version, "outcome = ", dice_.roll(2) == 0 ? "no_license_required" : "license_required",
                  " and ", condition(2), " do \"keep\"\n");
    out += concat("finding fa", version, condition(2), " clears \"look\" switches_off c, d\n");
    out += concat("finding fb per p in buyers", version, "p.hq in s and ", condition(1),
                  " clears \"look\" switches_off a\n");
    out += concat("review ra for r1, per_p policy presumption_of_denial", version, condition(2), "\n");
    out += concat("review rb for r1, columns policy case_by_case over ra", version, condition(2), "\n");
    out += concat("review rc for r2, columns policy presumption_of_approval", version, condition(1), "\n");
    return out;
  }

  // A rule that hangs on what several elements come to.
  std::string counts() {
    return concat("rule counts requires denial version from 2018-08-13 source 1FR1 cite \"1\" when ",
                  of_total(dice_.roll(2) == 0 ? " or " : " and "), "\n");
  }

 private:
  std::string rule(const std::string& name, const std::string& what, bool marked) {
    std::string out = concat("rule ", name, " ", what, " version from 2019-01-01 source 1FR1 cite \"1\"",
                             marked ? marks(2) : "", " when ", condition(2), "\n");
    out += concat("  version from 2023-01-01 source 2FR2 cite \"1\"", marked ? marks(3) : "");
    return concat(out, " when ", condition(2), dice_.roll(2) == 0 ? " except e" : "", "\n");
  }

  // A rule about the elements of lists, in one clause or two, which may bear the names of the item and the leg.
  std::string per_rule(const std::string& name) {
    static const char* const kClauses[][2] = {
        {"item in items", "item.m < 7"},
        {"i in items", "(i.a or i.m >= 5)"},
        {"leg in legs", "leg.to in s"},
        {"c in item.components", "(c.us or c.m >= 3)"},
        {"p in parties, q in buyers", "(p.bad and q.hq in s)"},
        {"p in buyers, c in item.components", "(p.hq = CN and c.us)"},
        {"p in buyers, w in {NS1, RS1}", "(p.bad and (leg.to, w) in chart)"},
        {"i in items, c in item.components", "(i.n >= v or c.controlled)"},
        {"f in facilities", "(f.x or f.place in s)"},
        {"f in facilities, c in item.components", "(f.x and c.us)"},
        {"w in {NS1, RS1}", "(some p in parties: (p.hq, w) in chart)"},
        {"w in {NS1, RS1}", "not (some p in parties: (p.hq != CN and (p.hq, w) in chart))"},
        {"w in {NS1, RS1}", "total(c.m for c in item.components where (c.eccn, w) in reasons) < 5"}};
    const auto& [clauses, reads] = kClauses[dice_.roll(13)];
    const char* const joint = dice_.roll(3) == 0 ? " or " : " and ";
    std::string out =
        concat("rule ", name, " per ", clauses, dice_.roll(6) == 0 ? " requires denial" : " requires license",
               " version from 2019-01-01 source 1FR1 cite \"1\"", marks(1), " when ", reads, joint, condition(1));
    if (dice_.roll(2) == 0)
      out += concat("\n  version from 2023-01-01 source 2FR2 cite \"1\"", marks(3), " when ", reads, " and ",
                    condition(2));
    return out + "\n";
  }

  // None to `most` marks. Where they mix what they leave, those of one end cover no case of the others.
  template <typename When>
  std::string marks(std::uint32_t most, When when) {
    static const char* const kEnds[] = {"falls_back", "leaves_nothing"};
    std::uint32_t left = dice_.roll(most + 1);
    const bool mixed = left > 1 && dice_.roll(3) > 0;
    const std::string covered = mixed ? concat("(", when(), ")") : "";
    std::uint32_t end = dice_.roll(2);
    std::string out;
    for (; left > 0; --left) {
      if (mixed) end = dice_.roll(2);
      std::string cases = mixed && end == 1 ? concat("not ", covered) : covered;
      if (dice_.roll(3) > 0) cases += concat(cases.empty() ? "" : " and ", "(", when(), ")");
      out += mark(cases, kEnds[end]);
    }
    return out;
  }
  std::string marks(std::uint32_t most) {
    return marks(most, [this] { return condition(1); });
  }
  std::string mark(const std::string& cases, const char* end) {
    static const char* const kMarks[] = {"stayed from 2023-06-01 until 2024-06-01", "unenforced from 2023-03-01",
                                         "compliance 2024-03-01", "unverified from 2024-01-01 asks \"asleep?\"",
                                         "stayed from 2019-03-01 until 2026-09-01"};
    return concat(" ", dice_.pick(kMarks), cases.empty() ? "" : " when ", cases, " ", end);
  }

  // Of a value, a set or a list: mostly none, and never of some cases.
  static std::string marks_of_days(Dice& dice, std::size_t ends = 2) {
    static const char* const kMarks[] = {" stayed from 2023-06-01 until 2024-06-01", " unenforced from 2023-03-01",
                                         " compliance 2024-03-01", " not_incorporated from 2024-01-02",
                                         " stayed from 2019-03-01 until 2026-09-01"};
    if (ends > 1 && dice.roll(12) == 0)
      return " stayed from 2023-06-01 until 2024-06-01 leaves_nothing unenforced from 2024-06-01 falls_back";
    std::string out;
    const char* const end = ends > 1 && dice.roll(4) == 0 ? " leaves_nothing" : " falls_back";
    while (dice.roll(4) == 0) out += concat(dice.pick(kMarks), end);
    return out;
  }

  std::string condition(int depth) {
    if (depth == 0 || dice_.roll(4) == 0) return dice_.roll(12) == 0 ? constant() : atom();
    switch (dice_.roll(7)) {
      case 0:
        return "not " + bracketed(depth - 1);
      case 1:
        return known(depth);
      case 4:
        return of_open_list();
      case 2:
        return concat("some p in ", dice_.roll(3) == 0 ? "buyers: " : "parties: ", bracketed_party());
      case 3:
        return concat("every p in ", dice_.roll(3) == 0 ? "parties: " : "buyers: ", bracketed_party());
      default:
        return "(" + condition(depth - 1) + (dice_.roll(2) == 0 ? " and " : " or ") + condition(depth - 1) + ")";
    }
  }
  // What may hold, or fail, without anything being read of an element of a list that names nothing.
  std::string of_open_list() {
    static const char* const kLists[] = {
        "some f in facilities: ", "some f in near: ", "every f in facilities: ", "every f in near: "};
    static const char* const kOfFacility[] = {"f.x", "f.place in s", "known(f.x)", "f.place = CN"};
    static const char* const kOfComponent[] = {"c.us", "c.m >= 3"};
    const char* const joint = dice_.roll(2) == 0 ? " or " : " and ";
    if (dice_.roll(4) == 0) return of_total(joint);
    if (dice_.roll(6) == 0)
      return concat(dice_.roll(2) == 0 ? "(some" : "(every", " c in item.components: (", dice_.pick(kOfComponent),
                    joint, atom(), "))");
    return concat("(", dice_.pick(kLists), "(", dice_.pick(kOfFacility), joint, atom(), "))");
  }
  // What several elements may come to, each like one and none like another.
  std::string of_total(const char* joint) {
    static const char* const kTotals[] = {"total(c.m for c in item.components where c.eccn not in {3A090.a}",
                                          "total(c.n for c in item.components where c.eccn not in {3A090}",
                                          "total(c.m for c in item.components where not c.controlled",
                                          "total(c.m for c in item.components where c.m < 7",
                                          "total(1 for c in item.components where c.us",
                                          "total(item.m for c in item.components where c.us",
                                          "total(1 for p in buyers where p.bad",
                                          "total(min(c.m, 3) for c in item.components where not c.us"};
    static const char* const kLimits[] = {" >= 3", " > 8", " >= v", " < 5", " < item.n", " + item.m >= 9"};
    const std::string counted = dice_.roll(2) == 0 ? concat(joint, plain_atom()) : "";
    const std::string besides = dice_.roll(3) == 0 ? concat(joint, atom()) : "";
    return concat("(", dice_.pick(kTotals), counted, ")", dice_.pick(kLimits), besides, ")");
  }
  // A definition with marks is not read among figures.
  std::string plain_atom() {
    std::string out = atom();
    while (out == "hq") out = atom();
    return out;
  }
  std::string figures() {
    static const char* const kFigures[] = {"item.n >= v or (item.m > 5 and item.a)", "item.n >= v and item.a",
                                           "item.n >= v or (item.m > 5 and item.a)",
                                           "item.n + item.m > 210 or item.m in [3, 7)"};
    return dice_.pick(kFigures);
  }
  // What holds always or never, whether that shows in the text or not.
  std::string constant() {
    static const char* const kConstants[] = {"order.uses has {}",
                                             "leg.to in {}",
                                             "leg.to in D:5 - D:5",
                                             "item.eccn in {}",
                                             "leg.to not in {}",
                                             "known(leg.to in {})",
                                             "known(order.uses has {})",
                                             "(item.m < 7 or item.m >= 7)",
                                             "(item.a or not item.a)",
                                             "item.n >= 0",
                                             "item.n < 0",
                                             "(item.m < 3 and item.m > 3)",
                                             "(every p in buyers: p.hq not in {})",
                                             "(some p in parties: p.hq in {})",
                                             "unknowable(item.a)"};
    return dice_.pick(kConstants);
  }
  // Whether controlled content is known is no question, so one without it is drawn.
  std::string known(int depth) {
    std::string inner = condition(depth - 1);
    while (inner.find("controlled") != std::string::npos) inner = condition(depth - 1);
    // A definition with marks is read as a condition alone.
    for (std::size_t at = inner.find("hq"); at != std::string::npos; at = inner.find("hq", at + 1)) {
      if (at == 0 || inner[at - 1] != '.') inner.replace(at, 2, "order.knows");
    }
    return "known(" + inner + ")";
  }
  // What may be read for content: nothing that content decides.
  std::string content_condition() {
    static const char* const kAtoms[] = {"leg.to in D:5", "not item.a", "(some p in parties: p.bad)", "item.m >= 3"};
    return dice_.pick(kAtoms);
  }
  std::string bracketed(int depth) { return "(" + condition(depth) + ")"; }
  std::string bracketed_party() {
    static const char* const kAtoms[] = {"(p.hq in s or p.bad)", "p.hq = CN", "p.bad",
                                         "(p.role = user and p.hq not in D:5)", "p.hq in {DE, AE}"};
    return dice_.pick(kAtoms);
  }
  std::string atom() {
    static const char* const kAtoms[] = {"item.a",
                                         "leg.to in s",
                                         "leg.to = CN",
                                         "leg.to != AE",
                                         "item.n >= v",
                                         "item.m < 7",
                                         "item.n = 100",
                                         "item.n + item.m > 210",
                                         "item.m in [3, 7)",
                                         "item.n != 100",
                                         "item.eccn in {3A090.a}",
                                         "item.eccn in {3A090, 5A992}",
                                         "item.eccn = EAR99",
                                         "hq",
                                         "order.knows",
                                         "order.uses has {bad, worst}",
                                         "known(order.uses has {bad})",
                                         "unknowable(order.knows)",
                                         "order.red_flags = clear",
                                         "leg.to in D:4 - A:5",
                                         "(item.eccn, NS1) in reasons",
                                         "(leg.to, RS1) in chart",
                                         "(leg.to, item.eccn) in pairs",
                                         "(some p in parties: known(p.hq != leg.to))",
                                         "(some c in item.components: c.controlled)"};
    return dice_.pick(kAtoms);
  }

  Dice& dice_;
};

inline std::string random_item(Dice& dice) {
  static const char* const kCodes[] = {"\"3A090\"",   "\"3A090.a\"", "\"5A992.c\"",   "\"EAR99\"",
                                       "\"3A090.b\"", "\"3B001\"",   "\"3B001.b.2\"", "\"3B001.a\""};
  static const char* const kYes[] = {"true", "false"};
  std::string item;
  const auto figure = [&](const char* key, std::uint32_t most) {
    if (dice.roll(3) == 0) return;
    const std::uint32_t low = dice.roll(most);
    item += concat(item.empty() ? "" : ",", "\"", key, "\":");
    item += dice.roll(3) == 0 ? concat("{\"at_least\":", low, ",\"below\":", low + 60, "}") : std::to_string(low);
  };
  figure("n", 260);
  figure("m", 12);
  if (dice.roll(2) == 0) item += concat(item.empty() ? "" : ",", "\"eccn\":", dice.pick(kCodes));
  if (dice.roll(2) == 0) item += concat(item.empty() ? "" : ",", "\"a\":", dice.pick(kYes));
  if (dice.roll(4) == 0) item += concat(item.empty() ? "" : ",", "\"components_complete\":", dice.pick(kYes));
  const std::uint32_t parts = dice.roll(3);
  for (std::uint32_t i = 0; i < parts; ++i) {
    item += concat(i > 0 ? "," : item.empty() ? "\"components\":[" : ",\"components\":[", "{\"name\":\"c", i, "\"");
    if (dice.roll(3) != 0) item += concat(",\"eccn\":", dice.pick(kCodes));
    if (dice.roll(3) != 0) item += concat(",\"us\":", dice.pick(kYes));
    if (dice.roll(3) != 0) item += concat(",\"m\":", dice.roll(9));
    if (dice.roll(5) == 0) item += concat(",\"controlled\":", dice.pick(kYes));
    item += i + 1 == parts ? "}]" : "}";
  }
  return item;
}

// `one_day`: all legs go on one day, as they do in what is proved together.
inline std::string random_order(Dice& dice, bool one_day = false) {
  static const char* const kPlaces[] = {"\"CN\"", "\"MO\"", "\"BR\"", "\"RU\"", "\"AE\"", "\"DE\""};
  static const char* const kDays[] = {"2019-06-01", "2022-06-01", "2023-02-01", "2023-07-01",
                                      "2024-02-01", "2024-08-01", "2026-08-01"};
  static const char* const kExporters[] = {"{\"name\":\"ACME Chips Inc\"}", "{\"name\":\"Other\"}"};
  static const char* const kFlags[] = {"\"clear\"", "\"open\""};
  static const char* const kYes[] = {"true", "false"};
  const std::string first = dice.pick(kDays);
  std::string order = concat("{\"date\":\"", first, "\"");
  const auto maybe = [&](const char* key, const char* value) {
    if (dice.roll(3) != 0) order += concat(",\"", key, "\":", value);
  };
  if (dice.roll(4) == 0) {
    order += ",\"legs\":[";
    for (const char* next : {",", "]"}) {
      const std::string day = dice.pick(kDays);
      order += concat("{\"date\":\"", one_day ? first : day, "\"");
      maybe("to", dice.pick(kPlaces));
      order += concat("}", next);
    }
  } else {
    maybe("to", dice.pick(kPlaces));
  }
  maybe("parties_complete", dice.pick(kYes));
  maybe("red_flags", dice.pick(kFlags));
  if (dice.roll(3) == 0) order += concat(",\"knows\":", dice.roll(3) == 0 ? "\"unknowable\"" : dice.pick(kYes));
  if (dice.roll(3) == 0) order += ",\"uses\":{\"bad\":" + std::string(dice.pick(kYes)) + "}";
  if (dice.roll(2) == 0) order += concat(",\"exporter\":", dice.pick(kExporters));
  if (dice.roll(3) == 0) order += concat(",\"claimed\":", dice.pick(kYes));
  if (dice.roll(3) == 0) order += concat(",\"notice\":", dice.pick(kYes));
  if (dice.roll(4) != 0) {
    order += ",\"use\":{";
    const bool closes = dice.roll(2) == 0;
    if (closes) order += concat("\"facilities_complete\":", dice.roll(4) == 0 ? "false" : "true");
    if (!closes || dice.roll(3) == 0) {
      order += concat(closes ? "," : "", "\"facility\":{\"name\":\"f\"");
      maybe("place", dice.pick(kPlaces));
      maybe("x", dice.pick(kYes));
      order += "}";
    }
    order += "}";
  }
  order += ",\"items\":[";
  const std::uint32_t items = dice.roll(4) == 0 ? 2 : 1;
  for (std::uint32_t i = 0; i < items; ++i) order += concat(i == 0 ? "{" : ",{", random_item(dice), "}");
  order += "],\"parties\":[";
  static const char* const kRoles[] = {"\"buyer\"", "\"user\"", "\"other\""};
  const std::uint32_t parties = dice.roll(3);
  for (std::uint32_t i = 0; i < parties; ++i) {
    order += concat(i == 0 ? "" : ",", "{\"name\":\"p", i, "\"");
    maybe("role", dice.pick(kRoles));
    maybe("hq", dice.pick(kPlaces));
    maybe("bad", dice.pick(kYes));
    order += "}";
  }
  return order + "]}";
}

// The files of a law with that text.
inline std::vector<rules::LawSource> made_sources(const std::string& text) {
  return {{"facts.tsv", kMadeFacts},
          {"tables/country-groups.tsv", kMadeGroups},
          {"tables/reasons.tsv", kMadeReasons},
          {"tables/chart.tsv", kMadeChart},
          {"tables/pairs.tsv", kMadePairs},
          {"t.law", text}};
}

}  // namespace licet::test
