#include "engine/stated_code.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/check/sets.h"
#include "rules/facts/company_words.h"
#include "text/no_name.h"

namespace licet {

namespace {

constexpr const char* kAbsentCodes = "supp1_paragraphs/absent_codes";
constexpr const char* kBeside = "supp1_paragraphs/stands_beside";
constexpr const char* kNamedFacts = "common/named_facts";

enum class Likeness : std::uint8_t { kNone, kNear, kSame };

// `Co.` and `Company` are the same. A name that holds all words of the other, legal form aside, is near: it may be the
// same company under another form, or one of its group.
Likeness likeness(const std::vector<std::string>& stated, const std::vector<std::string>& named) {
  if (joined(stated, "") == joined(named, "")) return Likeness::kSame;
  const std::vector<std::string> core = rules::without_legal_form(named);
  const bool within = std::search(stated.begin(), stated.end(), core.begin(), core.end()) != stated.end();
  return within && !core.empty() ? Likeness::kNear : Likeness::kNone;
}

Likeness likeness(const rules::TupleTable& names, const rules::SetReader& sets, const std::string& name) {
  const std::vector<std::string> stated = rules::company_words(name);
  Likeness out = Likeness::kNone;
  for (std::size_t row = 0; row < names.rows.size(); ++row) {
    if (sets.row(names, row) != Truth::kTrue) continue;
    out = std::max(out, likeness(stated, rules::company_words(names.rows[row].front())));
  }
  return out;
}

// Has the name one of the table in it, letters and digits run together? `Huawei Ascend-910B2` has `Ascend 910B`.
bool holds_one(const rules::TupleTable& names, const rules::SetReader& sets, const std::string& name) {
  const std::string stated = joined(rules::company_words(name), "");
  for (std::size_t row = 0; row < names.rows.size(); ++row) {
    const std::string named = joined(rules::company_words(names.rows[row].front()), "");
    if (stated.find(named) != std::string::npos && sets.row(names, row) == Truth::kTrue) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> absent_code_note(const rules::Law& law, const rules::Case& facts, int item, Date day) {
  const rules::TupleTable* table = law.table(kAbsentCodes);
  const rules::Possible* stated = facts.find(item, law.schema().find("item.eccn"));
  if (table == nullptr || stated == nullptr || !stated->is_single()) return std::nullopt;
  const std::string& code = stated->words.front();
  const rules::SetReader sets(law, day);
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
    if (!rules::pattern_holds(table->rows[row].front(), code) || sets.row(*table, row) != Truth::kTrue) continue;
    return concat("the control list has no entry ", table->rows[row].front(), " on ", to_string(day),
                  ": the stated code ", code, " says nothing about the item on that day");
  }
  return std::nullopt;
}

void state_named(const rules::Law& law, rules::Case& facts, Date day) {
  const rules::TupleTable* table = law.table(kNamedFacts);
  if (table == nullptr) return;
  const rules::SetReader sets(law, day);
  for (const std::vector<std::string>& row : table->rows) {
    const int fact = law.schema().find(row[0]);
    const int name = law.schema().find(row[1]);
    const rules::TupleTable* names = law.table(row[2]);
    if (fact < 0 || name < 0 || names == nullptr) continue;
    for (std::size_t id = 0; id < facts.entities.size(); ++id) {
      const int entity = static_cast<int>(id);
      const rules::Possible* stated = facts.find(entity, name);
      if (stated == nullptr || stated->words.empty() || facts.find(entity, fact) != nullptr) continue;
      const std::string& word = stated->words.front();
      if (rules::company_words(word).empty() || names_nobody(word)) continue;  // as good as no name
      if (row[3] == "holds") {
        if (holds_one(*names, sets, stated->words.front())) facts.state_bool(entity, fact, true);
        continue;
      }
      const Likeness found = likeness(*names, sets, stated->words.front());
      if (row[3] == "near") {
        facts.state_bool(entity, fact, found == Likeness::kNear);
      } else if (found == Likeness::kSame) {
        facts.state_bool(entity, fact, true);
      }
    }
  }
}

bool code_stands_beside(const rules::Law& law, const std::string& stated, const std::string& entry) {
  const rules::TupleTable* table = law.table(kBeside);
  return table != nullptr &&
         std::any_of(table->rows.begin(), table->rows.end(), [&](const std::vector<std::string>& row) {
           return rules::pattern_holds(row[0], stated) && rules::pattern_holds(row[1], entry);
         });
}

}  // namespace licet
