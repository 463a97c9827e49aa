#!/usr/bin/env python3
"""Makes the generated tables again and compares them with the committed ones. Says what it left out where Debian's unicode-data
is not installed. Usage: check_generated_tables.py; exit 1 on a difference."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
TABLES = {
    "scripts.inc": (["generate_script_table.py"], "/usr/share/unicode/Scripts.txt"),
    "han_simplified.inc": (["generate_han_tables.py", "simplified"], "/usr/share/unicode/Unihan_Variants.txt.bz2"),
    "han_pinyin.inc": (["generate_han_tables.py", "pinyin"], "/usr/share/unicode/Unihan_Readings.txt.bz2"),
}

wrong = 0
for name, (command, source) in TABLES.items():
    if not pathlib.Path(source).exists():
        print(f"skipped {name}: {source} is not installed (Debian package unicode-data)")
        continue
    made = subprocess.run([sys.executable, str(ROOT / "tools" / command[0]), *command[1:]], capture_output=True, check=True).stdout
    same = made == (ROOT / "src/text/generated" / name).read_bytes()
    wrong += not same
    print(f"{'ok     ' if same else 'DIFFERS'} {name}")
sys.exit(1 if wrong else 0)
