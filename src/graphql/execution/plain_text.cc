#include "graphql/execution/plain_text.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "base/short_text.h"

namespace syncline::graphql {
namespace {

// An Int has 32 bits (specification 3.5.1).
std::optional<std::int32_t> integer_of(const Json& value) {
  if (const std::int64_t* number = value.if_int64()) {
    if (std::in_range<std::int32_t>(*number)) return static_cast<std::int32_t>(*number);
  } else if (const std::uint64_t* size = value.if_uint64()) {
    if (std::in_range<std::int32_t>(*size)) return static_cast<std::int32_t>(*size);
  }
  return std::nullopt;
}

constexpr std::size_t integer_bytes_max = 11;

// Members that are written into memory which is there, with all counts at hand: a call, or a look
// at a string's capacity, would cost as much as a member.
class PlainRun {
 public:
  PlainRun(Walk::Allowance allowance, char* at, char* end)
      : allowance_(allowance), at_(at), end_(end) {}

  bool member(CollectedField& field, const NamedType& parent, const JsonObject& object) {
    if (field.plain == PlainLeaf::none) return false;
    if (field.plain == PlainLeaf::type_name) return text(field, parent.name);
    const FieldType& definition = *field.definition;
    const Json* value = find_member(object, definition.name, field.position);
    if (value == nullptr || value->is_null()) {
      return !definition.type.non_null && word(field, "null");
    }
    if (const auto* content = value->if_string()) {
      return field.plain == PlainLeaf::text && text(field, *content);
    }
    if (field.plain == PlainLeaf::integer) return integer(field, *value);
    const bool* flag = field.plain == PlainLeaf::flag ? value->if_bool() : nullptr;
    return flag != nullptr && word(field, *flag ? "true" : "false");
  }

  [[nodiscard]] Walk::Allowance allowance() const { return allowance_; }
  [[nodiscard]] char* end() const { return at_; }

 private:
  bool fits(const CollectedField& field, std::size_t bytes, std::size_t counted) const {
    return field.quoted.size() + bytes <= static_cast<std::size_t>(end_ - at_) &&
           allowance_.fields > 0 && field.key.size() + counted <= allowance_.text_bytes;
  }
  bool wrote(const CollectedField& field, std::size_t counted, char* end) {
    --allowance_.fields;
    allowance_.text_bytes -= field.key.size() + counted;
    at_ = end;
    return true;
  }

  bool text(const CollectedField& field, std::string_view text) {
    if (!fits(field, text.size() + 2, text.size())) return false;
    char* to = copy_short(at_, field.quoted);
    *to++ = '"';
    if (copy_plain(to, text) < text.size()) return false;
    to += text.size();
    *to++ = '"';
    return wrote(field, text.size(), to);
  }
  bool word(const CollectedField& field, std::string_view word) {
    if (!fits(field, word.size(), 0)) return false;
    return wrote(field, 0, copy_short(copy_short(at_, field.quoted), word));
  }
  bool integer(const CollectedField& field, const Json& value) {
    const auto number = integer_of(value);
    if (!number || !fits(field, integer_bytes_max, 0)) return false;
    return wrote(field, 0, std::to_chars(copy_short(at_, field.quoted), end_, *number).ptr);
  }

  Walk::Allowance allowance_;
  char* at_;
  char* end_;
};

bool write_integer(const PlainSpot& spot, const Json& value) {
  const auto number = integer_of(value);
  if (!number || !spot.counted()) return false;
  append_json_integer(spot.out, spot.head, *number);
  return true;
}

bool write_flag(const PlainSpot& spot, const Json& value) {
  const bool* flag = value.if_bool();
  if (flag == nullptr || !spot.counted()) return false;
  append_texts(spot.out, spot.head, *flag ? "true" : "false");
  return true;
}

bool write_any(const PlainSpot& spot, const Json& value) {
  if (!spot.counted()) return false;
  spot.out += spot.head;
  append_json(spot.out, value);
  return true;
}

// A whole number, too, is a Float in the answer: 3.0.
bool write_number(const PlainSpot& spot, const Json& value) {
  if (const std::int64_t* whole = value.if_int64()) {
    return write_any(spot, Json(static_cast<double>(*whole)));
  }
  const double* number = value.if_double();
  return number != nullptr && std::isfinite(*number) && write_any(spot, value);
}

}  // namespace

bool write_text(const PlainSpot& spot, std::string_view text) {
  if (!spot.counted(text.size())) return false;
  append_json_string(spot.out, spot.head, text);
  return true;
}

bool write_null(const PlainSpot& spot) {
  if (spot.type.non_null || !spot.counted()) return false;
  append_texts(spot.out, spot.head, "null");
  return true;
}

bool write_plain(const PlainSpot& spot, const Json& value) {
  if (spot.leaf == PlainLeaf::none) return false;
  if (const auto* text = value.if_string()) return spot.holds(*text) && write_text(spot, *text);
  if (value.is_null()) return write_null(spot);
  switch (spot.leaf) {
    case PlainLeaf::integer: return write_integer(spot, value);
    case PlainLeaf::flag: return write_flag(spot, value);
    case PlainLeaf::number: return write_number(spot, value);
    case PlainLeaf::own: return write_any(spot, value);
    default: return false;
  }
}

std::size_t write_plain_run(Walk& walk, std::string& out, CollectedFields& fields, std::size_t next,
                            const JsonObject& object) {
  const std::size_t size = fields.fields.size();
  const std::size_t before = out.size();
  out.resize_and_overwrite(out.capacity(), [&](char* text, std::size_t capacity) {
    PlainRun run(walk.allowance(), text + before, text + capacity);
    while (next < size && run.member(fields.fields[next], *fields.type, object)) ++next;
    walk.set_allowance(run.allowance());
    return static_cast<std::size_t>(run.end() - text);
  });
  return next;
}

}  // namespace syncline::graphql
