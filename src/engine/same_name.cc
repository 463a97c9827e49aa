#include "engine/same_name.h"

#include <algorithm>

#include "match/prepare.h"

namespace licet {

namespace {

// The folded words without spaces and legal forms; empty if nothing is left.
std::u32string core(std::string_view name, Schema schema) {
  const PreparedName prepared = prepare_name(name, schema);
  const Reading* reading = prepared.reading(ReadingKind::kOrganization);
  if (reading == nullptr) reading = prepared.reading(ReadingKind::kPerson);
  std::u32string out;
  if (reading == nullptr || reading->cut) return out;
  for (const Position& position : reading->positions) {
    if (position.kind == WordKind::kLegalForm) continue;
    for (const Form& form : position.forms) {
      if (!form.native) continue;
      out += form.text;
      break;
    }
  }
  return out;
}

}  // namespace

bool same_but_legal_form(std::string_view name, const Party& party) {
  const std::u32string wanted = core(name, party.schema);
  if (wanted.empty()) return false;
  return std::any_of(party.names.begin(), party.names.end(), [&](const PartyName& listed) {
    const bool proves = listed.strength == NameStrength::kStrong && listed.kind != NameKind::kTranslation;
    return proves && core(listed.text, party.schema) == wanted;
  });
}

}  // namespace licet
