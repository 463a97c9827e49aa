// Runs tests/cases/scan/*.case: readable cases, each a text and exactly the mentions that must come out.
//
//   party   ID | CAPTION | COUNTRIES | GROUP | SCHEMA     (the last three may be left out)
//   name    TEXT | KIND | STRENGTH                        (of the last party; `own` behind it: no official list prints
//   it) listed  LIST FROM [UNTIL] [CITATION...]               (of the last party; lists `export` and `invest`) on DAY,
//   text-date SPAN                                (for the texts that follow) text    ... (several lines are one text;
//   begins a case) expect  GRADE | TEXT | PARTY | TEXT DATE | QUESTION DATE none (nothing must come out) flag    CODE
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/text_util.h"
#include "scan/scanner.h"

namespace licet {

namespace {

std::vector<std::string> cells(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view part : split(text, '|')) out.emplace_back(trimmed(part));
  return out;
}

std::vector<ListInfo> case_lists() {
  ListInfo exports;
  exports.id = "export";
  exports.title = "Export List";
  ListInfo invest;
  invest.id = "invest";
  invest.title = "Investment List";
  invest.purpose = ListPurpose::kInvestment;
  return {exports, invest};
}

// Printed form of a mention in the words of `expect`; a line break reads as a space.
std::string expect_line(const Mention& m, const std::vector<Party>& parties) {
  const std::string party = m.has_party ? parties[m.candidates.front().party].id : "-";
  std::string text = m.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return concat(to_string(m.grade), " | ", text, " | ", party, " | ", to_string(m.listed_on_text_date), " | ",
                to_string(m.listed_on_question_date));
}

class CaseFile {
 public:
  CaseFile(std::string file, const std::string& text) : file_(std::move(file)) {
    for (const std::string_view raw : split(text, '\n')) {
      ++line_;
      const std::string_view line = trimmed(raw);
      if (line.empty() || line.front() == '#') continue;
      const auto space = std::min(line.find(' '), line.size());
      take(std::string(line.substr(0, space)), trimmed(line.substr(space)));
    }
    finish();
  }

  int cases() const { return cases_; }

 private:
  void take(const std::string& word, std::string_view rest) {
    if (word == "text") {
      if (expecting_) finish();
      text_ += text_.empty() ? "" : "\n";
      text_ += rest;
      if (text_line_ == 0) text_line_ = line_;
      return;
    }
    if (word == "expect" || word == "flag") {
      expecting_ = true;
      (word == "expect" ? expected_ : flags_).push_back(joined(cells(rest), " | "));
      return;
    }
    if (word == "none") {
      expecting_ = true;
      return;
    }
    finish();
    if (word == "party")
      add_party(cells(rest));
    else if (word == "name")
      add_name(cells(rest));
    else if (word == "listed")
      add_listing(rest);
    else if (word == "on")
      options_.on = parse_date(rest).value();
    else if (word == "text-date")
      set_text_date(rest);
    else
      FAIL_CHECK(file_ << ":" << line_ << ": unknown word " << word);
  }

  void set_text_date(std::string_view rest) {
    options_.text_date.reset();
    if (rest != "-") options_.text_date = parse_day_span(rest).value();
  }

  void add_party(const std::vector<std::string>& part) {
    Party party;
    party.id = part.at(0);
    party.caption = part.at(1);
    if (part.size() > 2) {
      for (const std::string_view c : split(part[2], ' ')) {
        if (!c.empty()) party.countries.emplace_back(c);
      }
    }
    if (part.size() > 3) party.group = part[3];
    if (part.size() > 4) party.schema = parse_schema(part[4]).value();
    parties_.push_back(party);
    add_name({party.caption, "primary", "strong"});
  }

  void add_name(const std::vector<std::string>& part) {
    PartyName name;
    name.text = part.at(0);
    name.kind = parse_name_kind(part.at(1)).value();
    name.strength = parse_name_strength(part.at(2)).value();
    name.official = true;
    for (std::size_t i = 3; i < part.size(); ++i) {
      if (part[i] == "own")
        name.official = false;
      else
        name.from = parse_day_span(part[i]).value();
    }
    parties_.back().names.push_back(name);
  }

  void add_listing(std::string_view rest) {
    const auto part = split(rest, ' ');
    Listing listing;
    listing.list = part.at(0);
    listing.from = parse_day_span(part.at(1)).value();
    std::size_t next = 2;
    if (part.size() > 2 && part[2].size() == 10 && part[2][4] == '-') {
      listing.until = parse_day_span(part[2]).value();
      next = 3;
    }
    std::string citation;
    for (; next < part.size(); ++next) citation += concat(citation.empty() ? "" : " ", part[next]);
    if (!citation.empty()) listing.citations.push_back(citation);
    parties_.back().listings.push_back(listing);
  }

  void finish() {
    if (text_line_ == 0) return;
    const Scanner scanner = Scanner::build(parties_, lists_);
    const auto answer = scanner.scan(text_, options_);
    REQUIRE(answer.has_value());
    std::vector<std::string> got;
    for (const Mention& mention : answer->mentions) got.push_back(expect_line(mention, parties_));
    CHECK_MESSAGE(got == expected_, file_ << ":" << text_line_ << "\n  got\n    " << joined(got, "\n    ")
                                          << "\n  expected\n    " << joined(expected_, "\n    "));
    for (const std::string& code : flags_) {
      const bool met =
          std::any_of(answer->flags.begin(), answer->flags.end(), [&](const ScanFlag& f) { return f.code == code; });
      CHECK_MESSAGE(met, file_ << ":" << text_line_ << ": flag " << code);
    }
    ++cases_;
    text_.clear();
    text_line_ = 0;
    expecting_ = false;
    expected_.clear();
    flags_.clear();
  }

  std::string file_;
  std::size_t line_ = 0;
  std::vector<Party> parties_;
  std::vector<ListInfo> lists_ = case_lists();
  ScanOptions options_{DaySpan::exact(*make_date(2025, 1, 1)), *make_date(2025, 6, 1), false, false};
  std::string text_;
  std::size_t text_line_ = 0;
  bool expecting_ = false;
  std::vector<std::string> expected_;
  std::vector<std::string> flags_;
  int cases_ = 0;
};

}  // namespace

TEST_CASE("scan: the case files of tests/cases/scan") {
  const std::string folder = concat(LICET_SOURCE_DIR, "/tests/cases/scan");
  const auto files = list_files(folder, ".case");
  REQUIRE(files.has_value());
  int cases = 0;
  for (const std::string& file : *files) cases += CaseFile(file, read_file(concat(folder, "/", file)).value()).cases();
  CHECK(cases > 40);
}

}  // namespace licet
