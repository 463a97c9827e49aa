// The law of one book: all files parsed, every name resolved, every table read. Immutable once loaded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/truth.h"
#include "rules/facts/case.h"
#include "rules/facts/schema.h"
#include "rules/syntax/tree.h"

namespace licet::rules {

// A file of the law tree, by its path below `law/`, or below a folder of private law that is laid over it.
struct LawSource {
  std::string path{};
  std::string text{};
  std::string root{};  // of private law: its folder as the user gave it; empty for the built-in law

  bool is_private() const { return !root.empty(); }
  std::string shown() const { return root.empty() ? path : root + "/" + path; }
};

// Membership of a place in a country group, with its days. `from` nothing: before the traced period.
struct GroupRow {
  std::string place;
  DaySpan from;
  std::optional<DaySpan> until;
  std::string certainty;
  std::string origin;  // file and line
  std::string note;    // source and note, of a row that is not relied on
};

// A place that is treated as another one for a time (Hong Kong as China from 2020-12-23).
struct CountsAs {
  std::string place;
  std::string as;
  DaySpan from;
  std::optional<DaySpan> until;
};

// What tables say of their rows, one value a row. Tables that were cut alike share it until one of them changes it.
template <typename T>
class OfRows {
 public:
  auto begin() const { return values_->cbegin(); }
  auto end() const { return values_->cend(); }
  bool empty() const { return values_->empty(); }
  std::size_t size() const { return values_->size(); }
  decltype(auto) operator[](std::size_t row) const { return std::as_const(*values_)[row]; }
  // To be changed: a copy of its own where others share it.
  std::vector<T>& change() {
    if (values_.use_count() > 1) values_ = std::make_shared<std::vector<T>>(*values_);
    return *values_;
  }

 private:
  std::shared_ptr<std::vector<T>> values_ = std::make_shared<std::vector<T>>();
};

// Rows of an included table, cut to the columns that were named.
struct TupleTable {
  std::string name;
  std::vector<std::string> columns;
  OfRows<std::vector<std::string>> rows;
  OfRows<DaySpan> from;
  OfRows<std::optional<DaySpan>> until;
  OfRows<bool> unverified;    // certainty C: the row proves nothing
  OfRows<std::size_t> lines;  // of each row, in the file
  OfRows<std::string> notes;  // source and note, of rows that are not relied on
  std::string path;           // of the file

  std::string origin(std::size_t row) const;  // file and line

  // Does the row stand on the day? Unknown too where nobody could verify it.
  Truth holds(std::size_t row, Date day) const;
};

// A row of a table that nobody could verify: whether it holds is a fact of law.
struct OpenRow {
  std::string origin;  // file and line
  std::vector<std::string> cells;
  std::string note;  // source and note
};

struct CoverageRow {
  std::string paragraph;
  std::string status;  // encoded, partial, human, out_of_scope, reserved
  std::string reason;
  std::string checked;
};

class Law {
 public:
  // Parses and resolves all files. `.law` files are sections, `.tests` files their tests, `facts.tsv` the facts,
  // `tables/*.tsv` the tables, `coverage.tsv` what is encoded. Private law adds statements, facts, tables and other
  // names of addressees; it replaces nothing and ends nothing.
  // Errors: kParse and kNotFound, each with `path:line:column` and the nearest known name.
  static Result<std::shared_ptr<const Law>> load(const std::vector<LawSource>& sources);

  const FactSchema& schema() const { return schema_; }
  const std::vector<std::string>& places() const { return places_; }
  const std::string& hash() const { return hash_; }  // SHA-256 over all sources, by path
  const std::string& private_hash() const {
    return private_hash_;
  }  // over the private sources; empty if there are none
  const std::string& as_of() const { return as_of_; }  // newest `checked` of all sections

  // All statements of one kind, sorted by qualified name.
  const std::vector<const Decl*>& all(DeclKind kind) const { return by_kind_[static_cast<std::size_t>(kind)]; }
  // All statements that have a name, sorted by it: no tests, no replies.
  std::vector<const Decl*> by_name() const;
  // Those of one kind that name the other statement (`refers_to`).
  std::vector<const Decl*> naming(DeclKind kind, const Decl& other) const;
  // The statement of that qualified name, or nullptr.
  const Decl* find(std::string_view qualified) const;
  // The last reply about the unverified marks of a statement whose day has come, or nullptr.
  const Decl* reply_on(const Decl& decl, Date day) const;
  const TupleTable* table(std::string_view qualified) const;
  const std::vector<std::shared_ptr<LawTree>>& trees() const { return trees_; }
  const std::vector<CoverageRow>& coverage() const { return coverage_; }

  // Codes (ECCNs and EAR99) that rules, entries or tables name, sorted; entries excluded.
  // `3A001.?` stands for the paragraphs of 3A001 that are not named.
  const std::vector<std::string>& codes_without_entry() const { return codes_without_entry_; }
  // Those of them that a more general code can turn out to be on a day, `<code>.?` included; empty if nothing lies
  // below. Codes that the list of the day surely does not have are left out (`among x table absent` of facts.tsv).
  std::vector<std::string> codes_below(const std::string& code, Date day) const;

