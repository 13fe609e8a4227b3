#include "dynamo/decimal.h"

#include <algorithm>
#include <charconv>

#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view zeros_and_point = "0.";

std::unexpected<Error> not_numeric(std::string_view text) {
  std::string message = "The parameter cannot be converted to a numeric value";
  if (!text.empty()) message.append(": ").append(text);
  return validation_error(std::move(message));
}

bool take_digits(std::string_view& text, std::string& digits) {
  const auto length = std::min(text.find_first_not_of("0123456789"), text.size());
  digits += text.substr(0, length);
  text.remove_prefix(length);
  return length > 0;
}

bool take_one_of(std::string_view& text, std::string_view characters) {
  if (text.empty() || !characters.contains(text.front())) return false;
  text.remove_prefix(1);
  return true;
}

// The exponent after its `e`. One too large to matter is cut off, so that no sum overflows.
bool take_exponent(std::string_view text, int& exponent) {
  constexpr std::size_t places_max = 6;
  const bool negative = text.starts_with('-');
  take_one_of(text, "+-");
  std::string digits;
  if (!take_digits(text, digits) || !text.empty()) return false;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > places_max) digits.assign(places_max, '9');
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (negative) exponent = -exponent;
  return true;
}

// Marks that keep negative < zero < positive.
constexpr char negative_mark = 1, zero_mark = 2, positive_mark = 3;

}  // namespace

Decimal::Decimal(std::uint64_t whole) {
  const auto text = std::to_string(whole);
  *this = *make(false, text, static_cast<int>(text.size()) - 1);  // 20 digits always fit
}

