#include "rules/syntax/format.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/syntax/print.h"

namespace licet::rules {

namespace {

constexpr std::size_t kWidth = 120;

std::string in_quotes(std::string_view text) {
  return concat("\"", text, "\"");
}

bool is_bare_source(std::string_view text) {
  const auto tokens = tokenize(text, "source");
  return tokens && tokens->size() == 2 && tokens->front().kind == TokenKind::kSource;
}

std::string source_text(std::string_view text) {
  return is_bare_source(text) ? std::string(text) : in_quotes(text);
}

std::string listed(const std::vector<std::string>& names) {
  return joined(names, ", ");
}

// The last `mark` between `begin` and `end` that does not stand in quotes.
std::size_t last_outside_quotes(const std::string& text, std::string_view mark, std::size_t begin, std::size_t end) {
  std::size_t found = text.rfind(mark, end);
  while (found != std::string::npos && found > begin) {
    if (std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(found), '"') % 2 == 0) return found;
    found = text.rfind(mark, found - 1);
  }
  return std::string::npos;
}

// Breaks a clause at `and`, `or` and commas where it is too wide; `indent` is that of the lines behind the first.
std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t begin = 0;
  std::size_t room = kWidth;
  while (text.size() - begin > room) {
    std::size_t cut = std::string::npos;
    for (const std::string_view mark : {" and ", " or ", ", "}) {
      const auto found = last_outside_quotes(text, mark, begin, begin + room - mark.size());
      const std::size_t at = found == std::string::npos ? found : found + (mark == ", " ? 1 : 0);
      if (at != std::string::npos && at > begin && (cut == std::string::npos || at > cut)) cut = at;
    }
    if (cut == std::string::npos) break;
    out += concat(text.substr(begin, cut - begin), "\n", std::string(indent, ' '));
    begin = cut + 1;
    room = kWidth - indent;
  }
  return out + text.substr(begin);
}

std::string mark_text(const Mark& mark) {
  static constexpr const char* kWords[] = {"stayed", "compliance", "unenforced", "not_incorporated", "unverified"};
  std::string out = kWords[static_cast<std::size_t>(mark.kind)];
  if (mark.kind == MarkKind::kCompliance) {
    out += concat(" ", to_string(*mark.until));
  } else {
    out += concat(" from ", to_string(*mark.from));
    if (mark.until) out += concat(" until ", to_string(*mark.until));
  }
  if (!mark.source.empty()) out += concat(" source ", source_text(mark.source));
  if (!mark.asks.empty()) out += concat(" asks ", in_quotes(mark.asks));
  if (mark.when) out += concat(" when ", print(*mark.when));
  return concat(out, mark.falls_back ? " falls_back" : " leaves_nothing");
}

std::string body_text(const Decl& decl, const Version& version) {
  switch (decl.kind) {
    case DeclKind::kValue:
    case DeclKind::kSet:
    case DeclKind::kLet:
      return concat("= ", print(*version.body));
    case DeclKind::kList:
      return concat("= ", version.list_variable, " in ", print(*version.list_domain), " where ", print(*version.body));
    default:
      break;
  }
  std::string out = concat("when ", print(*version.body));
  if (!version.except.empty()) out += concat(" except ", listed(version.except));
  if (!version.documents.empty()) out += concat(" exporter_documents ", listed(version.documents));
  return out;
}

std::string per_text(const Decl& decl) {
  std::vector<std::string> parts;
  parts.reserve(decl.per.size());
  for (const PerClause& clause : decl.per) parts.push_back(concat(clause.variable, " in ", print(*clause.domain)));
  return parts.empty() ? "" : concat(" per ", listed(parts));
}

std::string head_text(const Decl& decl) {
  std::string name = concat(to_string(decl.kind), " ", decl.name);
  switch (decl.kind) {
    case DeclKind::kRule:
      return concat(name, per_text(decl), " requires ", decl.requires_denial ? "denial" : "license",
                    decl.only_for.empty() ? "" : concat(" only_for ", decl.only_for),
                    decl.counts_for_content ? " counts_for content" : "");
    case DeclKind::kAuthorization:
      return concat(name, " kind ", decl.word, " overcomes ", listed(decl.refs));
    case DeclKind::kRestriction:
      return concat(name, " closes ", decl.all_refs ? "all" : "", decl.all_refs && !decl.refs.empty() ? " except " : "",
                    listed(decl.refs));
    case DeclKind::kReview:
      return concat(name, " for ", listed(decl.refs), " policy ", decl.word,
                    decl.over.empty() ? "" : concat(" over ", listed(decl.over)),
                    decl.beside.empty() ? "" : concat(" beside ", listed(decl.beside)));
    case DeclKind::kStrictest:
      return concat("strictest review for ", listed(decl.refs), " cite ", in_quotes(decl.cite));
    case DeclKind::kDuty:
    case DeclKind::kFinding:
      return concat(name, per_text(decl));
    case DeclKind::kLetter:
      return concat(name, " to ", in_quotes(decl.text), " from ", to_string(*decl.from),
                    decl.until ? concat(" until ", to_string(*decl.until)) : "", " source ", source_text(decl.source));
    case DeclKind::kReply:
      return concat(name, " from ", to_string(*decl.from), decl.asleep ? " asleep" : " awake", " source ",
                    source_text(decl.source));
    case DeclKind::kProfile:
      return concat(name, " adopted ", to_string(*decl.from), " by ", in_quotes(decl.adopted_by));
    default:
      return name;
  }
}

