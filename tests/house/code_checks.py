"""Checks on C++ text. Each takes texts and returns a list of faults, one line each; an empty list is good."""
import re

LITERAL = re.compile(r'R"(?P<tag>[^\s()\\]{0,16})\((?P<raw>.*?)\)(?P=tag)"|"(?P<plain>(?:[^"\\\n]|\\.)*)"', re.S)
COMMENT_OR_LITERAL = re.compile(r'//[^\n]*|/\*.*?\*/|\'(?:[^\'\\\n]|\\.)+\'|' + LITERAL.pattern, re.S)

# Countries and territories of ISO 3166-1, two letters each.
COUNTRY_CODES = set("""
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
""".split())

ECCN = re.compile(r"(?<![0-9A-Za-z])[0-9][A-E][0-9]{3}(?![0-9A-Za-z])")
THRESHOLD = re.compile(r"[1-9][0-9_,]*[0-9](\.[0-9]+)?|[0-9]\.[0-9]+")
LIST_NAME = re.compile(r"(?<![0-9a-z_])(us|un|eu|uk|gb|jp|cn|au|ca)_[a-z0-9_]*[a-z0-9](?![0-9a-z_])")
QUOTED_CODE = re.compile(r"""(?<![0-9A-Za-z])(?:\\"|"|')([A-Z]{2})(?:\\"|"|')""")

# (file, literal): literals that look like law and are not, with the reason.
NOT_LAW = {
    ("src/rules/syntax/token.cc", "FR"): "the Federal Register, in citations",
}
# An example of the form of a code, in a message for people.
EXAMPLE = re.compile(r"\bsuch as [A-Za-z0-9.:, ]+(?: or [A-Za-z0-9.:]+)?")


def literals(source):
    """(line, text) of each string literal, comments left out."""
    for m in COMMENT_OR_LITERAL.finditer(source):
        value = m.group("raw") if m.group("raw") is not None else m.group("plain")
        if value is not None:
            line_start = source.rfind("\n", 0, m.start()) + 1
            if not source[line_start:m.start()].lstrip().startswith("#include"):
                yield source.count("\n", 0, m.start()) + 1, value


def law_in_literals(files):
    """No literal is an ECCN, a threshold or a country code, and none names a list to decide by it."""
    faults = []
    for path, source in files.items():
        reads_formats = path.startswith("src/lists/")
        for line, value in literals(source):
            if (path, value) in NOT_LAW:
                continue
            what = None
            if ECCN.search(EXAMPLE.sub("", value)):
                what = "an ECCN"
            elif THRESHOLD.fullmatch(value):
                what = "a threshold"
            elif value in COUNTRY_CODES or COUNTRY_CODES & set(QUOTED_CODE.findall(value)):
                what = "a country code"
            elif not reads_formats and LIST_NAME.search(value):
                what = "the name of a list"
            if what:
                faults.append(f"{path}:{line}: the literal \"{value[:60]}\" holds {what}; that is data")
    return faults


def levels_of(architecture):
    """{room: level} from the table of docs/architecture.md whose rows are `| level | `room` | ...`."""
    levels = {}
    for m in re.finditer(r"^\|\s*(\d+)\s*\|([^|]*)\|", architecture, re.M):
        for room in re.findall(r"`([^`]+)`", m.group(2)):
            levels[room] = int(m.group(1))
    return levels


def arrows_up_or_sideways(files, levels):
    """A room includes itself and lower levels only; a folder of src/ that the table does not name is a fault too."""
    faults = []
    for path, source in files.items():
        parts = path.split("/")
        room = "/".join(parts[:2]) if parts[0] == "apps" else parts[1]
        if room not in levels:
            faults.append(f"{path}: the room `{room}` is not in the level table")
            continue
        for number, line in enumerate(source.split("\n"), 1):
            m = re.match(r'\s*#\s*include\s+"([^"/]+)/', line)
            if not m or m.group(1) == room:
                continue
            if m.group(1) in levels and levels[m.group(1)] >= levels[room]:
                faults.append(f"{path}:{number}: `{room}` (level {levels[room]}) includes `{m.group(1)}` "
                              f"(level {levels[m.group(1)]})")
    return faults


STAGES = ["syntax", "check", "plan", "eval", "columns", "proof"]
# What evaluation writes down while it decides, and the proof prints.
SHARED_RECORDS = {"proof/trace.h", "proof/reasons.h"}


def stages_out_of_order(files):
    """The stages of src/rules follow one another: none includes a later one."""
    faults = []
    for path, source in files.items():
        m = re.match(r"src/rules/(\w+)/", path)
        if not m or m.group(1) not in STAGES:
            continue
        for used, name in re.findall(r'#include "rules/(\w+)/([\w.]+)"', source):
            if f"{used}/{name}" not in SHARED_RECORDS and used in STAGES and STAGES.index(used) > STAGES.index(m.group(1)):
                faults.append(f"{path}: the stage `{m.group(1)}` includes the later stage `{used}`")
    return faults


def heads(files):
    """A header says in its first line what it is, and is guarded by #pragma once."""
    faults = []
    for path, source in files.items():
        if not re.match(r"// \S.{10,}", source):
            faults.append(f"{path}: the first line must say what the header is for")
        if "\n#pragma once\n" not in source:
            faults.append(f"{path}: `#pragma once` is missing")
    return faults


def types_at_namespace_level(source):
    """[(namespace, name)] of the types that a text defines outside unnamed namespaces, classes and functions."""
    scopes, found = [], []
    token = re.compile(r"\bnamespace\s*([\w:]*)\s*\{|\b(?:struct|class|union|enum(?:\s+class)?)\s+(\w+)(?:\s+final)?(?:\s*:(?!:)[^;{(]*)?\s*\{|[{}]")
    plain = COMMENT_OR_LITERAL.sub(lambda m: "" if m.group().startswith("/") else '""', source)
    for m in token.finditer(plain):
        if m.group() == "}":
            scopes and scopes.pop()
            continue
        if m.group(2) and all(kind == "namespace" for kind, _ in scopes):
            found.append(("::".join(name for _, name in scopes), m.group(2)))
        scopes.append(("namespace", m.group(1)) if m.group(1) else ("unnamed" if m.group(1) == "" else "other", ""))
    return found


def types_defined_twice(files):
    """No two files define a type of one name in one namespace: the linker would mix them without a word."""
    places = {}
    for path, source in files.items():
        for key in set(types_at_namespace_level(source)):
            places.setdefault(key, []).append(path)
    return [f"`{'::'.join(key)}` is defined in {' and '.join(paths)}" for key, paths in sorted(places.items()) if len(paths) > 1]
