// Hand-written descent, one token of lookahead. Each clause begins with a keyword; line breaks mean nothing.
#include "rules/syntax/parser.h"

#include <array>
#include <utility>

#include "base/text_util.h"
#include "rules/syntax/condition_parser.h"

namespace licet::rules {

namespace {

// Declarations, their versions, and tests.
class Parser : public ConditionParser {
 public:
  using ConditionParser::ConditionParser;

  Result<std::unique_ptr<LawTree>> law_file(const std::vector<Comment>& comments) {
    auto tree = std::make_unique<LawTree>();
    tree->path = file();
    LICET_RETURN_IF_ERROR(take("section"));
    LICET_TRY(tree->section, section_id());
    if (accept("text")) {
      LICET_TRY(tree->text_hash, text_of(TokenKind::kHash));
    }
    LICET_RETURN_IF_ERROR(take("checked"));
    LICET_TRY(tree->checked, date());
    section_ = tree->section;
    while (at("include")) {
      LICET_TRY(Include include, include_clause());
      tree->includes.push_back(std::move(include));
    }
    auto comment = comments.begin();
    while (peek().kind != TokenKind::kEnd) {
      LICET_TRY(std::unique_ptr<Decl> decl, declaration());
      tree->decls.push_back(std::move(decl));
      for (; comment != comments.end() && comment->line <= last_line(); ++comment)
        tree->comments.push_back({tree->decls.size() - 1, comment->text});
    }
    for (; comment != comments.end(); ++comment) tree->comments.push_back({tree->decls.size(), comment->text});
    return tree;
  }

 private:
  // ---- declarations ----

  Result<Include> include_clause() {
    Include out;
    out.position = peek().position;
    LICET_RETURN_IF_ERROR(take("include"));
    LICET_TRY(out.path, string());
    LICET_RETURN_IF_ERROR(take("as"));
    LICET_TRY(out.name, name());
    LICET_RETURN_IF_ERROR(take("("));
    do {
      LICET_TRY(const std::string_view column, name());
      out.columns.emplace_back(column);
    } while (accept(","));
    LICET_RETURN_IF_ERROR(take(")"));
    return out;
  }

  Result<std::unique_ptr<Decl>> declaration() {
    using Reader = Status (Parser::*)(Decl&);
    static const std::array<std::pair<std::string_view, std::pair<DeclKind, Reader>>, 17> kReaders = {{
        {"value", {DeclKind::kValue, &Parser::value}},
        {"set", {DeclKind::kSet, &Parser::set}},
        {"let", {DeclKind::kLet, &Parser::let}},
        {"list", {DeclKind::kList, &Parser::list}},
        {"entry", {DeclKind::kEntry, &Parser::entry}},
        {"rule", {DeclKind::kRule, &Parser::rule}},
        {"exception", {DeclKind::kException, &Parser::exception}},
        {"authorization", {DeclKind::kAuthorization, &Parser::authorization}},
        {"restriction", {DeclKind::kRestriction, &Parser::restriction}},
        {"review", {DeclKind::kReview, &Parser::review}},
        {"strictest", {DeclKind::kStrictest, &Parser::strictest}},
        {"duty", {DeclKind::kDuty, &Parser::duty}},
        {"finding", {DeclKind::kFinding, &Parser::finding}},
        {"letter", {DeclKind::kLetter, &Parser::letter}},
        {"reply", {DeclKind::kReply, &Parser::reply}},
        {"profile", {DeclKind::kProfile, &Parser::profile}},
        {"test", {DeclKind::kTest, &Parser::test}},
    }};
    for (const auto& [word, kind_and_reader] : kReaders) {
      if (!at(word)) continue;
      auto decl = std::make_unique<Decl>();
      decl->kind = kind_and_reader.first;
      decl->position = peek().position;
      decl->file = section_;
      next();
      LICET_RETURN_IF_ERROR((this->*kind_and_reader.second)(*decl));
      decl->qualified = concat(section_, "/", decl->name);
      return decl;
    }
    std::vector<std::string> words;
    words.reserve(kReaders.size());
    for (const auto& reader : kReaders) words.emplace_back(reader.first);
    return expected(concat("a statement such as `rule`", did_you_mean(peek().text, words)));
  }

  Status value(Decl& decl) {
    LICET_TRY(decl.name, name());
    return versions(decl, [this](Version& version) -> Status {
      LICET_RETURN_IF_ERROR(take("="));
      LICET_TRY(version.body, quantity());
      return {};
    });
  }

  Status set(Decl& decl) {
    LICET_TRY(decl.name, name());
    return versions(decl, [this](Version& version) -> Status {
      LICET_RETURN_IF_ERROR(take("="));
      LICET_TRY(version.body, set_expr());
      return {};
    });
  }

