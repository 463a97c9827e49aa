#include "rules/proof/reasons.h"

#include <algorithm>

#include "base/text_util.h"

namespace licet::rules {

void collect_reasons(const Trace& trace, std::vector<std::string>& out) {
  constexpr std::size_t kMost = 12;
  if (trace.value != Truth::kTrue) return;
  for (const Trace& kid : trace.kids) collect_reasons(kid, out);
  if (!trace.kids.empty() && !trace.atom) return;
  if (trace.note.empty() || out.size() >= kMost) return;
  std::string reason = concat(trace.what, " [", trace.note, "]");
  if (std::find(out.begin(), out.end(), reason) == out.end()) out.push_back(std::move(reason));
}

}  // namespace licet::rules
