#include "verify/rules.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text_util.h"

namespace licet::verify {

namespace {

const std::set<std::string> kStatements = {"value",       "set",    "let",       "list",         "entry",   "rule",
                                           "exception",   "duty",   "finding",   "reply",        "profile", "letter",
                                           "restriction", "review", "strictest", "authorization"};

DaySpan span_of(const std::string& text) {
  const auto span = parse_day_span(text);
  if (!span) throw Refusal{concat("canonical text: ", span.error().message)};
  return *span;
}

class Loader {
 public:
  Rules run(std::string_view text) {
    std::vector<std::string> hashes;
    for (const std::string_view line : split(text, '\n')) {
      if (line.empty()) continue;
      hashes.push_back(sha256_hex(line));
      add(read_form(line), hashes.back());
    }
    std::sort(hashes.begin(), hashes.end());
    rules_.hash = sha256_hex(joined(hashes, "\n"));
    for (auto& [name, statement] : rules_.statements) finish(statement);
    std::vector<const Statement*> path;
    for (const auto& [name, statement] : rules_.statements) depth_of(statement, path, 0);
    collect_codes();
    if (const auto named = rules_.tables.find("common/named_facts"); named != rules_.tables.end()) {
      for (const Row& row : named->second) {
        if (const auto fact = rules_.facts.find(row.cells.at(0)); fact != rules_.facts.end()) fact->second.named = true;
      }
    }
    return std::move(rules_);
  }

 private:
  void add(Form line, const std::string& hash) {
    const std::string kind = line.head();
    const std::string name = line.text(1);
    bool added = true;
    if (kStatements.contains(kind)) {
      const std::string key = kind == "reply" ? concat("reply ", rules_.statements.size()) : name;
      added = rules_.statements.emplace(key, Statement{kind, name, hash, std::move(line), {}, {}}).second;
    } else if (kind == "fact") {
      added = rules_.facts.emplace(name, fact_of(line)).second;
    } else if (kind == "tuples") {
      added = rules_.tables.emplace(name, rows_of(line)).second;
    } else if (kind == "places" || kind == "encoded") {
      for (std::string& word : words(&line))
        (kind == "places" ? rules_.places : rules_.encoded).insert(std::move(word));
    } else {
      throw Refusal{concat("canonical text: there is no kind of line `", kind, "`")};
    }
    demand(added, concat("canonical text: `", name, "` stands twice"));
  }

  static Fact fact_of(const Form& line) {
    Fact out;
    out.entity = line.text(1).substr(0, line.text(1).find('.'));
    out.type = line.text(2);
    const std::vector<std::string> values = words(line.find("values"));
    out.values = {values.begin(), values.end()};
    if (out.type == "bool") out.values = {"false", "true"};
    out.derived = words(line.find("derived"));
    out.unknowable = line.has("unknowable");
    out.profile = line.has("profile");
    out.listing = line.find("listing") != nullptr;
    return out;
  }

  std::vector<Row> rows_of(const Form& line) {
    std::vector<Row> out;
    const std::vector<std::string> columns = words(line.find("columns"));
    for (const Form& form : line.parts) {
      if (form.head() != "row") continue;
      Row row{span_of(form.text(1)), std::nullopt, form.text(3) == "unverified", words(&form, 4)};
      if (form.text(2) != "open") row.until = span_of(form.text(2));
      demand(row.cells.size() == columns.size(), "canonical text: a row that does not fit its columns");
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == "eccn") named_.insert(row.cells[i]);
      }
      out.push_back(std::move(row));
    }
    return out;
  }

  // Pointers into a statement, once it has its place.
  void finish(Statement& statement) {
    for (const Form& part : statement.line.parts) {
      if (part.head() == "version") statement.versions.push_back(&part);
      for (std::size_t i = 1; part.head() == "per" && i < part.parts.size(); ++i)
        statement.each.push_back(&part.parts[i]);
    }
    for (std::size_t i = 1; i < statement.versions.size(); ++i) {
      demand(statement.versions[i - 1]->value("from") < statement.versions[i]->value("from"),
             concat("canonical text: versions of `", statement.name, "` are out of order"));
    }
    int lists = 0;
    for (const Form& part : statement.line.parts) walk(part, statement, lists);
    rules_.kinds[statement.kind].push_back(&statement);
  }

  void walk(const Form& form, const Statement& statement, int& lists) {
    if (form.head() == "list") rules_.lists[&form] = {concat(statement.name, "#", lists++), &statement};
    if (form.head() == "code" && !form.text(1).ends_with('*')) named_.insert(form.text(1));
    for (const Form& part : form.parts) walk(part, statement, lists);
  }

