#include "book/merge.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text_util.h"
#include "book/name_key.h"

namespace licet {

namespace {

// `Blue Heron Ltd. (Heron)` without its last bracket; the same text if it ends in none.
std::string_view without_bracket(std::string_view name) {
  const std::string_view text = trimmed(name);
  const std::size_t open = text.rfind('(');
  if (!text.ends_with(')') || open == std::string_view::npos || open == 0) return text;
  return trimmed(text.substr(0, open));
}

bool common_country(const Party& a, const Party& b) {
  if (a.countries.empty() || b.countries.empty()) return true;
  return std::any_of(a.countries.begin(), a.countries.end(), [&](const std::string& country) {
    return std::find(b.countries.begin(), b.countries.end(), country) != b.countries.end();
  });
}

// One listing of one party, with what its key is made of.
struct Entry {
  std::uint32_t party = 0;
  std::uint32_t listing = 0;
  std::uint64_t sources = 0;        // bit i: source i said something of it
  bool ended = false;               // before the source at hand was made
  std::string primary;              // name_key of the caption's name
  std::string bare;                 // the same without the last bracket
  std::optional<FrCitation> first;  // the earliest citation
  std::size_t from_source = 0;      // whose days it has
  std::size_t text_source = 0;      // whose texts it has
};

std::optional<FrCitation> first_citation(const Listing& listing, const FrDates& days) {
  std::vector<FrCitation> all;
  for (const std::string& text : listing.citations)
    for (const FrCitation& citation : parse_fr_citations(text)) all.push_back(citation);
  const auto day = days.first_day(all, listing.list);
  if (day) return day->citation;
  return all.empty() ? std::nullopt : std::optional(all.front());
}

// Of an entry in a file that keeps ended ones.
const std::optional<DaySpan> kNoEndKnown = DaySpan::unknown();

void add_text(std::string& to, const std::string& more) {
  if (!more.empty() && to.find(more) == std::string::npos) to += to.empty() ? more : concat("; ", more);
}

std::string shown_span(const std::optional<DaySpan>& span) {
  return span ? to_string(*span) : "no end";
}

// Both sides bound the same day: where they overlap each may narrow the other. Nothing where they exclude each other.
std::optional<DaySpan> both_bounds(const DaySpan& a, const DaySpan& b) {
  DaySpan out = a;
  if (b.earliest && (!out.earliest || *out.earliest < *b.earliest)) out.earliest = b.earliest;
  if (b.latest && (!out.latest || *b.latest < *out.latest)) out.latest = b.latest;
  if (out.earliest && out.latest && *out.latest < *out.earliest) return std::nullopt;
  return out;
}

template <typename T, typename Same>
void add_missing(std::vector<T>& to, const std::vector<T>& from, Same same) {
  for (const T& item : from) {
    const bool there = std::any_of(to.begin(), to.end(), [&](const T& other) { return same(other, item); });
    if (!there) to.push_back(item);
  }
}

std::vector<std::string> cited_pages(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) {
    const std::vector<FrCitation> found = parse_fr_citations(text);
    if (found.empty()) out.push_back(text);
    for (const FrCitation& citation : found) out.push_back(to_string(citation));
  }
  return out;
}

class Merger {
 public:
  Merger(std::vector<MergeSource> sources, const FrDates& days) : sources_(std::move(sources)), days_(days) {}

  Merged run() {
    for (std::size_t i = 0; i < sources_.size(); ++i) take_source(i);
    end_missing();
    name_parties();
    return std::move(out_);
  }

 private:
  using Keys = std::unordered_map<std::string, std::vector<std::uint32_t>>;  // of a round, to entries

  // ---- entries ----

  Entry entry_of(const Party& party, std::uint32_t at, std::uint32_t listing, std::size_t source) const {
    Entry entry;
    entry.party = at;
    entry.listing = listing;
    entry.sources = std::uint64_t{1} << source;
    entry.primary = name_key(party.caption);
    entry.bare = name_key(without_bracket(party.caption));
    entry.first = first_citation(party.listings[listing], days_);
    entry.from_source = source;
    entry.text_source = source;
    return entry;
  }

