"""Classification seen from outside: bad figures, the life of a chip, the picture of a day."""
import json
import unittest
import xml.etree.ElementTree as xml

import licet

CHIP = {"kind": "integrated_circuit", "for_data_centers": True}


def classify(*items, on="2026-11-21"):
    return licet.answers("classify", "--in", "-", "--on", on, given="\n".join(json.dumps(dict(CHIP, **item)) for item in items))


def under(answer, key="paragraphs", eccn="3A090"):
    return {row["paragraph"] for row in answer[key] if row["eccn"] == eccn}


class Classify(unittest.TestCase):
    def test_nonsense_is_refused_with_the_reason(self):
        good = {"tpp": 4000, "applicable_die_area_mm2": 1000}
        bad = [({"tpp": 5000, "applicable_die_area_mm2": 0}, "above 0"), ({"tops": 600}, "item.bit_length"), ({"tops": 600, "bit_length": 0}, "above 0"),
               ({"tops": 6e14, "bit_length": 8}, "in 10^12 a second"), ({"tpp": 4.8e15}, "at most"), ({"io_bandwidth": 600}, "unknown key"),
               ({"io_bandwidth_gb_s": "600 MB/s"}, "expected a number"), ({"area": 800}, "unknown key")]
        got = classify(good, *[item for item, _ in bad])
        self.assertEqual(under(got[0]), {"b.1", "b.2"})
        for (item, words), answer in zip(bad, got[1:]):
            self.assertIn(words, answer["error"]["message"], item)

    def test_only_what_could_apply_is_undecided(self):
        whole, bare, memory = classify({"tpp": 4000, "applicable_die_area_mm2": 1000, "io_bandwidth_gb_s": 100}, {},
                                       {"memory_device": True, "memory_bandwidth_density": 3})
        self.assertLessEqual({row["eccn"] for row in whole["undecided"]}, {"3A901"})
        self.assertEqual(under(bare, "undecided"), {"a.1", "a.2", "b.1", "b.2", "c"})
        self.assertEqual((under(memory), under(memory, "undecided")), ({"c"}, set()))

    def test_intervals(self):
        strict, least, open_ = classify({"tpp": {"at_least": 4000, "below": 4736}, "applicable_die_area_mm2": 800}, {"tpp": {"at_least": 5000}},
                                        {"tpp": {"at_least": 4000, "at_most": 5000}, "performance_density": 3})
        self.assertEqual((under(strict), under(strict, "undecided")), ({"b.1", "b.2"}, set()))
        self.assertEqual(under(least), {"a.1"})
        self.assertEqual((under(open_), under(open_, "undecided")), (set(), {"a.1", "b.1"}))

    def test_a_chip_is_found_with_its_maker_and_without_blanks(self):
        for name in ("nvidia a800", "A800", "a 800"):
            self.assertEqual([a["item"]["name"] for a in licet.answers("classify", "--chip", name)], ["NVIDIA A800 SXM 80GB"])

    def test_history_has_one_row_for_each_answer(self):
        answer, = licet.answers("classify", "--chip", "A800", "--history", "--on", "2026-11-21")
        lives = [(row["from"], sorted(under(row)), sorted(under(row, eccn="3A991"))) for row in answer["history"]]
        self.assertEqual([life for life in lives if life[1] or life[2]][:2], [("2022-10-21", [], ["p.1", "p.2"]), ("2023-11-17", ["a.1", "a.2"], [])])

    def picture(self, day):
        done = licet.run("classify", "--plot", "--on", day, "--book", "starter")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [node.text for node in xml.fromstring(done.stdout).iter("{http://www.w3.org/2000/svg}text")]

    def test_the_picture_follows_the_day(self):
        words = self.picture("2026-11-21")
        for line in ("1,600", "2,400", "4,800", "1.6", "3.2", "5.92", "3A090.a.1 + a.2", "3A090.a.2", "H20"):
            self.assertIn(line, words)
        words = self.picture("2022-11-01")
        self.assertIn("4,800", words)
        self.assertTrue(any(w.startswith("3A090.a hangs on") and "io_bandwidth_gb_s" in w for w in words), words)
        self.assertNotIn("5.92", self.picture("2022-10-01"))

    def test_the_picture_takes_no_items(self):
        done = licet.run("classify", "--plot", "--chip", "A800")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1))


if __name__ == "__main__":
    unittest.main()
