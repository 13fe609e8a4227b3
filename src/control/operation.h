// For the operations: the row that each file defines. See control.h.
#pragma once

#include "control/control.h"

namespace syncline::control {

// Most operations compute and wait for nothing; this makes the row's task of such a function.
template <Result<Json> (*compute)(const Call&)>
Task<Result<Json>> answer(Call call) {
  co_return compute(call);
}

}  // namespace syncline::control
