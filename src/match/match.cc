#include "match/match.h"

#include <algorithm>

#include "base/text_util.h"
#include "base/utf8.h"
#include "match/align.h"
#include "match/qualifiers.h"
#include "match/sound.h"
#include "match/stated_names.h"

namespace licet {

namespace {

bool share_any(const std::vector<std::u32string>& a, const std::vector<std::u32string>& b) {
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() && y != b.end()) {
    if (*x == *y) return true;
    if (*x < *y) {
      ++x;
    } else {
      ++y;
    }
  }
  return false;
}

// Names of one script by their own letters only: two different Korean names can have one Latin spelling.
bool share_letters(const PreparedName& a, const PreparedName& b) {
  return a.script == b.script ? share_any(a.native_letters, b.native_letters) : share_any(a.letters, b.letters);
}

// The same words in another order are hardly less than the same text.
constexpr std::int32_t kSameWords = 950'000;

// One name of the query against one of the party.
struct NameMatch {
  Score score;  // with the strength of the name
  ReadingKind kind = ReadingKind::kOrganization;
  bool equal_text = false;
  bool same_words = false;  // in another order, and the alignment says less
  std::size_t query = 0;
  std::size_t listed = 0;
  Alignment alignment;
};

std::int32_t scaled(std::int32_t value, std::int32_t factor) {
  return static_cast<std::int32_t>(std::int64_t{value} * factor / kScoreOne.millionths);
}

class Matcher {
 public:
  Matcher(const PreparedQuery& query, const Party& party, const PreparedParty& prepared)
      : query_(query), party_(party), prepared_(prepared) {}

  MatchResult run(Explain explain) {
    find_best_name();
    const std::optional<IdentifierMatch> identifier = match_identifiers(query_.record, party_);
    const std::vector<Qualifier> qualifiers = find_qualifiers(query_, party_, prepared_);
    std::int32_t channel = best_.score.millionths;
    result_.channel = best_.equal_text ? Channel::kEqualText : Channel::kName;
    if (identifier && identifier->strength > channel) {
      channel = identifier->strength;
      result_.channel = Channel::kIdentifier;
    }
    result_.name = best_.listed;
    result_.equal_text = best_.equal_text;
    result_.score.millionths = total(channel, qualifiers);
    grade(identifier.has_value(), qualifiers);
    if (explain == Explain::kYes) write(channel, identifier, qualifiers);
    return std::move(result_);
  }

 private:
  void find_best_name() {
    for (std::size_t q = 0; q < query_.names.size(); ++q) {
      for (std::size_t l = 0; l < prepared_.names.size(); ++l) {
        NameMatch found = match_names(q, l);
        const bool first = q == 0 && l == 0;
        const bool better =
            first || (found.equal_text != best_.equal_text ? found.equal_text : found.score > best_.score);
        if (better) best_ = std::move(found);
      }
    }
  }

  NameMatch match_names(std::size_t q, std::size_t l) const {
    const PreparedName& query = query_.names[q];
    const PreparedName& listed = prepared_.names[l];
    NameMatch out;
    out.query = q;
    out.listed = l;
    out.equal_text = share_letters(query, listed);
    const bool as_person = reads_as_person(query_.record.schema, party_.schema);
    const bool person = query_.record.schema == Schema::kPerson || party_.schema == Schema::kPerson;
    // A person is no body whose name has company words, and no body is a person.
    const bool as_organization = !(person && as_person);
    if (as_organization) try_kind(ReadingKind::kOrganization, query, listed, out);
    if (as_person) try_kind(ReadingKind::kPerson, query, listed, out);
    const std::int32_t aligned = out.alignment.score.millionths;
    out.same_words = !out.equal_text && aligned < kSameWords && share_words(query, listed);
    const std::int32_t name_score = out.equal_text ? kScoreOne.millionths : out.same_words ? kSameWords : aligned;
    out.score.millionths = scaled(name_score, strength_factor(party_.names[l].strength));
    return out;
  }

