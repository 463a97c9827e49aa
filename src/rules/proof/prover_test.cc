// Proofs against the checker: those of random laws and of the law tests are accepted, and no changed one is.
#include "rules/proof/prover.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/json.h"
#include "base/sha256.h"
#include "base/text_util.h"
#include "rules/eval/decision.h"
#include "rules/facts/order_reader.h"
#include "support/made_law.h"
#include "support/proved.h"
#include "support/soak.h"
#include "verify/checker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

Case case_at_random(Dice& dice, const Setting& setting) {
  return made_case(random_order(dice, true), *setting.law);
}

// A proof that holds, of a random order under a random law, which becomes `setting`; nothing if none was made.
std::optional<Proved> proved_at_random(std::uint32_t seed, Setting& setting) {
  Dice dice(seed);
  setting = setting_of(LawMaker(dice).law());
  const Case facts = case_at_random(dice, setting);
  PlanStore plans(*setting.law);
  auto proved = prove(setting, facts, setting.law->find("1/p"), Posture::kInForce, seed % 2 == 0 ? &plans : nullptr);
  if (!proved || verify::verify(setting.rules, proved->proof)) return std::nullopt;
  return std::move(proved).value();
}

}  // namespace

TEST_SUITE("soak proofs") {
  TEST_CASE("proofs: of random orders under random laws are accepted") {
    std::size_t proved = 0;
    std::size_t by_cases = 0;
    std::size_t undecided = 0;
    std::size_t unproved = 0;
    std::size_t bytes = 0;
    for (const std::uint32_t seed : soak_seeds(12)) {
      Dice dice(seed * 7919U);
      const std::string text = LawMaker(dice).law();
      const Setting setting = setting_of(text);
      PlanStore plans(*setting.law);
      for (int round = 0; round < 12; ++round) {
        const std::string order = random_order(dice, true);
        const auto input =
            read_order(parse_json(order).value(), *setting.law, nullptr, parse_date("2024-01-01").value());
        REQUIRE(input.has_value());
        const Decl* profile = dice.roll(2) == 0 ? setting.law->find("1/p") : nullptr;
        const Posture posture = dice.roll(4) == 0 ? Posture::kCodified : Posture::kInForce;
        const auto proved_order = prove(setting, input->facts, profile, posture, round % 2 == 0 ? nullptr : &plans);
        if (!proved_order) {
          ++unproved;
          MESSAGE("seed " << seed << " round " << round << ": " << proved_order.error().message);
          continue;
        }
        const auto fault = verify::verify(setting.rules, proved_order->proof);
        CHECK_MESSAGE(!fault.has_value(), "seed " << seed << " round " << round << ": " << fault.value_or("") << "\n"
                                                  << order << "\n"
                                                  << text << "\n"
                                                  << proved_order->proof.dump());
        if (fault) return;
        ++proved;
        bytes += proved_order->proof.dump().size();
        undecided += proved_order->decision.outcomes.decided() ? 0U : 1U;
        by_cases += proved_order->proof.find("parts")->items()[0].find("contexts")->items().size() < 3 ? 0U : 1U;
      }
    }
    MESSAGE(proved << " proved, " << undecided << " undecided, " << by_cases << " with contexts, " << unproved
                   << " unproved, " << bytes / proved << " bytes each");
    CHECK(undecided > proved / 10);
    CHECK(by_cases > proved / 10);
    CHECK(unproved * 1'000 < proved);  // where a dozen that nobody named have to differ from one another
  }
}

namespace {

// Binds the names of a step; false if one of them stands for somebody whom nobody named.
bool bind(Evaluator& evaluator, const Json& at, const Case& order) {
  evaluator.set_day(order.leg_days.front());
  bool named = true;
  for (const auto& [name, what] : at.members()) {
    if (name.starts_with('=')) {
      evaluator.push_word(name.substr(1), what.text());
    } else if (what.text().starts_with('?')) {
      named = false;
    } else {
      evaluator.push(name, std::stoi(what.text()));
    }
  }
  return named;
}

}  // namespace

TEST_SUITE("soak proofs") {
  TEST_CASE("proofs: every step is what the reference evaluator says") {
    std::size_t compared = 0;
    std::size_t open = 0;
    const std::vector<std::uint32_t> seeds = soak_seeds(40);
    for (const std::uint32_t seed : seeds) {
      Dice dice(seed * 50331653U);
      const Setting setting = setting_of(LawMaker(dice).law());
      const Case facts = case_at_random(dice, setting);
      const auto proved = prove(setting, facts, nullptr, Posture::kInForce);
      if (!proved) continue;
      std::vector<Json> steps;
      REQUIRE(!verify::verify(setting.rules, proved->proof, &steps).has_value());
      for (const Json& step : steps) {
        if (step.find("in")->text() != "0" || step.find("content") != nullptr) continue;
        Evaluator evaluator(*setting.law, facts, nullptr, Posture::kInForce);
        if (!bind(evaluator, *step.find("at"), facts)) continue;
        const Decl* decl = setting.law->find(step.find("s")->text());
        REQUIRE(decl != nullptr);
        const Standing standing = evaluator.standing(*decl);
        const std::string is = standing.value == Truth::kTrue ? "T" : standing.value == Truth::kFalse ? "F" : "U";
        CHECK_MESSAGE(is == step.find("is")->text(), "seed " << seed << ": " << step.dump());
        const Json* from = step.find("from");
        CHECK((from == nullptr ? "" : from->text()) ==
              (standing.version == nullptr ? "" : to_string(standing.version->from)));
        ++compared;
        open += is == "U" ? 1U : 0U;
      }
    }
    MESSAGE(compared << " steps, " << open << " of them open");
    CHECK(compared > seeds.size());
    CHECK(open * 20 > compared);
  }
}

namespace {

struct Variant {
  std::string where;
  Json json;
};

Json changed_scalar(const Json& json) {
  if (json.is_null()) return Json::string("x");
  if (json.is_bool()) return Json::boolean(!json.as_bool());
  if (json.is_number()) return Json::number(std::stol(json.text()) + 1);
  std::string text = json.text();
  if (text == "T") return Json::string("U");
  if (text == "F") return Json::string("T");
  if (text == "U") return Json::string("F");
  // A day moves by a day, a hash loses a bit, a word becomes another.
  if (auto day = parse_date(text)) return Json::string(to_string(day->plus_days(1)));
  if (text.empty()) return Json::string("x");
  text.back() = text.back() == '0' ? '1' : text.back() == 'a' ? 'b' : '0';
  return Json::string(text);
}

// Every change of one thing: each scalar changed, each child dropped, each item twice.
void variants(const Json& json, const std::string& where, std::vector<Variant>& out) {
  if (json.is_array()) {
    for (std::size_t i = 0; i < json.items().size(); ++i) {
      Json fewer = Json::array();
      for (std::size_t k = 0; k < json.items().size(); ++k) {
        if (k != i) fewer.push(json.items()[k]);
      }
      out.push_back({concat(where, "[", i, "] dropped"), fewer});
      std::vector<Json> twice = json.items();
      twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), json.items()[i]);
      out.push_back({concat(where, "[", i, "] twice"), Json::array(std::move(twice))});
      std::vector<Variant> inner;
      variants(json.items()[i], concat(where, "[", i, "]"), inner);
      for (Variant& one : inner) {
        std::vector<Json> items = json.items();
        items[i] = std::move(one.json);
        out.push_back({std::move(one.where), Json::array(std::move(items))});
      }
    }
  } else if (json.is_object()) {
    for (std::size_t i = 0; i < json.members().size(); ++i) {
      const auto& [key, value] = json.members()[i];
      Json fewer = Json::object();
      for (const auto& [other, kept] : json.members()) {
        if (other != key) fewer.append_member(other, kept);
      }
      out.push_back({concat(where, ".", key, " dropped"), fewer});
      std::vector<Variant> inner;
      variants(value, concat(where, ".", key), inner);
      for (Variant& one : inner) {
        std::vector<Json::Member> members = json.members();
        members[i].second = std::move(one.json);
        out.push_back({std::move(one.where), Json::object(std::move(members))});
      }
    }
  } else {
    out.push_back({where, changed_scalar(json)});
  }
}

