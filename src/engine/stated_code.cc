#include "engine/stated_code.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/plan/sets.h"

namespace licet {

namespace {

constexpr const char* kAbsentCodes = "supp1_paragraphs/absent_codes";
constexpr const char* kBeside = "supp1_paragraphs/stands_beside";

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

bool code_stands_beside(const rules::Law& law, const std::string& stated, const std::string& entry) {
  const rules::TupleTable* table = law.table(kBeside);
  return table != nullptr && std::any_of(table->rows.begin(), table->rows.end(), [&](const std::vector<std::string>& row) {
           return rules::pattern_holds(row[0], stated) && rules::pattern_holds(row[1], entry);
         });
}

}  // namespace licet
