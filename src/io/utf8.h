// UTF-8 checked as it arrives (RFC 3629): a text message may be cut anywhere, even inside a
// character, and RFC 6455 8.1 asks to fail as soon as the text cannot be valid any more.
#pragma once

#include <cstdint>
#include <string_view>

namespace syncline::io {

class Utf8Check {
 public:
  // False when the text so far cannot be the beginning of valid UTF-8.
  bool feed(std::string_view bytes);
  // True when the text does not end inside a character.
  [[nodiscard]] bool complete() const { return missing_ == 0; }

 private:
  bool begin(unsigned char lead);

  std::uint8_t missing_ = 0;  // continuation bytes that the current character still needs
  std::uint8_t low_ = 0x80;   // what the next of them must lie between
  std::uint8_t high_ = 0xBF;
};

}  // namespace syncline::io
