// Random laws and orders from a seed, for tests that hold evaluators against each other and for benches: versions,
// marks, tables, exceptions, authorizations, quantifiers, knowledge; orders with several legs, lines, parties and
// facilities.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/text_util.h"
#include "rules/check/law.h"

namespace licet::test {

// Numbers from a seed; the same on every machine.
class RandomNumbers {
 public:
  explicit RandomNumbers(std::uint64_t seed) : state_(seed * 2654435769U + 1) {}
  std::uint32_t below(std::uint32_t sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state_ >> 33U) % sides);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }

 private:
  std::uint64_t state_;
};

struct RandomLawSize {
  std::uint32_t rules = 4;
  std::uint32_t values = 3;
  std::uint32_t lets = 3;
  std::uint32_t entries = 3;
  std::uint32_t exceptions = 2;
  std::uint32_t boundaries = 8;  // days on which something begins or ends
  int depth = 3;                 // of conditions
  bool like_law = false;         // rules for entries and destinations, named conditions, few quantifiers and marks
  bool narrow_entries = false;   // an item meets one entry in some forty, as in the real list, not every other
};

inline constexpr const char* kRandomFacts =
    "fact\ttype\tunit\tvalues\tunknowable\tprofile\tjson\tderived\tlisting\tcost\task\tmeaning\tcite\n"
    "order.parties_complete\tbool\t\t\tno\tyes\tparties_complete\t\t\t1\tAll?\tall\t1\n"
    "order.facilities_complete\tbool\t\t\tno\tno\tuse.facilities_complete\t\t\t1\tAll?\tall\t1\n"
    "order.uses\tset\t\tbad worse worst\tyes\tyes\tuses\t\t\t1\tUse?\tuses\t1\n"
    "order.knows\tbool\t\t\tyes\tyes\tknows\t\t\t1\tKnow?\tknowledge\t1\n"
    "order.exporter\ttext\t\t\tno\tno\texporter.name\t\t\t1\tWho?\texporter\t1\n"
    "order.claimed\tbool\t\t\tno\tno\tclaimed\tclaim\t\t1\tClaim?\tclaim\t1\n"
    "order.notice\tbool\t\t\tno\tno\tnotice\tdocument\t\t1\tNotice?\tdocument\t1\n"
    "order.red_flags\tword\t\tclear open\tno\tyes\tred_flags\t\t\t1\tClear?\tflags\t1\n"
    "leg.from\tplace\t\t\tno\tno\tfrom\t\t\t1\tWhence?\tplace\t1\n"
    "leg.to\tplace\t\t\tno\tno\tto\t\t\t1\tWhere?\tplace\t1\n"
    "leg.destination\tplace\t\t\tno\tno\tdestination\tcopy leg.to\t\t1\tWhere?\tplace\t1\n"
    "item.eccn\tcode\t\tEAR99\tno\tno\teccn\t\t\t1\tCode?\tcode\t1\n"
    "item.a\tbool\t\t\tno\tno\ta\t\t\t1\ta?\ta\t1\n"
    "item.b\tbool\t\t\tno\tno\tb\t\t\t1\tb?\tb\t1\n"
    "item.n\tnumber\t\t\tno\tno\tn\t\t\t3\tn?\tn\t1\n"
    "item.m\tnumber\t\t\tno\tno\tm\t\t\t3\tm?\tm\t1\n"
    "item.area\tnumber\t\t\tno\tno\tarea\t\t\t3\tarea?\tarea\t1\n"
    "item.ratio\tnumber\t\t\tno\tno\tratio\tratio item.n item.area\t\t3\tratio?\tratio\t1\n"
    "item.planar\tbool\t\t\tno\tno\tplanar\timplied_by item.area\t\t3\tplanar?\tplanar\t1\n"
    "item.maker\tplace\t\t\tno\tno\tmaker.home\t\t\t1\tMaker?\tmaker\t1\n"
    "item.plain\tbool\t\t\tno\tno\tplain\tdenied_by item.n item.area\t\t1\tPlain?\tplain\t1\n"
    "party.role\tword\t\tbuyer user other\tno\tno\trole\t\t\t1\tRole?\trole\t1\n"
    "party.hq\tplace\t\t\tyes\tno\thq\t\t\t1\tHq?\thq\t1\n"
    "party.bad\tbool\t\t\tno\tno\tbad\t\t\t1\tBad?\tbad\t1\n"
    "party.marks\tset\t\t1 2 3\tno\tno\tmarks\t\t\t1\tMarks?\tmarks\t1\n"
    "facility.place\tplace\t\t\tno\tno\tplace\t\t\t2\tWhere?\tplace\t1\n"
    "facility.advanced\tbool\t\t\tyes\tno\tadvanced\t\t\t3\tAdvanced?\tadvanced\t1\n";

