"""The C++ of the tree keeps the house; and each check can fail."""
import concurrent.futures
import os
import subprocess
import unittest

import code_checks as checks
import tree


def code(pattern=r"(src|apps)/.*\.(h|cc)"):
    return tree.texts(pattern)


class TheTree(unittest.TestCase):
    def none(self, faults):
        self.assertFalse(faults, "\n".join([""] + faults))

    def test_includes_run_down_the_level_table(self):
        levels = checks.levels_of(tree.text("docs/architecture.md"))
        self.assertGreaterEqual(len(levels), 12, "the level table of docs/architecture.md was not found")
        self.none(checks.arrows_up_or_sideways(code(), levels))

    def test_stages_of_the_rules_stand_in_order(self):
        self.none(checks.stages_out_of_order(code()))

    def test_no_literal_holds_law(self):
        self.none(checks.law_in_literals({p: t for p, t in code().items() if not p.endswith("_test.cc")}))

    def test_headers_say_what_they_are(self):
        self.none(checks.heads(tree.texts(r"(src|apps|tests)/.*\.h")))

    def test_headers_compile_alone(self):
        headers = sorted(tree.texts(r"(src|apps)/.*\.h"))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            self.none([f for f in pool.map(compile_alone, headers) if f])

    def test_each_source_file_is_built(self):
        lists = "\n".join(tree.texts(r"(src|apps|tests)/(.*/)?CMakeLists\.txt").values())
        self.none([f"{p}: named in no CMakeLists.txt" for p in code(r"(src|apps)/.*\.cc") if p.split("/")[-1] not in lists])


def compile_alone(header):
    out = subprocess.run(["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I", "src", "-I", ".",
                          "-x", "c++", "-include", header, os.devnull], cwd=tree.ROOT, capture_output=True, text=True)
    return f"{header}: {out.stderr.strip()[:300]}" if out.returncode else None


LEVELS = checks.levels_of("| level | room | does |\n|---|---|---|\n| 0 | `base` | x |\n| 1 | `text` | x |\n| 1 | `model` | x |\n")


class TheChecks(unittest.TestCase):
    def test_upward_sideways_and_unknown_rooms_are_found(self):
        find = lambda path, line: checks.arrows_up_or_sideways({path: line}, LEVELS)
        self.assertEqual(find("src/text/a.cc", '#include "base/date.h"\n#include "text/a.h"'), [])
        self.assertEqual(len(find("src/base/a.cc", '#include "text/a.h"')), 1)
        self.assertEqual(len(find("src/model/a_test.cc", '#include "text/a.h"')), 1)
        self.assertEqual(len(find("src/attic/a.cc", "")), 1)

    def test_a_later_stage_is_found(self):
        self.assertEqual(len(checks.stages_out_of_order({"src/rules/plan/a.cc": '#include "rules/eval/b.h"'})), 1)
        self.assertEqual(checks.stages_out_of_order({"src/rules/eval/a.cc": '#include "rules/plan/b.h"'}), [])

    def test_law_in_literals_is_found(self):
        for literal in ("3A090", "5A992.c", "see 3A090.a", "3A090.a is such as it is", "4800", "5.92", "1_600", "CN", '{\\"to\\":\\"CN\\"}', "us_entity_list"):
            self.assertEqual(len(checks.law_in_literals({"src/engine/a.cc": f'f("{literal}");'})), 1, literal)
        self.assertEqual(len(checks.law_in_literals({"src/engine/a.cc": 'f(R"({"to":"CN"})");'})), 1)

    def test_other_literals_and_comments_are_let_be(self):
        for line in ('f("on", "5", "2018-08-13", "ok", "busy", "bus_stop");', '// "3A090" and 4800', "/* \"CN\" */ char c = '\"';",
                     '#include "us_x/y.h"', 'f("a code such as 3A090.a");'):
            self.assertEqual(checks.law_in_literals({"src/engine/a.cc": line}), [], line)
        self.assertEqual(checks.law_in_literals({"src/lists/csl.cc": 'f("us_entity_list");'}), [])

    def test_a_header_without_a_head_is_found(self):
        self.assertEqual(len(checks.heads({"src/a/b.h": "#include <map>\n"})), 2)
        self.assertEqual(checks.heads({"src/a/b.h": "// Says what it is for.\n#pragma once\n"}), [])

    def test_a_header_that_needs_another_is_found(self):
        import tempfile
        with tempfile.NamedTemporaryFile("w", suffix=".h") as header:
            header.write("inline std::size_t f() { return 0; }\n")
            header.flush()
            self.assertIsNotNone(compile_alone(header.name))
