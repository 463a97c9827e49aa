#include "rules/eval/like_lines.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text_util.h"

namespace licet::rules {

namespace {

// Where a plan holds figures against limits: two figures between the same limits are one to it.
class FigureLimits {
 public:
  explicit FigureLimits(const DayPlan& plan) {
    for (const PlanNode& node : plan.nodes) {
      if (node.op == PlanOp::kFigures) add_read(*node.figure);
      if (node.op == PlanOp::kNumber) limits_[plan.slots[static_cast<std::size_t>(node.slot)].fact].insert(node.limit);
    }
  }

  void add_figure(int fact, const Interval& figure, std::string& out) {
    const bool exact = counted_.contains(fact);  // it is counted with
    const auto found = limits_.find(fact);
    const auto add_end = [&](const std::optional<Rational>& end, bool open) {
      if (!end) {
        out += "-";
      } else if (exact) {
        out += concat(end->to_string(), open ? "o" : "");
      } else if (found != limits_.end()) {
        const auto at = found->second.lower_bound(*end);
        const bool on_it = at != found->second.end() && *at == *end;
        out += concat(std::distance(found->second.begin(), at), !on_it ? "" : open ? "=o" : "=");
      }
      out += ";";
    };
    add_end(figure.low, figure.low_open);
    add_end(figure.high, figure.high_open);
  }

 private:
  void add_read(const Expr& figure) {
    if (figure.kind == ExprKind::kPath) counted_.insert(figure.fact);
    if (figure.kind == ExprKind::kName && figure.decl != nullptr) {
      for (const Version& version : figure.decl->versions) {
        if (version.body) add_read(*version.body);
      }
    }
    for (const ExprPtr& kid : figure.kids) add_read(*kid);
  }

  std::map<int, std::set<Rational>> limits_;  // by fact
  std::set<int> counted_;
};

void add_value(int fact, const std::string& member, const Possible& value, FigureLimits& limits, std::string& out) {
  out += concat(fact, "[", member.size(), ":", member, "]", static_cast<int>(value.answer), value.asked ? "a" : "",
                value.not_known ? "n" : "", value.anything ? "*" : "", ":");
  for (const std::string& word : value.words) out += concat(word.size(), ":", word);
  if (value.type == FactType::kNumber) limits.add_figure(fact, value.number, out);
}

}  // namespace

std::vector<std::string> words_of_items(const DayPlan& plan, const Case& order) {
  FigureLimits limits(plan);
  std::vector<std::string> out(order.items.size());
  for (std::size_t i = 0; i < order.items.size(); ++i) {
    const Entity& item = order.entity(order.items[i]);
    if (!item.components.empty()) continue;
    std::string& words = out[i];
    words = "|";
    std::vector<int> closed = item.closed_sets;
    std::sort(closed.begin(), closed.end());
    for (const int fact : closed) words += concat(fact, "|");
    for (const auto& [key, value] : item.facts) {
      add_value(key.first, key.second, value, limits, words);
      if (value.type != FactType::kNumber || key.first < 0) continue;
      // A figure of which nothing more is said than that it is one is not given.
      const Possible& nothing =
          plan.slots[static_cast<std::size_t>(plan.first_slot[static_cast<std::size_t>(key.first)])].anything;
      if (value.number == nothing.number) words += "?";
    }
  }
  return out;
}

// The days are as many for each item, so that no two of them have the same words by chance.
void join_words(const std::vector<std::string>& more, std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!more[i].empty()) words[i] += concat(more[i].size(), ":", more[i]);
  }
}

LikeLines::LikeLines(const Case& order, const std::vector<Line>& lines, const Weigher& weigher)
    : order_(order), lines_(lines), kind_of_(order.items.size()), places_(order.entities.size()) {
  const std::vector<std::string> words = weigher.words_of_items();
  std::map<std::string_view, std::size_t> known;
  for (std::size_t i = 0; i < order.items.size(); ++i) {
    places_[static_cast<std::size_t>(order.items[i])] = i + 1;
    std::size_t kind = kinds_.size();
    if (!words.empty() && !words[i].empty()) kind = known.try_emplace(words[i], kind).first->second;
    if (kind == kinds_.size()) kinds_.emplace_back();
    kinds_[kind].push_back(i);
    kind_of_[i] = kind;
  }
}

std::optional<std::size_t> LikeLines::place_of(int entity) const {
  const auto at = static_cast<std::size_t>(entity);
  if (at >= places_.size() || places_[at] == 0) return std::nullopt;
  return places_[at] - 1;
}

std::vector<Line> LikeLines::apart(const Assignment& fixed) const {
  if (!any()) return lines_;
  std::vector<std::size_t> items;
  std::size_t of_each = 1;
  for (const auto& [variable, cell] : fixed) {
    if (const auto place = place_of(variable.entity)) items.push_back(*place);
    if (!order_.is_named(variable.entity)) of_each = 2;
  }
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  const std::size_t touched = items.size();
  for (const std::vector<std::size_t>& kind : kinds_) {
    std::size_t left = of_each;
    for (auto item = kind.begin(); item != kind.end() && left > 0; ++item) {
      const auto end = items.begin() + static_cast<std::ptrdiff_t>(touched);
      if (std::binary_search(items.begin(), end, *item)) continue;
      items.push_back(*item);
      --left;
    }
  }
  std::sort(items.begin(), items.end());
  std::vector<Line> out;
  out.reserve(order_.legs.size() * items.size());
  for (std::size_t leg = 0; leg < order_.legs.size(); ++leg) {
    for (const std::size_t item : items) out.push_back(Line{leg, item});
  }
  return out;
}

template <typename Wanted>
Assignment LikeLines::spread_to(const Assignment& facts, const Wanted& wanted) const {
  if (!any()) return facts;
  std::vector<Assignment::value_type> all;
  for (const auto& [variable, cell] : facts) {
    const auto place = place_of(variable.entity);
    if (!place || first_like(*place) != *place) continue;
    for (const std::size_t item : all_like(*place)) {
      const Variable other{order_.items[item], variable.fact, variable.member};
      if (wanted(item) && !facts.contains(other)) all.emplace_back(other, cell);
    }
  }
  Assignment out = facts;
  out.put(std::move(all));
  return out;
}

Assignment LikeLines::spread(const Assignment& facts) const {
  return spread_to(facts, [](std::size_t) { return true; });
}

Assignment LikeLines::spread(const Assignment& facts, const std::set<std::size_t>& items) const {
  return spread_to(facts, [&items](std::size_t item) { return items.contains(item); });
}

void LikeLines::spread(std::set<AssumptionUse>& uses) const {
  if (!any()) return;
  std::vector<AssumptionUse> more;
  for (const AssumptionUse& use : uses) {
    const auto place = place_of(use.variable.entity);
    if (!place) continue;
    for (const std::size_t item : all_like(*place)) {
      more.push_back(use);
      more.back().variable.entity = order_.items[item];
    }
  }
  uses.insert(more.begin(), more.end());
}

}  // namespace licet::rules
