// java.util.Formatter, as far as String.format of texts, numbers and booleans needs it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "script/java_text.h"
#include "script/letters.h"
#include "script/number.h"
#include "script/utf16.h"
#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

constexpr int width_max = 100'000;

// %[argument$][flags][width][.precision]conversion
struct Specifier {
  std::string_view source;
  std::size_t argument = 0;  // from 1; 0 takes the next
  bool again = false;        // `<`: the argument of the one before
  std::string flags;
  int width = 0;
  int precision = -1;
  char conversion = 0;

  [[nodiscard]] bool has(char flag) const { return flags.find(flag) != std::string::npos; }
};

int take_number(std::string_view text, std::size_t& at) {
  int number = 0;
  while (at < text.size() && is_digit(text[at])) {
    number = std::min(width_max, number * 10 + (text[at++] - '0'));
  }
  return number;
}

std::optional<Specifier> specifier_at(std::string_view format, std::size_t& at) {
  constexpr std::string_view flags = "-#+ 0,(";
  Specifier out;
  const auto start = at++;
  auto ahead = at;
  const auto number = take_number(format, ahead);
  if (ahead > at && ahead < format.size() && format[ahead] == '$' && format[at] != '0') {
    out.argument = static_cast<std::size_t>(number);
    at = ahead + 1;
  } else if (at < format.size() && format[at] == '<') {
    out.again = true;
    ++at;
  }
  while (at < format.size() && flags.find(format[at]) != std::string_view::npos) {
    out.flags += format[at++];
  }
  out.width = take_number(format, at);
  if (at < format.size() && format[at] == '.') {
    ++at;
    out.precision = take_number(format, at);
  }
  if (at == format.size()) return std::nullopt;
  out.conversion = format[at++];
  out.source = format.substr(start, at - start);
  return out;
}

std::unexpected<std::string> illegal_conversion(char conversion, const Value& value) {
  return exception("java.util.IllegalFormatConversionException",
                   std::string(1, conversion) + " != " + std::string(value.class_name()));
}

std::string grouped(std::string_view digits) {
  const auto whole = std::min(digits.find('.'), digits.size());
  std::string out;
  out.reserve(digits.size() + whole / 3);
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  out += digits.substr(whole);
  return out;
}

// A number's sign, its digits and what the flags make of them.
std::string signed_number(const Specifier& spec, bool negative, std::string digits) {
  if (spec.has(',')) digits = grouped(digits);
  const std::string before = negative        ? (spec.has('(') ? "(" : "-")
                             : spec.has('+') ? "+"
                             : spec.has(' ') ? " "
                                             : "";
  const std::string after = negative && spec.has('(') ? ")" : "";
  const auto size = static_cast<int>(before.size() + digits.size() + after.size());
  if (spec.has('0') && size < spec.width) {
    digits.insert(0, static_cast<std::size_t>(spec.width - size), '0');
  }
  return before + digits + after;
}

std::expected<std::string, std::string> whole_number(const Specifier& spec, const Value& value) {
  if (!value.is_number() || value.is(Kind::real)) return illegal_conversion(spec.conversion, value);
  if (spec.conversion == 'd') {
    std::string digits = value.is(Kind::big_integer) ? std::string(value.as_text())
                                                     : std::to_string(value.as_whole());
    const bool negative = digits.starts_with('-');
    if (negative) digits.erase(0, 1);
    return signed_number(spec, negative, std::move(digits));
  }
  if (value.is(Kind::big_integer)) return illegal_conversion(spec.conversion, value);
  // %x and %o show the two's complement of the type's own width.
  const auto bits = value.is(Kind::integer) ? static_cast<std::uint32_t>(value.as_whole())
                                            : static_cast<std::uint64_t>(value.as_whole());
  auto digits = spec.conversion == 'o' ? fmt::format("{:o}", bits) : fmt::format("{:x}", bits);
  if (spec.has('#')) digits.insert(0, spec.conversion == 'o' ? "0" : "0x");
  return signed_number(spec, false, std::move(digits));
}

// A number as Java formats it: not its exact value, but the shortest digits that read back equal.
struct Decimal {
  std::string digits;
  int point = 1;  // how many of them stand before it

  explicit Decimal(double size) {
    std::array<char, 32> buffer;
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size,
                                       std::chars_format::scientific);
    const std::string_view all(buffer.data(), written.ptr);
    const auto mark = all.find('e');
    for (const char c : all.substr(0, mark)) {
      if (is_digit(c)) digits += c;
    }
    int exponent = 0;
    std::from_chars(all.data() + mark + 2, all.data() + all.size(), exponent);
    point = (all[mark + 1] == '-' ? -exponent : exponent) + 1;
  }

  // Keeps so many digits: a half goes up. There may be one more before the point afterwards.
  void round(std::size_t kept) {
    const bool up = kept < digits.size() && digits[kept] >= '5';
    digits.resize(kept, '0');
    if (!up) return;
    auto i = kept;
    while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
    if (i > 0) {
      ++digits[i - 1];
    } else {
      digits.insert(0, 1, '1');
      ++point;
    }
  }
};

std::string fixed_digits(double size, int places) {
  Decimal number(size);
  if (number.point < 1) {
    number.digits.insert(0, static_cast<std::size_t>(1 - number.point), '0');
    number.point = 1;
  }
  number.round(static_cast<std::size_t>(number.point + places));
  if (places > 0) number.digits.insert(static_cast<std::size_t>(number.point), ".");
  return std::move(number.digits);
}

