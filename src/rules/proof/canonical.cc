#include "rules/proof/canonical.h"

#include <algorithm>
#include <functional>

#include "base/sha256.h"
#include "base/text_util.h"

namespace licet::rules {

namespace {

// `(head part part ...)`, empty parts left out.
template <typename... Parts>
std::string form(std::string_view head, const Parts&... parts) {
  std::string out = concat("(", head);
  const auto add = [&](std::string_view part) {
    if (!part.empty()) out += concat(" ", part);
  };
  (add(std::string_view(parts)), ...);
  return out + ")";
}

std::string atoms(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += concat(out.empty() ? "" : " ", canonical_atom(text));
  return out;
}

std::string named_list(std::string_view head, const std::vector<std::string>& texts) {
  return texts.empty() ? std::string() : form(head, atoms(texts));
}

std::string dated(std::string_view head, const std::optional<Date>& day) {
  return day ? form(head, to_string(*day)) : std::string();
}

std::string quoted(std::string_view head, std::string_view text) {
  return text.empty() ? std::string() : form(head, canonical_atom(text));
}

// Prints one statement.
class Writer {
 public:
  Writer(const Law& law, const std::function<void(const Expr&)>& on_list) : law_(law), on_list_(on_list) {}

  std::string statement(const Decl& decl) {
    const std::string head = concat(to_string(decl.kind), " ",
                                    canonical_atom(decl.kind == DeclKind::kReply ? target(decl) : decl.qualified));
    std::string out = concat("(", head);
    const auto add = [&](const std::string& part) {
      if (!part.empty()) out += concat(" ", part);
    };
    add(per(decl));
    for (const std::string& part : own_clauses(decl)) add(part);
    for (const Version& version : decl.versions) add(version_text(decl, version));
    for (const Gap& gap : decl.gaps)
      add(form("gap", form("from", to_string(gap.from)), dated("until", gap.until), quoted("why", gap.why)));
    for (const Assumption& assumption : decl.assumptions) {
      add(assume(assumption));
    }
    return out + ")";
  }

 private:
  std::string target(const Decl& reply) const {
    return reply.targets.empty() ? reply.name : reply.targets.front()->qualified;
  }

  std::string per(const Decl& decl) {
    std::string out;
    for (const PerClause& clause : decl.per) {
      out += concat(out.empty() ? "" : " ",
                    form("each", clause.variable, clause.words ? expr(*clause.domain) : list(*clause.domain)));
    }
    return out.empty() ? out : form("per", out);
  }

  // The full names behind references of a statement.
  std::vector<std::string> full(const Decl& decl, const std::vector<std::string>& names) const {
    std::vector<std::string> out;
    out.reserve(names.size());
    for (const std::string& name : names) out.push_back(full(decl, name));
    std::sort(out.begin(), out.end());
    return out;
  }
  std::string full(const Decl& decl, const std::string& name) const {
    if (name.find('/') != std::string::npos) return name;
    std::string here = concat(decl.file, "/", name);
    if (law_.find(here) != nullptr) return here;
    const std::string common = concat("common/", name);
    return law_.find(common) != nullptr ? common : here;
  }

