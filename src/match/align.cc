#include "match/align.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <string>

#include "base/text_util.h"
#include "base/utf8.h"
#include "match/acronyms.h"
#include "match/sound.h"
#include "match/weights.h"
#include "text/romanize.h"

namespace licet {

namespace {

// Shares in hundredths.
constexpr std::int64_t kPersonListedShare = 15;
constexpr std::int64_t kOrganizationListedShare = 20;
constexpr std::int64_t kPersonConflictShare = 150;
constexpr std::int64_t kOrganizationConflictShare = 60;
constexpr std::int64_t kShortListedShare = 60;
constexpr std::int64_t kNumberListedShare = 45;
constexpr std::int64_t kLoneListedShare = 60;
constexpr std::int64_t kShortBrandListedShare = 75;
constexpr std::int64_t kManyWordsListedShare = 60;
constexpr std::size_t kManyWords = 4;
constexpr std::int32_t kLeastShortName = 30;  // less weigh persons and acronyms that explain the name
constexpr std::size_t kShortLetters = 4;
constexpr std::int32_t kFreeBySound = 20;  // hundredths

// What a pair brings: the query's weight times the likeness, and the charge that the listed word no longer costs.
std::int64_t value_of(std::int64_t weight, const Similarity& s, std::int64_t charge) {
  return weight * s.value * 100 + charge * 1'000'000;
}

// Letters of a word in its shortest Latin spelling, or in its own.
std::size_t letters_of(const Position& p) {
  std::size_t least = p.forms[0].text.size();
  for (const Form& form : p.forms) {
    if (form.script == Script::kLatin && !form.skeleton) least = p.script == Script::kLatin ? least : form.text.size();
  }
  return least;
}

// Names all of whose words are short (`Li Na`, `Kim Jong Un`): a word more is another person.
bool is_short(const Reading& reading) {
  return std::all_of(reading.positions.begin(), reading.positions.end(),
                     [](const Position& p) { return p.kind != WordKind::kName || letters_of(p) <= kShortLetters; });
}

// Two Han characters are the brand of many companies: other places and trades tell them apart.
bool has_short_brand(const Reading& query) {
  return query.lone && std::any_of(query.positions.begin(), query.positions.end(), [](const Position& p) {
           return p.kind == WordKind::kName && p.script == Script::kHan;
         });
}

// Four company words tell a body nearly as well as a name (`Central Institute of Aviation Engines`).
bool has_many_company_words(const Reading& query) {
  const auto count = std::count_if(query.positions.begin(), query.positions.end(),
                                   [](const Position& p) { return p.kind == WordKind::kOrganization; });
  return static_cast<std::size_t>(count) >= kManyWords;
}

bool tells_name(const Position& p) {
  return p.kind == WordKind::kName || p.kind == WordKind::kNumber;
}

bool has_cyrillic_name(const Reading& query) {
  return std::any_of(query.positions.begin(), query.positions.end(),
                     [](const Position& p) { return p.script == Script::kCyrillic; });
}

// Other languages have no words for `the` and `of`.
bool is_without_particles(const Reading& query) {
  return std::none_of(query.positions.begin(), query.positions.end(),
                      [](const Position& p) { return p.script == Script::kLatin; });
}

// China at the head of a Chinese name stands against no place: its cities lie there.
bool is_china_in_han(const Position& p) {
  return p.kind == WordKind::kPlace && p.script == Script::kHan && p.class_id == WordTables::get().china();
}

// A Chinese name need not say that it is one of China.
bool is_homeland(const Reading& query, const Position& listed) {
  return listed.kind == WordKind::kPlace && listed.class_id == WordTables::get().china() &&
         std::any_of(query.positions.begin(), query.positions.end(),
                     [](const Position& p) { return p.script == Script::kHan; });
}

// Maximum-weight assignment of rows to columns; values below 1 are no pairs. Returns the column of each row, or -1.
class Assignment {
 public:
  Assignment(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), value_(rows * columns, 0) {}

