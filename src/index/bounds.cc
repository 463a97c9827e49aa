#include "index/bounds.h"

#include <algorithm>
#include <bit>

#include "base/text_util.h"
#include "base/utf8.h"
#include "match/qualifiers.h"

namespace licet {

namespace {

// Everything of a run that its similarity depends on.
std::string identity_of(const Position& run, ReadingKind kind) {
  std::string out = concat(static_cast<int>(kind), '|', static_cast<int>(run.kind), '|', run.class_id, '|',
                           run.misspelt ? 1 : 0, '|', run.number, '|', static_cast<int>(run.script), '|',
                           int{run.words}, '|', run.shortest, '|', run.from_letters ? 1 : 0, '|', run.skeleton);
  for (const std::uint16_t family : run.families) out += concat("|f", family);
  for (const Form& form : run.forms) {
    out += concat('|', static_cast<int>(form.script), form.native ? 'n' : 'r', form.skeleton ? 's' : 't',
                  to_utf8(form.text));
  }
  return out;
}

void add_unique(std::vector<std::uint32_t>& list, std::uint32_t value) {
  if (list.empty() || list.back() != value) list.push_back(value);
}

std::int64_t divided_up(std::int64_t value, std::int64_t by) {
  return (value + by - 1) / by;
}

void append(std::vector<std::uint32_t>& out, const std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>& lists,
            std::uint64_t key) {
  const auto at = lists.find(key);
  if (at != lists.end()) out.insert(out.end(), at->second.begin(), at->second.end());
}

}  // namespace

NameBounds NameBounds::build(std::span<const Party> parties, std::span<const PreparedParty> prepared) {
  NameBounds out;
  out.parties_ = parties;
  std::unordered_map<std::string, std::uint32_t> known;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    for (std::size_t n = 0; n < parties[p].names.size(); ++n) {
      const auto name = static_cast<std::uint32_t>(out.party_of_.size());
      out.party_of_.push_back(static_cast<std::uint32_t>(p));
      out.strength_of_.push_back(strength_factor(parties[p].names[n].strength));
      out.add_name(name, prepared[p].names[n], known);
    }
  }
  out.add_rows();
  return out;
}

void NameBounds::add_name(std::uint32_t name, const PreparedName& prepared,
                          std::unordered_map<std::string, std::uint32_t>& known) {
  for (const std::u32string& letters : prepared.letters) by_letters_[letters].push_back(name);
  for (const Reading& reading : prepared.readings) {
    for (std::size_t count = 1; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= reading.positions.size(); ++first) {
        Position run = joined_run(reading, first, count);
        const auto [at, fresh] =
            known.try_emplace(identity_of(run, reading.kind), static_cast<std::uint32_t>(entries_.size()));
        if (fresh) entries_.push_back({std::move(run), reading.kind, {}});
        add_unique(entries_[at->second].names, name);
      }
    }
  }
}

void NameBounds::add_rows() {
  for (std::uint32_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    const Position& run = entry.run;
    bool bare = false;
    for (const Form& form : run.forms) {
      bare = bare || form.skeleton;
      if (form.skeleton) continue;
      if (form.text.size() >= rows_.size()) rows_.resize(form.text.size() + 1);
      rows_[form.text.size()].push_back({form.mask, e, static_cast<std::uint32_t>(form.text.size())});
      if (entry.kind == ReadingKind::kPerson && run.words == 1 && !form.text.empty()) {
        add_unique((run.kind == WordKind::kInitial ? initials_ : by_first_letter_)[form.text[0]], e);
      }
    }
    if (run.words > 1) continue;
    if (run.class_id != 0) by_class_[run.class_id].push_back(e);
    if (run.kind == WordKind::kLegalForm) legal_forms_.push_back(e);
    if (run.number >= 0) by_number_[static_cast<std::uint64_t>(run.number)].push_back(e);
    for (const std::uint16_t family : run.families) by_family_[family].push_back(e);
    if (bare) skeletons_.push_back(e);
    if (run.skeleton.size() >= 2) latin_skeletons_.push_back(e);
  }
}

// Every entry one of whose spellings is equal to one of the run's or few edits from it (lemma 1).
void NameBounds::enumerate_texts(const Position& run, std::vector<std::uint32_t>& out) const {
  for (const Form& form : run.forms) {
    if (form.skeleton) continue;
    const std::size_t length = form.text.size();
    const std::size_t from = length > 3 ? length - 3 : 0;
    for (std::size_t other = from; other <= length + 3 && other < rows_.size(); ++other) {
      const auto most = static_cast<int>(allowed_edits(std::max(length, other)));
      const std::size_t apart = length > other ? length - other : other - length;
      if (apart > static_cast<std::size_t>(most)) continue;
      for (const FormRow& row : rows_[other]) {
        if (std::popcount(form.mask & ~row.mask) <= most && std::popcount(row.mask & ~form.mask) <= most)
          out.push_back(row.entry);
      }
    }
  }
}

