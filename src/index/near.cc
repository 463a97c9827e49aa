// Lemma 5 of docs/index-proof.md: for each rule of similarity.h an enumerator that misses nothing.
#include <algorithm>

#include "index/edits.h"
#include "index/mask_scan.h"
#include "index/select.h"
#include "match/qualifiers.h"

namespace licet {

namespace {

// Most edits that leave a likeness of at least the floor, by letters of the longer word.
std::size_t useful_edits(std::size_t longer) {
  static const auto kTable = [] {
    std::array<std::size_t, kMaxEditLetters + 1> table{};
    for (std::size_t letters = 1; letters < table.size(); ++letters) {
      for (std::size_t edits = 1; edits <= allowed_edits(letters); ++edits) {
        if (edit_value(edits, letters) >= kSimilarityFloor) table[letters] = edits;
      }
    }
    return table;
  }();
  return kTable[std::min(longer, kMaxEditLetters)];
}

constexpr std::size_t kMostEdits = 3;
constexpr std::size_t kLeastEditLetters = 3;

class Finder {
 public:
  Finder(const IndexView& index, const Position& run, ReadingKind kind, const Weakening& weakening, NearMemo& memo)
      : v_(index), run_(run), kind_(kind), weak_(weakening), memo_(memo) {}

  std::vector<NearEntry> run() {
    const bool by_edits = !run_.from_letters;
    for (const Form& form : run_.forms) {
      if (form.skeleton) continue;
      if (!weak_.no_spellings) add_equal(form.text);
      const std::size_t letters = form.text.size();
      if (!by_edits || form.equal_only || letters < least_letters() || letters > kMaxEditLetters) continue;
      add_by_edits(form);
    }
    add_by_keys();
    if (run_.words == 1 && !weak_.no_near_skeletons) add_near_skeletons();
    return finished();
  }

 private:
  std::size_t least_letters() const { return kLeastEditLetters + (weak_.least_letters_one_more ? 1 : 0); }
  std::size_t least_consonants() const { return kLeastNearSkeleton + (weak_.least_consonants_one_more ? 1 : 0); }

  void add(std::uint32_t entry, std::int32_t value) {
    const std::int32_t floor = kSimilarityFloor + (weak_.floor_not_reached ? 1 : 0);
    if (value < floor || (weak_.no_joined_listed_words && entry >= v_.word_count())) return;
    out_.push_back({entry, value});
  }

  void add_equal(std::u32string_view text) {
    const auto hash = static_cast<std::uint32_t>(text_hash(text));
    for (std::size_t i = lower_place(v_.spelling_hash, hash);
         i < v_.spelling_hash.size() && v_.spelling_hash[i] == hash; ++i) {
      add(v_.spelling_entry[i], kScoreOne.millionths);
    }
  }

  // A run of several positions allows fewer edits than its shortest word has letters; two such runs meet by equal text.
  void add_by_edits(const Form& form) {
    std::size_t most = run_.words > 1 ? std::min(kMostRunEdits, run_.shortest - 1) : kMostEdits;
    if (weak_.asked_run_edit_less && run_.words > 1 && most > 0) --most;
    const bool single = run_.words == 1;
    const bool known = run_.class_id != 0 && !run_.misspelt;
    const NearMemo::Asked asked{form.text, most, single, known};
    if (const std::vector<NearEntry>* found = memo_.find(asked)) {
      out_.insert(out_.end(), found->begin(), found->end());
      return;
    }
    const std::size_t begin = out_.size();
    const EditPattern pattern(form.text);
    add_rows(kWords, form, pattern, most, known);
    if (single) add_rows(kRuns, form, pattern, std::min(most, kMostRunEdits), known);
    memo_.keep(asked, std::span(out_).subspan(begin));
  }

  enum GroupNumber : std::uint8_t { kWords, kRuns, kBare, kLatin };

  const RowGroup<FlatArray>& group_of(GroupNumber number) const {
    const RowGroup<FlatArray>* groups[] = {&v_.words, &v_.runs, &v_.bare, &v_.latin};
    return *groups[number];
  }

  // The rows of `letters` letters whose masks are within the limits.
  void scan(GroupNumber number, std::size_t letters, std::uint64_t mask, MaskLimits limits) {
    const RowGroup<FlatArray>& group = group_of(number);
    rows_.clear();
    scan_blocks({group.masks, group.common, group.any, kMaskBlock, weak_.one_block_letter_less ? 1 : 0},
                group.begins[letters], group.begins[letters + 1], v_.block_places[number][letters], mask, limits,
                rows_);
  }

