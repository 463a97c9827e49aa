// From names to shapes. A name is cut into words, its legal form taken off, and each rule adds what it can; what a
// shape proves is judged from its words alone. Tests: shapes_test.cc.
#include "scan/shapes.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "base/text_util.h"

namespace licet {

namespace {

using Keys = std::vector<std::string>;

constexpr std::size_t kMostWords = 24;  // longer shapes are left out
constexpr std::size_t kMostInstituteShapes = 32;

Keys keys_of(std::span<const NameWord> words) {
  Keys keys;
  for (const NameWord& word : words) keys.push_back(word.key);
  return keys;
}

std::string spaced(const Keys& keys) {
  return joined(keys, " ");
}

// `36th` is 36, `36` is 36; 0 for other words.
int digits_ordinal(std::string_view key) {
  int number = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  if (error != std::errc() || number < 1 || number > 999) return 0;
  const std::string_view rest = key.substr(static_cast<std::size_t>(end - key.data()));
  return rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" ? number : 0;
}

std::string ordinal_text(int n) {
  const int last = n % 10;
  const bool teen = n % 100 >= 11 && n % 100 <= 13;
  const char* ending = teen || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd";
  return concat(n, ending);
}

// A numbered institute: `36th Research Institute of X`.
struct Institute {
  Keys owner;  // X
  int number = 0;
  bool research = false;
  std::string kind;  // `institute`
};

class InstituteReader {
 public:
  explicit InstituteReader(const ScanWords& words) : words_(words) {}

