// One way through a text: read, find every shape, judge each hit, keep the longest and leftmost, name longer names and
// groups, then ask the two days. Tests: scanner_test.cc and tests/cases/scan.
#include "scan/scanner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"
#include "scan/assess.h"
#include "scan/document.h"
#include "scan/groups.h"
#include "scan/html.h"
#include "scan/lexicon.h"
#include "scan/reader.h"
#include "scan/text_date.h"
#include "scan/words.h"

namespace licet {

namespace {

// Truth over an uncertain day: the same on its first and last day, else unknown.
Truth over(const std::optional<DaySpan>& day, auto&& on_day) {
  if (!day || !day->earliest || !day->latest) return Truth::kUnknown;
  const Truth first = on_day(*day->earliest);
  const Truth last = on_day(*day->latest);
  return first == last ? first : Truth::kUnknown;
}

// One scan: everything that a text and a question need on their way through the stages.
class Scan {
 public:
  Scan(const Document& document, const PlainText* html, const Lexicon& lexicon, std::span<const Party> parties,
       std::span<const ListInfo> lists, const ScanOptions& options)
      : document_(document),
        html_(html),
        lexicon_(lexicon),
        parties_(parties),
        lists_(lists),
        options_(options),
        words_(ScanWords::builtin()) {}

  ScanAnswer run() {
    find_date();
    const std::vector<Hit> hits = lexicon_.find(document_);
    const Assessor assessor(document_, lexicon_, parties_, words_, hits);
    take_hits(hits, assessor);
    std::stable_sort(answer_.mentions.begin(), answer_.mentions.end(), [](const Mention& a, const Mention& b) {
      return a.bytes.begin != b.bytes.begin ? a.bytes.begin < b.bytes.begin : a.bytes.end > b.bytes.end;
    });
    return std::move(answer_);
  }

 private:
  // The mention that was kept last, to see what lies inside it.
  struct Outer {
    std::uint32_t begin = 0;  // normal form
    std::uint32_t end = 0;
    std::vector<std::uint32_t> identities;
    bool closed = false;          // nothing inside is looked at
    std::uint32_t inner_end = 0;  // of the mention inside that was kept last
    std::optional<TextSpan> code_points;
  };

  void find_date() {
    TextDate date{options_.text_date, "given"};
    if (!options_.text_date) date = find_text_date(document_, options_.on);
    answer_.text_date = date.span;
    answer_.text_date_basis = date.basis;
    if (!date.span)
      answer_.flags.push_back({"text_date_unknown", "the text prints no date: answers for its day are open"});
    if (date.span && !date.span->is_exact() && !options_.text_date) {
      answer_.flags.push_back({"text_date_inferred", concat("the text is taken to be of ", to_string(*date.span))});
    }
  }

  void take_hits(const std::vector<Hit>& hits, const Assessor& assessor) {
    Outer outer;
    for (const Hit& hit : hits) {
      if (hit.begin < outer.end && (outer.closed || hit.end > outer.end)) continue;
      const bool inside = hit.begin < outer.end;
      if (inside && !may_be_inside(hit, outer)) continue;
      const Assessment found = assessor.assess(hit);
      if (found.readings.empty()) continue;
      if (inside) {
        take_inside(hit, found, outer);
      } else {
        outer = take(hit, found, outer.end);
      }
    }
  }

  // A party is named inside a longer name only by a name of several words or an acronym, not by the brand it begins
  // with.
  bool may_be_inside(const Hit& hit, const Outer& outer) const {
    const bool whole_name = hit.last > hit.first || document_.words()[hit.first].case_class == CaseClass::kUpper;
    return hit.begin >= outer.inner_end && whole_name && (hit.begin > outer.begin || hit.last > hit.first + 1);
  }

  void take_inside(const Hit& hit, const Assessment& found, Outer& outer) {
    const NameReading& best = found.readings.front();
    if (std::find(outer.identities.begin(), outer.identities.end(), best.identity) != outer.identities.end()) return;
    const std::uint32_t last = hit.han ? hit.last : with_legal_form(document_, words_, hit.last);
    std::uint32_t end = hit.han ? hit.end : end_with_dot(document_, words_, last);
    if (end > outer.end) end = hit.end;
    outer.inner_end = end;
    Mention mention = named(found, hit.begin, end);
    mention.inside = outer.code_points;
    keep(std::move(mention));
  }

