"""Owners that the order states: on one list or on two, alone and together, and those that it does not state."""
import json
import unittest

import licet

HUAWEI = "Huawei Technologies Co., Ltd."  # on the Entity List for all items
AECC = "AECC South Industry Company Limited"  # on the Military End User List


def check(owners, date="2025-10-15", eccn="EAR99", profile="ordinary", **party):
    order = {"date": date, "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
             "parties_complete": True, "items": [{"eccn": eccn, "made_in": "US"}],
             "parties": [{"name": "Nobody At All Ltd", "role": "end_user", "country": "CN", "headquarters": "CN",
                          "owners": [{"name": name, "share": share} for name, share in owners], **party}]}
    answer, = licet.answers("check", licet.made("owners.json", json.dumps(order)), "--book", "starter", "--profile", profile)
    return answer


class Owners(unittest.TestCase):
    def met(self, answer):
        return answer["outcome"], [row["rule"] for row in answer["requirements"] if row["status"] == "in_force"]

    def test_owners_on_the_military_end_user_list(self):
        owned = [(AECC, "50")]
        self.assertEqual(self.met(check(owned, eccn="3A991")), ("license_required", ["744.21/meu_affiliates"]))
        self.assertEqual(self.met(check(owned)), ("undecided", []))  # others may hold the other half
        self.assertEqual(check(owned, eccn="3A991", date="2026-03-02")["outcome"], "no_license_required")
        self.assertEqual(check(owned, eccn="3A991", date="2026-12-01")["outcome"], "undecided")

    def test_owners_on_two_lists_count_together_by_the_stricter_one(self):
        self.assertEqual(self.met(check([(HUAWEI, "30"), (AECC, "20")])), ("license_required", ["744.11/affiliates"]))
        self.assertEqual(check([(HUAWEI, "30"), (AECC, "19.9")])["outcome"], "undecided")

    def test_a_listed_owner_takes_the_assumption_away_that_owners_are_all_stated(self):
        answer = check([(HUAWEI, "40")])
        self.assertEqual(answer["outcome"], "undecided")
        self.assertEqual(answer["questions"][0]["fact"], "party.owners_complete (Nobody At All Ltd)")
        self.assertEqual([row["red_flag"] for row in answer["findings"]], ["732/listed_owner"])
        self.assertEqual(check([(HUAWEI, "40")], owners_complete=True)["outcome"], "no_license_required")
        self.assertEqual(check([(HUAWEI, "40")], date="2026-03-02")["outcome"], "no_license_required")
        self.assertEqual(check([(HUAWEI, "40")], date="2026-12-01")["outcome"], "undecided")

    def test_that_owners_are_all_stated_is_an_assumption_and_said(self):
        answer = check([("Somebody Else Ltd", "100")])
        self.assertEqual(answer["outcome"], "no_license_required")
        self.assertIn("party.owners_complete", [row["fact"] for row in answer["assumed"]])
        self.assertEqual(check([("Somebody Else Ltd", "100")], owners_complete=False)["outcome"], "undecided")


if __name__ == "__main__":
    unittest.main()
