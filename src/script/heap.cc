#include "script/heap.h"

#include <cstring>

#include "base/limits.h"

namespace syncline::script {

void* Heap::Arena::do_allocate(std::size_t bytes, std::size_t alignment) {
  heap_.reserve(bytes);
  return buffer_.allocate(bytes, alignment);
}

Value Heap::text(std::string_view bytes) {
  if (bytes.empty()) return Value::text("");
  if (bytes.size() > limits::evaluated_bytes_max) {
    stop(template_error("A text of the template is larger than 5 MB.", ErrorKind::exhausted));
    return Value::text("");
  }
  auto* copy = static_cast<char*>(arena_.allocate(bytes.size(), 1));
  std::memcpy(copy, bytes.data(), bytes.size());
  return Value::text({copy, bytes.size()});
}

List* Heap::list() { return make<List>(&arena_); }

Map* Heap::map() { return make<Map>(*this); }

Collection* Heap::collection(Collection::View view, Map* source) {
  auto* made = make<Collection>(&arena_);
  made->view = view;
  made->source = source;
  return made;
}

bool Heap::spend(std::size_t steps) {
  // What no run could pay is refused and not counted, so that the sum cannot wrap.
  if (steps <= limits::script_steps_max) steps_ += steps;
  if (steps_ > limits::script_steps_max || steps > limits::script_steps_max) {
    stop(template_error("The template took more steps than one evaluation may take.",
                        ErrorKind::exhausted));
  }
  return !stopped();
}

bool Heap::reserve(std::size_t bytes) {
  bytes_ += bytes;  // also what is refused, since release() gives back what was asked for
  if (bytes_ > limits::script_heap_bytes_max || bytes > limits::script_heap_bytes_max) {
    stop(template_error("The template needs more memory than one evaluation may use.",
                        ErrorKind::exhausted));
  }
  return !stopped();
}

bool Heap::enter(int depth) {
  if (depth <= limits::script_depth_max) return true;
  stop(template_error("A value or a block of the template is nested too deeply.",
                      ErrorKind::exhausted));
  return false;
}

void Heap::stop(Error error) {
  if (!failure_) failure_ = std::move(error);
}

Error template_error(std::string message, ErrorKind kind) {
  return Error{kind, "MappingTemplate", std::move(message), nullptr};
}

}  // namespace syncline::script
