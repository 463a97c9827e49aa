#include "index/build_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <span>
#include <thread>
#include <unordered_map>

#include "index/edits.h"
#include "index/keys.h"
#include "index/layout.h"
#include "index/word.h"
#include "match/match.h"
#include "match/qualifiers.h"

namespace licet {

namespace {

constexpr std::size_t kBlock = 4096;  // parties that are prepared before the next
constexpr std::size_t kLeastSkeleton = 4;
constexpr std::size_t kLeastEditLetters = 3;

using Words = std::array<std::uint32_t, kMaxRun>;

struct WordsHash {
  std::size_t operator()(const Words& words) const {
    std::uint64_t hash = 0;
    for (const std::uint32_t word : words) hash = (hash ^ word) * 0x9E37'79B9'7F4A'7C15U;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
  }
};

// Collects the rows of one group by length.
class GroupBuilder {
 public:
  void add(std::u32string_view text, std::uint64_t mask, std::uint32_t entry, std::uint8_t limit) {
    Rows& rows = rows_[text.size()];
    rows.masks.push_back(mask);
    rows.entries.push_back(entry);
    rows.limits.push_back(limit);
    for (const char32_t c : text) rows.texts.push_back(letter_code(c));
  }

  // Adds `by` to every number of an entry.
  void finish(RowGroup<VectorOf>& out, std::uint32_t by) {
    out.begins.push_back(0);
    for (std::size_t letters = 0; letters < rows_.size(); ++letters) {
      Rows& rows = rows_[letters];
      const std::vector<std::uint32_t> order = order_of(rows.masks);
      for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint32_t row = order[i];
        const std::uint64_t mask = rows.masks[row];
        if (i % kMaskBlock == 0) {
          out.common.push_back(mask);
          out.any.push_back(mask);
        }
        out.common.back() &= mask;
        out.any.back() |= mask;
        out.masks.push_back(mask);
        out.entries.push_back(rows.entries[row] + by);
        out.limits.push_back(rows.limits[row]);
        const auto text = rows.texts.begin() + static_cast<std::ptrdiff_t>(row * letters);
        out.texts.insert(out.texts.end(), text, text + static_cast<std::ptrdiff_t>(letters));
      }
      out.begins.push_back(static_cast<std::uint32_t>(out.masks.size()));
      rows = {};
    }
  }

 private:
  struct Rows {
    std::vector<std::uint64_t> masks;
    std::vector<std::uint32_t> entries;
    std::vector<std::uint8_t> limits;
    std::vector<std::uint8_t> texts;
  };

  // Rows that have letters in common side by side: cut again and again by the letter that divides them best.
  static std::vector<std::uint32_t> order_of(const std::vector<std::uint64_t>& masks) {
    std::vector<std::uint32_t> order(masks.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    divide(masks, std::span(order));
    return order;
  }

  static void divide(const std::vector<std::uint64_t>& masks, std::span<std::uint32_t> rows) {
    if (rows.size() <= kMaskBlock) return;
    std::array<std::size_t, 64> with{};
    for (const std::uint32_t row : rows) {
      for (std::uint64_t rest = masks[row]; rest != 0; rest &= rest - 1) ++with[std::size_t(std::countr_zero(rest))];
    }
    const auto unevenness = [&](std::size_t count) {
      return 2 * count > rows.size() ? 2 * count - rows.size() : rows.size() - 2 * count;
    };
    std::size_t best = 0;
    for (std::size_t bit = 1; bit < with.size(); ++bit) {
      if (unevenness(with[bit]) < unevenness(with[best])) best = bit;
    }
    if (with[best] == 0 || with[best] == rows.size()) return;  // all masks are equal
    const auto middle = std::stable_partition(rows.begin(), rows.end(),
                                              [&](std::uint32_t row) { return (masks[row] >> best & 1U) == 0; });
    const auto first = static_cast<std::size_t>(middle - rows.begin());
    divide(masks, rows.first(first));
    divide(masks, rows.subspan(first));
  }

  std::array<Rows, kMaxEditLetters + 1> rows_;
};

// Pairs of (key, item), to be written as two sorted arrays.
template <typename Key>
void finish_pairs(std::vector<std::pair<Key, std::uint32_t>>& pairs, std::vector<Key>& keys,
                  std::vector<std::uint32_t>& items) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  keys.reserve(pairs.size());
  items.reserve(pairs.size());
  for (const auto& [key, item] : pairs) {
    keys.push_back(key);
    items.push_back(item);
  }
  pairs = {};
}

// What words and runs share: the postings of a kind of entry, in the order of the names.
struct Postings {
  std::vector<std::uint32_t> last_name;  // by entry: the last name that was added
  std::vector<std::uint32_t> counts;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // entry, name

