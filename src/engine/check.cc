#include "engine/check.h"

#include <algorithm>
#include <set>

#include "base/text_util.h"
#include "engine/days.h"
#include "engine/final_place.h"
#include "engine/law.h"
#include "engine/same_name.h"
#include "engine/stated_code.h"
#include "rules/check/sets.h"
#include "rules/eval/classify.h"
#include "rules/eval/several_days.h"
#include "rules/proof/prover.h"

namespace licet {

namespace {

using rules::Case;
using rules::FactDecl;
using rules::FactType;

constexpr std::size_t kWhatIfWeighings = 800;

// `list=us_entity_list field=footnotes` of a fact that screening fills; `owners=50 meaning=all_items`: stated owners on
// the list, or on one of several lists with commas between them, hold that percentage together. An owner whose entry
// means something else leaves it open.
struct ListingFact {
  std::vector<std::string> lists;
  std::string field;
  std::string owners;
  std::string meaning;
};

bool is_of(const Listing& listing, const ListingFact& wanted) {
  return std::find(wanted.lists.begin(), wanted.lists.end(), listing.list) != wanted.lists.end();
}

ListingFact read_listing(const FactDecl& fact) {
  ListingFact out;
  for (const std::string_view word : split(fact.listing, ' ')) {
    if (word.starts_with("list=")) {
      for (const std::string_view list : split(word.substr(5), ',')) out.lists.emplace_back(list);
    }
    if (word.starts_with("field=")) out.field = word.substr(6);
    if (word.starts_with("owners=")) out.owners = word.substr(7);
    if (word.starts_with("meaning=")) out.meaning = word.substr(8);
  }
  return out;
}

std::vector<std::string> field_of(const Listing& listing, const std::string& field) {
  if (field == "footnotes") return listing.footnotes;
  if (field == "requirement_meaning") return {listing.requirement_meaning};
  return {listing.policy_meaning};
}

bool contradicts(const QueryRecord& query, const Party& party) {
  if (query.countries.empty() || party.countries.empty()) return false;
  return std::none_of(query.countries.begin(), query.countries.end(), [&](const std::string& country) {
    return std::find(party.countries.begin(), party.countries.end(), country) != party.countries.end();
  });
}

class Checker {
 public:
  Checker(const Book& book, const rules::Law& law, rules::PlanStore& plans, const CheckOptions& options)
      : book_(book), law_(law), plans_(plans), options_(options) {}

  Result<CheckAnswer> run(const Json& order) {
    LICET_TRY(out_.input, rules::read_order(order, law_, chip_figures(book_), options_.on));
    LICET_TRY(const rules::Decl* profile, find_profile(law_, options_.profile));
    for (std::string& note : weigh_destinations(law_, out_.input.facts)) out_.input.notes.push_back(std::move(note));
    days_ = days_of(out_.input);
    if (const std::string last = to_string(days_.back()); last > law_.as_of())
      out_.input.notes.push_back(
          concat("the law was read up to ", law_.as_of(), ": what changed by ", last, " is not in it"));
    LICET_RETURN_IF_ERROR(screen_parties());
    rules::DecideOptions decide_options;
    decide_options.posture = options_.posture;
    decide_options.profile = profile;
    decide_options.plans = &plans_;
    const std::size_t lines = out_.input.facts.legs.size() * out_.input.facts.items.size();
    decide_options.proof = options_.trees && lines <= options_.most_trees;
    decide_options.provable = options_.canonical != nullptr;
    decide_by_day(decide_options);
    finish_proof(decide_options);
    // The later the day, the fewer they are.
    out_.incomplete_lists = incomplete_lists(book_, days_.front());
    return std::move(out_);
  }

 private:
  // Hits of each party of the order, in its order.
  Status screen_parties() {
    for (const rules::PartyInput& party : out_.input.parties) {
      hits_.emplace_back();
      LICET_RETURN_IF_ERROR(screen_one(party, concat("parties[", hits_.size() - 1, "]")));
    }
    return screen_owners();
  }

