#include "lists/list_dates.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

std::optional<int> number(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 4) return std::nullopt;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// 1 to 12 for `June`, `Jun`, `jun.`; nothing for another word.
std::optional<int> month(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  const std::string word = ascii_lower(text);
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i].starts_with(word)) return static_cast<int>(i) + 1;
  return std::nullopt;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (const std::string_view part : split(text, ' '))
    if (const std::string_view word = trimmed(part); !word.empty()) out.push_back(word);
  return out;
}

std::optional<Date> slashed(std::string_view text) {
  const auto parts = split(text, '/');
  if (parts.size() != 3) return std::nullopt;
  const auto m = number(trimmed(parts[0]));
  const auto d = number(trimmed(parts[1]));
  auto y = number(trimmed(parts[2]));
  if (!m || !d || !y) return std::nullopt;
  if (trimmed(parts[2]).size() == 2) *y += *y < 69 ? 2000 : 1900;
  return make_date(*y, *m, *d);
}

// `June 21, 2022` and `21 Jun 2022`.
std::optional<Date> worded(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
  const auto y = number(parts[2]);
  if (const auto m = month(parts[0]); m && parts[1].ends_with(',')) {
    const auto d = number(parts[1].substr(0, parts[1].size() - 1));
    return d && y ? make_date(*y, *m, *d) : std::nullopt;
  }
  const auto m = month(parts[1]);
  const auto d = number(parts[0]);
  return m && d && y ? make_date(*y, *m, *d) : std::nullopt;
}

std::string_view without_doubt(std::string_view text) {
  for (const std::string_view word : {"circa ", "approximately ", "about ", "c. "})
    if (ascii_lower(text.substr(0, word.size())) == word) return trimmed(text.substr(word.size()));
  return text;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && number(text).value_or(0) >= 1800;
}

std::vector<std::string> years_between(std::string_view first, std::string_view last) {
  std::vector<std::string> out;
  if (!is_year(first) || !is_year(last)) return out;
  const int low = *number(first);
  const int high = *number(last);
  if (low > high || high - low >= 10) return out;
  for (int year = low; year <= high; ++year) out.push_back(std::to_string(year));
  return out;
}

std::string two_digits(int value) {
  return value < 10 ? concat('0', value) : std::to_string(value);
}

}  // namespace

std::optional<Date> parse_printed_date(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 10 && text[4] == '-') {
    const auto date = parse_date(text.substr(0, 10));
    return date ? std::optional<Date>(*date) : std::nullopt;
  }
  return text.find('/') != std::string_view::npos ? slashed(text) : worded(text);
}

std::vector<std::string> parse_birth_dates(std::string_view text) {
  text = without_doubt(trimmed(text));
  if (is_year(text)) return {std::string(text)};
  if (text.size() == 7 && text[4] == '-' && is_year(text.substr(0, 4)) && number(text.substr(5)).value_or(13) <= 12)
    return {std::string(text)};
  if (const auto to = text.find(" to "); to != std::string_view::npos)
    return years_between(without_doubt(trimmed(text.substr(0, to))), trimmed(text.substr(to + 4)));
  if (text.size() == 9 && text[4] == '-') return years_between(text.substr(0, 4), text.substr(5));
  if (const auto day = parse_printed_date(text)) return {to_string(*day)};
  const auto parts = words(text);
  if (parts.size() == 2 && is_year(parts[1]))
    if (const auto m = month(parts[0].ends_with(',') ? parts[0].substr(0, parts[0].size() - 1) : parts[0]))
      return {concat(parts[1], '-', two_digits(*m))};
  return {};
}

}  // namespace licet
