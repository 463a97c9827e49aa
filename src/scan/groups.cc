#include "scan/groups.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr int kReachDays = 60;
constexpr std::uint32_t kMostModifiers = 4;

// The count that a word states; 0 for `several`, nothing for other words.
std::optional<int> stated_count(const ScanWords& words, const DocWord& word) {
  const std::string* figure = words.value(ScanWordKind::kNumber, word.key);
  const std::string_view text = figure != nullptr ? std::string_view(*figure) : word.key;
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 0 || count > 999) return std::nullopt;
  return count;
}

bool is_unit(const ScanWords& words, const DocWord& word) {
  const std::string* number = words.value(ScanWordKind::kUnit, word.key);
  return number != nullptr && *number == "many";
}

bool is_modifier(const ScanWords& words, const DocWord& word) {
  return words.is(ScanWordKind::kUnitModifier, word.key) || words.is(ScanWordKind::kPlace, word.key);
}

// "[count] [modifiers] units of [the] NAME"
std::optional<GroupPhrase> before_name(const Document& document, const ScanWords& words, WordRange name) {
  const auto& all = document.words();
  std::uint32_t at = name.first;
  const auto near = [&](std::uint32_t i) { return all[i].gap == Gap::kSpace || all[i].gap == Gap::kHyphen; };
  if (at > 0 && near(at) && all[at - 1].key == "the") --at;
  if (at < 2 || !near(at) || all[at - 1].key != "of" || !near(at - 1) || !is_unit(words, all[at - 2]))
    return std::nullopt;
  at -= 2;
  GroupPhrase out{{at, name.last}, 0};
  for (std::uint32_t i = 0; i <= kMostModifiers && at > 0 && near(at); ++i) {
    --at;
    if (const auto count = stated_count(words, all[at])) return GroupPhrase{{at, name.last}, *count};
    if (!is_modifier(words, all[at])) break;
  }
  return out;
}

// "NAME's [count] [modifiers] units"
std::optional<GroupPhrase> behind_name(const Document& document, const ScanWords& words, WordRange name) {
  const auto& all = document.words();
  if (!all[name.last].possessive()) return std::nullopt;
  GroupPhrase out{{name.first, name.last}, 0};
  for (std::uint32_t i = name.last + 1; i < all.size() && i <= name.last + 1 + kMostModifiers; ++i) {
    if (all[i].gap != Gap::kSpace && all[i].gap != Gap::kHyphen) return std::nullopt;
    if (is_unit(words, all[i])) {
      out.words.last = i;
      return out;
    }
    if (const auto count = stated_count(words, all[i]))
      out.count = *count;
    else if (!is_modifier(words, all[i]))
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_export(std::span<const ListInfo> lists, const std::string& list) {
  return std::any_of(lists.begin(), lists.end(),
                     [&](const ListInfo& info) { return info.id == list && info.purpose == ListPurpose::kExport; });
}

// All listings of the members, export lists only if there are any.
std::vector<GroupMember> all_listings(const Lexicon& lexicon, std::span<const Party> parties,
                                      std::span<const ListInfo> lists, const std::string& group,
                                      std::uint32_t identity) {
  std::vector<GroupMember> exports;
  std::vector<GroupMember> others;
  for (const std::uint32_t party : lexicon.group(group)) {
    if (lexicon.identity(party) == identity) continue;
    for (std::uint32_t i = 0; i < parties[party].listings.size(); ++i) {
      (is_export(lists, parties[party].listings[i].list) ? exports : others).push_back({party, i});
    }
  }
  return exports.empty() ? others : exports;
}

// One member for each party: the listing that stands first.
std::vector<GroupMember> one_each(const Lexicon& lexicon, const std::vector<GroupMember>& members) {
  std::vector<GroupMember> out;
  std::set<std::uint32_t> seen;
  for (const GroupMember& member : members) {
    if (seen.insert(lexicon.identity(member.party)).second) out.push_back(member);
  }
  return out;
}

}  // namespace

std::optional<GroupPhrase> find_group_phrase(const Document& document, const ScanWords& words, WordRange name) {
  if (auto found = before_name(document, words, name)) return found;
  return behind_name(document, words, name);
}

GroupSet group_members(const Lexicon& lexicon, std::span<const Party> parties, std::span<const ListInfo> lists,
                       const std::string& group, std::uint32_t identity, const std::optional<DaySpan>& text_date) {
  const std::vector<GroupMember> all = all_listings(lexicon, parties, lists, group, identity);
  const auto listing = [&](const GroupMember& m) -> const Listing& { return parties[m.party].listings[m.listing]; };
  GroupSet out;
  if (text_date && text_date->latest) {
    std::optional<Date> newest;
    for (const GroupMember& member : all) {
      const auto& from = listing(member).from;
      if (from.is_exact() && *from.latest <= *text_date->latest && (!newest || *newest < *from.latest))
        newest = from.latest;
    }
    const Date since = text_date->earliest.value_or(*text_date->latest).plus_days(-kReachDays);
    if (newest && *newest >= since) {
      std::vector<GroupMember> of_rule;
      std::copy_if(all.begin(), all.end(), std::back_inserter(of_rule), [&](const GroupMember& m) {
        return listing(m).from.is_exact() && *listing(m).from.latest == *newest;
      });
      out.members = one_each(lexicon, of_rule);
      const auto& citations = listing(out.members.front()).citations;
      out.citation = citations.empty() ? to_string(*newest) : citations.front();
      return out;
    }
  }
  out.members = one_each(lexicon, all);
  return out;
}

}  // namespace licet
