#include "book/content.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/sha256.h"
#include "base/text_util.h"
#include "book/codec.h"
#include "index/build_index.h"

namespace licet {

namespace {

constexpr std::string_view kMagic = "licetbk\n";
constexpr std::size_t kHashSize = 64;
constexpr std::size_t kSealed = kMagic.size() + kHashSize;  // the checksum covers what begins here
constexpr std::size_t kHeaderSize = kSealed + 4 + 4 + 8;
constexpr std::size_t kSectionEntrySize = 4 + 8 + 8;
// The pool comes first, because all others need it; it is written last.
constexpr std::array<std::string_view, 10> kSections = {"text", "meta", "parc", "diag", "list",
                                                        "prty", "chip", "plac", "law ", "nidx"};

// ---- small values ----

void put(ByteWriter& out, const std::string& value) {
  out.text(value);
}
void put(ByteWriter& out, const std::optional<Date>& day) {
  out.u8(day.has_value());
  if (day) out.i32(day->days);
}
void put(ByteWriter& out, const DaySpan& span) {
  put(out, span.earliest);
  put(out, span.latest);
}
void put(ByteWriter& out, const std::optional<DaySpan>& span) {
  out.u8(span.has_value());
  if (span) put(out, *span);
}
void put(ByteWriter& out, const std::optional<Rational>& number) {
  out.u8(number.has_value());
  if (number) out.text(number->to_string());
}
void put(ByteWriter& out, const std::optional<bool>& flag) {
  out.u8(!flag ? 2 : *flag ? 1 : 0);
}
template <typename Enum>
  requires std::is_enum_v<Enum>
void put(ByteWriter& out, Enum value) {
  out.u8(static_cast<std::uint8_t>(value));
}

void get(ByteReader& in, std::string& value) {
  value = in.text();
}
void get(ByteReader& in, std::optional<Date>& day) {
  if (in.flag()) day = Date{in.i32()};
  const bool year_fits = !day || (day->days >= -719162 && day->days <= 2932896);  // 0001-01-01 to 9999-12-31
  if (!year_fits) in.fail();
}
void get(ByteReader& in, DaySpan& span) {
  get(in, span.earliest);
  get(in, span.latest);
}
void get(ByteReader& in, std::optional<DaySpan>& span) {
  if (in.flag()) get(in, span.emplace());
}
void get(ByteReader& in, std::optional<Rational>& number) {
  if (!in.flag()) return;
  auto value = Rational::parse(in.text());
  if (value)
    number = std::move(*value);
  else
    in.fail();
}
void get(ByteReader& in, std::optional<bool>& flag) {
  const std::uint8_t value = in.u8();
  if (value > 2) in.fail();
  if (value < 2) flag = value == 1;
}

// ---- sequences: their length, then each item ----

template <typename T>
void put(ByteWriter& out, const std::vector<T>& items);
template <typename T>
void get(ByteReader& in, std::vector<T>& items);

// ---- records, field by field ----

template <typename Io, typename Record>
void fields(Io&& io, Record& identifier)
  requires std::is_same_v<std::remove_const_t<Record>, Identifier>
{
  io(identifier.type);
  io(identifier.value);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& name)
  requires std::is_same_v<std::remove_const_t<Record>, PartyName>
{
  io(name.text);
  io(name.kind, NameKind::kTranslation);
  io(name.strength, NameStrength::kWeak);
  io(name.official);
  io(name.from);
  io(name.source);
  io(name.certainty, Certainty::kC);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& listing)
  requires std::is_same_v<std::remove_const_t<Record>, Listing>
{
  io(listing.list);
  io(listing.parcel);
  io(listing.source_id);
  io(listing.from);
  io(listing.until);
  io(listing.citations);
  io(listing.requirement);
  io(listing.requirement_meaning);
  io(listing.policy);
  io(listing.policy_meaning);
  io(listing.footnotes);
  io(listing.programs);
  io(listing.source);
  io(listing.source_url);
  io(listing.note);
  io(listing.days_note);
  io(listing.certainty, Certainty::kC);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& party)
  requires std::is_same_v<std::remove_const_t<Record>, Party>
{
  io(party.id);
  io(party.caption);
  io(party.schema, Schema::kLegalEntity);
  io(party.group);
  io(party.countries);
  io(party.addresses);
  io(party.identifiers);
  io(party.birth_dates);
  io(party.names);
  io(party.listings);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& parcel)
  requires std::is_same_v<std::remove_const_t<Record>, ParcelInfo>
{
  io(parcel.id);
  io(parcel.title);
  io(parcel.as_of);
  io(parcel.records);
  io(parcel.names);
  io(parcel.skipped);
  io(parcel.sha256);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& diagnostic)
  requires std::is_same_v<std::remove_const_t<Record>, ListDiagnostic>
{
  io(diagnostic.list);
  io(diagnostic.file);
  io(diagnostic.line);
  io(diagnostic.reason);
  io(diagnostic.skipped);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& list)
  requires std::is_same_v<std::remove_const_t<Record>, ListInfo>
{
  io(list.id);
  io(list.title);
  io(list.purpose, ListPurpose::kCustomer);
  io(list.publisher);
  io(list.url);
  io(list.as_of);
  io(list.complete_from);
  io(list.records);
  io(list.names);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& chip)
  requires std::is_same_v<std::remove_const_t<Record>, Chip>
{
  io(chip.name);
  io(chip.aliases);
  io(chip.vendor);
  io(chip.vendor_headquarters);
  io(chip.release_year);
  io(chip.for_data_centers);
  io(chip.non_planar);
  io(chip.gp10_named);
  io(chip.tpp);
  io(chip.applicable_die_area_mm2);
  io(chip.io_bandwidth_gb_s);
  io(chip.dram_bandwidth_gb_s);
  io(chip.source);
  io(chip.note);
  io(chip.certainty, Certainty::kC);
  io(chip.io_certainty, Certainty::kC);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& place)
  requires std::is_same_v<std::remove_const_t<Record>, Place>
{
  io(place.code);
  io(place.name);
  io(place.other_names);
}

template <typename Io, typename Record>
void fields(Io&& io, Record& file)
  requires std::is_same_v<std::remove_const_t<Record>, LawFile>
{
  io(file.path);
  io(file.text);
}

struct Putter {
  ByteWriter& out;
  void operator()(bool value) { out.u8(value); }
  void operator()(std::uint64_t value) { out.u64(value); }
  void operator()(const std::optional<int>& value) {
    out.u8(value.has_value());
    if (value) out.i32(*value);
  }
  template <typename T>
  void operator()(const T& value) {
    put(out, value);
  }
  template <typename Enum>
  void operator()(Enum value, Enum) {
    put(out, value);
  }
};

struct Getter {
  ByteReader& in;
  void operator()(bool& value) { value = in.flag(); }
  void operator()(std::uint64_t& value) { value = in.u64(); }
  void operator()(std::optional<int>& value) {
    if (in.flag()) value = in.i32();
  }
  template <typename T>
  void operator()(T& value) {
    get(in, value);
  }
  template <typename Enum>
  void operator()(Enum& value, Enum last) {
    value = in.enumerator(last);
  }
};

template <typename T>
concept Record = requires(Putter io, const T& value) { fields(io, value); };

template <Record T>
void put(ByteWriter& out, const T& value) {
  fields(Putter{out}, value);
}
template <Record T>
void get(ByteReader& in, T& value) {
  fields(Getter{in}, value);
}

template <typename T>
void put(ByteWriter& out, const std::vector<T>& items) {
  out.u32(static_cast<std::uint32_t>(items.size()));
  for (const T& item : items) put(out, item);
}

template <typename T>
void get(ByteReader& in, std::vector<T>& items) {
  const std::size_t count = in.count(4);  // every item holds at least one length
  items.reserve(std::min<std::size_t>(count, 4096));
  for (std::size_t i = 0; i < count && in.ok(); ++i) get(in, items.emplace_back());
}

// ---- sections ----

template <typename Content, typename Io>
void section(std::string_view name, Content& content, Io&& io) {
  if (name == "meta") io(content.law_as_of);
  if (name == "parc") io(content.parcels);
  if (name == "diag") io(content.diagnostics);
  if (name == "list") io(content.lists);
  if (name == "chip") io(content.chips);
  if (name == "plac") io(content.places);
  if (name == "law ") io(content.law);
}

template <typename T, typename Key>
bool rises(const std::vector<T>& items, Key key) {
  return std::adjacent_find(items.begin(), items.end(), [&](const T& a, const T& b) { return key(a) >= key(b); }) ==
         items.end();
}

// What the rest of the program takes for granted.
const char* disorder(const BookContent& content) {
  if (!rises(content.lists, [](const ListInfo& l) -> const std::string& { return l.id; })) return "lists out of order";
  if (!content.lists.empty() && content.lists.front().id.empty()) return "a list without an id";
  if (!rises(content.places, [](const Place& p) -> const std::string& { return p.code; })) return "places out of order";
  if (!rises(content.law, [](const LawFile& f) -> const std::string& { return f.path; }))
    return "law files out of order";
  return nullptr;
}

// ---- parties: u32 count, u32 end of each record behind the ends, then the records ----

void put_parties(ByteWriter& out, const std::vector<Party>& parties) {
  TextPool* pool = out.pool();
  ByteWriter records(pool);
  out.u32(static_cast<std::uint32_t>(parties.size()));
  for (const Party& party : parties) {
    fields(Putter{records}, party);
    out.u32(static_cast<std::uint32_t>(records.size()));
  }
  out.raw(records.take());
}

// Reads a record without keeping anything, but for one text of it.
struct Walker {
  ByteReader& in;
  const std::string* wanted = nullptr;
  std::string_view found{};
  std::size_t names = 0;
  const std::vector<ListInfo>* lists = nullptr;

