"""The pages on the formats of orders and answers, held against the program."""
import json
import re
import unittest

import licet

FORMATS = licet.ROOT / "docs" / "formats"


def example():
    return json.loads(re.search(r"```json\n(.*?)```", (FORMATS / "order.md").read_text(), re.S).group(1))


class Formats(unittest.TestCase):
    def test_the_order_of_the_page_is_decided(self):
        answer, = licet.answers("check", licet.made("page.json", json.dumps(example())), "--book", "starter")
        self.assertEqual((answer["order_id"], answer["outcome"]), ("PO-7", "no_license_required"))
        self.assertTrue(any(note.startswith("via SG") for note in answer["notes"]))

    def test_keys_of_the_page_are_known_and_others_are_not(self):
        page = (FORMATS / "order.md").read_text()
        given = example()
        owner = {"name": "Palmgrove Holding", "country": "DE", "share": "50..60", "not_listed": True, "note": "x"}
        given["parties"][0] |= {"address": "Hafenstr. 1", "identifiers": {"lei": "x"}, "owners": [owner], "note": "x"}
        given["items"][0] |= {"components": [{"name": "a part", "eccn": "EAR99"}], "note": "x"}
        given |= {"claims": ["TMP"], "note": "x"}
        answer, = licet.answers("check", licet.made("keys.json", json.dumps(given)), "--book", "starter")
        self.assertEqual(answer["order_id"], "PO-7")
        for keys in (given, given["parties"][0], given["items"][0], owner):
            for key in keys:
                self.assertIn(f"`{key}`", page)
        done = licet.run("check", licet.made("slip.json", json.dumps(given | {"partys": []})), "--book", "starter")
        self.assertEqual(done.returncode, 2)
        self.assertIn("partys: unknown key (did you mean `parties`?)", done.stderr)

    def test_members_of_answers_are_named_on_the_page(self):
        page = (FORMATS / "answer.md").read_text()
        chip = {"eccn": "3A090.a", "kind": "integrated_circuit", "chip": "A100"}
        orders = [example(), {"date": "2026-03-02", "from": "US", "to": "CN", "items": [chip]}, {},
                  {"items": [chip], "legs": [{"from": "US", "to": "CN", "date": "2022-09-20"}, {"from": "CN", "to": "MO", "date": "2026-03-02"}]}]
        for order in orders:
            answer, = licet.answers("check", licet.made("members.json", json.dumps(order)), "--book", "starter", "--why", "--proof")
            for member in answer:
                self.assertIn(f"`{member}`", page)


if __name__ == "__main__":
    unittest.main()