  std::int64_t& at(std::size_t row, std::size_t column) { return value_[row * columns_ + column]; }
  std::int64_t at(std::size_t row, std::size_t column) const { return value_[row * columns_ + column]; }

  std::vector<std::ptrdiff_t> solve() const {
    std::vector<std::ptrdiff_t> out(rows_, -1);
    if (row_maxima(out)) return out;
    if (rows_ <= columns_) {
      out = hungarian([this](std::size_t r, std::size_t c) { return at(r, c); }, rows_, columns_);
    } else {
      const auto turned = hungarian([this](std::size_t r, std::size_t c) { return at(c, r); }, columns_, rows_);
      out.assign(rows_, -1);
      for (std::size_t c = 0; c < columns_; ++c) {
        if (turned[c] >= 0) out[static_cast<std::size_t>(turned[c])] = static_cast<std::ptrdiff_t>(c);
      }
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      if (out[r] >= 0 && at(r, static_cast<std::size_t>(out[r])) <= 0) out[r] = -1;
    }
    return out;
  }

 private:
  // If every row's best column is another one, the row maxima are the optimum.
  bool row_maxima(std::vector<std::ptrdiff_t>& out) const {
    std::vector<bool> used(columns_, false);
    for (std::size_t r = 0; r < rows_; ++r) {
      std::size_t best = 0;
      std::int64_t most = 0;
      for (std::size_t c = 0; c < columns_; ++c) {
        if (at(r, c) > most) most = at(r, c), best = c;
      }
      if (most == 0) continue;
      if (used[best]) return false;
      used[best] = true;
      out[r] = static_cast<std::ptrdiff_t>(best);
    }
    return true;
  }

  // Shortest augmenting paths with potentials, O(rows^2 columns); rows <= columns.
  template <typename Value>
  static std::vector<std::ptrdiff_t> hungarian(const Value& value, std::size_t rows, std::size_t columns) {
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
    std::vector<std::int64_t> row_price(rows + 1, 0);
    std::vector<std::int64_t> column_price(columns + 1, 0);
    std::vector<std::size_t> row_of(columns + 1, 0);
    std::vector<std::size_t> way(columns + 1, 0);
    for (std::size_t row = 1; row <= rows; ++row) {
      row_of[0] = row;
      std::size_t column = 0;
      std::vector<std::int64_t> least(columns + 1, kFar);
      std::vector<bool> done(columns + 1, false);
      do {
        done[column] = true;
        const std::size_t r = row_of[column];
        std::int64_t delta = kFar;
        std::size_t next = 0;
        for (std::size_t c = 1; c <= columns; ++c) {
          if (done[c]) continue;
          const std::int64_t cost = -value(r - 1, c - 1) - row_price[r] - column_price[c];
          if (cost < least[c]) least[c] = cost, way[c] = column;
          if (least[c] < delta) delta = least[c], next = c;
        }
        for (std::size_t c = 0; c <= columns; ++c) {
          if (done[c]) {
            row_price[row_of[c]] += delta;
            column_price[c] -= delta;
          } else {
            least[c] -= delta;
          }
        }
        column = next;
      } while (row_of[column] != 0);
      for (; column != 0; column = way[column]) row_of[column] = row_of[way[column]];
    }
    std::vector<std::ptrdiff_t> out(rows, -1);
    for (std::size_t c = 1; c <= columns; ++c) {
      if (row_of[c] != 0) out[row_of[c] - 1] = static_cast<std::ptrdiff_t>(c - 1);
    }
    return out;
  }

  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::int64_t> value_;
};

class Aligner {
 public:
  Aligner(const Reading& query, const Reading& listed)
      : q_(query), l_(listed), cyrillic_(query.kind == ReadingKind::kOrganization && has_cyrillic_name(query)) {
    for (const Position& p : l_.positions) charge_.push_back(listed_charge_of(q_, p));
    singles_.resize(q_.positions.size() * l_.positions.size());
    for (std::size_t i = 0; i < q_.positions.size(); ++i) {
      for (std::size_t j = 0; j < l_.positions.size(); ++j) {
        single(i, j) = similarity(q_.positions[i], l_.positions[j], q_.kind);
      }
    }
    collect_joins();
  }