  static void try_kind(ReadingKind kind, const PreparedName& query, const PreparedName& listed, NameMatch& out) {
    const Reading* q = query.reading(kind);
    const Reading* l = listed.reading(kind);
    if (q == nullptr || l == nullptr) return;
    Alignment alignment = align(*q, *l);
    if (alignment.score > out.alignment.score || out.alignment.denominator == 0) {
      out.alignment = std::move(alignment);
      out.kind = kind;
    }
  }

  std::int32_t total(std::int32_t channel, const std::vector<Qualifier>& qualifiers) const {
    std::int32_t sum = channel;
    for (const Qualifier& q : qualifiers) sum += q.value;
    sum = std::clamp(sum, 0, kScoreOne.millionths);
    return best_.equal_text ? std::max(sum, kDefaultThreshold.millionths) : sum;
  }

  void grade(bool identifier, const std::vector<Qualifier>& qualifiers) {
    for (const Qualifier& q : qualifiers) {
      if (q.value < 0 && best_.equal_text) result_.disputed = true;
      if (q.agrees) ++result_.agreeing_fields;
    }
    if (identifier) ++result_.agreeing_fields;
    result_.evidence = evidence(identifier);
  }

  Evidence evidence(bool identifier) const {
    if (identifier) return Evidence::kIdentifier;
    if (query_.names.empty() || prepared_.names.empty()) return Evidence::kEdits;
    const bool same = query_.names[best_.query].script == prepared_.names[best_.listed].script;
    if (best_.equal_text) return same ? Evidence::kSameText : Evidence::kOtherScript;
    if (best_.same_words) return Evidence::kFamily;
    Evidence out = same ? Evidence::kSameText : Evidence::kOtherScript;
    for (const AlignedPair& pair : best_.alignment.pairs) {
      const Rule rule = pair.similarity.rule;
      const Evidence of = rule == Rule::kEqual                             ? out
                          : rule == Rule::kEdit || rule == Rule::kSkeleton ? Evidence::kEdits
                                                                           : Evidence::kFamily;
      out = std::max(out, of);
    }
    return out;
  }

  void write(std::int32_t channel, const std::optional<IdentifierMatch>& identifier,
             const std::vector<Qualifier>& qualifiers) {
    Explanation& root = result_.why;
    root = {"score", "", result_.score.millionths, {}};
    Explanation part{"channel", to_string(result_.channel), channel, {}};
    if (result_.channel == Channel::kIdentifier) {
      part.parts.push_back({"identifier", identifier->text, identifier->strength, {}});
    } else if (!query_.names.empty() && !prepared_.names.empty()) {
      write_name(part);
    }
    root.parts.push_back(std::move(part));
    for (const Qualifier& q : qualifiers) root.parts.push_back({q.what, q.text, q.value, {}});
    if (best_.equal_text) root.parts.push_back({"least_for_equal_text", "", kDefaultThreshold.millionths, {}});
    if (result_.disputed) root.parts.push_back({"grade", "disputed", 0, {}});
    add_flags(root);
  }

  void add_flags(Explanation& root) const {
    if (query_.names.empty() || prepared_.names.empty()) return;
    if (party_.names[best_.listed].strength == NameStrength::kWeak) root.parts.push_back({"flag", "weak_alias", 0, {}});
    const PreparedName& query = query_.names[best_.query];
    const PreparedName& listed = prepared_.names[best_.listed];
    const auto flag = [&](const char* what, bool PreparedName::* trick) {
      if (query.*trick) root.parts.push_back({"flag", concat(what, " in the query"), 0, {}});
      if (listed.*trick) root.parts.push_back({"flag", concat(what, " in the listed name"), 0, {}});
    };
    flag("mixed_script", &PreparedName::mixed_script);
    flag("invisible_characters", &PreparedName::invisible_characters);
    flag("full_width", &PreparedName::full_width);
    if (listed.cut) root.parts.push_back({"flag", "listed_name_cut", kMaxPositions, {}});
  }

