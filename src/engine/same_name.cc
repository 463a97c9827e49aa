#include "engine/same_name.h"

#include <algorithm>

#include "match/prepare.h"

namespace licet {

namespace {

struct Core {
  std::u32string text;    // the folded words without spaces and legal forms; empty if nothing is left
  std::size_t words = 0;  // in it
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
  const std::u32string wanted = core(name, party.schema).text;
  if (wanted.empty()) return false;
  return std::any_of(party.names.begin(), party.names.end(), [&](const PartyName& listed) {
    return proves(listed) && core(listed.text, party.schema).text == wanted;
  });
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