  // The last of `hits_` are its own.
  Status screen_one(const rules::PartyInput& party, const std::string& where) {
    if (party.is_nameless()) note_nameless(where, party.name, "`name`, `party_id` or `not_listed`");
    if (party.not_listed) return set_aside(party);
    if (!party.party_ids.empty()) return settle(party);
    return party.named ? look_for(party) : Status();
  }

  void note_nameless(const std::string& where, const std::string& name, std::string_view what_to_state) {
    const std::string why =
        name.empty() ? " has no name" : concat(": the name ", ticked(name), " names nobody: who is it? It");
    out_.input.notes.push_back(
        concat(where, why, name.empty() ? " and was" : " was", " not screened: state its ", what_to_state));
  }

  // `not_listed` settles a name by hand; where a listed party has that very name the answer says so.
  Status set_aside(const rules::PartyInput& party) {
    if (!party.named) return {};
    const std::size_t shown = out_.parties.size();
    LICET_RETURN_IF_ERROR(look_for(party));
    std::string lists;
    for (const PartyHit& hit : hits_.back()) {
      const std::string& list = listing_of(hit).list;
      if (!hit.certain || in_force_some_day(listing_of(hit), days_) == Truth::kFalse ||
          lists.find(list) != std::string::npos)
        continue;
      lists += concat(lists.empty() ? "" : ", ", list);
    }
    hits_.back().clear();
    out_.parties.erase(out_.parties.begin() + static_cast<std::ptrdiff_t>(shown), out_.parties.end());
    if (lists.empty()) return {};
    out_.input.notes.push_back(concat("parties: a listed party has the name ", ticked(party.name), " (", lists,
                                      "); `not_listed` sets it aside by hand: keep the reason"));
    return {};
  }

  // Hits of each stated owner of each party; they stand among the hits of the answer under the owner's name.
  Status screen_owners() {
    for (const rules::PartyInput& party : out_.input.parties) {
      owner_hits_.emplace_back();
      for (const rules::OwnerInput& owner : party.owners) {
        rules::PartyInput alone;
        static_cast<rules::WhoInput&>(alone) = owner;
        hits_.emplace_back();
        const std::string where =
            concat("parties[", owner_hits_.size() - 1, "].owners[", owner_hits_.back().size(), "]");
        LICET_RETURN_IF_ERROR(screen_one(alone, where));
        owner_hits_.back().push_back(std::move(hits_.back()));
        hits_.pop_back();
      }
    }
    return {};
  }

  Status settle(const rules::PartyInput& input) {
    const std::vector<Party>& parties = book_.parties();
    MatchResult by_hand;
    by_hand.score = kScoreOne;
    by_hand.why.what = "settled_by_hand";
    for (const std::string& id : input.party_ids) {
      const auto found = std::find_if(parties.begin(), parties.end(), [&](const Party& p) { return p.id == id; });
      if (found == parties.end())
        return Error{ErrorCode::kInvalidArgument, concat("parties: the book has no party ", ticked(id))};
      add_hits(input, static_cast<std::uint32_t>(found - parties.begin()), by_hand, true);
    }
    return {};
  }

  Status look_for(const rules::PartyInput& input) {
    QueryRecord query;
    query.names = {input.name};
    query.countries = input.countries;
    if (!input.address.empty()) query.addresses = {input.address};
    for (const auto& [type, value] : input.identifiers) query.identifiers.push_back({type, value});
    auto found = search(input, query);
    if (!found) return Error{found.error().code, concat("parties: ", found.error().message)};
    std::uint32_t last = 0;
    for (const ScreenHit& hit : (*found)->hits) {
      if (!hits_.back().empty() && last == hit.party) continue;  // add_hits takes all listings of a party
      last = hit.party;
      const Party& party = book_.party(hit.party);
      const bool by_address = hit.match.channel == Channel::kAddress && hit.match.score == kScoreOne;
      const bool same = hit.match.channel == Channel::kIdentifier || same_but_legal_form(input.name, party);
      add_hits(input, hit.party, hit.match, by_address || (same && !contradicts(query, party)));
    }
    tell_apart(input);
    return {};
  }

