#include "lists/fr_dates.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/check.h"
#include "base/text_util.h"
#include "lists/fact_table.h"

namespace licet {

namespace {

constexpr int kYearOfVolumeZero = 1935;
constexpr int kLongestNumber = 6;  // digits

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads a citation text from left to right.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t place() const { return at_; }
  void go_to(std::size_t place) { at_ = place; }
  void skip(std::string_view any_of) {
    while (!at_end() && any_of.find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  std::optional<int> number() {
    std::size_t end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == at_ || end - at_ > kLongestNumber) return std::nullopt;
    int value = 0;
    std::from_chars(text_.data() + at_, text_.data() + end, value);
    at_ = end;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// `5/21/2019`, `5/21/19`; a volume is one calendar year, so another year is a misprint.
std::optional<Date> read_printed_day(Cursor& in, int volume) {
  const std::size_t begin = in.place();
  in.skip(" ,(");
  const auto month = in.number();
  if (!month || !in.take("/")) return in.go_to(begin), std::nullopt;
  const auto day = in.number();
  if (!day || !in.take("/")) return in.go_to(begin), std::nullopt;
  const auto year = in.number();
  if (!year) return in.go_to(begin), std::nullopt;
  const int meant = volume + kYearOfVolumeZero;
  if (*year != meant && *year != meant % 100) return std::nullopt;
  return make_date(meant, *month, *day);
}

// `84 FR 22963`, `63 F.R. 3535`, `99.F.R. 1`; `76 FR No. 197 (10/12/2011)` names the issue alone.
std::optional<FrCitation> read_page_citation(Cursor& in) {
  FrCitation out;
  const auto volume = in.number();
  if (!volume || *volume < 1 || *volume > 200) return std::nullopt;
  in.skip(" .");
  if (!in.take("F")) return std::nullopt;
  in.take("ed");
  in.skip(" .");
  if (!in.take("R")) return std::nullopt;
  in.take("eg");
  in.skip(" .,");
  const bool issue = in.take("No") || in.take("no");
  if (issue) in.skip(" .");
  const auto page = in.number();
  if (!page || *page < 1) return std::nullopt;
  out.volume = *volume;
  out.page = issue ? 0 : *page;
  out.printed = read_printed_day(in, out.volume);
  if (issue && !out.printed) return std::nullopt;
  return out;
}

// `Vol. 59, No. 153, 08/10/1994`.
std::optional<FrCitation> read_issue_citation(Cursor& in) {
  FrCitation out;
  in.skip(" .");
  const auto volume = in.number();
  if (!volume || *volume < 1 || *volume > 200) return std::nullopt;
  in.skip(" ,");
  if (!in.take("No")) return std::nullopt;
  in.skip(" .");
  if (!in.number()) return std::nullopt;
  out.volume = *volume;
  out.printed = read_printed_day(in, out.volume);
  return out.printed ? std::optional(out) : std::nullopt;
}

std::optional<Date> earlier(const std::optional<Date>& day, int days) {
  return day ? std::optional(day->plus_days(-days)) : std::nullopt;
}

}  // namespace

std::vector<FrCitation> parse_fr_citations(std::string_view text) {
  std::vector<FrCitation> out;
  Cursor in(text);
  while (!in.at_end()) {
    const std::size_t begin = in.place();
    std::optional<FrCitation> found = in.take("Vol") ? read_issue_citation(in) : read_page_citation(in);
    if (found) {
      out.push_back(*found);
      continue;
    }
    in.go_to(begin);
    if (is_digit(text[begin])) {
      while (!in.at_end() && is_digit(text[in.place()])) in.go_to(in.place() + 1);
    } else {
      in.go_to(begin + 1);
    }
  }
  return out;
}

std::string to_string(const FrCitation& citation) {
  if (citation.page > 0) return concat(citation.volume, " FR ", citation.page);
  return concat("Vol. ", citation.volume, ", ", citation.printed ? to_string(*citation.printed) : "?");
}

Result<FrDates::Page> FrDates::read_page(const FactTable& table, std::size_t row) {
  const auto number = [&](std::string_view column) -> Result<std::int32_t> {
    std::int32_t value = 0;
    const std::string& cell = table.text(row, column);
    const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (fault != std::errc{} || end != cell.data() + cell.size() || value < 1)
      return table.error(row, column, "a number from 1 on");
    return value;
  };
  Page page;
  LICET_TRY(page.volume, number("volume"));
  LICET_TRY(page.page, number("page"));
  page.last_page = page.page;
  if (!table.text(row, "last_page").empty()) {
    LICET_TRY(page.last_page, number("last_page"));
    if (page.last_page < page.page) return table.error(row, "last_page", "a page behind the first");
  }
  LICET_TRY(page.published, table.span(row, "published"));
  LICET_TRY(page.effective, table.span_or_empty(row, "effective"));
  LICET_TRY(page.certainty, table.certainty(row, "certainty"));
  LICET_TRY(page.source, table.required(row, "source"));
  if (page.effective) {
    LICET_TRY(const Certainty sure, table.certainty(row, "effective_certainty"));
    // An unverified day of effect is only a bound: the listing began between it and the day of print.
    if (sure == Certainty::kC && page.published.latest && page.effective->earliest &&
        *page.effective->earliest < *page.published.latest)
      page.effective->latest = page.published.latest;
    page.certainty = std::max(page.certainty, sure);
  }
  if (const std::string& means = table.text(row, "means"); !means.empty()) {
    const std::vector<FrCitation> meant = parse_fr_citations(means);
    if (meant.size() != 1) return table.error(row, "means", "one citation such as `83 FR 37423`, or nothing");
    page.means_volume = meant[0].volume;
    page.means_page = meant[0].page;
  }
  return page;
}

Result<FrDates> FrDates::parse(std::string_view pages_text, std::string_view print_days_text) {
  LICET_TRY(const FactTable table,
            FactTable::parse(pages_text, "fr-pages.tsv",
                             {"volume", "page", "last_page", "published", "effective", "effective_certainty", "kind",
                              "means", "source", "certainty", "note"}));
  FrDates out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    LICET_TRY(Page page, read_page(table, row));
    out.pages_.push_back(std::move(page));
  }
  std::sort(out.pages_.begin(), out.pages_.end(),
            [](const Page& a, const Page& b) { return std::tie(a.volume, a.page) < std::tie(b.volume, b.page); });
  LICET_RETURN_IF_ERROR(out.check_order());
  LICET_RETURN_IF_ERROR(out.read_print_days(print_days_text));
  return out;
}

Status FrDates::read_print_days(std::string_view text) {
  LICET_TRY(const FactTable table,
            FactTable::parse(text, "print-days.tsv", {"list", "days", "source", "certainty", "note"}));
  for (std::size_t row = 0; row < table.size(); ++row) {
    LICET_TRY(const std::string list, table.key(row, "list"));
    LICET_TRY([[maybe_unused]] const std::string source, table.required(row, "source"));
    LICET_TRY([[maybe_unused]] const Certainty sure, table.certainty(row, "certainty"));
    int days = 0;
    const std::string& cell = table.text(row, "days");
    const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), days);
    if (fault != std::errc{} || end != cell.data() + cell.size() || days < 0 || days > 366)
      return table.error(row, "days", "a number from 0 to 366");
    print_days_[list] = days;
  }
  return {};
}

