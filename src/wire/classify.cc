#include "wire/classify.h"

#include "base/text_util.h"
#include "wire/book.h"
#include "wire/hit.h"

namespace licet {

namespace {

// `3A090` and `a.1` of `3A090.a.1`.
std::pair<std::string, std::string> code_parts(const std::string& code) {
  const auto dot = code.find('.');
  return {code.substr(0, dot), dot == std::string::npos ? std::string() : code.substr(dot + 1)};
}

// Exact where the decimal ends, so that no figure is rounded onto a line.
Json figure_json(const Rational& figure) {
  const std::string exact = figure.to_string();
  return Json::number_text(exact.find('/') == std::string::npos ? exact : figure.to_decimal(6));
}

Json paragraph_json(const rules::EntryVerdict& verdict) {
  const auto [eccn, paragraph] = code_parts(verdict.entry->name);
  Json out = Json::object();
  out.append_member("eccn", Json::string(eccn));
  out.append_member("paragraph", Json::string(paragraph));
  out.append_member("from", Json::string(to_string(verdict.from)));
  out.append_member("until", verdict.until ? Json::string(to_string(*verdict.until)) : Json::null());
  out.append_member("because", strings_json(verdict.because));
  out.append_member("citation", Json::string(verdict.version->cite));
  out.append_member("source", Json::string(verdict.version->source));
  if (!verdict.version->note.empty()) out.append_member("note", Json::string(verdict.version->note));
  return out;
}

Json undecided_json(const rules::EntryVerdict& verdict) {
  const auto [eccn, paragraph] = code_parts(verdict.entry->name);
  Json out = Json::object();
  out.append_member("eccn", Json::string(eccn));
  out.append_member("paragraph", Json::string(paragraph));
  out.append_member("missing", strings_json(verdict.missing));
  return out;
}

void add_verdicts(Json& out, const rules::Classification& classification) {
  Json paragraphs = Json::array();
  Json undecided = Json::array();
  for (const rules::EntryVerdict& verdict : classification.entries) {
    if (verdict.value == Truth::kTrue) {
      paragraphs.push(paragraph_json(verdict));
    } else {
      undecided.push(undecided_json(verdict));
    }
  }
  out.set("paragraphs", std::move(paragraphs)).set("undecided", std::move(undecided));
}

// Figures of the item that are known, stated or computed.
Json metrics_json(const rules::Law& law, const ClassifyAnswer& answer) {
  Json out = Json::object();
  for (std::size_t i = 0; i < law.schema().facts().size(); ++i) {
    const rules::FactDecl& fact = law.schema().facts()[i];
    if (fact.entity != rules::EntityKind::kItem || fact.type != rules::FactType::kNumber) continue;
    const rules::Possible* value = answer.input.facts.find(answer.item, static_cast<int>(i));
    if (value == nullptr) continue;
    const std::string name = fact.name.substr(fact.name.find('.') + 1);
    out.set(name, value->number.is_point() ? figure_json(*value->number.low) : Json::string(to_string(value->number)));
  }
  return out;
}

}  // namespace

Json margin_json(const rules::Margin& margin) {
  Json out = Json::object();
  out.append_member("line", Json::string(margin.line));
  out.append_member("metric", Json::string(margin.metric));
  out.append_member("value", figure_json(margin.value));
  out.append_member("limit", figure_json(margin.limit));
  out.append_member("test", Json::string(to_string(margin.op)));
  out.append_member("headroom", figure_json(margin.headroom));
  return out;
}

Json classify_json(const Book& book, const rules::Law& law, const Json& item, Date on, const ClassifyAnswer& answer) {
  Json out = Json::object();
  out.append_member("item", item);
  out.append_member("on", Json::string(to_string(on)));
  add_verdicts(out, answer.classification);
  out.append_member("metrics", metrics_json(law, answer));
  Json margins = Json::array();
  for (const rules::Margin& margin : answer.classification.margins) margins.push(margin_json(margin));
  out.append_member("margins", std::move(margins));
  if (!answer.history.empty()) {
    Json history = Json::array();
    for (const ClassifyEpoch& epoch : answer.history) {
      Json row = Json::object();
      row.append_member("from", Json::string(to_string(epoch.from)));
      row.append_member("until", epoch.until ? Json::string(to_string(*epoch.until)) : Json::null());
      add_verdicts(row, epoch.classification);
      history.push(std::move(row));
    }
    out.append_member("history", std::move(history));
  }
  out.append_member("notes", strings_json(answer.input.notes));
  out.append_member("book", book_brief_json(book));
  out.append_member("law_hash", Json::string(law.hash()));
  return out;
}

}  // namespace licet
