// One entry of the Consolidated Screening List, whichever form its file has, and the party that it makes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lists/list_sink.h"

namespace licet {

// Texts as the file has them; empty where it has none.
struct CslRecord {
  std::string source;  // of which list the entry is
  std::string entity_number;
  std::string id;    // the file's own, in newer ones
  std::string type;  // `Individual`, `Entity`, `Vessel`, `Aircraft`
  std::string name;
  std::vector<std::string> alt_names;
  std::vector<std::string> programs;
  std::vector<std::string> addresses;
  std::vector<std::string> countries;
  std::vector<std::string> dates_of_birth;
  std::vector<Identifier> ids;  // kinds as printed
  std::string notice;           // Federal Register citations
  std::string start_date;
  std::string end_date;
  std::string requirement;
  std::string policy;
  std::string call_sign;
  std::string vessel_flag;
  std::string remarks;
  std::string url;
};

// Adds the record to the sink.
void add_csl_record(const CslRecord& record, std::uint64_t line, ListSink& sink);

}  // namespace licet
