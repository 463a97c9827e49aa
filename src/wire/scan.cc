#include "wire/scan.h"

#include "wire/book.h"
#include "wire/hit.h"

namespace licet {

namespace {

Json number(std::size_t value) {
  return Json::number(static_cast<std::int64_t>(value));
}

Json candidate_json(const Book& book, const ScanCandidate& candidate) {
  Json hit =
      hit_json(book, {candidate.party, candidate.listing, candidate.name, nullptr, candidate.listed_on_question_date});
  return hit.set("listed_on_text_date", truth_json(candidate.listed_on_text_date));
}

Json mention_json(const Book& book, const Mention& mention) {
  Json candidates = Json::array();
  for (const ScanCandidate& candidate : mention.candidates) candidates.push(candidate_json(book, candidate));
  Json json = Json::object({{"start", number(mention.code_points.begin)}, {"end", number(mention.code_points.end)}});
  json.set("byte_start", number(mention.bytes.begin)).set("byte_end", number(mention.bytes.end));
  json.set("text", Json::string(mention.text)).set("grade", Json::string(to_string(mention.grade)));
  json.set("inside", mention.inside ? Json::object({{"start", number(mention.inside->begin)},
                                                    {"end", number(mention.inside->end)}})
                                    : Json::null());
  json.set("party", mention.has_party && !candidates.items().empty() ? candidates.items().front() : Json::null());
  json.set("candidates", std::move(candidates));
  json.set("listed_on_text_date", truth_json(mention.listed_on_text_date));
  json.set("listed_on_question_date", truth_json(mention.listed_on_question_date));
  return json.set("why", Json::string(mention.why));
}

}  // namespace

Json scan_json(const Book& book, const std::string& file, Date on, const ScanAnswer& answer) {
  Json mentions = Json::array();
  for (const Mention& mention : answer.mentions) mentions.push(mention_json(book, mention));
  Json flags = coverage_flags_json(book, on);
  for (const ScanFlag& flag : answer.flags) {
    flags.push(Json::object({{"code", Json::string(flag.code)}, {"message", Json::string(flag.message)}}));
  }
  Json json = Json::object({{"file", Json::string(file)}, {"text_date", day_json(answer.text_date)}});
  if (answer.text_date && !answer.text_date->is_exact()) {
    json.set("text_date_between", Json::string(to_string(*answer.text_date)));
  }
  json.set("text_date_basis", Json::string(answer.text_date_basis)).set("on", Json::string(to_string(on)));
  json.set("book", book_brief_json(book)).set("mentions", std::move(mentions));
  return json.set("flags", std::move(flags));
}

}  // namespace licet
