#!/usr/bin/env python3
"""Writes the Han tables of src/text/generated from Unihan: `simplified` (traditional to simplified forms).

Source: Debian package unicode-data (Unicode license). Usage: generate_han_tables.py simplified [FOLDER] > han_simplified.inc
"""
import bz2
import re
import sys

WHAT = sys.argv[1] if len(sys.argv) > 1 else ""
FOLDER = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/unicode"


def fields(file, wanted):
    """{code point: value} of one field."""
    found = {}
    with bz2.open(f"{FOLDER}/{file}", "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == wanted:
                found[int(parts[0][2:], 16)] = parts[2]
    return found


def simplified():
    """One simplified form for each traditional one. A character that is also simplified Chinese as it stands keeps itself;
    of several forms the one with the lowest code point in the main block is taken; chains are followed to their end."""
    variants = {c: [int(v, 16) for v in re.findall(r"U\+([0-9A-F]+)", value)]
                for c, value in fields("Unihan_Variants.txt.bz2", "kSimplifiedVariant").items()}
    first = {}
    for c, forms in variants.items():
        forms = [f for f in forms if 0x4E00 <= f <= 0x9FFF and f != c]
        if c not in variants[c] and forms and 0x3400 <= c <= 0x9FFF:
            first[c] = min(forms)
    def end(c):
        seen = set()
        while c in first and c not in seen:
            seen.add(c)
            c = first[c]
        return c
    print("// Made by tools/generate_han_tables.py simplified from Unihan_Variants.txt (Unicode license). Do not edit.")
    for c in sorted(first):
        if end(c) != c:
            print(f"{{0x{c:X}, 0x{end(c):X}}},")


{"simplified": simplified}.get(WHAT, lambda: sys.exit(__doc__))()
