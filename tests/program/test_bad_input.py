"""What users get wrong, and what an attacker sends: one clear line and exit 2, or an error in the row's place."""
import gzip
import json
import time
import unittest

import licet

NOISE = bytes((i * 197 + (i >> 3) * 31) % 256 for i in range(100_000))


class BadInput(unittest.TestCase):
    def refused(self, *arguments, says=""):
        done = licet.run(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().split("\n")), 1, done.stderr)
        self.assertIn(says, done.stderr)

    def test_usage(self):
        self.refused(says="expected a command")
        self.refused("sreen", "x", says="did you mean `screen`")
        self.refused("screen", says="expected names")
        self.refused("screen", "x", "--treshold", "1", says="did you mean `--threshold`")
        self.refused("screen", "x", "--threshold", "1.7", says="from 0 to 1")
        self.refused("screen", "x", "--threads", "none", says="`none`")
        self.refused("screen", "x", "--fail-on", "license", says="expected hit")
        self.refused("match", "one", says="two names")
        self.refused("law", "test", "zzzz", says="no test has `zzzz` in its file or title")
        self.refused("book", "vrify", says="did you mean `verify`")

    def test_figures_of_an_order_that_cannot_be(self):
        def order(says, **members):
            self.refused("check", licet.made("order.json", json.dumps({"from": "US", "to": "CN", **members})), says=says)
        for line in (0, -1, 1.5, "0"):
            order("items[0].line: expected the number of a line, from 1, got", items=[{"eccn": "EAR99", "line": line}])
        order("items[1].line: expected each line once, got `2` again", items=[{"line": 2}, {"line": "2"}])
        order("items[1].line: expected each line once, got `1.0` again", items=[{"line": 1}, {"line": 1.0}])
        order("items[1].line: expected each line once, got `A` again", items=[{"line": "A"}, {"line": "A"}])
        order("items[0].quantity: expected a figure above 0 (number of pieces), got `0`", items=[{"quantity": 0}])
        order("items[0].quantity: expected a figure that is not negative, got `-3`", items=[{"quantity": -3}])

    def test_shares_and_lines_at_their_bounds_are_read(self):
        owners = [{"name": "Owner A", "share": "50..100"}, {"name": "Owner B", "share": "50.0"}, {"name": "Owner C", "share": "0..30"}]
        order = {"from": "US", "to": "CN", "parties": [{"name": "Nobody At All Ltd", "owners": owners}],
                 "items": [{"line": 7, "quantity": 0.5}, {"line": "7a"}, {"line": 1}, {}]}
        self.assertEqual(len(licet.answers("check", licet.made("order.json", json.dumps(order)))[0]["lines"]), 4)

    def test_days(self):
        self.refused("screen", "x", "--on", "2023-02-30", says="2023-02-30")
        self.refused("screen", "x", "--on", "1999-01-01", says="2018-08-13")
        self.refused("scan", "data/demo/article.txt", "--text-date", "yesterday", says="--text-date")

    def test_books(self):
        self.refused("screen", "x", "--book", licet.FOLDER, says="folder")
        self.refused("screen", "x", "--book", licet.FOLDER / "none.book", says="none.book")
        self.refused("book", "verify", licet.made("noise.book", NOISE), says="noise.book")
        self.refused("book", "verify", licet.made("empty.book", b""), says="empty.book")

    def test_files_to_scan(self):
        self.refused("scan", licet.FOLDER / "none.txt", says="none.txt")
        self.refused("scan", licet.made("x.pdf", b"%PDF-1.7\n" + NOISE), says="PDF")
        self.refused("scan", licet.made("x.docx", b"PK\x03\x04" + NOISE), says="x.docx")
        self.refused("scan", licet.made("latin.txt", "Société".encode("latin-1")), says="UTF-8")
        self.refused("scan", licet.made("cut.gz", gzip.compress(b"Huawei" * 1000)[:-9]), says="cut short")

    def test_names(self):
        self.refused("screen", "", says="name")
        self.refused("screen", "a" * 5000, says="4096")

    def test_tables_of_another_separator(self):
        says = "orders.csv`: line 1: fields are to be separated by commas; this file seems to use "
        for mark in ("", "\ufeff"):
            for other, word in ((";", "semicolons"), ("\t", "tabs")):
                orders = mark + "id;from;to;item.eccn\r\nA-1;US;CN;EAR99\r\n".replace(";", other)
                self.refused("check", "--in", licet.made("orders.csv", orders), says=says + word)
                names = mark + "id;name\r\n1;Huawei\r\n".replace(";", other)
                self.refused("screen", "--in", licet.made("orders.csv", names), says=says + word)

    def test_a_bad_row_comes_out_in_its_place(self):
        rows = [{"name": "Huawei"}, {"name": ""}, {"nmae": "x"}, "not an object", {"name": "a" * 5000}, {"name": "Inspur"}]
        path = licet.made("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        done = licet.run("screen", "--in", path, "--json")
        out = [json.loads(line) for line in done.stdout.split("\n") if line]
        self.assertEqual([("error" in o) for o in out], [False, True, True, True, True, False])
        self.assertEqual([o["row"] for o in out if "error" in o], [2, 3, 4, 5])
        self.assertEqual(done.returncode, 0)
        self.assertIn("4 of 6 could not be answered", done.stderr)

    def test_a_batch_without_one_good_row_is_bad_input(self):
        done = licet.run("screen", "--in", licet.made("bad.jsonl", '{"nmae":"x"}\n{"nmae":"y"}\n'), "--json")
        self.assertEqual((done.returncode, len(done.stdout.strip().split("\n")), done.stderr.count("\n")), (2, 2, 1))

    def test_hostile_text_costs_bounded_work(self):
        hard = {"letters": "a" * 1_000_000, "words": "HUAWEI CO " * 20_000, "marks": "e" + "\u0301" * 100_000,
                "han": "华为技术有限公司" * 5_000, "html": "<div>" * 50_000 + "Huawei" + "</div>" * 50_000}
        for what, text in hard.items():
            begun = time.monotonic()
            done = licet.run("scan", licet.made(f"{what}.{'html' if what == 'html' else 'txt'}", text), "--json")
            self.assertEqual(done.returncode, 0, f"{what}: {done.stderr[-500:]}")
            self.assertLess(time.monotonic() - begun, 60, what)