  void operator()(std::string& value) {
    const std::string_view text = in.text_view();
    if (&value == wanted) found = text;
  }
  template <typename T>
  void operator()(std::vector<T>&) {
    const std::size_t count = in.count(4);
    if constexpr (std::is_same_v<T, PartyName>) names = count;
    for (std::size_t i = 0; i < count && in.ok(); ++i) walk_item(T{});
  }
  template <typename T>
  void operator()(T& value) {
    Getter{in}(value);
  }
  template <typename Enum>
  void operator()(Enum& value, Enum last) {
    value = in.enumerator(last);
  }

 private:
  template <typename T>
  void walk_item(T item) {
    Walker inner{in};
    if constexpr (std::is_same_v<T, std::string>) {
      inner(item);
    } else {
      if constexpr (std::is_same_v<T, Listing>) inner.wanted = &item.list;
      fields(inner, item);
      if constexpr (std::is_same_v<T, Listing>) check_list(inner.found);
    }
  }
  void check_list(std::string_view id) {
    const auto list = std::lower_bound(lists->begin(), lists->end(), id,
                                       [](const ListInfo& l, std::string_view key) { return l.id < key; });
    if (list == lists->end() || list->id != id) in.fail();
  }
};

// Checks every record, so that reading them later cannot fail. Nothing if all are sound, else what is wrong.
// `names` becomes the number of names of each party.
const char* walk_parties(std::string_view bytes, const TextPoolView& pool, const std::vector<ListInfo>& lists,
                         std::vector<std::uint32_t>& names) {
  ByteReader ends(bytes);
  const std::size_t count = ends.count(4);
  if (!ends.ok()) return "section `prty` cannot be read";
  const std::string_view records = bytes.substr(4 + 4 * count);
  std::uint32_t begin = 0;
  std::string_view last_id;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t end = ends.u32();
    if (end < begin || end > records.size()) return "section `prty` cannot be read";
    ByteReader record(records.substr(begin, end - begin), &pool);
    Party party;
    Walker walker{record};
    walker.wanted = &party.id;
    walker.lists = &lists;
    fields(walker, party);
    if (!record.at_end()) return "a party cannot be read, or is on a list that is not there";
    if (walker.names == 0) return "a party without a name";
    names.push_back(static_cast<std::uint32_t>(walker.names));
    if (walker.found.empty()) return "a party without an id";
    if (walker.found <= last_id) return "parties out of order";
    last_id = walker.found;
    begin = end;
  }
  return begin == records.size() ? nullptr : "bytes behind the last party";
}

// True if the index is of as many parties, each with as many names.
bool fits(const IndexView& index, const std::vector<std::uint32_t>& names) {
  if (index.parties() != names.size()) return false;
  for (std::size_t p = 0; p < names.size(); ++p) {
    if (index.party_names[p + 1] - index.party_names[p] != names[p]) return false;
  }
  return true;
}

Error corrupt(std::string_view reason) {
  return Error{ErrorCode::kCorrupt, concat("not a sound book: ", reason)};
}

Status check_seal(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, std::min(bytes.size(), kMagic.size())))
    return corrupt("it does not begin as a book does");
  if (bytes.size() < kHeaderSize) return corrupt(concat("cut short, ", bytes.size(), " bytes"));
  ByteReader header(bytes.substr(kSealed + 8));
  const std::uint64_t size = header.u64();
  if (size > bytes.size())
    return corrupt(concat("cut short, or its size was changed: ", bytes.size(), " of ", size, " bytes"));
  if (size < bytes.size()) return corrupt(concat(bytes.size(), " bytes where it says ", size));
  if (sha256_hex(bytes.substr(kSealed)) != bytes.substr(kMagic.size(), kHashSize))
    return corrupt("its checksum is wrong, so bytes were changed");
  return {};
}