Json sealed_again(const Json& proof) {
  Json out = Json::object();
  for (const auto& [key, value] : proof.members()) {
    if (key != "seal") out.append_member(key, value);
  }
  out.append_member("seal", Json::string(sha256_hex(out.dump())));
  return out;
}

// The first proof, which says of the order of the second one what it says of its own.
Json with_facts_of(const Json& proof, const Json& other) {
  Json part = proof.find("parts")->items()[0];
  part.set("facts", *other.find("parts")->items()[0].find("facts"));
  Json out = proof;
  out.set("parts", Json::array({part}));
  return sealed_again(out);
}

// What the proof starts from: with a seal of its own, another order, day, book or posture may well have that outcome,
// also with fewer assumptions; and a completion may be shown by another one. These are held by the seal alone, facts
// also by `verify --order`.
bool is_premise(const Json& proof, const std::string& where) {
  for (const char* part : {".facts", ".entities", ".day", ".posture", ".profile", ".screened_by", ".seal"}) {
    if (where.find(part) != std::string::npos) return true;
  }
  if (where.find(".assumed") != std::string::npos && where.ends_with(" dropped")) return true;
  const std::string head = ".parts[0].contexts[";
  if (!where.starts_with(head)) return false;
  const std::size_t id = std::stoul(where.substr(head.size()));
  const Json& context = proof.find("parts")->items()[0].find("contexts")->items()[id];
  return context.find("for")->text() != "cases" && where.find(".set") != std::string::npos;
}

}  // namespace

