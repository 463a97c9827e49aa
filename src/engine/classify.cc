#include "engine/classify.h"

#include "engine/law.h"
#include "engine/stated_code.h"

namespace licet {

namespace {

// The same entries, held or open, in the same versions.
bool same_entries(const rules::Classification& a, const rules::Classification& b) {
  if (a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const bool same = a.entries[i].version == b.entries[i].version && a.entries[i].value == b.entries[i].value;
    if (!same) return false;
  }
  return true;
}

std::vector<ClassifyEpoch> history_of(const rules::Law& law, const rules::Case& facts, int item) {
  std::vector<ClassifyEpoch> epochs;
  for (const Date day : rules::entry_boundaries(law)) {
    rules::Classification now = rules::classify_item(law, facts, item, day);
    if (!epochs.empty() && same_entries(epochs.back().classification, now)) continue;
    if (!epochs.empty()) epochs.back().until = day;
    epochs.push_back(ClassifyEpoch{day, std::nullopt, std::move(now)});
  }
  return epochs;
}

}  // namespace

Result<ClassifyAnswer> classify(const Book& book, const rules::Law& law, const Json& item, Date on, History history) {
  ClassifyAnswer out;
  LICET_TRY(out.input, rules::read_item(item, law, chip_figures(book), on));
  out.item = out.input.facts.items.front();
  out.classification = rules::classify_item(law, out.input.facts, out.item, on);
  if (const auto note = absent_code_note(law, out.input.facts, out.item, on)) out.input.notes.push_back(*note);
  if (history == History::kYes) out.history = history_of(law, out.input.facts, out.item);
  return out;
}

}  // namespace licet
