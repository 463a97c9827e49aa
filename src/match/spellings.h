// The spellings of a word of a name (Form): those of other alphabets, older ones, those of other languages.
#pragma once

#include <string>
#include <vector>

#include "match/prepare.h"
#include "text/romanize.h"

namespace licet {

Form make_form(std::u32string text, Script script, bool native, const char* scheme);

// All spellings but the Cantonese ones: only persons and names of Hong Kong are spelled so (add_cantonese).
void add_spellings(Position& p, const std::vector<Romanization>& spellings);
void add_cantonese(Position& p);

// `Zedong` as `Tse-tung`, for a Latin word of a person.
void add_older_spelling(Position& p);

// Cyrillic words: an adjective without its ending, and the name of a person that stands in the genitive.
void add_bare_adjective(Position& p);
void add_nominative(Position& p);

// A word that mixes alphabets that look alike, in one of them.
void add_one_alphabet(Position& p);

// A name of the tables, as its English words joined.
void add_written_out(Position& p);

// Brands in kana allow fewer edits than names of persons, and brands in Han also have their meaning.
void limit_kana(Position& p);
void limit_older_spelling(Position& p);
void add_meanings(Position& p);
void add_same_sound(Position& p);

}  // namespace licet
