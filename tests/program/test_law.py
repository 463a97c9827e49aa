"""What `licet law` prints of the built-in law."""

import json
import unittest

import licet


def shown(section, day):
    """The statements of a section on a day: the first line of each, with the lines behind it."""
    text = licet.run("law", "show", section, "--on", day, "--book", "starter").stdout
    blocks = [block.split("\n") for block in text.strip().split("\n\n")[1:]]
    return {" ".join(block[0].split()[:2]): block for block in blocks}


class LawOfADay(unittest.TestCase):
    def test_a_statement_stands_with_whom_and_what_it_is_about(self):
        of_744_11 = shown("744.11", "2026-06-01")
        self.assertEqual(of_744_11["rule entity_list"][0], "rule entity_list per p in parties_c_f requires license")
        self.assertEqual(of_744_11["review entry_denial"][0],
                         "review entry_denial for entity_list policy presumption_of_denial")
        duty = shown("744.15", "2026-06-01")["duty uvl_statement"]
        self.assertTrue(duty[-1].startswith('  do "obtain a UVL statement'), duty)
        profile = shown("profiles", "2026-06-01")["profile ordinary"]
        self.assertTrue(any(line.startswith("  assume flags_clear: ") for line in profile), profile)

    def test_a_letter_begins_and_ends_its_rules(self):
        rule = "rule amd_mi250"
        self.assertEqual(shown("letters", "2022-10-20")[rule][1], "  # the text of this day")
        over = shown("letters", "2022-10-21")[rule]
        self.assertEqual(over[1:], ["  # over since 2022-10-21 with the letter"])
        self.assertIn('to "Advanced Micro Devices, Inc." from 2022-08-26 until 2022-10-21',
                      shown("letters", "2022-10-21")["letter amd_2022"][0])

    def test_text_that_a_sleeping_one_gives_back_is_shown(self):
        rule = shown("742.6", "2025-05-14")["rule a6iiiA"]
        self.assertIn("  # replaced on 2025-01-13, holds where the later text sleeps", rule)
        self.assertIn("    when 734.3/subject and in_first and leg.destination in d145", rule)
        self.assertIn("  # the text of this day, before_compliance, codified_not_enforced for some cases", rule)
        # Nothing of it sleeps on its first day in force for all.
        self.assertFalse(any("holds where" in line for line in shown("742.6", "2024-12-02")["rule a6iiiA"]))


    def test_show_speaks_json(self):
        rows = {row["statement"]: row for row in licet.answers("law", "show", "742.6", "--on", "2025-05-14", "--book", "starter")}
        versions = rows["742.6/a6iiiA"]["versions"]
        self.assertEqual([version["standing"] for version in versions],
                         ["replaced on 2023-11-17", "replaced on 2025-01-13, holds where the later text sleeps",
                          "the text of this day, before_compliance, codified_not_enforced for some cases"])
        self.assertEqual([version["text"] is None for version in versions], [True, False, False])
        self.assertEqual(rows["742.6/denial"]["head"], "review denial for a6iii, a6iiiA, a6iiiB policy presumption_of_denial\n")

    def test_a_policy_stands_over_those_of_other_sections(self):
        folder = licet.FOLDER / "stricter"
        folder.mkdir(exist_ok=True)
        (folder / "board.law").write_text(
            "section board checked 2026-01-01\n"
            "review board for 742.6/a6iiiA policy policy_of_denial over 742.6/denial, 742.6/case_by_case\n"
            '  version from 2026-01-01 source "minute" cite "board 1" when leg.destination = CN\n', encoding="utf-8")
        order = {"date": "2026-03-02", "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Bar", "country": "CN", "headquarters": "CN", "not_listed": True}],
                 "items": [{"chip": "H100"}]}
        file = licet.made("h100.json", json.dumps(order))
        policies = {}
        for law in (), ("--law", folder):
            answer, = licet.answers("check", file, "--book", "starter", *law)
            policies[bool(law)], = [row["review_policy"] for row in answer["requirements"] if row["rule"] == "742.6/a6iiiA"]
        self.assertEqual(policies, {False: "case_by_case", True: "policy_of_denial"})

    def test_words_that_nothing_reads_are_refused(self):
        for words, said in ((("check", "my.law"), "expected nothing more, got `my.law`; a folder of private law"),
                            (("test", "742.6", "744.23"), "law test: expected nothing more, got `744.23`"),
                            (("frontier", "CN", "--to", "CN"), "law frontier: expected nothing more, got `CN`")):
            done = licet.run("law", *words, "--book", "starter")
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
