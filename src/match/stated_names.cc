#include "match/stated_names.h"

#include <algorithm>

#include "base/text_util.h"
#include "text/fold.h"
#include "text/script.h"
#include "text/token.h"

namespace licet {

namespace {

bool is_slash(std::string_view field, std::size_t at) {
  const bool after_space = at > 0 && field[at - 1] == ' ';
  const bool before_space = at + 1 < field.size() && field[at + 1] == ' ';
  return field[at] == '/' && (after_space || before_space);
}

std::vector<std::string> sides_of_slashes(std::string_view field) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= field.size(); ++at) {
    if (at < field.size() && field[at] != '\n' && !is_slash(field, at)) continue;
    out.emplace_back(trimmed(field.substr(begin, at - begin)));
    begin = at + 1;
  }
  return out.size() > 1 ? out : std::vector<std::string>{};
}

// Does the alphabet have letters of its own that Latin words are kept apart from?
enum class Side : std::uint8_t { kNeither, kLatin, kOther, kUnspaced };

Side side_of(Script script) {
  if (is_unspaced(script)) return Side::kUnspaced;
  if (script == Script::kLatin) return Side::kLatin;
  return script == Script::kCommon ? Side::kNeither : Side::kOther;
}

// The words of a name that are Latin, or those that are not, from the first to the last of them.
void add_side(std::vector<std::string>& out, std::string_view field, const FoldedText& folded,
              const std::vector<Token>& tokens, Side side) {
  std::string words;
  std::size_t count = 0;
  for (const Token& token : tokens) {
    const Side of = side_of(token.script);
    if (of != side && of != Side::kNeither) continue;
    const auto span = folded.source(token.begin, token.end);
    if (!span) continue;
    if (!words.empty()) words += ' ';
    words += field.substr(span->byte_begin, span->byte_end - span->byte_begin);
    count += of == side ? 1U : 0U;
  }
  if (count >= 2) out.push_back(std::move(words));
}

std::vector<std::string> sides_of_alphabets(std::string_view field) {
  std::vector<std::string> out;
  const auto folded = fold(field);
  if (!folded) return out;
  const std::vector<Token> tokens = tokens_of(*folded, field);
  const auto has = [&](Side side) {
    return std::any_of(tokens.begin(), tokens.end(), [side](const Token& t) { return side_of(t.script) == side; });
  };
  if (!has(Side::kLatin) || !has(Side::kOther)) return out;
  add_side(out, field, *folded, tokens, Side::kOther);
  add_side(out, field, *folded, tokens, Side::kLatin);
  return out;
}

void add(std::vector<std::string>& out, std::string name) {
  const bool known = std::find(out.begin(), out.end(), name) != out.end();
  const auto folded = fold(name);
  if (known || out.size() >= kMostStatedNames || !folded) return;
  const std::vector<Token> tokens = tokens_of(*folded, name);
  if (tokens.size() >= 2 || (tokens.size() == 1 && is_unspaced(tokens[0].script))) out.push_back(std::move(name));
}

}  // namespace

std::vector<std::string> stated_names(std::string_view field) {
  std::vector<std::string> out = {std::string(field)};
  std::vector<std::string> parts = sides_of_slashes(field);
  if (parts.empty()) parts.emplace_back(field);
  for (const std::string& part : parts) {
    add(out, part);
    for (std::string& side : sides_of_alphabets(part)) add(out, std::move(side));
  }
  return out;
}

}  // namespace licet
