// Runs of words that are joined to meet one word of the other side.
#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "match/prepare.h"
#include "match/spellings.h"
#include "text/romanize.h"

namespace licet {

namespace {

// Other scripts write as one word what Latin letters write as two (`ابوریحان`, `Abu Reihan`).
std::string joined_skeleton(std::span<const Position> words) {
  std::string out;
  for (const Position& p : words) {
    if (p.script != Script::kLatin || p.number >= 0) return {};
    out += p.skeleton.empty() ? latin_skeleton(to_utf8(p.forms[0].text)) : p.skeleton;
  }
  return out;
}

}  // namespace

Position joined_run(const Reading& reading, std::size_t first, std::size_t count) {
  Position run = reading.positions[first];
  if (count == 1) return run;
  run.from_letters = run.from_letters || run.kind == WordKind::kInitial;
  std::size_t forms = run.forms.size();
  for (std::size_t i = 1; i < count; ++i) {
    const Position& next = reading.positions[first + i];
    forms = std::max(forms, next.forms.size());
    run.shown += " " + next.shown;
    run.weight += next.weight;
    run.shortest = std::min(run.shortest, next.shortest);
    run.from_letters = run.from_letters || next.from_letters || next.kind == WordKind::kInitial;
    run.source_end = next.source_end;
    run.kind = next.kind == WordKind::kName ? WordKind::kName : run.kind;
  }
  run.forms.clear();
  for (std::size_t form = 0; form < forms; ++form) {
    std::u32string text;
    const Form* last = &reading.positions[first].forms[0];
    bool native = true;
    for (std::size_t i = first; i < first + count; ++i) {
      const auto& parts = reading.positions[i].forms;
      last = &parts[std::min(form, parts.size() - 1)];
      native = native && last->native;
      text += last->text;
    }
    Form joined = make_form(std::move(text), last->script, native, last->scheme);
    joined.skeleton = last->skeleton;
    joined.equal_only = last->equal_only;
    joined.most_edits = last->most_edits;
    run.forms.push_back(std::move(joined));
  }
  run.words = static_cast<std::uint8_t>(count);
  run.class_id = 0;
  run.number = -1;
  run.families = {};
  run.skeleton = joined_skeleton(std::span(reading.positions).subspan(first, count));
  return run;
}

}  // namespace licet
