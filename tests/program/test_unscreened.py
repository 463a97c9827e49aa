"""Who has no name is not screened, and so is not taken for unlisted."""
import json
import unittest

import licet

ORDER = {"date": "2026-03-02", "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
         "parties_complete": True, "items": [{"eccn": "EAR99", "made_in": "US"}]}
PARTY = {"role": "end_user", "country": "CN", "headquarters": "CN"}


def order(party, **changes):
    return {**ORDER, "parties": [{**PARTY, **party}], **changes}


def check(party, **changes):
    answer, = licet.answers("check", licet.made("unscreened.json", json.dumps(order(party, **changes))), "--book", "starter")
    return answer


class Unscreened(unittest.TestCase):
    def test_a_party_without_a_name_leaves_its_listings_open(self):
        for party in ({}, {"name": ""}, {"address": "1 Foo Road"}):
            answer = check(party)
            self.assertEqual((party, answer["outcome"], answer["at_most"]), (party, "undecided", "prohibited"))
            asked = {question["fact"] for question in answer["questions"]}
            self.assertLessEqual({"party.denied (parties[0])", "party.on_entity_list (parties[0])"}, asked)
            self.assertTrue(any(note.startswith("parties[0] has no name and was not screened") for note in answer["notes"]))
        for party in ({"name": "Nobody At All Ltd"}, {"not_listed": True}):
            answer = check(party)
            self.assertEqual((party, answer["outcome"]), (party, "no_license_required"))
            self.assertFalse(any("no name" in note for note in answer["notes"]))

    def test_an_owner_without_a_name_may_be_a_listed_one(self):
        for share, outcome in (("60", "undecided"), ("40", "no_license_required")):
            owners = [{"share": share}, {"share": "10", "name": "Nobody Else Ltd"}]
            answer = check({"name": "Nobody At All Ltd", "owners": owners}, date="2026-12-01")
            self.assertEqual((share, answer["outcome"]), (share, outcome))
            self.assertTrue(any(note.startswith("parties[0].owners[0] has no name") for note in answer["notes"]))
            self.assertFalse(any("owners[1]" in note for note in answer["notes"]))

    def test_streams_and_proofs_agree(self):
        orders = [order({}), order({"name": "Nobody At All Ltd"}), order({"name": ""})]
        lines = "".join(json.dumps(one) + "\n" for one in orders)
        rows = licet.answers("check", "--in", "-", "--proof", "--book", "starter", given=lines)
        self.assertEqual([row["outcome"] for row in rows], ["undecided", "no_license_required", "undecided"])
        for row in rows:
            done = licet.run("verify", licet.made("unscreened.proof", json.dumps(row)))
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_dialogue_asks_for_the_name(self):
        path = licet.made("unscreened.json", json.dumps(order({})))
        for name, outcome in (("Nobody At All Ltd", "no_license_required"), ("Huawei Technologies Co., Ltd.", "license_required")):
            events = licet.answers("ask", path, "--book", "starter", given=f"\n--\n{name}\n")
            step = events[0]
            self.assertEqual((step["where"], step["type"], step["hits"]), ("parties[0].name", "text", []))
            self.assertIn("no letter or digit", next(e for e in events if "refused" in e)["refused"])
            self.assertEqual((events[-1]["answer"]["outcome"], events[-1]["order"]["parties"][0]["name"]), (outcome, name))