TEST_SUITE("soak proofs") {
  TEST_CASE("proofs: no changed one is accepted, not even with a new seal") {
    std::size_t tried = 0;
    std::size_t sealed = 0;
    const std::size_t most = 500 * static_cast<std::size_t>(soak_factor());
    for (std::uint32_t seed = 3; tried < most && seed < 4'000; ++seed) {
      Setting setting;
      const auto proved = proved_at_random(seed * 104729U, setting);
      if (!proved) continue;
      std::vector<Variant> all;
      variants(proved->proof, "", all);
      const std::size_t step = soak_factor() > 1 ? 1 : 1 + all.size() / 60;
      for (std::size_t i = seed % step; i < all.size() && tried < most; i += step) {
        ++tried;
        const bool as_it_is = verify::verify(setting.rules, all[i].json).has_value();
        CHECK_MESSAGE(as_it_is, "seed " << seed << ": accepted with " << all[i].where << " changed");
        if (is_premise(proved->proof, all[i].where)) continue;
        ++sealed;
        const bool refused = verify::verify(setting.rules, sealed_again(all[i].json)).has_value();
        CHECK_MESSAGE(refused, "seed " << seed << ": accepted with a new seal and " << all[i].where << " changed\n"
                                       << proved->proof.dump());
      }
    }
    MESSAGE(tried << " changes, " << sealed << " of them with a new seal");
    CHECK(sealed > tried / 5);
  }
}

namespace {

constexpr const char* kAll[] = {"not_subject", "no_license_required", "exception_to_confirm", "license_required",
                                "prohibited"};

// A forger who keeps the seal whole and changes several things so that they agree with one another. Other facts that
// leave every step as it is make a proof about another order: `verify --order` tells.
class Forger {
 public:
  explicit Forger(Json proof) : proof_(std::move(proof)) {}

  // The whole and its claim say another outcome. `bound` of the claim as given.
  Json other_outcome(const char* outcome, const char* bound, bool with_completions) const {
    Json out = proof_;
    for (const char* key : {"outcome", "at_least", "at_most"}) out.set(key, Json::string(outcome));
    out.set("bound", Json::string(bound));
    return with_contexts(out, [&](std::size_t id, Json context) -> std::optional<Json> {
      const std::string& purpose = context.find("for")->text();
      if (!with_completions && purpose.starts_with("at_")) return std::nullopt;
      if (id != base()) return context;
      for (const char* key : {"at_least", "at_most"}) context.set(key, Json::string(outcome));
      return context.set("bound", Json::string(bound));
    });
  }
  // The two completions change places.
  Json swapped() const {
    return with_contexts(proof_, [](std::size_t, Json context) -> std::optional<Json> {
      const std::string purpose = context.find("for")->text();
      if (purpose == "at_least") context.set("for", Json::string("at_most"));
      if (purpose == "at_most") context.set("for", Json::string("at_least"));
      return context;
    });
  }
  // A whole subtree of cases is cut off, or one case of it.
  Json without_context(std::size_t gone) const {
    return with_contexts(proof_, [&](std::size_t id, Json context) -> std::optional<Json> {
      return id == gone ? std::nullopt : std::optional<Json>(std::move(context));
    });
  }
  Json of_another_profile() const { return sealed_again(Json(proof_).set("profile", Json::null())); }
  Json of_no_part() const { return sealed_again(Json(proof_).set("parts", Json::array())); }
  // Contexts of a proof without the profile, as if they were under its assumptions, of which none is named.
  Json with_contexts_of(const Json& without_profile) const {
    const Json& other = without_profile.find("parts")->items()[0];
    Json contexts = Json::array();
    contexts.push(Json::object().set("for", Json::string("stated")));
    for (Json context : other.find("contexts")->items()) {
      const Json* in = context.find("in");
      if (in == nullptr) context.set("for", Json::string("assumed"));
      if (in != nullptr) context.set("in", Json::number(std::stol(in->text()) + 1));
      contexts.push(std::move(context));
    }
    Json out = without_profile;
    out.set("profile", *proof_.find("profile"));
    Json changed = Json(other).set("contexts", contexts).set("assumed", Json::object());
    return sealed_again(out.set("parts", Json::array({std::move(changed)})));
  }
  Json part_twice() const { return sealed_again(Json(proof_).set("parts", Json::array({part(), part()}))); }

