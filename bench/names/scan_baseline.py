"""The same questions by rapidfuzz, every name looked at: microseconds a question. `scan_baseline.py NAMES QUESTIONS`, files of lines."""
import sys
import time

try:
    from rapidfuzz import distance, process, utils
except ImportError:
    sys.exit(0)

names, questions = ([utils.default_process(line) for line in open(path, encoding="utf-8", errors="replace").read().split("\n")]
                    for path in sys.argv[1:3])
begun = time.process_time()
for question in questions:
    process.extract(question, names, scorer=distance.JaroWinkler.similarity, score_cutoff=0.85, limit=20)
print((time.process_time() - begun) / len(questions) * 1e6)
