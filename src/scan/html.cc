#include "scan/html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

constexpr std::size_t kCopyBytes = 1024;  // longest copied run: looking up a place counts code points within one

constexpr std::array<std::string_view, 30> kBlocks = {
    "address", "article", "aside", "blockquote", "br", "dd",  "div",     "dl",    "dt", "figcaption",
    "footer",  "form",    "h1",    "h2",         "h3", "h4",  "h5",      "h6",    "hr", "header",
    "li",      "main",    "nav",   "ol",         "p",  "pre", "section", "table", "td", "tr"};
constexpr std::array<std::string_view, 5> kDropped = {"script", "style", "template", "noscript", "svg"};

constexpr std::array<std::pair<std::string_view, char32_t>, 22> kReferences = {
    {{"amp", U'&'},         {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},        {"apos", U'\''},
     {"nbsp", U'\u00A0'},   {"shy", U'\u00AD'},    {"ndash", U'\u2013'},  {"mdash", U'\u2014'},  {"lsquo", U'\u2018'},
     {"rsquo", U'\u2019'},  {"ldquo", U'\u201C'},  {"rdquo", U'\u201D'},  {"hellip", U'\u2026'}, {"middot", U'\u00B7'},
     {"eacute", U'\u00E9'}, {"egrave", U'\u00E8'}, {"agrave", U'\u00E0'}, {"uuml", U'\u00FC'},   {"ouml", U'\u00F6'},
     {"auml", U'\u00E4'},   {"ccedil", U'\u00E7'}}};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::size_t code_points_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<char32_t> numeric_reference(std::string_view digits) {
  const bool hex = !digits.empty() && (digits.front() == 'x' || digits.front() == 'X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const bool valid = value >= 0x20 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
  return valid ? std::optional(static_cast<char32_t>(value)) : std::nullopt;
}

std::optional<char32_t> reference(std::string_view name) {
  if (name.starts_with('#')) return numeric_reference(name.substr(1));
  for (const auto& [known, code_point] : kReferences) {
    if (known == name) return code_point;
  }
  return std::nullopt;
}

}  // namespace

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  PlainText run() {
    while (at_ < html_.size()) {
      if (html_[at_] == '<')
        tag();
      else if (html_[at_] == '&')
        character_reference();
      else
        copy();
    }
    return std::move(out_);
  }

 private:
  void advance(std::size_t to) {
    code_point_ += code_points_in(html_.substr(at_, to - at_));
    at_ = to;
  }

  void copy() {
    const std::size_t end = std::min(html_.find_first_of("<&", at_), html_.size());
    while (at_ < end) {
      std::size_t to = std::min(end, at_ + kCopyBytes);
      while (to < end && (static_cast<unsigned char>(html_[to]) & 0xC0U) == 0x80U) ++to;
      const std::string_view piece = html_.substr(at_, to - at_);
      out_.runs_.push_back({out_.text_.size(), at_, code_point_, piece.size(), code_points_in(piece), true});
      out_.text_ += piece;
      advance(to);
    }
  }

  // Puts text in the place of the file's [at_, to).
  void replace(std::string_view text, std::size_t to) {
    out_.runs_.push_back(
        {out_.text_.size(), at_, code_point_, to - at_, code_points_in(html_.substr(at_, to - at_)), false});
    out_.text_ += text;
    advance(to);
  }

  void character_reference() {
    constexpr std::size_t kLongest = 12;
    const std::size_t semicolon = html_.substr(at_, kLongest).find(';');
    if (semicolon != std::string_view::npos) {
      if (const auto code_point = reference(html_.substr(at_ + 1, semicolon - 1))) {
        std::string text;
        append_utf8(text, *code_point);
        replace(text, at_ + semicolon + 1);
        return;
      }
    }
    replace("&", at_ + 1);
  }

  void tag() {
    if (html_.substr(at_).starts_with("<!--")) {
      const std::size_t end = html_.find("-->", at_ + 4);
      advance(end == std::string_view::npos ? html_.size() : end + 3);
      return;
    }
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
    const bool is_tag =
        (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' || next == '?';
    if (!is_tag) {
      replace("<", at_ + 1);
      return;
    }
    const std::string name = tag_name(at_ + 1);
    const std::size_t end = tag_end(at_ + 1);
    if (one_of(kDropped, name)) {
      drop_element(name, end);
    } else if (one_of(kBlocks, name)) {
      replace(name == "br" ? "\n" : "\n\n", end);
    } else {
      advance(end);
    }
  }

  std::string tag_name(std::size_t at) const {
    if (at < html_.size() && html_[at] == '/') ++at;
    std::size_t end = at;
    while (end < html_.size() && end - at < 16 && std::isalnum(static_cast<unsigned char>(html_[end])) != 0) ++end;
    return ascii_lower(html_.substr(at, end - at));
  }

  // Behind the `>` that closes the tag; quoted values may hold one.
  std::size_t tag_end(std::size_t at) {
    char quote = 0;
    for (; at < html_.size(); ++at) {
      const char c = html_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && html_[at - 1] == '=') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
    }
    return html_.size();
  }

  // A script or style with everything in it; without an end tag it reaches to the end of the file.
  void drop_element(const std::string& name, std::size_t end) {
    const bool closing = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
    const bool empty = end >= 2 && html_[end - 2] == '/';
    std::size_t at = end;
    while (!closing && !empty && at < html_.size()) {
      at = html_.find("</", at);
      if (at == std::string_view::npos) at = html_.size();
      if (at >= html_.size()) break;
      if (ascii_lower(html_.substr(at + 2, name.size())) == name) {
        at = tag_end(at + 2);
        break;
      }
      at += 2;
    }
    replace("\n\n", at);
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t code_point_ = 0;
  PlainText out_;
};

std::size_t PlainText::run_at(std::size_t place) const {
  const auto behind =
      std::upper_bound(runs_.begin(), runs_.end(), place, [](std::size_t p, const Run& run) { return p < run.begin; });
  return static_cast<std::size_t>(behind - runs_.begin()) - 1;
}

SourceStretch PlainText::source(std::size_t begin, std::size_t end) const {
  const Run& first = runs_[run_at(begin)];
  const Run& last = runs_[run_at(end - 1)];
  const auto copied = [this](const Run& run, std::size_t to) {
    return std::string_view(text_).substr(run.begin, to - run.begin);
  };
  SourceStretch out;
  out.byte_begin = first.byte + (first.copy ? begin - first.begin : 0);
  out.cp_begin = first.code_point + (first.copy ? code_points_in(copied(first, begin)) : 0);
  out.byte_end = last.byte + (last.copy ? end - last.begin : last.bytes);
  out.cp_end = last.code_point + (last.copy ? code_points_in(copied(last, end)) : last.code_points);
  return out;
}

PlainText plain_text_of_html(std::string_view html) {
  return HtmlReader(html).run();
}

}  // namespace licet