  std::vector<std::string> own_clauses(const Decl& decl) const {
    const std::vector<std::string> refs = decl.kind == DeclKind::kFinding ? sorted(decl.refs) : full(decl, decl.refs);
    switch (decl.kind) {
      case DeclKind::kRule:
        return {form("requires", decl.requires_denial ? "denial" : "license"),
                decl.only_for.empty() ? "" : form("only_for", canonical_atom(full(decl, decl.only_for))),
                decl.counts_for_content ? form("counts_for", "content") : ""};
      case DeclKind::kAuthorization:
        return {quoted("kind", decl.word), named_list("overcomes", refs)};
      case DeclKind::kRestriction:
        return {form("closes", decl.all_refs ? "all" : "", named_list(decl.all_refs ? "except" : "these", refs))};
      case DeclKind::kReview:
        return {named_list("for", refs), quoted("policy", decl.word), named_list("over", full(decl, decl.over)),
                named_list("beside", full(decl, decl.beside))};
      case DeclKind::kStrictest:
        return {named_list("for", refs), quoted("cite", decl.cite)};
      case DeclKind::kDuty:
        return {quoted("do", decl.text)};
      case DeclKind::kFinding:
        return {quoted("clears", decl.text), named_list("switches_off", refs)};
      case DeclKind::kLetter:
        return {quoted("to", decl.text), dated("from", decl.from), dated("until", decl.until),
                quoted("source", decl.source)};
      case DeclKind::kReply:
        return {dated("from", decl.from), decl.asleep ? "asleep" : "awake", quoted("source", decl.source)};
      case DeclKind::kProfile:
        return {dated("adopted", decl.from), quoted("by", decl.adopted_by)};
      default:
        return {};
    }
  }

  static std::vector<std::string> sorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return names;
  }

  std::string version_text(const Decl& decl, const Version& version) {
    std::string marks;
    for (const Mark& one : version.marks) marks += concat(marks.empty() ? "" : " ", mark(one));
    std::vector<std::string> excepts;
    excepts.reserve(version.except_decls.size());
    for (const Decl* except : version.except_decls) excepts.push_back(except->qualified);
    std::string body;
    switch (decl.kind) {
      case DeclKind::kList: {
        const std::string domain = list(*version.list_domain);
        body = form("filter", version.list_variable, domain, expr(*version.body));
        break;
      }
      case DeclKind::kValue:
      case DeclKind::kSet:
      case DeclKind::kLet:
        body = form("is", expr(*version.body));
        break;
      default:
        body = form("when", expr(*version.body));
    }
    return form("version", form("from", to_string(version.from)), dated("until", version.until),
                dated("published", version.published), quoted("source", version.source), quoted("cite", version.cite),
                quoted("note", version.note), marks, body, named_list("except", excepts),
                named_list("documents", version.documents));
  }

  // What is assumed of which fact, of a set of which members: that it is not known, or a value.
  std::string assume(const Assumption& assumption) {
    const Expr& atom = assumption.atom();
    const std::string& value = assumption.value();
    return form("assume", canonical_atom(assumption.name), path(assumption.path()),
                atom.kind == ExprKind::kHas ? form("members", expr(*atom.kids[1])) : "",
                assumption.denies() ? "not_known" : form("is", canonical_atom(value)), quoted("why", assumption.why));
  }

  std::string mark(const Mark& mark) {
    static constexpr const char* kWords[] = {"stayed", "compliance", "unenforced", "not_incorporated", "unverified"};
    return form("mark", kWords[static_cast<std::size_t>(mark.kind)], dated("from", mark.from),
                dated("until", mark.until), quoted("source", mark.source), quoted("asks", mark.asks),
                mark.when ? form("when", expr(*mark.when)) : "", mark.falls_back ? "falls_back" : "leaves_nothing");
  }

  // ---- expressions ----

  std::string list(const Expr& name) {
    on_list_(name);
    return form("list", canonical_atom(name.decl != nullptr ? name.decl->qualified : name.text));
  }

  std::string all(std::string_view head, const Expr& e) {
    std::string kids;
    for (const ExprPtr& kid : e.kids) kids += concat(kids.empty() ? "" : " ", expr(*kid));
    return form(head, kids);
  }

  std::string braces(const Expr& e) {
    std::vector<std::string> members;
    members.reserve(e.kids.size());
    for (const ExprPtr& kid : e.kids) members.push_back(expr(*kid));
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return form("set", joined(members, " "));
  }

  std::string total(const Expr& e) {
    const std::string over = list(*e.kids[1]);
    const std::string figure = expr(*e.kids[0]);
    return form("total", e.text, over, figure, e.kids.size() > 2 ? form("where", expr(*e.kids[2])) : "");
  }

