#include "engine/final_place.h"

#include <algorithm>
#include <utility>

#include "base/text_util.h"
#include "rules/check/sets.h"

namespace licet {

namespace {

using rules::Case;

// Sets of the law: parties whose place may be where the goods end up, and movements that have such a place.
constexpr const char* kFinalRoles = "common/final_roles";
constexpr const char* kMovements = "common/movements";
constexpr const char* kReleases = "common/releases";  // movements to a person, who may stand beside the exporter

class FinalPlaces {
 public:
  FinalPlaces(const rules::Law& law, Case& facts) : law_(law), facts_(facts) {}

  std::vector<std::string> run() {
    const int destination = law_.schema().find("leg.destination");
    for (std::size_t leg = 0; leg < facts_.legs.size(); ++leg) {
      const int id = facts_.legs[leg];
      const Date day = facts_.leg_days[leg];
      const std::string* to = word_of(id, "leg.to");
      const std::string* activity = word_of(id, "leg.activity");
      std::vector<int>& computed = facts_.entity(id).computed;
      const auto copied = std::find(computed.begin(), computed.end(), destination);
      if (to == nullptr || copied == computed.end()) continue;
      // It may be one where nobody says what it is.
      if ((activity == nullptr || in_set(kReleases, "leg.activity", *activity, day)) &&
          same_place(word_of(id, "leg.from"), *to, day)) {
        computed.erase(copied);
        facts_.entity(id).facts.erase({destination, std::string()});
        notes_.push_back(
            concat(facts_.entity(id).label,
                   activity == nullptr ? ": the activity is not stated; a release within " : ": a release within ", *to,
                   " is one to the person's most recent country of citizenship or permanent residency "
                   "(734.13(b), 734.14(b)), which the order does not say: state it as `to`"));
        continue;
      }
      if (activity != nullptr && !in_set(kMovements, "leg.activity", *activity, day)) continue;
      std::vector<std::string> places = {*to};
      for (const int party : facts_.parties) add_place_of(party, id, day, places);
      if (places.size() == 1) continue;
      computed.erase(copied);
      std::sort(places.begin(), places.end());
      rules::Possible open;
      open.type = rules::FactType::kPlace;
      open.words = std::move(places);
      open.asked = true;
      facts_.entity(id).facts[{destination, std::string()}] = std::move(open);
    }
    return std::move(notes_);
  }

 private:
  // The only value of a fact, or nothing.
  const std::string* word_of(int entity, std::string_view fact) const {
    const int id = law_.schema().find(fact);
    const rules::Possible* value = id < 0 ? nullptr : facts_.find(entity, id);
    return value != nullptr && value->is_single() && !value->words.empty() ? &value->words.front() : nullptr;
  }

  bool in_set(const char* name, std::string_view fact, const std::string& word, Date day) const {
    const rules::Decl* set = law_.find(name);
    const rules::SetReader sets(law_, day);
    const rules::Version* version = set == nullptr ? nullptr : sets.active(*set);
    return version != nullptr && version->body != nullptr &&
           sets.contains(*version->body, law_.schema().at(law_.schema().find(fact)), word) == Truth::kTrue;
  }

  bool same_place(const std::string* a, const std::string& b, Date day) const {
    return a != nullptr && law_.canonical_place(*a, day) == law_.canonical_place(b, day);
  }

  void add_place_of(int party, int leg, Date day, std::vector<std::string>& places) {
    const std::string* role = word_of(party, "party.role");
    const std::string* country = word_of(party, "party.country");
    if (role == nullptr || country == nullptr || !in_set(kFinalRoles, "party.role", *role, day)) return;
    const bool known = std::any_of(places.begin(), places.end(),
                                   [&](const std::string& one) { return same_place(&one, *country, day); });
    if (known || same_place(word_of(leg, "leg.from"), *country, day)) return;
    const bool a_leg_goes_there = std::any_of(facts_.legs.begin(), facts_.legs.end(), [&](int other) {
      return same_place(word_of(other, "leg.to"), *country, day) ||
             same_place(word_of(other, "leg.destination"), *country, day);
    });
    if (a_leg_goes_there) return;
    notes_.push_back(concat(facts_.entity(leg).label, " goes to ", places.front(), ", and ",
                            ticked(facts_.entity(party).label), " (", *role, ") is in ", *country,
                            ": either may be the country of ultimate destination (748.5(e), (f)), so both are weighed; "
                            "state `destination` to settle it"));
    places.push_back(*country);
  }

  const rules::Law& law_;
  Case& facts_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> weigh_destinations(const rules::Law& law, Case& facts) {
  return FinalPlaces(law, facts).run();
}

}  // namespace licet