  // A party of the order that bears the official name of one in the book is that one. Others that are similar, but not
  // nearly the same, are other parties.
  void tell_apart(const rules::PartyInput& input) {
    constexpr Score kNearlyTheSame{900'000};
    std::vector<PartyHit>& hits = hits_.back();
    const auto own = std::find_if(hits.begin(), hits.end(), [&](const PartyHit& hit) {
      return hit.certain && bears_own_name(input.name, book_.party(hit.hit.party));
    });
    if (own == hits.end()) return;
    const auto similar = [kNearlyTheSame](const PartyHit& hit) {
      return !hit.certain && hit.hit.match.channel != Channel::kAddress && hit.hit.match.score < kNearlyTheSame;
    };
    bool any = false;
    for (PartyHit& hit : hits) {
      hit.other = similar(hit);
      any = any || hit.other;
    }
    if (!any) return;
    for (PartyHit& hit : out_.parties) hit.other = hit.other || (hit.party == input.name && similar(hit));
    out_.input.notes.push_back(concat(ticked(input.name),
                                      " is the official name of a party of the book; parties of "
                                      "similar names (`other` in `parties`) are taken as others"));
  }

  Result<std::shared_ptr<const ScreenAnswer>> search(const rules::PartyInput& input, const QueryRecord& query) const {
    const auto look = [&] { return screen(book_, query, ScreenOptions{out_.input.day, kDefaultThreshold, 0}); };
    if (options_.screened == nullptr) {
      LICET_TRY(ScreenAnswer answer, look());
      return std::make_shared<const ScreenAnswer>(std::move(answer));
    }
    std::string key;  // each part behind its length, so that no two parties have one key
    const auto add = [&key](std::string_view part) { key += concat(part.size(), ":", part); };
    add(to_string(out_.input.day));
    add(input.name);
    add(input.address);
    for (const std::string& country : input.countries) add(country);
    key += "|";
    for (const auto& [type, value] : input.identifiers) {
      add(type);
      add(value);
    }
    return options_.screened->answer(key, look);
  }

  void add_hits(const rules::PartyInput& input, std::uint32_t party, const MatchResult& match, bool certain) {
    const std::vector<Listing>& listings = book_.party(party).listings;
    for (std::uint32_t i = 0; i < listings.size(); ++i) {
      const ScreenHit hit{party, i, match, listings[i].in_force_on(out_.input.day)};
      hits_.back().push_back(PartyHit{input.name, hit, certain});
      const bool again = std::any_of(out_.parties.begin(), out_.parties.end(), [&](const PartyHit& other) {
        return other.hit.party == party && other.hit.listing == i && other.party == input.name;
      });
      if (!again) out_.parties.push_back(hits_.back().back());
    }
  }

  const Listing& listing_of(const PartyHit& hit) const { return book_.party(hit.hit.party).listings[hit.hit.listing]; }

  // States every fact that screening fills, for the day on which a leg is decided.
  void state_listings(Case& facts, Date day) const {
    const auto& schema = law_.schema().facts();
    for (std::size_t id = 0; id < schema.size(); ++id) {
      if (schema[id].listing.empty()) continue;
      const ListingFact wanted = read_listing(schema[id]);
      for (std::size_t i = 0; i < hits_.size(); ++i) {
        const int entity = out_.input.parties[i].entity;
        if (!wanted.owners.empty()) {
          state_owned(facts, i, static_cast<int>(id), wanted, day);
        } else if (out_.input.parties[i].is_nameless()) {
          continue;
        } else if (schema[id].type == FactType::kSet) {
          state_members(facts, entity, static_cast<int>(id), wanted, hits_[i], day);
        } else {
          state_listed(facts, entity, static_cast<int>(id), wanted, hits_[i], day);
        }
      }
    }
  }

  void state_listed(Case& facts, int entity, int fact, const ListingFact& wanted, const std::vector<PartyHit>& hits,
                    Date day) const {
    Truth listed = Truth::kFalse;
    for (const PartyHit& hit : hits) {
      if (!is_of(listing_of(hit), wanted)) continue;
      const Truth is_it = hit.certain ? Truth::kTrue : hit.other ? Truth::kFalse : Truth::kUnknown;
      listed = either(listed, both(is_it, listing_of(hit).in_force_on(day)));
    }
    if (listed != Truth::kUnknown) facts.state_bool(entity, fact, listed == Truth::kTrue);
  }

  // Shares of the stated owners that are listed, added up: the least of those that surely are, the most of those that
  // may be.
  void state_owned(Case& facts, std::size_t party, int fact, const ListingFact& wanted, Date day) const {
    const rules::PartyInput& input = out_.input.parties[party];
    Rational least;
    Rational most;
    for (std::size_t i = 0; i < input.owners.size(); ++i) {
      Truth listed = input.owners[i].is_nameless() ? Truth::kUnknown : Truth::kFalse;
      for (const PartyHit& hit : owner_hits_[party][i]) {
        const Listing& listing = listing_of(hit);
        if (!is_of(listing, wanted)) continue;
        const bool sure = hit.certain && (wanted.meaning.empty() || listing.requirement_meaning == wanted.meaning);
        listed = either(listed, both(sure ? Truth::kTrue : Truth::kUnknown, listing.in_force_on(day)));
      }
      if (listed == Truth::kTrue) least = least + input.owners[i].least;
      if (listed != Truth::kFalse) most = most + input.owners[i].most;
    }
    const auto line = Rational::parse(wanted.owners);
    if (!line) return;
    if (least >= *line) facts.state_bool(input.entity, fact, true);
    if (most < *line) facts.state_bool(input.entity, fact, false);
  }

  void state_members(Case& facts, int entity, int fact, const ListingFact& wanted, const std::vector<PartyHit>& hits,
                     Date day) const {
    const std::vector<std::string>& allowed = law_.schema().at(fact).values;
    std::set<std::string> sure;
    std::set<std::string> perhaps;
    for (const PartyHit& hit : hits) {
      const Truth in_force = listing_of(hit).in_force_on(day);
      if (hit.other || !is_of(listing_of(hit), wanted) || in_force == Truth::kFalse) continue;
      for (const std::string& value : field_of(listing_of(hit), wanted.field)) {
        if (value.empty() && wanted.field == "footnotes") continue;
        // A meaning that the law files do not know is the last allowed one, the strictest.
        const bool known = std::find(allowed.begin(), allowed.end(), value) != allowed.end();
        const bool certain = hit.certain && in_force == Truth::kTrue;
        (certain ? sure : perhaps).insert(known ? value : allowed.back());
      }
    }
    for (const std::string& value : sure) facts.state_word(entity, fact, FactType::kBool, "true", value);
    // What may be adds nothing to what is; whatever none of the entries says is not so, whichever of them the party is.
    const bool open = !std::includes(sure.begin(), sure.end(), perhaps.begin(), perhaps.end());
    if (!open) {
      facts.entity(entity).closed_sets.push_back(fact);
      return;
    }
    for (const std::string& value : allowed) {
      if (!sure.contains(value) && !perhaps.contains(value))
        facts.state_word(entity, fact, FactType::kBool, "false", value);
    }
  }

  // Legs of one day are decided together, so that a shared unknown stays one unknown; legs of different days one by
  // one, with their parties as listed on that day.
  void decide_by_day(const rules::DecideOptions& options) {
    std::vector<Case> parts;
    for (const Date day : days_) {
      DayAnswer answer;
      answer.day = day;
      Case part = part_of(day, answer.legs);
      state_listings(part, day);
      state_named(law_, part, day);
      answer.decision = rules::decide(law_, part, options);
      prove(part, answer.decision, options);
      if (!answer.decision.outcomes.decided()) note_open_codes(part, day);
      for (CopiedFact& row : copied_facts(law_, part, answer.decision.outcomes, options)) {
        if (std::find(out_.copied.begin(), out_.copied.end(), row) == out_.copied.end())
          out_.copied.push_back(std::move(row));
      }
      compare_with_text(part, answer.decision.outcomes, options, day);
      out_.days.push_back(std::move(answer));
      parts.push_back(std::move(part));
    }
    for (std::string& note : join_notes(notes_of_days_, days_)) out_.input.notes.push_back(std::move(note));
    if (parts.size() == 1) {
      out_.decision = std::move(out_.days.front().decision);
      out_.days.clear();
      look_around(parts.front(), options);
      out_.input.facts = std::move(parts.front());
    } else {
      out_.decision = join_days(law_, out_.days);
      look_around_days(parts, options);
    }
    if (text_outcomes_ && !(*text_outcomes_ == out_.decision.outcomes)) out_.codified = text_outcomes_;
  }

  // The order as far as its legs of that day go, with the numbers of these.
  Case part_of(Date day, std::vector<int>& legs) const {
    const Case& whole = out_.input.facts;
    Case part = whole;
    part.legs.clear();
    part.leg_days.clear();
    for (std::size_t leg = 0; leg < whole.legs.size(); ++leg) {
      if (whole.leg_days[leg] != day) continue;
      part.legs.push_back(whole.legs[leg]);
      part.leg_days.push_back(day);
      legs.push_back(static_cast<int>(leg));
    }
    return part;
  }

  // A stated code does not settle an entry beside it of which the order gives figures.
  void note_open_codes(const Case& part, Date day) {
    const rules::SetReader sets(law_, day);
    std::set<int> of_entries;
    for (const rules::Decl* entry : law_.all(rules::DeclKind::kEntry)) {
      const std::vector<int> figures = sets.figures_of(*entry);
      of_entries.insert(figures.begin(), figures.end());
    }
    for (const int item : part.items) {
      if (std::none_of(of_entries.begin(), of_entries.end(),
                       [&](int fact) { return part.find(item, fact) != nullptr; }))
        continue;
      const rules::Possible* stated = part.find(item, law_.schema().find("item.eccn"));
      if (stated == nullptr || !stated->is_single()) continue;
      std::vector<std::string> open;
      for (const rules::EntryVerdict& verdict : rules::classify_item(law_, part, item, day).entries) {
        if (verdict.value != Truth::kUnknown || rules::pattern_holds(stated->words.front(), verdict.entry->name))
          continue;
        const std::vector<int> figures = sets.figures_of(*verdict.entry);
        const bool given =
            std::any_of(figures.begin(), figures.end(), [&](int fact) { return part.find(item, fact) != nullptr; });
        if (given) open.push_back(verdict.entry->name);
      }
      if (open.empty()) continue;
      notes_of_days_.emplace_back(day, concat(part.entity(item).label, ": the code ", stated->words.front(),
                                              " is stated, but the figures leave it open whether the item falls under ",
                                              joined(open, ", "), "; the code does not settle that"));
    }
  }

  // The part of the proof that is about the legs of one day.
  void prove(const Case& part, const rules::Decision& decision, const rules::DecideOptions& options) {
    if (options_.canonical == nullptr) return;
    auto proved = rules::prove_part(law_, *options_.canonical, part, decision, prove_options(options));
    if (proved) {
      proof_parts_.push_back(std::move(*proved));
    } else if (unproved_.empty()) {
      unproved_ = proved.error().message;
    }
  }

  rules::ProveOptions prove_options(const rules::DecideOptions& options) const {
    rules::ProveOptions out;
    out.posture = options.posture;
    out.profile = options.profile;
    out.screened_by = book_.hash();
    out.plans = options.plans;
    return out;
  }

  void finish_proof(const rules::DecideOptions& options) {
    if (options_.canonical == nullptr) return;
    out_.proof = unproved_.empty() ? rules::assemble_proof(*options_.canonical, prove_options(options), proof_parts_)
                                   : rules::no_proof(unproved_);
  }

  // What the text as codified would give, where some of it is not enforced on the day.
  void compare_with_text(const Case& part, const rules::Reachable& in_force, rules::DecideOptions options, Date day) {
    rules::Reachable outcomes = in_force;
    if (options.posture == rules::Posture::kInForce && has_unenforced(day)) {
      options.posture = rules::Posture::kCodified;
      outcomes = rules::reach_outcomes(law_, part, options).reached;
    }
    text_outcomes_ = text_outcomes_ ? rules::heavier(*text_outcomes_, outcomes) : outcomes;
  }

  bool has_unenforced(Date day) const {
    struct Unenforced {
      bool any = false;
    };
    return plans_.kept<Unenforced>(day, [&] { return Unenforced{rules::has_unenforced_text(law_, day)}; })->any;
  }

  // Margins, and what would change the answer.
  void look_around(const Case& facts, const rules::DecideOptions& options) {
    const std::vector<rules::Line> lines = rules::lines_of(facts);
    const std::unique_ptr<rules::Weigher> weigher = weigher_of(facts, options);
    look_around(facts, lines, *weigher, out_.decision.outcomes, &out_.decision.lines);
  }

  std::unique_ptr<rules::Weigher> weigher_of(const Case& facts, const rules::DecideOptions& options) const {
    const std::set<std::string> off = rules::switched_off(law_, facts, rules::lines_of(facts), options);
    return rules::make_weigher(law_, facts, options, options.profile, off);
  }

  void look_around(const Case& facts, const std::vector<rules::Line>& lines, rules::Weigher& weigher,
                   const rules::Reachable& outcomes, const std::vector<rules::LineOutcome>* of_lines = nullptr) {
    const rules::LikeLines like(facts, lines, weigher);
    out_.margins = rules::find_margins(law_, facts, like, weigher, outcomes, kWhatIfWeighings, &plans_, of_lines);
    if (!options_.ways_out) return;
    const rules::DecidedOrder decided{law_, facts, lines, weigher, out_.decision, nullptr, &like};
    out_.would_change = rules::find_alternatives(decided, kWhatIfWeighings);
  }

  // Of legs on several days all must come out lighter.
  void look_around_days(const std::vector<Case>& parts, const rules::DecideOptions& options) {
    std::vector<std::unique_ptr<rules::Weigher>> weighers;
    std::vector<rules::DayPart> days;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      weighers.push_back(weigher_of(parts[i], options));
      days.push_back({out_.days[i].legs, &parts[i], weighers.back().get()});
    }
    const std::unique_ptr<rules::Weigher> weigher = rules::make_days_weigher(std::move(days));
    Case whole = parts.front();
    whole.legs = out_.input.facts.legs;
    whole.leg_days = out_.input.facts.leg_days;
    const std::vector<rules::Line> lines = rules::lines_of(whole);
    // What days share may leave fewer outcomes than their outcomes side by side do.
    const rules::Found now =
        rules::Search(*weigher).reach(rules::LikeLines(whole, lines, *weigher).apart(), {}, options.node_limit);
    look_around(whole, lines, *weigher, now.exact ? now.reached : out_.decision.outcomes);
  }

