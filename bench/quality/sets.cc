#include "bench/quality/sets.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include "base/compress.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/table.h"
#include "base/text_util.h"
#include "bench/quality/disturb.h"
#include "index/name_index.h"
#include "lists/list_record.h"
#include "match/compat.h"
#include "match/match.h"
#include "text/fold.h"
#include "text/token.h"

namespace licet::bench {

namespace {

using Row = std::map<std::string, std::string, std::less<>>;

enum class Part : std::uint8_t { kDev, kTest };

Part part_of(std::string_view key) {
  return std::stoul(sha256_hex(key).substr(0, 2), nullptr, 16) >= 205 ? Part::kTest : Part::kDev;
}

std::string read_text(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) {
    std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
    std::exit(2);
  }
  return decompressed(std::move(bytes).value(), path, std::uint64_t{1} << 30).value();
}

std::vector<Row> read_csv(const std::string& path) {
  const std::string text = read_text(path);
  CsvReader reader(text);
  std::vector<std::string> header;
  std::vector<Row> rows;
  while (auto record = reader.next().value()) {
    if (header.empty()) {
      header = record->cells;
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < header.size() && i < record->cells.size(); ++i) row[header[i]] = record->cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Json> read_lines(const std::string& path) {
  const std::string text = read_text(path);
  std::vector<Json> out;
  for (const std::string_view line : split(text, '\n')) {
    if (!trimmed(line).empty()) out.push_back(parse_json(line).value());
  }
  return out;
}

std::string text_at(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found == nullptr ? std::string() : found->text();
}

Party party_of(std::vector<std::string> names, Schema schema) {
  Party party;
  party.schema = schema;
  party.caption = names.front();
  for (std::string& name : names)
    party.names.push_back({std::move(name), NameKind::kPrimary, NameStrength::kStrong, true, {}, "", Certainty::kA});
  return party;
}

QueryRecord query_of(std::string name, Schema schema) {
  QueryRecord query;
  query.names = {std::move(name)};
  query.schema = schema;
  return query;
}

Score pair_score(const std::string& a, const std::string& b, Schema schema) {
  return match_party(query_of(a, schema), party_of({b}, schema), Explain::kNo).score;
}

// True positives and so on, for F1.
struct Tally {
  double found = 0, wrong = 0, missed = 0;
  void add(bool said, bool truth) {
    found += said && truth ? 1 : 0;
    wrong += said && !truth ? 1 : 0;
    missed += !said && truth ? 1 : 0;
  }
  double f1() const { return found > 0 ? 2 * found / (2 * found + wrong + missed) : 0; }
};

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), labelled_(options.folder + "/data/labelled/") {}

  std::vector<Line> run() {
    const std::vector<std::pair<const char*, std::function<void()>>> sets = {
        {"pairs", [this] { pairs(); }},     {"records", [this] { records(); }},
        {"ofac", [this] { ofac(); }},       {"native", [this] { native(); }},
        {"persons", [this] { persons(); }}, {"companies", [this] { companies(); }},
        {"scripts", [this] { scripts(); }}, {"negatives", [this] { negatives(); }},
        {"recall", [this] { recall(); }},
    };
    for (const auto& [name, measure_set] : sets) {
      const bool wanted =
          options_.only.empty() || std::find(options_.only.begin(), options_.only.end(), name) != options_.only.end();
      if (wanted) measure_set();
    }
    if (options_.print_curve) print_curve();
    return std::move(lines_);
  }

 private:
  void emit(Line line) {
    std::printf("%-34s %-28s %6.3f %6.3f %6.3f %6zu  %-10s %s\n", line.set.c_str(), line.measure.c_str(), line.dev,
                line.test, line.whole, line.rows, line.goal.c_str(), line.peer.c_str());
    std::fflush(stdout);
    lines_.push_back(std::move(line));
  }

  void wrong(Part part, const std::string& text) const {
    if (options_.print_wrong && part == Part::kDev) std::printf("  %s\n", text.c_str());
  }

  static constexpr std::int32_t kCurveFrom = 600'000;
  static constexpr std::int32_t kCurveTo = 900'000;
  static constexpr std::int32_t kCurveStep = 50'000;

  // One row for each set: the share at or above each threshold.
  void print_curve() const {
    std::printf("%-34s", "share at or above");
    for (std::int32_t t = kCurveFrom; t <= kCurveTo; t += kCurveStep) std::printf(" %6.2f", t / 1e6);
    std::printf("\n");
    for (const auto& [set, scores] : scores_) {
      std::printf("%-34s", set.c_str());
      for (std::int32_t t = kCurveFrom; t <= kCurveTo; t += kCurveStep) {
        const auto reached = std::count_if(scores.begin(), scores.end(), [t](Score s) { return s.millionths >= t; });
        std::printf(" %6.4f", static_cast<double>(reached) / static_cast<double>(scores.size()));
      }
      std::printf("\n");
    }
  }

  struct Truth {
    std::string a, b;
    Schema schema;
    bool is_match;
  };

  void f1(const std::string& set, const std::vector<Truth>& rows, const char* goal, const char* peer) {
    std::array<Tally, 2> parts;
    Tally whole;
    std::array<Tally, 16> curve;
    for (const Truth& row : rows) {
      const Part part = part_of(concat(row.a, "\t", row.b));
      const Score score = pair_score(row.a, row.b, row.schema);
      const bool said = score >= kDefaultThreshold;
      parts[static_cast<std::size_t>(part)].add(said, row.is_match);
      whole.add(said, row.is_match);
      for (std::size_t t = 0; t < curve.size(); ++t)
        curve[t].add(score.millionths >= 600'000 + static_cast<int>(t) * 20'000, row.is_match);
      if (said != row.is_match) {
        wrong(part, concat(row.is_match ? "missed " : "false  ", score.millionths, "  ", row.a, " | ", row.b));
      }
    }
    emit({set, "F1 at 0.70", parts[0].f1(), parts[1].f1(), whole.f1(), rows.size(), goal, peer});
    if (!options_.print_wrong) return;
    for (std::size_t t = 0; t < curve.size(); ++t)
      std::printf("  at %.2f  F1 %.3f\n", 0.6 + static_cast<double>(t) * 0.02, curve[t].f1());
  }

  void pairs() {
    std::vector<Truth> rows;
    Count strong;
    for (const Row& row : read_csv(labelled_ + "name_bench_cases.csv")) {
      const Schema schema = parse_schema(row.at("schema")).value_or(Schema::kLegalEntity);
      rows.push_back({row.at("name1"), row.at("name2"), schema, row.at("is_match") == "true"});
      if (row.at("quality") != "STRONG") continue;
      ++strong.all;
      const Truth& t = rows.back();
      const bool right = (pair_score(t.a, t.b, t.schema) >= kDefaultThreshold) == t.is_match;
      if (!right) wrong(Part::kDev, concat("STRONG ", t.a, " | ", t.b));
      strong.good += right ? 1 : 0;
    }
    f1("name pairs", rows, ">= 0.88", "0.805 logic-v2, 0.687 Watchman at best");
    emit({"name pairs, STRONG", "right", strong.share(), strong.share(), strong.share(), strong.all, "1", ""});
  }

  void records() {
    std::vector<Truth> rows;
    for (const Json& row : read_lines(labelled_ + "entity_bench_checks.jsonl")) {
      const Json& a = *row.find("query");
      const Json& b = *row.find("candidate");
      const auto plain = [](const Json& record) {
        return record.members().size() == 1 && record.find("name") != nullptr;
      };
      if (!plain(a) || !plain(b)) continue;
      const auto name = [](const Json& record) {
        const Json& value = *record.find("name");
        return value.is_array() ? value.items().at(0).text() : value.text();
      };
      const Schema schema = parse_schema(text_at(row, "schema")).value_or(Schema::kLegalEntity);
      rows.push_back({name(a), name(b), schema, row.find("match")->as_bool()});
    }
    f1("record pairs, names alone", rows, ">= 0.90", "0.921 logic-v2");
  }

  // Shares over two parts and as a whole.
  struct Shares {
    std::array<Count, 2> parts;
    Count whole;
    void add(Part part, bool good) {
      Count& of = parts[static_cast<std::size_t>(part)];
      ++of.all;
      ++whole.all;
      of.good += good ? 1 : 0;
      whole.good += good ? 1 : 0;
    }
  };

  void emit_share(const std::string& set, const char* what, const Shares& shares, const char* goal, const char* peer) {
    emit({set, what, shares.parts[0].share(), shares.parts[1].share(), shares.whole.share(), shares.whole.all, goal,
          peer});
  }

  void ofac() {
    Shares shares;
    for (const Row& row : read_csv(labelled_ + "ofac_search_scores.csv")) {
      const int ours = (ofac_score(row.at("name1"), row.at("name2")).millionths + 5'000) / 10'000;
      const bool near = std::abs(ours - std::atoi(row.at("ofac_score").c_str())) <= 5;
      const Part part = part_of(row.at("name1") + "\t" + row.at("name2"));
      if (!near)
        wrong(part, concat(ours, " for ", row.at("ofac_score"), "  ", row.at("name1"), " | ", row.at("name2")));
      shares.add(part, near);
    }
    emit_share("Treasury's search scores", "within 5 points", shares, ">= 0.97", "0.957 on 164, claimed");
  }

  // Pairs that are one name: the share at or above the threshold.
  void found(const std::string& set, const std::vector<Truth>& rows, const char* goal, const char* peer) {
    Shares shares;
    for (const Truth& row : rows) {
      const Part part = part_of(row.b);
      const Score score = pair_score(row.a, row.b, row.schema);
      scores_[set].push_back(score);
      if (score < kDefaultThreshold) wrong(part, concat("missed ", score.millionths, "  ", row.a, " | ", row.b));
      shares.add(part, score >= kDefaultThreshold);
    }
    emit_share(set, "found at 0.70", shares, goal, peer);
  }

  void native() {
    std::map<std::string, std::set<std::string>> aliases;
    const std::vector<Json> all = read_lines(labelled_ + "listed_entities_native_script.jsonl");
    for (const Json& row : all) {
      for (const Json& alias : row.find("aliases")->items()) aliases[text_at(row, "english")].insert(alias.text());
    }
    std::map<std::string, Shares> by_script;
    for (const Json& row : all) {
      if (row.find("n_english_sharing_native")->text() != "1") continue;
      const std::string english = text_at(row, "english");
      std::vector<std::string> names = {english};
      names.insert(names.end(), aliases[english].begin(), aliases[english].end());
      for (std::size_t i = 0, given = names.size(); i < given; ++i) {
        for (std::string& part : names_between_dashes(names[i])) names.push_back(std::move(part));
      }
      const std::string native = text_at(row, "native");
      const Score score = match_party(query_of(native, Schema::kLegalEntity),
                                      party_of(std::move(names), Schema::kLegalEntity), Explain::kNo)
                              .score;
      const Part part = part_of(native);
      by_script[text_at(row, "script")].add(part, score >= kDefaultThreshold);
      scores_[concat("listed bodies, ", text_at(row, "script"))].push_back(score);
      if (score < kDefaultThreshold) wrong(part, concat("missed ", score.millionths, "  ", native, " | ", english));
    }
    for (const auto& [script, shares] : by_script) {
      const bool cyrillic = script == "Cyrillic";
      emit_share(concat("listed bodies, ", script), "found at 0.70", shares, cyrillic ? ">= 0.90" : ">= 0.75",
                 cyrillic          ? "0.27 logic-v2"
                 : script == "Han" ? "0 logic-v2"
                                   : "0.007 logic-v2");
    }
  }

  void persons() {
    std::vector<Truth> rows;
    for (const Json& row : read_lines(labelled_ + "eu_sanctions_native_script_nc.jsonl.zst")) {
      const Json* scripts = row.find("scripts");
      const bool one = scripts != nullptr && scripts->items().size() == 1 && scripts->items()[0].text() == "CYRILLIC";
      if (one && text_at(row, "schema") == "Person")
        rows.push_back({text_at(row, "native"), text_at(row, "name"), Schema::kPerson, true});
    }
    found("listed persons, Cyrillic", rows, ">= 0.97", "0.27 logic-v2");
  }

  void companies() {
    const std::vector<Row> rows = read_csv(labelled_ + "companies_zh_en_szse.csv.zst");
    std::vector<Party> parties;
    parties.reserve(rows.size());
    for (const Row& row : rows) parties.push_back(party_of({row.at("name_en")}, Schema::kOrganization));
    const NameIndex index = NameIndex::build(parties);
    Shares shares;
    for (std::size_t i = 0; i < rows.size(); i += options_.every) {
      SearchOptions options;
      options.threshold = Score{300'000};
      options.limit = 1;
      const auto answer = index.search(query_of(rows[i].at("name_zh"), Schema::kLegalEntity), options).value();
      const bool first = !answer.hits.empty() && answer.hits[0].party == i;
      const Part part = part_of(rows[i].at("name_zh"));
      shares.add(part, first);
      if (!first) {
        const bool none = answer.hits.empty();
        wrong(part, concat("missed ", none ? 0 : answer.hits[0].match.score.millionths, " (own ",
                           pair_score(rows[i].at("name_zh"), rows[i].at("name_en"), Schema::kOrganization).millionths,
                           ")  ", rows[i].at("name_zh"), " | ", rows[i].at("name_en"), " | got ",
                           none ? "nothing" : parties[answer.hits[0].party].caption));
      }
    }
    emit_share("Shenzhen companies", "its English name first", shares, ">= 0.80", "none published");
  }

  void scripts() {
    for (const char* language : {"korean", "hebrew"}) {
      std::vector<Truth> rows;
      const auto table = read_csv(concat(labelled_, "fullname_pairs_", language, ".csv.zst"));
      for (std::size_t i = 0; i < table.size(); i += 17)
        rows.push_back({table[i].at("native"), table[i].at("english"), Schema::kPerson, true});
      found(concat("full names, ", language), rows, "", "none published");
    }
    for (const char* language : {"arabic", "chinese", "hebrew", "japanese", "korean", "russian"}) {
      std::vector<Truth> rows;
      const auto table = read_csv(concat(labelled_, "translit_words_", language, ".csv.zst"));
      for (std::size_t i = 0; i < table.size(); i += 17)
        rows.push_back({table[i].at("native"), table[i].at("english"), Schema::kPerson, true});
      found(concat("single name words, ", language), rows, "", "none published");
    }
    std::vector<Truth> rows;
    for (const Json& row : read_lines(labelled_ + "meti_russia_ja_en.jsonl"))
      rows.push_back({text_at(row, "ja"), text_at(row, "en"), Schema::kOrganization, true});
    found("Russian bodies, Japanese", rows, "", "none published");
  }

  static std::vector<Party> screening_list(const std::string& folder) {
    std::vector<Party> out;
    const Json list = parse_json(read_text(folder + "/data/csl/csl_2026-07-31_projection.json.zst")).value();
    for (const Json& entry : list.find("entries")->items()) {
      std::vector<std::string> names = {std::string(trimmed(text_at(entry, "n")))};
      if (const Json* more = entry.find("a")) {
        for (const Json& alias : more->items()) names.emplace_back(trimmed(alias.text()));
      }
      out.push_back(party_of(std::move(names), Schema::kLegalEntity));
    }
    return out;
  }

  SearchOptions search_options() const {
    SearchOptions options;
    if (options_.print_curve) options.threshold = Score{kCurveFrom};
    return options;
  }

  // Disturbed names of the screening list: is the party they came from among the hits at the default threshold?
  void recall() {
    const std::vector<Party> parties = screening_list(options_.folder);
    const NameIndex index = NameIndex::build(parties);
    std::vector<NamedParty> names;
    for (std::size_t p = 0; p < parties.size(); ++p) {
      for (const PartyName& name : parties[p].names) names.push_back({p, name.text});
    }
    std::map<std::string, Shares> by_kind;
    for (const Disturbed& d : disturbed(names, 400 / options_.every, 20261128)) {
      const auto answer = index.search(query_of(d.query, Schema::kLegalEntity), search_options());
      Score own{0};
      if (answer) {
        for (const NameHit& hit : answer->hits) own = hit.party == d.party ? std::max(own, hit.match.score) : own;
      }
      const bool found = own >= kDefaultThreshold;
      scores_[concat("disturbed names, ", d.kind)].push_back(own);
      by_kind[d.kind].add(part_of(d.query), found);
      if (!found) wrong(Part::kDev, concat(d.kind, " missed  ", d.query, " | ", parties[d.party].caption));
    }
    for (const auto& [kind, shares] : by_kind) {
      const bool all = kind == "exact" || kind == "reorder";
      emit_share(concat("disturbed names, ", kind), "right party found", shares,
                 all                  ? "1"
                 : kind == "edit_all" ? ">= 0.90"
                                      : ">= 0.99",
                 kind == "edit_all" ? "0.665 logic-v2, 0.11 Watchman" : "");
    }
  }

  // The words of a name as a set, without company forms if asked: the same set is the same name, and its hit no false
  // alarm.
  static std::string word_set(std::string_view name, bool without_forms) {
    static const std::set<std::string, std::less<>> kForms = {"co",  "ltd",  "limited",    "company",
                                                              "inc", "corp", "corporation"};
    const auto folded = fold(name);
    if (!folded) return {};
    std::set<std::string> words;
    for (const Token& token : tokens_of(*folded, name)) {
      std::string key = token_key(token_text(*folded, token));
      if (!(without_forms && kForms.contains(key))) words.insert(std::move(key));
    }
    std::string out;
    for (const std::string& word : words) out += word + " ";
    return without_forms && words.size() < 2 ? std::string() : out;
  }

  void negatives() {
    const std::vector<Party> parties = screening_list(options_.folder);
    const NameIndex index = NameIndex::build(parties);
    std::set<std::string> listed = {""};
    for (const Party& party : parties) {
      for (const PartyName& name : party.names) {
        listed.insert(word_set(name.text, false));
        listed.insert("core " + word_set(name.text, true));
      }
    }
    listed.erase("");
    listed.erase("core ");
    const auto is_listed = [&](const std::string& name) {
      return listed.contains(word_set(name, false)) || listed.contains("core " + word_set(name, true));
    };
    struct Source {
      const char *title, *file;
      std::vector<const char*> columns;
      Schema schema;
      std::size_t step;
    };
    const std::vector<Source> sources = {
        {"synthetic persons", "persons_negative_global.csv.zst", {"full_name"}, Schema::kPerson, 5},
        {"Chinese companies", "companies_zh_en_szse.csv.zst", {"name_zh", "name_en"}, Schema::kOrganization, 1},
        {"Japanese companies", "companies_ja_en_edinet.csv.zst", {"name_ja", "name_en"}, Schema::kOrganization, 1},
        {"Taiwanese companies", "companies_zh_en_taiwan.csv.zst", {"name_zh"}, Schema::kOrganization, 1}};
    for (const Source& source : sources) {
      Shares shares;
      const auto rows = read_csv(labelled_ + source.file);
      for (std::size_t i = 0; i < rows.size(); i += source.step * options_.every) {
        for (const char* column : source.columns) {
          const auto cell = rows[i].find(column);
          const auto english = rows[i].find(source.schema == Schema::kPerson ? "full_name" : "name_en");
          if (english != rows[i].end() && is_listed(english->second)) continue;
          if (cell != rows[i].end() && !trimmed(cell->second).empty())
            alarm(index, parties, source.title, cell->second, source.schema, shares);
        }
      }
      emit({concat("false alarms, ", source.title), "per 1,000 at 0.70", shares.parts[0].share() * 1000,
            shares.parts[1].share() * 1000, shares.whole.share() * 1000, shares.whole.all, "<= 10",
            source.schema == Schema::kPerson ? "15 logic-v2, 7 Watchman" : "none published"});
    }
  }

  void alarm(const NameIndex& index, const std::vector<Party>& parties, const char* set, const std::string& name,
             Schema schema, Shares& shares) {
    const auto answer = index.search(query_of(name, schema), search_options());
    if (!answer) return;
    const Part part = part_of(name);
    const Score best = answer->hits.empty() ? Score{0} : answer->hits[0].match.score;
    scores_[concat("false alarms, ", set)].push_back(best);
    shares.add(part, best >= kDefaultThreshold);
    if (best < kDefaultThreshold) return;
    const NameHit& hit = answer->hits[0];
    wrong(part, concat("alarm ", hit.match.score.millionths, "  ", name, " | ",
                       parties[hit.party].names[hit.match.name].text));
  }

  Options options_;
  std::string labelled_;
  std::vector<Line> lines_;
  std::map<std::string, std::vector<Score>> scores_;  // for the curve
};

}  // namespace

std::vector<Line> measure(const Options& options) {
  std::printf("%-34s %-28s %6s %6s %6s %6s  %-10s %s\n", "set", "measure", "dev", "test", "all", "rows", "goal",
              "peers");
  return Bench(options).run();
}

}  // namespace licet::bench