  std::string path(const Expr& e) const {
    if (e.fact < 0) return form("path", canonical_atom(e.text));
    return form("fact", e.root, law_.schema().at(e.fact).name);
  }

  std::string name(const Expr& e) const {
    if (e.decl != nullptr) return form("ref", canonical_atom(e.decl->qualified));
    if (!e.root.empty()) return form("bound", e.root);
    if (law_.table(e.text) != nullptr) return form("table", canonical_atom(e.text));
    return form("word", canonical_atom(e.text));
  }

  // A figure in an interval: on the right side of both ends.
  std::string within(const Expr& e) {
    const Expr& interval = *e.kids[1];
    const std::string figure = expr(*e.kids[0]);
    return form("and", form(">=", figure, expr(*interval.kids[0])),
                form(interval.open_high ? "<" : "<=", figure, expr(*interval.kids[1])));
  }

  std::string expr(const Expr& e) {
    switch (e.kind) {
      case ExprKind::kAnd:
        return all("and", e);
      case ExprKind::kOr:
        return all("or", e);
      case ExprKind::kNot:
        return all("not", e);
      case ExprKind::kSome:
      case ExprKind::kEvery: {
        const std::string over = list(*e.kids[0]);
        return form(e.kind == ExprKind::kSome ? "some" : "every", e.text, over, expr(*e.kids[1]));
      }
      case ExprKind::kCompare:
        return all(to_string(e.op), e);
      case ExprKind::kIn:
        return e.kids[1]->kind == ExprKind::kInterval ? within(e) : all("in", e);
      case ExprKind::kHas:
        return all("has", e);
      case ExprKind::kKnown:
        return all("known", e);
      case ExprKind::kUnknowable:
        return all("unknowable", e);
      case ExprKind::kAdd:
        return all("+", e);
      case ExprKind::kSubtract:
        return all("-", e);
      case ExprKind::kMultiply:
        return all("*", e);
      case ExprKind::kDivide:
        return all("/", e);
      case ExprKind::kMin:
        return all("min", e);
      case ExprKind::kMax:
        return all("max", e);
      case ExprKind::kTotal:
        return total(e);
      case ExprKind::kNumber:
        return form("number", canonical_number(e.number), e.unit.empty() ? "" : canonical_atom(e.unit));
      case ExprKind::kDate:
        return form("date", to_string(e.date));
      case ExprKind::kString:
        return form("text", canonical_atom(e.text));
      case ExprKind::kCode:
        return form("code", e.text);
      case ExprKind::kPath:
        return path(e);
      case ExprKind::kName:
        return name(e);
      case ExprKind::kTuple:
        return all("tuple", e);
      case ExprKind::kBraces:
        return braces(e);
      case ExprKind::kRange:
        return all("range", e);
      case ExprKind::kGroup:
        return form("group", e.text);
      case ExprKind::kInterval:
        return all(e.open_high ? "half_open" : "interval", e);
      case ExprKind::kUnion:
        return all("union", e);
      case ExprKind::kDifference:
        return all("minus", e);
    }
    return "?";
  }

