#include "match/address.h"

#include <doctest/doctest.h>

namespace licet {

namespace {

Truth same(std::string_view a, std::string_view b) {
  const Truth one = same_address(address_parts(a), address_parts(b));
  CHECK(one == same_address(address_parts(b), address_parts(a)));
  return one;
}

}  // namespace

TEST_CASE("address: the numbers and the letters decide, not the way of writing") {
  constexpr const char* kListed = "Unit 04, 7/F Heron Way Tower, No. 33 Long Reed Road, Northport, Harbour Bay.";
  CHECK(same(kListed, kListed) == Truth::kTrue);
  CHECK(same(kListed, "Room 4, 7th Floor, Heron Way Tower, 33 Long Reed Rd., Northport") == Truth::kTrue);
  CHECK(same(kListed, "UNIT 4 7F HERON WAY TOWER, NO 33 LONG REED RD, HARBOUR BAY") == Truth::kTrue);
  CHECK(same(kListed, "Unit 4, Heron Way Tower, 33 Long Reed Road") == Truth::kUnknown);
  CHECK(same(kListed, "Unit 5, 7/F Heron Way Tower, No. 33 Long Reed Road, Northport") == Truth::kFalse);
  CHECK(same(kListed, "Unit 4, 7/F Old Mill House, 33 Sparrow Street, Westport") == Truth::kFalse);
  CHECK(same(kListed, "Heron Way Tower") == Truth::kFalse);
  CHECK(same(kListed, "33") == Truth::kFalse);
  CHECK(same(kListed, "") == Truth::kFalse);
  CHECK(same(kListed, "\xff") == Truth::kFalse);
}

TEST_CASE("address: letters at numbers, joined words, marks") {
  CHECK(same("Room 19C Reed Centre 301-307, Reed Rd. Wan Lake", "19C Reed Center, 301-307 Reed Road, Wan Lake") ==
        Truth::kTrue);
  CHECK(same("Room 19C Reed Centre 301-307, Reed Rd.", "Room 19D Reed Centre 301-307, Reed Rd.") == Truth::kFalse);
  CHECK(same("Office 4, 16/F Ho Lake Centre, 2-16 Fayuen Street", "Office 4, 16/F, Ho Lake Centre, 2-16 Fa Yuen St") ==
        Truth::kTrue);
  CHECK(same("No: 52 Hasat Sk., Kamara Iç Kapi No: 1, Sisli", "Hasat Sk. 52, Kamara Ic Kapi 1, Şişli") == Truth::kTrue);
  CHECK(same("1318-19, 13F, Holly Plaza, 610 Nathan Road", "1318-20, 13F, Holly Plaza, 610 Nathan Road") ==
        Truth::kFalse);
}

}  // namespace licet
