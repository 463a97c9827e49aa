"""The files of this source tree, and what the tests of the house need to know about them."""
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked(root=ROOT):
    """Paths below root, sorted: tracked, or new and not ignored; without git, all but the build folder."""
    try:
        out = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                             capture_output=True, check=True).stdout.decode("utf-8")
        names = [n for n in out.split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]
    skip = ("build/", ".git/")
    return sorted(n for n in set(names) if not n.startswith(skip) and "__pycache__" not in n and (root / n).is_file())


def text(path, root=ROOT):
    return (root / path).read_text(encoding="utf-8")


def texts(pattern, root=ROOT):
    """{path: text} of the files whose path matches the regular expression from its start to its end."""
    return {p: text(p, root) for p in tracked(root) if re.fullmatch(pattern, p)}


def program():
    """The built program, or None."""
    path = pathlib.Path(os.environ.get("LICET", ROOT / "build/release/licet"))
    return path if path.is_file() else None
