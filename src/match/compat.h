// Scores as other tools compute them, for comparison with their results. Name only; nothing else of licet uses them.
#pragma once

#include <string_view>

#include "match/score.h"

namespace licet {

// The score of the Treasury's public search page as far as its published results show it; 0 where the page shows
// nothing. The higher of two:
//  - the whole names, spaces and commas left out, by Jaro-Winkler;
//  - the mean over the words of the query of the likest listed word with the same first letter; below 0.70 it counts 0.
// Jaro-Winkler with a prefix of up to five letters, and half a letter for each one out of order. Words of one or two
// letters are left out on both sides. Nothing is shown below 0.50, nor if no listed word has the first letter and half
// of the likeness of a word of the query.
Score ofac_score(std::string_view query, std::string_view listed);

// Best-pair Jaro-Winkler: the mean over the words of the query of the likest word of the listed name.
Score jaro_winkler_score(std::string_view query, std::string_view listed);

// Jaro-Winkler likeness of two texts by code points, rounded down to millionths; prefix of at most four, 0.1 each.
Score jaro_winkler(std::u32string_view a, std::u32string_view b);

}  // namespace licet
