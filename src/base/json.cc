#include "base/json.h"

#include <array>
#include <boost/json/parser.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "base/limits.h"
#include "base/parse_json.h"
#include "base/short_text.h"

namespace syncline {
namespace {

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out.append(buffer.data(), written.ptr);
}

void append_double(std::string& out, double number) {
  if (!std::isfinite(number)) {  // JSON has no word for these
    out += "null";
    return;
  }
  const auto start = out.size();
  append_number(out, number);
  // Keep a double a double for readers that tell 3 from 3.0, as graphql-java's writer does.
  if (out.find_first_of(".e", start) == std::string::npos) out += ".0";
}

void append_escape(std::string& out, unsigned char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
  }
  constexpr char digits[] = "0123456789abcdef";
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

// How many bytes from `at` on need no escape: at most seven too few.
std::size_t plain_prefix(std::string_view text, std::size_t at) {
  const auto begin = at;
  while (at + 8 <= text.size() && !any_needs_escape(load_word<std::uint64_t>(text.data() + at))) {
    at += 8;
  }
  return at - begin;
}

// The text from `copied` on, and its last quote.
void append_escaped(std::string& out, std::string_view text, std::size_t copied) {
  for (auto i = copied + plain_prefix(text, copied); i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!needs_escape(c)) continue;
    out.append(text, copied, i - copied);
    append_escape(out, c);
    copied = i + 1;
    i += plain_prefix(text, copied);
  }
  out.append(text, copied);
  out += '"';
}

// Appends at most `bytes`, by a function that gets where to write them and says where they end.
template <class Write>
void append_with(std::string& out, std::size_t bytes, Write write) {
  const auto before = out.size();
  out.resize_and_overwrite(before + bytes, [&](char* data, std::size_t) {
    return static_cast<std::size_t>(write(data + before) - data);
  });
}

void append_object(std::string& out, const JsonObject& object) {
  char separator = '{';
  for (const auto& member : object) {
    out += separator;
    append_json_string(out, member.key());
    out += ':';
    append_json(out, member.value());
    separator = ',';
  }
  out += separator == '{' ? "{}" : "}";
}

void append_array(std::string& out, const JsonArray& array) {
  char separator = '[';
  for (const auto& element : array) {
    out += separator;
    append_json(out, element);
    separator = ',';
  }
  out += separator == '[' ? "[]" : "]";
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  append_json_string(out, {}, text);
}

void append_json_string(std::string& out, std::string_view head, std::string_view text) {
  std::size_t copied = 0;
  append_with(out, head.size() + text.size() + 2, [&](char* at) {
    at = copy_short(at, head);
    *at++ = '"';
    copied = copy_plain(at, text);
    at += copied;
    if (copied == text.size()) *at++ = '"';
    return at;
  });
  if (copied < text.size()) append_escaped(out, text, copied);
}

void append_json_integer(std::string& out, std::string_view head, std::int64_t number) {
  constexpr std::size_t bytes_max = 20;  // of the least one
  append_with(out, head.size() + bytes_max, [&](char* at) {
    at = copy_short(at, head);
    return std::to_chars(at, at + bytes_max, number).ptr;
  });
}

void append_texts(std::string& out, std::string_view head, std::string_view tail) {
  append_with(out, head.size() + tail.size(),
              [&](char* at) { return copy_short(copy_short(at, head), tail); });
}

void append_json(std::string& out, const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null: out += "null"; break;
    case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case boost::json::kind::int64: append_number(out, value.get_int64()); break;
    case boost::json::kind::uint64: append_number(out, value.get_uint64()); break;
    case boost::json::kind::double_: append_double(out, value.get_double()); break;
    case boost::json::kind::string: append_json_string(out, value.get_string()); break;
    case boost::json::kind::array: append_array(out, value.get_array()); break;
    case boost::json::kind::object: append_object(out, value.get_object()); break;
  }
}

std::string to_json(const Json& value) {
  std::string out;
  append_json(out, value);
  return out;
}

const Json* find_member(const Json& value, std::string_view name) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : find_member(*object, name);
}

const Json* find_member(const JsonObject& object, std::string_view name) {
  return object.if_contains(name);
}

const Json* find_member_anew(const JsonObject& object, std::string_view name,
                             std::size_t& position) {
  const auto found = object.find(name);
  if (found == object.end()) return nullptr;
  position = static_cast<std::size_t>(found - object.begin());
  return &found->value();
}

const boost::json::string* find_string(const Json& value, std::string_view name) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : find_string(*object, name);
}

const boost::json::string* find_string(const JsonObject& object, std::string_view name) {
  const auto* member = find_member(object, name);
  return member == nullptr ? nullptr : member->if_string();
}

Result<Json> parse_json(std::string_view text, boost::json::storage_ptr memory) {
  boost::json::parse_options options;
  options.max_depth = limits::json_depth_max;
  // What the parser gathers before it makes a value of it: most texts need no more.
  std::array<unsigned char, 2048> gathered;  // NOLINT: written before it is read
  boost::json::parser parser({}, options, gathered.data(), gathered.size());
  parser.reset(std::move(memory));
  boost::system::error_code error;
  const auto read = parser.write(text, error);
  if (error) {
    return fail(ErrorKind::invalid, "JsonError",
                error.message() + " at offset " + std::to_string(read));
  }
  return parser.release();
}

}  // namespace syncline