  Status let(Decl& decl) {
    LICET_TRY(decl.name, name());
    return versions(decl, [this](Version& version) -> Status {
      LICET_RETURN_IF_ERROR(take("="));
      LICET_TRY(version.body, cond());
      return {};
    });
  }

  Status list(Decl& decl) {
    LICET_TRY(decl.name, name());
    return versions(decl, [this](Version& version) -> Status {
      LICET_RETURN_IF_ERROR(take("="));
      LICET_TRY(version.list_variable, name());
      LICET_RETURN_IF_ERROR(take("in"));
      LICET_TRY(version.list_domain, list_name());
      LICET_RETURN_IF_ERROR(take("where"));
      LICET_TRY(version.body, cond());
      return {};
    });
  }

  Status entry(Decl& decl) {
    if (peek().kind != TokenKind::kCode) return expected("a code such as 3A090.a");
    decl.name = next().text;
    return bodies(decl);
  }

  Status rule(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(per(decl));
    LICET_RETURN_IF_ERROR(take("requires"));
    LICET_TRY(const std::string_view what, name());
    if (what != "license" && what != "denial") return expected("`license` or `denial` behind `requires`");
    decl.requires_denial = what == "denial";
    if (accept("only_for")) {
      LICET_TRY(decl.only_for, ref());
    }
    if (accept("counts_for")) {
      LICET_TRY(const std::string_view content, name());
      if (content != "content") return expected("`content` behind `counts_for`");
      decl.counts_for_content = true;
    }
    return bodies(decl);
  }

  Status exception(Decl& decl) {
    LICET_TRY(decl.name, name());
    return bodies(decl);
  }

  Status authorization(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(take("kind"));
    LICET_TRY(decl.word, name());
    LICET_RETURN_IF_ERROR(take("overcomes"));
    LICET_TRY(decl.refs, refs());
    return bodies(decl);
  }

  Status restriction(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(take("closes"));
    decl.all_refs = accept("all");
    if (!decl.all_refs || accept("except")) {
      LICET_TRY(decl.refs, refs());
    }
    return bodies(decl);
  }

  Status review(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(take("for"));
    LICET_TRY(decl.refs, refs());
    LICET_RETURN_IF_ERROR(take("policy"));
    LICET_TRY(decl.word, name());
    if (accept("over")) {
      LICET_TRY(decl.over, refs());
    }
    if (accept("beside")) {
      LICET_TRY(decl.beside, refs());
    }
    return bodies(decl);
  }

  Status strictest(Decl& decl) {
    LICET_RETURN_IF_ERROR(take("review"));
    LICET_RETURN_IF_ERROR(take("for"));
    LICET_TRY(decl.refs, refs());
    LICET_RETURN_IF_ERROR(take("cite"));
    LICET_TRY(decl.cite, cite());
    decl.name = concat("strictest_", decl.refs.front());
    return {};
  }

  Status duty(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(per(decl));
    LICET_RETURN_IF_ERROR(bodies(decl));
    LICET_RETURN_IF_ERROR(take("do"));
    LICET_TRY(decl.text, string());
    return {};
  }

  Status finding(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(per(decl));
    LICET_RETURN_IF_ERROR(bodies(decl));
    LICET_RETURN_IF_ERROR(take("clears"));
    LICET_TRY(decl.text, string());
    if (accept("switches_off")) {
      LICET_TRY(decl.refs, refs());
    }
    return {};
  }

  Status letter(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(take("to"));
    LICET_TRY(decl.text, string());
    LICET_RETURN_IF_ERROR(take("from"));
    LICET_TRY(decl.from, date());
    if (accept("until")) {
      LICET_TRY(decl.until, date());
    }
    LICET_RETURN_IF_ERROR(take("source"));
    LICET_TRY(decl.source, source());
    return {};
  }

  Status reply(Decl& decl) {
    LICET_TRY(decl.name, ref());
    decl.refs = {decl.name};
    LICET_RETURN_IF_ERROR(take("from"));
    LICET_TRY(decl.from, date());
    if (accept("asleep")) {
      decl.asleep = true;
    } else if (!accept("awake")) {
      return expected("`asleep` or `awake`");
    }
    LICET_RETURN_IF_ERROR(take("source"));
    LICET_TRY(decl.source, source());
    return {};
  }