std::string tail_text(const Decl& decl) {
  if (decl.kind == DeclKind::kDuty) return concat("  do ", in_quotes(decl.text), "\n");
  if (decl.kind != DeclKind::kFinding) return "";
  return concat("  clears ", in_quotes(decl.text), decl.refs.empty() ? "" : concat(" switches_off ", listed(decl.refs)),
                "\n");
}

// ---- tests ----

std::string given_text(const Given& given) {
  if (given.unknowable) return concat(given.path, " = unknowable");
  if (given.in_set) return concat(given.path, " in ", print(*given.value));
  return concat(given.path, " ", to_string(given.op), " ", print(*given.value));
}

std::string givens_text(const std::vector<Given>& givens) {
  std::vector<std::string> parts;
  parts.reserve(givens.size());
  for (const Given& given : givens) parts.push_back(given_text(given));
  return listed(parts);
}

std::string expectation_text(const Expectation& e) {
  const std::string no = e.negated ? "no " : "";
  if (e.what == "outcome") return e.detail.empty() ? e.name : concat(e.name, " asking ", e.detail);
  if (e.what == "cases") return concat("cases on ", e.name);
  if (e.what == "requirement")
    return concat(no, "requirement ", e.name, e.detail.empty() ? "" : concat(" status ", e.detail));
  if (e.what == "review") return concat("review ", e.name, " for ", e.detail);
  return concat(no, e.what, " ", e.name, e.detail.empty() ? "" : concat(" ", e.detail));
}

std::string test_text(const Decl& test) {
  std::vector<std::string> days;
  days.reserve(test.days.size());
  for (const Date day : test.days) days.push_back(to_string(day));
  std::string out = concat("test ", in_quotes(test.text), " on ", listed(days));
  if (!test.posture.empty()) out += concat(" posture ", test.posture);
  if (!test.profile.empty()) out += concat(" profile ", test.profile);
  out += "\n";
  if (!test.givens.empty()) out += concat("  ", wrapped(concat("given ", givens_text(test.givens)), 4), "\n");
  for (const TestEntity& entity : test.entities) {
    out += concat(
        "  ", wrapped(concat("with ", entity.kind, " ", entity.variable, ": ", givens_text(entity.givens)), 4), "\n");
  }
  std::vector<std::string> expected;
  expected.reserve(test.expectations.size());
  for (const Expectation& expectation : test.expectations) expected.push_back(expectation_text(expectation));
  return concat(out, "  ", wrapped(concat("expect ", listed(expected)), 4), "\n");
}

}  // namespace

std::string format_version(const Decl& decl, const Version& version) {
  std::string out = concat("  version from ", to_string(version.from));
  if (version.until) out += concat(" until ", to_string(*version.until));
  if (version.published) out += concat(" published ", to_string(*version.published));
  out += concat(" source ", source_text(version.source), " cite ", in_quotes(version.cite), "\n");
  for (const Mark& mark : version.marks) out += concat("    ", wrapped(mark_text(mark), 6), "\n");
  if (!version.note.empty()) out += concat("    note ", in_quotes(version.note), "\n");
  return concat(out, "    ", wrapped(body_text(decl, version), 6), "\n");
}

std::string format_head(const Decl& decl) {
  return concat(wrapped(head_text(decl), 4), "\n");
}

std::string format_tail(const Decl& decl) {
  std::string out;
  for (const Gap& gap : decl.gaps) {
    out += concat("  gap from ", to_string(gap.from), gap.until ? concat(" until ", to_string(*gap.until)) : "",
                  " why ", in_quotes(gap.why), "\n");
  }
  for (const Assumption& assumption : decl.assumptions) {
    out += concat("  ",
                  wrapped(concat("assume ", assumption.name, ": ", print(*assumption.condition), " why ",
                                 in_quotes(assumption.why)),
                          4),
                  "\n");
  }
  return out + tail_text(decl);
}

std::string format(const Decl& decl) {
  if (decl.kind == DeclKind::kTest) return test_text(decl);
  std::string out = format_head(decl);
  for (const Version& version : decl.versions) out += format_version(decl, version);
  return out + format_tail(decl);
}

std::string format(const LawTree& tree) {
  std::string out = concat("section ", tree.section, tree.text_hash.empty() ? "" : concat(" text ", tree.text_hash),
                           " checked ", to_string(tree.checked), "\n");
  for (const Include& include : tree.includes) {
    out += concat("include ", in_quotes(include.path), " as ", include.name, "(", listed(include.columns), ")\n");
  }
  auto comment = tree.comments.begin();
  for (std::size_t i = 0; i <= tree.decls.size(); ++i) {
    if (i < tree.decls.size() || comment != tree.comments.end()) out += "\n";
    for (; comment != tree.comments.end() && comment->decl == i; ++comment) out += concat(comment->text, "\n");
    if (i < tree.decls.size()) out += format(*tree.decls[i]);
  }
  return out;
}

}  // namespace licet::rules