  Alignment run() {
    try_joins(0);
    finish();
    return std::move(best_);
  }

 private:
  Similarity& single(std::size_t i, std::size_t j) { return singles_[i * l_.positions.size() + j]; }

  std::int64_t charge_of(RunRef run) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < run.count; ++i) sum += charge_[run.first + i];
    return sum;
  }

  std::int64_t value(const AlignedPair& pair) const {
    return value_of(pair.weight, pair.similarity, charge_of(pair.listed));
  }

  // A run before it is joined: enough to say that it meets nothing of another one.
  struct Shape {
    RunRef run;
    std::size_t least = 0;  // letters of its shortest and longest spelling
    std::size_t most = 0;
    std::uint64_t mask = 0;  // letters it has, if it has one spelling only; each once
    bool one_spelling = true;
    bool bare = false;                // has a spelling of consonants alone
    WordKind kind = WordKind::kName;  // as joined_run has it
  };

  static std::vector<Shape> shapes_of(const Reading& reading) {
    std::vector<Shape> out;
    out.reserve(reading.positions.size() * kMaxRun);
    for (std::size_t count = 1; count <= kMaxRun; ++count) {
      for (std::size_t first = 0; first + count <= reading.positions.size(); ++first)
        out.push_back(shape_of(reading, {first, count}));
    }
    return out;
  }

  static Shape shape_of(const Reading& reading, RunRef run) {
    constexpr std::uint64_t kSecondLetters = ((std::uint64_t{1} << 26U) - 1) << 26U;
    Shape out{run};
    out.kind = reading.positions[run.first].kind;
    for (std::size_t i = run.first; i < run.first + run.count; ++i) {
      const Position& p = reading.positions[i];
      std::size_t least = p.forms[0].text.size();
      std::size_t most = least;
      for (const Form& form : p.forms) {
        least = std::min(least, form.text.size());
        most = std::max(most, form.text.size());
        out.bare = out.bare || form.skeleton;
      }
      out.least += least;
      out.most += most;
      out.mask |= p.forms[0].mask & ~kSecondLetters;
      out.one_spelling = out.one_spelling && p.forms.size() == 1;
      if (p.kind == WordKind::kName) out.kind = WordKind::kName;
    }
    return out;
  }

  // False only if the likeness of the two runs, at least one of them joined, is 0. But for initials and legal forms
  // they meet by text alone, with at most three edits, and two joined ones by equal text; or by equal consonants.
  static bool may_meet(const Shape& x, const Shape& y) {
    const auto initial = [](const Shape& a, const Shape& b) {
      return a.kind == WordKind::kInitial && b.run.count == 1;
    };
    if (x.kind == WordKind::kLegalForm && y.kind == WordKind::kLegalForm) return true;
    if (initial(x, y) || initial(y, x) || x.bare || y.bare) return true;
    const std::size_t edits = x.run.count > 1 && y.run.count > 1 ? 0 : kMostRunEdits;
    if (x.least > y.most + edits || y.least > x.most + edits) return false;
    if (!x.one_spelling || !y.one_spelling) return true;
    return static_cast<std::size_t>(std::popcount(x.mask & ~y.mask)) <= edits &&
           static_cast<std::size_t>(std::popcount(y.mask & ~x.mask)) <= edits;
  }

  static const Position& joined(const Reading& reading, RunRef run, std::optional<Position>& made) {
    if (run.count == 1) return reading.positions[run.first];
    if (!made) made = joined_run(reading, run.first, run.count);
    return *made;
  }

