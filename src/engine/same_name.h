// Is this the party's own name, but for its legal form? Only then does a name alone settle who a party is.
#pragma once

#include <string_view>

#include "model/party.h"

namespace licet {

// True if, with legal forms left out, the words of `name` are those of one of the party's names that is strong and no
// translation, in the same order, whatever the case of letters and the spacing. Brackets at the end may say a part of
// it, or another name of the party, again: `Blue Heron Co., Ltd. (Heron)`.
bool same_but_legal_form(std::string_view name, const Party& party);

// True if `name` is, as above, a name that an official list prints for the party, of three words or more: then an order
// that names it means this party, and not one of a similar name. Never for a person; persons share names.
bool bears_own_name(std::string_view name, const Party& party);

}  // namespace licet
