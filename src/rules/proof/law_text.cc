// Canonical statements back as law text.
#include <algorithm>

#include "base/text_util.h"
#include "rules/proof/canonical.h"

namespace licet::rules {

namespace {

struct Form {
  std::string atom;
  std::vector<Form> parts;
  bool is_list = false;

  std::string head() const { return is_list && !parts.empty() ? parts[0].atom : ""; }
  std::string text(std::size_t i) const { return i < parts.size() ? parts[i].atom : ""; }
  const Form* find(std::string_view name) const {
    for (const Form& part : parts) {
      if (part.head() == name) return &part;
    }
    return nullptr;
  }
  bool has(std::string_view word) const {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Form& part) { return !part.is_list && part.atom == word; });
  }
};

class FormReader {
 public:
  explicit FormReader(std::string_view text) : text_(text) {}

  Result<Form> whole() {
    LICET_TRY(Form out, one(0));
    if (at_ != text_.size()) return error();
    return out;
  }

 private:
  Error error() const {
    return Error{ErrorCode::kParse, concat("canonical text, byte ", at_ + 1, ": not a statement")};
  }
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  Result<Form> one(int depth) {
    Form out;
    if (depth > 200 || at_ >= text_.size()) return error();
    if (at('"')) {
      for (++at_; !at('"'); ++at_) {
        if (at('\\')) ++at_;
        if (at_ >= text_.size()) return error();
        out.atom.push_back(text_[at_]);
      }
      ++at_;
      return out;
    }
    if (!at('(')) {
      while (at_ < text_.size() && !at(' ') && !at(')')) out.atom.push_back(text_[at_++]);
      return out;
    }
    out.is_list = true;
    do {
      ++at_;
      LICET_TRY(Form part, one(depth + 1));
      out.parts.push_back(std::move(part));
    } while (at(' '));
    if (!at(')')) return error();
    ++at_;
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string in_quotes(std::string_view text) {
  return concat("\"", text, "\"");
}

std::string local(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

std::string expr(const Form& e);

std::string all(const Form& e, std::string_view between, std::size_t first = 1) {
  std::string out;
  for (std::size_t i = first; i < e.parts.size(); ++i) out += concat(i == first ? "" : between, expr(e.parts[i]));
  return out;
}

std::string number(const Form& e) {
  const auto value = Rational::parse(e.text(1));
  const std::string digits = value ? value->to_string() : e.text(1);
  return e.parts.size() > 2 ? concat(digits, " ", e.text(2)) : digits;
}

std::string quantified(const Form& e) {
  return concat("(", e.head(), " ", e.text(1), " in ", expr(e.parts.at(2)), ": (", expr(e.parts.at(3)), "))");
}

std::string total(const Form& e) {
  const Form* where = e.find("where");
  return concat("total(", expr(e.parts.at(3)), " for ", e.text(1), " in ", expr(e.parts.at(2)),
                where == nullptr ? "" : concat(" where ", all(*where, " ")), ")");
}

std::string expr(const Form& e) {
  const std::string head = e.head();
  if (head == "and" || head == "or") return concat("(", all(e, concat(" ", head, " ")), ")");
  if (head == "not") return concat("not (", all(e, " "), ")");
  if (head == "some" || head == "every") return quantified(e);
  if (head == "known" || head == "unknowable" || head == "min" || head == "max")
    return concat(head, "(", all(e, ", "), ")");
  if (head == "total") return total(e);
  if (head == "number") return number(e);
  if (head == "text") return in_quotes(e.text(1));
  if (head == "fact") return concat(e.text(1), e.text(2).substr(e.text(2).find('.')));
  if (head == "table") return local(e.text(1));
  if (head == "tuple") return concat("(", all(e, ", "), ")");
  if (head == "set") return concat("{", all(e, ", "), "}");
  if (head == "range") return all(e, "..");
  if (head == "interval") return concat("[", all(e, ", "), "]");
  if (head == "half_open") return concat("[", all(e, ", "), ")");
  if (head == "union") return concat("(", all(e, " + "), ")");
  if (head == "minus") return concat("(", all(e, " - "), ")");
  if (head == "in" || head == "has" || head == "=" || head == "!=" || head == "<" || head == "<=" || head == ">" ||
      head == ">=" || head == "+" || head == "-" || head == "*" || head == "/")
    return concat("(", all(e, concat(" ", head, " ")), ")");
  return e.text(1);  // a name, a word, a code, a group, a day, a list
}

std::string names(const Form* form, std::string_view before) {
  if (form == nullptr) return "";
  std::string out;
  for (std::size_t i = 1; i < form->parts.size(); ++i) out += concat(i == 1 ? "" : ", ", form->text(i));
  return concat(" ", before, out.empty() ? "" : " ", out);
}

std::string one(const Form& form, std::string_view head, bool quoted) {
  const Form* found = form.find(head);
  if (found == nullptr) return "";
  return concat(" ", head, " ", quoted ? in_quotes(found->text(1)) : found->text(1));
}

std::string mark(const Form& form) {
  const bool compliance = form.text(1) == "compliance";
  const Form* until = form.find("until");
  std::string out = concat(" ", form.text(1));
  out += compliance ? concat(" ", until == nullptr ? "" : until->text(1))
                    : one(form, "from", false) + one(form, "until", false);
  const Form* when = form.find("when");
  return concat(out, one(form, "source", true), one(form, "asks", true),
                when == nullptr ? "" : concat(" when ", all(*when, " ")),
                form.has("falls_back") ? " falls_back" : " leaves_nothing");
}

std::string version(const Form& form) {
  std::string out = concat("\n  version", one(form, "from", false), one(form, "until", false),
                           one(form, "published", false), one(form, "source", true), one(form, "cite", true));
  for (const Form& part : form.parts) {
    if (part.head() == "mark") out += mark(part);
  }
  out += one(form, "note", true);
  if (const Form* is = form.find("is")) out += concat(" = ", all(*is, " "));
  if (const Form* when = form.find("when")) out += concat(" when ", all(*when, " "));
  if (const Form* filter = form.find("filter"))
    out += concat(" = ", filter->text(1), " in ", expr(filter->parts.at(2)), " where ", expr(filter->parts.at(3)));
  return concat(out, names(form.find("except"), "except"), names(form.find("documents"), "exporter_documents"));
}

std::string assumed(const Form& form) {
  const Form* members = form.find("members");
  const std::string fact = expr(form.parts.at(2));
  const std::string atom = members == nullptr ? fact : concat(fact, " has ", all(*members, " "));
  if (form.has("not_known")) return concat("not known(", atom, ")");
  const Form* is = form.find("is");
  return members != nullptr || is == nullptr || is->text(1) == "true" ? atom : concat(atom, " = ", is->text(1));
}

std::string per(const Form& form) {
  const Form* found = form.find("per");
  std::string out;
  for (std::size_t i = 1; found != nullptr && i < found->parts.size(); ++i)
    out += concat(i == 1 ? " per " : ", ", found->parts[i].text(1), " in ", expr(found->parts[i].parts.at(2)));
  return out;
}

std::string head_of(const Form& form) {
  const std::string kind = form.head();
  std::string name = concat(kind, " ", local(form.text(1)), per(form));
  if (kind == "rule")
    return concat(name, one(form, "requires", false), one(form, "only_for", false), one(form, "counts_for", false));
  if (kind == "authorization")
    return concat(name, one(form, "kind", false), names(form.find("overcomes"), "overcomes"));
  if (kind == "restriction") {
    const Form& closes = form.parts.at(2);
    return concat(name, " closes", closes.has("all") ? " all" : "", names(closes.find("except"), "except"),
                  names(closes.find("these"), ""));
  }
  if (kind == "review")
    return concat(name, names(form.find("for"), "for"), one(form, "policy", false), names(form.find("over"), "over"),
                  names(form.find("beside"), "beside"));
  if (kind == "strictest") return concat("strictest review", names(form.find("for"), "for"), one(form, "cite", true));
  if (kind == "letter")
    return concat(name, one(form, "to", true), one(form, "from", false), one(form, "until", false),
                  one(form, "source", true));
  if (kind == "reply")
    return concat("reply ", form.text(1), one(form, "from", false), form.has("asleep") ? " asleep" : " awake",
                  one(form, "source", true));
  if (kind == "profile") return concat(name, one(form, "adopted", false), one(form, "by", true));
  return name;
}

}  // namespace

Result<std::string> law_text(std::string_view canonical) {
  LICET_TRY(const Form form, FormReader(canonical).whole());
  if (form.parts.size() < 2) return Error{ErrorCode::kParse, "canonical text: not a statement"};
  std::string out = head_of(form);
  for (const Form& part : form.parts) {
    if (part.head() == "version") out += version(part);
    if (part.head() == "gap")
      out += concat("\n  gap", one(part, "from", false), one(part, "until", false), one(part, "why", true));
    if (part.head() == "assume")
      out += concat("\n  assume ", part.text(1), ": ", assumed(part), one(part, "why", true));
  }
  if (form.head() == "duty") out += concat("\n ", one(form, "do", true));
  if (form.head() == "finding")
    out += concat("\n ", one(form, "clears", true), names(form.find("switches_off"), "switches_off"));
  return out + "\n";
}

}  // namespace licet::rules
