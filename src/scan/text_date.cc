#include "scan/text_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr std::uint32_t kShortLine = 8;  // words

template <std::size_t N>
int position(const std::array<std::string_view, N>& names, std::string_view key) {
  const auto found = std::find(names.begin(), names.end(), key);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

int month_of(std::string_view key) {
  if (const int full = position(kMonths, key); full >= 0) return full + 1;
  for (std::size_t i = 0; i < kMonths.size() && key.size() == 3; ++i) {
    if (kMonths[i].starts_with(key)) return static_cast<int>(i) + 1;
  }
  return key == "sept" ? 9 : 0;
}

int number_of(std::string_view key) {
  int value = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
  if (error != std::errc()) return -1;
  const std::string_view rest(end, static_cast<std::size_t>(key.data() + key.size() - end));
  return rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" ? value : -1;
}

struct Found {
  Date day;
  std::uint32_t first = 0;  // words, both inclusive
  std::uint32_t last = 0;
};

class DateReader {
 public:
  explicit DateReader(const Document& document) : words_(document.words()) {}

  std::vector<Found> full_dates() const {
    std::vector<Found> out;
    for (std::uint32_t i = 0; i + 2 < words_.size(); ++i) {
      const int year_last = number_of(words_[i + 2].key);
      std::optional<Date> day;
      if (const int month = month_of(words_[i].key); month != 0) {
        day = make_date(year_last, month, number_of(words_[i + 1].key));  // March 5, 2023
      } else if (const int month_second = month_of(words_[i + 1].key); month_second != 0) {
        day = make_date(year_last, month_second, number_of(words_[i].key));  // 5 March 2023
      } else if (number_of(words_[i].key) > 1900) {
        day = make_date(number_of(words_[i].key), number_of(words_[i + 1].key), year_last);  // 2023-03-05
      }
      if (day && *day >= Date{0}) out.push_back({*day, i, i + 2});
    }
    return out;
  }

  // `Thursday (March 2)`: the one year between 2018 and `on` in which that day is a Thursday.
  std::optional<Date> weekday_date(std::uint32_t at, Date on) const {
    const int weekday = position(kWeekdays, words_[at].key);
    if (weekday < 0 || at + 2 >= words_.size()) return std::nullopt;
    int month = month_of(words_[at + 1].key);
    int day = number_of(words_[at + 2].key);
    if (month == 0) {
      month = month_of(words_[at + 2].key);
      day = number_of(words_[at + 1].key);
    }
    if (month == 0 || (at + 3 < words_.size() && number_of(words_[at + 3].key) > 1900)) return std::nullopt;
    std::optional<Date> only;
    for (int year = 2018; year < 2100; ++year) {
      const auto candidate = make_date(year, month, day);
      if (!candidate || *candidate > on || weekday_of(*candidate) != weekday) continue;
      if (only) return std::nullopt;
      only = candidate;
    }
    return only;
  }

  bool in_short_line(const Found& found) const {
    std::uint32_t first = found.first;
    while (first > 0 && !words_[first].line_break && found.first - first <= kShortLine) --first;
    std::uint32_t last = found.last;
    while (last + 1 < words_.size() && !words_[last + 1].line_break && last - found.last <= kShortLine) ++last;
    return last - first + 1 <= kShortLine;
  }

 private:
  static int weekday_of(Date day) { return ((day.days + 3) % 7 + 7) % 7; }  // 1970-01-01 was a Thursday; Monday is 0

  const std::vector<DocWord>& words_;
};

}  // namespace

TextDate find_text_date(const Document& document, Date on) {
  const DateReader reader(document);
  const std::vector<Found> dates = reader.full_dates();
  for (const Found& found : dates) {
    if (found.day <= on && reader.in_short_line(found))
      return {DaySpan::exact(found.day), concat("printed: ", to_string(found.day), " stands in a line of its own")};
  }
  std::optional<Date> newest;
  for (const Found& found : dates) {
    if (found.day <= on && (!newest || *newest < found.day)) newest = found.day;
  }
  for (std::uint32_t i = 0; i < document.words().size(); ++i) {
    const auto day = reader.weekday_date(i, on);
    if (day && (!newest || *newest < *day)) newest = day;
  }
  if (!newest) return {std::nullopt, "unknown: the text prints no date"};
  return {DaySpan{newest, on}, concat("inferred: the text speaks of ", to_string(*newest))};
}

}  // namespace licet
