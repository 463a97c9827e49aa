#include "rules/facts/company_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace licet::rules {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kShort = {
    {{"co", "company"}, {"ltd", "limited"}, {"inc", "incorporated"}, {"corp", "corporation"}}};

void spell_out(std::string& word) {
  for (const auto& [brief, full] : kShort) {
    if (word == brief) word = full;
  }
}

}  // namespace

std::vector<std::string> company_words(std::string_view name) {
  std::vector<std::string> out(1);
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') {
      out.back() += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) {
      out.back() += c;
    } else if ((c == ' ' || c == ',' || c == '(') && !out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  for (std::string& word : out) spell_out(word);
  return out;
}

std::vector<std::string> without_legal_form(std::vector<std::string> words) {
  const auto is_form = [](const std::string& word) {
    return std::any_of(kShort.begin(), kShort.end(), [&](const auto& form) { return word == form.second; });
  };
  while (words.size() > 1 && is_form(words.back())) words.pop_back();
  return words;
}

}  // namespace licet::rules