  const Law& law_;
  const std::function<void(const Expr&)>& on_list_;
};

std::string span_text(const std::optional<DaySpan>& span) {
  return span ? to_string(*span) : "open";
}

std::string fact_text(const FactDecl& fact) {
  static constexpr const char* kTypes[] = {"bool", "number", "place", "word", "set", "code", "text"};
  std::vector<std::string> derived;
  for (const std::string_view word : split(fact.derived, ' ')) {
    if (!word.empty()) derived.emplace_back(word);
  }
  // Bounds of figures are checked where an order is read; no rule reads them.
  std::vector<std::string> values = fact.type == FactType::kNumber ? std::vector<std::string>() : fact.values;
  std::sort(values.begin(), values.end());
  return form("fact", fact.name, kTypes[static_cast<std::size_t>(fact.type)], quoted("unit", fact.unit),
              named_list("values", values), fact.may_be_unknowable ? "unknowable" : "",
              fact.profile_may_set ? "profile" : "", named_list("derived", derived), quoted("listing", fact.listing));
}

// Rows of a table: since when, until when, `sure` or `unverified`, and the cells.
std::string row_text(const DaySpan& from, const std::optional<DaySpan>& until, bool unverified,
                     const std::vector<std::string>& cells) {
  return concat(" ", form("row", span_text(from), span_text(until), unverified ? "unverified" : "sure", atoms(cells)));
}

// A country group is a table of places.
std::string group_text(const std::string& name, const Law::GroupRows& places) {
  std::string rows;
  for (const auto& [place, mine] : places) {
    for (const GroupRow& row : mine) rows += row_text(row.from, row.until, row.certainty == "C", {place});
  }
  return concat("(tuples ", canonical_atom(name), " (columns place)", rows, ")");
}

std::string counts_as_text(const Law& law) {
  std::string rows;
  for (const auto& [place, mine] : law.counts_as()) {
    for (const CountsAs& row : mine) rows += row_text(row.from, row.until, false, {place, row.as});
  }
  return concat("(tuples counts_as (columns place as)", rows, ")");
}

std::string table_text(const std::string& name, const TupleTable& table) {
  std::string rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    rows += row_text(table.from[i], table.until[i], table.unverified[i], table.rows[i]);
  }
  return concat("(tuples ", canonical_atom(name), " ", named_list("columns", table.columns), rows, ")");
}

}  // namespace

std::string canonical_number(const Rational& number) {
  return number.to_fraction();
}

std::string canonical_atom(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '(' && c != ')' && c != '"' && c != '\\';
  });
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

std::string canonical(const Decl& decl, const Law& law) {
  return Writer(law, [](const Expr&) {}).statement(decl);
}

void CanonicalLaw::add(std::string kind, std::string name, std::string text) {
  std::string hash = sha256_hex(text);
  lines_.push_back(CanonicalLine{std::move(kind), std::move(name), std::move(text), std::move(hash)});
}

CanonicalLaw::CanonicalLaw(const Law& law) {
  for (const auto& tree : law.trees()) {
    for (const auto& decl : tree->decls) {
      if (decl->kind == DeclKind::kTest) continue;
      int lists = 0;
      const std::function<void(const Expr&)> on_list = [&](const Expr& list) {
        lists_[&list] = ListPlace{decl.get(), lists++};
      };
      std::string text = Writer(law, on_list).statement(*decl);
      by_decl_[decl.get()] = lines_.size();
      add(to_string(decl->kind), decl->qualified, std::move(text));
    }
  }
  for (const FactDecl& fact : law.schema().facts()) add("fact", fact.name, fact_text(fact));
  for (const auto& [name, places] : law.groups()) add("tuples", name, group_text(name, places));
  for (const auto& [name, table] : law.tables()) add("tuples", name, table_text(name, table));
  add("tuples", "counts_as", counts_as_text(law));
  // Codes whose every paragraph has its entry: what a code above them may still turn out to be.
  std::vector<std::string> encoded;
  for (const CoverageRow& row : law.coverage()) {
    if (row.status == "encoded" && row.paragraph.starts_with("774 ")) encoded.push_back(row.paragraph.substr(4));
  }
  std::sort(encoded.begin(), encoded.end());
  if (!encoded.empty()) add("encoded", "", form("encoded", atoms(encoded)));
  add("places", "", form("places", atoms(law.places())));
  std::vector<std::string> hashes;
  hashes.reserve(lines_.size());
  for (const CanonicalLine& line : lines_) hashes.push_back(line.hash);
  std::sort(hashes.begin(), hashes.end());
  hash_ = sha256_hex(joined(hashes, "\n"));
}

std::string CanonicalLaw::text() const {
  std::string out;
  for (const CanonicalLine& line : lines_) out += concat(line.text, "\n");
  return out;
}

}  // namespace licet::rules