void NameBounds::enumerate(const Position& run, ReadingKind kind, std::vector<std::uint32_t>& out) const {
  enumerate_texts(run, out);
  if (run.words > 1) return;
  if (run.class_id != 0) append(out, by_class_, run.class_id);
  if (run.kind == WordKind::kLegalForm) out.insert(out.end(), legal_forms_.begin(), legal_forms_.end());
  if (run.number >= 0) append(out, by_number_, static_cast<std::uint64_t>(run.number));
  for (const std::uint16_t family : run.families) append(out, by_family_, family);
  if (kind == ReadingKind::kPerson) {
    for (const Form& form : run.forms) {
      if (form.text.empty()) continue;
      append(out, initials_, form.text[0]);
      if (run.kind == WordKind::kInitial) append(out, by_first_letter_, form.text[0]);
    }
  }
  if (run.skeleton.size() >= 2) out.insert(out.end(), skeletons_.begin(), skeletons_.end());
  const bool bare = std::any_of(run.forms.begin(), run.forms.end(), [](const Form& f) { return f.skeleton; });
  if (bare) out.insert(out.end(), latin_skeletons_.begin(), latin_skeletons_.end());
}

// Raises bounds[name] to the bound through this reading of the query, in millionths before strength.
void NameBounds::raise_bounds(const PreparedName& query, ReadingKind kind, std::vector<std::int64_t>& bounds) const {
  const Reading* reading = query.reading(kind);
  if (reading == nullptr || reading->weight == 0) return;
  const std::size_t size = reading->positions.size();
  std::vector<std::int64_t> sum(bounds.size(), 0);
  std::vector<std::vector<std::pair<std::uint32_t, std::int32_t>>> found(
      size);  // entries that meet a run with the position
  std::vector<std::uint32_t> near;
  for (std::size_t count = 1; count <= kMaxRun; ++count) {
    for (std::size_t first = 0; first + count <= size; ++first) {
      const Position run = joined_run(*reading, first, count);
      near.clear();
      enumerate(run, kind, near);
      std::sort(near.begin(), near.end());
      near.erase(std::unique(near.begin(), near.end()), near.end());
      for (const std::uint32_t e : near) {
        if (entries_[e].kind != kind) continue;
        const std::int32_t value = similarity(run, entries_[e].run, kind).value;
        if (value == 0) continue;
        for (std::size_t i = first; i < first + count; ++i) found[i].emplace_back(e, value);
      }
    }
  }
  std::vector<std::int32_t> best(bounds.size(), 0);
  std::vector<std::uint32_t> touched;
  for (std::size_t i = 0; i < size; ++i) {
    touched.clear();
    for (const auto& [e, value] : found[i]) {
      for (const std::uint32_t name : entries_[e].names) {
        if (best[name] == 0) touched.push_back(name);
        best[name] = std::max(best[name], value);
      }
    }
    for (const std::uint32_t name : touched) {
      sum[name] += std::int64_t{reading->positions[i].weight} * best[name];
      best[name] = 0;
    }
  }
  for (std::size_t name = 0; name < bounds.size(); ++name) {
    bounds[name] = std::max(bounds[name], divided_up(sum[name], reading->weight));
  }
}

void NameBounds::add_equal_texts(const PreparedQuery& query, std::vector<bool>& chosen) const {
  for (const PreparedName& name : query.names) {
    for (const std::u32string& letters : name.letters) {
      const auto at = by_letters_.find(letters);
      if (at == by_letters_.end()) continue;
      for (const std::uint32_t listed : at->second) chosen[party_of_[listed]] = true;
    }
  }
}

std::optional<NameBounds::Selection> NameBounds::select(const PreparedQuery& query, Score threshold) const {
  const std::int32_t bonus = most_bonus(query);
  if (threshold.millionths <= bonus) return std::nullopt;
  std::vector<std::int64_t> bounds(party_of_.size(), 0);
  for (const PreparedName& name : query.names) {
    raise_bounds(name, ReadingKind::kOrganization, bounds);
    raise_bounds(name, ReadingKind::kPerson, bounds);
  }
  std::vector<std::int64_t> party_bound(parties_.size(), 0);
  for (std::size_t name = 0; name < bounds.size(); ++name) {
    const std::int64_t bound = divided_up(bounds[name] * strength_of_[name], kScoreOne.millionths);
    party_bound[party_of_[name]] = std::max(party_bound[party_of_[name]], bound);
  }
  std::vector<bool> chosen(parties_.size(), false);
  add_equal_texts(query, chosen);
  Selection out;
  for (std::uint32_t p = 0; p < parties_.size(); ++p) {
    const std::int64_t bound = std::min<std::int64_t>(party_bound[p] + bonus, kScoreOne.millionths);
    const bool by_identifier =
        !query.record.identifiers.empty() && match_identifiers(query.record, parties_[p]).has_value();
    if (chosen[p] || by_identifier || bound >= threshold.millionths) {
      out.parties.push_back(p);
    } else {
      out.best_below.millionths = std::max(out.best_below.millionths, static_cast<std::int32_t>(bound));
    }
  }
  return out;
}

}  // namespace licet
