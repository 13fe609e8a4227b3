// One level of nesting, while it lives: of blocks and expressions together, since both use the
// same stack. Too many stop the run at its next step.
#pragma once

#include "script/heap.h"

namespace syncline::script::vtl {

class Level {
 public:
  Level(Heap& heap, int& depth) : depth_(depth) { heap.enter(++depth_); }
  ~Level() { --depth_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

 private:
  int& depth_;
};

}  // namespace syncline::script::vtl
