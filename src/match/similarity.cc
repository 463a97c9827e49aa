#include "match/similarity.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/utf8.h"
#include "text/romanize.h"

namespace licet {

namespace {

constexpr std::int32_t kOne = 1'000'000;
constexpr std::int32_t kSameClass = 950'000;
constexpr std::int32_t kTranslatedLegalForm = 800'000;
constexpr std::int32_t kRelatedWord = 800'000;
constexpr std::int32_t kSameFamily = 950'000;
constexpr std::int32_t kFamilyInCompany = 850'000;
constexpr std::int32_t kInitialLetter = 650'000;
constexpr std::int32_t kSameSkeleton = 800'000;
constexpr std::int32_t kSameAcronym = 600'000;
constexpr std::size_t kLeastBareSkeleton = 2;  // fewer consonants say nothing without the vowels
constexpr std::size_t kShortForm = 3;
constexpr std::size_t kMostEdits = 3;

bool masks_allow(const Form& a, const Form& b, std::size_t most) {
  return static_cast<std::size_t>(std::popcount(a.mask & ~b.mask)) <= most &&
         static_cast<std::size_t>(std::popcount(b.mask & ~a.mask)) <= most;
}

// May these two spellings be compared? Words of one script by their own letters only; else by Latin letters.
bool forms_meet(const Position& a, const Form& fa, const Position& b, const Form& fb) {
  if (fa.skeleton || fb.skeleton || fa.script != fb.script) return false;
  if ((fa.equal_only && !fb.native) || (fb.equal_only && !fa.native)) return false;
  if (a.script == b.script && a.script != Script::kLatin) return fa.native && fb.native;
  return true;
}

std::size_t most_edits(const Position& a, const Position& b, std::size_t longer, Script script) {
  if ((a.words > 1 && b.words > 1) || longer > kMaxEditLetters) return 0;
  if (a.from_letters || b.from_letters) return 0;
  if (script == Script::kHan && longer < 4) return 0;
  std::size_t most = allowed_edits(longer);
  if (a.words > 1) most = std::min({most, kMostRunEdits, a.shortest - 1});
  if (b.words > 1) most = std::min({most, kMostRunEdits, b.shortest - 1});
  return most;
}

Similarity by_text(const Position& a, const Position& b, std::size_t edits_allowed) {
  Similarity best;
  for (const Form& fa : a.forms) {
    for (const Form& fb : b.forms) {
      if (!forms_meet(a, fa, b, fb)) continue;
      if (fa.text == fb.text) return {kOne, Rule::kEqual, 0, fa.scheme, fb.scheme};
      const std::size_t shorter = std::min(fa.text.size(), fb.text.size());
      const std::size_t longer = std::max(fa.text.size(), fb.text.size());
      if (edits_allowed == 0 || shorter < 3 || fa.equal_only || fb.equal_only) continue;
      const std::size_t most = std::min<std::size_t>(
          {most_edits(a, b, longer, fa.script), edits_allowed, std::size_t{fa.most_edits}, std::size_t{fb.most_edits}});
      if ((a.words > 1 || b.words > 1) && std::min(fa.most_edits, fb.most_edits) < 3) continue;
      if (longer - shorter > most || !masks_allow(fa, fb, most)) continue;
      const auto edits = osa_distance(fa.text, fb.text, most);
      if (!edits) continue;
      const std::int32_t value = edit_value(*edits, longer);
      if (value >= kSimilarityFloor && value > best.value) {
        best = {value, Rule::kEdit, static_cast<std::uint8_t>(*edits), fa.scheme, fb.scheme};
      }
    }
  }
  return best;
}

bool same_family(const Position& a, const Position& b) {
  for (const std::uint16_t family : a.families) {
    if (std::find(b.families.begin(), b.families.end(), family) != b.families.end()) return true;
  }
  return false;
}

bool initial_fits(const Position& initial, const Position& other) {
  if (initial.kind != WordKind::kInitial || other.words > 1) return false;
  for (const Form& fi : initial.forms) {
    for (const Form& fo : other.forms) {
      if (forms_meet(initial, fi, other, fo) && !fi.text.empty() && !fo.text.empty() && fi.text[0] == fo.text[0])
        return true;
    }
  }
  return false;
}

// One side has consonants only; the other is a Latin word.
Similarity by_skeleton(const Position& bare, const Position& latin) {
  const bool joined = bare.words > 1 || latin.words > 1;
  if (latin.skeleton.size() < (joined ? kLeastJoinedSkeleton : 1) || (bare.words > 1 && latin.words > 1)) return {};
  const std::u32string other(latin.skeleton.begin(), latin.skeleton.end());
  Similarity best;
  for (const Form& form : bare.forms) {
    if (!form.skeleton) continue;
    const bool few = other.size() < kLeastBareSkeleton;
    if (few && (bare.script != Script::kArabic || !vowels_fit(bare.forms[0].text, latin.forms[0].text))) continue;
    if (form.text == other) return {kSameSkeleton, Rule::kSkeleton, 0, form.scheme, "latin_skeleton"};
    if (!joined && std::min(form.text.size(), other.size()) >= kLeastNearSkeleton &&
        osa_distance(form.text, other, 1)) {
      best = {kNearSkeleton, Rule::kSkeleton, 1, form.scheme, "latin_skeleton"};
    }
  }
  return best;
}

bool shares_acronym(const Position& a, const Position& b) {
  const bool across = (a.script == Script::kHan && b.script == Script::kLatin) ||
                      (a.script == Script::kLatin && b.script == Script::kHan);
  if (!across) return false;
  const std::string acronym = acronym_of(a);
  return !acronym.empty() && acronym == acronym_of(b);
}

void raise(Similarity& best, Similarity other) {
  if (other.value > best.value) best = other;
}

bool knows_class(const Position& p) {
  return p.class_id != 0 && !p.misspelt;
}

// `Inc` is no slip of a name of three letters.
bool is_short_form(const Position& p) {
  return knows_class(p) && p.kind == WordKind::kLegalForm && p.forms[0].text.size() <= kShortForm;
}

// Three letters in a company's name that are no syllable: one letter changed is another company.
bool is_acronym(const Position& p) {
  const std::u32string& text = p.forms[0].text;
  return p.script == Script::kLatin && p.words == 1 && p.kind == WordKind::kName && text.size() <= 3 &&
         text.find_first_of(U"aeiouy") == std::u32string::npos;
}

// A word that tables know and one that they do not: more than one slip makes another word.
bool mixed_knowledge(const Position& a, const Position& b) {
  const auto known = [](const Position& p) { return knows_class(p) && p.kind != WordKind::kName; };
  return (known(a) && b.class_id == 0) || (known(b) && a.class_id == 0);
}

}  // namespace

std::string acronym_of(const Position& p) {
  constexpr std::size_t kLeast = 2;
  constexpr std::size_t kMost = 5;
  const std::u32string& text = p.forms[0].text;
  if (p.kind != WordKind::kName || p.class_id != 0 || p.words > 1) return {};
  if (text.size() < kLeast || text.size() > kMost) return {};
  if (p.script == Script::kLatin)
    return text.find_first_of(U"aeiou") == std::u32string::npos ? to_utf8(text) : std::string();
  std::string out;
  for (const char32_t c : text) {
    const auto spellings = p.script == Script::kHan && p.forms.size() > 1 ? romanize(to_utf8(std::u32string(1, c)))
                                                                          : std::vector<Romanization>();
    if (spellings.empty()) return {};
    out.push_back(spellings[0].text[0]);
  }
  return out;
}

std::uint32_t related_group(const Position& p) {
  return p.kind == WordKind::kOrganization ? WordTables::get().related(p.class_id) : 0;
}

// One edit costs the share of one letter of the longer word, further ones the share of one and a half: a second slip in
// one word is rarer than another word.
std::int32_t edit_value(std::size_t edits, std::size_t longer) {
  constexpr std::size_t kHalfLetters[] = {0, 2, 5, 8};
  const std::size_t cost = (kHalfLetters[edits] * 500'000U + longer - 1) / longer;
  return kOne - static_cast<std::int32_t>(std::min<std::size_t>(cost, kOne));
}

const char* to_string(Rule rule) {
  switch (rule) {
    case Rule::kNone:
      return "none";
    case Rule::kEqual:
      return "equal";
    case Rule::kNumber:
      return "number";
    case Rule::kClass:
      return "class";
    case Rule::kRelated:
      return "related";
    case Rule::kLegalForm:
      return "legal_form";
    case Rule::kFamily:
      return "family";
    case Rule::kInitial:
      return "initial";
    case Rule::kEdit:
      return "edit";
    case Rule::kSkeleton:
      return "skeleton";
    case Rule::kAcronym:
      return "acronym";
  }
  return "none";
}

std::int32_t most_of(Rule rule, WordKind kind) {
  switch (rule) {
    case Rule::kClass:
      return kind == WordKind::kLegalForm ? kOne : kSameClass;
    case Rule::kRelated:
      return kRelatedWord;
    case Rule::kLegalForm:
      return kTranslatedLegalForm;
    case Rule::kFamily:
      return std::max(kSameFamily, kFamilyInCompany);
    case Rule::kInitial:
      return kInitialLetter;
    case Rule::kSkeleton:
      return kSameSkeleton;
    case Rule::kAcronym:
      return kSameAcronym;
    case Rule::kNone:
    case Rule::kEqual:
    case Rule::kNumber:
    case Rule::kEdit:
      break;
  }
  return kOne;
}

std::optional<std::size_t> osa_distance(std::u32string_view a, std::u32string_view b, std::size_t most) {
  if (a.size() > kMaxEditLetters || b.size() > kMaxEditLetters) return std::nullopt;
  std::array<std::array<std::uint8_t, kMaxEditLetters + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    std::uint8_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      int cell = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cell = std::min(cell, two_above[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(cell);
      least = std::min(least, row[j]);
    }
    // A swap reaches two rows back, so one more row of grace is needed before giving up.
    if (least > most + 1) return std::nullopt;
  }
  const std::size_t distance = rows[a.size() % 3][b.size()];
  return distance <= most ? std::optional(distance) : std::nullopt;
}

Similarity similarity(const Position& a, const Position& b, ReadingKind kind) {
  if (a.number >= 0 && b.number >= 0) {
    return a.number == b.number ? Similarity{kOne, a.forms[0].text == b.forms[0].text ? Rule::kEqual : Rule::kNumber}
                                : Similarity{};
  }
  const bool joined_initials = (a.from_letters && a.words > 1) || (b.from_letters && b.words > 1);
  if (kind == ReadingKind::kPerson && joined_initials) return {};
  const bool both_known = knows_class(a) && knows_class(b);
  const bool companies = kind == ReadingKind::kOrganization;
  const bool other_word = is_short_form(a) != is_short_form(b) || (companies && (is_acronym(a) || is_acronym(b)));
  Similarity best = by_text(a, b, both_known || other_word ? 0 : mixed_knowledge(a, b) ? 1 : kMostEdits);
  if (best.value == kOne) return best;
  if (a.class_id != 0 && a.class_id == b.class_id) {
    raise(best, {a.kind == WordKind::kLegalForm ? kOne : kSameClass, Rule::kClass});
  }
  if (a.script != b.script && (a.script == Script::kLatin || b.script == Script::kLatin)) {
    const std::uint32_t group = related_group(a);
    if (group != 0 && group == related_group(b)) raise(best, {kRelatedWord, Rule::kRelated});
  }
  // A joined run is no legal form, whatever it begins with.
  const bool forms =
      a.kind == WordKind::kLegalForm && b.kind == WordKind::kLegalForm && a.class_id != 0 && b.class_id != 0;
  const auto plain = [](const Position& p) {
    return p.script == Script::kLatin && WordTables::get().is_plain_form(p.class_id);
  };
  if (forms && a.script != b.script && (plain(a) || plain(b))) raise(best, {kTranslatedLegalForm, Rule::kLegalForm});
  if (same_family(a, b)) raise(best, {kind == ReadingKind::kPerson ? kSameFamily : kFamilyInCompany, Rule::kFamily});
  if (kind == ReadingKind::kPerson) {
    if (initial_fits(a, b) || initial_fits(b, a)) raise(best, {kInitialLetter, Rule::kInitial});
  }
  raise(best, by_skeleton(a, b));
  raise(best, by_skeleton(b, a));
  if (companies && best.value == 0 && shares_acronym(a, b)) best = {kSameAcronym, Rule::kAcronym};
  return best;
}

}  // namespace licet
