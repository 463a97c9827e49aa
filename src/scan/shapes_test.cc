#include "scan/shapes.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace licet {

namespace {

Party party(const std::string& name, Schema schema = Schema::kOrganization) {
  Party out;
  out.id = name;
  out.caption = name;
  out.schema = schema;
  out.names.push_back({name, NameKind::kPrimary, NameStrength::kStrong, true, std::nullopt, "", Certainty::kA});
  return out;
}

std::string dumps(const std::vector<Party>& parties) {
  std::string out;
  for (const Shape& shape : make_shapes(parties, ScanWords::builtin()).shapes) out += dump(shape) + "\n";
  return out;
}

bool has_shape(const std::vector<Party>& parties, const std::string& text) {
  return dumps(parties).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("shapes: legal forms, brackets, persons") {
  CHECK(dumps({party("Halden Optics Co., Ltd.")}) == "halden optics | without legal form | strong\n");
  CHECK(dumps({party("Semiconductor Makers Kombinat (SMKO)")}) ==
        "smko | short form in brackets | acronym\n"
        "semiconductor makers kombinat | as listed | strong\n");
  CHECK(dumps({party("DROVENKO, Ivan", Schema::kPerson)}) ==
        "drovenko ivan | as listed | person\n"
        "ivan drovenko | name order turned | person\n");
  CHECK(dumps({party("Ocean Ltd")}) == "ocean | without legal form | weak with legal form\n");
  CHECK(dumps({party("OCEAN STAR", Schema::kVessel)}) == "ocean star | as listed | vessel\n");
}

TEST_CASE("shapes: what words prove") {
  CHECK(dumps({party("Digital Cloud")}) == "digital cloud | as listed | phrase\n");
  CHECK(dumps({party("Hikvisio")}) == "hikvisio | as listed | strong\n");
  CHECK(dumps({party("Mate")}) == "mate | as listed | weak\n");
  CHECK(dumps({party("QZX")}) == "qzx | as listed | acronym\n");
}

TEST_CASE("shapes: places, institutes, list spelling, Han names") {
  CHECK(has_shape({party("Halden (Hong Kong) Ltd.")}, "halden hk | place variant"));
  CHECK(has_shape({party("Halden 12th Research Institute")}, "twelfth research institute of halden | institute order"));
  CHECK(has_shape({party("Halden Institute No. 12")}, "12th institute of halden | institute order"));
  CHECK(has_shape({party("华轮技术有限公司")}, "华轮技术 | without legal form | strong"));
  std::vector<Party> parties;
  for (const char* name : {"Aa Technology", "Bb Technology", "Cc Technology", "Dd Technology", "Ee Technology"})
    parties.push_back(party(name));
  parties.push_back(party("Sumor Techology Ltd."));
  CHECK(has_shape(parties, "sumor technology | list spelling repaired | strong"));
}

TEST_CASE("shapes: the bare brand of a group names the party whose caption it heads") {
  std::vector<Party> parties = {party("Varn Software Design Bureau Ltd."), party("Varn Group Co., Ltd.")};
  for (Party& p : parties) p.group = "varn";
  CHECK(has_shape(parties, "varn | brand of the group"));
}

TEST_CASE("shapes: records of one caption and country are one party") {
  std::vector<Party> parties = {party("Varn Group Co., Ltd."), party("VARN GROUP CO LTD"), party("Varn Group LLC")};
  parties[0].countries = {"CN"};
  parties[1].countries = {"CN", "HK"};
  parties[2].countries = {"RU"};
  const ShapeSet set = make_shapes(parties, ScanWords::builtin());
  CHECK(set.identity == std::vector<std::uint32_t>{0, 0, 2});
}

}  // namespace licet
