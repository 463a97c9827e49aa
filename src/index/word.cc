#include "index/word.h"

#include <algorithm>

#include "index/flat.h"

namespace licet {

namespace {

enum : std::uint8_t { kMisspelt = 1, kFromLetters = 2, kAside = 4 };
enum : std::uint8_t { kNative = 1, kBare = 2, kEqualOnly = 4, kWide = 8 };
constexpr unsigned kEditsShift = 4;  // two bits of the flags of a form: most edits

void put_text(std::string& out, std::u32string_view text, bool wide) {
  put_flat(out, static_cast<std::uint32_t>(text.size()));
  for (const char32_t c : text) {
    if (wide) {
      put_flat(out, static_cast<std::uint32_t>(c));
    } else {
      put_flat(out, static_cast<std::uint8_t>(c));
    }
  }
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}
  template <typename T>
  T take() {
    if (rest_.size() < sizeof(T)) {
      ok_ = false;
      return T{};
    }
    const T value = FlatArray<T>(rest_)[0];
    rest_.remove_prefix(sizeof(T));
    return value;
  }
  std::string_view take_bytes(std::size_t size) {
    if (rest_.size() < size) {
      ok_ = false;
      return {};
    }
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

bool decode_form(Cursor& in, Form& form) {
  form.script = static_cast<Script>(in.take<std::uint8_t>());
  const auto flags = in.take<std::uint8_t>();
  form.native = (flags & kNative) != 0;
  form.skeleton = (flags & kBare) != 0;
  form.equal_only = (flags & kEqualOnly) != 0;
  form.most_edits = static_cast<std::uint8_t>((flags >> kEditsShift) & 3U);
  const std::size_t size = in.take<std::uint32_t>();
  const bool wide = (flags & kWide) != 0;
  const std::string_view letters = in.take_bytes(size * (wide ? 4 : 1));
  if (!in.ok()) return false;
  form.text.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    form.text.push_back(wide ? static_cast<char32_t>(FlatArray<std::uint32_t>(letters)[i])
                             : static_cast<char32_t>(static_cast<unsigned char>(letters[i])));
  }
  form.mask = letter_mask(form.text);
  return true;
}

}  // namespace

std::string encode_word(const Position& position) {
  std::string out;
  put_flat(out, static_cast<std::uint8_t>(position.kind));
  put_flat(out, static_cast<std::uint8_t>(position.script));
  put_flat(out, static_cast<std::uint8_t>((position.misspelt ? kMisspelt : 0) |
                                          (position.from_letters ? kFromLetters : 0) | (position.aside ? kAside : 0)));
  put_flat(out, position.class_id);
  put_flat(out, static_cast<std::uint32_t>(position.shortest));
  put_flat(out, position.number);
  put_flat(out, static_cast<std::uint32_t>(position.skeleton.size()));
  out += position.skeleton;
  put_flat(out, static_cast<std::uint8_t>(position.families.size()));
  for (const std::uint16_t family : position.families) put_flat(out, family);
  put_flat(out, static_cast<std::uint8_t>(position.forms.size()));
  for (const Form& form : position.forms) {
    const bool wide = std::any_of(form.text.begin(), form.text.end(), [](char32_t c) { return c > 0xFF; });
    put_flat(out, static_cast<std::uint8_t>(form.script));
    put_flat(out, static_cast<std::uint8_t>((form.native ? kNative : 0) | (form.skeleton ? kBare : 0) |
                                            (form.equal_only ? kEqualOnly : 0) | (wide ? kWide : 0) |
                                            (static_cast<unsigned>(form.most_edits) << kEditsShift)));
    put_text(out, form.text, wide);
  }
  return out;
}

void decode_word_head(std::string_view bytes, Position& position) {
  position.kind = static_cast<WordKind>(bytes[0]);
  position.script = static_cast<Script>(bytes[1]);
  position.aside = (static_cast<std::uint8_t>(bytes[2]) & kAside) != 0;
  Cursor in(bytes.substr(3));
  position.class_id = in.take<std::uint16_t>();
}

bool decode_word(std::string_view bytes, Word& word) {
  Cursor in(bytes);
  Position& p = word.position;
  p.kind = static_cast<WordKind>(in.take<std::uint8_t>());
  p.script = static_cast<Script>(in.take<std::uint8_t>());
  const auto flags = in.take<std::uint8_t>();
  p.misspelt = (flags & kMisspelt) != 0;
  p.from_letters = (flags & kFromLetters) != 0;
  p.aside = (flags & kAside) != 0;
  p.class_id = in.take<std::uint16_t>();
  p.shortest = in.take<std::uint32_t>();
  p.number = in.take<std::int64_t>();
  p.skeleton = in.take_bytes(in.take<std::uint32_t>());
  const std::size_t families = in.take<std::uint8_t>();
  for (std::size_t i = 0; i < families; ++i) word.families.push_back(in.take<std::uint16_t>());
  p.families = word.families;
  const std::size_t forms = in.take<std::uint8_t>();
  if (!in.ok() || forms == 0) return false;
  p.forms.resize(forms);
  for (Form& form : p.forms) {
    if (!decode_form(in, form)) return false;
  }
  return in.at_end() && p.kind <= WordKind::kInitial && p.script <= Script::kOther;
}

}  // namespace licet
