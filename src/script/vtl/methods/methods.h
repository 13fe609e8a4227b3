// The methods that Java's classes lend to a template: `$list.add(1)`, `$text.substring(2)`. Only
// those that AppSync's documentation and production templates use; no reflection.
// There is no Character: charAt and toCharArray give texts of one code point, which compare and add
// up as texts do, and whose class is java.lang.String.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "script/heap.h"

namespace syncline::script {

// A value; nothing when no overload takes the arguments; or the exception that Java throws, as
// its toString() shows it.
using Reply = std::expected<std::optional<Value>, std::string>;

struct Method {
  std::string_view name;
  Reply (*call)(Heap& heap, const Value& self, Arguments args);
  bool mutates = false;
};

using Methods = std::span<const Method>;

// nullptr when the class of `self` has no method of that name. Objects have none here.
const Method* find_method(const Value& self, std::string_view name);

// One table for each class, in the file of its name.
Methods text_methods();
Methods pattern_methods();  // of texts too: those that take regular expressions
Methods list_methods();
Methods array_methods();
Methods map_methods();
Methods collection_methods();
Methods entry_methods();
Methods number_methods();
Methods boolean_methods();

// `$x.class`: prints `class java.lang.String`, knows .name and .simpleName.
Value class_of(Heap& heap, const Value& value);
// What iterator() gives.
Value iterator_over(Heap& heap, const Value& sequence);

std::unexpected<std::string> exception(std::string_view name);
std::unexpected<std::string> exception(std::string_view name, std::string_view message);
std::unexpected<std::string> out_of_bounds(std::int64_t index, std::size_t size);

// The argument of an `int` parameter: an Integer, never a Long.
std::optional<std::int64_t> int_argument(Arguments args, std::size_t index);

// String.format, in text_format.cc.
std::expected<std::string, std::string> java_format(Heap& heap, std::string_view format,
                                                    Arguments args);

}  // namespace syncline::script
