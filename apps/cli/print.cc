#include "apps/cli/print.h"

#include "base/text_util.h"

namespace licet::cli {

namespace {

std::string days(const Json& hit) {
  std::string from = text_of(hit, "listed_from");
  if (from.empty()) from = text_of(hit, "listed_from_between");
  std::string until = text_of(hit, "listed_until");
  if (until.empty()) until = text_of(hit, "listed_until_between");
  return concat("listed from ", from, until.empty() ? "" : concat(" until ", until));
}

std::string citations(const Json& hit) {
  std::vector<std::string> texts;
  if (const Json* list = hit.find("citations")) {
    for (const Json& item : list->items()) texts.push_back(item.text());
  }
  return joined(texts, "; ");
}

}  // namespace

std::string shown(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') c = '?';
  }
  return out;
}

std::string order_words(std::string_view id) {
  return id.empty() ? "order" : concat("order ", shown(id));
}

std::string joined_with_and(const std::vector<std::string>& texts) {
  if (texts.size() < 2) return joined(texts, "");
  return concat(joined({texts.begin(), texts.end() - 1}, ", "), " and ", texts.back());
}

std::string text_of(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  return member == nullptr ? "" : shown(member->text());
}

std::string print_truth(const Json* truth) {
  if (truth == nullptr || !truth->is_bool()) return "not known";
  return truth->as_bool() ? "in force" : "not in force";
}

std::string print_hit(const Json& hit) {
  std::string out = concat("  ", text_of(hit, "score"), "  ", text_of(hit, "caption"), "  [", text_of(hit, "list"),
                           ", ", days(hit), "; ", print_truth(hit.find("listed_on_question_date")), "]\n");
  out += concat("        name `", text_of(hit, "matched_name"), "` (", text_of(hit, "alias_strength"), ")");
  if (const std::string cited = citations(hit); !cited.empty()) out += concat("; ", shown(cited));
  out += "\n";
  const bool open = hit.find("listed_from_between") != nullptr || hit.find("listed_until_between") != nullptr;
  if (const std::string why = text_of(hit, "days_note"); open && !why.empty())
    out += concat("        days: ", why, "\n");
  if (const std::string needs = text_of(hit, "license_requirement"); !needs.empty())
    out += concat("        license: ", needs, "\n");
  return out;
}

std::string print_explanation(const Json& why, std::size_t level) {
  std::string out(8 + 2 * level, ' ');
  out += concat(text_of(why, "what"), " ", text_of(why, "text"), text_of(why, "text").empty() ? "" : " ",
                text_of(why, "value"), "\n");
  if (const Json* parts = why.find("parts")) {
    for (const Json& part : parts->items()) out += print_explanation(part, level + 1);
  }
  return out;
}

std::string print_book(const Json& answer, std::string_view book_name) {
  const Json* book = answer.find("book");
  if (book == nullptr) return "";
  std::vector<std::string> lists;
  for (const Json& list : book->find("lists")->items()) {
    lists.push_back(concat(text_of(list, "id"), " ", text_of(list, "as_of")));
  }
  std::string out =
      concat("book: ", shown(book_name), " ", text_of(*book, "hash").substr(0, 12), " (", joined(lists, ", "), ")\n");
  if (const Json* flags = answer.find("flags")) {
    for (const Json& flag : flags->items()) out += concat("note: ", text_of(flag, "message"), "\n");
  }
  return out;
}

}  // namespace licet::cli