  void write_name(Explanation& out) const {
    const PartyName& name = party_.names[best_.listed];
    out.parts.push_back({"query_name", query_.record.names[best_.query], 0, {}});
    out.parts.push_back({"listed_name", name.text, 0, {}});
    out.parts.push_back({"strength", to_string(name.strength), strength_factor(name.strength), {}});
    if (best_.equal_text) out.parts.push_back({"equal_text", "", kScoreOne.millionths, {}});
    if (best_.same_words) out.parts.push_back({"same_words", "in another order", kSameWords, {}});
    out.parts.push_back(write_alignment());
  }

  static std::string shown(const Reading& reading, RunRef run) {
    std::string out;
    for (std::size_t i = 0; i < run.count; ++i) out += (i > 0 ? " " : "") + reading.positions[run.first + i].shown;
    return out;
  }

  static Explanation span_of(const char* what, const Reading& reading, RunRef run) {
    Explanation out{what, shown(reading, run), 0, {}};
    const auto begin = static_cast<std::int64_t>(reading.positions[run.first].source_begin);
    const auto end = static_cast<std::int64_t>(reading.positions[run.first + run.count - 1].source_end);
    out.parts.push_back({"begin", "", begin, {}});
    out.parts.push_back({"end", "", end, {}});
    return out;
  }

  Explanation write_alignment() const {
    const Alignment& a = best_.alignment;
    Explanation out{"name_score", to_string(best_.kind), a.score.millionths, {}};
    const Reading* query = query_.names[best_.query].reading(best_.kind);
    const Reading* listed = prepared_.names[best_.listed].reading(best_.kind);
    if (query == nullptr || listed == nullptr) return out;
    for (const AlignedPair& pair : a.pairs) out.parts.push_back(write_pair(*query, *listed, pair));
    for (const std::size_t i : a.unmatched_query) {
      Explanation part = span_of("unmatched_query", *query, {i, 1});
      part.value = query->positions[i].weight;
      out.parts.push_back(std::move(part));
    }
    for (const std::size_t j : a.unmatched_listed) {
      Explanation part = span_of("unmatched_listed", *listed, {j, 1});
      part.value = listed_charge_of(*query, listed->positions[j]);
      out.parts.push_back(std::move(part));
    }
    out.parts.push_back({"conflict", "", a.conflict_charge, {}});
    if (a.lone_charge > 0) out.parts.push_back({"lone_word", "", a.lone_charge, {}});
    const bool by_acronym = std::any_of(a.pairs.begin(), a.pairs.end(),
                                        [](const AlignedPair& p) { return p.similarity.rule == Rule::kAcronym; });
    if (by_acronym) out.parts.push_back({"most_by_acronym", "", kMostByAcronym, {}});
    if (a.sound_gain > 0) {
      out.parts.push_back({"sound_gain", "", a.sound_gain, {}});
      out.parts.push_back({"most_by_sound", "", kMostBySound, {}});
    }
    out.parts.push_back({"numerator", "", a.numerator, {}});
    out.parts.push_back({"denominator", "", a.denominator, {}});
    return out;
  }

  static Explanation write_pair(const Reading& query, const Reading& listed, const AlignedPair& pair) {
    const Similarity& s = pair.similarity;
    Explanation out{
        "pair", concat(shown(query, pair.query), " = ", shown(listed, pair.listed)), pair.weight * s.value * 100, {}};
    out.parts.push_back({"weight", "", pair.weight, {}});
    out.parts.push_back({"similarity", to_string(s.rule), s.value, {}});
    if (s.edits > 0) out.parts.push_back({"edits", "", s.edits, {}});
    out.parts.push_back({"spelling", concat(s.scheme_a, " / ", s.scheme_b), 0, {}});
    out.parts.push_back(span_of("query_words", query, pair.query));
    out.parts.push_back(span_of("listed_words", listed, pair.listed));
    return out;
  }

