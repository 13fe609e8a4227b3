#include "graphql/type/scalars.h"

#include <fmt/format.h>

#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

std::string_view kind_name(const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null: return "null";
    case boost::json::kind::bool_: return "Boolean";
    case boost::json::kind::int64:
    case boost::json::kind::uint64: return "Integer";
    case boost::json::kind::double_: return "Double";
    case boost::json::kind::string: return "String";
    case boost::json::kind::array: return "List";
    case boost::json::kind::object: return "Map";
  }
  return "";
}

constexpr std::size_t shown_max = 1'000;  // bytes of a value in a message: enough to find it

void append_shown(std::string& out, const Json& value) {
  std::string_view separator;
  if (const auto* text = value.if_string()) {
    out.append(*text, 0, shown_max + 1);
  } else if (const auto* array = value.if_array()) {
    out += '[';
    for (const auto& element : *array) {
      if (out.size() > shown_max) return;
      out += separator;
      append_shown(out, element);
      separator = ", ";
    }
    out += ']';
  } else if (const auto* object = value.if_object()) {
    out += '{';
    for (const auto& member : *object) {
      if (out.size() > shown_max) return;
      out.append(separator).append(member.key()).append("=");
      append_shown(out, member.value());
      separator = ", ";
    }
    out += '}';
  } else {
    append_json(out, value);
  }
}

}  // namespace

std::string shown_value(const Json& value) {
  std::string out;
  append_shown(out, value);
  if (out.size() <= shown_max) return out;
  auto end = shown_max;
  while ((static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  out.resize(end);
  return out + "…";
}

std::unexpected<Error> wrong_kind(std::string_view error_type, std::string_view expected,
                                  const Json& found) {
  return fail(ErrorKind::invalid, std::string(error_type),
              fmt::format("Expected type '{}' but was '{}'.", expected, kind_name(found)));
}

std::unexpected<Error> unable_to_parse(const Json& value, std::string_view as) {
  return fail(ErrorKind::invalid, std::string(coercion_error),
              fmt::format("Unable to parse `{}` as a valid {}.", shown_value(value), as));
}

std::unexpected<Error> unable_to_serialize(const Json& value, std::string_view as) {
  return fail(ErrorKind::invalid, std::string(serialization_error),
              fmt::format("Unable to serialize `{}` as a valid {}.", shown_value(value), as));
}

const Scalar& own_scalar() {
  constexpr auto as_it_is = [](const Json& value) -> Result<Json> { return value; };
  static constexpr Scalar own{"", "", as_it_is, as_it_is, AsItIs::all};
  return own;
}

const Scalar* find_scalar(std::string_view name) {
  for (const auto group :
       {standard_scalars(), time_scalars(), network_scalars(), json_scalars(), phone_scalars()}) {
    for (const auto& scalar : group) {
      if (scalar.name == name) return &scalar;
    }
  }
  return nullptr;
}

}  // namespace syncline::graphql
