#include "rules/columns/layout.h"

#include "base/text_util.h"

namespace licet::rules {

namespace {

std::size_t place_of(std::string_view letters) {
  return (static_cast<std::size_t>(letters[0]) & 31U) * 32 + (static_cast<std::size_t>(letters[1]) & 31U);
}

template <typename Words>
void add_word(Words& words, std::string_view word, CellCode code) {
  if (words.size() <= word.size()) words.resize(word.size() + 1);
  words[word.size()].emplace_back(word, code);
}

}  // namespace

ColumnLayout::ColumnLayout(const Law& law) : law_(law) {
  const auto& facts = law.schema().facts();
  for (std::size_t fact = 0; fact < facts.size(); ++fact) {
    first_.push_back(static_cast<int>(columns_.size()));
    const bool is_set = facts[fact].type == FactType::kSet;
    const Possible anything = everything_possible(facts[fact], law.places());
    for (const std::string& member : is_set ? facts[fact].values : std::vector<std::string>{""}) {
      ColumnInfo info;
      info.fact = static_cast<int>(fact);
      info.member = member;
      info.kind = facts[fact].entity;
      info.type = anything.type;
      info.words = anything.words;
      add(std::move(info));
    }
  }
  first_letter_ = static_cast<int>(columns_.size());
  for (const Decl* letter : law.all(DeclKind::kLetter)) {
    ColumnInfo info;
    info.fact = kLetterFact;
    info.member = letter->qualified;
    info.words = {"false", "true"};
    add(std::move(info));
  }
  add_narrowed();
  for (const Decl* entry : law.all(DeclKind::kEntry)) add_code(entry->name);
  for (const std::string& code : law.codes_without_entry()) {
    if (!code.ends_with('?')) add_code(code);  // `?` stands for codes without a name
  }
}

void ColumnLayout::add(ColumnInfo info) {
  info.too_many = info.words.size() + 2 > kMostCodes;
  auto& count = info.type == FactType::kNumber ? figures_ : info.type == FactType::kCode ? wide_codes_ : codes_;
  info.place = count[static_cast<std::size_t>(info.kind)]++;
  Words words;
  for (std::size_t i = 0; i < info.words.size() && !info.too_many; ++i) {
    add_word(words, info.words[i], static_cast<CellCode>(i + 1));
    if (info.type == FactType::kPlace && info.words[i].size() == 2)
      code_of_place_[place_of(info.words[i])] = static_cast<CellCode>(i + 1);
  }
  words_of_.push_back(std::move(words));
  columns_.push_back(std::move(info));
}

int ColumnLayout::column(int fact, std::string_view member) const {
  if (fact < 0 && fact != kLetterFact) return -1;
  const int first = fact == kLetterFact ? first_letter_ : first_column(fact);
  if (member.empty()) return first;
  for (std::size_t i = static_cast<std::size_t>(first); i < columns_.size() && columns_[i].fact == fact; ++i) {
    if (columns_[i].member == member) return static_cast<int>(i);
  }
  return -1;
}

void ColumnLayout::add_narrowed() {
  const FactSchema& schema = law_.schema();
  for (std::size_t i = 0; i < schema.facts().size(); ++i) {
    const auto fact = static_cast<int>(i);
    if (schema.derivation(fact).rule != DeriveRule::kAmong || schema.at(fact).type != FactType::kCode) continue;
    const int kind = schema.derivation(fact).sources.front();
    Possible one = everything_possible(schema.at(kind), law_.places());
    const std::vector<std::string> words = std::move(one.words);
    for (std::size_t word = 0; word < words.size(); ++word) {
      one.words = {words[word]};
      std::optional<Possible> left = law_.codes_of_kind(fact, one);
      if (!left) continue;
      std::optional<WideCode> code = narrowed_code(fact, left->words);
      if (!code) {
        narrowed_.push_back({fact, std::move(*left)});
        add_stated(concat("?", narrowed_.size()));  // no code has that text
        code = static_cast<WideCode>(narrowed_.size());
      }
      narrowed_by_.emplace(std::pair{fact, static_cast<WideCode>(word + 1)}, *code);
    }
  }
}

std::optional<WideCode> ColumnLayout::narrowed_code(int fact, const std::vector<std::string>& left) const {
  for (std::size_t i = 0; i < narrowed_.size(); ++i) {
    if (narrowed_[i].fact == fact && narrowed_[i].left.words == left) return static_cast<WideCode>(i + 1);
  }
  return std::nullopt;
}

std::optional<WideCode> ColumnLayout::narrowed_by(int column, WideCode kind) const {
  const auto found = narrowed_by_.find({at(column).fact, kind});
  return found == narrowed_by_.end() ? std::nullopt : std::optional(found->second);
}

void ColumnLayout::add_stated(std::string code) {
  const auto& entries = law_.all(DeclKind::kEntry);
  std::vector<std::size_t>& held = entries_held_.emplace_back();
  for (std::size_t entry = 0; entry < entries.size(); ++entry) {
    if (pattern_holds(code, entries[entry]->name)) held.push_back(entry);
  }
  stated_codes_.push_back(std::move(code));
}

WideCode ColumnLayout::add_code(std::string_view code) {
  const auto next = static_cast<WideCode>(stated_codes_.size() + 1);
  const auto [at, added] = code_of_stated_.emplace(code, next);
  if (added) add_stated(std::string(code));
  return at->second;
}

std::optional<WideCode> ColumnLayout::code_of(int column, std::string_view word) {
  const auto known = known_code(column, word);
  if (known || at(column).type != FactType::kCode || stated_codes_.size() + 2 >= kMostWideCodes) return known;
  return add_code(word);
}

std::optional<WideCode> ColumnLayout::known_code(int column, std::string_view word) const {
  const ColumnInfo& info = at(column);
  if (info.type == FactType::kCode) {
    const auto known = code_of_stated_.find(word);
    return known == code_of_stated_.end() ? std::nullopt : std::optional(known->second);
  }
  if (info.type == FactType::kPlace && word.size() == 2 && !info.too_many) {
    const CellCode code = code_of_place_[place_of(word)];
    if (code == kNothing || info.words[std::size_t{code} - 1] != word) return std::nullopt;
    return code;
  }
  const Words& words = words_of_[static_cast<std::size_t>(column)];
  if (word.size() >= words.size()) return std::nullopt;
  for (const auto& [known, code] : words[word.size()]) {
    if (known == word) return code;
  }
  return std::nullopt;
}

std::optional<StatedCell> ColumnLayout::cell(int column, const Possible& possible) {
  StatedCell out;
  out.column = column;
  const ColumnInfo& info = at(column);
  if (possible.not_known || info.too_many || info.type == FactType::kText) return std::nullopt;
  if (info.type == FactType::kNumber) {
    if (possible.number.low && possible.number.low->is_negative()) return std::nullopt;
    out.span = cells_of(possible.number);
    return out;
  }
  if (possible.answer == Answer::kUnknowable) {
    if (info.type == FactType::kCode || possible.words.size() != info.words.size()) return std::nullopt;
    out.code = unknowable(column);
    return out;
  }
  if (possible.answer != Answer::kValue || possible.anything) return std::nullopt;
  const auto narrowed = info.type == FactType::kCode ? narrowed_code(info.fact, possible.words) : std::nullopt;
  if (!narrowed && possible.words.size() != 1) return std::nullopt;
  const auto code = narrowed ? narrowed : code_of(column, possible.words.front());
  if (!code) return std::nullopt;
  out.code = *code;
  return out;
}

}  // namespace licet::rules
