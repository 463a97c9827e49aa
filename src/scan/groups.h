// Mentions of parts of a group: "six subsidiaries of the Halden Group", "Halden's two units". They stand for the
// parties that the listing rule of the day attached to the group.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/party.h"
#include "scan/lexicon.h"
#include "scan/reader.h"

namespace licet {

// A phrase around a name.
struct GroupPhrase {
  WordRange words;
  int count = 0;  // as stated; 0 if the text gives none
};

// The phrase around the name that stands at `name` (legal form included), or nothing.
std::optional<GroupPhrase> find_group_phrase(const Document& document, const ScanWords& words, WordRange name);

struct GroupMember {
  std::uint32_t party = 0;
  std::uint32_t listing = 0;
};

struct GroupSet {
  std::vector<GroupMember> members;  // by party
  std::string citation;              // of the rule, if one rule attached them
};

// The parties of the group, its head (`identity`) excepted, on export lists if there are any. With a text date: those
// that the newest rule within 60 days before it listed; where there is none, and without a date: all of them.
GroupSet group_members(const Lexicon& lexicon, std::span<const Party> parties, std::span<const ListInfo> lists,
                       const std::string& group, std::uint32_t identity, const std::optional<DaySpan>& text_date);

}  // namespace licet
