// Loads the law in passes: parse and index every file; read the tables; resolve the names in every statement; see what
// they read, and that types and units fit; collect the codes.
#include <algorithm>

#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/check/codes.h"
#include "rules/check/law.h"
#include "rules/check/law_error.h"
#include "rules/check/marks.h"
#include "rules/check/resolver.h"
#include "rules/check/statements.h"
#include "rules/check/table_reader.h"
#include "rules/check/types.h"
#include "rules/syntax/parser.h"

namespace licet::rules {

class Loader {
 public:
  Result<std::shared_ptr<const Law>> run(const std::vector<LawSource>& sources) {
    law_->by_kind_.resize(17);
    hash_sources(sources);
    LICET_RETURN_IF_ERROR(read_schema(sources));
    LICET_RETURN_IF_ERROR(parse_all(sources));
    LICET_RETURN_IF_ERROR(TableReader(*law_, sources).run());
    LICET_RETURN_IF_ERROR(resolve_names(*law_));
    LICET_RETURN_IF_ERROR(check_replies());
    LICET_TRY(std::vector<std::string_view> codes, check_statements(*law_));
    LICET_RETURN_IF_ERROR(check_types(*law_));
    LICET_TRY(UntestedCodes untested, untested_codes(*law_, std::move(codes)));
    law_->codes_without_entry_ = std::move(untested.without_entry);
    law_->absent_table_ = std::move(untested.absent_table);
    law_->absent_rows_ = std::move(untested.absent_rows);
    LICET_RETURN_IF_ERROR(check_marks(*law_));
    return std::shared_ptr<const Law>(std::move(law_));
  }

 private:
  void hash_sources(const std::vector<LawSource>& sources) {
    std::string all;
    std::string added;
    for (const LawSource& source : sources) {
      if (source.path.ends_with(".tests")) continue;
      const std::string line = concat(source.path, "\n", sha256_hex(source.text), "\n");
      all += line;
      if (source.is_private()) added += line;
    }
    law_->hash_ = sha256_hex(all);
    if (!added.empty()) law_->private_hash_ = sha256_hex(added);
  }

  Status read_schema(const std::vector<LawSource>& sources) {
    bool found = false;
    for (const LawSource& source : sources) {
      if (source.path != "facts.tsv") continue;
      LICET_TRY(FactSchema schema, FactSchema::parse(source.text, source.shown()));
      LICET_RETURN_IF_ERROR(law_->schema_.append(std::move(schema), source.shown()));
      found = true;
    }
    if (!found) return Error{ErrorCode::kNotFound, "the law has no facts.tsv"};
    return {};
  }

  Status parse_all(const std::vector<LawSource>& sources) {
    for (const LawSource& source : sources) {
      if (!source.path.ends_with(".law") && !source.path.ends_with(".tests")) continue;
      LICET_TRY(std::unique_ptr<LawTree> tree, parse_law(source.text, source.shown()));
      tree->root = source.root;
      for (const auto& decl : tree->decls) {
        decl->is_private = source.is_private();
        LICET_RETURN_IF_ERROR(index(*decl, *tree));
      }
      law_->as_of_ = std::max(law_->as_of_, to_string(tree->checked));
      law_->trees_.push_back(std::move(tree));
    }
    for (auto& decls : law_->by_kind_) {
      std::sort(decls.begin(), decls.end(), [](const Decl* a, const Decl* b) { return a->qualified < b->qualified; });
    }
    return {};
  }

  Status index(Decl& decl, const LawTree& tree) {
    law_->by_kind_[static_cast<std::size_t>(decl.kind)].push_back(&decl);
    if (decl.kind == DeclKind::kTest || decl.kind == DeclKind::kReply) return {};
    if (!law_->by_name_.emplace(decl.qualified, &decl).second) {
      const char* why = decl.is_private ? "; private law adds, it does not replace" : "";
      return law_error(tree, decl.position, concat("name ", ticked(decl.qualified), " stands twice", why));
    }
    if (decl.kind == DeclKind::kProfile) {
      for (const Decl* other : law_->all(DeclKind::kProfile)) {
        if (other != &decl && other->name == decl.name)
          return law_error(tree, decl.position, concat("there is a profile ", ticked(decl.name), " already"));
      }
    }
    LICET_RETURN_IF_ERROR(check_days(decl, tree));
    if (speaks_by_day(decl.kind)) LICET_RETURN_IF_ERROR(check_marks_of_days(decl, tree));
    for (std::size_t i = 1; i < decl.versions.size(); ++i) {
      if (decl.versions[i].from <= decl.versions[i - 1].from) {
        return law_error(tree, decl.versions[i].position,
                         "versions must be ordered by `from`, each later than the one before");
      }
    }
    return {};
  }

  // Of two replies about one statement the later one counts, so those of one day must agree.
  Status check_replies() const {
    std::map<std::pair<const Decl*, Date>, bool> asleep;
    for (const auto& tree : law_->trees_) {
      for (const auto& decl : tree->decls) {
        if (decl->kind != DeclKind::kReply || decl->targets.empty()) continue;
        const auto [before, added] = asleep.try_emplace({decl->targets.front(), *decl->from}, decl->asleep);
        if (added || before->second == decl->asleep) continue;
        return law_error(
            *tree, decl->position,
            concat("another reply from ", to_string(*decl->from), " about ", ticked(decl->targets.front()->qualified),
                   " says the opposite; a later one counts from its own day"));
      }
    }
    return {};
  }

  // What ends begins before, and a mark sleeps on some day of its text.
  static Status check_days(const Decl& decl, const LawTree& tree) {
    LICET_RETURN_IF_ERROR(check_span(tree, decl.position, to_string(decl.kind), decl.from, decl.until));
    for (const Gap& gap : decl.gaps) LICET_RETURN_IF_ERROR(check_span(tree, gap.position, "gap", gap.from, gap.until));
    for (const Version& version : decl.versions) {
      LICET_RETURN_IF_ERROR(check_span(tree, version.position, "version", version.from, version.until));
      for (const Mark& mark : version.marks) {
        LICET_RETURN_IF_ERROR(check_span(tree, mark.position, "mark", mark.from, mark.until));
        if (!mark.until || version.from < *mark.until) continue;
        return law_error(tree, mark.position,
                         concat("the mark ends on ", to_string(*mark.until), " and its version begins on ",
                                to_string(version.from), ", expected a mark of days on which the text is law"));
      }
    }
    return {};
  }

  // Whether a value, a set or a list speaks is settled before any case is looked at.
  static Status check_marks_of_days(const Decl& decl, const LawTree& tree) {
    for (const Version& version : decl.versions) {
      for (const Mark& mark : version.marks) {
        if (mark.kind != MarkKind::kUnverified && mark.when == nullptr) continue;
        return law_error(tree, mark.position,
                         concat("a mark on a `", to_string(decl.kind), "` is `stayed`, `unenforced`, `compliance` or ",
                                "`not_incorporated`, without `when`: whether it sleeps hangs on the day alone"));
      }
    }
    return {};
  }

  static Status check_span(const LawTree& tree, Position position, std::string_view what, std::optional<Date> from,
                           std::optional<Date> until) {
    if (!from || !until || *from < *until) return {};
    return law_error(tree, position,
                     concat(what, " from ", to_string(*from), " until ", to_string(*until),
                            " has no day, expected `until` to be later than `from`"));
  }

  std::shared_ptr<Law> law_{new Law()};
};

Result<std::shared_ptr<const Law>> Law::load(const std::vector<LawSource>& sources) {
  return Loader().run(sources);
}

}  // namespace licet::rules
