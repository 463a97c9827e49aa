#include "rules/syntax/keywords.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace licet::rules {

namespace {

constexpr std::string_view kWords[] = {"section",
                                       "checked",
                                       "text",
                                       "include",
                                       "as",
                                       "value",
                                       "set",
                                       "let",
                                       "list",
                                       "entry",
                                       "rule",
                                       "exception",
                                       "authorization",
                                       "restriction",
                                       "review",
                                       "strictest",
                                       "duty",
                                       "finding",
                                       "letter",
                                       "reply",
                                       "profile",
                                       "test",
                                       "version",
                                       "gap",
                                       "per",
                                       "requires",
                                       "only_for",
                                       "counts_for",
                                       "kind",
                                       "overcomes",
                                       "closes",
                                       "all",
                                       "except",
                                       "for",
                                       "policy",
                                       "over",
                                       "beside",
                                       "cite",
                                       "do",
                                       "clears",
                                       "switches_off",
                                       "to",
                                       "from",
                                       "until",
                                       "source",
                                       "asleep",
                                       "awake",
                                       "adopted",
                                       "by",
                                       "assume",
                                       "why",
                                       "published",
                                       "compliance",
                                       "stayed",
                                       "unenforced",
                                       "not_incorporated",
                                       "unverified",
                                       "asks",
                                       "when",
                                       "falls_back",
                                       "leaves_nothing",
                                       "note",
                                       "exporter_documents",
                                       "and",
                                       "or",
                                       "not",
                                       "some",
                                       "every",
                                       "in",
                                       "has",
                                       "where",
                                       "known",
                                       "unknowable",
                                       "min",
                                       "max",
                                       "total",
                                       "on",
                                       "posture",
                                       "given",
                                       "with",
                                       "expect",
                                       "amend"};

constexpr std::size_t kPlaces = 512;  // a power of two, so wide that few words meet

constexpr std::size_t place_of(std::string_view word) {
  const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(word[i])); };
  return (word.size() * 67 + at(0) * 13 + at(word.size() - 1) * 29 + at(word.size() / 2) * 5) % kPlaces;
}

// Each word stands at its place, or at the next free one behind it.
constexpr auto kTable = [] {
  std::array<std::string_view, kPlaces> out{};
  for (const std::string_view word : kWords) {
    std::size_t at = place_of(word);
    while (!out[at].empty()) at = (at + 1) % kPlaces;
    out[at] = word;
  }
  return out;
}();

}  // namespace

bool is_keyword(std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = place_of(word); !kTable[at].empty(); at = (at + 1) % kPlaces) {
    if (kTable[at] == word) return true;
  }
  return false;
}

}  // namespace licet::rules
