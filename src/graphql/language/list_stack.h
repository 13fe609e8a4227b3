// Items of lists while they are parsed, before it is known how many there are: a list inside an
// item is begun later and ended sooner than the list around it.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>

#include "graphql/language/arena.h"

namespace syncline::graphql {

class ListStack {
 public:
  ListStack() : data_(inside_.data()) {}
  ListStack(const ListStack&) = delete;
  ListStack& operator=(const ListStack&) = delete;

  // Where the next list begins.
  [[nodiscard]] std::size_t mark() const { return size_; }

  template <class Item>
  void push(const Item& item) {
    static_assert(std::is_trivially_copyable_v<Item> && sizeof(Item) % alignof(Item) == 0);
    static_assert(sizeof(Item) % sizeof(void*) == 0 && alignof(Item) <= alignof(void*));
    if (sizeof(Item) > capacity_ - size_) grow(sizeof(Item));
    std::memcpy(data_ + size_, &item, sizeof(Item));
    size_ += sizeof(Item);
  }

  // What was pushed since the mark, moved to the arena.
  template <class Item>
  List<Item> pop(std::size_t mark, Arena& arena) {
    const auto count = (size_ - mark) / sizeof(Item);
    size_ = mark;
    return arena.copy(reinterpret_cast<const Item*>(data_ + mark), count);
  }

 private:
  void grow(std::size_t more) {
    const auto capacity = capacity_ * 2 + more;
    auto larger = std::make_unique_for_overwrite<std::byte[]>(capacity);
    std::memcpy(larger.get(), data_, size_);
    outside_ = std::move(larger);
    data_ = outside_.get();
    capacity_ = capacity;
  }

  static constexpr std::size_t usual = 2048;  // enough for most documents

  alignas(void*) std::array<std::byte, usual> inside_;
  std::unique_ptr<std::byte[]> outside_;
  std::byte* data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = usual;
};

}  // namespace syncline::graphql