  // What the code of an item can be that no entry tests and nobody stated, by its kind (`among x table` of facts.tsv):
  // a kind without a row can have any code. Nothing: any.
  std::optional<Possible> codes_of_kind(int code, const Possible& kind) const;

  // How strict a review policy is, by tables/policies.tsv: 0 is the mildest and what the table does not know.
  int strictness(std::string_view policy) const;
  // The policies of that table with their ranks from 1 on, by name.
  const std::map<std::string, int, std::less<>>& policies() const { return strictness_; }

  // The claims that an authorization reads, also through definitions and exceptions.
  std::vector<int> claims_of(const Decl& authorization) const;

  // Other names of the addressee of a letter (tables/letter-aliases.tsv).
  std::vector<std::string> names_of_addressee(const Decl& letter) const;

  // Tables as they stand, for the canonical form of the law.
  using GroupRows = std::map<std::string, std::vector<GroupRow>, std::less<>>;  // by place
  const std::map<std::string, GroupRows, std::less<>>& groups() const { return groups_; }
  const std::map<std::string, std::vector<CountsAs>, std::less<>>& counts_as() const { return counts_as_; }
  const std::map<std::string, TupleTable, std::less<>>& tables() const { return tables_; }

  // Days on which a row of a table begins or ends (spans give both ends), each once, sorted.
  const std::vector<Date>& table_days() const { return table_days_; }

  // What the place counts as on that day: itself, or the place named by the table.
  std::string canonical_place(std::string_view place, Date day) const;
  // Is the place a member of the group on that day? `place` must be canonical.
  Truth in_group(std::string_view group, std::string_view place, Date day) const;
  // The rows that are open on that day, each once.
  std::vector<OpenRow> open_rows(Date day) const;
  // The law if it were known that the row holds, or that it does not. It shares the statements of this one.
  std::shared_ptr<const Law> under(const OpenRow& row, bool holds) const;
  bool has_group(std::string_view group) const { return groups_.contains(std::string(group)); }

  Law& operator=(const Law&) = delete;
  ~Law();

 private:
  friend class Loader;
  friend class TableReader;
  bool absent_on(std::string_view code, Date day) const;

  Law() = default;
  Law(const Law&) = default;

  FactSchema schema_;
  std::vector<std::shared_ptr<LawTree>> trees_;                // shared with the law under a reply
  std::unordered_map<std::string_view, const Decl*> by_name_;  // names stand in the statements
  std::vector<std::vector<const Decl*>> by_kind_;
  std::map<std::string, TupleTable, std::less<>> tables_;
  // group -> place -> its rows
  std::map<std::string, GroupRows, std::less<>> groups_;
  std::map<std::string, std::vector<CountsAs>, std::less<>> counts_as_;
  std::map<std::string, int, std::less<>> strictness_;
  std::multimap<std::string, std::string, std::less<>> addressee_aliases_;  // addressee -> another name
  std::vector<std::string> places_;
  std::vector<std::string> codes_without_entry_;
  std::string absent_table_;  // of codes that the list did not have for a time, and its rows for each code
  std::map<std::string, std::vector<std::size_t>, std::less<>> absent_rows_;
  std::vector<CoverageRow> coverage_;
  std::vector<Date> table_days_;
  std::string hash_;
  std::string private_hash_;
  std::string as_of_;
};

// Is some text of that day not enforced, so that the law in force and the text as codified may differ?
bool has_unenforced_text(const Law& law, Date day);

// Adds the days on which the statement, or a version, a mark or a gap of it, begins or ends; some may stand twice.
void add_boundaries(const Decl& decl, std::vector<Date>& days);
// Days on which some statement, mark, gap or table row begins or ends, and the first one that is covered, sorted.
std::vector<Date> law_boundaries(const Law& law);

// Is it a `value`, a `set` or a `list`? Whether a text of these sleeps hangs on the day alone.
bool speaks_by_day(DeclKind kind);

// Is the mark one of that day? Under the posture of codified text a lack of enforcement is none.
bool is_active(const Mark& mark, Date day, Posture posture);

// The version that speaks on the day, or nullptr: before the first one, in a gap, or where it is over. Of a value, a
// set or a list, the newest that does not sleep: one that sleeps gives way to the one before it or leaves nothing. Of
// other statements, the newest: the case says whether that sleeps.
const Version* speaking_version(const Decl& decl, Date day, Posture posture);

// The statement that says what is subject to the EAR.
inline constexpr const char* kSubjectLet = "734.3/subject";

// Does the ECCN pattern hold the code? `3A090.a` holds `3A090.a.1`; `3B*` holds `3B001`; equal codes hold each other.
bool pattern_holds(std::string_view pattern, std::string_view code);

}  // namespace licet::rules