  const Json& part() const { return proof_.find("parts")->items()[0]; }
  std::size_t base() const { return proof_.find("profile")->is_null() ? 0 : 1; }

 private:
  Json with_part(Json part) const { return sealed_again(Json(proof_).set("parts", Json::array({std::move(part)}))); }
  template <typename Change>
  Json with_contexts(const Json& proof, Change change) const {
    Json contexts = Json::array();
    const std::vector<Json>& all = part().find("contexts")->items();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (auto changed = change(i, all[i])) contexts.push(std::move(*changed));
    }
    Json part_json = Json(part()).set("contexts", contexts);
    return sealed_again(Json(proof).set("parts", Json::array({std::move(part_json)})));
  }

  Json proof_;
};

}  // namespace

TEST_SUITE("soak proofs") {
  TEST_CASE("proofs: forged ones are refused, however well their parts agree") {
    std::size_t forged = 0;
    const std::size_t most = 400 * static_cast<std::size_t>(soak_factor());
    for (std::uint32_t seed = 5; forged < most && seed < 4'000; ++seed) {
      Setting setting;
      const auto proved = proved_at_random(seed * 15485863U, setting);
      if (!proved) continue;
      const Json& proof = proved->proof;
      const Forger forger(proof);
      const auto refused = [&](std::string_view what, const Json& forgery) {
        if (forgery == proof) return;
        ++forged;
        CHECK_MESSAGE(verify::verify(setting.rules, forgery).has_value(), "seed " << seed << ": accepted " << what
                                                                                  << "\n"
                                                                                  << forgery.dump());
      };
      for (const char* outcome : kAll) {
        if (proof.find("outcome")->text() == outcome) continue;
        for (const char* bound : {"exact", "loose"}) {
          refused(concat("the outcome ", outcome), forger.other_outcome(outcome, bound, true));
          refused(concat("the outcome ", outcome, " without completions"), forger.other_outcome(outcome, bound, false));
        }
      }
      refused("completions that changed places", forger.swapped());
      for (std::size_t i = 0; i < forger.part().find("contexts")->items().size(); ++i)
        refused(concat("a proof without context ", i), forger.without_context(i));
      refused("no profile", forger.of_another_profile());
      refused("no part", forger.of_no_part());
      refused("a part twice", forger.part_twice());
    }
    MESSAGE(forged << " forgeries");
    CHECK(forged >= most);
  }
}

TEST_SUITE("soak proofs") {
  TEST_CASE("proofs: an end that only facts beside the profile reach is not shown by leaving its assumptions out") {
    std::size_t tried = 0;
    const std::vector<std::uint32_t> seeds = soak_seeds(120);
    for (const std::uint32_t seed : seeds) {
      Dice dice(seed * 15487469U);
      const Setting setting = setting_of(LawMaker(dice).law());
      const Case facts = case_at_random(dice, setting);
      PlanStore plans(*setting.law);
      const Decl* const profile = setting.law->find("1/p");
      const Decision assuming = decided(setting, facts, profile, Posture::kInForce, &plans);
      const Decision alone = decided(setting, facts, nullptr, Posture::kInForce, &plans);
      if (!alone.exact || !assuming.exact) continue;
      if (alone.outcomes.least() == assuming.outcomes.least() && alone.outcomes.most() == assuming.outcomes.most())
        continue;
      const auto with_profile = proof_of(assuming, setting, facts, profile, Posture::kInForce, &plans);
      const auto without = proof_of(alone, setting, facts, nullptr, Posture::kInForce, &plans);
      if (!with_profile || !without) continue;
      ++tried;
      REQUIRE(!verify::verify(setting.rules, *without).has_value());
      CHECK_MESSAGE(verify::verify(setting.rules, Forger(*with_profile).with_contexts_of(*without)).has_value(),
                    "seed " << seed);
    }
    MESSAGE(tried << " orders whose outcome hangs on the profile");
    CHECK(tried > seeds.size() / 20);
  }
}