  // How many levels of forms lie in a statement and in what it leans on, `level` levels down. None leans on itself, and
  // the whole is no deeper than the stack.
  std::size_t depth_of(const Statement& statement, std::vector<const Statement*>& path, std::size_t level) {
    const auto [depth, added] = depths_.try_emplace(&statement, 0);
    const auto before = std::find(path.begin(), path.end(), &statement);
    if (before != path.end()) {
      std::string cycle;
      for (auto at = before; at != path.end(); ++at) cycle += concat("`", (*at)->name, "` -> ");
      throw Refusal{concat("canonical text: a definition leans on itself: ", cycle, "`", statement.name, "`")};
    }
    if (added) {
      path.push_back(&statement);
      for (const Form* version : statement.versions)
        depth->second = std::max(depth->second, depth_of(*version, path, level + 1));
      path.pop_back();
    }
    check_depth(level + depth->second);
    return depth->second;
  }

  std::size_t depth_of(const Form& form, std::vector<const Statement*>& path, std::size_t level) {
    check_depth(level);
    std::size_t below = 0;
    if (form.head() == "ref" || form.head() == "list" || form.head() == "except") {
      for (const std::string& name : words(&form)) {
        const auto named = rules_.statements.find(name);
        if (named != rules_.statements.end()) below = std::max(below, depth_of(named->second, path, level + 1));
      }
    }
    for (const Form& part : form.parts) below = std::max(below, depth_of(part, path, level + 1));
    return below + 1;
  }

  static void check_depth(std::size_t level) {
    if (level <= kMostDepth) return;
    throw Refusal{
        concat("canonical text: definitions that lean on one another, more than ", kMostDepth, " levels deep")};
  }

  void collect_codes() {
    // `3A001.?` stands for the paragraphs of a code that nothing names.
    for (const std::string& code : std::set<std::string>(named_)) {
      for (auto dot = code.rfind('.'); dot != std::string::npos && dot > 0; dot = code.rfind('.', dot - 1))
        named_.insert(concat(code.substr(0, dot), ".?"));
    }
    for (const std::string& code : named_) {
      const std::string stem = code.substr(0, code.size() - (code.ends_with(".?") ? 2 : 0));
      const bool encoded = std::any_of(rules_.encoded.begin(), rules_.encoded.end(),
                                       [&](const std::string& one) { return holds_code(one, stem); });
      const auto& entries = rules_.all("entry");
      const bool tested = std::any_of(entries.begin(), entries.end(), [&](const Statement* entry) {
        const std::string mine = entry->name.substr(entry->name.find('/') + 1);
        return holds_code(mine, code) || (encoded && holds_code(stem, mine));
      });
      if (!tested) rules_.codes.insert(code);
    }
  }

  static constexpr std::size_t kMostDepth = 2000;

  Rules rules_;
  std::map<const Statement*, std::size_t> depths_;
  std::set<std::string> named_;
};

template <typename Map>
const typename Map::mapped_type& get(const Map& map, const std::string& name) {
  const auto found = map.find(name);
  if (found == map.end()) throw Refusal{concat("the rules have no `", name, "`")};
  return found->second;
}

}  // namespace

std::vector<std::string> words(const Form* form, std::size_t first) {
  std::vector<std::string> out;
  for (std::size_t i = first; form != nullptr && i < form->parts.size(); ++i) out.push_back(form->text(i));
  return out;
}

Truth Row::holds_on(Date day) const {
  const Truth begun = from.reached_by(day);
  const Truth value = until ? both(begun, !until->reached_by(day)) : begun;
  return unverified ? both(value, Truth::kUnknown) : value;
}

const std::vector<const Statement*>& Rules::all(const std::string& kind) const {
  static const std::vector<const Statement*> kNone;
  const auto found = kinds.find(kind);
  return found == kinds.end() ? kNone : found->second;
}

const Statement& Rules::named(const std::string& name) const {
  return get(statements, name);
}

const Fact& Rules::fact(const std::string& name) const {
  static const Fact kOfLaw = {"order", "law", {"false", "true"}, {}, false, false, false, false};
  return name == "law.sleeps" || name == "law.addressee" ? kOfLaw : get(facts, name);
}

const std::vector<Row>& Rules::table(const std::string& name) const {
  return get(tables, name);
}

Rules read_rules(std::string_view text) {
  return Loader().run(text);
}

bool holds_code(std::string_view pattern, std::string_view code) {
  if (pattern.ends_with('*')) return code.starts_with(pattern.substr(0, pattern.size() - 1));
  return code.starts_with(pattern) && (code.size() == pattern.size() || code[pattern.size()] == '.');
}

}  // namespace licet::verify
