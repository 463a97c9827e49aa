// What the fuzz target of the book loader reads, and what the unit tests replay.
#pragma once

#include <string>
#include <string_view>

namespace licet::fuzz {

// A small book, changed as `script` says, and sealed again: its checksum is right, so that the changes reach what lies
// behind it. Four bytes of the script are one change: a place (two bytes, little endian, counted around the book), what
// is done there (0 the byte becomes the fourth, 1 that is added, 2 the book ends there, 3 the fourth is put in, 4 as
// many bytes are taken out), the fourth. Seeds are scripts, since a book of a former form would test nothing.
std::string edited_book(std::string_view script);

// Loads the bytes and gives what is wrong with the outcome, "" where nothing is: it is a book whose parties have names
// and listings, all of it text, or an error of one line.
std::string fault_of_book(std::string_view bytes);

}  // namespace licet::fuzz
