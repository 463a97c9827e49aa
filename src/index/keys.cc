#include "index/keys.h"

#include <string>

#include "match/similarity.h"

namespace licet {

namespace {

constexpr unsigned kKindShift = 56;
constexpr std::uint64_t kValueBits = (std::uint64_t{1} << kKindShift) - 1;

std::uint64_t key_of(KeyKind kind, std::uint64_t value) {
  return (static_cast<std::uint64_t>(kind) << kKindShift) | (value & kValueBits);
}

void add_first_letters(const Position& run, KeyKind kind, std::vector<std::uint64_t>& out) {
  for (const Form& form : run.forms) {
    if (!form.skeleton && !form.text.empty()) out.push_back(key_of(kind, form.text[0]));
  }
}

void add_bare(const Position& run, KeyKind kind, std::vector<std::uint64_t>& out) {
  for (const Form& form : run.forms) {
    if (form.skeleton) out.push_back(key_of(kind, text_hash(form.text)));
  }
}

void add_latin(const Position& run, KeyKind kind, std::vector<std::uint64_t>& out) {
  if (run.skeleton.size() < (run.words > 1 ? kLeastJoinedSkeleton : 1)) return;
  out.push_back(key_of(kind, text_hash(std::u32string(run.skeleton.begin(), run.skeleton.end()))));
}

// Related company words meet between Latin and another script only.
void add_related(const Position& run, bool own_side, std::vector<std::uint64_t>& out) {
  const std::uint32_t group = related_group(run);
  const bool latin = (run.script == Script::kLatin) == own_side;
  if (group != 0) out.push_back(key_of(latin ? KeyKind::kRelatedLatin : KeyKind::kRelatedOther, group));
}

// The letters of a Chinese brand are met between Han and Latin letters only.
void add_acronym(const Position& run, bool own_side, std::vector<std::uint64_t>& out) {
  const std::string acronym = acronym_of(run);
  const bool latin = (run.script == Script::kLatin) == own_side;
  if (!acronym.empty())
    out.push_back(key_of(latin ? KeyKind::kAcronymLatin : KeyKind::kAcronymHan, text_hash(acronym)));
}

// Rules that are symmetric: both sides have the same key.
void add_shared(const Position& run, std::vector<std::uint64_t>& out) {
  if (run.class_id != 0) out.push_back(key_of(KeyKind::kClass, run.class_id));
  if (run.class_id != 0 && run.kind == WordKind::kLegalForm) out.push_back(key_of(KeyKind::kLegalForm, 0));
  if (run.number >= 0) out.push_back(key_of(KeyKind::kNumber, static_cast<std::uint64_t>(run.number)));
}

}  // namespace

std::uint64_t text_hash(std::u32string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char32_t c : text) hash = (hash ^ c) * 1'099'511'628'211U;
  return hash ^ (hash >> 29U);
}

std::uint64_t text_hash(std::string_view bytes) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return hash ^ (hash >> 29U);
}

KeyKind kind_of_key(std::uint64_t key) {
  return static_cast<KeyKind>(key >> kKindShift);
}

Rule rule_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::kClass:
      return Rule::kClass;
    case KeyKind::kLegalForm:
      return Rule::kLegalForm;
    case KeyKind::kNumber:
      return Rule::kNumber;
    case KeyKind::kFamily:
      return Rule::kFamily;
    case KeyKind::kInitial:
    case KeyKind::kFirstLetter:
      return Rule::kInitial;
    case KeyKind::kBareSkeleton:
    case KeyKind::kLatinSkeleton:
      return Rule::kSkeleton;
    case KeyKind::kAcronymHan:
    case KeyKind::kAcronymLatin:
      return Rule::kAcronym;
    case KeyKind::kRelatedLatin:
    case KeyKind::kRelatedOther:
      return Rule::kRelated;
  }
  return Rule::kEqual;
}

void add_listed_keys(const Position& run, std::vector<std::uint64_t>& out) {
  add_shared(run, out);
  for (const std::uint16_t family : run.families) out.push_back(key_of(KeyKind::kFamily, family));
  // A run of several positions may count as an initial, but only a single word may be what an initial stands for.
  if (run.kind == WordKind::kInitial) add_first_letters(run, KeyKind::kInitial, out);
  add_related(run, true, out);
  add_acronym(run, true, out);
  add_bare(run, KeyKind::kBareSkeleton, out);
  add_latin(run, KeyKind::kLatinSkeleton, out);
  if (run.words == 1) add_first_letters(run, KeyKind::kFirstLetter, out);
}

void add_query_keys(const Position& run, ReadingKind kind, std::vector<std::uint64_t>& out) {
  add_shared(run, out);
  for (const std::uint16_t family : run.families) out.push_back(key_of(KeyKind::kFamily, family));
  if (kind == ReadingKind::kPerson) {
    if (run.kind == WordKind::kInitial) add_first_letters(run, KeyKind::kFirstLetter, out);
    if (run.words == 1) add_first_letters(run, KeyKind::kInitial, out);
  }
  add_related(run, false, out);
  if (kind == ReadingKind::kOrganization) add_acronym(run, false, out);
  add_bare(run, KeyKind::kLatinSkeleton, out);
  add_latin(run, KeyKind::kBareSkeleton, out);
}

}  // namespace licet
