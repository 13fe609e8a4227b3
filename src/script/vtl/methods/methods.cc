#include "script/vtl/methods/methods.h"

#include "script/builtin.h"
#include "script/java_text.h"

namespace syncline::script {
namespace {

class ClassObject final : public Object {
 public:
  explicit ClassObject(std::string_view name) : name_(name) {}
  [[nodiscard]] std::string_view class_name() const override { return "java.lang.Class"; }
  Value property(Heap& /*heap*/, std::string_view name) override {
    if (name == "name") return Value::text(name_);
    if (name == "simpleName") return Value::text(name_.substr(name_.find_last_of(".$") + 1));
    return {};
  }
  Answer call(Heap& heap, std::string_view method, Arguments args) override {
    if (!args.empty()) return std::nullopt;
    if (method == "getName") return property(heap, "name");
    if (method == "getSimpleName") return property(heap, "simpleName");
    if (method == "toString") return to_text(heap, Value::of(this));
    return std::nullopt;
  }
  void append_text(Heap& /*heap*/, std::string& out) override {
    out += "class ";
    out += name_;
  }

 private:
  std::string_view name_;  // one of the literals of Value::class_name
};

class IteratorObject final : public Object {
 public:
  explicit IteratorObject(List* rest) : rest_(rest) {}
  [[nodiscard]] std::string_view class_name() const override { return "java.util.ArrayList$Itr"; }
  Answer call(Heap& /*heap*/, std::string_view method, Arguments args) override {
    if (!args.empty()) return std::nullopt;
    if (method == "hasNext") return Value::boolean(next_ < rest_->items.size());
    if (method != "next") return std::nullopt;
    if (next_ < rest_->items.size()) return rest_->items[next_++];
    return fault("java.util.NoSuchElementException");
  }
  void append_text(Heap& /*heap*/, std::string& out) override { out += class_name(); }
  Value plain(Heap& heap) override {
    auto* list = heap.list();
    while (next_ < rest_->items.size()) list->items.push_back(rest_->items[next_++]);
    return Value::of(list);
  }

 private:
  List* rest_;
  std::size_t next_ = 0;
};

Reply to_string(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return to_text(heap, self);
}

Reply equals(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::boolean(equal(heap, self, args[0]));
}

Reply hash_code(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::integer(java_hash(heap, self));
}

Reply get_class(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return class_of(heap, self);
}

constexpr Method object_methods[] = {
    {"toString", to_string},
    {"equals", equals},
    {"hashCode", hash_code},
    {"getClass", get_class},
};

const Method* find(Methods methods, std::string_view name) {
  for (const auto& method : methods) {
    if (method.name == name) return &method;
  }
  return nullptr;
}

Methods methods_of(const Value& self) {
  switch (self.kind()) {
    case Kind::boolean: return boolean_methods();
    case Kind::integer:
    case Kind::long_integer:
    case Kind::big_integer:
    case Kind::real: return number_methods();
    case Kind::text: return text_methods();
    case Kind::list: return self.as_list().is_array() ? array_methods() : list_methods();
    case Kind::map: return map_methods();
    case Kind::collection: return collection_methods();
    case Kind::entry: return entry_methods();
    default: return {};
  }
}

}  // namespace

const Method* find_method(const Value& self, std::string_view name) {
  if (self.is_null() || self.is(Kind::object)) return nullptr;
  if (const auto* method = find(methods_of(self), name)) return method;
  const auto* method = self.is_text() ? find(pattern_methods(), name) : nullptr;
  return method != nullptr ? method : find(object_methods, name);
}

Value class_of(Heap& heap, const Value& value) {
  return Value::of(heap.make<ClassObject>(value.class_name()));
}

Value iterator_over(Heap& heap, const Value& sequence) {
  auto* rest = heap.list();
  for (const auto& item : sequence.elements(heap)) rest->items.push_back(item);
  return Value::of(heap.make<IteratorObject>(rest));
}

std::unexpected<std::string> exception(std::string_view name) {
  return std::unexpected(std::string(name));
}

std::unexpected<std::string> exception(std::string_view name, std::string_view message) {
  return std::unexpected(std::string(name) + ": " + std::string(message));
}

std::unexpected<std::string> out_of_bounds(std::int64_t index, std::size_t size) {
  return exception(
      "java.lang.IndexOutOfBoundsException",
      "Index " + std::to_string(index) + " out of bounds for length " + std::to_string(size));
}

std::optional<std::int64_t> int_argument(Arguments args, std::size_t index) {
  if (index >= args.size() || !args[index].is(Kind::integer)) return std::nullopt;
  return args[index].as_whole();
}

}  // namespace syncline::script