  void collect_joins() {
    if (q_.positions.size() < 2 && l_.positions.size() < 2) return;
    const std::vector<Shape> asked = shapes_of(q_);
    const std::vector<Shape> known = shapes_of(l_);
    std::vector<std::optional<Position>> listed_runs(known.size());
    for (const Shape& x : asked) {
      std::optional<Position> query_run;
      for (std::size_t i = 0; i < known.size(); ++i) {
        const Shape& y = known[i];
        if ((x.run.count == 1 && y.run.count == 1) || !may_meet(x, y)) continue;
        const Position& query = joined(q_, x.run, query_run);
        const Similarity s = similarity(query, joined(l_, y.run, listed_runs[i]), q_.kind);
        if (s.value > 0) joins_.push_back({x.run, y.run, s, query.weight});
      }
    }
    std::stable_sort(joins_.begin(), joins_.end(),
                     [this](const auto& a, const auto& b) { return value(a) > value(b); });
    if (joins_.size() > kMaxJoins) joins_.resize(kMaxJoins);
  }

  static bool overlap(RunRef a, RunRef b) { return a.first < b.first + b.count && b.first < a.first + a.count; }

  // All sets of joins that do not overlap, the empty one first.
  void try_joins(std::size_t from) {
    evaluate();
    for (std::size_t i = from; i < joins_.size(); ++i) {
      const bool free = std::none_of(chosen_.begin(), chosen_.end(), [&](const AlignedPair& pair) {
        return overlap(pair.query, joins_[i].query) || overlap(pair.listed, joins_[i].listed);
      });
      if (!free) continue;
      chosen_.push_back(joins_[i]);
      try_joins(i + 1);
      chosen_.pop_back();
    }
  }

