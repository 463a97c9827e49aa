"""Orders whose legs are on several days: one answer, which says of which legs it speaks."""

import json
import unittest

import licet

SCALE = ["not_subject", "no_license_required", "exception_to_confirm", "license_required", "prohibited"]
LEGS = [{"from": "US", "to": "SG", "date": "2023-11-20", "activity": "export"},
        {"from": "SG", "to": "VN", "date": "2023-03-01", "activity": "reexport"},
        {"from": "VN", "to": "CN", "date": "2023-11-20", "activity": "reexport"}]
CHIP = {"chip": "A800", "eccn": "3A991.p", "value_usd": 30000, "made_in": "TW"}
INSPUR = [{"role": "end_user", "name": "Inspur Group", "country": "CN"}]
NOBODY = [{"role": "end_user", "name": "Nobody At All Ltd", "country": "CN", "headquarters": "CN", "not_listed": True}]


def order(**changed):
    out = {"id": "1", "exporter": {"name": "Foo", "headquarters": "US"}, "legs": LEGS, "parties": INSPUR,
           "items": [CHIP, {"eccn": "3B001.a.4", "value_usd": 4000}]}
    out.update(changed)
    return out


def answer_of(**changed):
    answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order(**changed)))
    return answer


def whole_answer(**changed):
    """With the trees of what was looked at, and the ways out."""
    file = licet.made("days.json", json.dumps(order(**changed)))
    return json.loads(licet.run("check", file, "--book", "starter", "--json", "--why").stdout)


def printed(*flags, **changed):
    file = licet.made("days.json", json.dumps(order(**changed)))
    return licet.run("check", file, "--book", "starter", *flags).stdout.splitlines()


def section(lines, title):
    start = lines.index(title + ":") + 1
    end = next(i for i in range(start, len(lines)) if not lines[i].startswith(" "))
    return lines[start:end]