  Outer take(const Hit& hit, const Assessment& found, std::uint32_t end_before) {
    Outer outer;
    outer.begin = hit.begin;
    outer.end = hit.end;
    for (const NameReading& reading : found.readings) outer.identities.push_back(reading.identity);
    if (hit.han) {
      outer.end = han_end(hit);
      outer.code_points = keep(named(found, hit.begin, outer.end));
      return outer;
    }
    if (const auto last = longer_company_name(document_, words_, hit.last)) {
      outer.end = end_with_dot(document_, words_, *last);
      outer.closed = true;
      keep(longer_name(hit, found, outer.end));
      return outer;
    }
    std::uint32_t first = from_legal_form(document_, words_, hit.first);
    while (document_.words()[first].begin < end_before) ++first;  // the form belongs to the name before
    const std::uint32_t last = with_legal_form(document_, words_, hit.last);
    outer.begin = document_.words()[first].begin;
    outer.end = with_bracket(outer.begin, end_with_dot(document_, words_, last));
    Mention mention = named(found, outer.begin, outer.end);
    mention.inside = take_group({first, last}, found);
    outer.code_points = keep(std::move(mention));
    return outer;
  }

  // `Halden Optics (HK)`: a bracket that the name opens is closed with it.
  std::uint32_t with_bracket(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = document_.norm().substr(begin, end - begin);
    const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
    return count('(') > count(')') && document_.norm().substr(end).starts_with(')') ? end + 1 : end;
  }

  // A legal form behind a Han name belongs to it.
  std::uint32_t han_end(const Hit& hit) const {
    for (const std::string& form : words_.all(ScanWordKind::kHanForm)) {
      if (document_.norm().substr(hit.end).starts_with(form)) return hit.end + static_cast<std::uint32_t>(form.size());
    }
    return hit.end;
  }

  // --- mentions -----------------------------------------------------------------------------------------------------

  Mention placed(std::uint32_t begin, std::uint32_t end) const {
    Mention out;
    const auto stretch = document_.folded().source(begin, end);
    if (!stretch) return out;
    out.text = document_.source().substr(stretch->byte_begin, stretch->byte_end - stretch->byte_begin);
    SourceStretch file = *stretch;
    if (html_ != nullptr) file = html_->source(stretch->byte_begin, stretch->byte_end);
    out.bytes = {file.byte_begin, file.byte_end};
    out.code_points = {file.cp_begin, file.cp_end};
    return out;
  }

  Mention named(const Assessment& found, std::uint32_t begin, std::uint32_t end) const {
    Mention out = placed(begin, end);
    fill(out, found);
    out.grade = grade_of(out, found.sure);
    out.why = why(found, out);
    return out;
  }

  // `Inspur Digital`: the name of a company that is not listed, which begins with the name of one that is.
  Mention longer_name(const Hit& hit, const Assessment& found, std::uint32_t end) const {
    Mention out = placed(hit.begin, end);
    fill(out, found);
    out.grade = Grade::kReview;
    const NameReading& best = found.readings.front();
    out.why = concat(ticked(out.text), " is on no list here; it begins with ",
                     ticked(parties_[best.party].names[best.name].text), ", a name of ", parties_[best.party].caption,
                     ": look at who owns it");
    return out;
  }

  // Candidates: every listing of the best reading (all records of it), then of its rivals.
  void fill(Mention& out, const Assessment& found) const {
    out.has_party = true;
    for (std::size_t i = 0; i < found.readings.size(); ++i) {
      const NameReading& reading = found.readings[i];
      const std::size_t first = out.candidates.size();
      add_party(out, reading.party, reading.name);
      for (const std::uint32_t same : lexicon_.same_parties(reading.identity)) {
        if (same != reading.party) add_party(out, same, name_like(same, reading));
      }
      std::stable_sort(out.candidates.begin() + static_cast<std::ptrdiff_t>(first), out.candidates.end(),
                       [this](const ScanCandidate& a, const ScanCandidate& b) { return weight(a) > weight(b); });
      if (i == 0) ask_days(out);
    }
    out.has_party = !out.candidates.empty();
  }

  // The mention was listed if any listing of its party was. A record without its exact day says nothing where another
  // record of the same entry knows it.
  void ask_days(Mention& out) const {
    if (out.candidates.empty()) return;
    out.listed_on_text_date = Truth::kFalse;
    out.listed_on_question_date = Truth::kFalse;
    for (const ScanCandidate& candidate : out.candidates) {
      if (known_better(out, candidate)) continue;
      out.listed_on_text_date = either(out.listed_on_text_date, candidate.listed_on_text_date);
      out.listed_on_question_date = either(out.listed_on_question_date, candidate.listed_on_question_date);
    }
  }