Status FrDates::check_order() const {
  for (std::size_t i = 1; i < pages_.size(); ++i) {
    const Page& a = pages_[i - 1];
    const Page& b = pages_[i];
    if (a.volume != b.volume) continue;
    const bool twice = a.page == b.page;
    const bool back = a.published.earliest && b.published.latest && *b.published.latest < *a.published.earliest;
    if (twice || back)
      return Error{ErrorCode::kParse, concat("fr-pages.tsv: ", b.volume, " FR ", b.page,
                                             twice ? " stands twice" : " was published before an earlier page")};
  }
  return {};
}

const FrDates::Page* FrDates::page_at(std::int32_t volume, std::int32_t page) const {
  const auto at = std::lower_bound(pages_.begin(), pages_.end(), std::pair(volume, page),
                                   [](const Page& p, const auto& key) { return std::pair(p.volume, p.page) < key; });
  return at != pages_.end() && at->volume == volume && at->page == page ? &*at : nullptr;
}

DaySpan FrDates::between(std::int32_t volume, std::int32_t page) const {
  // Even without a neighbour the volume says the year.
  DaySpan span{make_date(volume + kYearOfVolumeZero, 1, 1), make_date(volume + kYearOfVolumeZero, 12, 31)};
  auto at = std::lower_bound(pages_.begin(), pages_.end(), std::pair(volume, page),
                             [](const Page& p, const auto& key) { return std::pair(p.volume, p.page) < key; });
  if (at != pages_.end() && at->volume == volume && at->published.latest) span.latest = at->published.latest;
  if (at != pages_.begin() && std::prev(at)->volume == volume) {
    const Page& before = *std::prev(at);
    if (page <= before.last_page && before.published.is_exact()) return before.published;
    if (before.published.earliest) span.earliest = before.published.earliest;
  }
  return span;
}

