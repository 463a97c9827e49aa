// What all readers share: takes the parties of one list, completes what the parcel and the tables say of them, counts,
// and collects diagnostics.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lists/list_reader.h"
#include "lists/list_tables.h"
#include "lists/parcel.h"

namespace licet {

class ListSink {
 public:
  // Both must outlive the sink.
  ListSink(const Parcel& parcel, const ListTables& tables) : parcel_(parcel), tables_(tables) {}

  const Parcel& parcel() const { return parcel_; }
  const ListTables& tables() const { return tables_; }

  // The following lines and records are of this file.
  void begin_file(std::string_view name) { file_ = name; }

  // A part of a record that could not be taken; the record itself is.
  void note(std::uint64_t line, std::string reason);
  // The same for a word that many records share: only its first record is named.
  void note_once(std::uint64_t line, std::string_view what, std::string_view word);
  // A record that could not be taken.
  void skip(std::uint64_t line, std::string reason);

  // The number of the next record, for readers that add records later than they read them.
  std::uint64_t number_record() { return ++record_; }

  // The legal list that a word of the file means; an unknown word is noted.
  const LegalList& legal_list(std::string_view word, std::uint64_t line);

  // Code of a place as the file writes it; an unknown one is noted and gives "".
  std::string place(std::string_view written, std::uint64_t line);
  void add_country(Party& party, std::string_view written, std::uint64_t line);
  // Adds the address, and its country where its last part is a known place; a code there that may be a state's
  // (Parcel::state_codes) counts only behind a postal code. What is a place alone is no address.
  void add_address(Party& party, std::string_view address);
  // The same for addresses that may begin with their country, as `Islamic Republic of Iran, Tehran` does.
  void add_address_from_place(Party& party, std::string_view address);

  // Takes a record: a party with one listing. `uncounted`: how many of its names the file prints in no name field of
  // its own. `number`: what number_record gave, or 0. A party without a name is skipped.
  void add(Party party, std::uint64_t line, std::size_t uncounted = 0, std::uint64_t number = 0);

  // A day that a record of the file carries. One after 2099 is a misprint and counts for nothing.
  void seen(std::optional<Date> day);
  // The day inside the file.
  void dated(std::optional<Date> day);

  ListContent finish();

 private:
  std::string place_at_end(std::string_view address) const;
  std::string place_in_front(std::string_view address) const;
  const std::string* known_place(std::string_view written) const;
  void leave_out(std::uint64_t line, std::string reason);
  void complete_names(Party& party) const;
  void mark_footnotes(Listing& listing) const;
  void mark_open_end(Listing& listing) const;
  void number_sources();
  void complete_sources();

  const Parcel& parcel_;
  const ListTables& tables_;
  std::string file_;
  ListContent content_;
  std::optional<Date> dated_;
  std::optional<Date> latest_;
  std::uint64_t record_ = 0;            // records seen, skipped ones too
  std::vector<std::uint64_t> numbers_;  // record number of each party
  std::set<std::string, std::less<>> noted_;
};

}  // namespace licet
