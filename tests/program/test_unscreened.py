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
        for party in ({"name": "Nobody At All Ltd"}, {"not_listed": True}, {"name": "TBD", "not_listed": True}):
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

    def test_a_name_that_names_nobody_is_none(self):
        for name in ("TBD", "Unknown", "N/A", "to be advised", "various", "SAME AS ABOVE", "xxx", "To Order", "unbekannt", "待定", "Не указан"):
            with self.subTest(name):
                answer = check({"name": name})
                self.assertEqual((answer["outcome"], answer["at_most"]), ("undecided", "prohibited"))
                self.assertIn(f"parties[0]: the name `{name}` names nobody: who is it? It was not screened: state its `name`, `party_id` or "
                              "`not_listed`", answer["notes"])
                self.assertIn("party.denied (parties[0])", {question["fact"] for question in answer["questions"]})
        for name in ("Unknown Worlds GmbH", "TBD Holdings", "Various Foods Ltd"):
            self.assertEqual((name, check({"name": name})["outcome"]), (name, "no_license_required"))
        answer = check({"name": "Nobody At All Ltd", "owners": [{"share": "60", "name": "TBA"}]}, date="2026-12-01")
        self.assertEqual(answer["outcome"], "undecided")
        self.assertIn("parties[0].owners[0]: the name `TBA` names nobody: who is it? It was not screened: state its `name`, `party_id` or "
                                  "`not_listed`", answer["notes"])

    def test_an_exporter_whose_name_names_nobody_is_no_stranger_to_the_letters(self):
        items = [{"chip": "A100", "made_in": "US"}]
        asked = []
        for exporter in ({"headquarters": "US"}, {"name": "T.B.D.", "headquarters": "US"}):
            answer = check({"name": "Nobody At All Ltd"}, exporter=exporter, items=items, date="2022-09-20")
            asked.append((answer["outcome"], answer["at_least"], answer["at_most"], [q["fact"] for q in answer["questions"]]))
        self.assertEqual(asked[0], asked[1])
        self.assertEqual(asked[0][0], "undecided")

    def test_a_legal_form_or_a_tail_does_not_make_it_a_name(self):
        for name in ("Unknown LLC", "TBD GmbH", "TBD - end user", "GmbH", "Customer 1", "See PO 4711", "XXXXXXX", "sconosciuto"):
            answer = check({"name": name})
            self.assertEqual((name, answer["outcome"], answer["at_most"]), (name, "undecided", "prohibited"))
        for name in ("X Corp.", "Blank Inc.", "Unknown Worlds GmbH", "BT plc"):
            self.assertEqual((name, check({"name": name})["outcome"]), (name, "no_license_required"))
        answer = check({"name": "Nobody At All Ltd", "owners": [{"share": "60", "name": "Unknown LLC"}]}, date="2026-12-01")
        self.assertEqual(answer["outcome"], "undecided")
        self.assertIn("parties[0].owners[0]: the name `Unknown LLC` names nobody: who is it? It was not screened: state its `name`, `party_id` or "
                                  "`not_listed`", answer["notes"])
        exporter = {"name": "Unknown LLC", "headquarters": "US"}
        answer = check({"name": "Nobody At All Ltd"}, exporter=exporter, items=[{"chip": "A100", "made_in": "US"}], date="2022-09-20")
        self.assertEqual(answer["outcome"], "undecided")

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
        path = licet.made("unscreened.json", json.dumps(order({"name": "TBD"})))
        events = licet.answers("ask", path, "--book", "starter", given="unknown\nNobody At All Ltd\n")
        self.assertTrue(events[0]["ask"].startswith("The name `TBD` names nobody. What is the name"))
        self.assertEqual(next(e for e in events if "refused" in e)["refused"], "the name `unknown` names nobody: who is it?")
        self.assertEqual(events[-1]["answer"]["outcome"], "no_license_required")

    def test_a_dialogue_asks_for_the_names_of_owners(self):
        owners = [{"share": "30"}, {"share": "30", "name": "TBD"}, {"share": "10", "name": "Nobody Else Ltd"}]
        path = licet.made("unscreened.json", json.dumps(order({"name": "Nobody At All Ltd", "owners": owners}, date="2025-10-15")))
        for name, outcome in (("Nobody Third Ltd", "no_license_required"), ("Inspur Group Co., Ltd.", "license_required")):
            events = licet.answers("ask", path, "--book", "starter", given=f"{name}\n{name}\n")
            steps = [event for event in events if "step" in event]
            asked = ["parties[0].owners[0].name", "parties[0].owners[1].name"]
            self.assertEqual([(step["where"], step["type"], step["hits"]) for step in steps][:2], [(where, "text", []) for where in asked][:len(steps)])
            self.assertTrue(steps[0]["ask"].startswith("What is the name of this owner?"))
            self.assertEqual(events[-1]["answer"]["outcome"], outcome)
        self.assertTrue(steps[1]["ask"].startswith("The name `TBD` names nobody. What is the name of this owner?"))
