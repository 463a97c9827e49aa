// The flags of licet as one table: name, value, help and the place where what the user typed is put.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace licet::cli {

// What the user typed, unread: the flags' texts and the words that are no flags.
struct Arguments {
  std::vector<std::string> words;
  bool accept_smaller = false;
  bool all = false;
  bool exhaustive = false;
  bool help = false;
  bool history = false;
  bool plot = false;
  bool json = false;
  bool no_fuzzy = false;
  bool no_starter = false;
  bool proof = false;
  bool stats = false;
  bool why = false;
  bool steps = false;
  std::optional<std::string> book;
  std::optional<std::string> chip;
  std::optional<std::string> die_area_max;
  std::optional<std::string> fail_on;
  std::optional<std::string> for_data_centers;
  std::optional<std::string> from;
  std::optional<std::string> from_row;
  std::optional<std::string> in;
  std::optional<std::string> law_root;
  std::optional<std::string> limit;
  std::optional<std::string> mode;
  std::optional<std::string> on;
  std::optional<std::string> order;
  std::optional<std::string> out;
  std::optional<std::string> posture;
  std::optional<std::string> profile;
  std::optional<std::string> resume;
  std::optional<std::string> rules;
  std::optional<std::string> text_date;
  std::optional<std::string> threads;
  std::optional<std::string> threshold;
  std::optional<std::string> to;
  std::vector<std::string> law;    // of `--law`, in order
  std::vector<std::string> lists;  // of `--list`, in order
  std::vector<std::string> only;   // of `--only`, in order
};

struct Flag {
  std::string_view name;   // `--on`
  std::string_view value;  // what its value is called in the help; empty for a switch
  std::string_view help;
  // A switch, a value, or values of a flag that may be given again and again.
  std::variant<bool Arguments::*, std::optional<std::string> Arguments::*, std::vector<std::string> Arguments::*>
      target;
};

// All flags, sorted by name. A command names those that it takes (command.h).
std::span<const Flag> all_flags();

// The flag of that name, or nullptr.
const Flag* find_flag(std::string_view name);

}  // namespace licet::cli