inline constexpr const char* kRandomGroups =
    "place\tgroup\tfrom\tuntil\tcertainty\nCN\tD:5\tunknown\t\tA\nMO\tD:1\tunknown\t\tA\nBR\tB:1\tunknown\t\tA\n"
    "RU\tD:5\t2021-03-18\t\tC\nAE\tD:4\tunknown\t2026-07-10\tA\nAE\tA:5\t2026-07-10\t\tA\nDE\tA:5\tunknown\t\tA\n"
    "US\tA:5\tunknown\t\tA\nIR\tE:1\tunknown\t\tA\nIR\tD:5\tunknown\t\tA\nSA\tD:4\tunknown\t\tA\n";

inline constexpr const char* kRandomPlaces =
    "place\tcounts_as\tfrom\tuntil\tsource\tcertainty\tnote\nMO\tCN\t2022-10-07\t\t1FR1\tA\t\n"
    "BR\tDE\tunknown\t2023-11-17\t1FR1\tA\t\n";

inline constexpr const char* kRandomReasons =
    "eccn\tcolumn\tfrom\tuntil\tcertainty\n5A992\tAT1\t\t\tA\n3A100\tRS1\t2022-10-21\t\tA\n3B001.a\tNS1\t\t\tA\n"
    "3B001.b\tNS1\t\t2023-06-01\tA\n3B001.b\tRS1\t2023-06-01\t\tC\n";

inline constexpr const char* kRandomChart =
    "place\tcolumn\tfrom\tuntil\tcertainty\nCN\tNS1\t\t\tA\nCN\tRS1\t\t\tA\nRU\tNS1\t2020-12-23..2021-03-18\t\tA\n"
    "AE\tRS1\t\t2026-07-10\tA\nBR\tNS1\t\t\tA\nIR\tAT1\t\t\tA\n";

