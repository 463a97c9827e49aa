#include "engine/same_name.h"

#include <algorithm>

#include "match/prepare.h"

namespace licet {

namespace {

struct Core {
  std::u32string text;    // the folded words without spaces and legal forms; empty if nothing is left
  std::u32string aside;   // of them those in brackets at the end
  std::size_t words = 0;  // in all

  std::u32string_view before_aside() const { return std::u32string_view(text).substr(0, text.size() - aside.size()); }
};

Core core(std::string_view name, Schema schema) {
  const PreparedName prepared = prepare_name(name, schema);
  const Reading* reading = prepared.reading(ReadingKind::kOrganization);
  if (reading == nullptr) reading = prepared.reading(ReadingKind::kPerson);
  Core out;
  if (reading == nullptr || reading->cut) return out;
  for (const Position& position : reading->positions) {
    if (position.kind == WordKind::kLegalForm) continue;
    for (const Form& form : position.forms) {
      if (!form.native) continue;
      out.text += form.text;
      out.aside = position.aside ? out.aside + form.text : std::u32string();
      ++out.words;
      break;
    }
  }
  return out;
}

bool proves(const PartyName& listed) {
  return listed.strength == NameStrength::kStrong && listed.kind != NameKind::kTranslation;
}

}  // namespace

bool same_but_legal_form(std::string_view name, const Party& party) {
  const Core wanted = core(name, party.schema);
  if (wanted.text.empty()) return false;
  const std::u32string_view front = wanted.before_aside();
  bool names_front = false;
  bool names_aside = !front.empty() && front.find(wanted.aside) != std::u32string_view::npos;
  for (const PartyName& listed : party.names) {
    const std::u32string text = core(listed.text, party.schema).text;
    if (proves(listed) && text == wanted.text) return true;
    names_front = names_front || (proves(listed) && text == front);
    names_aside = names_aside || text == wanted.aside;
  }
  return !wanted.aside.empty() && names_front && names_aside;
}

bool bears_own_name(std::string_view name, const Party& party) {
  constexpr std::size_t kFewestWords = 3;
  if (party.schema == Schema::kPerson) return false;
  const Core wanted = core(name, party.schema);
  if (wanted.words < kFewestWords) return false;
  return std::any_of(party.names.begin(), party.names.end(), [&](const PartyName& listed) {
    return listed.official && proves(listed) && core(listed.text, party.schema).text == wanted.text;
  });
}

}  // namespace licet