  void grow() {
    last_name.push_back(kNoWord);
    counts.push_back(0);
  }
  void add(std::uint32_t entry, std::uint32_t name) {
    if (last_name[entry] == name) return;
    last_name[entry] = name;
    ++counts[entry];
    pairs.emplace_back(entry, name);
  }
  void finish(IndexVectors& out) {
    std::vector<std::uint32_t> next;
    auto place = static_cast<std::uint32_t>(out.posting.size());
    for (const std::uint32_t count : counts) {
      next.push_back(place);
      place += count;
      out.posting_begin.push_back(place);
    }
    out.posting.resize(place);
    for (const auto& [entry, name] : pairs) out.posting[next[entry]++] = name;
    *this = {};
  }
};

class IndexBuilder {
 public:
  explicit IndexBuilder(std::span<const Party> parties) : parties_(parties) {}

  std::string build() {
    out_.party_names.push_back(0);
    out_.name_readings.push_back(0);
    out_.reading_words.push_back(0);
    out_.word_begin.push_back(0);
    for (std::size_t begin = 0; begin < parties_.size(); begin += kBlock) {
      const std::size_t end = std::min(parties_.size(), begin + kBlock);
      const std::vector<PreparedParty> prepared = prepare_block(begin, end);
      for (std::size_t p = begin; p < end; ++p) add_party(static_cast<std::uint32_t>(p), prepared[p - begin]);
    }
    return finish();
  }

 private:
  // Names only; the parties of a block are shared out among the cores.
  std::vector<PreparedParty> prepare_block(std::size_t begin, std::size_t end) const {
    std::vector<PreparedParty> out(end - begin);
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 16);
    const auto work = [&](std::size_t from) {
      for (std::size_t i = from; i < out.size(); i += threads) {
        const Party& party = parties_[begin + i];
        for (const PartyName& name : party.names) out[i].names.push_back(prepare_name(name.text, party.schema));
      }
    };
    std::vector<std::thread> helpers;
    for (std::size_t t = 1; t < threads && t < out.size(); ++t) helpers.emplace_back(work, t);
    work(0);
    for (std::size_t t = helpers.size() + 1; t < threads && t < out.size(); ++t) work(t);
    for (std::thread& helper : helpers) helper.join();
    return out;
  }

  void add_party(std::uint32_t number, const PreparedParty& prepared) {
    const Party& party = parties_[number];
    out_.party_schema.push_back(static_cast<std::uint8_t>(party.schema));
    for (std::size_t n = 0; n < party.names.size(); ++n) {
      out_.name_strength.push_back(static_cast<std::uint8_t>(party.names[n].strength));
      add_name(prepared.names[n]);
    }
    out_.party_names.push_back(names_);
    for (const Identifier& identifier : party.identifiers) {
      const std::string value = normalised_identifier(identifier.value);
      if (value.size() >= kLeastIdentifier) identifiers_.emplace_back(text_hash(std::string_view(value)), number);
    }
  }

  void add_name(const PreparedName& name) {
    const std::uint32_t number = names_++;
    out_.name_script.push_back(static_cast<std::uint8_t>(name.script));
    for (const std::u32string_view text : name.shared_texts()) letters_.emplace_back(text_hash(text), number);
    for (const Reading& reading : name.readings) add_reading(number, reading);
    out_.name_readings.push_back(static_cast<std::uint32_t>(out_.reading_kind.size()));
  }

