#!/usr/bin/env python3
"""Writes the Han tables of src/text/generated from Unihan: `simplified` (traditional to simplified forms) and `pinyin`
(the first Mandarin reading of each character of the main block, without tone).

Source: Debian package unicode-data (Unicode license). Usage: generate_han_tables.py simplified|pinyin [FOLDER] > FILE.inc
"""
import bz2
import re
import sys
import unicodedata

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


def pinyin():
    """Syllables in order, then one index for each code point from U+4E00 to U+9FFF (0: no reading)."""
    readings = fields("Unihan_Readings.txt.bz2", "kMandarin")
    def plain(syllable):
        letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
        return "".join(c for c in letters if not unicodedata.combining(c))
    of = {c: plain(value.split()[0]) for c, value in readings.items() if 0x4E00 <= c <= 0x9FFF}
    syllables = [""] + sorted(set(of.values()))
    index = {s: i for i, s in enumerate(syllables)}
    print("// Made by tools/generate_han_tables.py pinyin from Unihan_Readings.txt (Unicode license). Do not edit.")
    print("constexpr std::string_view kSyllables[] = {")
    for i in range(0, len(syllables), 12):
        print("    " + " ".join(f'"{s}",' for s in syllables[i:i + 12]))
    print("};\nconstexpr std::uint16_t kFirstReading[] = {")
    values = [index[of.get(c, "")] for c in range(0x4E00, 0xA000)]
    for i in range(0, len(values), 24):
        print("    " + ",".join(map(str, values[i:i + 24])) + ",")
    print("};")


{"simplified": simplified, "pinyin": pinyin}.get(WHAT, lambda: sys.exit(__doc__))()
