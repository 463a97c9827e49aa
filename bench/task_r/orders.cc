#include "bench/task_r/orders.h"

#include <algorithm>

#include "base/json.h"
#include "rules/facts/order_reader.h"
#include "rules/plan/plan.h"

namespace licet::bench {

namespace {

using namespace rules;

constexpr CellCode kNo = 1;  // codes of a yes-or-no fact
constexpr CellCode kYes = 2;
constexpr std::size_t kParties = static_cast<std::size_t>(EntityKind::kParty);

bool in_force(Date day, Date from, Date until) {
  return from <= day && day < until;
}

}  // namespace

TaskROrders::TaskROrders(ColumnLayout& layout)
    : layout_(layout),
      boundaries_(law_boundaries(layout.law())),
      batch_(layout, boundaries_),
      reader_(layout, kFirstDay),
      listed_(layout.law().schema().find("party.listed")),
      denied_(layout.law().schema().find("party.denied")) {
  reader_.on_party_key("listings", [this](PlainJson& json, std::uint32_t party) {
    return json.array([&] { return read_listing(json, party); });
  });
}

bool TaskROrders::read_listing(PlainJson& json, std::uint32_t party) {
  Listing out;
  out.row = party;
  const bool read = json.object([&](std::string_view key) {
    std::string_view text;
    if (!json.string(text)) return false;
    if (key == "list") {
      out.denial = text == "DPL";
      return true;
    }
    const auto day = read_day(text);
    if (!day) return false;
    (key == "listed_from" ? out.from : out.until) = *day;
    return key == "listed_from" || key == "listed_until";
  });
  of_order_.push_back(out);
  return read;
}

bool TaskROrders::add(std::string_view line) {
  of_order_.clear();
  if (!reader_.read(line, staged_)) return false;
  batch_.add(staged_);
  if (of_order_.empty()) return true;
  const Date day = staged_.leg_days.front();
  const auto group =
      static_cast<std::size_t>(std::upper_bound(boundaries_.begin(), boundaries_.end(), day) - boundaries_.begin());
  const std::size_t base = batch_.groups()[group].columns[kParties].rows - staged_.counts[kParties];
  for (Listing& listing : of_order_) {
    listing.group = static_cast<std::uint32_t>(group);
    listing.row += static_cast<std::uint32_t>(base);
    listing.day = day;
    listings_.push_back(listing);
  }
  return true;
}

void TaskROrders::state_listings() {
  const std::size_t listed = layout_.at(layout_.first_column(listed_)).place;
  const std::size_t denied = layout_.at(layout_.first_column(denied_)).place;
  for (BatchGroup& group : batch_.groups()) {
    KindColumns& parties = group.columns[kParties];
    if (parties.rows == 0) continue;
    std::fill_n(parties.codes[listed].begin(), parties.rows, kNo);
    std::fill_n(parties.codes[denied].begin(), parties.rows, kNo);
  }
  for (const Listing& listing : listings_) {
    if (!in_force(listing.day, listing.from, listing.until)) continue;
    KindColumns& parties = batch_.groups()[listing.group].columns[kParties];
    parties.codes[listed][listing.row] = kYes;
    if (listing.denial) parties.codes[denied][listing.row] = kYes;
  }
}

void TaskROrders::clear() {
  batch_.clear();
  listings_.clear();
}

Case TaskROrders::case_of(std::string_view line) const {
  const Json order = parse_json(line).value();
  Json plain = Json::object();
  std::vector<std::pair<bool, bool>> listed;
  const Date day = parse_date(order.find("date")->text()).value();
  for (const auto& [key, value] : order.members()) {
    if (key != "parties") {
      plain.set(key, value);
      continue;
    }
    Json parties = Json::array();
    for (const Json& party : value.items()) {
      Json one = Json::object();
      bool any = false;
      bool denial = false;
      for (const auto& [name, what] : party.members()) {
        if (name != "listings") one.set(name, what);
      }
      for (const Json& listing : party.find("listings")->items()) {
        const bool active = in_force(day, parse_date(listing.find("listed_from")->text()).value(),
                                     parse_date(listing.find("listed_until")->text()).value());
        any = any || active;
        denial = denial || (active && listing.find("list")->text() == "DPL");
      }
      parties.push(std::move(one));
      listed.emplace_back(any, denial);
    }
    plain.set("parties", std::move(parties));
  }
  OrderInput input = read_order(plain, layout_.law(), nullptr, kFirstDay).value();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    input.facts.state_bool(input.facts.parties[i], listed_, listed[i].first);
    input.facts.state_bool(input.facts.parties[i], denied_, listed[i].second);
  }
  return std::move(input.facts);
}

}  // namespace licet::bench
