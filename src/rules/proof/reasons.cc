#include "rules/proof/reasons.h"

#include <algorithm>

#include "base/text_util.h"
#include "rules/syntax/print.h"

namespace licet::rules {

std::string Trace::what() const {
  if (condition != nullptr) return print(*condition);
  return statement == nullptr ? title : concat(to_string(statement->kind), " ", statement->qualified);
}

std::string Trace::note() const {
  std::vector<std::string> parts;
  if (!element.empty()) parts.push_back(element);
  if (spoke && version == nullptr) parts.emplace_back("no version on this day");
  if (spoke && version != nullptr) {
    parts.push_back(concat(version->cite, ", ", version->source, ", from ", to_string(version->from)));
    if (mark != nullptr) parts.push_back(concat("newer text sleeps: ", to_string(mark->kind)));
  }
  if (!facts.empty()) parts.push_back(facts);
  if (!about.empty()) parts.push_back(about);
  return joined(parts, "; ");
}

void add_reason(std::string reason, std::vector<std::string>& out) {
  constexpr std::size_t kMost = 12;
  if (out.size() >= kMost || std::find(out.begin(), out.end(), reason) != out.end()) return;
  out.push_back(std::move(reason));
}

std::string entries_met(const std::vector<const Decl*>& entries) {
  std::string out;
  for (const Decl* entry : entries) out += concat(out.empty() ? "; the facts meet " : ", ", entry->name);
  return out;
}

void collect_reasons(const Trace& trace, std::vector<std::string>& out) {
  if (trace.value != Truth::kTrue) return;
  for (const Trace& kid : trace.kids) collect_reasons(kid, out);
  if (!trace.kids.empty() && !trace.atom) return;
  const std::string note = trace.note();
  if (!note.empty()) add_reason(concat(trace.what(), " [", note, "]"), out);
}

}  // namespace licet::rules
