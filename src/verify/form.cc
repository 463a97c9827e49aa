#include "verify/form.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::verify {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Form whole() {
    Form out = one(200);
    require(at_ == text_.size());
    return out;
  }

 private:
  void require(bool holds) const {
    if (!holds) throw Refusal{concat("canonical text, byte ", at_ + 1, ": not what it should be")};
  }
  bool sees(char c) const { return at_ < text_.size() && text_[at_] == c; }
  char next() {
    require(at_ < text_.size());
    return text_[at_++];
  }

  Form one(int depth) {
    require(depth > 0);
    Form out;
    const char c = next();
    if (c == '(') {
      do out.parts.push_back(one(depth - 1));
      while (next() == ' ');
      require(text_[at_ - 1] == ')');
    } else if (c == '"') {
      for (char d = next(); d != '"'; d = next()) out.atom.push_back(d == '\\' ? next() : d);
    } else {
      require(c != ')' && c != ' ');
      out.atom.push_back(c);
      while (at_ < text_.size() && !sees(' ') && !sees(')')) out.atom.push_back(next());
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const std::string& Form::head() const {
  static const std::string kNone;
  return parts.empty() ? kNone : parts[0].atom;
}

const Form& Form::at(std::size_t i) const {
  if (i >= parts.size()) throw Refusal{concat("canonical text: `", head(), "` has too few parts")};
  return parts[i];
}

const std::string& Form::text(std::size_t i) const {
  if (!at(i).parts.empty()) throw Refusal{concat("canonical text: expected a word in `", head(), "`")};
  return parts[i].atom;
}

const Form* Form::find(std::string_view name) const {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Form& part) { return part.head() == name; });
  return found == parts.end() ? nullptr : &*found;
}

std::string Form::value(std::string_view name) const {
  const Form* found = find(name);
  return found == nullptr ? std::string() : found->text(1);
}

bool Form::has(std::string_view word) const {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Form& part) { return part.parts.empty() && part.atom == word; });
}

bool Form::holds_on(const std::string& day) const {
  const std::string until = value("until");
  return value("from") <= day && (until.empty() || day < until);
}

Form read_form(std::string_view line) {
  return Reader(line).whole();
}

}  // namespace licet::verify
