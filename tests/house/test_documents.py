"""Documents and tables say what is true; and each check can fail."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

import document_checks as checks
import tree

# README's set-up commands: they install and build, so no test runs them.
SET_UP = ("./dev demo", "./dev test")


class TheTree(unittest.TestCase):
    def none(self, faults):
        self.assertFalse(faults, "\n".join([""] + faults))

    def test_documents_name_paths_that_exist(self):
        rooms = [p.name for p in (tree.ROOT / "src").iterdir() if p.is_dir()]
        tops = {p.split("/")[0] for p in tree.tracked()} | set(rooms)
        names = {p.split("/")[-1] for p in tree.tracked()}  # a bare file name may stand for a kind of file
        self.none(checks.missing_paths(tree.texts(r".*\.md"), lambda p: p in names or (tree.ROOT / p).exists(), tops))

    def test_no_path_host_or_secret_of_one_machine(self):
        self.none(checks.machine_paths({p: tree.text(p) for p in tree.tracked() if not p.endswith((".gz", ".zst", ".book"))}))

    def test_tables_have_source_and_certainty(self):
        self.none(checks.tables_without_source(tree.texts(r"(data|law|lists)/.*\.tsv")))

    def test_generated_tables_are_as_their_tool_makes_them(self):
        done = subprocess.run([sys.executable, "tools/check_generated_tables.py"], cwd=tree.ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        if not re.search(r"^ok ", done.stdout, re.M):
            self.skipTest(done.stdout.split("\n")[0])

    def test_readme_is_short(self):
        self.assertLess(tree.text("README.md").count("\n"), 150)

    def test_the_changelog_names_the_version(self):
        version = re.search(r"project\(licet VERSION ([0-9.]+)", tree.text("CMakeLists.txt")).group(1)
        self.assertIn(version, tree.text("CHANGELOG.md"))

    def test_decisions_are_numbered_without_gaps(self):
        numbers = [int(p.split("/")[-1][:4]) for p in tree.tracked() if p.startswith("docs/decisions/")]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))

    def test_examples_of_readme_and_guides_print_what_they_say(self):
        if tree.program() is None:
            self.skipTest("the program is not built")
        pages = ["README.md"] + sorted(tree.texts(r"docs/(guides|reference)/.*\.md"))
        self.none([f for path in pages for f in wrong_examples(path)])


    def test_law_of_the_reference_is_read_by_the_parser(self):
        if tree.program() is None:
            self.skipTest("the program is not built")
        for path, page in tree.texts(r"docs/reference/.*\.md").items():
            blocks = [b for b in re.findall(r"```law\n(.*?)```", page, re.S) if b.startswith("section ")]
            self.assertGreater(len(blocks), 3, path)
            for block in blocks:
                with tempfile.NamedTemporaryFile("w", suffix=".law") as file:
                    file.write(block)
                    file.flush()
                    out = subprocess.run([tree.program(), "law", "fmt", file.name], capture_output=True, text=True)
                self.assertEqual(out.returncode, 0, f"{path}: {out.stderr}\n{block}")


def wrong_examples(path):
    faults = []
    for line, command, expected in checks.examples(tree.text(path)):
        if command in SET_UP:
            continue
        environment = dict(os.environ, PATH=f"{tree.program().parent}:{os.environ['PATH']}", HOME=os.devnull, XDG_DATA_HOME=os.devnull)
        out = subprocess.run(["bash", "-c", command], cwd=tree.ROOT, capture_output=True, text=True, env=environment)
        if not checks.same_output(expected, out.stdout + out.stderr):
            faults.append(f"{path}:{line}: `{command}` printed something else:\n{out.stdout}{out.stderr}")
    return faults


class TheChecks(unittest.TestCase):
    def test_a_missing_path_is_found(self):
        exists = lambda p: p in ("src/base", "src/base/date.h", "docs/a.md", "dev")
        find = lambda text: checks.missing_paths({"docs/x.md": text}, exists, {"src", "docs", "dev", "base"})
        for good in ("`src/base/date.h`", "[a](a.md#part)", "`base/date.h`", "`./dev test`", "`ORDER.json`", "`a/b` of x",
                     "[b](https://example.org/x.md)", "```\n`src/none.h`\n```", "`build/release/licet`"):
            self.assertEqual(find(good), [], good)
        for bad in ("`src/base/none.h`", "[a](b.md)", "`licet scan data/none.txt`", "`src/none/`", "`none.md`"):
            self.assertEqual(len(find(bad)), 1, bad)

    def test_a_machine_path_is_found(self):
        for bad in ("see /" + "work/main/x", "cp x /" + "root", "/" + "home/me/x", "https://pypi" + ".org/simple"):
            self.assertEqual(len(checks.machine_paths({"a": "good\n" + bad})), 1, bad)
        self.assertEqual(checks.machine_paths({"a": "~/.local/share/licet, framework/x, /dev/null"}), [])

    def test_a_table_without_source_is_found(self):
        good = "# Places.\nid\tsource\tcertainty\nx\ta book\tA\n"
        self.assertEqual(checks.tables_without_source({"data/a.tsv": good}), [])
        self.assertEqual(checks.tables_without_source({"data/a.tsv": "# Words.\n# no sources: words only\nword\nx\n"}), [])
        self.assertEqual(checks.tables_without_source({"data/a.tsv": "# Words.\n# source: a word list\nword\nx\n"}), [])
        for bad in ("# Places.\nid\tcertainty\nx\tA\n", good.replace("a book", ""), good.replace("# Places.\n", "")):
            self.assertEqual(len(checks.tables_without_source({"data/a.tsv": bad})), 1, bad)

    def test_examples_are_read_and_compared(self):
        found = checks.examples("x\n```console\n$ a b\none\n...\n$ c\n```\n```sh\n$ d\n```\n")
        self.assertEqual(found, [(3, "a b", ["one", "..."]), (6, "c", [])])
        self.assertTrue(checks.same_output(["one", "...", "four"], "one\ntwo\nthree\nfour\n"))
        self.assertTrue(checks.same_output(["one", "..."], "one\n"))
        self.assertFalse(checks.same_output(["one", "..."], "two\n"))
        self.assertFalse(checks.same_output(["one"], "one\ntwo\n"))
