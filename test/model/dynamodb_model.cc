// Random requests to the DynamoDB engine and to a naive model of it, which must agree on every
// answer: `dynamodb_model [SEEDS [STEPS [FIRST_SEED]]]`. A fault is printed with its seed and step,
// and `dynamodb_model 1 STEP SEED` does it again.
#include <cstdio>
#include <cstdlib>

#include "test/model/session.h"

int main(int argc, char** argv) {
  const auto argument = [&](int at, unsigned otherwise) {
    return argc > at ? static_cast<unsigned>(std::strtoul(argv[at], nullptr, 10)) : otherwise;
  };
  const unsigned seeds = argument(1, 10);
  const unsigned steps = argument(2, 5000);
  const unsigned first = argument(3, 1);
  for (unsigned seed = first; seed < first + seeds; ++seed) {
    syncline::model::Session session(seed);
    for (unsigned step = 1; step <= steps; ++step) {
      if (session.step()) continue;
      std::printf("FAILED seed %u, step %u: %s\n", seed, step, session.fault().c_str());
      return 1;
    }
  }
  std::printf("%u steps of %u seeds, equal at each\n", seeds * steps, seeds);
  return 0;
}