  bool known_better(const Mention& mention, const ScanCandidate& candidate) const {
    const Listing& own = parties_[candidate.party].listings[candidate.listing];
    if (own.from.is_exact()) return false;
    return std::any_of(mention.candidates.begin(), mention.candidates.end(), [&](const ScanCandidate& c) {
      const Listing& other = parties_[c.party].listings[c.listing];
      if (other.list != own.list || !other.from.is_exact()) return false;
      return (!own.from.earliest || *own.from.earliest <= *other.from.latest) &&
             (!own.from.latest || *other.from.latest <= *own.from.latest);
    });
  }

  // The name of another record of the same party that says the same, or its caption.
  std::uint32_t name_like(std::uint32_t party, const NameReading& reading) const {
    const std::string wanted = ascii_lower(parties_[reading.party].names[reading.name].text);
    const auto& names = parties_[party].names;
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const PartyName& n) { return ascii_lower(n.text) == wanted; });
    return found == names.end() ? 0 : static_cast<std::uint32_t>(found - names.begin());
  }

  void add_party(Mention& out, std::uint32_t party, std::uint32_t name) const {
    for (std::uint32_t i = 0; i < parties_[party].listings.size(); ++i)
      out.candidates.push_back(candidate(party, i, name));
  }

  ScanCandidate candidate(std::uint32_t party, std::uint32_t listing, std::uint32_t name) const {
    ScanCandidate out{party, listing, name, Truth::kUnknown, Truth::kUnknown};
    const auto on_day = [&](Date day) {
      const std::optional<DaySpan>& from = parties_[party].names[name].from;
      const Truth named_then = from ? from->reached_by(day) : Truth::kTrue;
      return both(parties_[party].listings[listing].in_force_on(day), named_then);
    };
    out.listed_on_text_date = over(answer_.text_date, on_day);
    out.listed_on_question_date = on_day(options_.on);
    return out;
  }

  bool is_export(const ScanCandidate& c) const {
    const std::string& id = parties_[c.party].listings[c.listing].list;
    const auto info = std::find_if(lists_.begin(), lists_.end(), [&](const ListInfo& l) { return l.id == id; });
    return info != lists_.end() && info->purpose == ListPurpose::kExport;
  }

  static bool in_question(const ScanCandidate& c) {
    return c.listed_on_text_date != Truth::kFalse || c.listed_on_question_date != Truth::kFalse;
  }

  int weight(const ScanCandidate& c) const {
    const int days = static_cast<int>(c.listed_on_text_date) + static_cast<int>(c.listed_on_question_date);
    return (in_question(c) ? 100 : 0) + (is_export(c) ? 50 : 0) + days;
  }

  // Among the listings of the best reading that count on one of the days: is one on an export list?
  Grade grade_of(const Mention& mention, bool sure) const {
    if (!sure) return Grade::kReview;
    const std::uint32_t identity = lexicon_.identity(mention.candidates.empty() ? 0 : mention.candidates.front().party);
    const bool any_in_question =
        std::any_of(mention.candidates.begin(), mention.candidates.end(),
                    [&](const ScanCandidate& c) { return lexicon_.identity(c.party) == identity && in_question(c); });
    const bool exports = std::any_of(mention.candidates.begin(), mention.candidates.end(), [&](const ScanCandidate& c) {
      return lexicon_.identity(c.party) == identity && is_export(c) && (in_question(c) || !any_in_question);
    });
    return exports ? Grade::kMatch : Grade::kContext;
  }

  std::string why(const Assessment& found, const Mention& mention) const {
    const NameReading& best = found.readings.front();
    const Shape& shape = lexicon_.shapes()[best.shape];
    const PartyName& name = parties_[best.party].names[best.name];
    std::string out = concat("equals ", ticked(name.text), " (", to_string(shape.rule), "; ", to_string(name.kind),
                             " name of ", parties_[best.party].caption, "); ", best.why, found.note);
    if (!mention.candidates.empty()) {
      const ScanCandidate& first = mention.candidates.front();
      const Listing& listing = parties_[first.party].listings[first.listing];
      out += concat("; ", list_title(listing.list), " from ", to_string(listing.from));
      if (listing.until) out += concat(" until ", to_string(*listing.until));
      if (!is_export(first)) out += ", no export list";
    }
    return out;
  }

