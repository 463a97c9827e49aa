#include "index/layout.h"

#include <algorithm>
#include <atomic>

#include "base/text_util.h"
#include "index/word.h"
#include "model/party.h"

namespace licet {

namespace {

constexpr std::string_view kMatcherHash =
#include "embedded/matcher_hash.inc"
    ;

Error corrupt(std::string_view what) {
  return Error{ErrorCode::kCorrupt, concat("the name index is damaged: ", what)};
}

bool rises(const FlatArray<std::uint32_t>& begins, std::size_t items, std::size_t end) {
  if (begins.size() != items + 1 || begins[0] != 0 || begins[items] != end) return false;
  for (std::size_t i = 0; i < items; ++i) {
    if (begins[i] > begins[i + 1]) return false;
  }
  return true;
}

template <typename T>
bool below(const FlatArray<T>& values, std::uint64_t end) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::uint64_t{values[i]} >= end) return false;
  }
  return true;
}

template <typename T>
bool sorted(const FlatArray<T>& values) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i - 1] > values[i]) return false;
  }
  return true;
}

// True if the blocks of a group say what their masks have; fills the places of the blocks.
bool sound_blocks(const RowGroup<FlatArray>& group, std::array<std::size_t, kMaxEditLetters + 2>& places) {
  std::size_t block = 0;
  if (group.common.size() != group.any.size()) return false;
  for (std::size_t letters = 0; letters <= kMaxEditLetters; ++letters) {
    places[letters] = block;
    for (std::size_t row = group.begins[letters]; row < group.begins[letters + 1]; row += kMaskBlock, ++block) {
      if (block >= group.any.size()) return false;
      std::uint64_t common = group.masks[row];
      std::uint64_t any = common;
      const std::size_t end = std::min<std::size_t>(row + kMaskBlock, group.begins[letters + 1]);
      for (std::size_t i = row + 1; i < end; ++i) common &= group.masks[i], any |= group.masks[i];
      if (group.common[block] != common || group.any[block] != any) return false;
    }
  }
  return block == group.any.size();
}

// True if the rows of a group fit each other; fills the places of its texts.
bool sound_group(const RowGroup<FlatArray>& group, std::size_t entries,
                 std::array<std::size_t, kMaxEditLetters + 2>& places) {
  const std::size_t rows = group.masks.size();
  if (!rises(group.begins, kMaxEditLetters + 1, rows)) return false;
  if (group.entries.size() != rows || group.limits.size() != rows || !below(group.entries, entries)) return false;
  std::size_t at = 0;
  for (std::size_t letters = 0; letters <= kMaxEditLetters; ++letters) {
    places[letters] = at;
    at += letters * (group.begins[letters + 1] - group.begins[letters]);
  }
  return at == group.texts.size();
}

const char* fault_of_names(const IndexView& v) {
  const std::size_t names = v.names();
  const std::size_t readings = v.reading_kind.size();
  if (!rises(v.party_names, v.parties(), names)) return "names of parties";
  if (v.party_schema.size() != v.parties() || !below(v.party_schema, std::uint64_t(Schema::kLegalEntity) + 1))
    return "kinds of parties";
  if (v.name_strength.size() != names || !below(v.name_strength, 2)) return "strengths of names";
  if (v.name_script.size() != names || !below(v.name_script, std::uint64_t(Script::kOther) + 1))
    return "scripts of names";
  if (!rises(v.name_readings, names, readings) || !below(v.reading_kind, 2)) return "readings of names";
  if (!rises(v.reading_words, readings, v.position_word.size())) return "positions of readings";
  if (v.position_weight.size() != v.position_word.size() || !below(v.position_word, v.word_count()))
    return "positions of readings";
  for (std::size_t i = 0; i < readings; ++i) {
    if (v.reading_words[i + 1] - v.reading_words[i] > kMaxPositions) return "positions of readings";
  }
  if (!rises(v.name_entries_begin, names, v.name_entries.size()) || !below(v.name_entries, v.entries()))
    return "entries of names";
  return nullptr;
}

