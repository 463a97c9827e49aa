// The canonical form and the law text say the same: text, canonical, text, canonical.
#include "rules/proof/canonical.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/text_util.h"
#include "rules/syntax/format.h"
#include "support/law_maker.h"

using namespace licet;
using namespace licet::rules;
using namespace licet::test;

namespace {

// The same law with each statement written from its canonical form.
void comes_back(const std::vector<LawSource>& sources) {
  const auto law = Law::load(sources);
  REQUIRE_MESSAGE(law.has_value(), (law ? "" : law.error().message));
  const CanonicalLaw canonical(**law);
  std::vector<LawSource> again;
  for (const LawSource& source : sources) {
    if (!source.path.ends_with(".law") && !source.path.ends_with(".tests")) again.push_back(source);
  }
  for (const auto& tree : (*law)->trees()) {
    if (tree->path.ends_with(".tests")) continue;
    LawTree head;
    head.section = tree->section;
    head.checked = tree->checked;
    head.includes = tree->includes;
    std::string text = format(head);
    for (const auto& decl : tree->decls) {
      if (decl->kind == DeclKind::kTest) continue;
      auto one = law_text(canonical.line_of(*decl).text);
      REQUIRE_MESSAGE(one.has_value(), (one ? "" : one.error().message));
      text += *one;
    }
    again.push_back(LawSource{tree->path, text});
  }
  const auto back = Law::load(again);
  REQUIRE_MESSAGE(back.has_value(), (back ? "" : back.error().message));
  const CanonicalLaw second(**back);
  REQUIRE(second.lines().size() == canonical.lines().size());
  for (std::size_t i = 0; i < second.lines().size(); ++i) CHECK(second.lines()[i].text == canonical.lines()[i].text);
  CHECK(second.hash() == canonical.hash());
}

}  // namespace

TEST_CASE("canonical form: the whole law comes back from it") {
  std::vector<LawSource> sources;
  for (const std::string& path : list_files(LICET_SOURCE_DIR "/law", "").value())
    sources.push_back(LawSource{path, read_file(LICET_SOURCE_DIR "/law/" + path).value()});
  comes_back(sources);
}

TEST_CASE("canonical form: random laws come back from it") {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    Dice dice(seed * 31337U);
    comes_back(made_sources(LawMaker(dice).law()));
  }
}

TEST_CASE("canonical form: numbers are exact and in lowest terms") {
  for (const auto& [text, canonical] : {std::pair("4.80", "24/5"), std::pair("4_800", "4800"), std::pair("0.5", "1/2"),
                                        std::pair("100/3", "100/3"), std::pair("0", "0"), std::pair("0.04", "1/25")})
    CHECK(canonical_number(Rational::parse(text).value()) == canonical);
}