  std::string list_title(const std::string& id) const {
    const auto info = std::find_if(lists_.begin(), lists_.end(), [&](const ListInfo& l) { return l.id == id; });
    return info == lists_.end() ? id : info->title;
  }

  // Keeps what was listed on one of the days, or all if asked. Gives the span, kept or not.
  std::optional<TextSpan> keep(Mention mention) {
    const TextSpan span = mention.code_points;
    if (span.begin >= span.end || mention.candidates.empty()) return std::nullopt;
    const bool neither =
        mention.listed_on_text_date == Truth::kFalse && mention.listed_on_question_date == Truth::kFalse;
    if (!neither || options_.all) {
      answer_.mentions.push_back(std::move(mention));
      return span;
    }
    return std::nullopt;
  }

  // --- groups -------------------------------------------------------------------------------------------------------

  // "Six subsidiaries of NAME" around a name: keeps the group, gives its span.
  std::optional<TextSpan> take_group(WordRange name, const Assessment& found) {
    const auto phrase = find_group_phrase(document_, words_, name);
    if (!phrase) return std::nullopt;
    for (const NameReading& reading : found.readings) {
      const std::string& group = parties_[reading.party].group;
      if (group.empty()) continue;
      const GroupSet set = group_members(lexicon_, parties_, lists_, group, reading.identity, answer_.text_date);
      if (set.members.empty()) continue;
      return keep(group_mention(*phrase, set, reading));
    }
    return std::nullopt;
  }

  Mention group_mention(const GroupPhrase& phrase, const GroupSet& set, const NameReading& head) {
    const auto& all = document_.words();
    const std::uint32_t end = end_with_dot(document_, words_, phrase.words.last);
    Mention out = placed(all[phrase.words.first].begin, end);
    out.grade = Grade::kGroup;
    out.listed_on_text_date = Truth::kTrue;
    out.listed_on_question_date = Truth::kTrue;
    for (const GroupMember& member : set.members) {
      out.candidates.push_back(candidate(member.party, member.listing, 0));
      out.listed_on_text_date = both(out.listed_on_text_date, out.candidates.back().listed_on_text_date);
      out.listed_on_question_date = both(out.listed_on_question_date, out.candidates.back().listed_on_question_date);
    }
    const std::string source = set.citation.empty() ? "all rules" : set.citation;
    out.why =
        concat("parts of the group of ", parties_[head.party].caption, ": ", set.members.size(), " listed by ", source);
    if (phrase.count > 0) {
      const bool agree = static_cast<std::size_t>(phrase.count) == set.members.size();
      out.why += concat("; the text says ", phrase.count, agree ? ", which agrees" : ", which differs");
      if (!agree) {
        answer_.flags.push_back(
            {"count_differs", concat(ticked(out.text), ": the text says ", phrase.count, ", the register has ",
                                     set.members.size(), " (", source, ")")});
      }
    }
    return out;
  }

  const Document& document_;
  const PlainText* html_;
  const Lexicon& lexicon_;
  std::span<const Party> parties_;
  std::span<const ListInfo> lists_;
  const ScanOptions& options_;
  const ScanWords& words_;
  ScanAnswer answer_;
};

}  // namespace

const char* to_string(Grade grade) {
  constexpr std::array<const char*, 4> kNames = {"match", "review", "group", "context"};
  return kNames[static_cast<std::size_t>(grade)];
}

Scanner Scanner::build(std::span<const Party> parties, std::span<const ListInfo> lists) {
  Scanner out;
  out.parties_ = parties;
  out.lists_ = lists;
  out.lexicon_ = std::make_shared<const Lexicon>(parties, ScanWords::builtin());
  return out;
}

Result<ScanAnswer> Scanner::scan(std::string_view text, const ScanOptions& options) const {
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("the text has ", text.size(), " bytes; at most ", kMaxTextBytes, " are read")};
  }
  if (const auto wrong = find_invalid_utf8(text)) {
    return Error{ErrorCode::kInvalidArgument, concat("the text is not UTF-8: byte ", *wrong, " begins no character")};
  }
  PlainText plain;
  if (options.html) plain = plain_text_of_html(text);
  const std::string_view read = options.html ? std::string_view(plain.text()) : text;
  LICET_TRY(const Document document, Document::read(read, ScanWords::builtin()));
  return Scan(document, options.html ? &plain : nullptr, *lexicon_, parties_, lists_, options).run();
}

}  // namespace licet
