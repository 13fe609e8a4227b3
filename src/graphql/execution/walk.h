// One execution under way (specification 6.4): resolves fields, and completes what they gave. All
// that is ready is walked at once, as a plain function; a field whose resolver gave a Task becomes
// a Task, and so do the objects and lists above it. When its turn on the loop is over, the rest of
// the object or list that it is at becomes a Task too, and so do those above it. Lives on one loop,
// and longer than its tasks.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <memory_resource>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "graphql/execution/collect_fields.h"
#include "graphql/execution/execute.h"

namespace syncline::graphql {

// What became of a value: nothing means that a null came up where none may stand, its error is
// already told, and whatever holds it is null in turn (6.4.4 "Handling Execution Errors").
using Completed = std::optional<Json>;
using Completing = std::variant<Completed, Task<Completed>>;

// Where a value is completed. What it refers to lives as long as the walk; passed by value, so that
// tasks may keep it.
struct Place {
  CollectedField& field;
  const NamedType& parent;
  const FieldPath& path;
};

class Walk {
 public:
  // Without a resolver all fields are read from their parents, and nothing becomes a Task.
  Walk(const Operation& operation, const FieldResolver* resolver, const ExecuteHooks& hooks = {});
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  FieldCollector& collector() { return collector_; }
  [[nodiscard]] const Operation& operation() const { return operation_; }
  [[nodiscard]] std::vector<FieldError> take_errors() { return std::move(errors_); }

  // A field of an object whose value is `source`; `above` is null at the root.
  Completing run_field(CollectedField& field, const NamedType& parent, const Json& source,
                       const FieldPath* above);
  // All fields of an object, siblings at once; `non_null` says whether the object must be there.
  Completing run_fields(CollectedFields& fields, const Json& source, const FieldPath* above,
                        bool non_null);
  // A field's value, or a list's item, to what the client sees.
  Completing complete(const Type& type, const Json& value, Place place);

  // For those above, and for introspection.
  Place place(CollectedField& field, const NamedType& parent, const FieldPath* above);
  Place item(const Place& list, std::size_t index);
  void add_error(const Place& place, std::string message, Json type = nullptr);
  // False when no more errors are kept: then their texts, which may be long, need not be made.
  [[nodiscard]] bool keeps_errors() const { return !errors_full_; }
  // Counts what the response grows by; false, with the error told, when it may not grow so far.
  bool count(const Place& place, std::size_t fields, std::size_t text_bytes = 0) {
    if (count_if_room(fields, text_bytes)) return true;
    refuse_growth(place);
    return false;
  }
  // The same without an error to tell: nothing has changed when there is no room.
  bool count_if_room(std::size_t fields, std::size_t text_bytes) {
    if (too_large_ || fields_ + fields > operation_.fields_max ||
        text_bytes_ + text_bytes > operation_.text_bytes_max) {
      return false;
    }
    fields_ += fields;
    text_bytes_ += text_bytes;
    return true;
  }

  // What may still be counted, for whoever writes many members in one go and says so afterwards.
  struct Allowance {
    std::size_t fields;
    std::size_t text_bytes;
  };
  [[nodiscard]] Allowance allowance() const {
    if (too_large_) return {0, 0};
    return {operation_.fields_max - fields_, operation_.text_bytes_max - text_bytes_};
  }
  void set_allowance(Allowance left) {
    if (too_large_) return;
    fields_ = operation_.fields_max - left.fields;
    text_bytes_ = operation_.text_bytes_max - left.text_bytes;
  }

  // Whether ready resolvers have kept the loop for Operation::turn_max. Never without a resolver.
  bool turn_is_over() {
    if (resolver_ == nullptr || (!turn_is_over_ && --until_look_ > 0)) return false;
    return look_at_clock();
  }
  // For steps that were taken without asking, as each is short.
  void took_steps(std::size_t count) { until_look_ -= static_cast<int>(count); }
  // Ends once others on the loop had their turn. One of those that wait for it begins a new turn,
  // which the others share.
  Task<void> next_turn();
  // run_field, in the next turn.
  Task<Completed> run_field_later(CollectedField& field, const NamedType& parent,
                                  const Json& source, const FieldPath* above);

 private:
  friend class TextWalk;  // completes into text what this completes into values

  enum class Asked : std::uint8_t { without_resolver, answered, failed };
  struct Step : FieldPath {
    Step* next_spare = nullptr;
  };

  void begin_turn();
  bool look_at_clock();
  void refuse_growth(const Place& place);
  bool has_room_for_error(std::size_t bytes);
  Completing answer(Resolved resolved, Place place);
  Task<Completed> answer_later(Place place, Task<Resolved> task);
  Completing call_resolver(const Json& source, Place place);
  // Whether a call for the field can be spared.
  bool reads_parent(const Place& place);
  // Fails with the error told; `value` is there when it was answered.
  Asked ask(const Json& source, const Place& place, std::optional<FieldValue>& value);
  // Takes the errors of an answer; whether there were any.
  bool take_errors_of(Resolved& resolved, const Place& place);
  static const Json& member(const Json& source, CollectedField& field);
  Completing complete_list(const Type& type, const Json& value, Place place);
  Completing complete_object(const Type& type, const Json& value, Place place);
  Completed complete_leaf(const Type& type, const Json& value, Place place);
  // The fields of an object that is there; null, with the error told, when it cannot be opened.
  CollectedFields* open_object(const Type& type, const Json& value, const Place& place);
  const NamedType* object_type(const NamedType& named, const Json& value, const Place& place);
  const NamedType* named_by(const NamedType& abstract, const Json& value);
  Step* take_step(const FieldPath* above, std::string_view key, std::size_t index) {
    const std::size_t depth = above == nullptr ? 1 : above->depth + 1;
    Step* step = spare_steps_;
    if (step == nullptr) {
      step = std::pmr::polymorphic_allocator<>(&steps_).new_object<Step>();
    } else {
      spare_steps_ = step->next_spare;
    }
    static_cast<FieldPath&>(*step) = {above, key, static_cast<std::int64_t>(index), depth};
    return step;
  }
  // For a step that nobody refers to any more.
  void give_back(Step* step) {
    step->next_spare = spare_steps_;
    spare_steps_ = step;
  }
  const FieldPath& step(const FieldPath* above, std::string_view key, std::size_t index);
  const Json& keep(Json value) { return kept_.emplace_front(std::move(value)); }

  const Operation& operation_;
  const FieldResolver* resolver_;
  ExecuteHooks hooks_;
  FieldCollector collector_;
  std::vector<FieldError> errors_;
  std::size_t resolvers_ = 0;
  std::size_t fields_ = 0;
  std::size_t text_bytes_ = 0;
  std::size_t listed_bytes_ = 0;
  bool too_large_ = false;
  bool errors_full_ = false;
  bool turn_is_over_ = false;
  std::chrono::steady_clock::time_point turn_began_;
  std::uint64_t turn_ = 0;  // tells turns apart
  int until_look_ = 0;      // steps until the clock is looked at
  // What resolvers returned stays in place to the end: children, tasks among them, refer to it.
  std::forward_list<Json> kept_;
  Step* spare_steps_ = nullptr;
  // Enough for most paths, as steps are used again, and small enough for the allocator's cache.
  std::array<std::byte, 12 * sizeof(Step)> first_steps_;
  std::pmr::monotonic_buffer_resource steps_{first_steps_.data(), first_steps_.size()};
};

// What stands for a value that failed: null, or nothing when null may not stand there.
inline Completed failed(bool non_null) { return non_null ? Completed() : Completed(Json(nullptr)); }

}  // namespace syncline::graphql