class Days(unittest.TestCase):
    def test_the_heading_names_each_day_once(self):
        self.assertTrue(printed()[0].startswith("order 1 on 2023-11-20 (legs on 2023-03-01, 2023-11-20): "))
        same = [dict(leg, date="2023-11-20") for leg in LEGS]
        self.assertTrue(printed(legs=same)[0].startswith("order 1 on 2023-11-20: "))

    def test_what_is_the_same_on_two_days_is_told_once(self):
        for days in (("2023-11-20", "2023-11-21"), ("2023-11-20", "2023-11-22", "2023-11-21", "2023-11-20")):
            legs = [dict(LEGS[0], date=day) for day in days]
            answer = answer_of(legs=legs)
            alone = answer_of(legs=legs[:1])
            for key in ("authorizations", "duties", "findings", "questions", "assumed", "classified", "notes"):
                rows, once = ([row for row in of[key] if not str(row).startswith("leg ")] for of in (answer, alone))
                self.assertEqual((key, len(rows)), (key, len(once)), rows)
                for row in rows:
                    if isinstance(row, dict) and "on" in row:
                        self.assertEqual(row["on"], sorted(set(days)))
            self.assertEqual([row.get("on") for row in alone["authorizations"]], [None] * len(alone["authorizations"]))
            self.assertFalse([line for line in printed("--why", legs=legs) if line.startswith("    for leg")])

    def test_what_is_of_one_day_says_of_which_legs(self):
        lines = printed("--why")
        ways = section(lines, "ways to go without a license")
        self.assertIn("general_order", ways[0])
        self.assertEqual(ways[1], "    for legs 1 and 3 on 2023-11-20")
        findings = section(lines, "findings")
        self.assertEqual(findings[1], "    for leg 2 on 2023-03-01")
        contradicted = [i for i, line in enumerate(findings) if line.startswith("  stated_eccn_contradicted")]
        self.assertEqual({findings[i + 1] for i in contradicted}, {"    for legs 1 and 3 on 2023-11-20"})
        self.assertIn("    for legs 1 and 3 on 2023-11-20", section(lines, "assumed (profile ordinary)"))
        answer = answer_of()
        on = {row["red_flag"]: row["on"] for row in answer["findings"]}
        self.assertEqual(on, {"supp1_paragraphs/code_not_on_the_list": ["2023-03-01"], "stated_eccn_contradicted": ["2023-11-20"]})
        self.assertEqual(set(answer["classified_on"]), {"2023-03-01", "2023-11-20"})
        self.assertNotEqual(answer["classified_on"]["2023-03-01"], answer["classified_on"]["2023-11-20"])

    def test_requirements_name_their_legs_in_the_order_of_these(self):
        rows = answer_of()["requirements"] + answer_of()["possible_requirements"]
        self.assertTrue({row["leg"] for row in rows} >= {1, 3})
        self.assertEqual([row["leg"] for row in answer_of()["requirements"]], sorted(row["leg"] for row in answer_of()["requirements"]))
        told = section(printed(), "requirements")
        self.assertIn("(rule 744.11/entity_list, leg 1, line 1, ", told[0])
        one = printed(legs=[LEGS[0]])
        self.assertIn("(rule 744.11/entity_list, line 1, ", section(one, "requirements")[0])
        # What two legs have alike but for their number is one row.
        same = [dict(leg, date="2023-11-20") for leg in (LEGS[1], LEGS[1])]
        hanging = section(printed("--why", legs=same), "requirements that hang on what is not known")
        self.assertTrue(any("legs 1 and 2, line 1, " in line for line in hanging), hanging)

    def test_a_listing_is_told_for_each_day(self):
        shown = [line for line in printed() if "Entity List (supplement" in line]
        self.assertEqual(len(shown), 1)
        self.assertIn("not in force on 2023-03-01, in force on 2023-11-20", shown[0])
        hit, = [hit for hit in answer_of()["parties"] if hit["list"] == "us_entity_list"]
        self.assertEqual(hit["listed_on"], {"2023-03-01": False, "2023-11-20": True})
        later = [dict(LEGS[0], date="2023-03-01")]
        hit, = [hit for hit in answer_of(legs=later, date="2024-01-05")["parties"] if hit["list"] == "us_entity_list"]
        self.assertEqual((hit["listed_on_question_date"], hit["listed_on"]), (True, {"2023-03-01": False}))

    def test_a_decided_order_asks_nothing_about_a_leg_that_weighs_less(self):
        answer = answer_of()
        self.assertEqual((answer["outcome"], answer["questions"]), ("license_required", []))
        self.assertIn("undecided", [leg["outcome"] for leg in answer["legs"]])

    def test_questions_tell_what_the_whole_order_comes_to(self):
        for made_in in ("TW", None):
            items = [dict(CHIP, made_in=made_in) if made_in else {k: v for k, v in CHIP.items() if k != "made_in"},
                     {"eccn": "5A002.a", "value_usd": 4000}]
            legs = [dict(LEGS[0], date="2023-03-01"), dict(LEGS[2], date="2023-11-20")]
            answer = answer_of(items=items, legs=legs)
            self.assertEqual(answer["outcome"], "undecided")
            self.assertTrue(answer["questions"])
            facts = [q["fact"] for q in answer["questions"]]
            self.assertEqual(len(facts), len(set(facts)))
            lightest, gravest = (SCALE.index(answer[key]) for key in ("at_least", "at_most"))
            for question in answer["questions"]:
                for cell in question["decides"]:
                    for outcome in cell["outcomes"]:
                        self.assertTrue(lightest <= SCALE.index(outcome) <= gravest, question)

    def test_what_two_open_days_come_to_is_called_exact_only_where_it_is(self):
        item = [{"kind": "integrated_circuit", "for_data_centers": True}]
        both = [dict(LEGS[0], to="CN", date="2023-11-20"), dict(LEGS[0], to="CN", date="2024-06-01")]
        for legs, bound in (both, "loose"), (both[:1], "exact"):
            answer = whole_answer(legs=legs, items=item, parties=NOBODY, parties_complete=True)
            self.assertGreater(len(answer["questions"]), 0)
            self.assertEqual((answer["bound"], answer["proof"]["bound"]), (bound, bound), legs)
            verified = licet.run("verify", licet.made("two_days.json", json.dumps(answer)), "--book", "starter")
            self.assertEqual(verified.stdout.splitlines()[-1], "holds")

    def test_a_day_that_is_never_the_gravest_leaves_the_bound_exact(self):
        house = licet.FOLDER / "two_days"
        house.mkdir(exist_ok=True)
        (house / "two.law").write_text("""section 992 checked 2026-01-01
rule a requires license
  version from 2020-01-01 until 2024-01-01 source "x" cite "1" when item.in_744_supp2
rule b requires license
  version from 2024-01-01 source "x" cite "1" when leg.to = BR
rule c requires denial
  version from 2024-01-01 source "x" cite "1" when item.in_entry_scope
""")
        first, second = (dict(LEGS[0], to="BR", date=day) for day in ("2023-11-20", "2024-06-01"))
        lighter = ("no_license_required", "license_required")
        # On two days of the same kind what is open may be one unknown.
        for days, ends, bound in (((first,), lighter, "exact"), ((second,), ("license_required", "prohibited"), "exact"),
                                  ((first, second), ("license_required", "prohibited"), "exact"),
                                  ((first, dict(first, date="2023-11-21")), lighter, "loose")):
            file = licet.made("two_days.json", json.dumps(order(legs=days, items=[{"eccn": "EAR99"}], parties=NOBODY,
                                                               parties_complete=True)))
            flags = ("--book", "starter", "--law", house)
            answer = json.loads(licet.run("check", file, *flags, "--json").stdout)
            self.assertEqual((answer["at_least"], answer["at_most"], answer["bound"]), (*ends, bound), days)
            verified = licet.run("verify", licet.made("answer.json", json.dumps(answer)), *flags)
            self.assertEqual(verified.stdout.splitlines()[-1], "holds")

    def test_a_day_behind_the_law_s_last_is_answered_with_a_note(self):
        def notes(day):
            answer = answer_of(legs=[dict(LEGS[0], date=day)])
            return [note for note in answer["notes"] if note.startswith("the law was read up to ")]
        self.assertEqual(notes("2023-11-20"), [])
        self.assertRegex(notes("2100-01-01")[0], r"\d{4}-\d\d-\d\d: what changed by 2100-01-01 is not in it$")

    def test_legs_have_facts_of_their_own(self):
        legs = [{"from": "US", "to": "CN", "date": day} for day in ("2023-11-20", "2023-11-20", "2024-12-20")]
        answer = answer_of(legs=[{k: v for k, v in leg.items() if k != "activity"} for leg in legs], parties=NOBODY,
                           items=[{"eccn": "3A090.a", "made_in": "US", "value_usd": 5}])
        named = {q["fact"] for q in answer["questions"] if q["fact"].startswith("leg.activity")}
        self.assertTrue(all("(leg " in fact for fact in named), named)

    def test_a_way_out_is_one_for_all_legs(self):
        item = {"chip": "A800", "eccn": "3A090.a", "value_usd": 30000, "made_in": "US"}
        legs = [dict(LEGS[0], date="2023-03-01"), dict(LEGS[2], date="2023-11-20"),
                {"from": "US", "to": "CN", "date": "2025-06-20", "activity": "export"}]
        changed = dict(items=[item], legs=legs, parties=NOBODY, parties_complete=True)
        answer = whole_answer(**changed)
        self.assertEqual([leg["outcome"] for leg in answer["legs"]],
                         ["no_license_required", "license_required", "license_required"])
        ways = [[change["about"] for change in way["changes"]] for way in answer["would_change"]]
        self.assertIn(["line 1"], ways)
        self.assertEqual(len(ways), len({json.dumps(way["changes"]) for way in answer["would_change"]}))
        self.assertFalse([way for way in ways if "leg 2" in way and "leg 3" not in way or "leg 3" in way and "leg 2" not in way], ways)
        # A figure that is moved past a line counts for all legs, too.
        for row in answer["margins"]:
            self.assertEqual(row["flips"], row["beyond"] != ["license_required"])

    def test_what_was_looked_at_names_the_legs_by_their_numbers(self):
        answer = whole_answer(items=[CHIP])
        self.assertEqual([tree["what"] for tree in answer["because"]["lines"]],
                         ["leg 1, line 1", "leg 2, line 1", "leg 3, line 1"])
        self.assertEqual(set(answer["because"]["cases_on"]), {"2023-03-01", "2023-11-20"})
        self.assertIn("cases", whole_answer(legs=[LEGS[0]])["because"])


if __name__ == "__main__":
    unittest.main()