  static std::vector<std::size_t> outside(std::size_t size, const std::vector<AlignedPair>& pairs,
                                          RunRef AlignedPair::* side) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < size; ++i) {
      const bool inside =
          std::any_of(pairs.begin(), pairs.end(), [&](const auto& p) { return overlap(p.*side, RunRef{i, 1}); });
      if (!inside) out.push_back(i);
    }
    return out;
  }

  void evaluate() {
    const auto rows = outside(q_.positions.size(), chosen_, &AlignedPair::query);
    const auto columns = outside(l_.positions.size(), chosen_, &AlignedPair::listed);
    Assignment assignment(rows.size(), columns.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const Similarity& s = single(rows[r], columns[c]);
        if (s.value > 0) assignment.at(r, c) = value_of(q_.positions[rows[r]].weight, s, charge_[columns[c]]);
      }
    }
    const auto column_of = assignment.solve();
    std::vector<AlignedPair> pairs = chosen_;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (column_of[r] < 0) continue;
      const std::size_t j = columns[static_cast<std::size_t>(column_of[r])];
      pairs.push_back({{rows[r], 1}, {j, 1}, single(rows[r], j), q_.positions[rows[r]].weight});
    }
    std::int64_t total = 0;
    for (const AlignedPair& pair : pairs) total += value(pair);
    if (total > best_value_) {
      best_value_ = total;
      best_.pairs = std::move(pairs);
    }
  }

  void finish() {
    auto& pairs = best_.pairs;
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.query.first < b.query.first; });
    best_.unmatched_query = outside(q_.positions.size(), pairs, &AlignedPair::query);
    best_.unmatched_listed = outside(l_.positions.size(), pairs, &AlignedPair::listed);
    drop_lone_initials();
    best_.query_weight = q_.weight;
    for (const AlignedPair& pair : pairs) best_.numerator += pair.weight * pair.similarity.value * 100;
    for (const std::size_t j : best_.unmatched_listed) {
      if (!may_sound_alike(l_.positions[j]) && !says_words_again(l_.positions[j])) best_.listed_charge += charge_[j];
    }
    best_.conflict_charge = conflict();
    best_.lone_charge = lone_word_charge();
    best_.denominator = best_.query_weight * 100 + best_.listed_charge + best_.conflict_charge + best_.lone_charge;
    if (best_.denominator > 0) best_.score.millionths = static_cast<std::int32_t>(best_.numerator / best_.denominator);
    const auto by_acronym = [](const AlignedPair& pair) { return pair.similarity.rule == Rule::kAcronym; };
    if (std::any_of(best_.pairs.begin(), best_.pairs.end(), by_acronym))
      best_.score.millionths = std::min(best_.score.millionths, kMostByAcronym);
    add_sound();
  }

  // Brands that met nothing and sound like a Latin name word that met nothing.
  void add_sound() {
    if (q_.kind == ReadingKind::kPerson || best_.pairs.empty()) return;
    std::int64_t gain = 0;
    bool brand = false;
    for (const std::size_t i : best_.unmatched_query) {
      brand = brand || has_sound(q_.positions[i]);
      std::int32_t most = 0;
      for (const std::size_t j : best_.unmatched_listed)
        most = std::max(most, sound_likeness(q_.positions[i], l_.positions[j]));
      gain += q_.positions[i].weight * kMostSoundShare * most;
    }
    if (!brand) return;
    const std::int64_t denominator = best_.denominator - charge_of_names();
    const auto with = static_cast<std::int32_t>((best_.numerator + gain * 10'000) / denominator);
    const std::int32_t score = std::min(with, kMostBySound);
    if (score <= best_.score.millionths) return;
    best_.sound_gain = gain * 10'000;
    best_.denominator = denominator;
    best_.score.millionths = score;
  }

  // What listed Latin name words cost that met nothing: beside a gain by sound they do not.
  std::int64_t charge_of_names() const {
    std::int64_t sum = 0;
    for (const std::size_t j : best_.unmatched_listed) {
      const Position& p = l_.positions[j];
      const bool name = p.script == Script::kLatin && p.kind == WordKind::kName;
      if (name && !is_other_pinyin(p) && !may_sound_alike(p) && !says_words_again(p)) sum += charge_[j];
    }
    return sum;
  }

  // Initials support a word that is written out; alone they say nothing.
  void drop_lone_initials() {
    auto& pairs = best_.pairs;
    const auto tells = [this](const AlignedPair& pair) {
      return pair.similarity.rule != Rule::kInitial && q_.positions[pair.query.first].kind != WordKind::kInitial &&
             q_.positions[pair.query.first].kind != WordKind::kTitle;
    };
    if (q_.kind != ReadingKind::kPerson || std::any_of(pairs.begin(), pairs.end(), tells)) return;
    for (const AlignedPair& pair : pairs) {
      for (std::size_t i = 0; i < pair.query.count; ++i) best_.unmatched_query.push_back(pair.query.first + i);
      for (std::size_t j = 0; j < pair.listed.count; ++j) best_.unmatched_listed.push_back(pair.listed.first + j);
    }
    pairs.clear();
    std::sort(best_.unmatched_query.begin(), best_.unmatched_query.end());
    std::sort(best_.unmatched_listed.begin(), best_.unmatched_listed.end());
  }

  // All name words of an organisation's query in one word that edits only met: what it lacks counts twice.
  std::int64_t lone_word_charge() const {
    if (q_.kind == ReadingKind::kPerson) return 0;
    const auto names = std::count_if(q_.positions.begin(), q_.positions.end(), tells_name);
    for (const AlignedPair& pair : best_.pairs) {
      if (pair.similarity.rule != Rule::kEdit) continue;
      const auto first = q_.positions.begin() + static_cast<std::ptrdiff_t>(pair.query.first);
      const auto inside = std::count_if(first, first + static_cast<std::ptrdiff_t>(pair.query.count), tells_name);
      if (inside > 0 && inside == names) return pair.weight * (kScoreOne.millionths - pair.similarity.value) / 10'000;
    }
    return 0;
  }

  // A Latin name word that met nothing, and a Han name word of the query that sounds somewhat like it: companies spell
  // their brands freely (`Kelu`, `Clou`). It costs nothing then; it gains nothing either.
  bool may_sound_alike(const Position& listed) const {
    if (listed.script != Script::kLatin || listed.kind != WordKind::kName) return false;
    return std::any_of(best_.unmatched_query.begin(), best_.unmatched_query.end(), [&](std::size_t i) {
      const Position& p = q_.positions[i];
      return sound_likeness(p, listed) >= kFreeBySound;
    });
  }

  // A Latin word made of the beginnings of the query's Cyrillic words (`VNIIFTRI`), or letters that are no syllable: it
  // says the same again.
  bool says_words_again(const Position& listed) const {
    if (!cyrillic_ || listed.script != Script::kLatin || listed.kind != WordKind::kName || listed.class_id != 0)
      return false;
    const std::u32string& letters = listed.forms[0].text;
    if (letters.size() <= kShortLetters && letters.find_first_of(U"aeiouy") == std::u32string::npos) return true;
    std::vector<std::string> spelled;
    for (const Position& p : q_.positions) {
      for (const std::string_view word : split(p.shown, ' ')) {
        const auto spellings = romanize(word);
        spelled.push_back(spellings.empty() ? std::string(word) : spellings[0].text);
      }
    }
    const std::vector<std::string_view> words(spelled.begin(), spelled.end());
    return is_made_of(to_utf8(letters), words);
  }

  // A Han word has a sound and a meaning: a Latin word that does not sound like it may be its translation. A company
  // word of another script can be translated by several words: other ones speak against it only beside an equal brand.
  bool stands_against(const Position& query) const {
    const bool latin = !l_.positions.empty() && l_.positions[0].script == Script::kLatin;
    const bool translated = latin && query.script != Script::kLatin && query.kind == WordKind::kOrganization;
    const bool brand = latin && query.script == Script::kHan && query.kind == WordKind::kName;
    return can_conflict(query) && !(translated && !brand_met()) && !brand && !(latin && is_china_in_han(query));
  }

  bool brand_met() const {
    return std::any_of(best_.pairs.begin(), best_.pairs.end(),
                       [this](const AlignedPair& p) { return q_.positions[p.query.first].kind == WordKind::kName; });
  }

  // Words of both sides that met nothing stand against each other; so does a word of which only the initial was met.
  std::int64_t conflict() const {
    std::int64_t query = 0;
    std::int64_t listed = 0;
    for (const AlignedPair& pair : best_.pairs) {
      if (pair.similarity.rule == Rule::kInitial && q_.positions[pair.query.first].kind == WordKind::kName)
        query += pair.weight;
      const bool slip = pair.similarity.rule == Rule::kEdit || pair.similarity.rule == Rule::kSkeleton;
      if (q_.kind == ReadingKind::kPerson && slip && pair.similarity.edits > 0)
        query += pair.weight * (kScoreOne.millionths - pair.similarity.value) / kScoreOne.millionths;
    }
    // English often leaves the place before a Chinese name out: it stands against another place only.
    const bool other_place =
        std::any_of(best_.unmatched_listed.begin(), best_.unmatched_listed.end(), [this](std::size_t j) {
          const Position& p = l_.positions[j];
          return p.kind == WordKind::kPlace && !is_homeland(q_, p);
        });
    for (const std::size_t i : best_.unmatched_query) {
      const Position& p = q_.positions[i];
      query += stands_against(p) && (!p.leads || other_place) ? conflict_weight(p) : 0;
    }
    for (const std::size_t j : best_.unmatched_listed)
      listed += can_stand_against(q_, l_.positions[j]) ? conflict_weight(l_.positions[j]) : 0;
    return conflict_charge_of(q_.kind, query, listed);
  }

  const Reading& q_;
  const Reading& l_;
  bool cyrillic_;  // the query has Cyrillic words
  std::vector<std::int64_t> charge_;
  std::vector<Similarity> singles_;
  std::vector<AlignedPair> joins_;
  std::vector<AlignedPair> chosen_;
  Alignment best_;
  std::int64_t best_value_ = -1;
};

}  // namespace

