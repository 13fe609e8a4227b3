// DynamoDB's numbers: 38 significant decimal digits, exact, never through a double.
// (AWS: "DynamoDB Developer Guide", Naming rules and data types, Number.)
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::dynamo {

// Always in its one canonical form, so equal numbers are equal member by member: no zeros in front
// or behind, and zero has no digits and no sign.
class Decimal {
 public:
  static constexpr int digits_max = 38;
  static constexpr int exponent_max = 125;   // magnitude up to 9.99…E+125
  static constexpr int exponent_min = -130;  // and down to 1E-130

  Decimal() = default;  // zero
  explicit Decimal(std::uint64_t whole);

  // `1`, `-0.5`, `+3.`, `.5`, `6E23`; the error is a ValidationException in DynamoDB's words.
  static Result<Decimal> parse(std::string_view text);
  // Reads what append_ordered wrote, and moves `bytes` behind it. Fails for other bytes.
  static Result<Decimal> read_ordered(std::string_view& bytes);

  // Exact; fails when the result needs more digits or leaves the range.
  [[nodiscard]] Result<Decimal> plus(const Decimal& other) const;
  [[nodiscard]] Result<Decimal> minus(const Decimal& other) const;

  // Plain notation, as DynamoDB returns it: no exponent, no zeros that say nothing.
  [[nodiscard]] std::string to_string() const;
  // Bytes that compare as the numbers do, and that no other number's bytes begin with.
  void append_ordered(std::string& out) const;
  // What DynamoDB counts: about a byte for two digits, and one.
  [[nodiscard]] std::size_t size() const;

  std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

 private:
  [[nodiscard]] std::strong_ordering compare_magnitude(const Decimal& other) const;
  // The number of digit * 10^exponent, the first digit first, or why it cannot be stored.
  static Result<Decimal> make(bool negative, std::string_view digits, int exponent);

  std::array<std::uint8_t, digits_max> digits_{};  // the first is not zero; unused ones are
  std::uint8_t count_ = 0;
  bool negative_ = false;
  std::int16_t exponent_ = 0;  // of the first digit
};

}  // namespace syncline::dynamo
