// $util.dynamodb (AppSync: "DynamoDB helpers in $util.dynamodb"): values as DynamoDB types them,
// each as a map and, with Json at the end of the name, as that map's JSON text.
#include "base/parse_json.h"
#include "script/builtin.h"
#include "script/java_text.h"
#include "script/json_value.h"

namespace syncline::script {
namespace {

using Convert = std::optional<Value> (*)(Heap&, Arguments);

Value typed(Heap& heap, std::string_view type, const Value& value) {
  auto* map = heap.map();
  map->put(type, value);
  return Value::of(map);
}

Value to_dynamodb(Heap& heap, const Value& value, int depth);

Value members(Heap& heap, const Map& map, int depth) {
  auto* out = heap.map();
  for (const auto* entry = map.first(); entry != nullptr && !heap.stopped(); entry = entry->after) {
    out->put(to_text(heap, entry->key), to_dynamodb(heap, entry->value, depth));
  }
  return Value::of(out);
}

Value elements(Heap& heap, const Value& sequence, int depth) {
  auto* out = heap.list();
  for (const auto& item : sequence.elements(heap)) {
    if (heap.stopped()) break;
    out->items.push_back(to_dynamodb(heap, item, depth));
  }
  return Value::of(out);
}

// Never a set, and numbers stay JSON numbers, as the service's own output shows.
Value to_dynamodb(Heap& heap, const Value& value, int depth) {
  if (!heap.spend(1) || !heap.enter(depth)) return {};
  if (value.is_null()) return typed(heap, "NULL", {});
  if (value.is(Kind::boolean)) return typed(heap, "BOOL", value);
  if (value.is_number()) return typed(heap, "N", value);
  if (value.is(Kind::map)) return typed(heap, "M", members(heap, value.as_map(), depth + 1));
  if (value.is_sequence()) return typed(heap, "L", elements(heap, value, depth + 1));
  return typed(heap, "S", to_text(heap, value));
}

std::optional<Value> any(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return to_dynamodb(heap, args[0], 0);
}

bool is_text(const Value& value) { return value.is_text(); }
bool is_number(const Value& value) { return value.is_number(); }
bool is_boolean(const Value& value) { return value.is(Kind::boolean); }

struct Scalar {
  std::string_view type;
  bool (*fits)(const Value&);
};
constexpr Scalar text_type{"S", is_text};
constexpr Scalar number_type{"N", is_number};
constexpr Scalar boolean_type{"BOOL", is_boolean};
constexpr Scalar binary_type{"B", is_text};

template <const Scalar& scalar>
std::optional<Value> one(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return Value();
  if (!scalar.fits(args[0])) return std::nullopt;
  return typed(heap, scalar.type, args[0]);
}

constexpr Scalar text_set{"SS", is_text};
constexpr Scalar number_set{"NS", is_number};
constexpr Scalar binary_set{"BS", is_text};

template <const Scalar& scalar>
std::optional<Value> set_of(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return Value();
  if (!args[0].is_sequence()) return std::nullopt;
  auto* out = heap.list();
  for (const auto& item : args[0].elements(heap)) {
    if (!scalar.fits(item)) return std::nullopt;
    out->items.push_back(item);
  }
  return typed(heap, scalar.type, Value::of(out));
}

std::optional<Value> null_value(Heap& heap, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return typed(heap, "NULL", {});
}

std::optional<Value> list_value(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return Value();
  return args[0].is_sequence() ? std::optional(to_dynamodb(heap, args[0], 0)) : std::nullopt;
}

std::optional<Value> map_value(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return Value();
  return args[0].is(Kind::map) ? std::optional(to_dynamodb(heap, args[0], 0)) : std::nullopt;
}

std::optional<Value> map_values(Heap& heap, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return Value();
  if (!args[0].is(Kind::map)) return std::nullopt;
  return members(heap, args[0].as_map(), 1);
}

// (key, bucket, region[, version]): the JSON text of the place, as a string attribute.
std::optional<Value> s3_object(Heap& heap, Arguments args) {
  constexpr std::string_view names[] = {"key", "bucket", "region", "version"};
  if (args.size() < 3 || args.size() > 4) return std::nullopt;
  auto* place = heap.map();
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!args[i].is_text()) return std::nullopt;
    place->put(names[i], args[i]);
  }
  return typed(heap, "S", json_text(heap, typed(heap, "s3", Value::of(place))));
}

template <Convert convert>
Answer value_of(CallContext& context, Arguments args) {
  return convert(context.heap, args);
}

template <Convert convert>
Answer text_of(CallContext& context, Arguments args) {
  auto made = convert(context.heap, args);
  if (!made || made->is_null()) return made;
  return json_text(context.heap, *made);
}

// The place that s3_object stored; null for anything else.
Answer from_s3_object(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (!args[0].is_text()) return Value();
  const auto json = parse_json(args[0].as_text());
  const auto* place = json ? find_member(*json, "s3") : nullptr;
  if (place == nullptr || !place->is_object()) return Value();
  return to_value(context.heap, *place);
}

constexpr Builtin functions[] = {
    {"toDynamoDB", value_of<any>},
    {"toDynamoDBJson", text_of<any>, true},
    {"toString", value_of<one<text_type>>},
    {"toStringJson", text_of<one<text_type>>, true},
    {"toStringSet", value_of<set_of<text_set>>},
    {"toStringSetJson", text_of<set_of<text_set>>, true},
    {"toNumber", value_of<one<number_type>>},
    {"toNumberJson", text_of<one<number_type>>, true},
    {"toNumberSet", value_of<set_of<number_set>>},
    {"toNumberSetJson", text_of<set_of<number_set>>, true},
    {"toBinary", value_of<one<binary_type>>},
    {"toBinaryJson", text_of<one<binary_type>>, true},
    {"toBinarySet", value_of<set_of<binary_set>>},
    {"toBinarySetJson", text_of<set_of<binary_set>>, true},
    {"toBoolean", value_of<one<boolean_type>>},
    {"toBooleanJson", text_of<one<boolean_type>>, true},
    {"toNull", value_of<null_value>},
    {"toNullJson", text_of<null_value>, true},
    {"toList", value_of<list_value>},
    {"toListJson", text_of<list_value>, true},
    {"toMap", value_of<map_value>},
    {"toMapJson", text_of<map_value>, true},
    {"toMapValues", value_of<map_values>},
    {"toMapValuesJson", text_of<map_values>, true},
    {"toS3Object", value_of<s3_object>},
    {"toS3ObjectJson", text_of<s3_object>, true},
    {"fromS3ObjectJson", from_s3_object},
};

}  // namespace

extern const Family dynamodb{"dynamodb", functions};

}  // namespace syncline::script
