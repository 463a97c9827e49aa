// From parties to the flat bytes of their name index.
#pragma once

#include <span>
#include <string>

#include "model/party.h"

namespace licet {

// Prepares every name once, on all cores; same parties, same bytes. Linear in the names.
std::string build_index(std::span<const Party> parties);

}  // namespace licet