  std::optional<Institute> read(const Keys& keys) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!words_.is(ScanWordKind::kInstitute, keys[i])) continue;
      if (auto found = around(keys, i)) return found;
    }
    return std::nullopt;
  }

 private:
  int number(const std::string& key) const {
    const std::string* ordinal = words_.value(ScanWordKind::kOrdinal, key);
    return digits_ordinal(ordinal != nullptr ? *ordinal : key);
  }

  std::optional<Institute> around(const Keys& keys, std::size_t at) const {
    Institute out;
    out.kind = keys[at];
    std::size_t begin = at;
    std::size_t end = at + 1;
    if (begin > 0 && keys[begin - 1] == "research") {
      out.research = true;
      --begin;
    }
    if (begin > 0 && number(keys[begin - 1]) != 0) {
      out.number = number(keys[--begin]);
      if (begin > 0 && keys[begin - 1] == "no") --begin;
    } else if (end < keys.size() && keys[end] == "no" && end + 1 < keys.size() && number(keys[end + 1]) != 0) {
      out.number = number(keys[end + 1]);
      end += 2;
    } else if (end < keys.size() && number(keys[end]) != 0) {
      out.number = number(keys[end++]);
    }
    if (out.number == 0) return std::nullopt;
    if (begin == 0 && end + 1 < keys.size() && keys[end] == "of") {
      out.owner.assign(keys.begin() + static_cast<std::ptrdiff_t>(end) + 1, keys.end());
    } else if (begin > 0 && end == keys.size()) {
      out.owner.assign(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    if (!out.owner.empty() && out.owner.front() == "the") out.owner.erase(out.owner.begin());
    if (out.owner.empty()) return std::nullopt;
    return out;
  }

  const ScanWords& words_;
};

Keys plus(Keys a, const Keys& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The orders in which a numbered institute is written.
std::vector<Keys> institute_orders(const Institute& institute, const Keys& owner, const ScanWords& words) {
  std::vector<Keys> out;
  std::vector<std::string> numbers = {ordinal_text(institute.number)};
  for (const std::string& word : words.all(ScanWordKind::kOrdinal)) {
    if (*words.value(ScanWordKind::kOrdinal, word) == std::to_string(institute.number)) numbers.push_back(word);
  }
  std::vector<Keys> kinds = {{institute.kind}};
  if (institute.research) kinds.insert(kinds.begin(), {"research", institute.kind});
  for (const Keys& kind : kinds) {
    for (const std::string& number : numbers) {
      out.push_back(plus(plus(Keys{number}, kind), plus({"of"}, owner)));
      out.push_back(plus(plus(Keys{number}, kind), plus({"of", "the"}, owner)));
      out.push_back(plus(plus(owner, {number}), kind));
    }
    const std::string figure = std::to_string(institute.number);
    out.push_back(plus(plus(owner, kind), {"no", figure}));
    out.push_back(plus(plus(owner, {"no", figure}), kind));
    out.push_back(plus(plus(owner, {figure}), kind));
  }
  return out;
}

class Maker {
 public:
  Maker(std::span<const Party> parties, const ScanWords& words)
      : parties_(parties),
        words_(words),
        names_(all_names(parties, words)),
        list_words_(names_, words),
        institutes_(words) {
    std::size_t first = 0;
    for (const Party& party : parties_) {
      first_name_.push_back(first);
      first += party.names.size();
    }
    collect_owners();
  }

  ShapeSet run() {
    for (std::uint32_t party = 0; party < parties_.size(); ++party) {
      for (std::uint32_t name = 0; name < parties_[party].names.size(); ++name) make(party, name);
    }
    add_group_brands();
    out_.identity = identities();
    return std::move(out_);
  }

 private:
  // One name being worked on.
  struct Work {
    std::uint32_t party = 0;
    std::uint32_t name = 0;
    const PartyName* printed = nullptr;
    Schema schema = Schema::kOrganization;
    std::set<std::string> seen;
  };

  // The words of all names, party after party.
  static std::vector<std::vector<NameWord>> all_names(std::span<const Party> parties, const ScanWords& words) {
    std::vector<std::vector<NameWord>> out;
    for (const Party& party : parties) {
      for (const PartyName& name : party.names) out.push_back(name_words(name_proper(name.text), words));
    }
    return out;
  }

  // `Head Office (HEAD). Affiliated entity: The Unit Ltd.`: the part behind the colon is the name.
  static std::string_view name_proper(std::string_view text) {
    const auto colon = text.rfind(": ");
    return colon != std::string_view::npos && colon + 3 < text.size() ? trimmed(text.substr(colon + 2)) : text;
  }

  const std::vector<NameWord>& name(std::uint32_t party, std::size_t at) const {
    return names_[first_name_[party] + at];
  }

  // Names that begin a numbered institute's owner: `cetc` stands for `china electronics technology group corp`.
  void collect_owners() {
    for (std::uint32_t party = 0; party < parties_.size(); ++party) {
      if (parties_[party].schema == Schema::kPerson || parties_[party].names.empty()) continue;
      const Keys caption = core(keys_of(name(party, 0)));
      for (std::size_t i = 0; i < parties_[party].names.size(); ++i) {
        const Keys keys = core(keys_of(name(party, i)));
        if (keys.size() == 1 && keys != caption) owners_[spaced(caption)].insert(keys.front());
      }
    }
  }

  // Without legal forms at both ends and a leading article; never empty unless the name is.
  Keys core(Keys keys) const {
    const auto is_form = [this](const std::string& key) { return words_.is(ScanWordKind::kLegalForm, key); };
    while (keys.size() > 1 && is_form(keys.back())) keys.pop_back();
    if (keys.size() > 1 && keys.back() == "and") keys.pop_back();
    while (keys.size() > 1 && (is_form(keys.front()) || keys.front() == "the")) keys.erase(keys.begin());
    if (keys.size() > 3 && keys[0] == "joint" && keys[1] == "stock" && keys[2] == "co")
      keys.erase(keys.begin(), keys.begin() + 3);
    return keys;
  }

  void make(std::uint32_t party, std::uint32_t at) {
    Work work;
    work.party = party;
    work.name = at;
    work.printed = &parties_[party].names[at];
    work.schema = parties_[party].schema;
    if (work.schema != Schema::kAddress) make_from(work, name(party, at));
  }

  void make_from(Work& work, std::vector<NameWord> words) {
    if (std::any_of(words.begin(), words.end(), [](const NameWord& w) { return w.unspaced; })) {
      add_han(work, words);
      return;
    }
    take_bracket(work, words);
    if (words.empty()) return;
    const Keys all = keys_of(words);
    if (work.schema == Schema::kPerson) {
      make_person(work, words);
      return;
    }
    const Keys short_name = core(all);
    const bool has_form = short_name.size() != all.size();
    const ShapeEvidence evidence = judge(work, short_name, words);
    const bool bare = has_form && short_name.size() == 1 && evidence != ShapeEvidence::kStrong;
    add(work, short_name, has_form ? ShapeRule::kWithoutLegalForm : ShapeRule::kAsListed, evidence, bare);
    add_place_variants(work, short_name, evidence, bare);
    add_repaired(work, short_name);
    add_institute(work, short_name);
  }

  // `Long Name (LNM)`: the short form is a name of its own. `(a unit of X)` is a remark.
  void take_bracket(Work& work, std::vector<NameWord>& words) {
    const auto open = std::find_if(words.rbegin(), words.rend(), [](const NameWord& w) { return w.bracket_before; });
    if (open == words.rend()) return;
    const auto first = open.base() - 1;
    const auto length = words.end() - first;
    if (first == words.begin()) return;
    const std::string_view text = trimmed(work.printed->text);
    if (!text.ends_with(")")) return;
    const bool remark = first->case_class == CaseClass::kLower && length > 1;
    const bool repeats = std::any_of(words.begin(), first, [&](const NameWord& w) { return w.key == first->key; });
    const bool short_form =
        length == 1 && !words_.is(ScanWordKind::kPlace, first->key) && !words_.is(ScanWordKind::kVariant, first->key) &&
        !words_.is(ScanWordKind::kLegalForm, first->key) && (first->case_class == CaseClass::kUpper || repeats);
    if (short_form) {
      const Keys keys = {first->key};
      add(work, keys, ShapeRule::kBracket, judge(work, keys, {&*first, 1}), false);
    }
    if (short_form || remark) words.erase(first, words.end());
  }

  // `SMITH, John` is `John Smith`; Chinese names stand in the listed order too.
  void make_person(Work& work, const std::vector<NameWord>& words) {
    const Keys keys = keys_of(words);
    const ShapeEvidence evidence = keys.size() >= 2 ? ShapeEvidence::kPerson : ShapeEvidence::kWeak;
    add(work, keys, ShapeRule::kAsListed, evidence, false);
    const auto comma = std::find_if(words.begin(), words.end(), [](const NameWord& w) { return w.comma_before; });
    if (comma == words.end() || comma == words.begin()) return;
    Keys inverted = keys_of({comma, words.end()});
    inverted = plus(std::move(inverted), keys_of({words.begin(), comma}));
    add(work, inverted, ShapeRule::kInvertedPerson, evidence, false);
  }

  ShapeEvidence judge(const Work& work, const Keys& keys, std::span<const NameWord> printed) const {
    if (work.schema == Schema::kVessel || work.schema == Schema::kAircraft) return ShapeEvidence::kVessel;
    if (work.printed->strength == NameStrength::kWeak && work.printed->kind != NameKind::kTranslation)
      return single_upper(keys, printed) ? ShapeEvidence::kAcronym : ShapeEvidence::kWeak;
    // Our own tables vouch for their short forms, whatever the word.
    if (!work.printed->official && work.printed->kind == NameKind::kShort && keys.size() == printed.size())
      return ShapeEvidence::kStrong;
    if (keys.size() == 1) return judge_one(keys.front(), single_upper(keys, printed));
    const bool apart =
        std::any_of(keys.begin(), keys.end(), [this](const std::string& key) { return sets_apart(key); });
    return apart ? ShapeEvidence::kStrong : ShapeEvidence::kPhrase;
  }

  ShapeEvidence judge_one(const std::string& key, bool upper) const {
    if (words_.is_plain(key)) return ShapeEvidence::kWeak;
    if (letters(key) > 4) return ShapeEvidence::kStrong;
    return upper && key.size() >= 2 ? ShapeEvidence::kAcronym : ShapeEvidence::kWeak;
  }

  static std::size_t letters(std::string_view key) {
    return static_cast<std::size_t>(
        std::count_if(key.begin(), key.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  }

  static bool single_upper(const Keys& keys, std::span<const NameWord> printed) {
    return keys.size() == 1 && keys.front().size() <= 6 &&
           std::any_of(printed.begin(), printed.end(),
                       [&](const NameWord& w) { return w.key == keys.front() && w.case_class == CaseClass::kUpper; });
  }

  bool sets_apart(const std::string& key) const {
    return letters(key) >= 3 && digits_ordinal(key) == 0 && !words_.is_plain(key);
  }

  void add_place_variants(Work& work, const Keys& keys, ShapeEvidence evidence, bool bare) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (std::size_t length = 1; length <= 4 && i + length <= keys.size(); ++length) {
        const Keys part(keys.begin() + static_cast<std::ptrdiff_t>(i),
                        keys.begin() + static_cast<std::ptrdiff_t>(i + length));
        const std::string* same = words_.value(ScanWordKind::kVariant, spaced(part));
        if (same != nullptr && keys.size() > length) add_variants(work, keys, i, length, *same, evidence, bare);
      }
    }
  }

  void add_variants(Work& work, const Keys& keys, std::size_t at, std::size_t length, const std::string& same,
                    ShapeEvidence evidence, bool bare) {
    for (const std::string& variant : words_.all(ScanWordKind::kVariant)) {
      if (*words_.value(ScanWordKind::kVariant, variant) != same) continue;
      Keys out(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(at));
      for (const std::string_view part : split(variant, ' ')) out.emplace_back(part);
      out.insert(out.end(), keys.begin() + static_cast<std::ptrdiff_t>(at + length), keys.end());
      add(work, out, ShapeRule::kPlaceVariant, evidence, bare);
    }
  }

  void add_repaired(Work& work, const Keys& keys) {
    for (std::size_t i = 0; i < keys.size() && keys.size() > 1; ++i) {
      const std::string repaired = list_words_.repaired(keys[i]);
      if (repaired.empty()) continue;
      Keys out = keys;
      out[i] = repaired;
      const bool apart =
          std::any_of(out.begin(), out.end(), [this](const std::string& key) { return sets_apart(key); });
      add(work, out, ShapeRule::kListSpelling, apart ? ShapeEvidence::kStrong : ShapeEvidence::kPhrase, !apart);
    }
  }

  void add_institute(Work& work, const Keys& keys) {
    const auto institute = institutes_.read(keys);
    if (!institute) return;
    std::vector<Keys> owners = {institute->owner, core(institute->owner)};
    const auto known = owners_.find(spaced(core(institute->owner)));
    if (known != owners_.end()) {
      for (const std::string& key : known->second) owners.push_back({key});
    }
    std::size_t left = kMostInstituteShapes;
    for (const Keys& owner : owners) {
      for (const Keys& order : institute_orders(*institute, owner, words_)) {
        if (left == 0) return;
        --left;
        add(work, order, ShapeRule::kInstituteOrder, ShapeEvidence::kStrong, false);
      }
    }
  }

  // The bare brand of a group names its head: the party whose caption is the brand and words such as `Group` alone.
  // A group without such a party has no head.
  void add_group_brands() {
    std::map<std::string, std::pair<std::size_t, std::uint32_t>> heads;  // group -> words of the caption, party
    for (std::uint32_t i = 0; i < parties_.size(); ++i) {
      const Party& party = parties_[i];
      if (party.group.empty() || party.names.empty()) continue;
      const Keys caption = core(keys_of(name(i, 0)));
      if (!heads_group(caption, group_words(party.group))) continue;
      const auto [head, is_new] = heads.try_emplace(party.group, caption.size(), i);
      if (!is_new && caption.size() < head->second.first) head->second = {caption.size(), i};
    }
    for (const Shape& shape : out_.shapes) {
      const std::string& group = parties_[shape.party].group;
      if (!group.empty() && shape.words == group_words(group))
        heads.erase(group);  // a member bears the brand as its own name
    }
    for (const auto& [group, head] : heads) add_brand(group_words(group), head.second);
  }

  static Keys group_words(const std::string& group) {
    Keys out;
    for (const std::string_view part : split(group, '_')) out.emplace_back(part);
    return out;
  }

  bool heads_group(const Keys& caption, const Keys& brand) const {
    if (caption.size() < brand.size() || !std::equal(brand.begin(), brand.end(), caption.begin())) return false;
    return std::all_of(caption.begin() + static_cast<std::ptrdiff_t>(brand.size()), caption.end(),
                       [this](const std::string& key) { return words_.is(ScanWordKind::kIndustry, key); });
  }

  void add_brand(const Keys& brand, std::uint32_t party) {
    Work work;
    work.party = party;
    work.printed = &parties_[party].names.front();
    const std::vector<NameWord>& words = name(party, 0);
    const ShapeEvidence evidence =
        brand.size() == 1 ? judge_one(brand.front(), single_upper(brand, words)) : ShapeEvidence::kPhrase;
    add(work, brand, ShapeRule::kGroupBrand, evidence, false);
  }

  void add_han(Work& work, const std::vector<NameWord>& words) {
    std::string text;
    for (const NameWord& word : words) text += word.key;
    bool has_form = true;
    for (const std::string& form : words_.all(ScanWordKind::kHanForm)) {
      if (text.ends_with(form) && letters(std::string_view(text).substr(0, text.size() - form.size())) >= 3) {
        text.resize(text.size() - form.size());
        has_form = false;
        break;
      }
    }
    const bool plain =
        letters(text) < 3 && !(!work.printed->official && work.printed->strength == NameStrength::kStrong);
    if (letters(text) < 2) return;
    ShapeEvidence evidence =
        plain || work.printed->strength == NameStrength::kWeak ? ShapeEvidence::kWeak : ShapeEvidence::kStrong;
    if (work.schema == Schema::kPerson) evidence = ShapeEvidence::kPerson;
    push(work, {text}, true, has_form ? ShapeRule::kAsListed : ShapeRule::kWithoutLegalForm, evidence, false);
  }

  void add(Work& work, const Keys& keys, ShapeRule rule, ShapeEvidence evidence, bool bare) {
    if (!keys.empty() && keys.size() <= kMostWords) push(work, keys, false, rule, evidence, bare);
  }

  void push(Work& work, const Keys& keys, bool han, ShapeRule rule, ShapeEvidence evidence, bool bare) {
    if (!work.seen.insert(spaced(keys)).second) return;
    const bool short_upper =
        !han && keys.size() == 1 && letters(keys.front()) <= 4 && single_upper(keys, name(work.party, work.name));
    out_.shapes.push_back({keys, han, rule, evidence, bare, short_upper, work.party, work.name});
  }

  // Parties of one caption (without legal form and short form in brackets) that share a country are one.
  std::vector<std::uint32_t> identities() const {
    std::vector<std::uint32_t> first(parties_.size());
    std::map<std::string, std::vector<std::uint32_t>> by_caption;
    for (std::uint32_t i = 0; i < parties_.size(); ++i) {
      first[i] = i;
      if (parties_[i].names.empty()) continue;
      auto& same = by_caption[caption_key(i)];
      const auto met = std::find_if(same.begin(), same.end(), [&](std::uint32_t j) { return share_country(i, j); });
      if (met != same.end()) first[i] = first[*met];
      same.push_back(i);
    }
    return first;
  }

  std::string caption_key(std::uint32_t party) const {
    std::vector<NameWord> words = name(party, 0);
    const auto open = std::find_if(words.begin(), words.end(), [](const NameWord& w) { return w.bracket_before; });
    if (open != words.begin() && words.end() - open == 1) words.erase(open);
    return concat(to_string(parties_[party].schema), " ", spaced(core(keys_of(words))));
  }

  bool share_country(std::uint32_t a, std::uint32_t b) const {
    const auto& x = parties_[a].countries;
    const auto& y = parties_[b].countries;
    return x.empty() || y.empty() || std::find_first_of(x.begin(), x.end(), y.begin(), y.end()) != x.end();
  }

  std::span<const Party> parties_;
  const ScanWords& words_;
  std::vector<std::vector<NameWord>> names_;  // of all parties, one after the other
  std::vector<std::size_t> first_name_;       // for each party, in names_
  ListWords list_words_;
  InstituteReader institutes_;
  std::map<std::string, std::set<std::string>> owners_;
  ShapeSet out_;
};

constexpr std::uint32_t kFrequent = 5;  // names in which a word must stand to be put in place of a misspelt one
constexpr std::size_t kShortestRepaired = 6;

// The word with one letter left out at each place, and the word itself.
std::vector<std::string> without_one_letter(const std::string& word) {
  std::vector<std::string> out = {word};
  for (std::size_t i = 0; i < word.size(); ++i) out.push_back(word.substr(0, i) + word.substr(i + 1));
  return out;
}

}  // namespace

const char* to_string(ShapeRule rule) {
  constexpr std::array<const char*, kShapeRules> kNames = {
      "as listed",       "without legal form",     "short form in brackets", "place variant",
      "institute order", "list spelling repaired", "name order turned",      "brand of the group"};
  return kNames[static_cast<std::size_t>(rule)];
}

const char* to_string(ShapeEvidence evidence) {
  constexpr std::array<const char*, 6> kNames = {"strong", "phrase", "acronym", "weak", "person", "vessel"};
  return kNames[static_cast<std::size_t>(evidence)];
}

ListWords::ListWords(std::span<const std::vector<NameWord>> names, const ScanWords& words) : words_(&words) {
  for (const std::vector<NameWord>& name : names) {
    for (const NameWord& word : name) ++counts_[word.key];
  }
  for (const auto& [word, count] : counts_) {
    if (count < kFrequent || word.size() < kShortestRepaired || (words.classes(word) & kCommonWord) == 0) continue;
    for (const std::string& part : without_one_letter(word)) near_.emplace(part, word);
  }
}

std::string ListWords::repaired(const std::string& key) const {
  const auto own = counts_.find(key);
  if (key.size() < kShortestRepaired || own == counts_.end() || own->second >= kFrequent || words_->is_plain(key))
    return {};
  std::string best;
  for (const std::string& part : without_one_letter(key)) {
    const auto [begin, end] = near_.equal_range(part);
    for (auto it = begin; it != end; ++it) {
      const std::string& word = it->second;
      if (word.front() != key.front() || edit_distance(word, key) != 1) continue;
      if (counts_.at(word) < 5 * own->second) continue;
      if (best.empty() || std::pair(counts_.at(word), best) > std::pair(counts_.at(best), word)) best = word;
    }
  }
  return best;
}

ShapeSet make_shapes(std::span<const Party> parties, const ScanWords& words) {
  return Maker(parties, words).run();
}

std::string dump(const Shape& shape) {
  return concat(joined(shape.words, " "), " | ", to_string(shape.rule), " | ", to_string(shape.evidence),
                shape.needs_legal_form ? " with legal form" : "");
}

}  // namespace licet
