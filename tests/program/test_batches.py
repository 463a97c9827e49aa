"""Many questions at once: read in blocks, answered in order, whatever the form of the file and however long it is."""
import gzip
import json
import os
import subprocess
import unittest

import licet

ROWS = 1500  # more than the program holds at a time
ITEM = {"kind": "integrated_circuit", "tpp": 4800, "applicable_die_area_mm2": 800, "for_data_centers": True}


def packed(path):
    """The path of the file as it is, and packed by gzip and by Zstandard."""
    with open(path, "rb") as file:
        licet.made(os.path.basename(path) + ".gz", gzip.compress(file.read(), 1))
    subprocess.run(["zstd", "-qf", path, "-o", path + ".zst"], check=True)
    return [path, path + ".gz", path + ".zst"]


def peak_kilobytes(command, given):
    """The most memory that the program held, fed with these blocks through a pipe."""
    environment = dict(licet.ENVIRONMENT, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1")
    process = subprocess.Popen([licet.PROGRAM, *command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, cwd=licet.ROOT, env=environment)
    for block in given:
        process.stdin.write(block)
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss


class Batches(unittest.TestCase):
    def same_from_any_row(self, command, path, rows, header):
        whole = licet.run(*command, "--in", path).stdout.split("\n")
        self.assertEqual(len(whole), rows + header + 1)
        for row in (2, rows // 2, rows):
            tail = licet.run(*command, "--in", path, "--from-row", row).stdout.split("\n")
            self.assertEqual(tail, whole[row - 1 + header:])
        done = licet.run(*command, "--in", path, "--from-row", rows + 1)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("has no row", done.stderr)

    def test_screened_rows_are_the_same_from_any_row(self):
        text = "id,name\n" + "".join(f"{i},{'' if i % 100 else 'Inspur Group'}\n" for i in range(1, ROWS + 1))
        self.same_from_any_row(["screen"], licet.made("long.csv", text), ROWS, 1)
        lines = "".join('{"name": ""}\n' if i % 100 else '{"name": "Huawei"}\n' for i in range(1, ROWS + 1))
        self.same_from_any_row(["screen"], licet.made("long.jsonl", lines), ROWS, 0)

    def test_a_row_whose_name_says_nothing_is_answered_as_not_looked_for(self):
        path = licet.made("unnamed.csv", "id,name\n1,-\n2,----\n3,Huawei\n")
        dash, dashes, named = licet.answers("screen", "--in", path, "--book", "starter")
        for row in (dash, dashes):
            self.assertEqual((row["hits"], row["complete"], row["certificate"]["names_considered"]), ([], False, 0))
            self.assertIn("no_name", [flag["code"] for flag in row["flags"]])
        self.assertTrue(named["hits"] and named["complete"])
        cells = licet.run("screen", "--in", path, "--book", "starter").stdout.split("\n")[1].split(",")
        self.assertEqual(cells[2], "")  # not 0: nothing was looked for
        self.assertEqual(licet.run("screen", "----", "--book", "starter").returncode, 2)

    def test_questions_are_the_same_from_any_row_and_in_any_form(self):
        lines = [json.dumps(dict(ITEM, name=f"row {i}")) if i % 50 == 0 else '{"kind": ' for i in range(1, ROWS + 1)]
        lines[0] = json.dumps(ITEM)
        path = licet.made("items.jsonl", "\n".join(lines))
        self.same_from_any_row(["classify", "--json"], path, ROWS, 0)
        first = licet.run("classify", "--json", "--in", path).stdout
        rows = [json.loads(line) for line in first.split("\n") if line]
        self.assertEqual(sum("error" in row for row in rows), ROWS - 1 - ROWS // 50)
        self.assertEqual(rows[1]["row"], 2)
        self.assertIn("question 2: not JSON at line 1", rows[1]["error"]["message"])
        for other in packed(path)[1:]:
            again = licet.run("classify", "--json", "--in", other)
            self.assertEqual(again.stdout.replace(other, path), first)
        again = licet.run("classify", "--json", "--in", "-", given="\n".join(lines)).stdout
        self.assertEqual(again.replace("standard input", f"`{path}`"), first)

    def test_a_file_that_is_cut_is_answered_so_far_and_refused(self):
        names = "".join(f"{i},{'' if i % 7 else 'Huawei'},{i * 7919 % 100003}\n" for i in range(20_000))
        whole = gzip.compress(("id,name,note\n" + names).encode())
        done = licet.run("screen", "--in", licet.made("cut.csv.gz", whole[:len(whole) // 2]), "--threshold", "1")
        self.assertEqual(done.returncode, 2)
        self.assertIn("is damaged or cut short", done.stderr)
        self.assertGreater(done.stdout.count("\n"), 1000)
        items = "".join(json.dumps(dict(ITEM, name=f"row {i * 7919 % 100003}") if i == 0 else i) + "\n" for i in range(20_000))
        whole = gzip.compress(items.encode())
        done = licet.run("classify", "--json", "--in", licet.made("cut.jsonl.gz", whole[:len(whole) // 2]))
        self.assertEqual(done.returncode, 2)
        self.assertIn("is damaged or cut short", done.stderr)
        self.assertIn("is damaged or cut short", done.stdout.split("\n")[-2])

    def test_rows_behind_an_open_quote_are_answered(self):
        done = licet.run("screen", "--in", licet.made("quote.csv", 'id,name\n1,"Huawei\n2,Inspur Group\n3,Nobody At All\n'))
        rows = done.stdout.split("\n")
        self.assertEqual(len(rows), 5)
        self.assertIn("line 2: a quote is opened and never closed", rows[1])
        self.assertTrue(rows[2].startswith("2,Inspur Group,"))

    def test_memory_does_not_grow_with_the_input(self):
        # Rows that cost little: a name that is empty, and a long cell that nobody asks for.
        row = b"1,," + b"x" * 16_000 + b"\n"
        line = b'{"name": "' + b"x" * 16_000 + b"\n"
        for command, first, block in ((["screen", "--in", "-"], b"id,name,note\n1,Huawei,\n", row * 64),
                                      (["classify", "--in", "-"], b'{"kind":"computer"}\n', line * 64),
                                      (["classify", "--in", "-"], b"kind,name\ncomputer,\n", b"," + row * 64)):
            code, small = peak_kilobytes(command, [first, block])
            self.assertIn(code, (0, 2), command)
            code, large = peak_kilobytes(command, [first] + [block] * 32)  # 32 MB
            self.assertIn(code, (0, 2), command)
            self.assertLess(large, small + 16_000, command)


if __name__ == "__main__":
    unittest.main()
