// What a value is (AppSync: "Utility helpers in $util", null and type checks).
#include "script/builtin.h"
#include "script/java_text.h"
#include "script/regex/regex.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

bool is_empty(const Value& value) {
  if (value.is_null()) return true;
  if (value.is_text()) return value.as_text().empty();
  if (value.is(Kind::map)) return value.as_map().size() == 0;
  if (value.is(Kind::list)) return value.as_list().items.empty();
  return value.is(Kind::collection) && value.as_collection().items.empty();
}

bool is_blank(const Value& value) {
  if (!value.is_text()) return is_empty(value);
  return value.as_text().find_first_not_of(" \t\n\v\f\r") == std::string_view::npos;
}

bool is_null(const Value& value) { return value.is_null(); }
bool is_text(const Value& value) { return value.is_text(); }
bool is_number(const Value& value) { return value.is_number(); }
bool is_boolean(const Value& value) { return value.is(Kind::boolean); }
bool is_list(const Value& value) { return value.is(Kind::list) && !value.as_list().is_array(); }
bool is_map(const Value& value) { return value.is(Kind::map); }

template <bool (*holds)(const Value&)>
Answer answer(CallContext& /*context*/, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::boolean(holds(args[0]));
}

template <bool (*missing)(const Value&)>
Answer default_if(CallContext& /*context*/, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  return missing(args[0]) ? args[1] : args[0];
}

Answer type_of(CallContext& /*context*/, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  const auto& value = args[0];
  const auto name = is_null(value)      ? "Null"
                    : is_number(value)  ? "Number"
                    : is_text(value)    ? "String"
                    : is_map(value)     ? "Map"
                    : is_list(value)    ? "List"
                    : is_boolean(value) ? "Boolean"
                                        : "Object";
  return Value::text(name);
}

// The documentation's sample is that of java.util.regex.Pattern.matches: the whole text.
Answer matches(CallContext& context, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  const auto regex = Regex::compile(context.heap, args[0].as_text());
  if (!regex) return fault(regex.error());
  return Value::boolean(regex->matches(context.heap, to_utf32(args[1].as_text())));
}

constexpr Builtin functions[] = {
    {"isNull", answer<is_null>},
    {"isNullOrEmpty", answer<is_empty>},
    {"isNullOrBlank", answer<is_blank>},
    {"defaultIfNull", default_if<is_null>},
    {"defaultIfNullOrEmpty", default_if<is_empty>},
    {"defaultIfNullOrBlank", default_if<is_blank>},
    {"isString", answer<is_text>},
    {"isNumber", answer<is_number>},
    {"isBoolean", answer<is_boolean>},
    {"isList", answer<is_list>},
    {"isMap", answer<is_map>},
    {"typeOf", type_of},
    {"matches", matches},
};

}  // namespace

extern const Family check{"", functions};

}  // namespace syncline::script