// The sections by name, without gaps between them.
Result<std::array<std::string_view, kSections.size()>> cut_sections(std::string_view bytes) {
  ByteReader header(bytes.substr(kSealed));
  if (const std::uint32_t version = header.u32(); version != kBookVersion)
    return Error{ErrorCode::kUnsupported,
                 concat("a book of version ", version, ", and this program reads version ", kBookVersion)};
  if (header.u32() != kSections.size()) return corrupt("it has another number of sections");
  [[maybe_unused]] const std::uint64_t total = header.u64();
  std::array<std::string_view, kSections.size()> out;
  std::uint64_t next = kHeaderSize + kSections.size() * kSectionEntrySize;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const std::string_view found = header.raw(kSections[i].size());
    const std::uint64_t offset = header.u64();
    const std::uint64_t size = header.u64();
    if (!header.ok() || found != kSections[i] || offset != next || next > bytes.size() || size > bytes.size() - offset)
      return corrupt(concat("no section ", ticked(kSections[i])));
    out[i] = bytes.substr(offset, size);
    next = offset + size;
  }
  if (next != bytes.size()) return corrupt("bytes behind the last section");
  return out;
}

}  // namespace

std::string save_book(const BookContent& content) {
  TextPool pool;
  std::array<std::string, kSections.size()> bodies;
  for (std::size_t i = 1; i < kSections.size(); ++i) {
    ByteWriter body(&pool);
    if (kSections[i] == "prty") {
      put_parties(body, content.parties);
    } else if (kSections[i] == "nidx") {
      body.raw(build_index(content.parties));
    } else {
      section(kSections[i], content, Putter{body});
    }
    bodies[i] = body.take();
  }
  bodies[0] = pool.bytes();
  std::uint64_t offset = kHeaderSize + kSections.size() * kSectionEntrySize;
  std::uint64_t total = offset;
  for (const std::string& body : bodies) total += body.size();
  ByteWriter sealed;
  sealed.u32(kBookVersion);
  sealed.u32(static_cast<std::uint32_t>(kSections.size()));
  sealed.u64(total);
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    sealed.raw(kSections[i]);
    sealed.u64(offset);
    sealed.u64(bodies[i].size());
    offset += bodies[i].size();
  }
  for (const std::string& body : bodies) sealed.raw(body);
  const std::string rest = sealed.take();
  return concat(kMagic, sha256_hex(rest), rest);
}