namespace {

constexpr const char* kExact = "\"at_least\":\"WORD\",\"at_most\":\"WORD\",\"bound\":\"exact\"";

std::string bounds_of(const std::string& outcome) {
  std::string out = kExact;
  for (auto at = out.find("WORD"); at != std::string::npos; at = out.find("WORD")) out.replace(at, 4, outcome);
  return out;
}

// A part that is written by hand: of an order with two legs (1, 2), an item (3) and a party (4). `contexts`: behind the
// claim, each with a comma in front.
std::string hand_made_part(const std::string& outcome, const std::string& facts, const std::string& contexts = "",
                           const std::string& day = "2024-01-01", const std::string& legs = "1,2") {
  return concat(
      "{\"day\":\"", day, "\",\"legs\":[", legs,
      "],\"entities\":[[\"order\",\"o\"],[\"leg\",\"l\"],[\"leg\",\"m\"],[\"item\",\"i\",[]],[\"party\",\"p\"]],"
      "\"facts\":{",
      facts, "},\"assumed\":{},\"contexts\":[{\"for\":\"stated\",", bounds_of(outcome), "}", contexts, "]}");
}

// Why the checker refuses a proof of such parts, of that outcome; or `accepted`.
std::string refused(const std::string& rules, const std::string& outcome, const std::string& parts) {
  std::vector<std::string> hashes;
  for (const std::string_view line : split(rules, '\n')) {
    if (!line.empty()) hashes.push_back(sha256_hex(line));
  }
  std::sort(hashes.begin(), hashes.end());
  const Json proof =
      parse_json(concat("{\"form\":3,\"rules\":\"", sha256_hex(joined(hashes, "\n")),
                        "\",\"posture\":\"in_force\",\"profile\":null,\"screened_by\":\"", std::string(64, '0'),
                        "\",\"outcome\":\"", outcome, "\",\"outcome_without_assumptions\":\"", outcome, "\",",
                        bounds_of(outcome), ",\"parts\":[", parts, "],\"seal\":\"\"}"))
          .value();
  return verify::verify(rules, sealed_again(proof)).value_or("accepted");
}

}  // namespace

