#include "list_fuzz.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text_util.h"
#include "base/utf8.h"
#include "lists/read_list.h"

namespace licet::fuzz {

namespace {

std::vector<ListFile> files_of(std::string_view bytes) {
  constexpr std::string_view kBetween = "\n====\n";
  std::vector<ListFile> out;
  for (;;) {
    const auto at = bytes.find(kBetween);
    out.push_back(ListFile{concat("file", out.size()), std::string(bytes.substr(0, at))});
    if (at == std::string_view::npos || out.size() == 8) return out;
    bytes.remove_prefix(at + kBetween.size());
  }
}

bool is_text(const std::string& text) {
  return !find_invalid_utf8(text);
}

std::string fault_of_party(const Party& party) {
  if (party.names.empty() || party.caption.empty()) return "a party without a name";
  if (party.listings.size() != 1 || party.listings[0].source_id.empty()) return "a party without a listing";
  const auto bad = [](const PartyName& name) { return name.text.empty() || !is_text(name.text); };
  if (std::any_of(party.names.begin(), party.names.end(), bad)) return "a name that is no text";
  return is_text(party.listings[0].note) && is_text(party.listings[0].requirement) ? "" : "a note that is no text";
}

}  // namespace

const std::vector<Target>& list_targets() {
  static const std::vector<Target> kTargets = {
      {"csl_csv", "us_csl"},   {"csl_json", "us_csl"},           {"csl_projection", "us_csl"},
      {"ofac", "us_ofac_sdn"}, {"denied_persons", "us_bis_dpl"}, {"un_xml", "un_sc"},
      {"ftm", "ftm:own"},      {"extract", "us_entity_list"},    {"registry", "jp_meti"},
      {"user_csv", "csv:own"}};
  return kTargets;
}

std::string fault_of_list(std::string_view parcel_id, std::string_view bytes) {
  const auto parcel = find_parcel(parcel_id);
  if (!parcel) return parcel.error().message;
  const auto content = read_list(*parcel, files_of(bytes));
  if (!content) return content.error().message.find('\n') == std::string::npos ? "" : "an error of several lines";
  if (content->parties.size() != content->records) return "records that are no parties";
  const auto skipped = std::count_if(content->diagnostics.begin(), content->diagnostics.end(),
                                     [](const ListDiagnostic& what) { return what.skipped; });
  if (static_cast<std::uint64_t>(skipped) != content->skipped) return "skipped records without a diagnostic";
  std::set<std::string> ids;
  for (const Party& party : content->parties) {
    if (std::string fault = fault_of_party(party); !fault.empty()) return fault;
    if (!ids.insert(party.id).second) return concat("two parties of the id ", party.id);
  }
  return "";
}

std::string fault_of_parcel(std::string_view bytes) {
  const auto parcel = parse_parcel(bytes, "own", "list.toml");
  if (parcel) return parcel->lists.empty() ? "a parcel without a legal list" : "";
  return parcel.error().message.find('\n') == std::string::npos ? "" : "an error of several lines";
}

}  // namespace licet::fuzz
