#include "hub/argument_key.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace syncline::hub {
namespace {

void append_integer(std::string& key, std::int64_t number) {
  key += 'i';
  key += std::to_string(number);
  key += ';';
}

void append_unsigned(std::string& key, std::uint64_t number) {
  key += 'i';
  key += std::to_string(number);
  key += ';';
}

// A double that is a whole number in the range of the integers has the integer's form.
void append_double(std::string& key, double number) {
  constexpr double int64_end = 9223372036854775808.0;    // 2^63
  constexpr double uint64_end = 18446744073709551616.0;  // 2^64
  if (std::trunc(number) == number && number >= -int64_end && number < uint64_end) {
    if (number < int64_end) return append_integer(key, static_cast<std::int64_t>(number));
    return append_unsigned(key, static_cast<std::uint64_t>(number));
  }
  key += 'd';
  key += std::to_string(std::bit_cast<std::uint64_t>(number));
  key += ';';
}

void append_string(std::string& key, std::string_view text) {
  key += 's';
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

}  // namespace

bool append_argument_key(std::string& key, const Json* value) {
  if (value == nullptr) {
    key += 'n';
    return true;
  }
  switch (value->kind()) {
    case boost::json::kind::null: key += 'n'; return true;
    case boost::json::kind::bool_: key += value->get_bool() ? 't' : 'f'; return true;
    case boost::json::kind::int64: append_integer(key, value->get_int64()); return true;
    case boost::json::kind::uint64: append_unsigned(key, value->get_uint64()); return true;
    case boost::json::kind::double_: append_double(key, value->get_double()); return true;
    case boost::json::kind::string: append_string(key, value->get_string()); return true;
    case boost::json::kind::array:
    case boost::json::kind::object: return false;
  }
  return false;
}

}  // namespace syncline::hub