  void add_rows(GroupNumber number, const Form& form, const EditPattern& pattern, std::size_t most, bool known) {
    const RowGroup<FlatArray>& group = group_of(number);
    const std::size_t letters = form.text.size();
    const std::size_t from = std::max(least_letters(), letters > kMostEdits ? letters - kMostEdits : 0);
    const std::size_t to = std::min(kMaxEditLetters, letters + kMostEdits);
    for (std::size_t other = from; other <= to; ++other) {
      const std::size_t longer = std::max(letters, other);
      std::size_t edits = std::min(most, useful_edits(longer));
      if (weak_.one_edit_less && edits > 0) --edits;
      if (edits == 0 || longer - std::min(letters, other) > edits) continue;
      MaskLimits limits = mask_limits(edits, letters, other);
      if (weak_.one_mask_bit_less) --limits.missing, --limits.extra;
      scan(number, other, form.mask, limits);
      for (const std::uint32_t row : rows_) {
        const std::uint8_t limit = group.limits[row];
        std::size_t allowed = std::min<std::size_t>(edits, limit & kLimitMask);
        if (weak_.listed_run_edit_less && number == kRuns && allowed > 0) --allowed;
        if (allowed == 0 || (known && (limit & kKnownClass) != 0)) continue;
        const std::size_t distance =
            pattern.distance(IndexView::row_text(group, v_.text_places[number], other, row), other, allowed);
        if (distance <= allowed)
          add(group.entries[row], distance == 0 ? kScoreOne.millionths : edit_value(distance, longer));
      }
    }
  }

  void add_by_keys() {
    std::vector<std::uint64_t> keys;
    add_query_keys(run_, kind_, keys);
    for (const std::uint64_t key : keys) {
      if (weak_.without_key && kind_of_key(key) == *weak_.without_key) continue;
      const std::int32_t most = most_of_key(kind_of_key(key)) - (weak_.one_less_of == kind_of_key(key) ? 1 : 0);
      for (std::size_t i = lower_place(v_.key, key); i < v_.key.size() && v_.key[i] == key; ++i) {
        add(v_.key_entry[i], most);
      }
    }
  }

  // No more than this comes of the rule behind a key.
  std::int32_t most_of_key(KeyKind kind) const { return most_of(rule_of(kind), run_.kind); }

  void add_near_skeletons() {
    for (const Form& form : run_.forms) {
      if (form.skeleton) add_skeletons(kLatin, form.text);
    }
    add_skeletons(kBare, std::u32string(run_.skeleton.begin(), run_.skeleton.end()));
  }

  void add_skeletons(GroupNumber number, std::u32string_view text) {
    const RowGroup<FlatArray>& group = group_of(number);
    if (text.size() < least_consonants() || text.size() > kMaxEditLetters) return;
    const EditPattern pattern(text);
    const std::uint64_t mask = letter_mask(text);
    for (std::size_t other = std::max(least_consonants(), text.size() - 1);
         other <= std::min(kMaxEditLetters, text.size() + 1); ++other) {
      scan(number, other, mask, mask_limits(1, text.size(), other));
      for (const std::uint32_t row : rows_) {
        if (pattern.distance(IndexView::row_text(group, v_.text_places[number], other, row), other, 1) <= 1)
          add(group.entries[row], kNearSkeleton - (weak_.near_skeleton_one_less ? 1 : 0));
      }
    }
  }

  // Each entry once, with its largest value.
  std::vector<NearEntry> finished() {
    std::sort(out_.begin(), out_.end(), [](const NearEntry& a, const NearEntry& b) {
      return a.entry != b.entry ? a.entry < b.entry : a.value > b.value;
    });
    const auto same = [](const NearEntry& a, const NearEntry& b) { return a.entry == b.entry; };
    out_.erase(std::unique(out_.begin(), out_.end(), same), out_.end());
    return std::move(out_);
  }

  const IndexView& v_;
  const Position& run_;
  ReadingKind kind_;
  const Weakening& weak_;
  NearMemo& memo_;
  std::vector<std::uint32_t> rows_;
  std::vector<NearEntry> out_;
};

constexpr std::size_t kPlaces = 4096;
constexpr std::size_t kMostKept = 512;  // entries near one spelling; more are looked up anew

}  // namespace

void NearMemo::use_for(const IndexView& index) {
  if (index_ == index.opened) return;
  index_ = index.opened;
  places_.clear();
}

std::size_t NearMemo::place_of(const Asked& asked) {
  const std::uint64_t more = asked.most * 4 + (asked.single ? 2U : 0U) + (asked.known ? 1U : 0U);
  return static_cast<std::size_t>((text_hash(asked.text) + more * 0x9E37'79B9U) % kPlaces);
}

const std::vector<NearEntry>* NearMemo::find(const Asked& asked) const {
  if (places_.empty()) return nullptr;
  const Place& place = places_[place_of(asked)];
  const bool same = place.used && place.most == asked.most && place.single == asked.single &&
                    place.known == asked.known && place.text == asked.text;
  return same ? &place.near : nullptr;
}

void NearMemo::keep(const Asked& asked, std::span<const NearEntry> near) {
  if (near.size() > kMostKept) return;
  if (places_.empty()) places_.resize(kPlaces);
  Place& place = places_[place_of(asked)];
  place.used = true;
  place.most = static_cast<std::uint8_t>(asked.most);
  place.single = asked.single;
  place.known = asked.known;
  place.text = asked.text;
  place.near.assign(near.begin(), near.end());
}

std::vector<NearEntry> near_entries(const IndexView& index, const Position& run, ReadingKind kind,
                                    const Weakening& weakening, NearMemo& memo) {
  return Finder(index, run, kind, weakening, memo).run();
}

std::vector<NearEntry> near_entries(const IndexView& index, const Position& run, ReadingKind kind,
                                    const Weakening& weakening) {
  NearMemo memo;
  return near_entries(index, run, kind, weakening, memo);
}

}  // namespace licet