std::string scientific_digits(double size, int places) {
  Decimal number(size);
  number.round(static_cast<std::size_t>(1 + places));
  number.digits.resize(static_cast<std::size_t>(1 + places));
  if (places > 0) number.digits.insert(1, ".");
  const auto exponent = size == 0 ? 0 : number.point - 1;
  return fmt::format("{}e{}{:02}", number.digits, exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::expected<std::string, std::string> real_number(const Specifier& spec, const Value& value) {
  if (!value.is(Kind::real)) return illegal_conversion(spec.conversion, value);
  const auto number = value.as_real();
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  const auto size = std::abs(number);
  const auto places = spec.precision < 0 ? 6 : spec.precision;
  return signed_number(
      spec, std::signbit(number),
      spec.conversion == 'e' ? scientific_digits(size, places) : fixed_digits(size, places));
}

// An Integer is a code point; a text of one code point is what charAt gives in place of a char.
std::expected<std::string, std::string> letter(const Value& value) {
  constexpr std::int64_t last_code_point = 0x10FFFF;
  std::string out;
  if (value.is_text()) {
    const auto text = value.as_text();
    std::size_t end = 0;
    if (!text.empty()) append_utf8(out, next_code_point(text, end));
    if (text.empty() || end != text.size()) return illegal_conversion('c', value);
    return out;
  }
  if (!value.is(Kind::integer)) return illegal_conversion('c', value);
  if (value.as_whole() < 0 || value.as_whole() > last_code_point) {
    return exception(
        "java.util.IllegalFormatCodePointException",
        fmt::format("Code point = {:#x}", static_cast<std::uint32_t>(value.as_whole())));
  }
  append_utf8(out, static_cast<char32_t>(value.as_whole()));
  return out;
}

std::expected<std::string, std::string> converted(Heap& heap, const Specifier& spec,
                                                  const Value& value) {
  constexpr std::string_view null_as_null = "dxofech";
  if (value.is_null() && null_as_null.find(spec.conversion) != std::string_view::npos) {
    return "null";
  }
  switch (spec.conversion) {
    case 'd':
    case 'x':
    case 'o': return whole_number(spec, value);
    case 'f':
    case 'e': return real_number(spec, value);
    case 'b': {
      const bool shown = value.is(Kind::boolean) ? value.as_boolean() : !value.is_null();
      return shown ? "true" : "false";
    }
    case 'c': return letter(value);
    case 'h': return fmt::format("{:x}", static_cast<std::uint32_t>(java_hash(heap, value)));
    case 's': {
      auto text = java_text(heap, value);
      const auto end = spec.precision < 0
                           ? std::nullopt
                           : byte_at_unit(text, static_cast<std::size_t>(spec.precision));
      if (end) text.resize(*end);
      return text;
    }
    default: {
      return exception("java.util.UnknownFormatConversionException",
                       "Conversion = '" + std::string(1, spec.conversion) + "'");
    }
  }
}

void append_padded(Heap& heap, std::string& out, const Specifier& spec, std::string_view text) {
  const auto size = utf16_length(text);
  const auto width = static_cast<std::size_t>(spec.width);
  const std::string pad(width > size ? width - size : 0, ' ');
  if (!spec.has('-')) append_within(heap, out, pad);
  append_within(heap, out, text);
  if (spec.has('-')) append_within(heap, out, pad);
}

class Formatter {
 public:
  Formatter(Heap& heap, Arguments args) : heap_(heap), args_(args) {}

  std::expected<std::string, std::string> format(std::string_view format) {
    std::string out;
    for (std::size_t at = 0; at < format.size() && heap_.spend(1);) {
      const auto percent = std::min(format.find('%', at), format.size());
      append_within(heap_, out, format.substr(at, percent - at));
      at = percent;
      if (at == format.size()) break;
      auto spec = specifier_at(format, at);
      if (!spec) return exception("java.util.UnknownFormatConversionException", "Conversion = '%'");
      auto done = append(out, *spec);
      if (!done) return std::unexpected(std::move(done).error());
    }
    return out;
  }

 private:
  std::expected<void, std::string> append(std::string& out, Specifier spec) {
    if (spec.conversion == 'n') {
      out += '\n';
      return {};
    }
    if (spec.conversion == '%') {
      append_padded(heap_, out, spec, "%");
      return {};
    }
    if (!spec.again) last_ = spec.argument != 0 ? spec.argument - 1 : next_++;
    if (last_ >= args_.size()) {
      return exception("java.util.MissingFormatArgumentException",
                       "Format specifier '" + std::string(spec.source) + "'");
    }
    constexpr std::string_view in_capitals = "SXBECH";
    const bool capitals = in_capitals.find(spec.conversion) != std::string_view::npos;
    if (capitals) spec.conversion = static_cast<char>(spec.conversion + ('a' - 'A'));
    auto text = converted(heap_, spec, args_[last_]);
    if (!text) return std::unexpected(std::move(text).error());
    append_padded(heap_, out, spec, capitals ? to_upper_case(*text) : *text);
    return {};
  }

  Heap& heap_;
  Arguments args_;
  std::size_t next_ = 0;
  std::size_t last_ = 0;
};

}  // namespace

std::expected<std::string, std::string> java_format(Heap& heap, std::string_view format,
                                                    Arguments args) {
  return Formatter(heap, args).format(format);
}

}  // namespace syncline::script
