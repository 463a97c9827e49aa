"""Runs the tests that keep the house; the last line is `N passed, N failed, N skipped`."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
HERE = str(pathlib.Path(__file__).resolve().parent)
sys.path.insert(0, HERE)

suite = unittest.defaultTestLoader.discover(HERE)
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
for test, reason in result.skipped:
    print(f"skipped: {test.id()}: {reason}")
print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
sys.exit(1 if failed else 0)
