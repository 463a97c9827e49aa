"""Runs the program as a user does, with the built-in book alone."""
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("LICET", str(ROOT / "build/check/licet"))
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="licet-program-"))
ENVIRONMENT = dict(os.environ, HOME=str(FOLDER), XDG_DATA_HOME=str(FOLDER))


def run(*arguments, given=None, timeout=120):
    """The finished process; `given` is its standard input."""
    return subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, encoding="utf-8", errors="replace",
                          cwd=ROOT, env=ENVIRONMENT, timeout=timeout)


def answers(*arguments, given=None):
    """The answers with --json, one object a line."""
    done = run(*arguments, "--json", given=given)
    if done.returncode not in (0, 10):
        raise AssertionError(f"licet {arguments}: exit {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def made(name, content):
    """The path of a file with that content."""
    path = FOLDER / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)
