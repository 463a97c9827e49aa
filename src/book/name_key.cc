#include "book/name_key.h"

#include "text/fold.h"

namespace licet {

std::string name_key(std::string_view name) {
  const Result<FoldedText> folded = fold(name);
  std::string key;
  for (const char c : folded ? std::string_view(folded->text()) : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) key.push_back(c);
  }
  return key;
}

}  // namespace licet
