#include "verify/rules.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text_util.h"

namespace licet::verify {

namespace {

const std::set<std::string> kStatements = {"value",       "set",    "let",       "list",         "entry",   "rule",
                                           "exception",   "duty",   "finding",   "reply",        "profile", "letter",
                                           "restriction", "review", "strictest", "authorization"};

Date day_of(const std::string& text) {
  const auto day = parse_date(text);
  if (!day) throw Refusal{concat("canonical text: ", day.error().message)};
  return *day;
}

std::optional<Date> day_in(const Sexpr& form, std::string_view head) {
  const Sexpr* found = form.find(head);
  return found == nullptr ? std::nullopt : std::optional<Date>(day_of(found->text(1)));
}

DaySpan span_of(const std::string& text) {
  const auto span = parse_day_span(text);
  if (!span) throw Refusal{concat("canonical text: ", span.error().message)};
  return *span;
}

std::optional<DaySpan> end_of(const std::string& text) {
  return text == "open" ? std::nullopt : std::optional<DaySpan>(span_of(text));
}

MarkText mark_of(const Sexpr& form) {
  MarkText out;
  out.kind = form.text(1);
  out.from = day_in(form, "from");
  out.until = day_in(form, "until");
  if (const Sexpr* when = form.find("when")) out.when = &when->at(1);
  out.falls_back = form.has("falls_back");
  if (out.falls_back == form.has("leaves_nothing")) throw Refusal{"canonical text: a mark without consequence"};
  return out;
}

VersionText version_of(const Sexpr& form) {
  VersionText out;
  const auto from = day_in(form, "from");
  if (!from) throw Refusal{"canonical text: a version without its first day"};
  out.from = *from;
  out.until = day_in(form, "until");
  for (const Sexpr& part : form.parts) {
    if (part.head() == "mark") out.marks.push_back(mark_of(part));
    if (part.head() == "is" || part.head() == "when") out.body = &part.at(1);
    if (part.head() == "filter") {
      out.variable = part.text(1);
      out.domain = &part.at(2);
      out.body = &part.at(3);
    }
    for (std::size_t i = 1; part.head() == "except" && i < part.parts.size(); ++i) out.except.push_back(part.text(i));
    for (std::size_t i = 1; part.head() == "documents" && i < part.parts.size(); ++i)
      out.documents.push_back(part.text(i));
  }
  if (out.body == nullptr) throw Refusal{"canonical text: a version without a body"};
  return out;
}

void number_lists(const Sexpr& form, Statement& statement) {
  if (form.head() == "list") statement.lists.emplace(&form, static_cast<int>(statement.lists.size()));
  for (const Sexpr& part : form.parts) number_lists(part, statement);
}

class Loader {
 public:
  Rules run(std::string_view text) {
    std::vector<std::string> hashes;
    for (const std::string_view line : split(text, '\n')) {
      if (line.empty()) continue;
      hashes.push_back(sha256_hex(line));
      add(read_sexpr(line), hashes.back());
    }
    std::sort(hashes.begin(), hashes.end());
    rules_.hash = sha256_hex(joined(hashes, "\n"));
    for (auto& [name, statement] : rules_.statements) finish(statement);
    collect_codes();
    return std::move(rules_);
  }

 private:
  void add(Sexpr line, const std::string& hash) {
    const std::string& kind = line.head();
    if (kStatements.contains(kind)) return add_statement(std::move(line), hash);
    if (kind == "fact") return add_fact(line);
    if (kind == "members") return add_group(line);
    if (kind == "tuples") return add_table(line);
    if (kind == "counts_as") {
      rules_.counts_as[line.text(1)].push_back(Row{span_of(line.text(3)), end_of(line.text(4)), false, {line.text(2)}});
    } else if (kind == "encoded") {
      rules_.encoded.insert(line.text(1));
    } else if (kind == "places") {
      for (std::size_t i = 1; i < line.parts.size(); ++i) rules_.places.insert(line.text(i));
    } else {
      throw Refusal{concat("canonical text: there is no kind of line `", kind, "`")};
    }
  }

  void add_statement(Sexpr line, const std::string& hash) {
    Statement out;
    out.kind = line.head();
    out.name = line.text(1);
    out.hash = hash;
    out.line = std::move(line);
    const std::string key = out.kind == "reply" ? concat("reply ", rules_.statements.size()) : out.name;
    if (!rules_.statements.emplace(key, std::move(out)).second)
      throw Refusal{concat("canonical text: `", key, "` stands twice")};
  }

  // Pointers into a statement, once it has its place.
  void finish(Statement& statement) {
    for (const Sexpr& part : statement.line.parts) {
      if (part.head() == "version") statement.versions.push_back(version_of(part));
      if (part.head() != "per") continue;
      for (std::size_t i = 1; i < part.parts.size(); ++i) statement.each.push_back(&part.parts[i]);
    }
    for (std::size_t i = 1; i < statement.versions.size(); ++i) {
      if (statement.versions[i].from <= statement.versions[i - 1].from)
        throw Refusal{concat("canonical text: versions of `", statement.name, "` are out of order")};
    }
    for (const Sexpr& part : statement.line.parts) number_lists(part, statement);
    rules_.kinds[statement.kind].push_back(&statement);
  }

