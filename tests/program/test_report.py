"""What `check` tells of an order that hangs on something: policies, rows of law, kinds of items, requirements case by case."""
import hashlib
import json
import unittest

import licet

CHIP = {"line": 1, "name": "accelerator", "kind": "integrated_circuit", "made_in": "US"}


def order(item, to="CN", headquarters=None, **changes):
    party = {"role": "end_user", "name": "Palmgrove Lattice Ltd", "country": to, "headquarters": headquarters or to}
    return {"id": "R-1", "activity": "export", "date": "2026-03-02", "exporter": {"name": "Northfield Instruments Inc", "headquarters": "US"},
            "from": "US", "to": to, "parties": [party], "parties_complete": True, "items": [item], **changes}


def check(given, *flags):
    answer, = licet.answers("check", licet.made("report.json", json.dumps(given)), "--book", "starter", *flags)
    return answer


def printed(given, *flags):
    done = licet.run("check", licet.made("report.json", json.dumps(given)), "--book", "starter", *flags)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sealed(proof):
    """The proof with a seal that fits."""
    bare = {key: value for key, value in proof.items() if key != "seal"}
    text = json.dumps(bare, separators=(",", ":"), ensure_ascii=False)
    return {**bare, "seal": hashlib.sha256(text.encode("utf-8")).hexdigest()}


def asked(answer):
    return {q["fact"].split(" (")[0] for q in answer["questions"]}