const char* fault_of_entries(IndexView& v) {
  if (!rises(v.word_begin, v.word_count(), v.word_bytes.size())) return "words";
  for (std::uint32_t w = 0; w < v.word_count(); ++w) {
    Word word;
    if (!decode_word(v.word(w), word)) return "a word cannot be read";
  }
  if (!rises(v.posting_begin, v.entries(), v.posting.size()) || !below(v.posting, v.names())) return "names of entries";
  const RowGroup<FlatArray>* groups[] = {&v.words, &v.runs, &v.bare, &v.latin};
  for (std::size_t i = 0; i < 4; ++i) {
    if (!sound_group(*groups[i], v.entries(), v.text_places[i]) || !sound_blocks(*groups[i], v.block_places[i]))
      return "spellings";
  }
  if (v.spelling_hash.size() != v.spelling_entry.size() || !sorted(v.spelling_hash) ||
      !below(v.spelling_entry, v.entries()))
    return "spellings by hash";
  if (v.key.size() != v.key_entry.size() || !sorted(v.key) || !below(v.key_entry, v.entries())) return "keys";
  if (v.letters_hash.size() != v.letters_name.size() || !sorted(v.letters_hash) || !below(v.letters_name, v.names()))
    return "names by hash";
  if (v.identifier_hash.size() != v.identifier_party.size() || !sorted(v.identifier_hash) ||
      !below(v.identifier_party, v.parties()))
    return "identifiers";
  return nullptr;
}

}  // namespace

std::string_view matcher_hash() {
  return kMatcherHash;
}

std::string save_index(const IndexVectors& index) {
  std::string sizes;
  std::uint32_t count = 0;
  std::size_t total = 0;
  each_array(index, [&](const auto& array) {
    const std::size_t bytes = array.size() * sizeof(array[0]);
    put_flat(sizes, static_cast<std::uint64_t>(bytes));
    total += bytes;
    ++count;
  });
  std::string out;
  out.reserve(kMatcherHash.size() + 4 + sizes.size() + total);
  out += kMatcherHash;
  put_flat(out, count);
  out += sizes;
  each_array(index, [&](const auto& array) { out += flat_bytes(array); });
  return out;
}

Result<IndexView> IndexView::open(std::string_view bytes) {
  if (!made_by_this_matcher(bytes)) return corrupt("another matcher made it");
  bytes.remove_prefix(kMatcherHash.size());
  IndexView view;
  std::uint32_t count = 0;
  each_array(view, [&](const auto&) { ++count; });
  const std::size_t table = 4 + std::size_t{8} * count;
  if (bytes.size() < table || FlatArray<std::uint32_t>(bytes)[0] != count) return corrupt("it does not begin as one");
  const FlatArray<std::uint64_t> sizes(bytes.substr(4, table - 4));
  std::string_view rest = bytes.substr(table);
  std::size_t i = 0;
  bool whole = true;
  each_array(view, [&](auto& array) {
    using Array = std::remove_reference_t<decltype(array)>;
    const std::uint64_t size = sizes[i++];
    whole = whole && size <= rest.size() && size % sizeof(array[0]) == 0;
    if (!whole) return;
    array = Array(rest.substr(0, size));
    rest.remove_prefix(size);
  });
  if (!whole || !rest.empty()) return corrupt("it is cut short");
  if (view.head.size() != 4 || std::uint64_t{view.head[2]} + view.head[3] > 0xFFFF'FFFEU) return corrupt("its counts");
  if (const char* fault = fault_of_names(view)) return corrupt(fault);
  if (const char* fault = fault_of_entries(view)) return corrupt(fault);
  static std::atomic<std::uint64_t> opened = 0;
  view.opened = ++opened;
  return view;
}

bool made_by_this_matcher(std::string_view bytes) {
  return bytes.starts_with(kMatcherHash);
}

std::string_view IndexView::word(std::uint32_t number) const {
  const std::uint32_t begin = word_begin[number];
  return {word_bytes.data() + begin, word_begin[number + 1] - begin};
}

std::uint32_t IndexView::party_of(std::uint32_t name) const {
  return static_cast<std::uint32_t>(lower_place(party_names, name + 1) - 1);
}

}  // namespace licet