  void take_source(std::size_t number) {
    MergeSource& source = sources_[number];
    for (Party& party : source.parties)
      for (Listing& listing : party.listings) date_listing(listing, source.as_of, days_);
    if (number == 0) {
      for (Party& party : source.parties) add_party(std::move(party), number);
      return;
    }
    for (Entry& entry : entries_) {
      const std::optional<DaySpan>& until = listing_of(entry).until;
      entry.ended = until && source.as_of && until->reached_by(*source.as_of) == Truth::kTrue;
    }
    records_.clear();
    for (std::uint32_t at = 0; at < source.parties.size(); ++at) {
      const Party& party = source.parties[at];
      for (std::uint32_t i = 0; i < party.listings.size(); ++i) records_.push_back(entry_of(party, at, i, number));
    }
    merge_records(number);
  }

  void add_party(Party party, std::size_t source) {
    const auto at = static_cast<std::uint32_t>(out_.parties.size());
    for (std::uint32_t i = 0; i < party.listings.size(); ++i) entries_.push_back(entry_of(party, at, i, source));
    if (party.id.empty())
      party.id = concat(sources_[source].name, "/", party.listings.empty() ? "" : party.listings[0].source_id);
    out_.parties.push_back(std::move(party));
  }

  Listing& listing_of(const Entry& entry) { return out_.parties[entry.party].listings[entry.listing]; }
  const Party& party_of(const Entry& entry) const { return out_.parties[entry.party]; }
  const Party& record_party(const Entry& record, std::size_t source) const {
    return sources_[source].parties[record.party];
  }

  // ---- rounds ----

  struct Round {
    bool same_list = false;    // another file of the list at hand, by id: the primary name may have changed
    bool number = false;       // also the entry's own id in its list
    bool bare = false;         // keys without the last bracket
    bool aliases = false;      // a primary name on one side, any official name on the other
    bool document = true;      // the first document must be the same
    bool one_uncited = false;  // one of both has no dated citation
    bool country = true;       // a common country is asked for
    bool alone = false;        // only where one pair is left
  };

  void merge_records(std::size_t number) {
    constexpr Round kRounds[] = {{.same_list = true, .document = false, .country = false},
                                 {.number = true},
                                 {},
                                 {.country = false, .alone = true},
                                 {.bare = true},
                                 {.document = false, .alone = true},
                                 {.document = false, .one_uncited = true, .country = false, .alone = true},
                                 {.aliases = true, .alone = true}};
    taken_.assign(records_.size(), false);
    for (const Round& round : kRounds) run_round(round, number);
    leave_rest(number);
  }

  std::vector<std::string> keys_of(const Entry& entry, const Party& party, const Round& round) const {
    const Listing& listing = party.listings[entry.listing];
    const std::string& list = listing.list;
    if (round.same_list) return {concat(list, "|", listing.source_id)};
    if (round.number) return {concat(list, "|", entry.primary, "|", listing.source_id)};
    std::vector<std::string> keys = {concat(list, "|", round.bare ? entry.bare : entry.primary)};
    if (!round.aliases) return keys;
    for (const PartyName& name : party.names)
      if (name.official) keys.push_back(concat(list, "|", name_key(name.text)));
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
  }

  bool fits(const Entry& record, const Entry& entry, const Round& round, std::size_t number) const {
    if (entry.ended || (entry.sources >> number & 1) != 0) return false;
    const Party& mine = record_party(record, number);
    if (round.same_list) return from_same_list(entry, number) && common_name(mine, party_of(entry));
    if (round.country && !common_country(mine, party_of(entry))) return false;
    const bool one_is_primary =
        !round.aliases || primary_meets(record, mine, entry) || primary_meets(entry, party_of(entry), record);
    if (round.one_uncited && record.first && entry.first) return false;
    return one_is_primary && (!round.document || same_document(record, entry));
  }