Result<Decimal> Decimal::make(bool negative, std::string_view digits, int exponent) {
  const auto zeros = std::min(digits.find_first_not_of('0'), digits.size());
  digits.remove_prefix(zeros);
  exponent -= static_cast<int>(zeros);
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
  Decimal made;
  if (digits.empty()) return made;
  if (exponent > exponent_max) {
    return validation_error(
        "Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (exponent < exponent_min) {
    return validation_error(
        "Number underflow. Attempting to store a number with magnitude smaller than supported "
        "range");
  }
  if (digits.size() > digits_max) {
    return validation_error("Attempting to store more than 38 significant digits in a Number");
  }
  made.negative_ = negative;
  made.exponent_ = static_cast<std::int16_t>(exponent);
  made.count_ = static_cast<std::uint8_t>(digits.size());
  std::ranges::transform(digits, made.digits_.begin(),
                         [](char digit) { return static_cast<std::uint8_t>(digit - '0'); });
  return made;
}

Result<Decimal> Decimal::parse(std::string_view text) {
  auto rest = text;
  const bool negative = rest.starts_with('-');
  take_one_of(rest, "+-");
  std::string digits;
  bool any = take_digits(rest, digits);
  int exponent = static_cast<int>(digits.size()) - 1;
  if (take_one_of(rest, ".")) any = take_digits(rest, digits) || any;
  if (!any) return not_numeric(text);
  if (take_one_of(rest, "eE")) {
    int shift = 0;
    if (!take_exponent(rest, shift)) return not_numeric(text);
    exponent += shift;
  } else if (!rest.empty()) {
    return not_numeric(text);
  }
  return make(negative, digits, exponent);
}

std::strong_ordering Decimal::compare_magnitude(const Decimal& other) const {
  if (count_ == 0 || other.count_ == 0) return count_ <=> other.count_;
  if (exponent_ != other.exponent_) return exponent_ <=> other.exponent_;
  return digits_ <=> other.digits_;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  if (negative_ != other.negative_) {
    return negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return negative_ ? other.compare_magnitude(*this) : compare_magnitude(other);
}

Result<Decimal> Decimal::plus(const Decimal& other) const {
  if (other.count_ == 0) return *this;
  if (count_ == 0) return other;
  const bool larger_first = compare_magnitude(other) >= 0;
  const Decimal& large = larger_first ? *this : other;
  const Decimal& small = larger_first ? other : *this;
  const int lowest = std::min(large.exponent_ - large.count_, small.exponent_ - small.count_) + 1;
  const int highest = large.exponent_ + 1;  // a place for the carry
  std::string sum(static_cast<std::size_t>(highest - lowest + 1), '\0');
  const auto place = [&](const Decimal& number, int sign) {
    for (int i = 0; i < number.count_; ++i) {
      auto& digit = sum[static_cast<std::size_t>(highest - number.exponent_ + i)];
      digit = static_cast<char>(digit + sign * number.digits_[static_cast<std::size_t>(i)]);
    }
  };
  place(large, 1);
  place(small, large.negative_ == small.negative_ ? 1 : -1);
  int carry = 0;
  for (auto digit = sum.rbegin(); digit != sum.rend(); ++digit) {
    const int value = *digit + carry;
    carry = value < 0 ? -1 : value / 10;
    *digit = static_cast<char>('0' + (value - carry * 10));
  }
  return make(large.negative_, sum, highest);
}

Result<Decimal> Decimal::minus(const Decimal& other) const {
  Decimal negated = other;
  if (negated.count_ > 0) negated.negative_ = !negated.negative_;
  return plus(negated);
}

std::string Decimal::to_string() const {
  if (count_ == 0) return "0";
  std::string text = negative_ ? "-" : "";
  if (exponent_ < 0) {
    text += zeros_and_point;
    text.append(static_cast<std::size_t>(-exponent_ - 1), '0');
  }
  for (int i = 0; i < count_; ++i) {
    if (i > 0 && i == exponent_ + 1) text += '.';
    text += static_cast<char>('0' + digits_[static_cast<std::size_t>(i)]);
  }
  if (exponent_ >= count_) text.append(static_cast<std::size_t>(exponent_ - count_ + 1), '0');
  return text;
}

// A mark of the sign, the exponent, two digits a byte as 1 to 100, and a zero byte; of a negative
// number all after the mark is complemented, so that the larger magnitude comes first.
void Decimal::append_ordered(std::string& out) const {
  if (count_ == 0) {
    out += zero_mark;
    return;
  }
  out += negative_ ? negative_mark : positive_mark;
  const auto start = out.size();
  out += static_cast<char>(exponent_ - exponent_min);
  for (std::size_t i = 0; i < count_; i += 2) {
    const int second = i + 1 < count_ ? digits_[i + 1] : 0;
    out += static_cast<char>(digits_[i] * 10 + second + 1);
  }
  out += '\0';
  if (!negative_) return;
  for (auto i = start; i < out.size(); ++i) out[i] = static_cast<char>(~out[i]);
}

Result<Decimal> Decimal::read_ordered(std::string_view& bytes) {
  const auto damaged = [] { return internal_error("a stored number is damaged"); };
  if (bytes.empty()) return damaged();
  const char mark = bytes.front();
  bytes.remove_prefix(1);
  if (mark == zero_mark) return Decimal();
  if (mark != negative_mark && mark != positive_mark) return damaged();
  const bool negative = mark == negative_mark;
  const auto take = [&]() -> int {
    if (bytes.empty()) return -1;
    const auto byte = static_cast<std::uint8_t>(negative ? ~bytes.front() : bytes.front());
    bytes.remove_prefix(1);
    return byte;
  };
  const int exponent = take() + exponent_min;
  std::string digits;
  int pair = take();
  for (; pair > 0; pair = take()) {
    if (pair > 100 || digits.size() >= digits_max) return damaged();
    digits += static_cast<char>('0' + (pair - 1) / 10);
    digits += static_cast<char>('0' + (pair - 1) % 10);
  }
  if (pair < 0 || digits.empty()) return damaged();
  return make(negative, digits, exponent);
}

std::size_t Decimal::size() const {
  if (count_ == 0) return 1;
  // Digits are stored in pairs that begin at even places: an even count may need one pair more.
  const bool straddles = count_ % 2 == 0 && exponent_ % 2 == 0;
  return 1U + (count_ + 1U) / 2 + (straddles ? 1 : 0) + (negative_ ? 1 : 0);
}

}  // namespace syncline::dynamo