  Status profile(Decl& decl) {
    LICET_TRY(decl.name, name());
    LICET_RETURN_IF_ERROR(take("adopted"));
    LICET_TRY(decl.from, date());
    LICET_RETURN_IF_ERROR(take("by"));
    LICET_TRY(decl.adopted_by, string());
    while (at("assume")) {
      Assumption assumption;
      assumption.position = next().position;
      LICET_TRY(assumption.name, name());
      LICET_RETURN_IF_ERROR(take(":"));
      LICET_TRY(assumption.condition, cond());
      LICET_RETURN_IF_ERROR(take("why"));
      LICET_TRY(assumption.why, string());
      decl.assumptions.push_back(std::move(assumption));
    }
    return {};
  }

  Status per(Decl& decl) {
    if (!accept("per")) return {};
    do {
      PerClause clause;
      LICET_TRY(clause.variable, name());
      LICET_RETURN_IF_ERROR(take("in"));
      LICET_TRY(clause.domain, set_expr());
      decl.per.push_back(std::move(clause));
    } while (accept(","));
    return {};
  }

  // ---- versions ----

  template <typename Body>
  Status versions(Decl& decl, Body body) {
    for (;;) {
      if (at("version")) {
        Version& version = decl.versions.emplace_back();
        LICET_RETURN_IF_ERROR(version_head(version));
        LICET_RETURN_IF_ERROR(body(version));
      } else if (at("gap")) {
        LICET_TRY(Gap gap, gap_clause());
        decl.gaps.push_back(std::move(gap));
      } else if (decl.versions.empty()) {
        return expected("`version from ...`");
      } else {
        return {};
      }
    }
  }

  Status bodies(Decl& decl) {
    return versions(decl, [this](Version& version) -> Status {
      LICET_RETURN_IF_ERROR(take("when"));
      LICET_TRY(version.body, cond());
      if (accept("except")) {
        LICET_TRY(version.except, refs());
      }
      if (accept("exporter_documents")) {
        do {
          LICET_TRY(const std::string_view document, path());
          version.documents.emplace_back(document);
        } while (accept(","));
      }
      return {};
    });
  }

  Status version_head(Version& out) {
    out.position = next().position;
    LICET_RETURN_IF_ERROR(take("from"));
    LICET_TRY(out.from, date());
    if (accept("until")) {
      LICET_TRY(out.until, date());
    }
    if (accept("published")) {
      LICET_TRY(out.published, date());
    }
    LICET_RETURN_IF_ERROR(take("source"));
    LICET_TRY(out.source, source());
    LICET_RETURN_IF_ERROR(take("cite"));
    LICET_TRY(out.cite, cite());
    for (std::optional<MarkKind> kind = mark_kind(); kind; kind = mark_kind()) {
      LICET_TRY(Mark mark, mark_clause(*kind));
      out.marks.push_back(std::move(mark));
    }
    while (accept("note")) {
      LICET_TRY(const std::string_view note, string());
      out.note = out.note.empty() ? std::string(note) : concat(out.note, "; ", note);
    }
    return {};
  }

  std::optional<MarkKind> mark_kind() const {
    if (at("compliance")) return MarkKind::kCompliance;
    if (at("stayed")) return MarkKind::kStayed;
    if (at("unenforced")) return MarkKind::kUnenforced;
    if (at("not_incorporated")) return MarkKind::kNotIncorporated;
    if (at("unverified")) return MarkKind::kUnverified;
    return std::nullopt;
  }

  Result<Mark> mark_clause(MarkKind kind) {
    Mark out;
    out.kind = kind;
    out.position = next().position;
    if (kind == MarkKind::kCompliance) {
      LICET_TRY(out.until, date());
    } else {
      LICET_RETURN_IF_ERROR(take("from"));
      LICET_TRY(out.from, date());
      if (accept("until")) {
        LICET_TRY(out.until, date());
      }
    }
    if (accept("source")) {
      LICET_TRY(out.source, source());
    }
    if (accept("asks")) {
      LICET_TRY(out.asks, string());
    }
    if (accept("when")) {
      LICET_TRY(out.when, cond());
    }
    if (accept("falls_back")) {
      out.falls_back = true;
    } else if (!accept("leaves_nothing")) {
      return expected("`falls_back` or `leaves_nothing`: each mark says what holds while the text sleeps");
    }
    return out;
  }

  Result<Gap> gap_clause() {
    Gap out;
    out.position = next().position;
    LICET_RETURN_IF_ERROR(take("from"));
    LICET_TRY(out.from, date());
    if (accept("until")) {
      LICET_TRY(out.until, date());
    }
    LICET_RETURN_IF_ERROR(take("why"));
    LICET_TRY(out.why, string());
    return out;
  }

  // ---- tests ----