class RandomLaw {
 public:
  RandomLaw(std::uint64_t seed, const RandomLawSize& size) : random_(seed), size_(size) {
    for (std::uint32_t i = 0; i < size.boundaries; ++i)
      days_.push_back(to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random_.below(2700)))));
  }

  std::string text() {
    std::string out =
        "section 1 checked 2026-01-01\ninclude \"tables/reasons.tsv\" as reasons(eccn, column)\n"
        "include \"tables/chart.tsv\" as chart(place, column)\n";
    RandomNumbers own = random_;  // so that what follows does not hang on them
    for (std::uint32_t i = 0; i < size_.values; ++i) {
      out += versions(concat("value v", i), 2, [&](const std::string& from) {
        return concat(marks_of_days(own, from), " = ", random_.below(240),
                      random_.chance(40) ? concat(".", random_.below(99)) : "");
      });
    }
    out +=
        versions("set s", 2, [&](const std::string& from) { return concat(marks_of_days(own, from), " = ", set()); });
    out += concat("list buyers ", head(), marks_of_days(own, kFirst), "= p in parties where p.role in {buyer, user}\n");
    out += concat("list near ", head(), "= f in facilities where f.place in s\n");
    for (std::uint32_t i = 0; i < size_.lets; ++i) {
      out += versions(concat("let l", i), 2,
                      [&](const std::string&) { return concat(" = ", condition(size_.depth - 1)); });
      lets_ = i + 1;
    }
    for (std::uint32_t i = 0; i < size_.entries; ++i)
      out += versions(concat("entry ", entry_name(i)), 2, [&](const std::string&) {
        return concat(" when ", size_.narrow_entries ? band_of_figures() : figures());
      });
    for (std::uint32_t i = 0; i < size_.exceptions; ++i) {
      out += versions(concat("exception e", i), 1, [&](const std::string&) { return concat(" when ", condition(1)); });
    }
    for (std::uint32_t i = 0; i < size_.rules; ++i) out += rule(i);
    out += concat("rule chart per c in {NS1, RS1, AT1} requires license ", head(),
                  "when (item.eccn, c) in reasons and (leg.to, c) in chart\n");
    out += "letter le to \"Acme Chips, Inc.\" from 2022-09-01 until 2024-06-01 source \"s\"\n";
    out += concat("rule by_letter requires license only_for le ", head(), "when ", condition(1), "\n");
    out += concat("authorization au kind license_exception overcomes r0, r1, chart ", head(), "when ",
                  random_.chance(50) ? "order.claimed and " : "", bracketed(condition(1)),
                  random_.chance(50) ? " exporter_documents order.notice\n" : "\n");
    out += concat("restriction re closes all ", head(), "when ", condition(1), "\n");
    out +=
        "profile p adopted 2026-01-01 by \"test\"\n  assume a: not known(order.uses has {bad, worse}) why \"w\"\n"
        "  assume b: order.parties_complete why \"w\"\n  assume c: not known(order.knows) why \"w\"\n"
        "  assume d: order.red_flags = clear why \"w\"\n";
    return out;
  }

 private:
  static constexpr const char* kFirst = "2018-08-13";
  static std::string head() { return concat("version from ", kFirst, " source 1FR1 cite \"1\" "); }

  template <typename Body>
  std::string versions(const std::string& what, std::uint32_t most, Body body) {
    std::string out = concat(what, " ", head(), body(kFirst), "\n");
    std::vector<std::string> from;
    const std::uint32_t more = random_.below(most + 1);
    from.reserve(more);
    for (std::uint32_t i = 0; i < more; ++i) from.push_back(random_.pick(days_));
    std::sort(from.begin(), from.end());
    from.erase(std::unique(from.begin(), from.end()), from.end());
    for (const std::string& day : from)
      out += concat("  version from ", day, " source 1FR2 cite \"1\"", body(day), "\n");
    return out;
  }

  // Of a value, a set or a list: mostly none, and never of some cases.
  std::string marks_of_days(RandomNumbers& random, const std::string& begins) {
    std::string out;
    const char* const end = random.chance(80) ? " falls_back " : " leaves_nothing ";
    while (random.chance(size_.like_law ? 2 : 15)) {
      const std::string& day = random.pick(days_);
      const char* const kind = random.chance(30) ? " unenforced from " : " stayed from ";
      out += random.chance(30) ? concat(" compliance ", day > begins ? day : "2027-01-01") : concat(kind, day);
      out += end;
    }
    return out;
  }

  std::string rule(std::uint32_t number) {
    std::string per;
    if (random_.chance(size_.like_law ? 8 : 20)) per = random_.chance(50) ? " per p in buyers" : " per f in facilities";
    const char* demands = random_.chance(size_.like_law ? 2 : 15) ? "denial" : "license";
    std::string out = concat("rule r", number, per, " requires ", demands, " ", head(), "when ", body(per), "\n");
    if (!random_.chance(60)) return out;
    const std::string begins = random_.pick(days_);
    out += concat("  version from ", begins, " source 2FR2 cite \"1\"");
    const std::uint32_t marks = size_.like_law ? (random_.chance(10) ? 1U : 0U) : random_.below(3);
    // Where they mix what they leave, those of one end cover no case of the others.
    const std::string covered = marks > 1 && random_.chance(60) ? bracketed(condition(1)) : "";
    bool falls_back = random_.chance(50);
    for (std::uint32_t i = 0; i < marks; ++i) {
      if (!covered.empty()) falls_back = random_.chance(50);
      out += mark(begins, falls_back || covered.empty() ? covered : concat("not ", covered), falls_back);
    }
    return concat(out, " when ", body(per),
                  random_.chance(size_.like_law ? 15 : 40) && size_.exceptions > 0
                      ? concat(" except e", random_.below(size_.exceptions))
                      : "",
                  "\n");
  }

  // Of a version that begins on that day: a mark that ends earlier is refused.
  std::string mark(const std::string& begins, std::string cases, bool falls_back) {
    std::string from = random_.pick(days_);
    std::string until = random_.pick(days_);
    if (until < from) std::swap(from, until);
    const bool ends = until > from && until > begins;
    std::string out;
    switch (random_.below(4)) {
      case 0:
        out = concat(" stayed from ", from, " until ", ends ? until : "2027-01-01");
        break;
      case 1:
        out = concat(" unenforced from ", from);
        break;
      case 2:
        out = concat(" compliance ", until > begins ? until : "2027-01-01");
        break;
      default:
        out = concat(" unverified from ", from, " asks \"asleep?\"");
    }
    if (random_.chance(50)) cases += concat(cases.empty() ? "" : " and ", bracketed(condition(1)));
    return concat(out, cases.empty() ? "" : " when ", cases, falls_back ? " falls_back" : " leaves_nothing");
  }

  std::string body(const std::string& per) {
    std::string rest = condition(size_.depth);
    if (size_.like_law) {
      // Most conditions of a law have a name, since several rules share them.
      if (lets_ > 0 && random_.chance(80)) rest = concat("l", random_.below(lets_));
      rest = concat("item.eccn in {", entry_name(random_.below(size_.entries)), ", ",
                    entry_name(random_.below(size_.entries)), "} and leg.destination in ", bracketed(set()),
                    random_.chance(70) ? concat(" and ", bracketed(rest)) : "");
    }
    if (per.empty()) return rest;
    return concat(per.ends_with("buyers") ? party_atom() : facility_atom(),
                  !size_.like_law && random_.chance(25) ? " or " : " and ", bracketed(rest));
  }

  static std::string entry_name(std::uint32_t number) {
    return concat("3A", 100 + number / 4, ".", std::string(1, static_cast<char>('a' + number % 4)));
  }

  static std::string bracketed(const std::string& text) { return concat("(", text, ")"); }

  std::string condition(int depth) {
    if (depth <= 0 || random_.chance(20)) return atom();
    const std::uint32_t kind = random_.below(size_.like_law ? 24 : 10);
    if (kind == 0) return concat("not ", bracketed(condition(depth - 1)));
    if (kind == 1) return concat("known(", condition(depth - 1), ")");
    if (kind == 2) return concat("some p in parties: ", bracketed(concat(party_atom(), " or ", party_atom())));
    if (kind == 3)
      return concat("every p in buyers: ", bracketed(concat(party_atom(), " and ", bracketed(condition(depth - 2)))));
    if (kind == 4) {
      const char* const quantifier = !size_.like_law && random_.chance(25) ? "every f in " : "some f in ";
      const std::string list = concat(quantifier, random_.chance(50) ? "near" : "facilities", ": ");
      if (size_.like_law || random_.chance(50)) return concat(list, facility_atom());
      return concat(list, bracketed(concat(facility_atom(), random_.chance(50) ? " or " : " and ", atom())));
    }
    if (kind == 5 && !size_.like_law)
      return concat("some p in parties: some q in buyers: (p.hq in s and ", bracketed(concat("q.bad or ", atom())),
                    ")");
    const char* joint = random_.chance(50) ? " and " : " or ";
    return concat("(", condition(depth - 1), joint, condition(depth - 1), joint, condition(depth - 2), ")");
  }

  std::string set() {
    static const std::vector<std::string> kSets = {"D:5",          "(D:1 + D:5) - {BR}", "D:5 + D:4 + {MO}",
                                                   "{CN, RU, IR}", "D:4 - A:5",          "A:5 + B:1"};
    return random_.pick(kSets);
  }

  std::string party_atom() {
    static const std::vector<std::string> kAtoms = {"p.hq in s",         "p.bad",           "p.hq = CN",
                                                    "p.role = user",     "p.hq not in D:5", "p.hq in {DE, AE}",
                                                    "p.marks has {1, 3}"};
    return random_.pick(kAtoms);
  }
  std::string facility_atom() {
    static const std::vector<std::string> kAtoms = {"f.advanced", "f.place in s", "unknowable(f.advanced)",
                                                    "known(f.advanced)", "f.place = CN"};
    return random_.pick(kAtoms);
  }

  std::string figure() {
    static const std::vector<std::string> kFacts = {"item.n", "item.m", "item.area", "item.ratio"};
    static const std::vector<std::string> kSigns = {">=", "<", ">", "<=", ">=", "<"};
    const std::string& fact = random_.pick(kFacts);
    if (random_.chance(60) && size_.values > 0)
      return concat(fact, " ", random_.pick(kSigns), " v", random_.below(size_.values));
    return concat(fact, " ", random_.pick(kSigns), " ", random_.below(fact == "item.n" ? 240 : 14));
  }

  std::string figures() {
    return concat("(", figure(), " and ", figure(), random_.chance(50) ? " and item.a" : "", ") or ", figure());
  }

  // A twentieth of all n, and of these those with another figure.
  std::string band_of_figures() {
    const std::uint32_t low = random_.below(248);
    return concat("item.n >= ", low, " and item.n < ", low + 12, " and ", figure(),
                  random_.chance(50) ? " and item.a" : "");
  }

  std::string atom() {
    if (random_.chance(25)) return figure();
    if (random_.chance(15) && lets_ > 0) return concat("l", random_.below(lets_));
    if (random_.chance(20)) return concat("leg.destination ", random_.chance(30) ? "not in " : "in ", bracketed(set()));
    if (random_.chance(15) && size_.entries > 0) {
      const std::uint32_t i = random_.below(size_.entries);
      return concat("item.eccn in {", entry_name(i), random_.chance(30) ? ", 5A992" : "", "}");
    }
    static const std::vector<std::string> kAtoms = {"item.a",
                                                    "item.b",
                                                    "item.planar",
                                                    "item.plain",
                                                    "item.maker in s",
                                                    "leg.to in s",
                                                    "leg.to = CN",
                                                    "leg.to != AE",
                                                    "leg.to = leg.destination",
                                                    "leg.destination != leg.from",
                                                    "item.maker = leg.destination",
                                                    "item.n = 100",
                                                    "item.n != 150",
                                                    "item.eccn in {3A100, 5A992}",
                                                    "item.eccn = EAR99",
                                                    "item.eccn in {5A992, EAR99}",
                                                    "order.knows",
                                                    "order.uses has {bad, worst}",
                                                    "known(order.uses has {bad})",
                                                    "unknowable(order.knows)",
                                                    "order.red_flags = clear",
                                                    "item.n in [40, 120)"};
    return random_.pick(kAtoms);
  }

  RandomNumbers random_;
  RandomLawSize size_;
  std::vector<std::string> days_;
  std::uint32_t lets_ = 0;
};

