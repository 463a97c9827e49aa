#include "match/weights.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace licet {

namespace {

constexpr std::int32_t kRepeatedWeight = 20;       // a name word that stood in the name before
constexpr std::int32_t kRepeatedClassWeight = 10;  // a company word whose class stood before, not in Latin letters
constexpr std::int32_t kAsideWeight = 20;          // most for a word in brackets
constexpr std::int32_t kAsidePlaceWeight = 30;     // a place there tells branches apart
constexpr std::int32_t kRepeatedAsideWeight = 2;   // in brackets, and said before
constexpr std::int32_t kHanNameWeight = 80;        // a brand in Han may have a translation as its Latin name
constexpr std::int32_t kLeadingPlaceWeight = 25;   // a place before a Chinese name: often left out in English
constexpr std::int32_t kHanFormWeight = 8;         // every Chinese company has one
constexpr std::size_t kShortKind = 4;
constexpr std::int32_t kShortKindWeight = 20;  // `НПО`, `КБ`: what kind of body it is, English names often leave out
constexpr std::int32_t kOwnerWeight = 10;      // whose institute or plant it is
constexpr std::int32_t kKnownNameWeight = 40;  // a brand of the tables beside another name
constexpr std::int32_t kPatronWeight = 25;     // after whom a body is named: English names often leave it out
constexpr std::int32_t kPatronInitialWeight = 5;
constexpr std::int32_t kRepeatedPatronWeight = 2;
constexpr std::int32_t kPatronymicWeight = 40;  // often left out; still speaks against another one

// A short word of a company's name tells little: many companies are called `SDS`. Letters of the Latin alphabet only.
std::int32_t most_for_length(const Position& p) {
  constexpr std::int32_t kWeights[] = {30, 30, 30, 34, 70, 85};
  const std::size_t letters = p.forms[0].text.size();
  if (p.kind == WordKind::kName && p.script == Script::kHan) return kHanNameWeight;
  const bool spelled = p.script == Script::kLatin || p.script == Script::kKana;
  const bool plain_name = p.kind == WordKind::kName && p.class_id == 0 && spelled;
  return plain_name && letters < std::size(kWeights) ? kWeights[letters] : 100;
}

bool is_patronymic(const Position& p) {
  constexpr std::u32string_view kEndings[] = {U"ovich", U"evich", U"avich", U"ovych", U"evych", U"yovych",  U"ovna",
                                              U"evna",  U"avna",  U"auna",  U"euna",  U"ivna",  U"ogly",    U"oglu",
                                              U"kyzy",  U"ovic",  U"evic",  U"avic",  U"ovits", U"owitsch", U"ewitsch"};
  return std::any_of(p.forms.begin(), p.forms.end(), [&](const Form& form) {
    return form.text.size() >= 7 &&
           std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::u32string_view ending) { return form.text.ends_with(ending); });
  });
}

bool stood_before(const Reading& reading, const Position& p) {
  return std::any_of(reading.positions.begin(), reading.positions.end(),
                     [&](const Position& before) { return before.class_id == p.class_id && before.kind == p.kind; });
}

// The same word or one of its class.
bool said_before(const Reading& reading, const Position& p) {
  return std::any_of(reading.positions.begin(), reading.positions.end(), [&](const Position& before) {
    return before.forms[0].text == p.forms[0].text || (p.class_id != 0 && before.class_id == p.class_id);
  });
}

}  // namespace

std::int32_t most_for_kind(WordKind kind) {
  switch (kind) {
    case WordKind::kName:
    case WordKind::kNumber:
      return 100;
    case WordKind::kPlace:
      return 40;
    case WordKind::kOrganization:
    case WordKind::kInitial:
      return 30;
    case WordKind::kParticle:
      return 20;
    case WordKind::kTitle:
      return 10;
    case WordKind::kLegalForm:
      return 15;
  }
  return 100;
}

