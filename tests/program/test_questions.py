"""What an order is asked, and what it is not."""
import json
import unittest

import licet

ORDER = {"date": "2026-03-02", "from": "US", "to": "DE", "activity": "export", "exporter": {"name": "Foo", "headquarters": "US"}, "parties_complete": True}


def check(item, **changes):
    place = changes.get("to", ORDER["to"])
    party = {"role": "end_user", "name": "Nobody At All Ltd", "country": place, "headquarters": place}
    order = {**ORDER, "items": [{"made_in": "US", **item}], "parties": [party], **changes}
    order = {key: value for key, value in order.items() if value is not None}
    answer, = licet.answers("check", licet.made("questions.json", json.dumps(order)), "--book", "starter")
    return answer


def asked(answer):
    return [question["fact"] for question in answer["questions"]]


class Questions(unittest.TestCase):
    def test_what_twin_paragraphs_do_not_tell_is_asked_once(self):
        answer = check({"eccn": "3A901", "iec_listed": False}, date="2024-10-01")
        self.assertEqual((answer["outcome"], asked(answer)), ("undecided", ["law.742.6/worldwide_due@2024-09-06"]))
        answer = check({"eccn": "3B001.k", "kind": "equipment"}, date="2024-03-01", to="CN")
        laws = [fact for fact in asked(answer) if fact.startswith("law.")]
        self.assertEqual((answer["outcome"], laws), ("undecided", ["law.742.6/named_2023@2023-11-17"]))

    def test_places_that_differ_say_that_nothing_stays_in_one_country(self):
        for place in ("US", "JP"):
            answer = check({"eccn": "3A001.a.2"}, **{"from": place, "to": "CN", "activity": None})
            self.assertEqual((place, answer["outcome"], asked(answer)), (place, "license_required", []))

    def test_a_place_twice_may_be_a_transfer_or_a_release(self):
        answer = check({"eccn": "3A101"}, **{"from": "DE", "activity": None})
        self.assertEqual((answer["outcome"], asked(answer)[:2]), ("undecided", ["leg.destination", "leg.activity"]))
        answer = check({"eccn": "3A101"}, **{"from": "DE", "activity": "transfer"})
        self.assertEqual((answer["outcome"], asked(answer)), ("no_license_required", []))
        answer = check({"eccn": "3A101"}, **{"from": "FR", "activity": "reexport"})
        self.assertEqual((answer["outcome"], asked(answer)), ("license_required", []))
