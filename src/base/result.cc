#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace syncline {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: this must hold: %s\n", file, line, expression);
  std::abort();
}

}  // namespace syncline