class Report(unittest.TestCase):
    def test_answers_of_many_lines_are_made_anew_as_they_were(self):
        lines = {**order({}), "items": [{"eccn": ("5A992.c", "3A090.a", "EAR99")[i % 3]} for i in range(17)]}
        given = licet.made("many.json", json.dumps(lines))
        for flags in ([], ["--why"], ["--profile", "none"]):
            with self.subTest(flags=flags):
                made = licet.made("many.answer.json", json.dumps(check(lines, *flags)))
                self.assertEqual(licet.run("verify", made, "--book", "starter", "--order", given).stdout, "holds\n")

    def test_each_figure_is_moved_in_the_order_as_it_is_stated(self):
        chip = {**CHIP, "tpp": 4900, "applicable_die_area_mm2": 400}
        open_end_user = {**order(chip), "date": "2023-12-01", "items": [chip, {**chip, "line": 2}],
                         "parties": [{"role": "end_user", "name": "TBD", "country": "CN", "headquarters": "CN"}]}
        rows = check(open_end_user)["margins"]
        self.assertGreater(len(rows), 4)
        for row in rows:
            twin, = [r for r in rows if r["item_line"] == 1 and all(r[k] == row[k] for k in ("line", "metric", "direction", "limit"))]
            self.assertEqual((row["flips"], row["beyond"]), (twin["flips"], twin["beyond"]), row)

    def test_of_many_open_lines_some_are_asked_about_and_the_answer_says_so(self):
        lines = {**order({}), "items": [{} for _ in range(30)]}
        answer = check(lines)
        self.assertEqual((answer["outcome"], len(answer["questions"]), answer["questions_cut"]), ("undecided", 24, True))
        text = printed(lines)
        self.assertEqual(text.count("What is the ECCN of the item?"), 1, text)
        self.assertIn("[item.eccn (line 1), (line 2), (line 3), ", text)
        self.assertIn("  other facts may matter, too: ask again then\n", text)
        self.assertFalse(check(order({"eccn": "5A992.c"})).get("questions_cut", False))

    def proved(self, answer):
        done = licet.run("verify", licet.made("proved.json", json.dumps(answer, ensure_ascii=False)), "--book", "starter")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_answers_of_deep_trees_of_cases_can_be_read_again(self):
        answer = check({"date": "2026-03-02", "items": [{"name": "a"}, {"name": "b"}]}, "--profile", "none")
        self.assertEqual(answer["outcome"], "undecided")
        self.proved(answer)

    def test_proofs_of_codes_stated_as_a_whole_hold(self):
        for code in ("5A992", "4A003", "5A992.z"):
            for date in ("2023-11-16", "2025-03-01", "2026-03-02"):
                order = {"date": date, "from": "US", "to": "DE", "items": [{"eccn": code, "kind": "computer"}]}
                answer, = licet.answers("check", "--in", "-", "--proof", "--book", "starter", given=json.dumps(order))
                done = licet.run("verify", licet.made("whole.json", json.dumps(answer, ensure_ascii=False)), "--book", "starter")
                self.assertEqual((code, date, done.stdout.splitlines()[-1], done.stderr), (code, date, "holds", ""))

    def test_a_policy_that_hangs_on_a_figure_is_never_told_as_if_sure(self):
        figures = {"eccn": "3A090.a", "tpp": 20000, "performance_density": 8, "for_data_centers": True, "dram_bandwidth_gb_s": 4000}
        mild = order({**CHIP, **figures}, date="2026-02-10")
        row, = [r for r in check(mild)["requirements"] if r["citation"] == "742.6(a)(6)(iii)(A)"]
        self.assertEqual((row["review_policy"], row.get("review_unknown")), ("case_by_case", None))
        for gone in ("dram_bandwidth_gb_s", "tpp"):
            item = {**CHIP, **figures, "tpp": {"at_least": 20000, "below": 22000}}
            item["dram_bandwidth_gb_s"] = 4000
            if gone == "dram_bandwidth_gb_s":
                item["tpp"] = 20000
                del item["dram_bandwidth_gb_s"]
            row, = [r for r in check(order(item, date="2026-02-10"))["requirements"] if r["citation"] == "742.6(a)(6)(iii)(A)"]
            self.assertEqual(row["review_policy"], ["case_by_case", "presumption_of_denial"])
            self.assertEqual(row["review_unknown"]["between"], [["case_by_case"], ["presumption_of_denial"]])
            self.assertEqual(row["review_unknown"]["depends_on"], [f"item.{gone} (line 1)"])
            self.assertIn(f"depends on item.{gone}", printed(order(item, date="2026-02-10")))

    def test_a_row_that_nobody_verified_is_asked_with_the_outcome_of_each_reply(self):
        chip = {**CHIP, "eccn": "3A090.a", "for_data_centers": True}
        answer = check(order(chip, to="ET"))
        self.assertEqual(answer["outcome"], "undecided")
        row, = answer["questions"]
        self.assertEqual(row["fact"], "law.country-groups.tsv (ET, D:5)")
        self.assertIn("86 FR 60165", row["ask"])
        self.assertEqual([(c["if"], c["outcomes"]) for c in row["decides"]],
                         [("it holds", ["license_required"]), ("it does not hold", ["no_license_required"])])
        self.proved(answer)
        for untouched in (order({**CHIP, "eccn": "3A991.a"}, to="ET"), order(chip, to="SG")):
            self.assertFalse([q for q in check(untouched)["questions"] if q["fact"].startswith("law.")])
        listed = check(order({**CHIP, "eccn": "3A090.b", "for_data_centers": True}, to="BR", headquarters="RU"))
        self.assertNotIn("undecided", listed["outcome"])  # 86 FR 14802 was read

    def test_a_facility_in_a_place_of_such_a_row_is_asked_too(self):
        def with_facility(place):
            use = {"end_uses": ["supercomputer"], "facility": {"place": place, "supercomputer": True}}
            return check(order({"line": 1, "name": "chip", "eccn": "5A992.c", "made_in": "US"}, to=place, use=use, red_flags="clear"))
        outcomes = {place: with_facility(place)["outcome"] for place in ("CN", "BR", "ET")}
        self.assertEqual(outcomes, {"CN": "license_required", "BR": "no_license_required", "ET": "undecided"})
        answer = with_facility("ET")
        self.assertEqual([q["fact"] for q in answer["questions"]], ["law.country-groups.tsv (ET, D:5)"])
        self.proved(answer)

    def test_who_exports_is_asked_once_for_all_letters(self):
        plain = order({"line": 1, "name": "cable", "eccn": "EAR99", "made_in": "US"}, date="2026-09-01")
        plain.pop("exporter", None)
        first = check(plain)["questions"][0]
        self.assertEqual(first["fact"], "order.exporter")
        self.assertEqual(first["decides"][-1], {"if": "none of these", "outcomes": ["no_license_required"]})
        self.assertIn("NVIDIA Corporation", [cell["if"] for cell in first["decides"]])
        self.assertEqual(check({**plain, "exporter": {"name": "Blue Cable Works"}})["outcome"], "no_license_required")

    def test_a_text_that_may_sleep_is_asked_in_words(self):
        answer = check(order({"line": 1, "name": "x", "eccn": "3A999", "made_in": "US"}, to="PK", date="2025-01-10"))
        row, = answer["questions"]
        self.assertIn("oldest copy read is of 2025-07-29", row["ask"])
        self.assertEqual([(c["if"], c["outcomes"]) for c in row["decides"]],
                         [("the text sleeps", ["no_license_required"]), ("the text binds", ["license_required"])])

    def test_what_an_item_is_rules_codes_out(self):
        chip = check(order(CHIP))
        self.assertNotIn("item.made_for", asked(chip))  # software and technology
        software = check(order({"line": 1, "name": "tool", "kind": "software", "made_in": "US"}))
        self.assertFalse(asked(software) & {"item.tpp", "item.memory_device", "item.operating_kelvin"})
        self.assertIn("item.made_for", asked(software))
        for answer, letters in ((chip, "AB"), (software, "D")):
            codes, = [q for q in answer["questions"] if q["fact"].startswith("item.eccn")]
            for cell in codes["decides"]:
                named = [c for c in cell["if"].replace(" and ", ", ").split(", ") if c[:1].isdigit() and c[1:2].isupper()]
                self.assertFalse([c for c in named if c[1] not in letters], cell["if"])
            self.assertTrue(any("EAR99" in cell["if"] for cell in codes["decides"]))
            self.proved(answer)
        # What was ruled out is worked out again: a code more or less is refused, under a new seal too.
        name, = [n for n in software["proof"]["parts"][0]["facts"] if n.startswith("item.eccn")]
        self.proved({**software, "proof": sealed(software["proof"])})
        for change in (lambda words: words.append("zz"), lambda words: words.pop()):
            forged = json.loads(json.dumps(software["proof"]))
            change(forged["parts"][0]["facts"][name]["is"]["words"])
            done = licet.run("verify", licet.made("forged.json", json.dumps(sealed(forged), ensure_ascii=False)), "--book", "starter")
            self.assertIn("does not follow from what it is computed from", done.stdout + done.stderr)

    def test_what_an_order_leaves_open_is_worked_out_again(self):
        for given, is_open in ((CHIP, "false"), ({key: CHIP[key] for key in CHIP if key != "kind"}, "true")):
            proof = check(order({**given, "eccn": "5A992.c"}))["proof"]
            self.proved({"proof": sealed(proof)})
            name, = [n for n in proof["parts"][0]["facts"] if n.startswith("item.kind_unstated")]
            self.assertEqual(proof["parts"][0]["facts"][name], {"is": is_open, "origin": "computed"})
            proof["parts"][0]["facts"][name]["is"] = "true" if is_open == "false" else "false"
            done = licet.run("verify", licet.made("forged.json", json.dumps(sealed(proof), ensure_ascii=False)), "--book", "starter")
            self.assertIn("does not follow from what it is computed from", done.stdout + done.stderr)

    def test_what_a_figure_denies_is_told_as_computed(self):
        proof = check(order({**CHIP, "eccn": "3A090.a", "tpp": 20000}))["proof"]
        self.proved({"proof": sealed(proof)})
        facts = proof["parts"][0]["facts"]
        name, = [n for n in facts if n.startswith("item.memory_device")]
        self.assertEqual(facts[name], {"is": "false", "origin": "computed"})
        facts[name]["is"] = "true"
        done = licet.run("verify", licet.made("forged.json", json.dumps(sealed(proof), ensure_ascii=False)), "--book", "starter")
        self.assertIn("does not follow from what it is computed from", done.stdout + done.stderr)

    def refused(self, forged, why, *flags):
        if "proof" in forged:
            forged["proof"] = sealed(forged["proof"])
        done = licet.run("verify", licet.made("forged.json", json.dumps(forged, ensure_ascii=False)), "--book", "starter", *flags)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn(why, done.stderr)

    def test_a_case_is_not_left_out_for_being_assumed_unknown(self):
        answer = check(order({"line": 1, "name": "know-how", "eccn": "5E992", "kind": "technology", "made_in": "US"}, date="2025-03-03"))
        proof = answer["proof"]
        self.assertEqual((proof["at_least"], proof["at_most"]), ("no_license_required", "license_required"))
        self.proved(answer)
        mild = {"at_least": "no_license_required", "at_most": "no_license_required", "bound": "exact"}
        part = proof["parts"][0]
        names = [f"item.made_for[{family}]@2" for family in ("first_family", "second_family")]
        self.assertEqual({part["assumed"][name] for name in names}, {"no_computing_technology"})
        for way in ("alone", "as a case among two"):
            contexts = [{"for": "stated"}, {"for": "assumed", **mild}, {"in": 1, "for": "cases", "set": {names[0]: "false"}}]
            if way == "alone":
                contexts.append({"in": 2, "for": "cases", "set": {names[1]: "false"}})
            else:
                contexts.append({"in": 1, "for": "cases", "set": {names[0]: {"words": ["false"], "answer": "unknowable"}}})
            forged = {**proof, **mild, "outcome": "no_license_required", "parts": [{**part, "contexts": contexts}]}
            forged.pop("outcome_without_assumptions", None)
            self.refused({"proof": forged}, "a single case" if way == "alone" else "not knowable")

    def test_an_answer_says_nothing_of_the_outcome_that_its_proof_does_not(self):
        answer = check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}))
        self.proved(answer)
        proof = dict(answer["proof"])
        part = proof["parts"][0]
        stated, *others = part["contexts"]
        self.assertEqual((proof.pop("outcome_without_assumptions"), stated["for"]), ("license_required", "stated"))
        self.refused({**answer, "proof": {**proof, "parts": [{**part, "contexts": [{"for": "stated"}, *others]}]}}, "`outcome_without_assumptions`")

    def test_the_book_of_a_screening_is_compared_with_the_order(self):
        given = order({**CHIP, "eccn": "3A090.a", "for_data_centers": True})
        answer = check(given)
        path = licet.made("order.json", json.dumps(given))
        answer["proof"]["screened_by"] = "0" * 64
        self.refused(answer, "another book", "--order", path)

    def test_what_an_answer_prints_beside_its_proof_is_the_proof_s(self):
        answer = check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}))
        self.assertTrue(answer["assumed"])
        for key, value in (("profile", "none"), ("assumed", []), ("assumed", answer["assumed"][1:]), ("book", {**answer["book"], "hash": "0" * 64}),
                           ("assumed", answer["assumed"] + [{**answer["assumed"][0], "fact": "order.lpp_certification", "members": []}]),
                           ("posture", "codified"), ("bound", "loose"), ("outcome", "no_license_required"), ("at_least", "not_subject"),
                           ("at_most", "prohibited"), ("outcome_without_assumptions", "undecided")):
            if answer[key] != value:
                self.refused({**answer, key: value}, f"the answer's `{key}` is")
        strict = check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}), "--profile", "none")
        self.proved(strict)
        self.refused({**strict, "profile": "ordinary"}, "the answer's `profile` is not the proof's")

    def test_what_was_not_looked_at_is_named(self):
        answer = check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}))
        path = licet.made("proved.json", json.dumps(answer))
        held = {"proof", "profile", "assumed", "outcome", "at_least", "at_most", "bound", "posture", "outcome_without_assumptions"}
        told, = licet.answers("verify", path, "--book", "starter")
        self.assertEqual(told["not_looked_at"], [key for key in answer if key not in held])
        self.assertIn("not looked at: order_id, on, requirements,", licet.run("verify", path, "--book", "starter").stdout)
        given = licet.made("order.json", json.dumps(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True})))
        self.assertEqual(licet.run("verify", path, "--book", "starter", "--order", given).stdout, "holds\n")
        self.assertNotIn("not_looked_at", licet.answers("verify", path, "--book", "starter", "--order", given)[0])

    def test_no_member_of_an_answer_can_be_changed_beside_its_order(self):
        open_order = order({**CHIP, "eccn": "3A090"})
        huawei = {"role": "purchaser", "name": "Huawei Technologies Co., Ltd.", "country": "CN", "headquarters": "CN"}
        listed = {**open_order, "parties": open_order["parties"] + [huawei], "date": "2023-12-01"}

        def flipped(value):
            if isinstance(value, bool):
                return not value
            if isinstance(value, (int, float)):
                return value + 1
            if isinstance(value, str):
                return value + "x"
            if isinstance(value, list):
                return value[1:] if value else ["x"]
            return {**value, "x": 1} if value is not None else "x"

        inside = set()
        for given in (open_order, listed):
            path, answer = licet.made("order.json", json.dumps(given)), check(given)
            for key, value in answer.items():
                if key != "proof":
                    with self.subTest(key):
                        self.refused({**answer, key: flipped(value)}, f"the answer's `{key}` is", "--order", path)
            for key in ("parties", "requirements", "questions"):
                for inner, value in answer[key][0].items() if answer[key] else ():
                    with self.subTest(key=key, inner=inner):
                        inside.add(key)
                        rows = [{**answer[key][0], inner: flipped(value)}, *answer[key][1:]]
                        self.refused({**answer, key: rows}, f"the answer's `{key}` is not what this program prints for the order", "--order", path)
            self.refused({**answer, "cleared": True}, "the answer's `cleared` is not what this program prints for the order", "--order", path)
        self.assertEqual(inside, {"parties", "requirements", "questions"})

    def test_answers_of_other_days_profiles_and_batches_are_compared_with_their_orders(self):
        given = order({**CHIP, "eccn": "3A090.a", "for_data_centers": True})
        undated = {key: value for key, value in given.items() if key != "date"}
        path = licet.made("order.json", json.dumps(undated))
        for flags in (("--on", "2023-12-01"), ("--on", "2024-12-05", "--profile", "none"), ("--on", "2026-01-05", "--posture", "codified")):
            row, = licet.answers("check", "--in", "-", "--proof", "--book", "starter", *flags, given=json.dumps(undated) + "\n")
            for answer in (check(undated, *flags), row):
                done = licet.run("verify", licet.made("proved.json", json.dumps(answer)), "--book", "starter", "--order", path)
                self.assertEqual((flags, done.stdout, done.stderr), (flags, "holds\n", ""))

    def test_steps_are_printed_each_behind_those_that_it_leans_on(self):
        answer = check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}))
        proved = licet.made("proved.json", json.dumps(answer, ensure_ascii=False))
        *steps, unread, last = licet.run("verify", proved, "--book", "starter", "--steps").stdout.splitlines()
        self.assertTrue(unread.startswith("not looked at: "), unread)
        self.assertEqual(last, "holds")
        seen = set()
        for step in map(json.loads, steps):
            self.assertLessEqual(set(step.get("uses", [])), seen, step)
            seen.add(step["s"])
            self.assertIn(step["is"], ("T", "F", "U"))
        held = {step["s"] for step in map(json.loads, steps) if step["is"] == "T"}
        self.assertTrue({row["rule"] for row in answer["requirements"]} <= held)
        told, = licet.answers("verify", proved, "--book", "starter", "--steps", "--json")
        self.assertEqual((told["holds"], len(told["steps"])), (True, len(steps)))

    def test_a_license_that_no_single_rule_requires_is_told_case_by_case(self):
        knowledge = order({"line": 1, "name": "data", "kind": "technology", "eccn": "1E002", "made_in": "US"})
        answer = check(knowledge)
        self.assertEqual((answer["outcome"], answer["requirements"]), ("license_required", []))
        line, = answer["decided_by_cases"]
        self.assertEqual((line["line"], line["whatever"], line["one_of"]), (1, ["item.eccn (line 1)"], ["738.4/chart"]))
        self.assertEqual({r["rule"] for r in answer["possible_requirements"] if r.get("decides")}, {"738.4/chart"})
        self.assertIn("needs a license in every case, whatever item.eccn (line 1) is", printed(knowledge))
        self.assertNotIn("decided_by_cases", check(order({**CHIP, "eccn": "3A090.a", "for_data_centers": True})))

    def test_a_code_that_the_figures_meet_beside_others_is_not_contradicted(self):
        both = {**CHIP, "eccn": "3A090.a.1", "tpp": 20000, "performance_density": 8, "for_data_centers": True}
        self.assertEqual(check(order(both))["findings"], [])
        wrong = {**both, "eccn": "3A991.a"}
        self.assertEqual({f["red_flag"] for f in check(order(wrong))["findings"]}, {"stated_eccn_contradicted"})

    def test_what_comes_from_private_law_says_so(self):
        folder = licet.FOLDER / "private"
        folder.mkdir(exist_ok=True)
        (folder / "desk.law").write_text("""section desk checked 2026-03-02
authorization desk kind license_exception overcomes 742.6/a6iiiA
  version from 2024-01-01 source "letter" cite "desk 1" when item.eccn in {3A090.a}
duty note_it
  version from 2024-01-01 source "board" cite "desk 2" when 734.3/subject do "write it down"
finding odd
  version from 2024-01-01 source "board" cite "desk 3" when 734.3/subject clears "ask the desk"
""")
        given = order({**CHIP, "eccn": "3A090.a", "for_data_centers": True})
        answer = check(given, "--law", folder)
        for key, name in (("authorizations", "symbol"), ("duties", "duty"), ("findings", "red_flag")):
            private = [row[name] for row in answer[key] if row.get("private")]
            self.assertEqual(private, [{"symbol": "desk", "duty": "write it down", "red_flag": "desk/odd"}[name]], key)
        text = printed(given, "--law", folder)
        for row in ("desk, license exception, desk 1: available\n", "desk 2  write it down\n", "desk/odd: ask the desk\n"):
            self.assertIn("private law", text.split(row)[1].split("\n  ")[0] + text.split(row)[1][:120], row)
            self.assertIn(row, text)
        self.assertFalse([row for key in ("authorizations", "duties", "findings") for row in check(given)[key] if row.get("private")])

    def test_a_duty_that_hangs_on_what_is_not_known_is_not_told_as_if_sure(self):
        folder = licet.FOLDER / "duties"
        folder.mkdir(exist_ok=True)
        duty = """duty %s
  version from 2024-01-01 source "board" cite "desk %d" when %s do "write it down"
"""
        (folder / "desk.law").write_text("section desk checked 2026-03-02\n" + duty % ("sure", 1, "734.3/subject")
                                         + duty % ("maybe", 2, "item.for_data_centers"))
        given = order({**CHIP, "eccn": "3A090.a"})
        rows = {row["citation"]: row.get("possible", False) for row in check(given, "--law", folder)["duties"]}
        self.assertEqual((rows["desk 1"], rows["desk 2"]), (False, True))
        text = printed(given, "--law", folder)
        self.assertIn("  desk 1  write it down\n", text)
        self.assertIn("  desk 2  write it down (possible: hangs on what is not known)\n", text)

    def test_what_prohibits_is_not_said_to_require_a_license(self):
        denied = order({**CHIP, "eccn": "3A090.a", "for_data_centers": True}, parties=[{"role": "end_user"}])
        answer = check(denied)
        rows = {row["rule"]: row.get("requires") for row in answer["possible_requirements"] + answer["requirements"]}
        self.assertEqual((rows["736.2/gp4"], rows["742.6/a6iiiA"]), ("denial", None))

    def test_a_shipment_at_home_is_no_way_out(self):
        answer = check(order({**CHIP, "eccn": "3A090.a", "tpp": 6000, "performance_density": 8, "for_data_centers": True}, to="SG", headquarters="CN"))
        self.assertTrue(answer["would_change"])
        for way in answer["would_change"]:
            self.assertNotIn("not_subject", way["outcomes"])
        self.assertIn(["no_license_required"], [way["outcomes"] for way in answer["would_change"]])

    def test_people_see_the_questions_that_decide_apart_from_the_others(self):
        text = printed(order(CHIP))
        first, later = text.split("and, as far as they still matter then:\n")
        self.assertIn("What is the ECCN of the item?", first)
        self.assertIn("[item.for_data_centers (line 1)]\n", later)
        self.assertNotIn("decides only together", text)

    def test_a_text_of_which_nobody_knows_whether_it_binds_is_named_by_classify(self):
        answer, = licet.answers("classify", "--in", "-", "--on", "2023-12-01", given=json.dumps({"kind": "computer", "contained_circuit": "3A090.b"}))
        row, = [r for r in answer["undecided"] if (r["eccn"], r["paragraph"]) == ("4A090", "b")]
        self.assertTrue(row["missing"][0].startswith("law."), row)


if __name__ == "__main__":
    unittest.main()
