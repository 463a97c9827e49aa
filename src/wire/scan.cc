#include "wire/scan.h"

#include <map>
#include <tuple>

#include "wire/book.h"
#include "wire/hit.h"

namespace licet {

namespace {

Json number(std::size_t value) {
  return Json::number(static_cast<std::int64_t>(value));
}

// The hits of one answer, each made once: a text may name the same party many thousand times. The two days are those of
// the whole answer, so a listing under a name has one shape.
class CandidateHits {
 public:
  explicit CandidateHits(const Book& book) : book_(book) {}

  const Json& of(const ScanCandidate& candidate) {
    const auto [found, added] = hits_.try_emplace({candidate.party, candidate.listing, candidate.name});
    if (added) {
      found->second = hit_json(
          book_, {candidate.party, candidate.listing, candidate.name, nullptr, candidate.listed_on_question_date});
      found->second.set("listed_on_text_date", truth_json(candidate.listed_on_text_date));
    }
    return found->second;
  }

 private:
  const Book& book_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, Json> hits_;
};

Json mention_json(CandidateHits& hits, const Mention& mention) {
  Json candidates = Json::array();
  for (const ScanCandidate& candidate : mention.candidates) candidates.push(hits.of(candidate));
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
  CandidateHits hits(book);
  for (const Mention& mention : answer.mentions) mentions.push(mention_json(hits, mention));
  Json flags = coverage_flags_json(book, on);
  // The day of the text asks the same of the lists as the day of the question.
  if (answer.text_date && answer.text_date->earliest && *answer.text_date->earliest != on) {
    const Json then = coverage_flags_json(book, *answer.text_date->earliest);
    for (const Json& flag : then.items()) flags.push(flag);
  }
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
