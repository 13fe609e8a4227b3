// Memory for the nodes of one syntax tree and the text that they refer to: handed out piece by
// piece, given back all at once. Nothing in it is destroyed, so that only plain values may lie
// there. Moving an arena leaves them where they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"

namespace syncline::graphql {

// Values side by side in an arena, which must outlive the list.
template <class Item>
class List {
 public:
  using value_type = Item;

  List() = default;
  List(const Item* items, std::size_t size)
      : items_(items), size_(static_cast<std::uint32_t>(size)) {}

  [[nodiscard]] const Item* begin() const { return items_; }
  [[nodiscard]] const Item* end() const { return items_ + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const Item& operator[](std::size_t at) const { return items_[at]; }
  [[nodiscard]] const Item& at(std::size_t at) const {
    CHECK(at < size_);
    return items_[at];
  }
  [[nodiscard]] const Item& front() const { return items_[0]; }
  [[nodiscard]] const Item& back() const { return items_[size_ - 1]; }

 private:
  const Item* items_ = nullptr;
  std::uint32_t size_ = 0;
};

class Arena {
 public:
  Arena() = default;
  explicit Arena(std::size_t first_block) { add_block(first_block); }
  Arena(Arena&& other) noexcept
      : next_(std::exchange(other.next_, nullptr)),
        end_(std::exchange(other.end_, nullptr)),
        bytes_(std::exchange(other.bytes_, 0)),
        first_(std::move(other.first_)),
        more_(std::move(other.more_)) {}
  Arena& operator=(Arena&& other) noexcept {
    Arena taken(std::move(other));
    std::swap(next_, taken.next_);
    std::swap(end_, taken.end_);
    std::swap(bytes_, taken.bytes_);
    std::swap(first_, taken.first_);
    std::swap(more_, taken.more_);
    return *this;
  }
  ~Arena() = default;

  // What its blocks take.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  template <class Node>
  Node* create() {
    check<Node>();
    return new (allocate(sizeof(Node))) Node();
  }

  template <class Item>
  List<Item> copy(const Item* items, std::size_t size) {
    check<Item>();
    if (size == 0) return {};
    void* place = allocate(size * sizeof(Item));
    // Most lists have one item, and a copy of known size needs no call.
    size == 1 ? std::memcpy(place, items, sizeof(Item))
              : std::memcpy(place, items, size * sizeof(Item));
    return {static_cast<Item*>(place), size};
  }
  template <class Item>
  List<Item> copy(const std::vector<Item>& items) {
    return copy(items.data(), items.size());
  }

  // Behind the copy there is a NUL, which does not belong to it.
  std::string_view copy(std::string_view text) {
    auto* place = static_cast<char*>(allocate(text.size() + 1));
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    place[text.size()] = '\0';
    return {place, text.size()};
  }

 private:
  static constexpr std::size_t alignment = 8;
  static constexpr std::size_t block_min = 512;
  static constexpr std::size_t block_max = std::size_t{64} * 1024;

  template <class Node>
  static constexpr void check() {
    static_assert(std::is_trivially_destructible_v<Node> && std::is_trivially_copyable_v<Node>);
    static_assert(alignof(Node) <= alignment);
  }

  void* allocate(std::size_t bytes) {
    bytes = (bytes + alignment - 1) & ~(alignment - 1);
    if (bytes > static_cast<std::size_t>(end_ - next_)) add_block(bytes);
    void* place = next_;
    next_ += bytes;
    return place;
  }

  void add_block(std::size_t at_least);

  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t bytes_ = 0;
  std::unique_ptr<std::byte[]> first_;  // by itself: most documents need no other
  std::vector<std::unique_ptr<std::byte[]>> more_;
};

}  // namespace syncline::graphql
