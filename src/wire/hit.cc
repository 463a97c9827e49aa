#include "wire/hit.h"

#include "base/text_util.h"

namespace licet {

namespace {

Json title_of(const Book& book, const std::string& list) {
  for (const ListInfo& info : book.content().lists) {
    if (info.id == list) return Json::string(info.title);
  }
  return Json::null();
}

// Days that the sources leave open are null in the fields for days; here they are as far as they are known.
void add_open_days(Json& hit, const Listing& listing) {
  if (!listing.from.is_exact()) hit.set("listed_from_between", Json::string(to_string(listing.from)));
  if (listing.until && !listing.until->is_exact()) {
    hit.set("listed_until_between", Json::string(to_string(*listing.until)));
  }
}

void add_match(Json& hit, const MatchResult* match) {
  if (match == nullptr) {
    hit.set("explanation", Json::object({{"what", Json::string("named_in_text")}}));
    return;
  }
  hit.set("equal_text", Json::boolean(match->equal_text));
  if (match->disputed) hit.set("disputed", Json::boolean(true));
  hit.set("explanation", explanation_json(match->why));
}

}  // namespace

Json truth_json(Truth truth) {
  return truth == Truth::kUnknown ? Json::null() : Json::boolean(truth == Truth::kTrue);
}

Json day_json(const std::optional<DaySpan>& span) {
  return span && span->is_exact() ? Json::string(to_string(*span->earliest)) : Json::null();
}

Json score_json(Score score) {
  const std::int32_t one = kScoreOne.millionths;
  std::string decimals = std::to_string(one + score.millionths % one).substr(1);  // six digits, zeros in front
  while (decimals.size() > 1 && decimals.ends_with('0')) decimals.pop_back();
  return Json::number_text(concat(score.millionths / one, ".", decimals));
}

Json explanation_json(const Explanation& why) {
  Json json = Json::object({{"what", Json::string(why.what)}});
  if (!why.text.empty()) json.set("text", Json::string(why.text));
  json.set("value", Json::number(why.value));
  if (why.parts.empty()) return json;
  Json parts = Json::array();
  for (const Explanation& part : why.parts) parts.push(explanation_json(part));
  return json.set("parts", std::move(parts));
}

Json strings_json(const std::vector<std::string>& texts) {
  Json json = Json::array();
  for (const std::string& text : texts) json.push(Json::string(text));
  return json;
}

Json hit_json(const Book& book, const HitParts& parts) {
  const Party& party = book.party(parts.party);
  const Listing& listing = party.listings[parts.listing];
  const PartyName& name = party.names[parts.name];
  Json hit = Json::object();
  hit.append_member("party_id", Json::string(party.id));
  hit.append_member("source_id", Json::string(listing.source_id));
  hit.append_member("caption", Json::string(party.caption));
  hit.append_member("schema", Json::string(to_string(party.schema)));
  hit.append_member("list", Json::string(listing.list));
  hit.append_member("list_title", title_of(book, listing.list));
  hit.append_member("parcel", Json::string(listing.parcel));
  hit.append_member("matched_name", Json::string(name.text));
  hit.append_member("alias_strength", Json::string(to_string(name.strength)));
  hit.append_member("score", score_json(parts.match == nullptr ? kScoreOne : parts.match->score));
  hit.append_member("listed_from", day_json(listing.from));
  hit.append_member("listed_until", day_json(listing.until));
  hit.append_member("listed_on_question_date", truth_json(parts.listed_on_question_date));
  hit.append_member("citations", strings_json(listing.citations));
  hit.append_member("license_requirement", Json::string(listing.requirement));
  hit.append_member("license_review_policy", Json::string(listing.policy));
  hit.append_member("footnotes", strings_json(listing.footnotes));
  hit.append_member("countries", strings_json(party.countries));
  hit.append_member("source_url", Json::string(listing.source_url));
  add_open_days(hit, listing);
  add_match(hit, parts.match);
  return hit;
}

}  // namespace licet