TEST_CASE("proofs: what follows from contradicting every case, or from very many cases, is refused") {
  const std::string rules =
      "(fact item.eccn code)\n(fact item.x bool)\n"
      "(entry t/1A001 (version (from 2018-08-13) (when (fact item item.x))))\n"
      "(entry t/1A002 (version (from 2018-08-13) (when (not (fact item item.x)))))\n"
      "(rule t/r (requires license) (version (from 2018-08-13) (when (in (fact item item.eccn) (set (code "
      "9A999))))))\n";
  const auto why = [&](const std::string& outcome, const std::string& contexts) {
    return refused(rules, outcome, hand_made_part(outcome, "\"item.eccn@3\":\"9A999\"", contexts));
  };
  CHECK(why("license_required", "") == "accepted");
  const auto contradicted = [](const char* word, const char* entry) {
    return concat(",{\"in\":0,\"for\":\"cases\",\"set\":{\"item.x@3\":\"", word, "\"},\"contradicts\":[\"t/", entry,
                  "\",\"3\"]}");
  };
  const std::string both = contradicted("true", "1A001") + contradicted("false", "1A002");
  for (const char* outcome : {"not_subject", "license_required", "prohibited"})
    CHECK(why(outcome, both) == "every case contradicts a stated code");
  std::string deep;
  for (int i = 0; i < 20'000; ++i)
    deep += concat(",{\"in\":", i, ",\"for\":\"cases\",\"set\":{\"item.x@3\":\"true\"}}");
  CHECK(why("license_required", deep).find("deeper than can be checked") != std::string::npos);
}

TEST_CASE("proofs: facts that do not agree with what they follow from are refused, whoever is said to state them") {
  const std::string rules =
      "(fact item.a number)\n(fact item.b number)\n(fact item.c number (derived product item.a item.b))\n"
      "(fact item.d bool (derived implied_by item.c))\n(fact item.e bool (derived unstated item.a))\n"
      "(fact item.f bool (derived implied_by item.g))\n(fact item.g number)\n"
      "(rule t/r (requires license) (version (from 2018-08-13) (when (fact item item.d))))\n";
  const auto why = [&](const std::string& outcome, const std::string& c, const std::string& d,
                       const std::string& more) {
    return refused(rules, outcome,
                   hand_made_part(outcome, concat("\"item.a@3\":{\"figures\":\"2\"},\"item.b@3\":{\"figures\":\"3\"}",
                                                  c, d, more)));
  };
  const std::string c = ",\"item.c@3\":{\"is\":{\"figures\":\"6\"},\"origin\":\"computed\"}";
  const std::string d = ",\"item.d@3\":{\"is\":\"true\",\"origin\":\"computed\"}";
  const std::string e = ",\"item.e@3\":{\"is\":\"false\",\"origin\":\"computed\"}";
  CHECK(why("license_required", c, d, e) == "accepted");
  CHECK(why("license_required", c, ",\"item.d@3\":\"true\"", e) == "accepted");
  const auto of = [](const char* fact) {
    return concat("`item.", fact, "@3` does not follow from what it is computed from");
  };
  CHECK(why("no_license_required", c, ",\"item.d@3\":\"false\"", e) == of("d"));
  CHECK(why("license_required", c, "", e) == of("d"));
  CHECK(why("license_required", ",\"item.c@3\":{\"figures\":\"6\"}", d, e) == of("c"));
  CHECK(why("license_required", "", "", e) == of("c"));
  CHECK(why("license_required", c, d, "") == of("e"));
  const std::string another = ",\"item.c[]@3\":{\"is\":{\"figures\":\"7\"},\"origin\":\"computed\"}";
  CHECK(why("license_required", c, d, e + another) == "there is no such member");
  // A stated zero is a figure too.
  const std::string g = ",\"item.g@3\":{\"figures\":\"0\"}";
  CHECK(why("license_required", c, d, e + g) == of("f"));
  CHECK(why("license_required", c, d, e + g + ",\"item.f@3\":{\"is\":\"true\",\"origin\":\"computed\"}") == "accepted");
}

TEST_CASE("proofs: the days of an order have the same facts, but for those that a list or a name says on a day") {
  const std::string rules =
      "(fact item.x bool)\n(fact item.maker text)\n(fact item.near bool)\n(fact party.l bool (listing list=x))\n"
      "(tuples common/named_facts (columns fact of names how) (row 2018-08-13 open sure item.near item.maker t same))\n"
      "(rule t/r (requires license) (version (from 2018-08-13) (when (or (fact item item.x) (fact item item.near) "
      "(some p (list parties) (fact p party.l))))))\n";
  const auto why = [&](const std::string& heavy, const std::string& light) {
    return refused(rules, "license_required",
                   concat(hand_made_part("license_required", heavy, "", "2024-01-01", "1"), ",",
                          hand_made_part("no_license_required", light, "", "2024-01-02", "2")));
  };
  const auto facts = [](const char* x, const char* near, const char* listed) {
    return concat("\"item.x@3\":\"", x, "\",\"item.near@3\":\"", near, "\",\"party.l@4\":{\"is\":\"", listed,
                  "\",\"origin\":\"screened\"}");
  };
  const std::string none = facts("false", "false", "false");
  CHECK(why(facts("false", "false", "true"), none) == "accepted");
  CHECK(why(facts("false", "true", "false"), none) == "accepted");
  CHECK(why(facts("true", "false", "false"), none) == "the parts state different facts of one order");
}

TEST_CASE("proofs: where every way to fill in the facts contradicts a stated code, the search says both ends") {
  const Setting setting = setting_of(
      "section 1 checked 2026-01-01\n"
      "entry 3A090.a version from 2020-01-01 source \"s\" cite \"1\" when item.a\n"
      "entry 3A090.b version from 2020-01-01 source \"s\" cite \"1\" when not item.a\n"
      "rule r requires license version from 2020-01-01 source \"s\" cite \"1\"\n"
      "  when item.eccn = EAR99 and order.red_flags = open\n");
  const auto input = read_order(parse_json(R"({"to":"DE","parties_complete":true,"items":[{"eccn":"EAR99"}]})").value(),
                                *setting.law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message));
  PlanStore plans(*setting.law);
  const auto proved = prove(setting, input->facts, nullptr, Posture::kInForce, &plans);
  REQUIRE_MESSAGE(proved.has_value(), (proved ? "" : proved.error().message));
  CHECK(!proved->decision.outcomes.decided());
  CHECK(proved->decision.shown.contradicted);
  CHECK(proved->decision.shown.completions.size() == 2);
  CHECK(verify::verify(setting.rules, proved->proof).value_or("accepted") == "accepted");
  // Both evaluators name the entry.
  const Case& facts = input->facts;
  const int fact = setting.law->schema().find("item.a");
  for (const bool by_plan : {true, false}) {
    const auto weigher = by_plan ? make_plan_weigher(plans, facts, nullptr, Posture::kInForce, {})
                                 : make_reference_weigher(*setting.law, facts, nullptr, Posture::kInForce, {});
    CHECK(weigher->contradiction(lines_of(facts), {}).entry == nullptr);
    for (const bool is : {true, false}) {
      Possible cell = everything_possible(setting.law->schema().at(fact), setting.law->places());
      cell.words = {is ? "true" : "false"};
      const auto [entry, item] = weigher->contradiction(lines_of(facts), {{Variable{facts.items[0], fact, {}}, cell}});
      REQUIRE(entry != nullptr);
      CHECK(entry->name == (is ? "3A090.a" : "3A090.b"));
      CHECK(item == facts.items[0]);
    }
  }
}