FrDay FrDates::find(const FrCitation& citation) const {
  FrDay day;
  const Page* page = page_at(citation.volume, citation.page);
  if (page != nullptr && page->means_volume != 0) {
    if (const Page* meant = page_at(page->means_volume, page->means_page)) page = meant;
  }
  if (page != nullptr) {
    day = {page->published, page->effective, page->certainty, page->source};
  } else if (citation.page > 0) {
    day = {between(citation.volume, citation.page), std::nullopt, Certainty::kB, "page order"};
  }
  const bool fits = citation.printed && (!day.published.earliest || *day.published.earliest <= *citation.printed) &&
                    (!day.published.latest || *citation.printed <= *day.published.latest);
  if (fits && !day.published.is_exact()) {
    day.published = DaySpan::exact(*citation.printed);
    day.source = "day beside the citation";
  }
  return day;
}

Truth FrDates::same_document(const FrCitation& a, const FrCitation& b) const {
  if (a.page > 0 && a.same_page(b)) return Truth::kTrue;
  const FrDay day_a = find(a);
  const FrDay day_b = find(b);
  if (day_a.published.is_exact() && day_b.published.is_exact()) {
    return *day_a.published.earliest == *day_b.published.earliest ? Truth::kTrue : Truth::kFalse;
  }
  const auto apart = [](const DaySpan& x, const DaySpan& y) {
    return x.latest && y.earliest && *x.latest < *y.earliest;
  };
  return apart(day_a.published, day_b.published) || apart(day_b.published, day_a.published) ? Truth::kFalse
                                                                                            : Truth::kUnknown;
}

std::optional<FrDates::FirstDay> FrDates::first_day(std::span<const FrCitation> citations,
                                                    std::string_view list) const {
  const auto before = print_days_.find(list);
  std::optional<FirstDay> first;
  for (const FrCitation& citation : citations) {
    const FrDay found = find(citation);
    if (!found.published.earliest && !found.published.latest) continue;
    FirstDay day{found.published, citation, found.certainty, ""};
    if (found.effective) {
      day.day = *found.effective;
      day.why = concat("effective day of ", to_string(citation));
    } else {
      day.day.earliest = before == print_days_.end() ? std::nullopt : earlier(found.published.earliest, before->second);
      day.why = concat(to_string(citation), " was published on ", to_string(found.published),
                       "; the day from which it binds may be earlier");
    }
    const auto key = [](const FirstDay& d) {
      return std::pair(d.day.latest.value_or(Date{INT32_MAX}), d.day.earliest.value_or(Date{INT32_MIN}));
    };
    if (!first || key(day) < key(*first)) first = std::move(day);
  }
  return first;
}

const FrDates& FrDates::builtin() {
  static const FrDates kDates = [] {
    Result<FrDates> parsed = FrDates::parse(
#include "embedded/fr-pages.inc"
        ,
#include "embedded/print-days.inc"
    );
    LICET_CHECK(parsed.has_value());
    return std::move(parsed).value();
  }();
  return kDates;
}

}  // namespace licet