  bool from_same_list(const Entry& entry, std::size_t number) const {
    for (std::size_t i = 0; i < number; ++i)
      if ((entry.sources >> i & 1) != 0 && sources_[i].name == sources_[number].name) return true;
    return false;
  }

  static bool common_name(const Party& a, const Party& b) {
    return std::any_of(a.names.begin(), a.names.end(), [&](const PartyName& name) {
      return name.official && std::any_of(b.names.begin(), b.names.end(), [&](const PartyName& other) {
               return other.official && name_key(other.text) == name_key(name.text);
             });
    });
  }

  // Is the primary name of `other` a name of the party of `entry`?
  static bool primary_meets(const Entry& entry, const Party& party, const Entry& other) {
    return entry.primary == other.primary ||
           std::any_of(party.names.begin(), party.names.end(),
                       [&](const PartyName& name) { return name.official && name_key(name.text) == other.primary; });
  }

  bool same_document(const Entry& a, const Entry& b) const {
    if (!a.first || !b.first) return a.first.has_value() == b.first.has_value();
    return days_.same_document(*a.first, *b.first) == Truth::kTrue;
  }

  void run_round(const Round& round, std::size_t number) {
    Keys keys;
    for (std::uint32_t e = 0; e < entries_.size(); ++e) {
      if (entries_[e].ended || (entries_[e].sources >> number & 1) != 0) continue;
      for (std::string& key : keys_of(entries_[e], party_of(entries_[e]), round)) keys[std::move(key)].push_back(e);
    }
    std::unordered_map<std::uint32_t, int> wanted_by;  // entry, to records that fit it
    std::vector<std::vector<std::uint32_t>> found(records_.size());
    for (std::uint32_t r = 0; r < records_.size(); ++r) {
      if (taken_[r]) continue;
      found[r] = candidates(records_[r], keys, round, number);
      for (const std::uint32_t e : found[r]) ++wanted_by[e];
    }
    for (std::uint32_t r = 0; r < records_.size(); ++r) {
      std::erase_if(found[r], [&](std::uint32_t e) { return (entries_[e].sources >> number & 1) != 0; });
      const bool clear = found[r].size() == 1 && wanted_by[found[r].front()] == 1;
      if (found[r].empty() || (round.alone && !clear)) continue;
      join(records_[r], entries_[found[r].front()], round, number);
      taken_[r] = true;
    }
  }

  std::vector<std::uint32_t> candidates(const Entry& record, const Keys& keys, const Round& round,
                                        std::size_t number) const {
    std::vector<std::uint32_t> out;
    for (const std::string& key : keys_of(record, record_party(record, number), round)) {
      const auto at = keys.find(key);
      if (at == keys.end()) continue;
      for (const std::uint32_t e : at->second)
        if (std::find(out.begin(), out.end(), e) == out.end() && fits(record, entries_[e], round, number))
          out.push_back(e);
    }
    return out;
  }

  // Records that met nothing are parties of their own; one that has several listings stays whole if any of them met.
  void leave_rest(std::size_t number) {
    std::vector<std::vector<std::uint32_t>> of_party(sources_[number].parties.size());
    for (std::uint32_t r = 0; r < records_.size(); ++r) of_party[records_[r].party].push_back(r);
    for (std::uint32_t at = 0; at < of_party.size(); ++at) {
      const auto met =
          std::find_if(of_party[at].begin(), of_party[at].end(), [&](std::uint32_t r) { return taken_[r]; });
      Party& party = sources_[number].parties[at];
      if (met == of_party[at].end()) {
        add_party(std::move(party), number);
        continue;
      }
      const std::uint32_t home = joined_to_[*met];
      for (const std::uint32_t r : of_party[at])
        if (!taken_[r]) add_listing(home, std::move(party.listings[records_[r].listing]), number);
    }
    joined_to_.clear();
  }

