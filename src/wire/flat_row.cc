#include "wire/flat_row.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/rational.h"
#include "base/text_util.h"
#include "base/utf8.h"

namespace licet {

namespace {

using Path = std::vector<std::string>;

struct Plural {
  std::string_view one;
  std::string_view many;
};
constexpr std::array<Plural, 3> kPlurals = {{{"item", "items"}, {"party", "parties"}, {"leg", "legs"}}};

constexpr std::size_t kMostDigits = 3;

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits with at most one point inside, no zero in front of another digit: `2640`, `0.5`.
bool is_number(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!is_digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  return point == std::string_view::npos || is_digits(text.substr(point + 1));
}

// `item2` and `item` as `items`, `2` and `1`.
void add_plural(Path& path, const std::string& part) {
  for (const Plural& plural : kPlurals) {
    if (!part.starts_with(plural.one)) continue;
    const std::string number = part.substr(plural.one.size());
    if (!number.empty() && !is_digits(number)) continue;
    path.emplace_back(plural.many);
    path.push_back(number.empty() ? "1" : number);
    return;
  }
  path.push_back(part);
}

Error bad(std::string_view column, std::string_view what) {
  return Error{ErrorCode::kParse, concat("column ", ticked(column), ": ", what)};
}

Result<Path> path_of(const std::string& name) {
  Path path;
  for (const std::string_view part : split(name, '.')) {
    if (trimmed(part).empty()) return bad(name, "expected a name such as `exporter.name` or `item.eccn`");
    const std::string text(trimmed(part));
    path.empty() ? add_plural(path, text) : path.push_back(text);
  }
  for (const std::string& part : path) {
    if (is_digits(part) && (part.front() == '0' || part.size() > kMostDigits))
      return bad(name, concat("expected a number from 1 to 999, got ", ticked(part)));
  }
  if (is_digits(path.front())) return bad(name, "expected a name in front of the number");
  return path;
}

Result<Json> value_of(std::string_view cell, std::string_view column) {
  if (find_invalid_utf8(cell)) return bad(column, "not UTF-8");
  const std::string low = ascii_lower(cell);
  if (low == "true" || low == "false") return Json::boolean(low == "true");
  if (is_number(cell)) return Json::number_text(cell);
  if (const auto dots = cell.find(".."); dots != std::string_view::npos) {
    const std::string_view from = trimmed(cell.substr(0, dots));
    const std::string_view to = trimmed(cell.substr(dots + 2));
    if (is_number(from) && is_number(to)) {
      if (Rational::parse(to).value() < Rational::parse(from).value())
        return bad(column, concat("expected the smaller end first, got ", ticked(cell)));
      return Json::object({{"at_least", Json::number_text(from)}, {"at_most", Json::number_text(to)}});
    }
  }
  if (cell.find(';') == std::string_view::npos) return Json::string(cell);
  Json list = Json::array();
  for (const std::string_view part : split(cell, ';')) {
    if (!trimmed(part).empty()) list.push(Json::string(trimmed(part)));
  }
  return list;
}

// What the columns of one row say, before it is JSON.
struct Node {
  std::string key;  // in the node around it
  std::optional<Json> value;
  std::vector<Node> members;  // as the columns come

  Node& at(const std::string& part) {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Node& member) { return member.key == part; });
    if (found != members.end()) return *found;
    Node& added = members.emplace_back();
    added.key = part;
    return added;
  }

  Json json() const {
    if (value) return *value;
    if (!is_digits(members.front().key)) {
      Json out = Json::object();
      for (const Node& member : members) out.set(member.key, member.json());
      return out;
    }
    std::map<std::size_t, const Node*> ordered;
    for (const Node& member : members) ordered.emplace(std::stoul(member.key), &member);
    Json out = Json::array();
    for (const auto& [number, member] : ordered) out.push(member->json());
    return out;
  }
};

// Is one place the beginning of the other, or do they differ in whether a list stands there?
bool clash(const Path& a, const Path& b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  return same == a.size() || same == b.size() || is_digits(a[same]) != is_digits(b[same]);
}

}  // namespace

Result<FlatColumns> FlatColumns::read(const std::vector<std::string>& header) {
  FlatColumns out;
  for (const std::string& name : header) {
    LICET_TRY(Path path, path_of(name));
    for (std::size_t i = 0; i < out.paths_.size(); ++i) {
      if (clash(path, out.paths_[i]))
        return bad(name, concat("it and column ", ticked(out.names_[i]), " name places that cannot both be filled"));
    }
    out.names_.push_back(name);
    out.paths_.push_back(std::move(path));
  }
  return out;
}

Result<Json> FlatColumns::row(const std::vector<std::string>& cells) const {
  if (cells.size() != names_.size())
    return Error{ErrorCode::kParse, concat("expected ", names_.size(), " cells as in the header, got ", cells.size())};
  Node whole;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view cell = trimmed(cells[i]);
    if (cell.empty()) continue;
    LICET_TRY(Json value, value_of(cell, names_[i]));
    Node* node = &whole;
    for (const std::string& part : paths_[i]) node = &node->at(part);
    node->value = std::move(value);
  }
  return whole.members.empty() ? Json::object() : whole.json();
}

}  // namespace licet
