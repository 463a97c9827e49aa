"""Runs the Python tests of one folder below tests/; the last line is `N passed, N failed, N skipped`."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
folder = str(pathlib.Path(__file__).resolve().parent / sys.argv[1])
sys.path.insert(0, folder)

suite = unittest.defaultTestLoader.discover(folder)
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
for test, reason in result.skipped:
    print(f"skipped: {test.id()}: {reason}")
print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
sys.exit(1 if failed or not result.testsRun else 0)
