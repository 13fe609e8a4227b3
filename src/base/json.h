// The JSON value of the whole house, and the writer that appends it to a string.
// Objects keep the order in which members were added. Numbers are int64, uint64 or double.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/short_text.h"

namespace syncline {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;
using SharedJson = std::shared_ptr<const Json>;

// Appends the compact form: no blanks, members in order, non-ASCII text as it is (RFC 8259).
// Doubles are written in the shortest form that reads back equal; 3.0 is written `3.0`.
void append_json(std::string& out, const Json& value);
void append_json_string(std::string& out, std::string_view text);  // with its quotes
// The same behind `head`, which stands as it is, such as `,"name":`. One step for both, as answers
// are made of very many short members.
void append_json_string(std::string& out, std::string_view head, std::string_view text);
void append_json_integer(std::string& out, std::string_view head, std::int64_t number);
void append_texts(std::string& out, std::string_view head, std::string_view tail);
std::string to_json(const Json& value);

// The member, or nullptr when `value` is not an object or has no such member.
const Json* find_member(const Json& value, std::string_view name);
const Json* find_member(const JsonObject& object, std::string_view name);
// The same for many objects that are likely alike: looks first at `position`, where the last of
// them had the member, and keeps it up to date. That look is inline: answers are made of it.
const Json* find_member_anew(const JsonObject& object, std::string_view name,
                             std::size_t& position);
inline const Json* find_member(const JsonObject& object, std::string_view name,
                               std::size_t& position) {
  if (position < object.size()) {
    const auto& there = object.begin()[position];
    if (same_short(there.key(), name)) return &there.value();
  }
  return find_member_anew(object, name, position);
}
// The member's text, or nothing when it is absent or not a string.
const boost::json::string* find_string(const Json& value, std::string_view name);
const boost::json::string* find_string(const JsonObject& object, std::string_view name);

}  // namespace syncline
