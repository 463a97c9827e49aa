// Laws that are made up for a test, and orders under them.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/json.h"
#include "rules/facts/order_reader.h"
#include "support/law_maker.h"

namespace licet::test {

// A law with the facts and tables of `made_sources`.
inline std::shared_ptr<const rules::Law> made_law(const std::string& text) {
  auto law = rules::Law::load(made_sources(text));
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message) << "\n" << text);
  return *law;
}

// An order under it; of 2024-01-01 where it has no day of its own.
inline rules::Case made_case(const std::string& order, const rules::Law& law) {
  auto input = rules::read_order(parse_json(order).value(), law, nullptr, parse_date("2024-01-01").value());
  REQUIRE_MESSAGE(input.has_value(), (input ? "" : input.error().message) << "\n" << order);
  return std::move(input->facts);
}

}  // namespace licet::test
