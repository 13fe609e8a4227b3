// The digits and letters of ASCII, which is what numbers, patterns and templates are written in.
#pragma once

namespace syncline::script {

template <class Char>
constexpr bool is_digit(Char c) {
  return c >= '0' && c <= '9';
}

template <class Char>
constexpr bool is_letter(Char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace syncline::script
