// Hand-written descent, one token of lookahead. Each clause begins with a keyword; line breaks mean nothing.
#include "rules/syntax/parser.h"

#include <array>
#include <utility>

#include "base/text_util.h"

namespace licet::rules {

namespace {

constexpr int kMostDepth = 100;  // of nested conditions

const std::vector<std::string>& keywords() {
  static const std::vector<std::string> words = {"section",
                                                 "checked",
                                                 "text",
                                                 "include",
                                                 "as",
                                                 "value",
                                                 "set",
                                                 "let",
                                                 "list",
                                                 "entry",
                                                 "rule",
                                                 "exception",
                                                 "authorization",
                                                 "restriction",
                                                 "review",
                                                 "strictest",
                                                 "duty",
                                                 "finding",
                                                 "letter",
                                                 "reply",
                                                 "profile",
                                                 "test",
                                                 "version",
                                                 "gap",
                                                 "per",
                                                 "requires",
                                                 "only_for",
                                                 "counts_for",
                                                 "kind",
                                                 "overcomes",
                                                 "closes",
                                                 "all",
                                                 "except",
                                                 "for",
                                                 "policy",
                                                 "over",
                                                 "beside",
                                                 "cite",
                                                 "do",
                                                 "clears",
                                                 "switches_off",
                                                 "to",
                                                 "from",
                                                 "until",
                                                 "source",
                                                 "asleep",
                                                 "awake",
                                                 "adopted",
                                                 "by",
                                                 "assume",
                                                 "why",
                                                 "published",
                                                 "compliance",
                                                 "stayed",
                                                 "unenforced",
                                                 "not_incorporated",
                                                 "unverified",
                                                 "asks",
                                                 "when",
                                                 "falls_back",
                                                 "leaves_nothing",
                                                 "note",
                                                 "exporter_documents",
                                                 "and",
                                                 "or",
                                                 "not",
                                                 "some",
                                                 "every",
                                                 "in",
                                                 "has",
                                                 "where",
                                                 "known",
                                                 "unknowable",
                                                 "min",
                                                 "max",
                                                 "total",
                                                 "on",
                                                 "posture",
                                                 "given",
                                                 "with",
                                                 "expect",
                                                 "amend"};
  return words;
}

bool is_keyword(std::string_view word) {
  for (const std::string& known : keywords()) {
    if (known == word) return true;
  }
  return false;
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, std::string_view path) : tokens_(std::move(tokens)), path_(path) {}

  Result<std::unique_ptr<LawTree>> law_file() {
    auto tree = std::make_unique<LawTree>();
    tree->path = path_;
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
    while (peek().kind != TokenKind::kEnd) {
      LICET_TRY(std::unique_ptr<Decl> decl, declaration());
      tree->decls.push_back(std::move(decl));
    }
    return tree;
  }

  Result<ExprPtr> lone_condition() {
    LICET_TRY(ExprPtr condition, cond());
    if (peek().kind != TokenKind::kEnd) return expected("the end of the condition");
    return condition;
  }