  void add_listing(std::uint32_t home, Listing listing, std::size_t source) {
    Party& party = out_.parties[home];
    party.listings.push_back(std::move(listing));
    entries_.push_back(entry_of(party, home, static_cast<std::uint32_t>(party.listings.size() - 1), source));
  }

  // ---- one listing of two sources ----

  void join(const Entry& record, Entry& entry, const Round& round, std::size_t number) {
    Party& ours = out_.parties[entry.party];
    const Party& theirs = record_party(record, number);
    const Listing& said = theirs.listings[record.listing];
    Listing& listing = ours.listings[entry.listing];
    if (!round.document && !round.same_list && (entry.first || record.first))
      report(ours, listing.list, "citations", joined(listing.citations, ", "), entry.text_source,
             joined(said.citations, ", "), number, "both are kept");
    const Listing before = listing;
    join_days(ours, listing, said, entry, number);
    join_days_notes(listing, before, said);
    join_texts(ours, listing, said, entry, number);
    join_party(ours, theirs);
    entry.sources |= std::uint64_t{1} << number;
    joined_to_[static_cast<std::uint32_t>(&record - records_.data())] = entry.party;
  }

  void join_days(const Party& party, Listing& listing, const Listing& said, Entry& entry, std::size_t number) {
    const bool theirs_first = sources_[number].days_rank < sources_[entry.from_source].days_rank;
    if (const auto from = both_bounds(listing.from, said.from)) {
      if (said.from.is_exact() && !listing.from.is_exact()) listing.certainty = said.certainty;
      listing.from = *from;
    } else {
      report(party, listing.list, "first day", to_string(listing.from), entry.from_source, to_string(said.from), number,
             theirs_first ? "the second is taken" : "the first is taken");
      if (theirs_first) listing.from = said.from;
    }
    join_end(party, listing, said, entry, number, theirs_first);
    if (theirs_first) entry.from_source = number;
  }

  void join_end(const Party& party, Listing& listing, const Listing& said, const Entry& entry, std::size_t number,
                bool theirs_first) {
    if (said.until == kNoEndKnown) return;
    if (!said.until) {  // it prints the entry as in force, and no end
      if (listing.until == kNoEndKnown) listing.until.reset();
      return;
    }
    if (!listing.until) {
      listing.until = said.until;
      return;
    }
    if (const auto until = both_bounds(*listing.until, *said.until)) {
      listing.until = until;
      return;
    }
    report(party, listing.list, "end", shown_span(listing.until), entry.from_source, shown_span(said.until), number,
           theirs_first ? "the second is taken" : "the first is taken");
    if (theirs_first) listing.until = said.until;
  }

  // The note of the side whose days stand; of both, where each has a part in them.
  static void join_days_notes(Listing& listing, const Listing& ours, const Listing& theirs) {
    const auto stands = [&](const Listing& side) { return listing.from == side.from && listing.until == side.until; };
    if (stands(ours)) return;
    if (stands(theirs)) listing.days_note.clear();
    add_text(listing.days_note, theirs.days_note);
  }

  // True if `cut` is the beginning of `whole` and three dots: a file that cuts long texts printed it.
  static bool is_cut_of(std::string_view cut, std::string_view whole) {
    constexpr std::string_view kDots = "...";
    if (!cut.ends_with(kDots) || cut.size() >= whole.size() + kDots.size()) return false;
    return whole.starts_with(cut.substr(0, cut.size() - kDots.size())) && !whole.ends_with(kDots);
  }