Result<BookFile> BookFile::open(std::string_view bytes) {
  LICET_RETURN_IF_ERROR(check_seal(bytes));
  LICET_TRY(const auto sections, cut_sections(bytes));
  BookFile file;
  file.hash_ = bytes.substr(kMagic.size(), kHashSize);
  const std::optional<TextPoolView> pool = TextPoolView::open(sections[0]);
  if (!pool) return corrupt("section `text` cannot be read");
  file.pool_ = *pool;
  std::string_view index;
  for (std::size_t i = 1; i < kSections.size(); ++i) {
    if (kSections[i] == "prty") {
      file.party_bytes_ = sections[i];
      continue;
    }
    if (kSections[i] == "nidx") {
      index = sections[i];
      continue;
    }
    ByteReader body(sections[i], &file.pool_);
    section(kSections[i], file.content_, Getter{body});
    if (!body.at_end()) return corrupt(concat("section ", ticked(kSections[i]), " cannot be read"));
  }
  if (const char* reason = disorder(file.content_)) return corrupt(reason);
  std::vector<std::uint32_t> names;
  if (const char* reason = walk_parties(file.party_bytes_, file.pool_, file.content_.lists, names))
    return corrupt(reason);
  file.party_count_ = names.size();
  if (made_by_this_matcher(index)) {
    auto view = IndexView::open(index);
    if (!view) return corrupt(view.error().message);
    if (!fits(*view, names)) return corrupt("the name index is of other parties");
    file.index_ = std::move(view).value();
  }
  return file;
}

std::vector<Party> BookFile::parties() const {
  std::vector<Party> out(party_count_);
  ByteReader in(party_bytes_.substr(4 + 4 * party_count_), &pool_);
  for (Party& party : out) fields(Getter{in}, party);
  return out;
}

Party BookFile::party(std::uint32_t number) const {
  const char* ends = party_bytes_.data() + 4;
  const std::uint32_t begin = number == 0 ? 0 : little_endian_u32(ends + std::size_t{4} * (number - 1));
  ByteReader in(party_bytes_.substr(4 + 4 * party_count_ + begin), &pool_);
  Party party;
  fields(Getter{in}, party);
  return party;
}

Result<BookContent> read_book(std::string_view bytes) {
  LICET_TRY(BookFile file, BookFile::open(bytes));
  std::vector<Party> parties = file.parties();
  BookContent content = std::move(file).take_content();
  content.parties = std::move(parties);
  return content;
}

}  // namespace licet
