#include "index/words.h"

#include <algorithm>

#include "base/check.h"

namespace licet {

WordStore::WordStore(const IndexView& index)
    : v_(index), words_(std::make_unique<std::atomic<const Word*>[]>(index.word_count())) {}

WordStore::~WordStore() {
  for (std::uint32_t i = 0; i < v_.word_count(); ++i) delete words_[i].load(std::memory_order_relaxed);
}

const Position& WordStore::word(std::uint32_t number) const {
  const Word* known = words_[number].load(std::memory_order_acquire);
  if (known == nullptr) {
    auto fresh = std::make_unique<Word>();
    LICET_CHECK(decode_word(v_.word(number), *fresh));
    if (words_[number].compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel)) known = fresh.release();
  }
  return known->position;
}

PreparedName WordStore::name(std::uint32_t number) const {
  PreparedName out;
  out.script = static_cast<Script>(v_.name_script[number]);
  out.has_word = true;
  for (std::uint32_t r = v_.name_readings[number]; r < v_.name_readings[number + 1]; ++r) {
    Reading& reading = out.readings.emplace_back();
    reading.kind = static_cast<ReadingKind>(v_.reading_kind[r]);
    reading.low_information = true;
    reading.positions.reserve(v_.reading_words[r + 1] - v_.reading_words[r]);
    for (std::uint32_t i = v_.reading_words[r]; i < v_.reading_words[r + 1]; ++i) {
      Position& p = reading.positions.emplace_back(word(v_.position_word[i]));
      p.weight = v_.position_weight[i];
      reading.weight += p.weight;
      if (p.kind == WordKind::kName || p.kind == WordKind::kNumber) reading.low_information = false;
    }
  }
  return out;
}

}  // namespace licet