std::int64_t listed_charge_of(const Reading& query, const Position& listed) {
  if (listed.kind == WordKind::kParticle && listed.script == Script::kLatin &&
      query.kind == ReadingKind::kOrganization && is_without_particles(query))
    return 0;
  if (is_homeland(query, listed)) return listed.weight * kOrganizationListedShare;
  if (listed.kind == WordKind::kNumber && !query.low_information) return listed.weight * kNumberListedShare;
  const bool name = listed.kind == WordKind::kName;
  if (query.kind == ReadingKind::kPerson && !query.low_information)
    return listed.weight * (name && is_short(query) ? kShortListedShare : kPersonListedShare);
  const bool tells = name || listed.kind == WordKind::kNumber || listed.kind == WordKind::kPlace;
  if (query.low_information && tells && !listed.aside)
    return listed.weight * (name && has_many_company_words(query) ? kManyWordsListedShare : 100);
  if (query.common && listed.kind == WordKind::kOrganization && !listed.aside) return listed.weight * std::int64_t{100};
  const bool place_or_trade = listed.kind == WordKind::kPlace || listed.kind == WordKind::kOrganization;
  if (place_or_trade && !listed.aside && has_short_brand(query)) return listed.weight * kShortBrandListedShare;
  // Beside a lone name a short one is a name more, too: `TISI Inc` is not `AI TI SI`.
  if (name && query.lone)
    return kLoneListedShare *
           (listed.weight >= kLeastShortName && !listed.aside ? most_for_kind(listed.kind) : listed.weight);
  return listed.weight * kOrganizationListedShare;
}

