#include "lists/listing_meanings.h"

#include "base/check.h"
#include "base/text_util.h"
#include "lists/fact_table.h"
#include "lists/starter.h"

namespace licet {

namespace {

std::string key_of(std::string_view field, std::string_view text) {
  std::string key = concat(field, '\t');
  for (const char c : ascii_lower(text))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key.push_back(c);
  return key;
}

}  // namespace

Result<ListingMeanings> ListingMeanings::parse(std::string_view table_text) {
  LICET_TRY(const FactTable table, FactTable::parse(table_text, "listing-meanings.tsv",
                                                    {"field", "text", "meaning", "detail", "source", "certainty"}));
  ListingMeanings out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    LICET_TRY(const std::string text, table.required(row, "text"));
    LICET_TRY(std::string meaning, table.key(row, "meaning"));
    const auto [at, fresh] = out.meanings_.emplace(key_of(table.text(row, "field"), text), meaning);
    if (!fresh && at->second != meaning)
      return table.error(row, "meaning",
                         concat("as for a text that differs in spaces and signs alone, ", ticked(at->second)));
  }
  return out;
}

const ListingMeanings& ListingMeanings::builtin() {
  static const ListingMeanings kMeanings = [] {
    Result<ListingMeanings> parsed = parse(
#include "embedded/listing-meanings.inc"
    );
    LICET_CHECK(parsed.has_value());
    return std::move(parsed).value();
  }();
  return kMeanings;
}

bool ListingMeanings::complete(std::string_view field, const std::string& text, std::string& meaning) const {
  if (text.empty() || !meaning.empty()) return true;
  const auto known = meanings_.find(key_of(field, text));
  meaning = known == meanings_.end() ? kUnknownTextMeaning : known->second;
  return known != meanings_.end();
}

bool ListingMeanings::complete(Listing& listing) const {
  const bool requirement = complete("requirement", listing.requirement, listing.requirement_meaning);
  const bool policy = complete("policy", listing.policy, listing.policy_meaning);
  return requirement && policy;
}

}  // namespace licet
