#include "graphql/language/arena.h"

#include <algorithm>

namespace syncline::graphql {

// Each block is as large as all before it together, so that there are few of them; up to a size
// that is not worth keeping half empty.
void Arena::add_block(std::size_t at_least) {
  const auto size = std::max(at_least, std::clamp(bytes_, block_min, block_max));
  auto block = std::make_unique_for_overwrite<std::byte[]>(size);
  next_ = block.get();
  end_ = next_ + size;
  bytes_ += size;
  if (first_ == nullptr) {
    first_ = std::move(block);
  } else {
    more_.push_back(std::move(block));
  }
}

}  // namespace syncline::graphql
