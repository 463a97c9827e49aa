// Scores as other tools compute them, for comparison with their results. Name only; nothing else of licet uses them.
#pragma once

#include <string_view>

#include "match/score.h"

namespace licet {

// The score of the Treasury's public search page as far as its published results show it: the higher of whole-name
// Jaro-Winkler and the mean over the words of the query of the best word, floor 0.5; words of one or two letters are
// left out.
Score ofac_score(std::string_view query, std::string_view listed);

// Best-pair Jaro-Winkler: the mean over the words of the query of the likest word of the listed name.
Score jaro_winkler_score(std::string_view query, std::string_view listed);

// Jaro-Winkler likeness of two texts by code points, rounded down to millionths; prefix of at most four, 0.1 each.
Score jaro_winkler(std::u32string_view a, std::u32string_view b);

}  // namespace licet
