"""The shapes and habits of the commands, seen from outside."""
import csv
import gzip
import io
import json
import subprocess
import unittest

import licet

HIT = {"party_id", "source_id", "caption", "schema", "list", "list_title", "parcel", "matched_name", "alias_strength", "score",
       "listed_from", "listed_until", "listed_on_question_date", "citations", "license_requirement", "license_review_policy",
       "footnotes", "countries", "source_url", "explanation"}


class Answers(unittest.TestCase):
    def test_what_stays_in_one_country_may_be_a_release_where_its_activity_is_not_stated(self):
        order = {"date": "2026-03-02", "from": "US", "to": "US", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "other", "name": "Jane Roe", "country": "US", "headquarters": "US"}],
                 "parties_complete": True, "items": [{"eccn": "3E001", "made_in": "US"}]}
        for activity, outcome in (None, "undecided"), ("deemed_export", "undecided"), ("transfer", "not_subject"):
            stated = dict(order, activity=activity) if activity else order
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(stated))
            self.assertEqual((activity, answer["outcome"]), (activity, outcome))

    def test_what_no_entry_says_that_a_party_may_be_is_not_asked(self):
        order = {"date": "2026-03-02", "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Inspur Electronic Information Industry Co., Ltd.", "country": "CN"}],
                 "items": [{"eccn": "EAR99"}]}
        answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order))
        # It is one of the entries by its name, another of nearly that name for a person to confirm: both say the same.
        self.assertGreater(sum(hit["list"] == "us_entity_list" for hit in answer["parties"]), 1)
        row, = [row for row in answer["requirements"] if row["rule"] == "744.11/entity_list"]
        self.assertEqual((row["review_policy"], row.get("review_unknown")), ("policy_of_denial", None))

    def test_a_batch_prints_the_policy_of_the_entry_alone(self):
        order = {"date": "2023-03-02", "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Loongson Technology Corporation Limited", "country": "CN"}],
                 "items": [{"eccn": "EAR99"}]}
        file = licet.made("loongson.json", json.dumps(order))
        for how in ("check", file), ("check", "--in", file), ("check", "--in", file, "--why"):
            answer, = licet.answers(*how, "--book", "starter")
            self.assertEqual([row["review_policy"] for row in answer["requirements"]], ["presumption_of_denial"], how)

    def test_an_order_without_an_id_is_an_order(self):
        file = licet.made("nameless.json", json.dumps({"date": "2023-03-02", "from": "US", "to": "CN", "items": [{"eccn": "EAR99"}]}))
        told = licet.run("check", file, "--book", "starter").stdout
        self.assertTrue(told.startswith("order on 2023-03-02: "), told[:60])

    def test_screen_has_its_shape(self):
        answer, = licet.answers("screen", "Inspur Group", "--on", "2023-03-02")
        self.assertLessEqual({"query", "on", "book", "hits", "complete", "certificate"}, set(answer))
        self.assertTrue(answer["hits"])
        for hit in answer["hits"]:
            self.assertLessEqual(HIT, set(hit))
        self.assertTrue(any(h["listed_from"] == "2023-03-02" and h["listed_on_question_date"] is True for h in answer["hits"]))

    def test_the_day_moves_the_answer(self):
        days = {}
        for day in ("2023-03-01", "2023-03-02"):
            hits = licet.answers("screen", "Inspur Group", "--on", day)[0]["hits"]
            days[day] = [h["listed_on_question_date"] for h in hits if h["listed_from"] == "2023-03-02"]
        self.assertEqual((set(days["2023-03-01"]), set(days["2023-03-02"])), ({False}, {True}))

    def test_a_name_settles_or_asks_who_makes_the_circuit(self):
        circuit = {"kind": "integrated_circuit", "eccn": "3A991.p", "made_in": "TW", "subject_by_content": True, "advanced_logic": True,
                   "packaged_by": "other", "transistors_billion": 50, "contains_hbm": True, "tpp": 4700, "performance_density": 1,
                   "dram_bandwidth_gb_s": 100, "io_bandwidth_gb_s": 100, "for_data_centers": True,
                   "designer": {"name": "Some Fabless", "headquarters": "CN", "country": "CN", "attests": False}}
        order = {"date": "2026-09-01", "activity": "reexport", "from": "TW", "to": "CN", "items": [circuit],
                 "parties": [{"role": "end_user", "name": "Foo", "country": "CN", "headquarters": "CN", "not_listed": True}]}
        for name, outcome in (("Taiwan Semiconductor Manufacturing Co., Ltd.", "license_required"), ("Samsung Foundry", "license_required"),
                              ("GlobalFoundries U.S. Inc.", "undecided"), ("TSMC Nanjing Company Limited", "undecided"),
                              ("Acme Trading", "no_license_required")):
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order | {"exporter": {"name": name}}))
            self.assertEqual((name, answer["outcome"]), (name, outcome))

    def test_a_designer_known_by_name_raises_general_prohibition_ten(self):
        circuit = {"kind": "integrated_circuit", "eccn": "3A090.a", "made_in": "CN", "subject_by_content": True, "tpp": 6016,
                   "performance_density": 9, "for_data_centers": True}
        order = {"date": "2026-09-01", "activity": "reexport", "from": "CN", "to": "DE", "exporter": {"name": "Acme"},
                 "parties": [{"role": "end_user", "name": "Foo", "country": "DE", "headquarters": "DE", "not_listed": True}]}
        for designer, outcome in (({"name": "HiSilicon"}, "undecided"), ({"name": "Huawei Technologies Co., Ltd."}, "undecided"),
                                  ({"name": "Acme", "headquarters": "US"}, "no_license_required")):
            items = [circuit | {"designer": designer}]
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order | {"items": items}))
            self.assertEqual((designer["name"], answer["outcome"]), (designer["name"], outcome))

    def test_a_circuit_known_by_the_name_of_the_item_raises_general_prohibition_ten(self):
        order = {"date": "2025-06-02", "activity": "export", "from": "US", "to": "DE", "exporter": {"name": "Acme"},
                 "parties": [{"role": "end_user", "name": "Foo", "country": "DE", "headquarters": "DE", "not_listed": True}]}
        for name, flagged in (("Huawei Ascend-910B2 card", True), ("Ascend 910C", True), ("ASCEND910D", True), ("华为昇腾 910B2", True), ("昇騰910C", True), ("昇腾310", False), ("Ascend 910", False),
                              ("Graphics card", False)):
            items = [{"kind": "integrated_circuit", "eccn": "3A090.b", "for_data_centers": True, "name": name}]
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order | {"items": items}))
            self.assertEqual((name, [one["red_flag"] for one in answer["findings"]]), (name, ["736.2/gp10_circuit"] if flagged else []))
            self.assertEqual((name, answer["outcome"]), (name, "undecided" if flagged else "no_license_required"))

    def test_an_item_without_a_code_is_not_asked_about_codes_of_another_time(self):
        item = {"kind": "integrated_circuit", "for_data_centers": True, "memory_device": False, "value_usd": 100000, "made_in": "US", "tpp": 2500,
                "performance_density": 3, "io_bandwidth_gb_s": 100, "dram_bandwidth_gb_s": 2000}
        order = {"date": "2023-11-29", "activity": "export", "from": "US", "to": "KZ", "exporter": {"name": "Acme", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Foo", "country": "KZ", "headquarters": "US", "not_listed": True}], "parties_complete": True}
        for code, asked in (({}, {"item.eccn"}), ({"eccn": "3A090.c"}, {"item.code_of_the_day_needs_license"})):
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order | {"items": [item | code]}))
            facts = {q["fact"].split(" (")[0] for q in answer["questions"]} & {"item.eccn", "item.code_of_the_day_needs_license"}
            self.assertEqual((code, facts), (code, asked))

    def test_a_notice_that_was_never_incorporated_is_printed(self):
        order = {"date": "2025-02-03", "activity": "export", "from": "US", "to": "CN", "exporter": {"name": "Acme", "headquarters": "US"},
                 "items": [{"eccn": "EAR99"}]}
        for name, printed in (("S2C Limited", True), ("Foo Trading", False)):
            parties = [{"role": "end_user", "name": name, "country": "CN", "headquarters": "CN"}]
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order | {"parties": parties}))
            self.assertEqual((name, "not_incorporated" in [one["status"] for one in answer["requirements"]]), (name, printed))

    def test_an_answer_shows_where_text_and_enforcement_differ(self):
        order = {"id": "1", "date": "2026-06-01", "from": "US", "to": "BR", "activity": "export", "exporter": {"name": "Foo"},
                 "items": [{"chip": "H100", "eccn": "3A090.a", "line_tpp": 36000000}],
                 "parties": [{"role": "end_user", "name": "Nobody At All Ltda", "country": "BR", "headquarters": "BR"}]}
        answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order))
        self.assertNotIn(answer["outcome"], ("license_required", "prohibited"))
        self.assertEqual(answer["as_codified"]["outcome"], "license_required")
        order["to"] = order["parties"][0]["country"] = "CN"
        answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order))
        self.assertNotIn("as_codified", answer)

    def test_a_stated_code_does_not_outweigh_figures_that_may_be_graver(self):
        item = {"kind": "integrated_circuit", "tpp": {"at_least": 4000, "below": 5000}, "applicable_die_area_mm2": 2000, "for_data_centers": True}
        order = {"id": "1", "activity": "export", "date": "2024-06-03", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Nobody At All Ltda", "country": "CN", "headquarters": "CN"}], "parties_complete": True}

        def bounds(**changes):
            question = dict(order, items=[{k: v for k, v in dict(item, **changes).items() if v is not None}])
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(question))
            return answer["at_least"], answer["at_most"], any("does not settle" in note for note in answer["notes"])

        self.assertEqual(bounds(eccn="3A991.p"), ("exception_to_confirm", "license_required", True))
        self.assertEqual(bounds(eccn="3A991.p", tpp={"at_least": 600, "below": 700}), ("no_license_required", "no_license_required", False))
        self.assertEqual(bounds(eccn="3A090.a", tpp={"at_least": 600, "below": 5000}), ("license_required", "license_required", False))

    @staticmethod
    def checked(**changed):
        order = {"id": "1", "date": "2026-06-01", "from": "US", "to": "SG", "activity": "export", "exporter": {"name": "Foo"},
                 "items": [{"eccn": "3B001.a.4"}],
                 "parties": [{"role": "end_user", "name": "Nobody At All Pte", "country": "SG", "headquarters": "SG"}]}
        if "legs" in changed:
            order = {key: value for key, value in order.items() if key not in ("from", "to", "activity")}
        order.update(changed)
        answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order))
        return answer

    def test_goods_for_a_user_in_another_place_are_not_judged_by_the_leg_alone(self):
        away = [{"role": "end_user", "name": "Nobody At All Ltd", "country": "CN", "headquarters": "SG"}]
        self.assertEqual(self.checked()["outcome"], "no_license_required")
        answer = self.checked(parties=away)
        self.assertEqual(answer["outcome"], "undecided")
        self.assertIn("leg.destination", [q["fact"] for q in answer["questions"]])
        self.assertTrue(any("country of ultimate destination" in note for note in answer["notes"]))
        self.assertEqual(self.checked(parties=away, destination="SG")["outcome"], "no_license_required")
        self.assertEqual(self.checked(parties=away, destination="CN")["outcome"], "license_required")
        buyer = [dict(away[0], role="purchaser")]
        self.assertEqual(self.checked(parties=buyer)["outcome"], "no_license_required")

    def test_a_leg_that_goes_to_the_user_settles_where_goods_end_up(self):
        away = [{"role": "end_user", "name": "Nobody At All Ltd", "country": "CN", "headquarters": "SG"}]
        legs = [{"from": "US", "to": "SG"}, {"from": "SG", "to": "CN", "activity": "reexport"}]
        answer = self.checked(parties=away, legs=legs)
        self.assertFalse(any("country of ultimate destination" in note for note in answer["notes"]))

    def test_an_order_without_a_day_is_done_on_the_last_of_its_legs(self):
        legs = [{"from": "US", "to": "SG", "date": "2023-03-01"}, {"from": "SG", "to": "CN", "date": "2023-11-20"}]
        order = {"id": "1", "legs": legs, "items": [{"eccn": "EAR99"}],
                 "parties": [{"role": "end_user", "name": "Inspur Group", "country": "CN"}]}
        answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(order))
        self.assertEqual(answer["on"], "2023-11-20")
        self.assertEqual([leg["on"] for leg in answer["legs"]], ["2023-03-01", "2023-11-20"])
        self.assertEqual([line["on"] for line in answer["lines"]], ["2023-11-20"])
        # The listing of 2023-03-02 binds the second leg alone.
        self.assertEqual(answer["legs"][0]["at_most"], "no_license_required")
        self.assertEqual(answer["legs"][1]["at_most"], "license_required")
        dated, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(dict(order, date="2024-01-05")))
        self.assertEqual(dated["on"], "2024-01-05")
        one_open = dict(order, legs=[legs[0], {"from": "SG", "to": "CN"}])
        asked, = licet.answers("check", "--in", "-", "--book", "starter", "--on", "2024-02-01", given=json.dumps(one_open))
        self.assertEqual(asked["on"], "2024-02-01")
        self.assertEqual([leg["on"] for leg in asked["legs"]], ["2023-03-01", "2024-02-01"])

    def test_the_heading_names_the_days_of_the_legs(self):
        order = {"id": "1", "items": [{"eccn": "EAR99"}],
                 "legs": [{"from": "US", "to": "SG", "date": "2023-03-01"}, {"from": "SG", "to": "CN", "date": "2023-11-20"}]}
        shown = licet.run("check", licet.made("legs.json", json.dumps(order)), "--book", "starter").stdout
        self.assertTrue(shown.startswith("order 1 on 2023-11-20 (legs on 2023-03-01, 2023-11-20): "), shown)

    def test_a_release_of_technology_goes_to_the_person(self):
        at_home = [{"role": "end_user", "name": "Nobody At All Inc", "country": "GB", "headquarters": "GB"}]
        answer = self.checked(activity="deemed_export", to="CN", items=[{"eccn": "3E001"}], parties=at_home)
        self.assertEqual(answer["outcome"], "license_required")
        self.assertNotIn("leg.destination", [q["fact"] for q in answer["questions"]])

    def test_a_chip_brings_its_designer(self):
        for day, found in (("2025-05-12", False), ("2025-05-13", True)):
            answer = self.checked(date=day, items=[{"chip": "Ascend 910D", "eccn": "3A090.b"}])
            self.assertEqual("736.2/gp10_circuit" in [f["red_flag"] for f in answer["findings"]], found)
            self.assertEqual(answer["outcome"], "undecided" if found else "no_license_required")

    def test_foundries_and_designers_are_known_by_name(self):
        chip = {"kind": "integrated_circuit", "eccn": "3A991.a", "advanced_logic": True, "subject_by_content": True, "made_in": "TW"}
        away = [{"role": "end_user", "name": "Nobody At All Ltd", "country": "CN", "headquarters": "CN"}]
        for exporter, designer, outcome in (("TSMC", None, "undecided"), ("Some Trader", None, "no_license_required"),
                                            ("TSMC", "Nvidia Corporation", "no_license_required"), ("TSMC", "Unknown Ltd", "undecided")):
            item = dict(chip, designer={"name": designer, "attests": True}) if designer else chip
            answer = self.checked(**{"from": "TW"}, to="CN", exporter={"name": exporter}, items=[item], parties=away)
            self.assertEqual((exporter, designer, answer["outcome"]), (exporter, designer, outcome))

    def test_a_code_that_goes_with_another_entry_is_no_contradiction(self):
        flags = lambda item: [f["red_flag"] for f in self.checked(items=[item])["findings"]]
        laptop = {"kind": "computer", "contained_circuit": "3A991.p"}
        self.assertNotIn("stated_eccn_contradicted", flags(dict(laptop, eccn="5A992.c")))
        self.assertNotIn("stated_eccn_contradicted", flags(dict(laptop, eccn="4A003.z.1.a", contained_circuit="3A090.a")))
        self.assertIn("stated_eccn_contradicted", flags(dict(laptop, eccn="EAR99")))
        self.assertIn("stated_eccn_contradicted", flags(dict(laptop, eccn="5A992.c", contained_circuit="3A090.a")))

    def test_a_code_of_another_time_is_not_believed(self):
        answer = self.checked(date="2022-06-01", to="CN", items=[{"eccn": "4A906"}])
        self.assertEqual(answer["outcome"], "undecided")
        self.assertIn("supp1_paragraphs/code_not_on_the_list", [f["red_flag"] for f in answer["findings"]])
        item = licet.made("quantum.json", '{"eccn":"4A906.a","kind":"computer"}')
        for day, told in (("2024-09-05", True), ("2024-09-06", False)):
            answer, = licet.answers("classify", item, "--on", day)
            self.assertEqual(any("has no entry 4A906" in note for note in answer["notes"]), told)

    def test_a_parent_that_nobody_stated_is_told_where_it_matters(self):
        user = [{"role": "end_user", "name": "Nobody At All Ltda", "country": "BR", "headquarters": "BR"}]
        facts = lambda answer: [row["fact"] for row in answer["assumed"]]
        chip = [{"chip": "H100", "eccn": "3A090.a"}]
        self.assertIn("party.parent_headquarters (Nobody At All Ltda)", facts(self.checked(to="BR", items=chip, parties=user)))
        told = [dict(user[0], parent_headquarters="BR")]
        self.assertNotIn("party.parent_headquarters (Nobody At All Ltda)", facts(self.checked(to="BR", items=chip, parties=told)))
        self.assertNotIn("party.parent_headquarters (Nobody At All Ltda)", facts(self.checked(to="BR", items=[{"eccn": "EAR99"}], parties=user)))

    def test_a_processor_of_the_chip_table_is_not_asked_for_figures_of_other_devices(self):
        strange = {"item.device", "item.memory_device", "item.operating_kelvin", "item.amplifies_2_to_15_ghz", "item.noise_figure_db"}
        for items, asked in (([{"chip": "MI308X"}], False), ([{"kind": "integrated_circuit", "for_data_centers": True}], True)):
            answer = self.checked(date="2025-03-01", items=items)
            facts = {q["fact"].split(" (")[0] for q in answer["questions"]}
            self.assertEqual(bool(facts & strange), asked, facts)

    def test_an_open_red_flag_takes_away_what_was_assumed(self):
        order = {"id": "1", "activity": "export", "date": "2026-02-02", "from": "US", "to": "BR", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Nobody At All Ltda", "country": "BR", "headquarters": "BR"}],
                 "parties_complete": True, "items": [{"eccn": "EAR99", "made_in": "US"}]}
        for flags, outcome, raised in (("clear", "no_license_required", False), ("open", "undecided", True)):
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(dict(order, red_flags=flags)))
            self.assertEqual(answer["outcome"], outcome)
            self.assertEqual(any("open_red_flag" in f["red_flag"] for f in answer["findings"]), raised)
            self.assertEqual(any(a["fact"] == "order.end_uses" for a in answer["assumed"]), not raised)

    def test_a_party_of_the_very_name_is_not_one_of_a_similar_name(self):
        order = {"id": "1", "activity": "export", "date": "2024-05-08", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties_complete": True, "items": [{"eccn": "EAR99", "made_in": "US"}]}
        for name, outcome, other in (("University of Science and Technology of China", "no_license_required", True),
                                     ("University of Science & Technology in China", "undecided", False)):
            party = {"role": "end_user", "name": name, "country": "CN", "headquarters": "CN"}
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(dict(order, parties=[party])))
            self.assertEqual(answer["outcome"], outcome, name)
            self.assertEqual(any(hit.get("other") for hit in answer["parties"]), other, name)
            self.assertEqual(any("taken as others" in note for note in answer["notes"]), other, name)

    def test_a_release_within_a_place_goes_to_the_persons_country(self):
        order = {"id": "1", "activity": "deemed_export", "date": "2026-09-01", "from": "US", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": "Wei Ling", "country": "US", "headquarters": "US"}], "parties_complete": True,
                 "items": [{"kind": "technology", "eccn": "3E001", "made_in": "US"}]}
        for to, activity, outcome in (("US", "deemed_export", "undecided"), ("CN", "deemed_export", "license_required"),
                                      ("US", "transfer", "not_subject")):
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps({**order, "to": to, "activity": activity}))
            self.assertEqual(answer["outcome"], outcome, to)
            self.assertEqual(any(q["fact"].startswith("leg.destination") for q in answer["questions"]), outcome == "undecided")
            self.assertEqual(any("734.13(b)" in note for note in answer["notes"]), outcome == "undecided")

    def test_a_body_is_found_under_another_wording_of_its_name(self):
        for name in ("University of Science & Technology in China", "Univ. of Science and Technology of China", "Sichuan Univ."):
            answer, = licet.answers("screen", name, "--book", "starter")
            self.assertTrue(answer["hits"], name)

    def test_brackets_that_say_the_name_again_change_nothing(self):
        order = {"id": "1", "activity": "export", "date": "2026-03-02", "from": "US", "to": "CN", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties_complete": True, "items": [{"eccn": "EAR99", "made_in": "US"}]}
        for name, outcome in (("Huawei Technologies Co., Ltd. (Huawei)", "license_required"), ("Huawei Technologies Co., Ltd. (华为)", "license_required"),
                              ("Huawei Technologies Co., Ltd. (Otter)", "undecided")):
            party = {"role": "end_user", "name": name, "country": "CN", "headquarters": "CN"}
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(dict(order, parties=[party])))
            self.assertEqual(answer["outcome"], outcome, name)

    def test_whoever_uses_a_listed_address_is_meant(self):
        order = {"id": "1", "activity": "export", "date": "2026-03-02", "from": "US", "to": "HK", "exporter": {"name": "Foo", "headquarters": "US"},
                 "parties_complete": True, "items": [{"eccn": "3A991.a", "made_in": "US"}]}
        listed = "7/F MW Tower, 111 Bonham Strand, Sheung Wan"
        for day, address, outcome in (("2026-03-02", listed, "license_required"), ("2024-08-22", listed, "no_license_required"),
                                      ("2026-03-02", "MW Tower, 111 Bonham Strand, Sheung Wan", "undecided"),
                                      ("2026-03-02", "8/F MW Tower, 111 Bonham Strand, Sheung Wan", "no_license_required")):
            party = {"role": "end_user", "name": "Nobody At All Ltd", "country": "HK", "headquarters": "HK", "address": address}
            answer, = licet.answers("check", "--in", "-", "--book", "starter", given=json.dumps(dict(order, date=day, parties=[party])))
            self.assertEqual(answer["outcome"], outcome, (day, address))
            self.assertTrue(any("does not hold whole" in note for note in answer["notes"]))

    def test_match_has_its_shape(self):
        answer, = licet.answers("match", "Inspur Group", "Inspur Group")
        self.assertEqual(list(answer), ["name1", "name2", "score", "is_match", "threshold", "explanation"])
        self.assertEqual((answer["score"], answer["is_match"]), (1.0, True))
        pair = json.dumps({"schema": "Person", "query": {"name": "Ann Lee"}, "candidate": {"name": "Bo Marsh"}})
        self.assertFalse(licet.answers("match", "--in", "-", given=pair)[0]["is_match"])

    def test_scan_has_its_shape_and_its_offsets_are_right(self):
        path = "data/demo/article.txt"
        answer, = licet.answers("scan", path, "--on", "2026-06-01")
        raw = (licet.ROOT / path).read_bytes()
        text = raw.decode("utf-8")
        self.assertLessEqual({"file", "text_date", "text_date_basis", "on", "mentions", "flags"}, set(answer))
        self.assertTrue(answer["mentions"])
        for m in answer["mentions"]:
            self.assertEqual(text[m["start"]:m["end"]], m["text"])
            self.assertEqual(raw[m["byte_start"]:m["byte_end"]].decode("utf-8"), m["text"])
            self.assertIn(m["grade"], ("match", "review", "group", "context"))
            for hit in m["candidates"]:
                self.assertLessEqual(HIT, set(hit))

    def test_csv_keeps_the_columns_of_the_user(self):
        path = licet.made("customers.csv", 'id,name,note\n1,Inspur Group,"a, ""b"""\n2,Nobody At All Ltd,\n')
        done = licet.run("screen", "--in", path)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([(r["id"], r["name"], r["note"]) for r in rows], [("1", "Inspur Group", 'a, "b"'), ("2", "Nobody At All Ltd", "")])
        self.assertGreater(int(rows[0]["licet_hits"]), 0)

    def test_threads_compression_and_standard_input_change_nothing(self):
        text = "id,name\n" + "".join(f"{i},{name}\n" for i, name in enumerate(["Inspur", "Huawei", "Loongson", "Xyz"] * 5))
        plain = licet.made("t.csv", text)
        packed = licet.made("t.csv.gz", gzip.compress(text.encode()))
        subprocess.run(["zstd", "-qf", plain, "-o", plain + ".zst"], check=True)
        first = licet.run("screen", "--in", plain, "--json", "--threads", 1).stdout
        self.assertEqual(first.count("\n"), 20)
        for other in ((plain, "--threads", 4), (packed,), (plain + ".zst",)):
            self.assertEqual(licet.run("screen", "--in", *other, "--json").stdout, first)
        self.assertEqual(licet.run("screen", "--in", "-", "--json", given=text).stdout, first)

    def test_a_batch_goes_on_from_a_row(self):
        path = licet.made("rows.csv", "id,name\n1,Inspur Group\n2,\n3,Huawei\n4,Smith\n")
        whole = licet.run("screen", "--in", path).stdout.split("\n")
        self.assertEqual(licet.run("screen", "--in", path, "--from-row", 3).stdout.split("\n"), whole[3:])
        self.assertEqual(licet.run("screen", "--in", path, "--from-row", 1).stdout.split("\n"), whole)
        self.assertEqual(licet.run("screen", "--in", path, "--from-row", 5).returncode, 2)
        self.assertEqual(licet.run("screen", "Huawei", "--from-row", 2).returncode, 2)

    def test_exhaustive_gives_the_same_hits(self):
        for name in ("Inspur Grop", "Huawei", "Smith"):
            fast, slow = licet.answers("screen", name)[0], licet.answers("screen", name, "--exhaustive")[0]
            self.assertEqual(fast["hits"], slow["hits"])
            self.assertEqual(slow["certificate"]["best_upper_bound_unscored"], 0)
            self.assertTrue(fast["complete"] and slow["complete"])

    def test_fail_on_and_stats(self):
        self.assertEqual(licet.run("screen", "Inspur Group", "--fail-on", "hit").returncode, 10)
        self.assertEqual(licet.run("screen", "Inspur Group", "--fail-on", "hit", "--on", "2018-08-13", "--threshold", "1").returncode, 0)
        done = licet.run("screen", "Inspur Group", "Huawei", "--json", "--stats")
        stats = json.loads(done.stderr.strip().split("\n")[-1])
        self.assertEqual(list(stats), ["items", "seconds", "items_per_s", "bytes", "p50_us", "p90_us", "p99_us", "max_us", "threads"])
        self.assertEqual(stats["items"], 2)

    def test_book_info_has_its_shape(self):
        info, = licet.answers("book", "info")
        self.assertEqual(list(info), ["hash", "bytes", "lists", "law", "diagnostics", "legal_lists"])
        self.assertEqual(info["hash"], licet.answers("screen", "x")[0]["book"]["hash"])
        for entry in info["lists"]:
            self.assertLessEqual({"id", "title", "as_of", "records", "names", "skipped", "sha256"}, set(entry))

    def test_help_and_version(self):
        page = licet.run("--help").stdout
        self.assertTrue(licet.run("--version").stdout.startswith("licet "))
        for line in page.split("commands:\n")[1].split("\n\n")[0].split("\n"):
            self.assertIn("\nexample:\n", licet.run(line.split()[0], "--help").stdout)