std::int32_t most_for_leading_place() {
  return kLeadingPlaceWeight;
}

std::int32_t most_for_owner() {
  return kOwnerWeight;
}

void weigh_known_names(Reading& reading) {
  constexpr std::int32_t kDistinctive = 80;
  constexpr std::ptrdiff_t kManyTrades = 4;  // these tell a body of the group
  const bool other = std::any_of(reading.positions.begin(), reading.positions.end(), [](const Position& p) {
    return p.kind == WordKind::kName && p.class_id == 0 && p.weight >= kDistinctive;
  });
  const auto trades = std::count_if(reading.positions.begin(), reading.positions.end(),
                                    [](const Position& p) { return p.kind == WordKind::kOrganization; });
  const bool han = !reading.positions.empty() && reading.positions[0].script == Script::kHan;
  if (!other && (han || trades < kManyTrades)) return;
  for (Position& p : reading.positions) {
    if (p.kind == WordKind::kName && p.class_id != 0) p.weight = std::min(p.weight, kKnownNameWeight);
  }
}

bool explains_whose_name(const Position& p, const Reading& reading) {
  if (reading.kind == ReadingKind::kPerson) return false;
  if (p.kind != WordKind::kName && p.kind != WordKind::kInitial) return false;
  for (auto before = reading.positions.rbegin(); before != reading.positions.rend(); ++before) {
    if (before->kind == WordKind::kParticle && before->class_id == WordTables::get().named_after()) return true;
    const bool goes_on = before->kind == WordKind::kName || before->kind == WordKind::kInitial ||
                         before->kind == WordKind::kParticle || before->kind == WordKind::kTitle;
    if (!goes_on) return false;
  }
  return false;
}

std::int32_t weight_in(const Reading& reading, const Position& p) {
  std::int32_t weight = most_for_kind(p.kind);
  if (reading.kind == ReadingKind::kOrganization) weight = std::min(weight, most_for_length(p));
  const bool japanese = p.shown.ends_with("会社") || p.shown.find("株") != std::string::npos;
  if (p.kind == WordKind::kLegalForm && p.script == Script::kHan && !japanese)
    weight = std::min(weight, kHanFormWeight);
  if (p.kind == WordKind::kOrganization && p.script == Script::kCyrillic && p.forms[0].text.size() <= kShortKind)
    weight = std::min(weight, kShortKindWeight);
  const bool inner = reading.kind == ReadingKind::kPerson && !reading.positions.empty();
  if (inner && p.kind == WordKind::kName && is_patronymic(p)) weight = kPatronymicWeight;
  const bool counts = p.kind == WordKind::kName || p.kind == WordKind::kInitial;
  const bool repeated =
      counts && std::any_of(reading.positions.begin(), reading.positions.end(),
                            [&](const Position& before) { return before.forms[0].text == p.forms[0].text; });
  if (repeated) weight = std::min(weight, kRepeatedWeight);
  const bool same_class =
      p.kind == WordKind::kOrganization && p.class_id != 0 && p.script != Script::kLatin && stood_before(reading, p);
  if (same_class) weight = std::min(weight, kRepeatedClassWeight);
  const std::int32_t aside = p.kind == WordKind::kPlace ? kAsidePlaceWeight : kAsideWeight;
  if (p.aside) weight = std::min(weight, said_before(reading, p) ? kRepeatedAsideWeight : aside);
  if (explains_whose_name(p, reading))
    weight = std::min(weight, repeated                       ? kRepeatedPatronWeight
                              : p.kind == WordKind::kInitial ? kPatronInitialWeight
                                                             : kPatronWeight);
  if (p.class_id != 0 && p.class_id == WordTables::get().named_after())
    weight = stood_before(reading, p) ? kRepeatedPatronWeight : kPatronInitialWeight;
  if (p.leads) weight = std::min(weight, kLeadingPlaceWeight);
  return weight;
}

}  // namespace licet