  const Book& book_;
  const rules::Law& law_;
  rules::PlanStore& plans_;
  const CheckOptions& options_;
  CheckAnswer out_;
  std::vector<rules::PartProof> proof_parts_;
  std::string unproved_;                                        // why no proof was made; empty if it was
  std::vector<std::vector<PartyHit>> hits_;                     // one for each party of the order
  std::vector<std::vector<std::vector<PartyHit>>> owner_hits_;  // of each stated owner of each party
  std::vector<Date> days_;                                      // those of the legs
  std::vector<std::pair<Date, std::string>> notes_of_days_;
  std::optional<rules::Reachable> text_outcomes_;
};

}  // namespace

Result<std::shared_ptr<const ScreenAnswer>> ScreenCache::answer(const std::string& key,
                                                                const std::function<Result<ScreenAnswer>()>& search) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
  }
  LICET_TRY(ScreenAnswer answer, search());
  const auto kept = std::make_shared<const ScreenAnswer>(std::move(answer));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (answers_.size() >= kMost) answers_.clear();
  answers_.emplace(key, kept);
  return kept;
}

Result<CheckAnswer> check(const Book& book, const rules::Law& law, rules::PlanStore& plans, const Json& order,
                          const CheckOptions& options) {
  return Checker(book, law, plans, options).run(order);
}

Result<const rules::Decl*> find_profile(const rules::Law& law, const std::string& name) {
  if (name == "none") return static_cast<const rules::Decl*>(nullptr);
  std::vector<std::string> names = {"none"};
  for (const rules::Decl* profile : law.all(rules::DeclKind::kProfile)) {
    if (profile->name == name) return profile;
    names.push_back(profile->name);
  }
  return Error{ErrorCode::kInvalidArgument, concat("flag `--profile`: expected one of ", joined(names, ", "), ", got ",
                                                   ticked(name), did_you_mean(name, names))};
}

}  // namespace licet
