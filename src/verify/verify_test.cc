// Proofs are made in src/rules/proof; the tests that hold both together stand there (prover_test.cc).
#include "verify/checker.h"

#include <doctest/doctest.h>
