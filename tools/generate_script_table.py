#!/usr/bin/env python3
"""Writes src/text/generated/scripts.inc from Scripts.txt of the Unicode Character Database.

Source: Debian package unicode-data (Unicode license). Usage: generate_script_table.py [FOLDER] > scripts.inc
"""
import re
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
KEEP = {"Latin": "kLatin", "Greek": "kGreek", "Cyrillic": "kCyrillic", "Armenian": "kArmenian", "Georgian": "kGeorgian",
        "Hebrew": "kHebrew", "Arabic": "kArabic", "Han": "kHan", "Hiragana": "kKana", "Katakana": "kKana",
        "Bopomofo": "kBopomofo", "Hangul": "kHangul", "Thai": "kThai", "Devanagari": "kDevanagari",
        "Common": "kCommon", "Inherited": "kCommon"}


def main():
    ranges, version = [], ""
    with open(f"{FOLDER}/Scripts.txt", encoding="utf-8") as lines:
        for line in lines:
            version = version or (re.match(r"# Scripts-([\d.]+)\.txt", line) or ["", ""])[1]
            m = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if m:
                ranges.append((int(m[1], 16), int(m[2] or m[1], 16), KEEP.get(m[3], "kOther")))
    ranges.sort()
    merged = []
    for begin, end, script in ranges:
        if merged and merged[-1][2] == script and merged[-1][1] + 1 == begin:
            merged[-1][1] = end
        else:
            merged.append([begin, end, script])
    print(f"// Made by tools/generate_script_table.py from Scripts.txt, Unicode {version} (Unicode license). Do not edit.")
    for begin, end, script in merged:
        if script != "kCommon":
            print(f"{{0x{begin:X}, 0x{end:X}, Script::{script}}},")


main()
