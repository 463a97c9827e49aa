#include "book/codec.h"

#include "base/utf8.h"

namespace licet {

std::uint32_t TextPool::number_of(std::string_view text) {
  const auto [at, fresh] = numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
  if (fresh) texts_.push_back(at->first);
  return at->second;
}

std::string TextPool::bytes() const {
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(texts_.size()));
  std::uint32_t end = 0;
  for (const std::string_view text : texts_) out.u32(end += static_cast<std::uint32_t>(text.size()));
  for (const std::string_view text : texts_) out.raw(text);
  return out.take();
}

std::optional<TextPoolView> TextPoolView::open(std::string_view bytes) {
  TextPoolView view;
  ByteReader in(bytes);
  view.count_ = in.u32();
  if (!in.ok() || view.count_ > (bytes.size() - 4) / 4) return std::nullopt;
  view.ends_ = bytes.substr(4, std::size_t{4} * view.count_);
  view.texts_ = bytes.substr(4 + view.ends_.size());
  if (find_invalid_utf8(view.texts_)) return std::nullopt;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < view.count_; ++i) {
    const std::uint32_t end = view.end_of(i);
    const bool cut = end < view.texts_.size() && (static_cast<unsigned char>(view.texts_[end]) & 0xC0U) == 0x80U;
    if (end < begin || end > view.texts_.size() || cut) return std::nullopt;
    begin = end;
  }
  if (begin != view.texts_.size()) return std::nullopt;
  return view;
}

std::string_view TextPoolView::at(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : end_of(number - 1);
  return texts_.substr(begin, end_of(number) - begin);
}

std::uint64_t ByteReader::little_endian(int bytes) {
  const std::string_view part = raw(static_cast<std::size_t>(bytes));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < part.size(); ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
  return value;
}

std::string_view ByteReader::raw(std::size_t size) {
  if (!ok_ || size > rest_.size()) {
    fail();
    return {};
  }
  const std::string_view part = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return part;
}

std::string_view ByteReader::text_view() {
  const std::uint32_t number = u32();
  if (pool_ != nullptr) {
    if (!ok_ || number >= pool_->size()) fail();
    return ok_ ? pool_->at(number) : std::string_view();
  }
  const std::string_view part = raw(number);
  if (find_invalid_utf8(part)) fail();
  return ok_ ? part : std::string_view();
}

bool ByteReader::flag() {
  const std::uint8_t value = u8();
  if (value > 1) fail();
  return value == 1;
}

std::size_t ByteReader::count(std::size_t least_bytes) {
  const std::uint32_t items = u32();
  if (items > rest_.size() / least_bytes) fail();
  return ok_ ? items : 0;
}

}  // namespace licet
