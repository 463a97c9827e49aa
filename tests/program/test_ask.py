"""`licet ask`: a dialogue with scripted replies, `check` on what it wrote, and what `check` says would change an answer."""
import json
import pathlib
import unittest

import licet

ORDER = {"id": "Q-1", "activity": "export", "date": "2024-06-03", "exporter": {"name": "Northfield Instruments Inc", "headquarters": "US"},
         "from": "US", "to": "SG", "parties": [{"role": "end_user", "name": "Palmgrove Lattice Pte. Ltd.", "country": "SG"}],
         "parties_complete": True,
         "items": [{"line": 1, "name": "accelerator", "made_in": "TW", "kind": "integrated_circuit", "eccn": "3A090", "tpp": 6000,
                    "for_data_centers": True, "non_planar": True}]}
RANK = ["not_subject", "no_license_required", "exception_to_confirm", "license_required", "prohibited"]


def order(name="ask.json", **changes):
    return licet.made(name, json.dumps({**ORDER, **changes}))


def dialogue(path, *replies, flags=()):
    """The events of a dialogue, one object a step."""
    return licet.answers("ask", path, "--book", "starter", *flags, given="".join(f"{r}\n" for r in replies))


class Ask(unittest.TestCase):
    def test_each_reply_narrows_and_the_end_is_what_check_says(self):
        path = order()
        out = str(licet.FOLDER / "complete.json")
        first = dialogue(path)[0]
        self.assertLessEqual({"step", "fact", "ask", "why", "where", "type", "choices", "decides", "outcomes", "may_be_unknowable"}, set(first))
        self.assertTrue(first["why"])
        replies, seen = [], []
        # The buyer and its parent are headquartered in Singapore, whatever comes first.
        for _ in range(8):
            events = dialogue(path, *replies, flags=("--out", out))
            if events[-1]["decided"]:
                break
            step = [e for e in events if "step" in e][-1]
            seen.append(step["where"])
            self.assertIn(step["type"], ("place", "yes_or_no"))
            replies.append("Singapore" if step["type"] == "place" else "yes")
        self.assertTrue(events[-1]["decided"])
        self.assertEqual(len(seen), len(set(seen)), "asked twice")
        with open(out, encoding="utf-8") as file:
            written = json.load(file)
        self.assertEqual(written, events[-1]["order"])
        answer, = licet.answers("check", out, "--book", "starter")
        self.assertEqual(answer["outcome"], events[-1]["answer"]["outcome"])
        self.assertEqual(answer["outcome"], "no_license_required")
        outcomes = [set(e["outcomes"]) for e in dialogue(path, *replies) if "step" in e]
        for before, after in zip(outcomes, outcomes[1:]):
            self.assertLessEqual(after, before)

    def test_what_a_reply_leads_to_is_where_it_leads(self):
        path = order()
        step = dialogue(path)[0]
        self.assertEqual(step["type"], "place")
        leads = {frozenset(cell["outcomes"]) for cell in step["decides"]}
        for place in ("CN", "SG"):
            events = dialogue(path, place)
            now = next((e["outcomes"] for e in events[1:] if "step" in e), None) or [events[-1]["answer"]["outcome"]]
            self.assertIn(frozenset(now), leads)

    def test_a_wrong_reply_names_the_nearest_and_changes_nothing(self):
        path = order()
        events = dialogue(path, "Singapoer")
        self.assertIn("did you mean `singapore`", events[1]["refused"])
        self.assertFalse(events[-1]["decided"])
        self.assertEqual(events[-1]["order"], ORDER)
        figures = order("figures.json", items=[{**ORDER["items"][0], "tpp": {"at_least": 1}}])
        where = [e["where"] for e in dialogue(figures, *["skip"] * 12) if "step" in e]
        self.assertIn("items[0].tpp", where)
        replies = ["skip"] * where.index("items[0].tpp")
        self.assertIn("a figure such as 4800", dialogue(figures, *replies, "4k")[-2]["refused"])
        self.assertIn("= {\"below\":1600}", dialogue(figures, *replies, "below 1,600")[len(replies) * 2 + 1]["recorded"])

    def test_back_skip_and_why(self):
        path = order("two.json", items=[{k: v for k, v in ORDER["items"][0].items() if k != "tpp"}])
        step = dialogue(path)[0]
        reply = {"place": "CN", "yes_or_no": "no", "number": "5000"}[step["type"]]
        events = dialogue(path, reply, "back", "why")
        self.assertIn("recorded", events[1])
        again = [e for e in events if "step" in e]
        self.assertEqual((again[0], again[-1]), (step, step))
        self.assertIn(step["where"], [e["why"] for e in events if isinstance(e.get("why"), str)][0])
        skipped = dialogue(path, *["skip"] * 20)
        self.assertFalse(skipped[-1]["decided"])
        self.assertTrue(skipped[-1]["left"])
        asked = [e["where"] for e in skipped if "step" in e]
        self.assertEqual(len(asked), len(set(asked)))
        self.assertIn("nothing to take back", dialogue(path, "back")[1]["refused"])

    def test_save_and_resume(self):
        path = order()
        saved = str(licet.FOLDER / "half.dialogue")
        whole = dialogue(path, "skip", "yes", "CN")
        dialogue(path, "skip", f"save {saved}", "quit")
        events = licet.answers("ask", "--resume", saved, "--book", "starter", given="yes\nCN\n")
        self.assertEqual([e["where"] for e in events if "step" in e], [e["where"] for e in whole if "step" in e][1:])
        taken_back = licet.answers("ask", "--resume", saved, "--book", "starter", given="back\n")
        self.assertEqual([e for e in taken_back if "step" in e][-1], whole[0])

    def test_a_saved_dialogue_keeps_its_book(self):
        listed = licet.made("own.csv", "id,name\n1,Palmgrove Lattice Pte. Ltd.\n")
        book, saved = str(licet.FOLDER / "own.book"), str(licet.FOLDER / "own.dialogue")
        done = licet.run("book", "build", "--out", book, "--list", f"csv:own={listed}@2024-01-01")
        self.assertEqual(done.returncode, 0, done.stderr)
        licet.answers("ask", order(), "--book", book, given=f"save {saved}\nquit\n")
        hashes = [licet.answers("ask", "--resume", saved, *flags, given="quit\n")[-1]["answer"]["book"]["hash"]
                  for flags in ((), ("--book", book), ("--book", "starter"))]
        self.assertEqual(hashes[0], hashes[1])
        self.assertNotEqual(hashes[0], hashes[2])

    def test_what_prohibits_is_not_said_to_require_a_license(self):
        events = dialogue(order(parties=[{"role": "end_user", "country": "SG", "headquarters": "SG"}]), *["why", "skip"] * 8)
        behind = {line for e in events if isinstance(e.get("why"), str) for line in e["why"].split("\n") if " if it holds (rule " in line}
        denied = {line for line in behind if "736.2/gp4" in line}
        self.assertTrue(denied and behind - denied, behind)
        for line in behind:
            self.assertIn(" prohibits it if it holds" if line in denied else " requires a license if it holds", line)

    def test_a_saved_dialogue_keeps_how_it_is_decided(self):
        plain = {k: v for k, v in ORDER.items() if k != "date"} | {"to": "BR", "parties": [], "items": [{"made_in": "US"}]}
        path = licet.made("kept.json", json.dumps(plain))
        house = licet.FOLDER / "house"
        house.mkdir(exist_ok=True)
        (house / "house.law").write_text('section house checked 2026-03-02\nprofile house adopted 2026-03-02 by "house"\n  assume no_listed_use: not known(order.end_uses has listed_uses) why "house"\n')
        flags = ("--profile", "house", "--posture", "codified", "--on", "2026-03-02", "--law", house)
        saved = str(licet.FOLDER / "kept.dialogue")

        def resumed(*more):
            answer = licet.answers("ask", "--resume", saved, "--book", "starter", *more, given="quit\n")[-1]["answer"]
            return answer["profile"], answer["posture"], answer["on"]

        dialogue(path, f"save {saved}", "quit", flags=flags)
        self.assertEqual(resumed(), ("house", "codified", "2026-03-02"))
        self.assertEqual(resumed("--profile", "none", "--posture", "in_force", "--on", "2026-03-03"), ("none", "in_force", "2026-03-03"))
        licet.answers("ask", "--resume", saved, "--book", "starter", given=f"save {saved}\nquit\n")
        self.assertEqual(resumed(), ("house", "codified", "2026-03-02"))
        dialogue(path, "EAR99", f"save {saved}", "quit", flags=("--profile", "none", "--on", "2026-03-02"))
        events = licet.answers("ask", "--resume", saved, "--book", "starter", given="quit\n")
        self.assertFalse(events[-1]["decided"])
        # One without options, as they were once saved, leaves the defaults.
        before = json.loads(pathlib.Path(saved).read_text(encoding="utf-8"))
        del before["options"]
        licet.made("kept.dialogue", json.dumps(before))
        self.assertEqual(resumed("--on", "2026-03-02"), ("ordinary", "in_force", "2026-03-02"))
        for options in ([], {"profile": 1}, {"law": "house"}, {"law": [1]}):
            licet.made("kept.dialogue", json.dumps(before | {"options": options}))
            done = licet.run("ask", "--resume", saved, "--book", "starter", given="")
            self.assertEqual((done.returncode, len(done.stderr.strip().split("\n"))), (2, 1), done.stderr)
            self.assertIn("options of the saved dialogue", done.stderr)

    def test_a_file_that_cannot_be_saved_leaves_the_dialogue_open(self):
        path = order()
        first = dialogue(path, "skip")
        events = dialogue(path, "save /no/such/folder/x.dialogue", "skip")
        self.assertIn("not saved: ", events[1]["refused"])
        self.assertEqual(events[:1] + events[2:], first)

    def test_cannot_be_known_needs_the_diligence_record(self):
        uses = {"id": "Q-2", "activity": "export", "date": "2024-06-03", "exporter": {"name": "Foo", "headquarters": "US"}, "from": "US",
                "to": "CN", "parties_complete": True, "parties": [],
                "items": [{"line": 1, "eccn": "3A991", "kind": "component", "made_in": "US"}],
                "use": {"facility": {"place": "CN", "supercomputer": True}}}
        path = licet.made("uses.json", json.dumps(uses))
        strict = ("--profile", "none")
        events = dialogue(path, *["skip"] * 20, flags=strict)
        asked = [e for e in events if "step" in e]
        at = [e["where"] for e in asked].index("use.end_uses")
        self.assertTrue(asked[at]["may_be_unknowable"])
        skips = ["skip"] * at
        refused = dialogue(path, *skips, "cannot be known", "no", flags=strict)
        self.assertTrue(any("diligence" in e for e in refused))
        self.assertEqual(refused[-1]["order"], uses)
        done = dialogue(path, *skips, "cannot be known", "yes", flags=strict)[-1]["order"]
        self.assertEqual(done["red_flags"], "clear")
        self.assertIn("unknowable", done["use"]["end_uses"].values())
        answer, = licet.answers("check", licet.made("done.json", json.dumps(done)), "--book", "starter", *strict)
        self.assertNotIn("unknowable` counts only", json.dumps(answer["notes"]))
        # A place is never unknowable.
        self.assertIn("can be known", dialogue(order(), "cannot be known")[1]["refused"])

    def test_people_see_what_is_asked_and_no_colour_when_piped(self):
        done = licet.run("ask", order(), "--book", "starter", given="Singapore\nwhy\nquit\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1. ", done.stdout)
        self.assertIn("asked because of ", done.stdout)
        self.assertIn("recorded: ", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual(licet.run("ask", order(), "--book", "starter", "--fail-on", "undecided", given="").returncode, 10)

    def test_many_listed_parties_are_shown_a_few_at_a_time(self):
        path = order("near.json", parties=[{"role": "end_user", "name": "Huawei Tech", "country": "CN"}], to="CN",
                     items=[{"line": 1, "name": "cable", "eccn": "EAR99", "made_in": "US"}])
        hits = dialogue(path)[0]["hits"]
        lists = [hit["list"] for hit in hits]
        self.assertGreater(len(hits), 10)
        self.assertIn(("Huawei Technologies Co., Ltd.", "us_entity_list"), [(hit["caption"], hit["list"]) for hit in hits])
        self.assertEqual(lists, sorted(lists, key=lambda one: one != "us_entity_list"))
        few = licet.run("ask", path, "--book", "starter", given="quit\n").stdout
        self.assertIn("   10) ", few)
        self.assertNotIn("   11) ", few)
        self.assertIn(f"and {len(hits) - 10} less alike", few)
        self.assertIn(f"   {len(hits)}) ", licet.run("ask", path, "--book", "starter", given="more\nquit\n").stdout)
        # A number that was not shown yet is one too.
        self.assertIn("party_id", dialogue(path, str(len(hits)))[1]["recorded"])

    def test_a_listing_that_is_sure_outlives_what_is_said_of_others(self):
        path = order("sure.json", date="2026-03-02", to="CN", items=[{"line": 1, "eccn": "4A994", "made_in": "US", "kind": "computer",
                                                                      "contained_circuit": "none"}],
                     parties=[{"role": "end_user", "name": "AVIC Aircraft Co. Ltd.", "country": "CN", "headquarters": "CN"}])
        answer, = licet.answers("check", path, "--book", "starter")
        self.assertIn(("avic_aircraft", "us_meu", True), [(h["party_id"], h["list"], h["certain"]) for h in answer["parties"]])
        self.assertEqual(dialogue(path)[0]["where"], "items[0].in_744_supp2")
        step = dialogue(path, "skip")[2]
        self.assertEqual(step["where"], "parties[0].party_id")
        self.assertNotIn("avic_aircraft", [hit["party_id"] for hit in step["hits"]])
        # It is none of the others, and still the military end user that it surely is.
        events = dialogue(path, "skip", "none", "yes")
        self.assertEqual(events[3]["recorded"], "parties[0].party_id = avic_aircraft")
        self.assertEqual(events[-1]["order"]["parties"][0]["party_id"], "avic_aircraft")
        self.assertFalse(events[-1]["decided"])
        yes = order("yes.json", **{k: v for k, v in {**events[-1]["order"], "items": [{**events[-1]["order"]["items"][0], "in_744_supp2": True}]}.items()})
        self.assertEqual(licet.answers("check", yes, "--book", "starter")[0]["outcome"], "license_required")
        # One of the others as well.
        events = dialogue(path, "skip", "1")
        self.assertEqual(events[-1]["order"]["parties"][0]["party_id"], ["avic_aircraft", step["hits"][0]["party_id"]])
        self.assertEqual(events[-1]["answer"]["outcome"], "license_required")
        self.assertIn("avic_aircraft", [h["party_id"] for h in events[-1]["answer"]["parties"]])

    def test_an_owner_that_may_be_listed_is_asked_about_as_one(self):
        party = {"role": "end_user", "name": "Fourth Paradigm", "country": "CN", "headquarters": "CN",
                 "owners": [{"name": "Somebody Ltd", "share": 40}, {"name": "AMMS", "country": "CN", "share": 60}]}
        owned = {"date": "2025-10-10", "to": "CN", "items": [{"line": 1, "eccn": "EAR99", "made_in": "US", "kind": "other"}]}
        path = order("owned.json", parties=[party], **owned)
        step = dialogue(path)[0]
        self.assertEqual((step["where"], step["type"]), ("parties[0].owners[1].party_id", "listed_party"))
        self.assertEqual([hit["party_id"] for hit in step["hits"]], ["academy_military_medical_sciences"])
        # That the owner is none of them says nothing of the party, which may be a listed one itself.
        events = dialogue(path, "none")
        self.assertEqual(events[1]["recorded"], "parties[0].owners[1].not_listed = true")
        self.assertEqual(events[2]["where"], "parties[0].party_id")
        self.assertNotIn("not_listed", events[-1]["order"]["parties"][0])
        self.assertFalse(events[-1]["decided"])
        self.assertEqual(dialogue(path, "none", "none")[-1]["answer"]["outcome"], "no_license_required")
        events = dialogue(path, "yes")
        self.assertEqual(events[1]["recorded"], "parties[0].owners[1].party_id = academy_military_medical_sciences")
        self.assertEqual(events[-1]["answer"]["outcome"], "license_required")

    def test_people_see_what_is_left_after_each_reply(self):
        chip = order("left.json", date="2026-03-02", to="CN", items=[{"line": 1, "name": "chip", "kind": "integrated_circuit", "made_in": "US"}],
                     parties=[{"role": "end_user", "name": "Palmgrove Lattice Pte. Ltd.", "country": "CN", "headquarters": "CN"}])
        text = licet.run("ask", chip, "--book", "starter", given="skip\n5000\nyes\n").stdout
        self.assertIn("\n  left: ", text)
        self.assertIn("\n  decided: ", text)
        self.assertIn("The replies were not written", text)
        kept = licet.run("ask", chip, "--book", "starter", "--out", str(licet.FOLDER / "kept.json"), given="skip\n5000\nyes\n").stdout
        self.assertNotIn("The replies were not written", kept)
        law = licet.run("ask", order("law.json", date="2026-03-02", to="ET", parties=[], items=[{**ORDER["items"][0], "eccn": "3A090.a", "made_in": "US"}]),
                        "--book", "starter", given="Ethiopia\nEthiopia\n").stdout
        self.assertIn("about the law itself, for a lawyer", law)

    def test_bad_input(self):
        for arguments, says in ((("ask",), "expected one order"), (("ask", "-"), "standard input"), (("ask", "a.json", "b.json"), "one order"),
                                (("ask", licet.made("bad.json", '{"id":')), "bad.json"),
                                (("ask", licet.made("key.json", '{"desination":"CN"}')), "did you mean"),
                                (("ask", "--resume", licet.made("x.dialogue", "{}")), "a dialogue that `save` wrote"),
                                (("law", "frontier"), "--to"), (("law", "frontier", "--to", "XX"), "ISO 3166"),
                                (("law", "frontier", "--to", "CN", "--die-area-max", "-1"), "mm2"),
                                (("law", "frontier", "--to", "CN", "--for-data-centers", "maybe"), "yes or no")):
            done = licet.run(*arguments, given="")
            self.assertEqual(done.returncode, 2, (arguments, done.stderr))
            self.assertIn(says, done.stderr)
            self.assertEqual(len(done.stderr.strip().split("\n")), 1)


DAYS = ["2023-03-01", "2023-11-20"]
LEGS = [{"from": "US", "to": "SG", "date": DAYS[0], "activity": "export"}, {"from": "SG", "to": "CN", "date": DAYS[1], "activity": "reexport"}]
OF_DAYS = {"id": "Q-3", "exporter": ORDER["exporter"], "legs": LEGS, "parties_complete": True,
           "parties": [{"role": "end_user", "name": "Palmgrove Lattice Pte. Ltd.", "country": "CN", "headquarters": "CN", "not_listed": True}],
           "items": [{"line": 1, "name": "accelerator", "made_in": "US", "kind": "integrated_circuit", "eccn": "3A090", "value_usd": 30000,
                      "for_data_centers": True, "non_planar": True}]}


def order_of_days(**changes):
    return licet.made("days.json", json.dumps({**OF_DAYS, **changes}))


class AskOfSeveralDays(unittest.TestCase):
    REPLIES = {"items[0].paragraph_needs_license": "no", "items[0].memory_device": "no", "items[0].performance_density": "1.5",
               "items[0].io_bandwidth_gb_s": "300"}

    def replied(self, path, tpp, flags=()):
        """The events of a dialogue in which each question has its reply."""
        replies = []
        for _ in range(10):
            events = dialogue(path, *replies, flags=flags)
            if events[-1]["decided"]:
                return events, replies
            where = [e for e in events if "step" in e][-1]["where"]
            replies.append({**self.REPLIES, "items[0].tpp": tpp}[where])
        self.fail("not decided")

    def test_each_reply_narrows_and_the_end_is_what_check_says(self):
        out = str(licet.FOLDER / "days-complete.json")
        for tpp, outcome, by_leg in (("1000", "no_license_required", ["no_license_required"] * 2),
                                     ("4800", "license_required", ["no_license_required", "license_required"])):
            events, replies = self.replied(order_of_days(), tpp, ("--out", out))
            steps = [e for e in events if "step" in e]
            self.assertGreater(len(steps), 1)
            self.assertEqual(len(steps), len({e["where"] for e in steps}), "asked twice")
            after = [set(e["outcomes"]) for e in steps[1:]] + [{outcome}]
            for step, left in zip(steps, after):
                self.assertLessEqual(left, set(step["outcomes"]))
                self.assertTrue(step.get("together") or any(left <= set(cell["outcomes"]) for cell in step["decides"]), step)
            answer, = licet.answers("check", out, "--book", "starter")
            self.assertEqual((answer["outcome"], [leg["outcome"] for leg in answer["legs"]]), (outcome, by_leg))
            self.assertEqual(events[-1]["answer"]["outcome"], outcome)
            # Taken back, every reply is asked for again, the last one first.
            back = dialogue(order_of_days(), *replies[:-1], *["back"] * (len(replies) - 1), "back")
            self.assertEqual([e for e in back if "step" in e], steps + steps[-2::-1])
            self.assertIn("nothing to take back", back[-2]["refused"])

    def test_why_names_the_legs_once(self):
        events = dialogue(order_of_days(), "why")
        self.assertEqual(events[0]["on"], DAYS)
        behind = [line for line in events[1]["why"].split("\n") if " requires a license if it holds " in line]
        self.assertTrue(any(", legs 1 and 2, line 1, " in line for line in behind), behind)
        self.assertEqual(len(behind), len(set(behind)))
        one = dialogue(order_of_days(legs=LEGS[1:]), "why")
        self.assertNotIn("on", one[0])
        self.assertNotIn(", leg ", one[1]["why"])

    def test_a_fact_of_one_leg_is_asked_for_its_day(self):
        open_leg = {k: v for k, v in LEGS[1].items() if k != "to"}
        party = {k: v for k, v in OF_DAYS["parties"][0].items() if k != "headquarters"}
        path = order_of_days(legs=[dict(LEGS[0], date="2022-03-01"), open_leg], parties=[party],
                             items=[{**OF_DAYS["items"][0], "eccn": "3A090.a"}])
        events = dialogue(path, "China")
        self.assertEqual((events[0]["where"], events[0]["about"], events[0]["on"]), ("legs[1].destination", "leg 2", DAYS[1:]))
        legs = events[-1]["order"]["legs"]
        self.assertEqual(([leg.get("destination") for leg in legs], legs[0]["to"]), ([None, "CN"], "SG"))
        self.assertEqual(events[-1]["answer"]["outcome"], "license_required")
        text = licet.run("ask", path, "--book", "starter", given="quit\n").stdout
        self.assertIn("order Q-3 on 2023-11-20 (legs on 2022-03-01, 2023-11-20): ", text)
        self.assertIn("\n   for leg 2\n", text)


class WhatIf(unittest.TestCase):
    def test_margins_tell_what_flips(self):
        answer, = licet.answers("check", "data/demo/a800-day-before.json", "--book", "starter")
        row, = [m for m in answer["margins"] if (m["metric"], m["limit"]) == ("io_bandwidth_gb_s", 600)]
        self.assertEqual((row["headroom"], row["direction"], row["flips"], row["beyond"]), (136, "up", True, ["license_required"]))
        after, = licet.answers("check", "data/demo/a800-rule-day.json", "--book", "starter")
        flips = {(m["metric"], m["limit"]) for m in after["margins"] if m["flips"]}
        self.assertIn(("tpp", 2400), flips)
        self.assertNotIn(("performance_density", 5.92), flips)  # the TPP alone decides

    def test_a_proposed_change_does_change_the_answer(self):
        answer, = licet.answers("check", "data/demo/a800-rule-day.json", "--book", "starter")
        found, = [a for a in answer["would_change"] if [c["fact"].startswith("item.tpp") for c in a["changes"]] == [True]]
        bound = int(found["changes"][0]["to"].split("below ")[1])
        order_now = json.loads((licet.ROOT / "data/demo/a800-rule-day.json").read_text(encoding="utf-8"))
        # Another circuit than that of the table, with the figures of it.
        order_now["items"][0].pop("chip")
        order_now["items"][0].update(kind="integrated_circuit", device="other", memory_device=False, for_data_centers=True, non_planar=True,
                                     applicable_die_area_mm2=826, io_bandwidth_gb_s=464)
        for tpp, outcomes in ((bound - 1, found["outcomes"]), (1000, found["outcomes"]), (bound, ["license_required"])):
            order_now["items"][0]["tpp"] = tpp
            changed, = licet.answers("check", licet.made("changed.json", json.dumps(order_now)), "--book", "starter")
            self.assertIn(changed["outcome"], outcomes)
        for found in answer["would_change"]:
            self.assertTrue(all(RANK.index(o) < RANK.index(answer["outcome"]) for o in found["outcomes"]))
            self.assertFalse(any("end_uses" in c["fact"] or "red_flags" in c["fact"] for c in found["changes"]))
        self.assertIn("what would change the answer", licet.run("check", "data/demo/a800-rule-day.json", "--book", "starter", "--why").stdout)

    def test_frontier_to_a_country_of_which_a_part_is_under_embargo(self):
        found, = licet.answers("law", "frontier", "--to", "UA", "--on", "2023-12-01", "--book", "starter")
        self.assertTrue(found["bands"])
        self.assertTrue(any(given.startswith("leg.in_covered_region = no") for given in found["given"]))

    def test_frontier_finds_what_makers_built(self):
        early, = licet.answers("law", "frontier", "--to", "CN", "--on", "2022-11-01", "--book", "starter")
        best = early["bands"][0]
        self.assertIsNone(best["most_capable"]["bound"])
        limit, = best["limits"]
        self.assertEqual((limit["metric"], limit["bound"], limit["kind"], limit["requirements"]),
                         ("io_bandwidth_gb_s", 600, "below", ["742.6(a)(6)(i)"]))
        names = [c["name"] for c in best["chips"]]
        self.assertTrue(any("A800" in n for n in names) and any("H800" in n for n in names), names)
        self.assertFalse(any("A100" in n for n in names), names)
        later, = licet.answers("law", "frontier", "--to", "CN", "--on", "2023-12-01", "--die-area-max", "860", "--for-data-centers", "yes",
                               "--book", "starter")
        best = later["bands"][0]
        self.assertEqual((best["most_capable"]["bound"], best["most_capable"]["kind"], best["area_from"]), (2400, "below", 750))
        self.assertIn("NVIDIA H20", [c["name"] for c in best["chips"]])
        text = licet.run("law", "frontier", "--to", "CN", "--on", "2022-11-01", "--book", "starter").stdout
        self.assertIn("just under 600 GB/s", text)
