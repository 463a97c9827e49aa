"""Books from list files: build, info, verify, diff; a build that fails leaves the old book alone."""
import json
import unittest

import licet

OWN = """id,name,aliases,schema,countries,from,until,source
h1,Blue Heron Ltd.,Heron Works;Lanlu Keji,Organization,CN,2021-03-01,,our register
h2,Red Heron GmbH,,Organization,DE,2020-01-01,2022-05-01,our register
"""


class Books(unittest.TestCase):
    def build(self, name, text, *more):
        path = licet.FOLDER / name
        info, = licet.answers("book", "build", "--list", f"csv:own={licet.made(name + '.csv', text)}", "--out", path, *more)
        return path, info

    def test_build_info_and_verify_agree(self):
        path, built = self.build("own.book", OWN, "--no-starter")
        self.assertEqual(built, licet.answers("book", "info", path)[0])
        self.assertEqual(built["hash"], licet.answers("book", "verify", path)[0]["hash"])
        entry, = built["lists"]
        self.assertEqual((entry["id"], entry["records"], entry["skipped"]), ("csv:own", 2, 0))
        self.assertEqual(entry["names"], 4)
        self.assertEqual(len(entry["sha256"]), 64)

    def test_same_inputs_same_bytes(self):
        one, _ = self.build("one.book", OWN)
        two, _ = self.build("two.book", OWN)
        self.assertEqual(one.read_bytes(), two.read_bytes())

    def test_a_party_of_the_users_own_list_is_found_with_its_days(self):
        path, _ = self.build("own.book", OWN)
        for day, listed in (("2021-02-28", False), ("2021-03-01", True)):
            answer, = licet.answers("screen", "Blue Heron Ltd", "--book", path, "--on", day)
            self.assertEqual(answer["hits"][0]["listed_on_question_date"], listed)
            self.assertEqual(answer["hits"][0]["list"], "csv:own")

    def test_a_failed_build_leaves_the_old_book(self):
        path, _ = self.build("own.book", OWN)
        before = path.read_bytes()
        done = licet.run("book", "build", "--list", f"csv:own={licet.FOLDER / 'none.csv'}", "--out", path)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(len(done.stderr.strip().split("\n")), 1)
        self.assertEqual(path.read_bytes(), before)

    def test_damaged_books_are_refused(self):
        path, _ = self.build("own.book", OWN)
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        for bad in (bytes(raw), bytes(raw[: len(raw) // 2])):
            done = licet.run("book", "verify", licet.made("bad.book", bad))
            self.assertEqual(done.returncode, 2)
            self.assertEqual(len(done.stderr.strip().split("\n")), 1)

    def test_diff_tells_what_changed_field_by_field(self):
        before, _ = self.build("before.book", OWN, "--no-starter")
        after, _ = self.build("after.book", OWN.replace("Lanlu Keji", "Lanlu Group").replace("h2,Red Heron GmbH", "h3,Grey Heron SA"), "--no-starter")
        diff, = licet.answers("book", "diff", before, after)
        self.assertEqual(diff["counts"], {"added": 1, "removed": 1, "changed": 1})
        self.assertEqual(diff["added"][0]["caption"], "Grey Heron SA")
        self.assertEqual(diff["removed"][0]["caption"], "Red Heron GmbH")
        change, = diff["changed"][0]["changes"]
        self.assertEqual(change["field"], "names")
        self.assertIn("Lanlu Group", change["added"][0])
        self.assertEqual(licet.answers("book", "diff", before, before)[0]["counts"], {"added": 0, "removed": 0, "changed": 0})

    def test_bad_use(self):
        for words, says in ((("build",), "--out"), (("build", "--out", "x", "--list", "us_csl"), "ID=PATH"),
                            (("build", "--out", "x", "--list", "us_cls=x"), "us_csl"), (("diff", "starter"), "two files")):
            done = licet.run("book", *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(says, done.stderr)


class Notes(unittest.TestCase):
    def test_a_party_on_a_procurement_list_alone_needs_no_license_for_it_and_check_says_so(self):
        party = next(h for h in licet.answers("screen", "CXMT", "--on", "2026-06-10")[0]["hits"] if h["list"] == "us_1260h")
        order = {"id": "N-1", "activity": "export", "date": "2026-07-01", "from": "US", "to": "CN", "parties_complete": True,
                 "exporter": {"name": "Example Exports Inc.", "headquarters": "US"},
                 "parties": [{"role": "end_user", "name": party["caption"], "country": "CN"}], "items": [{"line": 1, "eccn": "EAR99", "made_in": "US"}]}
        answer, = licet.answers("check", licet.made("order.json", json.dumps(order)))
        self.assertTrue(any("No export license is required because of such a list" in note for note in answer["notes"]), answer["notes"])
        listed = dict(order, parties=[{"role": "end_user", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}])
        answer, = licet.answers("check", licet.made("order.json", json.dumps(listed)))
        self.assertFalse(any("such a list" in note for note in answer["notes"]))


if __name__ == "__main__":
    unittest.main()
