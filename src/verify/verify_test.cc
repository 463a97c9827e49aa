// Proofs are made in src/rules/proof; the tests that hold both together stand there (prover_test.cc).
#include <doctest/doctest.h>

#include "verify/checker.h"