  void add_reading(std::uint32_t name, const Reading& reading) {
    out_.reading_kind.push_back(static_cast<std::uint8_t>(reading.kind));
    std::vector<std::uint32_t> words;
    for (const Position& position : reading.positions) {
      words.push_back(word_of(position));
      word_postings_.add(words.back(), name);
      out_.position_word.push_back(words.back());
      out_.position_weight.push_back(static_cast<std::uint8_t>(position.weight));
    }
    out_.reading_words.push_back(static_cast<std::uint32_t>(out_.position_word.size()));
    for (std::size_t count = 2; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= words.size(); ++first) {
        Words key{kNoWord, kNoWord, kNoWord};
        std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(first), count, key.begin());
        run_postings_.add(run_of(key, reading, first, count), name);
      }
    }
  }

  std::uint32_t word_of(const Position& position) {
    std::string bytes = encode_word(position);
    const auto next = static_cast<std::uint32_t>(words_.size());
    const auto [at, fresh] = words_.try_emplace(std::move(bytes), next);
    if (!fresh) return at->second;
    out_.word_bytes.insert(out_.word_bytes.end(), at->first.begin(), at->first.end());
    out_.word_begin.push_back(static_cast<std::uint32_t>(out_.word_bytes.size()));
    word_postings_.grow();
    const std::uint8_t known = position.class_id != 0 && !position.misspelt ? kKnownClass : 0;
    add_spellings(position, next, 3, known, word_rows_, word_spellings_);
    add_skeletons(position, next);
    add_keys(position, next, word_keys_);
    return next;
  }

  std::uint32_t run_of(const Words& key, const Reading& reading, std::size_t first, std::size_t count) {
    const auto next = static_cast<std::uint32_t>(runs_.size());
    const auto [at, fresh] = runs_.try_emplace(key, next);
    if (!fresh) return at->second;
    run_postings_.grow();
    const Position run = joined_run(reading, first, count);
    add_spellings(run, next, std::min(kMostRunEdits, run.shortest - 1), 0, run_rows_, run_spellings_);
    add_keys(run, next, run_keys_);
    return next;
  }

  using Hashes = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  using Keys = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

  static void add_spellings(const Position& run, std::uint32_t entry, std::size_t most, std::uint8_t known,
                            GroupBuilder& rows, Hashes& hashes) {
    for (const Form& form : run.forms) {
      if (form.skeleton) continue;
      hashes.emplace_back(static_cast<std::uint32_t>(text_hash(std::u32string_view(form.text))), entry);
      const bool by_edits = most > 0 && !form.equal_only && !run.from_letters &&
                            form.text.size() >= kLeastEditLetters && form.text.size() <= kMaxEditLetters;
      if (by_edits) rows.add(form.text, form.mask, entry, static_cast<std::uint8_t>(most | known));
    }
  }

  void add_skeletons(const Position& word, std::uint32_t entry) {
    const auto fits = [](std::size_t letters) { return letters >= kLeastSkeleton && letters <= kMaxEditLetters; };
    for (const Form& form : word.forms) {
      if (form.skeleton && fits(form.text.size())) bare_rows_.add(form.text, form.mask, entry, 1);
    }
    if (!fits(word.skeleton.size())) return;
    const std::u32string latin(word.skeleton.begin(), word.skeleton.end());
    latin_rows_.add(latin, letter_mask(latin), entry, 1);
  }

  static void add_keys(const Position& run, std::uint32_t entry, Keys& keys) {
    std::vector<std::uint64_t> own;
    add_listed_keys(run, own);
    for (const std::uint64_t key : own) keys.emplace_back(key, entry);
  }

  std::string finish() {
    const auto words = static_cast<std::uint32_t>(words_.size());
    out_.head = {static_cast<std::uint32_t>(parties_.size()), names_, words, static_cast<std::uint32_t>(runs_.size())};
    words_ = {};
    runs_ = {};
    add_entries_of_names(words);
    out_.posting_begin.push_back(0);
    word_postings_.finish(out_);
    run_postings_.finish(out_);
    word_rows_.finish(out_.words, 0);
    run_rows_.finish(out_.runs, words);
    bare_rows_.finish(out_.bare, 0);
    latin_rows_.finish(out_.latin, 0);
    for (auto& [hash, entry] : run_spellings_) word_spellings_.emplace_back(hash, entry + words);
    for (auto& [key, entry] : run_keys_) word_keys_.emplace_back(key, entry + words);
    run_spellings_ = {};
    run_keys_ = {};
    finish_pairs(word_spellings_, out_.spelling_hash, out_.spelling_entry);
    finish_pairs(word_keys_, out_.key, out_.key_entry);
    finish_pairs(letters_, out_.letters_hash, out_.letters_name);
    finish_pairs(identifiers_, out_.identifier_hash, out_.identifier_party);
    return save_index(out_);
  }

  void add_entries_of_names(std::uint32_t words) {
    std::vector<std::uint32_t>& begins = out_.name_entries_begin;
    begins.assign(names_ + 1, 0);
    for (const auto& [entry, name] : word_postings_.pairs) ++begins[name + 1];
    for (const auto& [entry, name] : run_postings_.pairs) ++begins[name + 1];
    for (std::size_t n = 0; n < names_; ++n) begins[n + 1] += begins[n];
    std::vector<std::uint32_t> next(begins.begin(), begins.end() - 1);
    out_.name_entries.resize(begins[names_]);
    for (const auto& [entry, name] : word_postings_.pairs) out_.name_entries[next[name]++] = entry;
    for (const auto& [entry, name] : run_postings_.pairs) out_.name_entries[next[name]++] = entry + words;
  }

  std::span<const Party> parties_;
  IndexVectors out_;
  std::uint32_t names_ = 0;
  std::unordered_map<std::string, std::uint32_t> words_;
  std::unordered_map<Words, std::uint32_t, WordsHash> runs_;
  Postings word_postings_;
  Postings run_postings_;
  GroupBuilder word_rows_;
  GroupBuilder run_rows_;
  GroupBuilder bare_rows_;
  GroupBuilder latin_rows_;
  Hashes word_spellings_;
  Hashes run_spellings_;
  Keys word_keys_;
  Keys run_keys_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> letters_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> identifiers_;
};

}  // namespace

std::string build_index(std::span<const Party> parties) {
  return IndexBuilder(parties).build();
}

}  // namespace licet
