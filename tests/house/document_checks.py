"""Checks on documents, tables and the tree as a whole. Each returns a list of faults, one line each."""
import posixpath
import re

ENDINGS = "md|h|cc|cmake|py|sh|tsv|csv|json|txt|law|tests|facts|toml|case"
PATH = re.compile(rf"(?:\./)?[\w.@-]+(?:/[\w.@-]+)*/?")
# Made by the build or by the user, so not in a fresh tree.
MADE = ("build/", "licet.book")


def spans(document):
    """(line, text) of the inline code and link targets of a Markdown text; fenced blocks are left out."""
    fenced = False
    for number, line in enumerate(document.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            for m in re.finditer(r"`([^`]+)`|\]\(([^)\s]+)\)", line):
                yield number, m.group(1) or m.group(2), m.group(2) is not None


def looks_like_path(token, tops):
    """A path of this tree: it ends like a file of ours, or its first folder is one at the top or a room."""
    if not PATH.fullmatch(token) or token.isupper() or re.fullmatch(r"[A-Z_]{2,}\.\w+", token) and not token.endswith(".md"):
        return False
    first = token.removeprefix("./").split("/")[0]
    return bool(re.search(rf"\w\.({ENDINGS})$", token)) or ("/" in token and first in tops)


def missing_paths(documents, exists, tops):
    """Every path that a document names is there; `exists(path)` answers for files and folders."""
    faults = []
    for path, document in documents.items():
        for line, span, is_link in spans(document):
            if is_link and (re.match(r"[a-z]+:", span) or span.startswith("#")):
                continue
            for token in [span.split("#")[0]] if is_link else span.split():
                token = token.strip(",;:()\"'")
                if not is_link and not looks_like_path(token, tops):
                    continue
                bare = token.removeprefix("./")
                beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
                if not bare.startswith(MADE) and not any(exists(p.rstrip("/")) for p in (bare, beside, "src/" + bare)):
                    faults.append(f"{path}:{line}: `{token}` does not exist")
    return faults


# Put together here so that this file does not hold what it looks for.
MACHINE = re.compile("|".join(["/" + "work/", "/" + "root\\b", "/" + "home/\\w", "/" + "tmp/\\w", "deb\\.debian" + "\\.org",
                               "pypi" + "\\.org", "registry\\." + "npmjs"]))
SECRET = re.compile("|".join(["BEGIN [A-Z ]*PRIVATE" + " KEY", "AKIA" + "[0-9A-Z]{16}", "gh[pousr]_" + "[0-9A-Za-z]{30}"]))


def machine_paths(files):
    faults = []
    for path, content in files.items():
        for number, line in enumerate(content.split("\n"), 1):
            if MACHINE.search(line) or SECRET.search(line):
                faults.append(f"{path}:{number}: a path, host or secret of one machine: {line.strip()[:80]}")
    return faults


def tables_without_source(files):
    """A table has the columns `source` and `certainty`, filled; `# no sources: reason` at its top excuses it."""
    faults = []
    for path, content in files.items():
        lines = content.split("\n")
        if not lines[0].startswith("# "):
            faults.append(f"{path}: the first line must be a comment that says what the table is")
        if any(line.startswith("# no sources: ") for line in lines):
            continue
        rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
        header = rows[0][1] if rows else []
        for column in ("source", "certainty"):
            if column not in header:
                faults.append(f"{path}: no column `{column}`")
                continue
            at = header.index(column)
            faults += [f"{path}:{n}: empty `{column}`" for n, row in rows[1:] if len(row) <= at or not row[at].strip()]
    return faults


def examples(document):
    """[(line, command, expected output)] of the fenced `console` blocks: a line `$ command`, then what it prints.
    In what is printed a line `...` stands for any number of lines."""
    found, block = [], False
    for number, line in enumerate(document.split("\n"), 1):
        if line.startswith("```"):
            block = line == "```console"
        elif block and line.startswith("$ "):
            found.append((number, line[2:], []))
        elif block and found:
            found[-1][2].append(line)
    return found


def same_output(expected, printed):
    """Do the printed lines fit the expected ones, `...` standing for any lines? Blank lines at the end do not count."""
    while expected and not expected[-1].strip():
        expected = expected[:-1]
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n" for line in expected)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in printed.rstrip("\n").split("\n")) + "\n") is not None