  // Where one side prints a text whole and the other cuts it, the whole one stands, whoever comes first.
  void join_texts(const Party& party, Listing& listing, const Listing& said, Entry& entry, std::size_t number) {
    const bool theirs_first = sources_[number].text_rank < sources_[entry.text_source].text_rank;
    const auto join_pair = [&](const char* what, std::string& text, std::string& meaning, const std::string& other,
                               const std::string& other_meaning) {
      if (is_cut_of(other, text)) return;
      if (is_cut_of(text, other)) {
        text = other;
        meaning = other_meaning;
        return;
      }
      if (!text.empty() && !other.empty() && meaning != other_meaning)
        report(party, listing.list, what, text, entry.text_source, other, number,
               theirs_first ? "the second is taken" : "the first is taken");
      if (!other.empty() && (text.empty() || theirs_first)) {
        text = other;
        meaning = other_meaning;
      }
    };
    join_pair("license requirement", listing.requirement, listing.requirement_meaning, said.requirement,
              said.requirement_meaning);
    join_pair("review policy", listing.policy, listing.policy_meaning, said.policy, said.policy_meaning);
    join_footnotes(party, listing, said, entry, number, theirs_first);
    add_missing(listing.programs, said.programs, std::equal_to<>());
    std::vector<std::string> pages = cited_pages(theirs_first ? said.citations : listing.citations);
    add_missing(pages, cited_pages(theirs_first ? listing.citations : said.citations), std::equal_to<>());
    listing.citations = std::move(pages);
    add_text(listing.source, said.source);
    add_text(listing.note, said.note);
    if (listing.source_url.empty() || theirs_first)
      listing.source_url = said.source_url.empty() ? listing.source_url : said.source_url;
    if (!theirs_first) return;
    listing.parcel = said.parcel;
    listing.source_id = said.source_id;
    entry.text_source = number;
  }

  void join_footnotes(const Party& party, Listing& listing, const Listing& said, const Entry& entry, std::size_t number,
                      bool theirs_first) {
    if (said.footnotes.empty()) return;
    if (listing.footnotes.empty()) {
      listing.footnotes = said.footnotes;
      return;
    }
    std::vector<std::string> a = listing.footnotes;
    std::vector<std::string> b = said.footnotes;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (a != b)
      report(party, listing.list, "footnotes", joined(a, ", "), entry.text_source, joined(b, ", "), number,
             theirs_first ? "the second is taken" : "the first is taken");
    if (theirs_first) listing.footnotes = said.footnotes;
  }

  static void join_party(Party& ours, const Party& theirs) {
    if (ours.schema == Schema::kLegalEntity) ours.schema = theirs.schema;
    add_missing(ours.countries, theirs.countries, std::equal_to<>());
    add_missing(ours.addresses, theirs.addresses, std::equal_to<>());
    add_missing(ours.birth_dates, theirs.birth_dates, std::equal_to<>());
    add_missing(ours.identifiers, theirs.identifiers,
                [](const Identifier& a, const Identifier& b) { return a.type == b.type && a.value == b.value; });
    for (const PartyName& name : theirs.names) join_name(ours.names, name);
  }

  // A name that both have keeps its first source; what the other knows is added.
  static void join_name(std::vector<PartyName>& names, const PartyName& more) {
    const auto same =
        std::find_if(names.begin(), names.end(), [&](const PartyName& name) { return name.text == more.text; });
    if (same == names.end()) {
      names.push_back(more);
      if (more.kind == NameKind::kPrimary) names.back().kind = NameKind::kAlias;
      return;
    }
    same->official = same->official || more.official;
    if (!same->from) same->from = more.from;
  }

  // ---- several files of one list ----

  // What an older file has and the next newer one has not, ended between them, whatever the entry prints.
  void end_missing() {
    for (std::size_t older = 1; older < sources_.size(); ++older) {
      const std::size_t next = older - 1;
      if (sources_[next].name != sources_[older].name || !sources_[next].as_of || !sources_[older].as_of) continue;
      std::uint64_t newer = 0;
      for (std::size_t i = older; i > 0 && sources_[i - 1].name == sources_[older].name; --i)
        newer |= std::uint64_t{1} << (i - 1);
      const DaySpan between{sources_[older].as_of->plus_days(1), sources_[next].as_of};
      for (const Entry& entry : entries_)
        if ((entry.sources >> older & 1) != 0 && (entry.sources & newer) == 0) end_between(entry, between, older, next);
    }
  }