  Status test(Decl& decl) {
    LICET_TRY(decl.text, string());
    decl.name = decl.text;
    LICET_RETURN_IF_ERROR(take("on"));
    do {
      LICET_TRY(const Date day, date());
      decl.days.push_back(day);
    } while (accept(","));
    if (accept("posture")) {
      LICET_TRY(decl.posture, name());
    }
    if (accept("profile")) {
      LICET_TRY(decl.profile, name());
    }
    while (at("given") || at("with")) {
      if (accept("given")) {
        LICET_RETURN_IF_ERROR(givens(decl.givens));
      } else {
        LICET_RETURN_IF_ERROR(test_entity(decl));
      }
    }
    LICET_RETURN_IF_ERROR(take("expect"));
    do {
      LICET_TRY(Expectation one, expectation());
      decl.expectations.push_back(std::move(one));
    } while (accept(","));
    return {};
  }

  Status test_entity(Decl& decl) {
    next();
    TestEntity entity;
    LICET_TRY(entity.kind, name());
    LICET_TRY(entity.variable, name());
    LICET_RETURN_IF_ERROR(take(":"));
    LICET_RETURN_IF_ERROR(givens(entity.givens));
    decl.entities.push_back(std::move(entity));
    return {};
  }

  Status givens(std::vector<Given>& out) {
    do {
      Given given;
      given.position = peek().position;
      LICET_TRY(given.path, path());
      if (accept("in")) {
        given.in_set = true;
        LICET_TRY(given.value, set_expr());
      } else if (const auto op = compare_op(); op && *op != CompareOp::kNotEqual) {
        given.op = *op;
        next();
        LICET_RETURN_IF_ERROR(given_value(given));
      } else {
        return expected("`=`, `<=`, `<`, `>=`, `>` or `in`");
      }
      out.push_back(std::move(given));
    } while (accept(","));
    return {};
  }

  Status given_value(Given& given) {
    if (given.op == CompareOp::kEqual && accept("unknowable")) {
      given.unknowable = true;
    } else if (given.op == CompareOp::kEqual && at("{")) {
      LICET_TRY(given.value, braces());
    } else if (given.op == CompareOp::kEqual) {
      LICET_TRY(given.value, member());
    } else {
      LICET_TRY(given.value, quantity());
    }
    return {};
  }

  Result<Expectation> expectation() {
    Expectation out;
    out.position = peek().position;
    if (peek().kind == TokenKind::kName && peek().text == "no") {
      out.negated = true;
      next();
    }
    LICET_TRY(const std::string_view first, expectation_word());
    out.what = first;
    if (first == "cases") {
      LICET_RETURN_IF_ERROR(take("on"));
      LICET_TRY(out.name, path());
    } else if (first == "assumed") {
      LICET_TRY(out.name, path());
    } else if (first == "without_assumptions" || first == "bound") {
      LICET_TRY(out.name, name());
    } else if (first == "requirement") {
      LICET_TRY(out.name, ref());
      if (peek().kind == TokenKind::kName && peek().text == "status") {
        next();
        LICET_TRY(out.detail, status_word());
      }
    } else if (first == "entry") {
      LICET_TRY(out.name, text_of(TokenKind::kCode));
      if (!out.negated && peek().kind == TokenKind::kName && peek().text == "undecided") out.detail = next().text;
    } else if (first == "duty" || first == "finding") {
      LICET_TRY(out.name, ref());
    } else if (first == "authorization" || first == "let") {
      LICET_TRY(out.name, ref());
      LICET_TRY(out.detail, name());
    } else if (first == "review") {
      LICET_TRY(out.name, name());
      LICET_RETURN_IF_ERROR(take("for"));
      LICET_TRY(out.detail, ref());
    } else {
      out.what = "outcome";
      out.name = first;
      if (peek().kind == TokenKind::kName && peek().text == "asking") {
        next();
        LICET_TRY(out.detail, path());
      }
    }
    return out;
  }

  // Some expectations begin with words that are keywords elsewhere.
  Result<std::string_view> expectation_word() {
    if (peek().kind != TokenKind::kName) return expected("an expectation such as `license_required`");
    return next().text;
  }
  Result<std::string_view> status_word() {
    if (peek().kind != TokenKind::kName) return expected("a status such as `in_force`");
    return next().text;
  }

  std::string section_;
};

}  // namespace

Result<std::unique_ptr<LawTree>> parse_law(std::string_view text, std::string_view path) {
  std::vector<Comment> comments;
  LICET_TRY(std::vector<Token> tokens, tokenize(text, path, &comments));
  return Parser(std::move(tokens), path).law_file(comments);
}

Result<ExprPtr> parse_condition(std::string_view text, std::string_view path) {
  LICET_TRY(std::vector<Token> tokens, tokenize(text, path));
  return Parser(std::move(tokens), path).lone_condition();
}

}  // namespace licet::rules
