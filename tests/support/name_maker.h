// Random parties and queries that make a search of names hard: near words, weak aliases, scripts, fields, and copies
// that are disturbed the way evaders and typists do it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/text_util.h"
#include "base/utf8.h"
#include "model/party.h"
#include "model/query.h"

namespace licet::test {

class NameMaker {
 public:
  explicit NameMaker(unsigned seed) : engine_(seed) {}

  std::uint32_t number() { return static_cast<std::uint32_t>(engine_()); }
  bool one_in(std::uint32_t n) { return number() % n == 0; }

  // A word of two to four syllables: few enough of them that lists hold many near ones.
  std::string word() {
    static const std::vector<std::string> kSyllables = {"ha", "den", "kes", "tel", "mor",
                                                        "in", "ga",  "zo",  "ur",  "sha"};
    std::string out;
    for (std::uint32_t n = 2 + number() % 3; n > 0; --n) out += one(kSyllables);
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  }

  std::string name(Schema schema) {
    static const std::vector<std::string> kGiven = {"Anna",   "Sergei",      "Сергей", "Mohammed", "Muhamad",
                                                    "J.",     "Jean-Claude", "Li",     "Wei",      "محمد",
                                                    "Yuliya", "Zedong",      "John",   "Michel",   "خالد"};
    static const std::vector<std::string> kFamily = {"Halden",   "Haldin",   "Kestel", "Kestrel",  "Лавров", "Lavrov",
                                                     "Smirnova", "Smyrnova", "Bo",     "al-Assad", "محمود",  "Khalid"};
    static const std::vector<std::string> kBrand = {"Halden", "Good Will", "Goodwill", "Kestel", "ABC",
                                                    "A.B.C.", "12th",      "Twelfth",  "海灵",   "Hailing",
                                                    "浪潮",   "Langchao",  "Sem1con"};
    static const std::vector<std::string> kWords = {"Technology", "Technologies", "科技",        "Bank",    "Banco",
                                                    "of",         "China",        "(Hong Kong)", "Trading", "General",
                                                    "Optics",     "Opitcs",       "Companny"};
    static const std::vector<std::string> kForms = {"Co., Ltd.", "GmbH", "有限公司", "LLC", "Limited", "OAO", ""};
    const auto from = [&](const std::vector<std::string>& pool) { return one_in(3) ? word() : one(pool); };
    if (schema == Schema::kPerson) return concat(from(kGiven), " ", one_in(3) ? from(kGiven) + " " : "", from(kFamily));
    return concat(from(kBrand), " ", one(kWords), " ", one_in(2) ? from(kWords) + " " : "", one(kForms));
  }

  // A copy after up to three disturbances.
  std::string disturbed(std::string text) {
    for (std::uint32_t n = number() % 4; n > 0; --n) text = disturb(text);
    return text;
  }

  Party party(std::uint32_t id) {
    static const std::vector<Schema> kSchemas = {Schema::kOrganization, Schema::kPerson, Schema::kLegalEntity,
                                                 Schema::kVessel};
    Party out;
    out.id = concat("p", id);
    out.schema = kSchemas[number() % kSchemas.size()];
    for (std::uint32_t n = 1 + number() % 3; n > 0; --n) {
      const NameStrength strength = one_in(4) ? NameStrength::kWeak : NameStrength::kStrong;
      out.names.push_back({name(out.schema), NameKind::kAlias, strength, true, {}, "", Certainty::kA});
    }
    out.caption = out.names[0].text;
    if (one_in(2)) out.countries = {one_in(2) ? "CN" : "RU"};
    if (one_in(4)) out.addresses = {"12 Halden Road, Shenzhen"};
    if (one_in(4)) out.birth_dates = {"1970-05-31"};
    if (one_in(4)) out.identifiers = {{"lei", concat("LEI000", number() % 3)}};
    return out;
  }

  std::vector<Party> parties(std::uint32_t count) {
    std::vector<Party> out;
    out.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) out.push_back(party(i));
    return out;
  }

  QueryRecord query(const std::vector<Party>& parties) {
    QueryRecord out;
    const Party& like = parties[number() % parties.size()];
    out.schema = one_in(2) ? like.schema : Schema::kLegalEntity;
    out.names = {disturbed(one_in(4) ? name(out.schema) : like.names[number() % like.names.size()].text)};
    if (one_in(8)) out.names.push_back(name(out.schema));
    if (one_in(4)) out.countries = {"CN"};
    if (one_in(6)) out.addresses = {"12 Halden Road, Shenzhen"};
    if (one_in(6)) out.identifiers = {{"lei", concat("LEI000", number() % 3)}};
    return out;
  }

 private:
  const std::string& one(const std::vector<std::string>& of) { return of[number() % of.size()]; }

  std::string disturb(const std::string& text) {
    switch (number() % 8) {
      case 0:
        return reordered(text);
      case 1:
        return without_a_space(text);
      case 2:
        return with_initial(text);
      case 3:
        return with_look_alikes(text);
      case 4:
        return edited_everywhere(text);
      case 5:
        return split_word(text);
      case 6:
        return concat(text, " ", word());
      default:
        return edited(text);
    }
  }

  static std::string join(const std::vector<std::string>& words) { return joined(words, " "); }
  static std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> out;
    for (const std::string_view w : split(text, ' ')) {
      if (!w.empty()) out.emplace_back(w);
    }
    return out;
  }

  std::string reordered(const std::string& text) {
    std::vector<std::string> words = words_of(text);
    std::shuffle(words.begin(), words.end(), engine_);
    return join(words);
  }

  static std::string without_a_space(std::string text) {
    const auto space = text.find(' ');
    if (space != std::string::npos) text.erase(space, 1);
    return text;
  }

  std::string with_initial(const std::string& text) {
    std::vector<std::string> words = words_of(text);
    if (words.size() < 2) return text;
    std::u32string letters = from_utf8(words[0]).value();
    words[0] = to_utf8(letters.substr(0, 1)) + (one_in(2) ? "." : "");
    return join(words);
  }

  static std::string with_look_alikes(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == 'a' ? "а" : c == 'e' ? "е" : std::string(1, c);  // Cyrillic letters
    return out;
  }

  std::string edited_everywhere(const std::string& text) {
    std::vector<std::string> words = words_of(text);
    for (std::string& w : words) w = edited(w);
    return join(words);
  }

  std::string split_word(const std::string& text) {
    std::u32string letters = from_utf8(text).value();
    if (letters.size() < 6) return text;
    letters.insert(2 + number() % (letters.size() - 4), 1, U' ');
    return to_utf8(letters);
  }

  std::string edited(const std::string& text) {
    std::u32string letters = from_utf8(text).value();
    if (letters.size() < 4) return text;
    const std::size_t at = 1 + number() % (letters.size() - 2);
    switch (number() % 4) {
      case 0:
        letters.erase(at, 1);
        break;
      case 1:
        letters.insert(at, 1, U'x');
        break;
      case 2:
        std::swap(letters[at], letters[at - 1]);
        break;
      default:
        letters[at] = static_cast<char32_t>(U'a' + number() % 26);
    }
    return to_utf8(letters);
  }

  std::mt19937 engine_;
};

}  // namespace licet::test
