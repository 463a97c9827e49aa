#include "verify/sexpr.h"

#include "base/text_util.h"

namespace licet::verify {

namespace {

constexpr int kMostDepth = 200;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Sexpr whole() {
    Sexpr out = one(0);
    if (at_ != text_.size()) fail("text behind the end");
    return out;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Refusal{concat("canonical text, byte ", at_ + 1, ": ", what)};
  }

  char next() {
    if (at_ >= text_.size()) fail("ends too early");
    return text_[at_++];
  }

  Sexpr one(int depth) {
    if (depth > kMostDepth) fail("nested too deep");
    Sexpr out;
    const char c = next();
    if (c == '"') {
      for (char d = next(); d != '"'; d = next()) out.atom.push_back(d == '\\' ? next() : d);
      return out;
    }
    if (c != '(') {
      out.atom.push_back(c);
      while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != ')') out.atom.push_back(text_[at_++]);
      return out;
    }
    out.is_list = true;
    while (true) {
      out.parts.push_back(one(depth + 1));
      const char end = next();
      if (end == ')') return out;
      if (end != ' ') fail("expected a space or a bracket");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

const std::string kNone;

}  // namespace

const std::string& Sexpr::head() const {
  return is_list && !parts.empty() && !parts[0].is_list ? parts[0].atom : kNone;
}

const Sexpr& Sexpr::at(std::size_t i) const {
  if (i >= parts.size()) throw Refusal{concat("canonical text: `", head(), "` has too few parts")};
  return parts[i];
}

const std::string& Sexpr::text(std::size_t i) const {
  if (at(i).is_list) throw Refusal{concat("canonical text: expected a word in `", head(), "`")};
  return parts[i].atom;
}

const Sexpr* Sexpr::find(std::string_view head) const {
  for (const Sexpr& part : parts) {
    if (part.is_list && part.head() == head) return &part;
  }
  return nullptr;
}

bool Sexpr::has(std::string_view atom_text) const {
  for (const Sexpr& part : parts) {
    if (!part.is_list && part.atom == atom_text) return true;
  }
  return false;
}

Sexpr read_sexpr(std::string_view line) {
  return Reader(line).whole();
}

}  // namespace licet::verify
