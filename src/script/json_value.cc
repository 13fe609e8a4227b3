#include "script/json_value.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/limits.h"
#include "script/java_text.h"

namespace syncline::script {
namespace {

constexpr std::size_t json_node_bytes = 64;  // about what one node of a Json takes

bool is_hidden(const Map& map, std::string_view key) {
  return map.hides_selection && (key == "selectionSetList" || key == "selectionSetGraphQL");
}

Value value_of_unsigned(Heap& heap, std::uint64_t number) {
  if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return Value::whole(static_cast<std::int64_t>(number));
  }
  return Value::big_integer(heap.text(fmt::format("{}", number)));
}

Value list_of(Heap& heap, const JsonArray& array, int depth) {
  auto* list = heap.list();
  list->items.reserve(array.size());
  for (const auto& element : array) list->items.push_back(to_value(heap, element, depth));
  return Value::of(list);
}

Json number_json(Heap& heap, const Value& number) {
  if (number.is(Kind::real)) return number.as_real();
  if (!number.is(Kind::big_integer)) return number.as_whole();
  std::uint64_t wide = 0;
  const auto digits = number.as_text();
  const auto* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, wide);
  if (read.ec == std::errc() && read.ptr == end) return wide;
  std::int64_t narrow = 0;  // arithmetic on a BigInteger gives one, however small the result is
  const auto again = std::from_chars(digits.data(), end, narrow);
  if (again.ec == std::errc() && again.ptr == end) return narrow;
  heap.stop(too_wide(digits));
  return nullptr;
}

Json object_json(Heap& heap, const Map& map, int depth) {
  JsonObject object;
  object.reserve(map.size());
  for (const auto* entry = map.first(); entry != nullptr && !heap.stopped(); entry = entry->after) {
    object[java_text(heap, entry->key)] = to_json(heap, entry->value, depth);
  }
  return object;
}

template <class Items>
Json array_json(Heap& heap, const Items& items, int depth) {
  JsonArray array;
  array.reserve(items.size());
  for (const auto& item : items) {
    if (heap.stopped()) break;
    array.push_back(to_json(heap, item, depth));
  }
  return array;
}

template <class Items>
void append_array(Heap& heap, std::string& out, const Items& items, int depth) {
  heap.spend(items.size() / 4);
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (heap.stopped()) return;
    if (!first) out += ',';
    first = false;
    append_json(heap, out, item, depth);
  }
  out += ']';
}

void append_member(Heap& heap, std::string& out, std::string_view key, const Value& value,
                   int depth) {
  append_json_string(out, key);
  out += ':';
  append_json(heap, out, value, depth);
}

void append_object(Heap& heap, std::string& out, const Map& map, int depth) {
  heap.spend(map.size() / 2);
  out += '{';
  bool first = true;
  for (const auto* entry = map.first(); entry != nullptr && !heap.stopped(); entry = entry->after) {
    const bool text = entry->key.is_text();
    const auto made = text ? std::string() : java_text(heap, entry->key);
    const std::string_view key = text ? entry->key.as_text() : made;
    if (is_hidden(map, key)) continue;
    if (!first) out += ',';
    first = false;
    append_member(heap, out, key, entry->value, depth);
  }
  out += '}';
}

}  // namespace

Value to_value(Heap& heap, const Json& json, int depth) {
  switch (json.kind()) {
    case boost::json::kind::null: return {};
    case boost::json::kind::bool_: return Value::boolean(json.get_bool());
    case boost::json::kind::int64: return Value::whole(json.get_int64());
    case boost::json::kind::uint64: return value_of_unsigned(heap, json.get_uint64());
    case boost::json::kind::double_: return Value::real(json.get_double());
    case boost::json::kind::string: return heap.text(json.get_string());
    default: break;
  }
  if (!heap.enter(depth)) return {};
  if (const auto* array = json.if_array()) return list_of(heap, *array, depth + 1);
  return to_value(heap, json.get_object(), depth + 1);
}

Value to_value(Heap& heap, const JsonObject& object, int depth) {
  auto* map = heap.map();
  for (const auto& member : object) {
    map->put(heap.text(member.key()), to_value(heap, member.value(), depth));
  }
  return Value::of(map);
}

Json to_json(Heap& heap, const Value& value, int depth) {
  if (!heap.reserve(json_node_bytes)) return nullptr;
  switch (value.kind()) {
    case Kind::null: return nullptr;
    case Kind::boolean: return value.as_boolean();
    case Kind::text:
      if (!heap.reserve(value.as_text().size())) return nullptr;
      return Json(boost::json::string(value.as_text()));
    default: break;
  }
  if (value.is_number()) return number_json(heap, value);
  if (!heap.spend(1) || !heap.enter(depth)) return nullptr;
  switch (value.kind()) {
    case Kind::list: return array_json(heap, value.as_list().items, depth + 1);
    case Kind::collection: return array_json(heap, value.as_collection().items, depth + 1);
    case Kind::map: return object_json(heap, value.as_map(), depth + 1);
    case Kind::entry: {
      JsonObject object;
      object[java_text(heap, value.as_entry().key)] =
          to_json(heap, value.as_entry().value, depth + 1);
      return object;
    }
    default: return to_json(heap, value.as_object().plain(heap), depth + 1);
  }
}

void append_json(Heap& heap, std::string& out, const Value& value, int depth) {
  if (out.size() > limits::evaluated_bytes_max) {
    heap.stop(template_error("A text of the template is larger than 5 MB.", ErrorKind::exhausted));
    return;
  }
  switch (value.kind()) {
    case Kind::text:
      heap.spend_on(value.as_text());
      append_json_string(out, value.as_text());
      return;
    case Kind::real:
      // JSON has no word for NaN and the infinities.
      if (!std::isfinite(value.as_real())) {
        out += "null";
        return;
      }
      [[fallthrough]];
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::long_integer:
    case Kind::big_integer: append_java_text(heap, out, value); return;
    default: break;
  }
  if (!heap.spend(1) || !heap.enter(depth)) return;
  switch (value.kind()) {
    case Kind::list: append_array(heap, out, value.as_list().items, depth + 1); return;
    case Kind::collection: append_array(heap, out, value.as_collection().items, depth + 1); return;
    case Kind::map: append_object(heap, out, value.as_map(), depth + 1); return;
    case Kind::entry: {
      const auto& entry = value.as_entry();
      out += '{';
      append_member(heap, out, java_text(heap, entry.key), entry.value, depth + 1);
      out += '}';
      return;
    }
    default: append_json(heap, out, value.as_object().plain(heap), depth + 1); return;
  }
}

Value json_text(Heap& heap, const Value& value) {
  std::string out;
  append_json(heap, out, value);
  return heap.text(out);
}

Error too_wide(std::string_view digits) {
  constexpr std::size_t shown = 60;
  auto number = std::string(digits.substr(0, shown));
  if (digits.size() > shown) number += "…";
  return template_error("The number " + number +
                        " has more than 64 bits and would be rounded: write it as a text.");
}

}  // namespace syncline::script
