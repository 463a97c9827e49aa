#include "bench/task_r/loops.h"

#include <array>
#include <limits>

#if LICET_HAS_SIMDJSON
#include <simdjson.h>
#endif

namespace licet::bench {

namespace {

constexpr std::uint16_t letters(std::string_view code) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(code[0]) << 8U | static_cast<unsigned char>(code[1]));
}

// The 22 places of the task and Macau.
const std::array<bool, 65536>& targets() {
  static const std::array<bool, 65536> kTargets = [] {
    std::array<bool, 65536> out{};
    constexpr std::string_view kCodes = "AF BY MM KH CF CN CD CU ER HT IR IQ KP LB LY RU SO SS SD SY VE ZW MO";
    for (std::size_t i = 0; i < kCodes.size(); i += 3) out[letters(kCodes.substr(i, 2))] = true;
    return out;
  }();
  return kTargets;
}

// Surely, and surely not.
struct Verdict {
  bool yes;
  bool no;
};
Verdict both(Verdict a, Verdict b) {
  return {a.yes && b.yes, a.no || b.no};
}
Verdict either(Verdict a, Verdict b) {
  return {a.yes || b.yes, a.no && b.no};
}
Verdict inverse(Verdict a) {
  return {a.no, a.yes};
}
Verdict at_least(double x, double limit) {
  return {x >= limit, x < limit};
}
Verdict below(double x, double limit) {
  return {x < limit, x >= limit};
}
Verdict known(bool b) {
  return {b, !b};
}

}  // namespace

void LoopColumns::clear() {
  *this = LoopColumns();
}

void decide_by_loops(const LoopColumns& c, std::vector<std::uint8_t>& out) {
  const auto& target = targets();
  out.resize(c.date.size());
  for (std::size_t i = 0; i < c.date.size(); ++i) {
    const std::int32_t day = c.date[i];
    const double tpp = c.tpp[i];
    const double pd = c.pd[i];
    const bool second = day >= 20231117;
    const bool first = day >= 20221021 && !second;
    const bool center = c.data_center[i] != 0;
    const bool old_gate = first & (c.io[i] >= 600) & (c.score[i] >= 4800);
    const Verdict dense = either(at_least(tpp, 4800), both(at_least(tpp, 1600), at_least(pd, 5.92)));
    const Verdict middle =
        either(both(both(at_least(tpp, 2400), below(tpp, 4800)), both(at_least(pd, 1.6), below(pd, 5.92))),
               both(both(at_least(tpp, 1600), at_least(pd, 3.2)), below(pd, 5.92)));
    const Verdict dot_a = both(known(second), both(dense, inverse(both(known(!center), below(tpp, 4800)))));
    const Verdict dot_b = both(known(second && center), both(inverse(dense), middle));
    const Verdict controlled = either(known(old_gate), either(dot_a, dot_b));
    const std::uint16_t* hq = &c.headquarters[i * 5];
    const bool seat = target[hq[0]] | target[hq[1]] | target[hq[2]] | target[hq[3]] | target[hq[4]];
    bool listed = false;
    bool denied = false;
    for (std::uint32_t k = c.listings[i]; k < c.listings[i + 1]; ++k) {
      const bool active = (c.from[k] <= day) & (day < c.until[k]);
      listed |= active;
      denied |= active & (c.denial[k] != 0);
    }
    const Verdict license =
        either(both(controlled, known(target[c.destination[i]])), either(both(controlled, known(seat)), known(listed)));
    out[i] = denied ? 2 : license.yes ? 1 : license.no ? 0 : 3;
  }
}

#if LICET_HAS_SIMDJSON

namespace {

std::int32_t day_number(std::string_view text) {
  std::int32_t out = 0;
  for (const char c : text) {
    if (c != '-') out = out * 10 + (c - '0');
  }
  return out;
}

void read_chip(simdjson::ondemand::object chip, LoopColumns& out) {
  double tpp = std::numeric_limits<double>::quiet_NaN();
  double pd = tpp;
  for (auto field : chip) {
    const std::string_view key = field.unescaped_key();
    if (key == "tpp") {
      tpp = field.value().get_double();
    } else if (key == "pd") {
      pd = field.value().get_double();
    } else if (key == "score2022") {
      out.score.push_back(field.value().get_double());
    } else if (key == "io_gbps") {
      out.io.push_back(field.value().get_double());
    } else {
      out.data_center.push_back(field.value().get_bool() ? 1 : 0);
    }
  }
  out.tpp.push_back(tpp);
  out.pd.push_back(pd);
}

}  // namespace

bool read_with_simdjson(const std::string& lines, LoopColumns& out) {
  out.clear();
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document_stream orders;
  const simdjson::padded_string padded(lines);
  if (parser.iterate_many(padded, std::size_t{1} << 20U).get(orders) != simdjson::SUCCESS) return false;
  for (auto order : orders) {
    simdjson::ondemand::object object = order.get_object();
    out.date.push_back(day_number(object["date"].get_string()));
    read_chip(object["chip"].get_object(), out);
    out.destination.push_back(letters(object["destination"].get_string()));
    for (auto party : object["parties"].get_array()) {
      simdjson::ondemand::object one = party.get_object();
      out.headquarters.push_back(letters(one["hq"].get_string()));
      for (auto listing : one["listings"].get_array()) {
        simdjson::ondemand::object row = listing.get_object();
        out.denial.push_back(std::string_view(row["list"].get_string()) == "DPL" ? 1 : 0);
        out.from.push_back(day_number(row["listed_from"].get_string()));
        out.until.push_back(day_number(row["listed_until"].get_string()));
      }
    }
    out.listings.push_back(static_cast<std::uint32_t>(out.from.size()));
  }
  return true;
}

#else

bool read_with_simdjson(const std::string&, LoopColumns&) {
  return false;
}

#endif

}  // namespace licet::bench
