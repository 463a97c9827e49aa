#include "match/numbers.h"

#include <algorithm>
#include <iterator>

namespace licet {

namespace {

struct NumberWord {
  std::string_view word;
  int value;
};
constexpr NumberWord kNumberWords[] = {
    {"one", 1},         {"two", 2},        {"three", 3},      {"four", 4},         {"five", 5},
    {"six", 6},         {"seven", 7},      {"eight", 8},      {"nine", 9},         {"ten", 10},
    {"eleven", 11},     {"twelve", 12},    {"thirteen", 13},  {"fourteen", 14},    {"fifteen", 15},
    {"sixteen", 16},    {"seventeen", 17}, {"eighteen", 18},  {"nineteen", 19},    {"twenty", 20},
    {"thirty", 30},     {"forty", 40},     {"fifty", 50},     {"sixty", 60},       {"seventy", 70},
    {"eighty", 80},     {"ninety", 90},    {"first", 1},      {"second", 2},       {"third", 3},
    {"fourth", 4},      {"fifth", 5},      {"sixth", 6},      {"seventh", 7},      {"eighth", 8},
    {"ninth", 9},       {"tenth", 10},     {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13},
    {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18},
    {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30}, {"ii", 2},           {"iii", 3},
    {"iv", 4},          {"vi", 6},         {"vii", 7},        {"viii", 8},         {"ix", 9},
    {"xi", 11},         {"xii", 12},       {"xiii", 13},      {"xiv", 14},         {"xv", 15},
    {"xvi", 16},        {"xvii", 17},      {"xviii", 18},     {"xix", 19},         {"xx", 20},
};

// Digits, perhaps with an English ordinal ending; at most 15 digits.
std::int64_t digits_value(std::string_view key) {
  std::size_t digits = 0;
  std::int64_t value = 0;
  while (digits < std::min<std::size_t>(key.size(), 16) && key[digits] >= '0' && key[digits] <= '9') {
    value = value * 10 + (key[digits++] - '0');
  }
  if (digits == 0 || digits > 15) return -1;
  const std::string_view rest = key.substr(digits);
  const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  return rest.empty() || ordinal ? value : -1;
}

}  // namespace

std::int64_t number_value(std::string_view key) {
  if (key.empty() || key.size() > 24) return -1;
  if (key[0] >= '0' && key[0] <= '9') return digits_value(key);
  const auto* at = std::find_if(std::begin(kNumberWords), std::end(kNumberWords),
                                [&](const NumberWord& n) { return n.word == key; });
  return at == std::end(kNumberWords) ? -1 : at->value;
}

bool is_tens(std::string_view key) {
  const std::int64_t value = number_value(key);
  return value >= 20 && value % 10 == 0 && (key[0] < '0' || key[0] > '9') && key.ends_with("ty");
}

std::int64_t han_number(std::u32string_view text) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  std::int64_t sum = 0;
  std::int64_t digit = -1;
  for (const char32_t c : text) {
    const auto value = kDigits.find(c);
    const std::int64_t unit = c == U'十' ? 10 : c == U'百' ? 100 : 0;
    if (value != std::u32string_view::npos) {
      digit = (digit > 0 ? digit * 10 : 0) + static_cast<std::int64_t>(value);
    } else if (unit > 0) {
      sum += unit * (digit < 0 ? 1 : digit);
      digit = -1;
    } else {
      return -1;
    }
    if (sum > 9999 || digit > 9999) return -1;
  }
  return text.empty() ? -1 : sum + std::max<std::int64_t>(digit, 0);
}

}  // namespace licet
