// Where one run of a script keeps its values, and what it may still spend.
//
// A Value only points: lists, maps and texts live here until the run ends, all at once. A template
// can therefore tie maps into a knot without leaking, and no count is kept for any value.
// What a run does is metered here too. The first failure stays: whoever meets a limit calls
// stop(), carries on with some harmless value, and the interpreter ends the run at its next step.
// One thread, one run.
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "script/value.h"

namespace syncline::script {

class Heap {
 public:
  Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  Value text(std::string_view bytes);  // a copy of the bytes
  Value text(const char* literal) { return Value::text(literal); }
  List* list();
  Map* map();
  Collection* collection(Collection::View view, Map* source);

  // Makes a T that lives as long as the heap. Its destructor never runs, so that it must own
  // nothing outside the heap.
  template <class T, class... Args>
  T* make(Args&&... args) {
    return std::pmr::polymorphic_allocator<>(&arena_).new_object<T>(std::forward<Args>(args)...);
  }
  std::pmr::memory_resource* memory() { return &arena_; }

  // False when so many more steps or bytes are too many, which stops the run, and ever after.
  bool spend(std::size_t steps);
  bool reserve(std::size_t bytes);
  // Gives back what was reserved for memory that is freed before the run ends.
  void release(std::size_t bytes) { bytes_ -= bytes; }
  // For work that walks a text: a step for each 32 bytes.
  bool spend_on(std::string_view text) { return text.size() < 32 || spend(text.size() / 32); }
  // False, and the run is stopped, when a value or a block nests deeper than script_depth_max.
  bool enter(int depth);

  void stop(Error error);
  [[nodiscard]] bool stopped() const { return failure_.has_value(); }
  [[nodiscard]] const Error& failure() const { return *failure_; }
  [[nodiscard]] std::size_t steps() const { return steps_; }  // spent so far

 private:
  // Counts what the arena takes, so that growth inside a container is metered as well.
  class Arena final : public std::pmr::memory_resource {
   public:
    explicit Arena(Heap& heap) : heap_(heap) {}

   private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void* /*block*/, std::size_t /*bytes*/, std::size_t /*align*/) override {}
    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
      return this == &other;
    }
    Heap& heap_;
    std::array<std::byte, 4096> first_;  // most runs need no more
    std::pmr::monotonic_buffer_resource buffer_{first_.data(), first_.size()};
  };

  std::size_t steps_ = 0;
  std::size_t bytes_ = 0;
  std::optional<Error> failure_;
  Arena arena_{*this};
};

// "MappingTemplate" is the errorType of every fault of a template or of the engine that runs it.
Error template_error(std::string message, ErrorKind kind = ErrorKind::invalid);

}  // namespace syncline::script