bool can_conflict(const Position& p) {
  return p.kind == WordKind::kInitial || p.kind == WordKind::kName || p.kind == WordKind::kNumber ||
         p.kind == WordKind::kPlace || p.kind == WordKind::kOrganization;
}

bool can_stand_against(const Reading& query, const Position& listed) {
  return can_conflict(listed) && !is_homeland(query, listed);
}

// Other places, initials and trades tell more than their weight.
std::int64_t conflict_weight(const Position& p) {
  const bool tells = p.kind == WordKind::kPlace || p.kind == WordKind::kInitial || p.kind == WordKind::kOrganization;
  return tells ? 2 * p.weight : p.weight;
}

std::int64_t sure_conflict_weight(const Position& query) {
  const bool translated = query.script != Script::kLatin && query.kind == WordKind::kOrganization;
  const bool brand = query.script == Script::kHan && query.kind == WordKind::kName;
  const bool sure = !translated && !brand && !query.leads && !is_china_in_han(query);
  return can_conflict(query) && sure ? conflict_weight(query) : 0;
}

bool may_cost_nothing(const Reading& query, const Position& listed) {
  if (listed.script != Script::kLatin || listed.kind != WordKind::kName) return false;
  return std::any_of(query.positions.begin(), query.positions.end(), [](const Position& p) {
    return p.script == Script::kCyrillic || (p.script == Script::kHan && p.kind == WordKind::kName);
  });
}

std::int64_t conflict_charge_of(ReadingKind kind, std::int64_t query, std::int64_t listed) {
  return std::min(query, listed) * (kind == ReadingKind::kPerson ? kPersonConflictShare : kOrganizationConflictShare);
}

std::int64_t most_sound_gain(const Reading& query) {
  std::int64_t gain = 0;
  if (query.kind == ReadingKind::kPerson) return gain;
  for (const Position& p : query.positions) gain += has_sound(p) ? std::int64_t{p.weight} * kMostSoundShare : 0;
  return gain;
}

Alignment align(const Reading& query, const Reading& listed) {
  return Aligner(query, listed).run();
}

}  // namespace licet
