// A question that is asked on several days has the cells that any of them tells apart. The legs of the other days keep
// all their outcomes: what they share with those asked about makes the cells too wide, never too narrow.
#include "rules/eval/days_questions.h"

#include <algorithm>
#include <optional>

#include "rules/eval/questions.h"

namespace licet::rules {

namespace {

// The values that are in both; nothing if none is.
std::optional<Possible> values_of_both(const Possible& a, const Possible& b) {
  if (a.type != b.type || a.answer != b.answer) return std::nullopt;
  if (a.anything || b.anything) return a.anything ? b : a;
  Possible out = a;
  if (a.type == FactType::kNumber) {
    out.number = intersect(a.number, b.number);
    return out.number.is_empty() ? std::nullopt : std::optional(out);
  }
  std::vector<std::string> left = a.words;
  std::vector<std::string> right = b.words;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  out.words.clear();
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(out.words));
  return out.words.empty() ? std::nullopt : std::optional(out);
}

bool same_cells(const Question& a, const Question& b) {
  return std::equal(a.decides.begin(), a.decides.end(), b.decides.begin(), b.decides.end(),
                    [](const Cell& x, const Cell& y) { return x.value == y.value && x.possible == y.possible; });
}

// Cells without values are those of sets and of the exporter.
bool has_values(const Question& question) {
  return std::all_of(question.decides.begin(), question.decides.end(), [](const Cell& cell) {
    return cell.possible.type == FactType::kNumber || cell.possible.anything || !cell.possible.words.empty();
  });
}

class Joiner {
 public:
  Joiner(const Law& law, const std::vector<DayQuestions>& days, const Reachable& whole)
      : law_(law), days_(days), whole_(whole) {}

  std::vector<Question> run() {
    if (whole_.decided()) return {};
    for (const DayQuestions& day : days_) {
      if (day.outcomes.most() <= gravest_least(day)) continue;
      for (const Question& one : *day.asked) add(one, day);
    }
    for (Question& one : out_) finish(one);
    std::stable_sort(out_.begin(), out_.end(),
                     [this](const Question& a, const Question& b) { return ranks_before(law_, a, b); });
    if (out_.size() > kMostQuestions) out_.resize(kMostQuestions);
    return std::move(out_);
  }

 private:
  // The legs of the other days are at least so grave.
  Outcome gravest_least(const DayQuestions& day) const {
    Outcome out = Outcome::kNotSubject;
    for (const DayQuestions& other : days_)
      if (other.day != day.day) out = std::max(out, other.outcomes.least());
    return out;
  }

  void add(const Question& question, const DayQuestions& day) {
    for (Question& other : out_) {
      if (other.fact == question.fact && join(question, other)) {
        other.on.push_back(day.day);
        other.by_support = other.by_support && question.by_support;
        for (const std::string& cite : question.why)
          if (std::find(other.why.begin(), other.why.end(), cite) == other.why.end()) other.why.push_back(cite);
        return;
      }
    }
    out_.push_back(question);
    out_.back().on = {day.day};
  }

  // False if their cells cannot be held against each other.
  bool join(const Question& from, Question& to) const {
    if (same_cells(from, to)) {
      for (std::size_t i = 0; i < to.decides.size(); ++i) add_outcomes(from.decides[i], to.decides[i]);
      return true;
    }
    if (!has_values(from) || !has_values(to) || from.decides.empty() || to.decides.empty()) return false;
    std::vector<Cell> cells;
    for (const Cell& mine : to.decides) {
      for (const Cell& theirs : from.decides) {
        const std::optional<Possible> values = values_of_both(mine.possible, theirs.possible);
        if (!values) continue;
        Cell cell = mine;
        cell.value = *values == mine.possible     ? mine.value
                     : *values == theirs.possible ? theirs.value
                                                  : cell_text(law_, to.variable, *values);
        cell.possible = *values;
        add_outcomes(theirs, cell);
        cells.push_back(std::move(cell));
      }
    }
    to.decides = std::move(cells);
    return true;
  }

  static void add_outcomes(const Cell& from, Cell& to) {
    to.outcomes = heavier(to.outcomes, from.outcomes);
    to.exact = to.exact && from.exact;
  }

  void finish(Question& question) const {
    Outcome floor = Outcome::kProhibited;
    Outcome least = Outcome::kProhibited;
    for (const DayQuestions& day : days_) {
      if (std::find(question.on.begin(), question.on.end(), day.day) == question.on.end()) {
        for (Cell& cell : question.decides) cell.outcomes = heavier(cell.outcomes, day.outcomes);
      } else {
        floor = std::min(floor, gravest_least(day));
        least = std::min(least, day.outcomes.least());
      }
    }
    rank_question(law_, whole_, question);
    // What tells apart lighter outcomes of its day alone does not matter.
    if (question.together && floor > least) question.by_support = true;
  }

  const Law& law_;
  const std::vector<DayQuestions>& days_;
  const Reachable& whole_;
  std::vector<Question> out_;
};

}  // namespace

std::vector<Question> questions_of_days(const Law& law, const std::vector<DayQuestions>& days, const Reachable& whole) {
  return Joiner(law, days, whole).run();
}

}  // namespace licet::rules
