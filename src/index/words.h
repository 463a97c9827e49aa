// The listed names of an index as readings again, word by word, without the text they came from.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "index/layout.h"
#include "index/word.h"
#include "match/prepare.h"

namespace licet {

// Words of an index that were read so far. Safe from many threads, without a lock: two threads may read one word, one
// of them keeps it.
class WordStore {
 public:
  explicit WordStore(const IndexView& index);
  ~WordStore();
  WordStore(const WordStore&) = delete;
  WordStore& operator=(const WordStore&) = delete;

  // The name as it is scored: readings and script. Whole letters, places and what is shown are left out.
  PreparedName name(std::uint32_t number) const;
  const Position& word(std::uint32_t number) const;

 private:
  const IndexView& v_;
  std::unique_ptr<std::atomic<const Word*>[]> words_;
};

}  // namespace licet
