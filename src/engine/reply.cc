#include "engine/reply.h"

#include <algorithm>

#include "base/rational.h"
#include "base/text_util.h"

namespace licet {

namespace {

using rules::FactDecl;
using rules::FactType;

Error expected(std::string_view what, std::string_view text, std::string_view hint = "") {
  return Error{ErrorCode::kInvalidArgument, concat("expected ", what, ", got ", ticked(text), hint)};
}

Result<Json> read_yes_or_no(std::string_view text) {
  const std::string word = ascii_lower(text);
  if (word == "yes" || word == "y" || word == "true") return Json::boolean(true);
  if (word == "no" || word == "n" || word == "false") return Json::boolean(false);
  return expected("yes or no", text, did_you_mean(word, std::vector<std::string>{"yes", "no", "true", "false"}));
}

// A figure without its unit and without marks between thousands.
Result<std::string> read_figure(const FactDecl& fact, std::string_view text, std::string_view whole) {
  std::string digits(trimmed(text));
  const std::string unit = ascii_lower(fact.unit);
  if (!unit.empty() && ascii_lower(digits).ends_with(unit))
    digits = std::string(trimmed(std::string_view(digits).substr(0, digits.size() - unit.size())));
  std::erase(digits, '_');
  std::erase(digits, ',');
  const auto number = Rational::parse(digits);
  if (!number || number->is_negative() || digits.find('/') != std::string::npos) {
    return expected(concat("a figure", fact.unit.empty() ? "" : concat(" in ", fact.unit),
                           " such as 4800, or a range such as `below 600` or `4700..4900`"),
                    whole);
  }
  return digits;
}

Result<Json> read_number(const FactDecl& fact, std::string_view text) {
  static const std::vector<std::pair<std::string, const char*>> kStarts = {
      {">=", "at_least"},     {"<=", "at_most"},  {">", "above"},    {"<", "below"},     {"at least", "at_least"},
      {"at most", "at_most"}, {"above", "above"}, {"over", "above"}, {"below", "below"}, {"under", "below"}};
  const std::string lower = ascii_lower(text);
  for (const auto& [start, key] : kStarts) {
    if (!lower.starts_with(start)) continue;
    LICET_TRY(const std::string figure, read_figure(fact, text.substr(start.size()), text));
    return Json::object({{key, Json::number_text(figure)}});
  }
  if (const auto dots = text.find(".."); dots != std::string_view::npos) {
    LICET_TRY(const std::string low, read_figure(fact, text.substr(0, dots), text));
    LICET_TRY(const std::string high, read_figure(fact, text.substr(dots + 2), text));
    return Json::object({{"at_least", Json::number_text(low)}, {"at_most", Json::number_text(high)}});
  }
  LICET_TRY(const std::string figure, read_figure(fact, text, text));
  return Json::number_text(figure);
}

Result<Json> read_place(const std::vector<Place>& places, std::string_view text) {
  const std::string wanted = ascii_lower(text);
  std::vector<std::string> names;
  for (const Place& place : places) {
    if (ascii_lower(place.code) == wanted) return Json::string(place.code);
    names.push_back(ascii_lower(place.name));
    if (names.back() == wanted) return Json::string(place.code);
    for (const std::string& other : place.other_names) {
      names.push_back(ascii_lower(other));
      if (names.back() == wanted) return Json::string(place.code);
    }
  }
  return expected("a place: its ISO 3166 code such as CN, or its English name", text, did_you_mean(wanted, names));
}

Result<std::string> read_word(const FactDecl& fact, std::string_view text) {
  std::string word = ascii_lower(text);
  std::replace(word.begin(), word.end(), ' ', '_');
  for (const std::string& value : fact.values) {
    if (ascii_lower(value) == word) return value;
  }
  return expected(concat("one of ", joined(fact.values, ", ")), text, did_you_mean(word, fact.values));
}

Result<Json> read_members(const FactDecl& fact, std::string_view text) {
  Json out = Json::array();
  if (ascii_lower(text) == "none") return out;
  for (const std::string_view part : split(text, ',')) {
    if (trimmed(part).empty()) continue;
    LICET_TRY(const std::string word, read_word(fact, trimmed(part)));
    out.push(Json::string(word));
  }
  return out;
}

// `3a090.A` is meant as 3A090.a.
std::string as_code(std::string_view text) {
  std::string code = ascii_lower(text);
  for (std::size_t i = 0; i < code.size() && i < 5; ++i) {
    if (code[i] >= 'a' && code[i] <= 'z') code[i] = static_cast<char>(code[i] - 'a' + 'A');
  }
  return code;
}

}  // namespace

Result<Json> read_reply(const FactDecl& fact, const std::vector<Place>& places, std::string_view text) {
  text = trimmed(text);
  switch (fact.type) {
    case FactType::kBool:
      return read_yes_or_no(text);
    case FactType::kNumber:
      return read_number(fact, text);
    case FactType::kPlace:
      return read_place(places, text);
    case FactType::kWord: {
      LICET_TRY(const std::string word, read_word(fact, text));
      return Json::string(word);
    }
    case FactType::kSet:
      return read_members(fact, text);
    case FactType::kCode:
      return Json::string(as_code(text));
    case FactType::kText:
      if (text.empty()) return expected("a text", text);
      return Json::string(text);
  }
  return Json::null();
}

}  // namespace licet