namespace {

// An order of one party of whom or whose destination something is stated; empty: nothing is.
struct PairOrder {
  std::string hq;
  std::string to;

  std::string text() const {
    const auto put = [](const char* key, const std::string& value) {
      return value.empty() ? std::string() : concat(",\"", key, "\":\"", value, "\"");
    };
    return concat(R"({"date":"2024-01-01","red_flags":"clear","parties_complete":true)", put("to", to),
                  R"(,"items":[{"eccn":"EAR99"}],"parties":[{"role":"user")", put("hq", hq), "}]}");
  }

  // Are they known to differ, or to be the same?
  Truth known(bool same) const {
    if (hq == "unknowable") return Truth::kFalse;
    if (hq.empty() || to.empty()) return Truth::kUnknown;
    return truth_of((hq == to) == same);
  }
  // Is it not known, and cannot be? A destination can always be told.
  Truth unknowable() const { return hq.empty() ? Truth::kUnknown : truth_of(hq == "unknowable"); }
};

std::string outcomes_of(Truth holds) {
  return holds == Truth::kTrue    ? "license_required license_required"
         : holds == Truth::kFalse ? "no_license_required no_license_required"
                                  : "no_license_required license_required";
}

}  // namespace

TEST_CASE("proofs: whether two facts are known to differ is shown, and not by the facts of another order") {
  std::vector<PairOrder> orders;
  for (const char* hq : {"CN", "DE", "unknowable", ""})
    for (const char* to : {"CN", "DE", ""}) orders.push_back({hq, to});
  const std::vector<std::pair<std::string, std::function<Truth(const PairOrder&)>>> conditions = {
      {"known(p.hq != leg.to)", [](const PairOrder& one) { return one.known(false); }},
      {"known(p.hq = leg.to)", [](const PairOrder& one) { return one.known(true); }},
      {"known(not (p.hq = leg.to))", [](const PairOrder& one) { return one.known(false); }},
      {"unknowable(p.hq = leg.to)", [](const PairOrder& one) { return one.unknowable(); }}};
  for (const auto& [condition, expected] : conditions) {
    CAPTURE(condition);
    const Setting setting =
        setting_of(concat("section 1 checked 2026-01-01\nrule r requires license version from ",
                          "2018-08-13 source 1FR1 cite \"1\" when some p in parties: ", condition, "\n"));
    PlanStore plans(*setting.law);
    std::vector<Json> proofs;
    std::size_t refused_ones = 0;
    for (const PairOrder& order : orders) {
      CAPTURE(order.text());
      const Case facts = made_case(order.text(), *setting.law);
      for (PlanStore* by : {static_cast<PlanStore*>(nullptr), &plans}) {
        const auto proved = prove(setting, facts, nullptr, Posture::kInForce, by);
        REQUIRE_MESSAGE(proved.has_value(), (proved ? "" : proved.error().message));
        const Reachable& reached = proved->decision.outcomes;
        CHECK(concat(to_string(reached.least()), " ", to_string(reached.most())) == outcomes_of(expected(order)));
        CHECK(verify::verify(setting.rules, proved->proof).value_or("holds") == "holds");
        if (by == nullptr) proofs.push_back(proved->proof);
      }
    }
    for (std::size_t a = 0; a < orders.size(); ++a) {
      for (std::size_t b = 0; b < orders.size(); ++b) {
        // A bound that is too wide, as where the second of the facts is open, may hold for another order.
        const bool loose = proofs[a].find("bound")->text() == "loose";
        if (loose || expected(orders[a]) == expected(orders[b])) continue;
        ++refused_ones;
        CAPTURE(orders[a].text());
        CAPTURE(orders[b].text());
        CHECK(verify::verify(setting.rules, with_facts_of(proofs[a], proofs[b])).has_value());
      }
    }
    CHECK(refused_ones > 40);
  }
}

TEST_CASE("law: facts of two types, sets and codes are not held against each other") {
  const auto refusal = [](const std::string& condition) {
    const auto law =
        Law::load(made_sources(concat("section 1 checked 2026-01-01\nrule r requires license version from ",
                                      "2018-08-13 source 1FR1 cite \"1\" when ", condition, "\n")));
    return law ? std::string("accepted") : law.error().message;
  };
  for (const char* condition : {"leg.to = item.a", "leg.to != item.n", "item.n > item.a", "order.knows < item.a"})
    CHECK_MESSAGE(refusal(condition).find("cannot be held against each other") != std::string::npos, condition);
  for (const char* condition : {"order.knows = item.a", "item.n > item.m"}) CHECK(refusal(condition) == "accepted");
}