  void end_between(const Entry& entry, const DaySpan& between, std::size_t older, std::size_t next) {
    Listing& listing = listing_of(entry);
    if (listing.until && listing.until->latest && *listing.until->latest <= *between.earliest) return;  // had ended
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const bool says_more = i != older && (entry.sources >> i & 1) != 0 && sources_[i].name != sources_[older].name;
      if (!says_more || !sources_[i].as_of || *sources_[i].as_of < *between.latest || listing.until) continue;
      return report(party_of(entry), listing.list, "end", "no end", i, to_string(between), next, "the first is taken");
    }
    const auto both = listing.until ? both_bounds(*listing.until, between) : std::nullopt;
    listing.until = both ? *both : between;
    add_text(listing.days_note, concat("in the file of ", to_string(*sources_[older].as_of), " and not in that of ",
                                       to_string(*sources_[next].as_of)));
  }

  void report(const Party& party, const std::string& list, std::string_view what, std::string_view ours,
              std::size_t our_source, std::string_view theirs, std::size_t their_source, std::string_view taken) {
    ListDiagnostic diagnostic;
    diagnostic.list = sources_[their_source].name;
    diagnostic.reason =
        concat(ticked(party.caption), " on ", list, ": ", what, " ", ticked(ours), " in ", sources_[our_source].name,
               ", ", ticked(theirs), " in ", sources_[their_source].name, "; ", taken);
    out_.diagnostics.push_back(std::move(diagnostic));
  }

  // Ids are unique, and the parties stand by them.
  void name_parties() {
    std::stable_sort(out_.parties.begin(), out_.parties.end(),
                     [](const Party& a, const Party& b) { return a.id < b.id; });
    std::unordered_set<std::string> used;
    for (Party& party : out_.parties) {
      const std::string id = party.id;
      for (int number = 2; !used.insert(party.id).second; ++number) party.id = concat(id, "/", number);
    }
    std::sort(out_.parties.begin(), out_.parties.end(), [](const Party& a, const Party& b) { return a.id < b.id; });
  }

  std::vector<MergeSource> sources_;
  const FrDates& days_;
  Merged out_;
  std::vector<Entry> entries_;                                  // of what is merged so far
  std::vector<Entry> records_;                                  // of the source at hand
  std::vector<bool> taken_;                                     // by record: met an entry
  std::unordered_map<std::uint32_t, std::uint32_t> joined_to_;  // record, to the party it met
};

// By its citations where they give one, else it is only known that it is in the file.
void date_beginning(Listing& listing, const FrDates& days) {
  std::vector<FrCitation> all;
  for (const std::string& text : listing.citations)
    for (const FrCitation& citation : parse_fr_citations(text)) all.push_back(citation);
  const auto first = days.first_day(all, listing.list);
  const auto from = first ? both_bounds(listing.from, first->day) : std::nullopt;
  if (!from) {  // no citation that has a day, or one of a later day than the file: a misprint
    listing.days_note = "no source here prints its first day";
    return;
  }
  listing.from = *from;
  listing.certainty = std::max(listing.certainty, first->certainty);
  listing.days_note = first->why;
}

}  // namespace

void date_listing(Listing& listing, const std::optional<Date>& as_of, const FrDates& days) {
  if (listing.from.earliest) return;
  if (!listing.from.latest) listing.from.latest = as_of;  // whoever is in a file was listed by its day
  const std::string open_end = std::exchange(listing.days_note, "");
  date_beginning(listing, days);
  add_text(listing.days_note, open_end);
}

Merged merge_sources(std::vector<MergeSource> sources, const FrDates& days) {
  return Merger(std::move(sources), days).run();
}

}  // namespace licet