  void add_fact(const Sexpr& line) {
    FactText out;
    const std::string name = line.text(1);
    out.entity = name.substr(0, name.find('.'));
    out.type = line.text(2);
    if (const Sexpr* values = line.find("values")) {
      for (std::size_t i = 1; i < values->parts.size(); ++i) out.values.insert(values->text(i));
    }
    if (const Sexpr* derived = line.find("derived")) {
      for (std::size_t i = 1; i < derived->parts.size(); ++i) out.derived.push_back(derived->text(i));
    }
    if (out.type == "bool") out.values = {"false", "true"};
    out.unknowable = line.has("unknowable");
    out.profile = line.has("profile");
    out.listing = line.find("listing") != nullptr;
    rules_.facts[name] = std::move(out);
  }

  void add_group(const Sexpr& line) {
    auto& places = rules_.groups[line.text(1)];
    for (std::size_t i = 2; i < line.parts.size(); ++i) {
      const Sexpr& row = line.parts[i];
      places[row.text(1)].push_back(Row{span_of(row.text(2)), end_of(row.text(3)), row.text(4) == "C", {}});
    }
  }

  void add_table(const Sexpr& line) {
    std::vector<Row>& rows = rules_.tables[line.text(1)];
    const Sexpr* columns = line.find("columns");
    for (const Sexpr& form : line.parts) {
      if (form.head() != "row") continue;
      Row row{span_of(form.text(1)), end_of(form.text(2)), form.text(3) == "unverified", {}};
      for (std::size_t i = 4; i < form.parts.size(); ++i) row.cells.push_back(form.text(i));
      for (std::size_t i = 0; columns != nullptr && i < row.cells.size(); ++i) {
        if (columns->text(i + 1) == "eccn") named_.insert(row.cells[i]);
      }
      rows.push_back(std::move(row));
    }
  }

  void name_codes(const Sexpr& form) {
    if (form.head() == "code" && !form.text(1).ends_with('*')) named_.insert(form.text(1));
    for (const Sexpr& part : form.parts) name_codes(part);
  }

  void collect_codes() {
    for (const auto& [name, statement] : rules_.statements) {
      for (const VersionText& version : statement.versions) name_codes(*version.body);
    }
    // `3A001.?` stands for the paragraphs of a code that nothing names.
    for (const std::string& code : std::set<std::string>(named_)) {
      for (auto dot = code.rfind('.'); dot != std::string::npos && dot > 0; dot = code.rfind('.', dot - 1))
        named_.insert(concat(code.substr(0, dot), ".?"));
    }
    for (const std::string& code : named_) {
      const std::string stem = code.substr(0, code.size() - (code.ends_with(".?") ? 2 : 0));
      const auto& entries = rules_.all("entry");
      const auto& whole = rules_.encoded;
      const bool encoded =
          std::any_of(whole.begin(), whole.end(), [&](const std::string& one) { return holds_code(one, stem); });
      const bool tested = std::any_of(entries.begin(), entries.end(), [&](const Statement* entry) {
        const std::string mine = entry->name.substr(entry->name.find('/') + 1);
        return holds_code(mine, code) || (encoded && holds_code(stem, mine));
      });
      if (!tested) rules_.codes.insert(code);
    }
  }

  Rules rules_;
  std::set<std::string> named_;
};

}  // namespace

const std::vector<const Statement*>& Rules::all(const std::string& kind) const {
  static const std::vector<const Statement*> kNone;
  const auto found = kinds.find(kind);
  return found == kinds.end() ? kNone : found->second;
}

const Statement& Rules::named(const std::string& name) const {
  const auto found = statements.find(name);
  if (found == statements.end()) throw Refusal{concat("the rules have no statement `", name, "`")};
  return found->second;
}

const FactText& Rules::fact(const std::string& name) const {
  static const FactText kOfLaw = {"order", "law", {"false", "true"}, {}, false, false, false};
  if (name == "law.sleeps" || name == "law.addressee") return kOfLaw;
  const auto found = facts.find(name);
  if (found == facts.end()) throw Refusal{concat("the rules declare no fact `", name, "`")};
  return found->second;
}

Rules read_rules(std::string_view text) {
  return Loader().run(text);
}

bool holds_code(std::string_view pattern, std::string_view code) {
  if (pattern.ends_with('*')) return code.starts_with(pattern.substr(0, pattern.size() - 1));
  return code.starts_with(pattern) && (code.size() == pattern.size() || code[pattern.size()] == '.');
}

}  // namespace licet::verify
