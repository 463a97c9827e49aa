// Federal Register citations to days: what dates a listing that carries only a citation. The days are data
// (data/fr-pages.tsv).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/party.h"

namespace licet {

// A page of the Federal Register; the volume is the year less 1935.
struct FrCitation {
  std::int32_t volume = 0;
  std::int32_t page = 0;
  std::optional<Date> printed;  // the day that stands beside the citation

  bool same_page(const FrCitation& other) const { return volume == other.volume && page == other.page; }
};

// All citations in a text, in its order: `84 FR 22963, 5/21/2019; 85 FR 29853`, `63 F.R. 3535 1/23/98`, `76 FR 71869,
// 11/21/11`, `Vol. 59, No. 153, 08/10/1994` (page 0). A printed day that does not exist, or not in the volume's year,
// is left out. What is no citation is passed over.
std::vector<FrCitation> parse_fr_citations(std::string_view text);

// `84 FR 22963`, or `Vol. 59, 1994-08-10` where the page is not known.
std::string to_string(const FrCitation& citation);

// What is known about the days of a cited page.
struct FrDay {
  DaySpan published;                 // unknown where neither the table nor the text says
  std::optional<DaySpan> effective;  // first day of effect of what stands on the page, where it is known
  Certainty certainty = Certainty::kC;
  std::string source;
};

class FrDates {
 public:
  // Reads the tables fr-pages.tsv and print-days.tsv. Errors: kParse with file, line, column and what was expected; a
  // volume whose pages and days do not rise together.
  static Result<FrDates> parse(std::string_view pages_text, std::string_view print_days_text);
  // The project's own tables.
  static const FrDates& builtin();

  // The days of a page: its row; else, between the rows of its volume, from the day of the last page before it to that
  // of the first page behind it. A misprinted page has the days of the page that it means. A day printed beside the
  // citation narrows an open span.
  FrDay find(const FrCitation& citation) const;

  // Do both stand in one document: the same volume and day of publication? Unknown where a day is open.
  Truth same_document(const FrCitation& a, const FrCitation& b) const;

  // First day of a listing that is cited so: what the earliest citation says (the later ones amended it). Its effective
  // day if known, else from so many days before its publication as a rule for that list may bind before print
  // (print-days.tsv; open where it does not say) up to that day. Nothing without a dated citation.
  struct FirstDay {
    DaySpan day;
    FrCitation citation;
    Certainty certainty = Certainty::kC;
    std::string why;  // `effective day of 84 FR 22963`, `84 FR 22963 was published on ...`
  };
  std::optional<FirstDay> first_day(std::span<const FrCitation> citations, std::string_view list) const;

 private:
  struct Page {
    std::int32_t volume = 0;
    std::int32_t page = 0;
    std::int32_t last_page = 0;
    DaySpan published;
    std::optional<DaySpan> effective;
    std::int32_t means_volume = 0;  // 0: as printed
    std::int32_t means_page = 0;
    Certainty certainty = Certainty::kC;
    std::string source;
  };
  const Page* page_at(std::int32_t volume, std::int32_t page) const;
  DaySpan between(std::int32_t volume, std::int32_t page) const;
  static Result<Page> read_page(const class FactTable& table, std::size_t row);
  Status check_order() const;
  Status read_print_days(std::string_view text);

  std::vector<Page> pages_;                             // by volume and page
  std::map<std::string, int, std::less<>> print_days_;  // by legal list
};

}  // namespace licet