 private:
  // ---- tokens ----

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  Token next() {
    Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool at(std::string_view word) const {
    const Token& token = peek();
    return (token.kind == TokenKind::kName || token.kind == TokenKind::kSymbol) && token.text == word;
  }
  bool accept(std::string_view word) {
    if (!at(word)) return false;
    next();
    return true;
  }
  Status take(std::string_view word) {
    if (accept(word)) return {};
    return expected(ticked(word));
  }

  Error error(Position position, std::string_view what) const {
    return Error{ErrorCode::kParse, concat(path_, ":", position.line, ":", position.column, ": ", what)};
  }
  Error expected(std::string_view what) const {
    const Token& token = peek();
    const std::string got = token.kind == TokenKind::kEnd ? to_string(token.kind) : ticked(token.text);
    return error(token.position, concat("expected ", what, ", got ", got));
  }

  Result<std::string> text_of(TokenKind kind) {
    if (peek().kind != kind) return expected(to_string(kind));
    return next().text;
  }
  Result<std::string> name() {
    if (peek().kind != TokenKind::kName || is_keyword(peek().text)) return expected("a name");
    return next().text;
  }
  Result<std::string> string() { return text_of(TokenKind::kString); }
  Result<Date> date() {
    LICET_TRY(const std::string text, text_of(TokenKind::kDate));
    return parse_date(text);
  }
  Result<std::string> section_id() {
    switch (peek().kind) {
      case TokenKind::kNumber:
      case TokenKind::kCode:
      case TokenKind::kFile:
        return next().text;
      default:
        return name();
    }
  }
  Result<std::string> ref() {
    if (peek().kind == TokenKind::kRef) return next().text;
    return name();
  }
  Result<std::vector<std::string>> refs() {
    std::vector<std::string> out;
    do {
      LICET_TRY(std::string one, ref());
      out.push_back(std::move(one));
    } while (accept(","));
    return out;
  }
  Result<std::string> cite() {
    switch (peek().kind) {
      case TokenKind::kCite:
      case TokenKind::kNumber:
      case TokenKind::kCode:
      case TokenKind::kString:
        return next().text;
      default:
        return expected("a citation such as 742.6(a)(6)");
    }
  }
  Result<std::string> source() {
    if (peek().kind == TokenKind::kSource) return next().text;
    if (peek().kind == TokenKind::kString) return next().text;
    return expected("a source such as 90FR4544 or a text in quotes");
  }
  Result<std::string> path() {
    if (peek().kind != TokenKind::kPath) return expected("a fact such as leg.destination");
    return next().text;
  }

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
      LICET_TRY(std::string column, name());
      out.columns.push_back(std::move(column));
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
    LICET_TRY(const std::string what, name());
    if (what != "license" && what != "denial") return expected("`license` or `denial` behind `requires`");
    decl.requires_denial = what == "denial";
    if (accept("only_for")) {
      LICET_TRY(decl.only_for, ref());
    }
    if (accept("counts_for")) {
      LICET_TRY(const std::string content, name());
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
        LICET_TRY(Version version, version_head());
        LICET_RETURN_IF_ERROR(body(version));
        decl.versions.push_back(std::move(version));
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
          LICET_TRY(std::string document, path());
          version.documents.push_back(std::move(document));
        } while (accept(","));
      }
      return {};
    });
  }

  Result<Version> version_head() {
    Version out;
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
      LICET_TRY(const std::string note, string());
      out.note = out.note.empty() ? note : concat(out.note, "; ", note);
    }
    return out;
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

  // ---- expressions ----

  ExprPtr make(ExprKind kind, Position position) {
    auto out = std::make_unique<Expr>();
    out->kind = kind;
    out->position = position;
    return out;
  }

  ExprPtr leaf(ExprKind kind) {
    ExprPtr out = make(kind, peek().position);
    out->text = next().text;
    return out;
  }

  // Counts nesting, so that a hostile file cannot exhaust the stack.
  class Depth {
   public:
    explicit Depth(int& depth) : depth_(++depth) {}
    ~Depth() { --depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    int& depth_;
  };

  Result<ExprPtr> cond() {
    const Depth depth(depth_);
    if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " conditions nested"));
    LICET_TRY(ExprPtr first, neg());
    const bool is_and = at("and");
    if (!is_and && !at("or")) return first;
    const std::string_view word = is_and ? "and" : "or";
    ExprPtr out = make(is_and ? ExprKind::kAnd : ExprKind::kOr, first->position);
    out->kids.push_back(std::move(first));
    while (accept(word)) {
      LICET_TRY(ExprPtr more, neg());
      out->kids.push_back(std::move(more));
    }
    if (at(is_and ? "or" : "and")) return error(peek().position, "`and` and `or` mix only with parentheses");
    return out;
  }

  Result<ExprPtr> neg() {
    const Depth depth(depth_);
    if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " conditions nested"));
    if (at("not")) {
      ExprPtr out = make(ExprKind::kNot, next().position);
      LICET_TRY(ExprPtr inner, neg());
      out->kids.push_back(std::move(inner));
      return out;
    }
    if (at("some") || at("every")) {
      const ExprKind out_kind = at("some") ? ExprKind::kSome : ExprKind::kEvery;
      ExprPtr out = make(out_kind, next().position);
      LICET_TRY(out->text, name());
      LICET_RETURN_IF_ERROR(take("in"));
      LICET_TRY(ExprPtr list, list_name());
      LICET_RETURN_IF_ERROR(take(":"));
      LICET_TRY(ExprPtr inner, neg());
      out->kids.push_back(std::move(list));
      out->kids.push_back(std::move(inner));
      return out;
    }
    return rel();
  }

  Result<ExprPtr> list_name() {
    if (peek().kind == TokenKind::kPath) return leaf(ExprKind::kPath);
    if (peek().kind == TokenKind::kRef) return leaf(ExprKind::kName);
    if (peek().kind != TokenKind::kName || is_keyword(peek().text)) return expected("a list such as `parties`");
    return leaf(ExprKind::kName);
  }

  std::optional<CompareOp> compare_op() const {
    static constexpr std::array<std::pair<std::string_view, CompareOp>, 6> kOps = {{{"=", CompareOp::kEqual},
                                                                                    {"!=", CompareOp::kNotEqual},
                                                                                    {"<=", CompareOp::kLessEqual},
                                                                                    {"<", CompareOp::kLess},
                                                                                    {">=", CompareOp::kGreaterEqual},
                                                                                    {">", CompareOp::kGreater}}};
    if (peek().kind != TokenKind::kSymbol) return std::nullopt;
    for (const auto& [sign, op] : kOps) {
      if (peek().text == sign) return op;
    }
    return std::nullopt;
  }

  Result<ExprPtr> rel() {
    LICET_TRY(ExprPtr left, sum());
    const Position position = left->position;
    if (const auto op = compare_op()) {
      next();
      LICET_TRY(ExprPtr right, sum());
      ExprPtr out = make(ExprKind::kCompare, position);
      out->op = *op;
      out->kids.push_back(std::move(left));
      out->kids.push_back(std::move(right));
      return out;
    }
    const bool negated = at("not") && peek(1).kind == TokenKind::kName && peek(1).text == "in";
    if (negated) next();
    if (at("in") || at("has")) {
      ExprPtr out = make(at("in") ? ExprKind::kIn : ExprKind::kHas, position);
      next();
      LICET_TRY(ExprPtr right, set_expr());
      out->kids.push_back(std::move(left));
      out->kids.push_back(std::move(right));
      if (!negated) return out;
      ExprPtr no = make(ExprKind::kNot, position);
      no->kids.push_back(std::move(out));
      return no;
    }
    return left;
  }

  // Left-associative chains of + and -, of * and /.
  template <typename Inner>
  Result<ExprPtr> chain(Inner inner, std::string_view first_sign, ExprKind first, std::string_view second_sign,
                        ExprKind second) {
    LICET_TRY(ExprPtr out, (this->*inner)());
    while (peek().kind == TokenKind::kSymbol && (at(first_sign) || at(second_sign))) {
      const ExprKind node_kind = at(first_sign) ? first : second;
      ExprPtr node = make(node_kind, next().position);
      LICET_TRY(ExprPtr right, (this->*inner)());
      node->kids.push_back(std::move(out));
      node->kids.push_back(std::move(right));
      out = std::move(node);
    }
    return out;
  }

  Result<ExprPtr> sum() { return chain(&Parser::product, "+", ExprKind::kAdd, "-", ExprKind::kSubtract); }
  Result<ExprPtr> product() { return chain(&Parser::primary, "*", ExprKind::kMultiply, "/", ExprKind::kDivide); }
  Result<ExprPtr> set_expr() { return chain(&Parser::set_term, "+", ExprKind::kUnion, "-", ExprKind::kDifference); }

  Result<ExprPtr> quantity() {
    if (peek().kind != TokenKind::kNumber) return expected("a number");
    ExprPtr out = make(ExprKind::kNumber, peek().position);
    out->text = next().text;
    auto number = Rational::parse(out->text);
    if (!number) return error(out->position, number.error().message);
    out->number = std::move(number).value();
    const Token& token = peek();
    const bool unit = token.kind == TokenKind::kUnit || token.kind == TokenKind::kRef ||
                      (token.kind == TokenKind::kName && !is_keyword(token.text));
    if (unit) out->unit = next().text;
    return out;
  }

  Result<ExprPtr> primary() {
    switch (peek().kind) {
      case TokenKind::kNumber:
        return quantity();
      case TokenKind::kDate:
        return date_leaf();
      case TokenKind::kString:
        return leaf(ExprKind::kString);
      case TokenKind::kCode:
        return leaf(ExprKind::kCode);
      case TokenKind::kPath:
        return leaf(ExprKind::kPath);
      case TokenKind::kRef:
        return leaf(ExprKind::kName);
      case TokenKind::kName:
        return word();
      case TokenKind::kSymbol:
        if (at("(")) return parenthesis();
        break;
      default:
        break;
    }
    return expected("a condition or a figure");
  }

  Result<ExprPtr> date_leaf() {
    ExprPtr out = make(ExprKind::kDate, peek().position);
    LICET_TRY(out->date, date());
    return out;
  }

  Result<ExprPtr> word() {
    if (at("known") || at("unknowable")) {
      const ExprKind out_kind = at("known") ? ExprKind::kKnown : ExprKind::kUnknowable;
      ExprPtr out = make(out_kind, next().position);
      LICET_RETURN_IF_ERROR(take("("));
      LICET_TRY(ExprPtr inner, cond());
      LICET_RETURN_IF_ERROR(take(")"));
      out->kids.push_back(std::move(inner));
      return out;
    }
    if (at("min") || at("max")) return least_or_most();
    if (at("total")) return total();
    if (is_keyword(peek().text)) return expected("a condition or a figure");
    return leaf(ExprKind::kName);
  }

  Result<ExprPtr> least_or_most() {
    const ExprKind out_kind = at("min") ? ExprKind::kMin : ExprKind::kMax;
    ExprPtr out = make(out_kind, next().position);
    LICET_RETURN_IF_ERROR(take("("));
    do {
      LICET_TRY(ExprPtr one, sum());
      out->kids.push_back(std::move(one));
    } while (accept(","));
    LICET_RETURN_IF_ERROR(take(")"));
    return out;
  }

  Result<ExprPtr> total() {
    ExprPtr out = make(ExprKind::kTotal, next().position);
    LICET_RETURN_IF_ERROR(take("("));
    LICET_TRY(ExprPtr figure, sum());
    LICET_RETURN_IF_ERROR(take("for"));
    LICET_TRY(out->text, name());
    LICET_RETURN_IF_ERROR(take("in"));
    LICET_TRY(ExprPtr list, list_name());
    out->kids.push_back(std::move(figure));
    out->kids.push_back(std::move(list));
    if (accept("where")) {
      LICET_TRY(ExprPtr where, cond());
      out->kids.push_back(std::move(where));
    }
    LICET_RETURN_IF_ERROR(take(")"));
    return out;
  }

  Result<ExprPtr> parenthesis() {
    const Position position = next().position;
    LICET_TRY(ExprPtr first, cond());
    if (!at(",")) {
      LICET_RETURN_IF_ERROR(take(")"));
      return first;
    }
    ExprPtr out = make(ExprKind::kTuple, position);
    out->kids.push_back(std::move(first));
    while (accept(",")) {
      LICET_TRY(ExprPtr more, cond());
      out->kids.push_back(std::move(more));
    }
    LICET_RETURN_IF_ERROR(take(")"));
    return out;
  }

  Result<ExprPtr> set_term() {
    const Depth depth(depth_);
    if (depth_ > kMostDepth) return error(peek().position, concat("more than ", kMostDepth, " sets nested"));
    switch (peek().kind) {
      case TokenKind::kGroup:
        return leaf(ExprKind::kGroup);
      case TokenKind::kPath:
        return leaf(ExprKind::kPath);
      case TokenKind::kRef:
        return leaf(ExprKind::kName);
      case TokenKind::kName:
        if (is_keyword(peek().text)) return expected("a set");
        return leaf(ExprKind::kName);
      default:
        break;
    }
    if (at("{")) return braces();
    if (at("[")) return interval();
    if (accept("(")) {
      LICET_TRY(ExprPtr inner, set_expr());
      LICET_RETURN_IF_ERROR(take(")"));
      return inner;
    }
    return expected("a set");
  }

  Result<ExprPtr> interval() {
    ExprPtr out = make(ExprKind::kInterval, next().position);
    LICET_TRY(ExprPtr low, sum());
    LICET_RETURN_IF_ERROR(take(","));
    LICET_TRY(ExprPtr high, sum());
    out->kids.push_back(std::move(low));
    out->kids.push_back(std::move(high));
    if (accept(")")) {
      out->open_high = true;
    } else {
      LICET_RETURN_IF_ERROR(take("]"));
    }
    return out;
  }

  Result<ExprPtr> braces() {
    ExprPtr out = make(ExprKind::kBraces, next().position);
    if (accept("}")) return out;
    do {
      LICET_TRY(ExprPtr one, member());
      out->kids.push_back(std::move(one));
    } while (accept(","));
    LICET_RETURN_IF_ERROR(take("}"));
    return out;
  }

  Result<ExprPtr> member() {
    switch (peek().kind) {
      case TokenKind::kNumber:
        return number_or_range();
      case TokenKind::kCode:
        return leaf(ExprKind::kCode);
      case TokenKind::kGroup:
        return leaf(ExprKind::kGroup);
      case TokenKind::kString:
        return leaf(ExprKind::kString);
      case TokenKind::kDate:
        return date_leaf();
      case TokenKind::kName:
        if (!is_keyword(peek().text)) return leaf(ExprKind::kName);
        break;
      default:
        break;
    }
    return expected("a member such as CN, 3A090.a or D:5");
  }

  Result<ExprPtr> number_or_range() {
    LICET_TRY(ExprPtr low, quantity());
    if (!accept("..")) return low;
    ExprPtr out = make(ExprKind::kRange, low->position);
    LICET_TRY(ExprPtr high, quantity());
    out->kids.push_back(std::move(low));
    out->kids.push_back(std::move(high));
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
    LICET_TRY(const std::string first, expectation_word());
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
  Result<std::string> expectation_word() {
    if (peek().kind != TokenKind::kName) return expected("an expectation such as `license_required`");
    return next().text;
  }
  Result<std::string> status_word() {
    if (peek().kind != TokenKind::kName) return expected("a status such as `in_force`");
    return next().text;
  }

  std::vector<Token> tokens_;
  std::string path_;
  std::string section_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

const char* to_string(CompareOp op) {
  switch (op) {
    case CompareOp::kEqual:
      return "=";
    case CompareOp::kNotEqual:
      return "!=";
    case CompareOp::kLessEqual:
      return "<=";
    case CompareOp::kLess:
      return "<";
    case CompareOp::kGreaterEqual:
      return ">=";
    case CompareOp::kGreater:
      return ">";
  }
  return "?";
}

const char* to_string(MarkKind kind) {
  switch (kind) {
    case MarkKind::kCompliance:
      return "before_compliance";
    case MarkKind::kStayed:
      return "stayed";
    case MarkKind::kUnenforced:
      return "codified_not_enforced";
    case MarkKind::kNotIncorporated:
      return "not_incorporated";
    case MarkKind::kUnverified:
      return "unverified";
  }
  return "?";
}

bool in_gap(const Decl& decl, Date day) {
  for (const Gap& gap : decl.gaps) {
    if (gap.from <= day && (!gap.until || day < *gap.until)) return true;
  }
  return false;
}

const char* to_string(DeclKind kind) {
  static constexpr std::array<const char*, 17> kNames = {
      "value",  "set",       "let",  "list",    "entry",  "rule",  "exception", "authorization", "restriction",
      "review", "strictest", "duty", "finding", "letter", "reply", "profile",   "test"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<std::unique_ptr<LawTree>> parse_law(std::string_view text, std::string_view path) {
  LICET_TRY(std::vector<Token> tokens, tokenize(text, path));
  return Parser(std::move(tokens), path).law_file();
}

Result<ExprPtr> parse_condition(std::string_view text, std::string_view path) {
  LICET_TRY(std::vector<Token> tokens, tokenize(text, path));
  return Parser(std::move(tokens), path).lone_condition();
}

}  // namespace licet::rules
