"""`book fetch` from a small server on this machine: good lists come in, doubtful ones change nothing."""
import ctypes.util
import http.server
import json
import threading
import unittest

import licet

HEADER = ["Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date", "Standard_Order",
          "Last_Update", "Action", "FR_Citation"]
BOOK = licet.FOLDER / "licet" / "licet.book"
LIST = "/us_bis_dpl/dpl.txt"


def denied(count, last_update="2026-02-03"):
    rows = [HEADER] + [[f"HERON NUMBER {i}", "", "", "", "CN", "", "01/02/2020", "01/02/2030", "Y", last_update, "", "85 F.R. 1"] for i in range(count)]
    return "".join("\t".join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as its server's `answer` says: (status, headers, body, cut); `cut` ends the connection before the promised end."""

    def do_GET(self):
        status, headers, body, cut = self.server.answer(self.path)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers and not cut:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the program has seen enough
        self.close_connection = True

    def log_message(self, *_):
        pass


@unittest.skipUnless(ctypes.util.find_library("curl") or ctypes.util.find_library("curl-gnutls"), "no curl library on this machine")
class Fetch(unittest.TestCase):
    def setUp(self):
        BOOK.unlink(missing_ok=True)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.addCleanup(lambda: BOOK.unlink(missing_ok=True))

    def serve(self, body, status=200, headers=None, cut=False):
        self.server.answer = lambda path: (status, headers or {}, body, cut) if path == LIST else (404, {}, b"", False)

    def fetch(self, *more):
        return licet.run("book", "fetch", "--only", "us_bis_dpl", "--from", self.base, "--json", *more)

    def good(self, count=400):
        self.serve(denied(count))
        done = self.fetch()
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_a_list_comes_in_and_is_asked_from(self):
        report = self.good()
        self.assertEqual((report["written"], report["book"]), (True, str(BOOK)))
        entry, = report["lists"]
        self.assertEqual((entry["id"], entry["state"], entry["records"], entry["as_of"]), ("us_bis_dpl", "new", 400, "2026-02-03"))
        answer, = licet.answers("screen", "HERON NUMBER 7", "--on", "2026-02-03")
        self.assertEqual(answer["hits"][0]["parcel"], "us_bis_dpl")
        entry, = self.good()["lists"]
        self.assertEqual((entry["state"], entry["records_before"]), ("unchanged", 400))

    def test_what_is_cut_short_empty_huge_or_another_thing_changes_nothing(self):
        self.good()
        before = BOOK.read_bytes()
        good = denied(400)
        chunk = b"%x\r\n%s\r\n" % (len(good) // 2, good[: len(good) // 2])
        cases = {
            "promised more": (good[: len(good) // 2], 200, {"Content-Length": str(len(good))}, True),
            "a chunk and no end": (chunk, 200, {"Transfer-Encoding": "chunked"}, True),
            "half a list": (good[: len(good) // 2], 200, {}, False),
            "no end told, half": (good[: len(good) // 2], 200, {}, True),
            "empty": (b"", 200, {}, False),
            "a page": (b"<!DOCTYPE html>\n<html><body>We have moved.</body></html>", 200, {"Content-Type": "text/html"}, False),
            "shrunken": (denied(330), 200, {}, False),
            "older": (denied(400, "2026-01-01"), 200, {}, False),
            "huge, told": (b"x" * 100, 200, {"Content-Length": str(1 << 40)}, True),
            "huge, not told": (b"x" * (9 << 20), 200, {}, True),
            "gone": (b"gone", 404, {}, False),
            "failing": (good, 500, {}, False),
            "elsewhere": (b"", 302, {"Location": "https://127.0.0.1/list"}, False),
            "gzip that is none": (b"\x1f\x8b\x08\x00broken", 200, {}, False),
        }
        for name, (body, status, headers, cut) in cases.items():
            with self.subTest(name):
                self.serve(body, status, headers, cut)
                done = self.fetch()
                self.assertEqual(done.returncode, 3, (done.stdout, done.stderr))
                self.assertEqual(len(done.stderr.strip().split("\n")), 1)
                entry, = json.loads(done.stdout)["lists"]
                self.assertEqual(entry["state"], "refused")
                self.assertTrue(entry["reason"])
                self.assertEqual(BOOK.read_bytes(), before)

    def test_a_smaller_list_is_taken_where_the_user_says_so(self):
        self.good()
        self.serve(denied(330))
        self.assertIn("--accept-smaller", json.loads(self.fetch().stdout)["lists"][0]["reason"])
        self.assertEqual(self.fetch("--accept-smaller").returncode, 0)

    def test_nobody_answers(self):
        self.serve(b"")
        done = licet.run("book", "fetch", "--only", "us_bis_dpl", "--from", "http://127.0.0.1:9")
        self.assertEqual(done.returncode, 3)
        self.assertIn("us_bis_dpl: refused: ", done.stdout)
        self.assertFalse(BOOK.exists())

    def test_plain_http_to_others_is_refused(self):
        for where in ("http://example.org", "ftp://127.0.0.1", "no-such-folder"):
            done = licet.run("book", "fetch", "--from", where)
            self.assertEqual(done.returncode, 2)
            self.assertIn("https://", done.stderr)


class FetchFromFolder(unittest.TestCase):
    def test_a_list_that_was_not_asked_for_stays(self):
        BOOK.unlink(missing_ok=True)
        self.addCleanup(lambda: BOOK.unlink(missing_ok=True))
        mirror = licet.FOLDER / "mirror"
        for name in ("us_bis_dpl", "un_sc"):
            (mirror / name).mkdir(parents=True, exist_ok=True)
        (mirror / "us_bis_dpl/dpl.txt").write_bytes(denied(400))
        people = "".join(f"<INDIVIDUAL><DATAID>{i}</DATAID><FIRST_NAME>Heron {i}</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE></INDIVIDUAL>" for i in range(600))
        (mirror / "un_sc/consolidated.xml").write_text(
            f'<?xml version="1.0" encoding="utf-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-01T00:00:00Z"><INDIVIDUALS>{people}</INDIVIDUALS>'
            "<ENTITIES></ENTITIES></CONSOLIDATED_LIST>", encoding="utf-8")
        for name, states in (("us_bis_dpl", {"us_bis_dpl": "new"}), ("un_sc", {"un_sc": "new", "us_bis_dpl": "kept"}),
                             ("us_bis_dpl", {"un_sc": "kept", "us_bis_dpl": "unchanged"})):
            report, = licet.answers("book", "fetch", "--only", name, "--from", mirror)
            self.assertEqual({entry["id"]: entry["state"] for entry in report["lists"]}, states)
        info, = licet.answers("book", "info")
        self.assertEqual({entry["id"] for entry in info["lists"]}, {"starter", "us_bis_dpl", "un_sc"})
        for path in BOOK.parent.glob("lists/un_sc/*/consolidated.xml"):
            path.write_text("changed")
        done = licet.run("book", "fetch", "--only", "us_bis_dpl", "--from", mirror)
        self.assertEqual(done.returncode, 3)
        self.assertIn("un_sc: refused: ", done.stdout)


if __name__ == "__main__":
    unittest.main()