TEST_CASE("plan: a mark that leaves nothing and covers no case does not hold up one that falls back") {
  const Setting setting = setting_of(
      "section 1 checked 2026-01-01\nrule r requires license version from 2019-01-01 source 1FR1 cite \"1\" when "
      "leg.to = AE\n  version from 2023-01-01 source 2FR2 cite \"1\" unverified from 2024-01-01 asks \"asleep?\" "
      "when not item.a falls_back stayed from 2023-06-01 until 2024-06-01 when item.a leaves_nothing when leg.to != "
      "CN\n");
  PlanStore plans(*setting.law);
  for (const auto& [item, least] :
       {std::pair("{\"a\":false}", Outcome::kLicenseRequired), std::pair("{\"a\":true}", Outcome::kNoLicenseRequired),
        std::pair("{}", Outcome::kNoLicenseRequired)}) {
    const std::string order = concat(R"({"date":"2024-02-01","to":"AE","items":[)", item, "]}");
    CAPTURE(order);
    const Case facts = made_case(order, *setting.law);
    for (PlanStore* by : {static_cast<PlanStore*>(nullptr), &plans}) {
      const auto proved = prove(setting, facts, nullptr, Posture::kInForce, by);
      REQUIRE(proved.has_value());
      CHECK(proved->decision.outcomes.least() == least);
      CHECK(verify::verify(setting.rules, proved->proof).value_or("holds") == "holds");
    }
  }
}

TEST_CASE("proofs: a rule left out of the rules, or changed, is noticed") {
  Dice dice(77);
  const Setting setting = setting_of(LawMaker(dice).law());
  const Case facts = case_at_random(dice, setting);
  const auto proved = prove(setting, facts, nullptr, Posture::kInForce);
  REQUIRE(proved.has_value());
  CHECK(!verify::verify(setting.rules, proved->proof).has_value());
  const auto lines = split(setting.rules, '\n');
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    std::string fewer;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      if (k != i && !lines[k].empty()) fewer += concat(lines[k], "\n");
    }
    CHECK(verify::verify(fewer, proved->proof).has_value());
  }
}

TEST_CASE("canonical form: loader and checker know the same codes, also those that a mark or a list names") {
  const Setting setting = setting_of(
      "section 1 checked 2026-01-01\n"
      "list l version from 2020-01-01 source \"s\" cite \"1\" = p in items where p.eccn = 5A992.c\n"
      "rule r requires license version from 2020-01-01 source \"s\" cite \"1\"\n"
      "  stayed from 2021-01-01 when item.eccn = 3A090.a leaves_nothing when item.a\n");
  const std::vector<std::string> codes = setting.law->codes_without_entry();
  for (const char* code : {"3A090.a", "3A090.?", "5A992.c", "5A992.?"})
    CHECK_MESSAGE(std::find(codes.begin(), codes.end(), code) != codes.end(), code);
}

TEST_CASE("canonical form: bytes that are no canonical text are refused, never a crash") {
  Dice dice(5);
  const Setting setting = setting_of(LawMaker(dice).law());
  const Json proof = Json::object();
  for (std::size_t i = 0; i < setting.rules.size(); i += 37) {
    CHECK(verify::verify(setting.rules.substr(0, i), proof).has_value());
    std::string changed = setting.rules;
    changed[i] = changed[i] == '(' ? ')' : '(';
    CHECK(verify::verify(changed, proof).has_value());
  }
}

TEST_CASE("canonical form: definitions that lean on themselves or on very many others are refused by name") {
  const auto let = [](const std::string& name, const std::string& of) {
    return concat("(let ", name, " (version (from 2020-01-01) (is (ref ", of, "))))\n");
  };
  const Json proof = parse_json(R"({"form":2})").value();
  const auto why = [&](const std::string& text) { return verify::verify(text, proof).value_or("accepted"); };
  const std::string cycle = why(let("1/a", "1/b") + let("1/b", "1/c") + let("1/c", "1/b"));
  CHECK_MESSAGE(cycle.find("`1/b` -> `1/c` -> `1/b`") != std::string::npos, cycle);
  const std::string set = why("(set 1/s (version (from 2020-01-01) (is (union (set (place CN)) (ref 1/s)))))\n");
  CHECK_MESSAGE(set.find("`1/s` -> `1/s`") != std::string::npos, set);
  std::string chain;
  for (int i = 0; i < 100'000; ++i) chain += let(concat("1/n", i), concat("1/n", i + 1));
  const std::string deep = why(chain);
  CHECK_MESSAGE(deep.find("2000 levels deep") != std::string::npos, deep);
}