struct RandomOrderSize {
  std::uint32_t legs = 1;      // exactly that many; 0: none to two
  std::uint32_t lines = 0;     // exactly; 0: one to three
  std::uint32_t parties = 0;   // exactly; 0: none to four
  std::uint32_t missing = 30;  // percent of the facts
  std::uint32_t strange = 15;  // percent of figures that are intervals, and of facts of knowledge that cannot be known
  bool every_fact = false;     // each fact is there unless it is missing; else some are there now and then
};

inline std::string random_order(RandomNumbers& random, const RandomOrderSize& size = {}) {
  static const std::vector<std::string> kPlaces = {"CN", "MO", "BR", "RU", "AE", "DE", "US", "IR", "SA"};
  static const std::vector<std::string> kCodes = {"3A100", "3A100.a", "5A992.c", "EAR99",  "3A100.b.1",
                                                  "5A992", "4A003",   "3B001",   "3B001.b"};
  std::string out =
      concat("{\"date\":\"", to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random.below(2800)))), "\"");
  const auto text = [](const std::string& word) { return concat("\"", word, "\""); };
  const auto yes = [&] { return std::string(random.chance(50) ? "true" : "false"); };
  const auto put = [&](std::string& to, const char* key, const std::string& value) {
    if (random.chance(size.missing)) return;
    if (to.back() != '{') to += ",";
    to += concat("\"", key, "\":", value);
  };
  const auto offered = [&](std::uint32_t percent) { return size.every_fact || random.chance(percent); };
  const auto figure = [&](std::uint32_t most) {
    const std::uint32_t low = random.below(most);
    if (random.chance(size.strange))
      return concat("{\"", random.chance(50) ? "at_least" : "above", "\":", low,
                    ",\"below\":", low + 1 + random.below(most), "}");
    return random.chance(30) ? concat(low, ".", random.below(1000)) : std::to_string(low);
  };
  put(out, "parties_complete", yes());
  if (offered(20)) out += concat(",\"exporter\":{\"name\":\"", random.chance(50) ? "ACME Chips Inc" : "Other", "\"}");
  if (offered(30)) put(out, "claimed", yes());
  if (offered(30)) put(out, "notice", yes());
  put(out, "red_flags", text(random.chance(70) ? "clear" : "open"));
  put(out, "knows", random.chance(size.strange) ? text("unknowable") : yes());
  if (offered(50)) put(out, "uses", concat("{\"bad\":", yes(), "}"));
  const std::uint32_t legs = size.legs > 0 ? size.legs : random.below(3);
  if (legs == 1) {
    put(out, "to", text(random.pick(kPlaces)));
    if (offered(30)) put(out, "from", text(random.pick(kPlaces)));
    if (offered(20)) put(out, "destination", text(random.pick(kPlaces)));
  } else {
    out += ",\"legs\":[";
    for (std::uint32_t i = 0; i < legs; ++i) {
      std::string leg = "{";
      put(leg, "to", text(random.pick(kPlaces)));
      if (offered(30)) put(leg, "from", text(random.pick(kPlaces)));
      if (offered(20)) put(leg, "destination", text(random.pick(kPlaces)));
      put(leg, "date", text(to_string(make_date(2019, 1, 1)->plus_days(static_cast<int>(random.below(2800))))));
      out += concat(i == 0 ? "" : ",", leg, "}");
    }
    out += "]";
  }
  out += ",\"items\":[";
  const std::uint32_t lines = size.lines > 0 ? size.lines : 1 + random.below(3);
  for (std::uint32_t i = 0; i < lines; ++i) {
    std::string item = "{";
    put(item, "n", figure(260));
    put(item, "m", figure(14));
    if (offered(50)) put(item, "area", concat(1 + random.below(60)));
    if (random.chance(20) && item.find("area") == std::string::npos) put(item, "ratio", figure(12));
    if (offered(60)) put(item, "eccn", text(random.pick(kCodes)));
    put(item, "a", yes());
    put(item, "b", yes());
    if (offered(30))
      put(item, "maker", random.chance(80) ? concat("{\"home\":", text(random.pick(kPlaces)), "}") : "{}");
    if (random.chance(20)) {  // a figure says that it is not
      const bool figures = item.find("\"n\":") != std::string::npos || item.find("\"area\":") != std::string::npos;
      put(item, "plain", figures ? "false" : yes());
    }
    out += concat(i == 0 ? "" : ",", item, "}");
  }
  out += "],\"parties\":[";
  static const std::vector<std::string> kRoles = {"buyer", "user", "other"};
  const std::uint32_t parties = size.parties > 0 ? size.parties : random.below(5);
  for (std::uint32_t i = 0; i < parties; ++i) {
    std::string party = "{";
    put(party, "role", text(random.pick(kRoles)));
    put(party, "hq", text(random.pick(kPlaces)));
    put(party, "bad", yes());
    if (offered(30)) put(party, "marks", random.chance(50) ? "[\"1\"]" : "{\"1\":false,\"3\":false}");
    out += concat(i == 0 ? "" : ",", party, "}");
  }
  out += "]";
  if (offered(50)) {
    std::string use = ",\"use\":{";
    const bool closes = random.chance(30);
    if (closes) put(use, "facilities_complete", yes());
    std::string facility = "{";
    put(facility, "place", text(random.pick(kPlaces)));
    put(facility, "advanced", random.chance(size.strange) ? text("unknowable") : yes());
    const bool names = !closes || random.chance(60);
    out += names ? concat(use, use.back() == '{' ? "" : ",", "\"facility\":", facility, "}}") : use + "}";
  }
  return out + "}";
}

// The files of a law with that text.
inline std::vector<rules::LawSource> random_sources(const std::string& text) {
  return {{"facts.tsv", kRandomFacts},          {"tables/country-groups.tsv", kRandomGroups},
          {"tables/places.tsv", kRandomPlaces}, {"tables/reasons.tsv", kRandomReasons},
          {"tables/chart.tsv", kRandomChart},   {"t.law", text}};
}

}  // namespace licet::test
