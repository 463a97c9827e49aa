#include "wire/screen.h"

#include "base/text_util.h"
#include "wire/book.h"
#include "wire/hit.h"
#include "wire/query.h"

namespace licet {

namespace {

Json certificate_json(const Certificate& certificate) {
  const std::optional<Score>& below = certificate.best_verified_below_threshold;
  Json json = Json::object({{"threshold", score_json(certificate.threshold)}});
  json.set("names_considered", Json::number(static_cast<std::int64_t>(certificate.names_considered)));
  json.set("parties_total", Json::number(static_cast<std::int64_t>(certificate.parties_total)));
  json.set("best_verified_below_threshold", below ? score_json(*below) : Json::null());
  return json.set("best_upper_bound_unscored", score_json(certificate.best_upper_bound_unscored));
}

Json flags_json(const Book& book, Date on, const QueryRecord& query, const ScreenAnswer& answer) {
  Json flags = coverage_flags_json(book, on);
  if (!answer.unnamed) return flags;
  return flags.push(Json::object(
      {{"code", Json::string("no_name")},
       {"message", Json::string(concat("no letter or digit in the name ", ticked(query.names.front()),
                                       ": no name was looked for, and nothing says that the party is not listed"))}}));
}

}  // namespace

Json screen_json(const Book& book, const QueryRecord& query, Date on, const ScreenAnswer& answer) {
  Json hits = Json::array();
  for (const ScreenHit& hit : answer.hits) {
    hits.push(hit_json(book, {hit.party, hit.listing, static_cast<std::uint32_t>(hit.match.name), &hit.match,
                              hit.listed_on_question_date}));
  }
  Json json = Json::object({{"query", query_json(query)}, {"on", Json::string(to_string(on))}});
  json.set("book", book_brief_json(book)).set("hits", std::move(hits)).set("complete", Json::boolean(answer.complete));
  return json.set("certificate", certificate_json(answer.certificate))
      .set("flags", flags_json(book, on, query, answer));
}

}  // namespace licet
