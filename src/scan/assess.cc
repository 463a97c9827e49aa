// The order of thought: first the strong names of the whole text, then what acronyms mean in it, then each hit by the
// policy of its evidence. Every refusal is silent, every acceptance says why.
#include "scan/assess.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text_util.h"

namespace licet {

namespace {

std::size_t content_words(const Shape& shape, const ScanWords& words) {
  return static_cast<std::size_t>(std::count_if(shape.words.begin(), shape.words.end(), [&](const std::string& key) {
    return !words.is(ScanWordKind::kSmall, key) && key.find_first_not_of("0123456789.") != std::string::npos;
  }));
}

const PartyName& name_of(std::span<const Party> parties, const Shape& shape) {
  return parties[shape.party].names[shape.name];
}

bool vouched(const PartyName& name) {
  return !name.official && name.kind == NameKind::kShort;
}

}  // namespace

Assessor::Assessor(const Document& document, const Lexicon& lexicon, std::span<const Party> parties,
                   const ScanWords& words, std::span<const Hit> hits)
    : document_(document),
      lexicon_(lexicon),
      parties_(parties),
      words_(words),
      countries_(document, words),
      definitions_(find_definitions(document, words)) {
  for (const auto& [key, definition] : definitions_) by_last_word_.emplace(definition.long_name.last, key);
  read_strong_names(hits);
}

// Strong names that mean one party alone; and the long names of definitions.
void Assessor::read_strong_names(std::span<const Hit> hits) {
  for (const Hit& hit : hits) {
    std::set<std::uint32_t> sure;
    const View seen = view(hit);
    for (const std::uint32_t i : hit.shapes) {
      const Shape& shape = lexicon_.shapes()[i];
      const std::uint32_t identity = lexicon_.identity(shape.party);
      const bool long_enough = shape.han || shape.words.size() > 1;
      if (long_enough) note_meaning(hit, identity);
      if (shape.evidence != ShapeEvidence::kStrong || shape.needs_legal_form) continue;
      if (shape.words.size() == 1 && shape.rule == ShapeRule::kWithoutLegalForm && !seen.legal_form) continue;
      if (name_of(parties_, shape).kind == NameKind::kTranslation) continue;
      const Verdict verdict = shape.han ? judge_han(hit, shape) : judge_strong(seen, shape);
      if (verdict.yes && verdict.sure) sure.insert(identity);
    }
    if (sure.size() == 1) {
      strong_.insert(*sure.begin());
      const std::string& group = parties_[*sure.begin()].group;
      if (!group.empty()) strong_groups_.insert(group);
    }
  }
}

// If the hit is the long name of a definition, the acronym means this identity.
void Assessor::note_meaning(const Hit& hit, std::uint32_t identity) {
  if (hit.han || definitions_.empty()) return;
  const std::uint32_t end = with_legal_form(document_, words_, hit.last);
  for (const std::uint32_t last : {hit.last, end}) {
    const auto [begin, stop] = by_last_word_.equal_range(last);
    for (auto it = begin; it != stop; ++it) {
      if (hit.first <= definitions_.at(it->second).long_name.first + 1) meanings_[it->second].insert(identity);
    }
  }
}

Assessor::View Assessor::view(const Hit& hit) const {
  const auto& words = document_.words();
  View out;
  out.words = {hit.first, hit.last};
  out.capitals = true;
  for (std::uint32_t i = hit.first; i <= hit.last; ++i) {
    const DocWord& word = words[i];
    out.heading = out.heading || word.heading;
    if (word.case_class == CaseClass::kLower && !words_.is(ScanWordKind::kSmall, word.key) &&
        word.key.find_first_of("0123456789") == std::string_view::npos) {
      out.capitals = false;
    }
  }
  out.first = words[hit.first].first;
  if (hit.han) return out;
  out.legal_form = with_legal_form(document_, words_, hit.last) != hit.last ||
                   from_legal_form(document_, words_, hit.first) != hit.first;
  out.before = runs_on_before(document_, words_, hit.first);
  out.behind = runs_on_behind(document_, words_, hit.last);
  out.line_capitals = out.heading && words[hit.first].case_class == CaseClass::kUpper;
  return out;
}

bool Assessor::country_in_text(const Shape& shape, const View& seen) const {
  const auto& countries = parties_[shape.party].countries;
  return std::any_of(countries.begin(), countries.end(),
                     [&](const std::string& c) { return countries_.outside(c, seen.words); });
}

bool Assessor::country_in_sentence(const Shape& shape, const View& seen) const {
  const auto& countries = parties_[shape.party].countries;
  return std::any_of(countries.begin(), countries.end(),
                     [&](const std::string& c) { return countries_.in_sentence(c, seen.words, document_); });
}

bool Assessor::strong_elsewhere(const Shape& shape) const {
  const std::string& group = parties_[shape.party].group;
  return strong_.contains(lexicon_.identity(shape.party)) || (!group.empty() && strong_groups_.contains(group));
}

// What the text's own definition makes of a short name; nothing where the text defines nothing.
std::optional<Assessor::Verdict> Assessor::bound(const View& seen, const Shape& shape) const {
  if (shape.words.size() != 1 || shape.han) return std::nullopt;
  const auto definition = definitions_.find(shape.words.front());
  if (definition == definitions_.end()) return std::nullopt;
  if (!seen.capitals) return Verdict{};
  const auto meaning = meanings_.find(shape.words.front());
  const bool this_one = meaning != meanings_.end() && meaning->second.contains(lexicon_.identity(shape.party));
  if (!this_one) return Verdict{};
  return Verdict{true, true, "the text itself defines the short form by the full name"};
}

Assessor::Verdict Assessor::judge(const Hit& hit, const View& seen, const Shape& shape) const {
  if (shape.han) return judge_han(hit, shape);
  if (shape.needs_legal_form && !seen.legal_form && shape.evidence != ShapeEvidence::kVessel &&
      !strong_elsewhere(shape))
    return {};
  if (const auto by_definition = bound(seen, shape)) return *by_definition;
  if (name_of(parties_, shape).kind == NameKind::kTranslation) return judge_translation(seen, shape);
  switch (shape.evidence) {
    case ShapeEvidence::kStrong:
      return judge_strong(seen, shape);
    case ShapeEvidence::kPhrase:
      return judge_phrase(seen, shape);
    case ShapeEvidence::kAcronym:
      return judge_acronym(seen, shape);
    case ShapeEvidence::kWeak:
      return judge_weak(seen, shape);
    case ShapeEvidence::kPerson:
      return judge_person(seen, shape);
    case ShapeEvidence::kVessel:
      return judge_vessel(seen);
  }
  return {};
}

// A word that no ordinary text has, or a short form that our tables vouch for.
Assessor::Verdict Assessor::judge_strong(const View& seen, const Shape& shape) const {
  const PartyName& name = name_of(parties_, shape);
  const bool one_word = shape.words.size() == 1;
  if (one_word && !seen.capitals) return {};
  if (one_word && !seen.legal_form && shape.rule == ShapeRule::kWithoutLegalForm && !vouched(name))
    return judge_bare_word(seen, shape);
  if (one_word && vouched(name) && words_.is_plain(shape.words.front()) &&
      (seen.first || seen.heading || seen.before)) {
    return {strong_elsewhere(shape), true,
            "an ordinary word that is also a short form; a full name of the party stands in the text"};
  }
  return {true, true, "the name sets the party apart"};
}

// The list prints `Halden Ltd.`, the text says `Halden`: a rare word, but not a name that the list gives.
Assessor::Verdict Assessor::judge_bare_word(const View& seen, const Shape& shape) const {
  if (strong_elsewhere(shape))
    return {true, true, "a rare word; a full name of the party or its group stands in the text"};
  if (seen.before || seen.heading || (seen.behind && !longer_company_name(document_, words_, seen.words.last)))
    return {};
  return {country_in_text(shape, seen), false,
          "a rare word that the list prints with a legal form only, and the country of the party"};
}

// A form that no list prints: never more than review. Ordinary words need a full name of the party beside them.
Assessor::Verdict Assessor::judge_translation(const View& seen, const Shape& shape) const {
  const DocWord& first = document_.words()[seen.words.first];
  const bool meant = seen.capitals && !(shape.words.size() == 1 && (seen.first || seen.heading || seen.before));
  const bool sign = shape.evidence == ShapeEvidence::kStrong || (meant && strong_elsewhere(shape));
  const bool named = first.capital() && (seen.capitals || shape.words.size() > 1);
  return {named && sign && country_in_text(shape, seen), false, "a translated name that the list does not print"};
}

// Ordinary words that only together are a name: capitals that mean something, and the country for two words.
Assessor::Verdict Assessor::judge_phrase(const View& seen, const Shape& shape) const {
  if (!seen.capitals || seen.before) return {};
  if (strong_elsewhere(shape)) return {true, true, "a full name of the party or its group stands in the text"};
  if (seen.heading || (seen.behind && !longer_company_name(document_, words_, seen.words.last))) return {};
  const std::size_t content = content_words(shape, words_);
  if (content >= 3) return {true, true, "three words or more, written as a name"};
  if (seen.legal_form && country_in_text(shape, seen))
    return {true, true, "ordinary words with a legal form and the country of the party"};
  if (seen.legal_form) return {true, false, "ordinary words with a legal form"};
  if (!country_in_text(shape, seen)) return {};
  const bool has_place = std::any_of(shape.words.begin(), shape.words.end(),
                                     [this](const std::string& key) { return words_.is(ScanWordKind::kPlace, key); });
  if (has_place && content >= 2) return {true, true, "written as a name, with the country of the party in the text"};
  return {content >= 2 && country_in_sentence(shape, seen), false,
          "ordinary words written as a name, beside the country of the party"};
}

Assessor::Verdict Assessor::judge_acronym(const View& seen, const Shape& shape) const {
  const DocWord& word = document_.words()[seen.words.first];
  if (word.case_class != CaseClass::kUpper || seen.line_capitals || seen.before) return {};
  if (word.end - word.begin != word.key.size()) return {};  // `U.S.C.` is not `USC`
  const bool sign = strong_elsewhere(shape);
  if (sign)
    return {true, true, "the acronym that the list prints; a full name of the party or its group stands in the text"};
  if (seen.behind && !longer_company_name(document_, words_, seen.words.last)) return {};
  if (shape.words.front().size() < 3 || words_.classes(shape.words.front()) != 0) return {};
  if (country_in_text(shape, seen))
    return {true, true, "the acronym that the list prints; the country of the party stands in the text"};
  if (parties_[shape.party].schema == Schema::kPerson) return {};
  return {true, false, "the acronym that the list prints, with nothing else to confirm it"};
}

// One ordinary word, or a very short one: something else must say that the party is meant.
Assessor::Verdict Assessor::judge_weak(const View& seen, const Shape& shape) const {
  if (!seen.capitals || seen.heading || seen.before) return {};
  const std::string& word = shape.words.front();
  const bool common = (words_.classes(word) & (kCommonWord | kUsualWord)) != 0 ||
                      words_.is(ScanWordKind::kIndustry, word) || words_.is(ScanWordKind::kPlace, word);
  const DocWord& printed = document_.words()[seen.words.first];
  if (shape.short_upper &&
      (printed.case_class != CaseClass::kUpper || printed.end - printed.begin != printed.key.size()))
    return {};
  if (seen.behind && !longer_company_name(document_, words_, seen.words.last)) return {};
  if (strong_elsewhere(shape) && strong_.contains(lexicon_.identity(shape.party)) && !common) {
    return {true, true, "a weak name, and a full name of the same party stands in the text"};
  }
  if (parties_[shape.party].schema == Schema::kPerson) return {};
  if (seen.legal_form) {
    const bool country = country_in_text(shape, seen);
    return {true, country,
            country ? "a weak name with a legal form and the country of the party" : "a weak name with a legal form"};
  }
  if (common || seen.first || word.size() < 3 || name_of(parties_, shape).strength == NameStrength::kWeak) return {};
  const std::uint8_t classes = words_.classes(word);
  if (classes != 0 && classes != kNameWord) return {};
  if (classes == 0 && words_.is_plain(word)) return {};
  return {country_in_sentence(shape, seen), false, "a weak name beside the country of the party"};
}

Assessor::Verdict Assessor::judge_person(const View& seen, const Shape& shape) const {
  if (!seen.capitals || seen.heading || seen.before || seen.behind) return {};
  const auto& countries = parties_[shape.party].countries;
  if (!countries.empty() && !country_in_text(shape, seen)) return {};  // the country contradicts
  return {true, false, "the name of a person alone proves nothing"};
}

Assessor::Verdict Assessor::judge_vessel(const View& seen) const {
  const auto& words = document_.words();
  if (!seen.capitals || seen.heading) return {};
  for (std::uint32_t back = 1; back <= 3 && back <= seen.words.first; ++back) {
    if (words_.is(ScanWordKind::kVessel, words[seen.words.first - back].key))
      return {true, false, "the text speaks of a ship of this name"};
  }
  return {};
}

// Inside a longer word or a longer organisation name a short Han name is a fragment.
bool Assessor::han_fragment(const Hit& hit, const Shape& shape) const {
  const std::string_view norm = document_.norm();
  const std::string& text = shape.words.front();
  for (const std::string& word : words_.all(ScanWordKind::kHanWord)) {
    for (std::size_t shift = 1; shift < word.size(); ++shift) {
      // The known word begins before the hit and ends inside it.
      if (hit.begin < shift || !text.starts_with(std::string_view(word).substr(shift))) continue;
      if (norm.substr(hit.begin - shift, word.size()) == word) return true;
    }
  }
  constexpr std::size_t kReach = 36;  // twelve Han characters
  const std::string_view behind = norm.substr(hit.end, kReach);
  for (const std::string& form : words_.all(ScanWordKind::kHanForm)) {
    if (behind.starts_with(form)) return false;
  }
  std::size_t nearest_tail = behind.size();
  for (const std::string& tail : words_.all(ScanWordKind::kHanTail))
    nearest_tail = std::min(nearest_tail, behind.find(tail));
  for (const std::string& form : words_.all(ScanWordKind::kHanForm))
    nearest_tail = std::min(nearest_tail, behind.find(form));
  if (nearest_tail >= behind.size()) return false;
  const std::string_view between = behind.substr(0, nearest_tail);
  const bool plain_run =
      std::none_of(between.begin(), between.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto& edges = words_.all(ScanWordKind::kHanEdge);
  const bool edge = std::any_of(edges.begin(), edges.end(),
                                [&](const std::string& e) { return between.find(e) != std::string_view::npos; });
  const bool full_width_stop =
      between.find("。") != std::string_view::npos || between.find("、") != std::string_view::npos;
  return plain_run && !edge && !full_width_stop && !between.empty();
}

Assessor::Verdict Assessor::judge_han(const Hit& hit, const Shape& shape) const {
  if (han_fragment(hit, shape)) return {};
  const PartyName& name = name_of(parties_, shape);
  if (shape.evidence == ShapeEvidence::kPerson) return {true, false, "the name of a person alone proves nothing"};
  if (name.kind == NameKind::kTranslation) return {true, false, "a translated name that the list does not print"};
  if (shape.evidence == ShapeEvidence::kStrong) return {true, true, "the name in its own script"};
  if (strong_.contains(lexicon_.identity(shape.party)))
    return {true, true, "a short name, and a full name of the same party stands in the text"};
  return {true, false, "a short name in its own script, with nothing else to confirm it"};
}

int Assessor::rank_of(const Shape& shape, const Verdict& verdict) const {
  const PartyName& name = name_of(parties_, shape);
  int rank = verdict.sure ? 1000 : 0;
  rank += strong_.contains(lexicon_.identity(shape.party)) ? 400 : 0;
  rank += vouched(name) && shape.rule == ShapeRule::kAsListed ? 200 : 0;
  rank += shape.rule == ShapeRule::kGroupBrand ? 150 : 0;
  rank += name.kind == NameKind::kPrimary || shape.name == 0 ? 100 : 0;
  rank += shape.rule == ShapeRule::kBracket ? 80 : 0;
  rank += shape.evidence == ShapeEvidence::kStrong ? 40 : 0;
  rank += name.official && shape.rule == ShapeRule::kAsListed ? 30 : 0;
  return rank;
}

bool Assessor::on_other_lists(const Party& a, const Party& b) const {
  return std::none_of(a.listings.begin(), a.listings.end(), [&](const Listing& x) {
    return std::any_of(b.listings.begin(), b.listings.end(), [&](const Listing& y) { return x.list == y.list; });
  });
}

// Parties of one group, or of one country whose captions begin with the same word, are one family; so are entries of
// different lists that bear the same strong name in one country.
bool Assessor::one_family(const NameReading& a, const NameReading& b) const {
  const Party& x = parties_[a.party];
  const Party& y = parties_[b.party];
  if (!x.group.empty() && x.group == y.group) return true;
  const bool country = std::find_first_of(x.countries.begin(), x.countries.end(), y.countries.begin(),
                                          y.countries.end()) != x.countries.end();
  const bool both_strong = lexicon_.shapes()[a.shape].evidence == ShapeEvidence::kStrong &&
                           lexicon_.shapes()[b.shape].evidence == ShapeEvidence::kStrong;
  if (country && both_strong && on_other_lists(x, y)) return true;
  const auto first_word = [](const std::string& caption) { return ascii_lower(caption.substr(0, caption.find(' '))); };
  const auto two_words = [&](const Party& p) {
    const auto space = p.caption.find(' ');
    return space == std::string::npos ? ascii_lower(p.caption)
                                      : ascii_lower(p.caption.substr(0, p.caption.find(' ', space + 1)));
  };
  const bool plain = words_.is_plain(first_word(x.caption));
  return country && (plain ? two_words(x) == two_words(y) : first_word(x.caption) == first_word(y.caption));
}

void Assessor::settle(Assessment& out) const {
  if (out.readings.empty()) return;
  const NameReading& best = out.readings.front();
  out.sure = best.sure;
  std::size_t strangers = 0;
  for (const NameReading& other : out.readings) {
    const bool clear = other.rank + 300 <= best.rank;  // the best one has a strong name of its own in the text
    if (other.identity != best.identity && !clear && !one_family(best, other)) ++strangers;
  }
  if (strangers > 0) {
    out.sure = false;
    out.note = concat("; ", strangers, strangers == 1 ? " other party bears the name" : " other parties bear the name");
  }
}

Assessment Assessor::assess(const Hit& hit) const {
  Assessment out;
  const View seen = view(hit);
  for (const std::uint32_t i : hit.shapes) {
    const Shape& shape = lexicon_.shapes()[i];
    Verdict verdict = judge(hit, seen, shape);
    if (!verdict.yes) continue;
    NameReading reading{lexicon_.identity(shape.party), shape.party,           shape.name, i, verdict.sure,
                        rank_of(shape, verdict),        std::move(verdict.why)};
    const auto same = std::find_if(out.readings.begin(), out.readings.end(),
                                   [&](const NameReading& r) { return r.identity == reading.identity; });
    if (same == out.readings.end()) {
      out.readings.push_back(std::move(reading));
    } else if (reading.rank > same->rank) {
      *same = std::move(reading);
    }
  }
  std::stable_sort(out.readings.begin(), out.readings.end(), [this](const NameReading& a, const NameReading& b) {
    return std::tuple(-a.rank, parties_[a.party].caption.size(), a.party) <
           std::tuple(-b.rank, parties_[b.party].caption.size(), b.party);
  });
  settle(out);
  return out;
}

}  // namespace licet