  const PreparedQuery& query_;
  const Party& party_;
  const PreparedParty& prepared_;
  NameMatch best_;
  MatchResult result_;
};

Result<PreparedName> prepare_query_name(const std::string& name, Schema schema) {
  if (name.empty()) return Error{ErrorCode::kInvalidArgument, "a name is empty"};
  if (name.size() > kMaxNameBytes) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("a name has ", name.size(), " bytes, at most ", kMaxNameBytes, " are read")};
  }
  if (const auto wrong = find_invalid_utf8(name)) {
    return Error{ErrorCode::kInvalidArgument, concat("a name is not UTF-8 at byte ", *wrong)};
  }
  PreparedName prepared = prepare_name(name, schema);
  if (!prepared.has_word)
    return Error{ErrorCode::kInvalidArgument, concat("no letter or digit in the name ", ticked(name))};
  if (prepared.cut) {
    return Error{ErrorCode::kInvalidArgument,
                 concat("the name ", ticked(name), " has more than ", kMaxPositions, " words")};
  }
  return prepared;
}

// The name, and those that it states (stated_names.h).
void add_stated_names(PreparedQuery& out, const std::string& name, PreparedName whole) {
  std::vector<std::string> stated = stated_names(name);  // the first is the name itself
  out.names.push_back(std::move(whole));
  for (std::size_t i = 1; i < stated.size(); ++i) out.names.push_back(prepare_name(stated[i], out.record.schema));
  for (std::string& text : stated) out.record.names.push_back(std::move(text));
}

}  // namespace

const char* to_string(Channel channel) {
  switch (channel) {
    case Channel::kName:
      return "name";
    case Channel::kEqualText:
      return "equal_text";
    case Channel::kIdentifier:
      return "identifier";
    case Channel::kAddress:
      return "address";
  }
  return "name";
}

std::int32_t strength_factor(NameStrength strength) {
  return strength == NameStrength::kWeak ? 800'000 : 1'000'000;
}

bool reads_as_person(Schema query, Schema listed) {
  const auto may_be = [](Schema s) { return s == Schema::kPerson || s == Schema::kLegalEntity; };
  return may_be(query) && may_be(listed);
}

bool is_unnamed(const QueryRecord& record) {
  return std::all_of(record.names.begin(), record.names.end(), [](const std::string& name) {
    return !name.empty() && name.size() <= kMaxNameBytes && !find_invalid_utf8(name) &&
           !prepare_name(name, Schema::kLegalEntity).has_word;
  });
}

Result<PreparedQuery> prepare_query(const QueryRecord& record) {
  if (record.names.empty()) return Error{ErrorCode::kInvalidArgument, "a query needs a name"};
  PreparedQuery out;
  out.record = record;
  out.record.names.clear();
  for (const std::string& name : record.names) {
    LICET_TRY(PreparedName whole, prepare_query_name(name, record.schema));
    add_stated_names(out, name, std::move(whole));
  }
  for (const std::string& address : record.addresses) out.addresses.push_back(prepare_name(address, Schema::kAddress));
  return out;
}

PreparedParty prepare_party(const Party& party) {
  PreparedParty out;
  for (const PartyName& name : party.names) out.names.push_back(prepare_name(name.text, party.schema));
  for (const std::string& address : party.addresses) out.addresses.push_back(prepare_name(address, Schema::kAddress));
  return out;
}

MatchResult match_prepared(const PreparedQuery& query, const Party& party, const PreparedParty& prepared,
                           Explain explain) {
  return Matcher(query, party, prepared).run(explain);
}

MatchResult match_party(const QueryRecord& query, const Party& party, Explain explain) {
  PreparedQuery prepared;
  prepared.record = query;
  prepared.record.names.clear();
  for (const std::string& name : query.names) add_stated_names(prepared, name, prepare_name(name, query.schema));
  for (const std::string& address : query.addresses)
    prepared.addresses.push_back(prepare_name(address, Schema::kAddress));
  return match_prepared(prepared, party, prepare_party(party), explain);
}

}  // namespace licet
