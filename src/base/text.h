// Text encodings that several protocols share: Base64, percent, UTF-8, and random identifiers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace syncline {

// Base64 (RFC 4648 section 4), with padding. `decode` also takes the URL alphabet, and padding
// may be missing, since real-time clients send both; anything else gives nothing.
std::string base64_encode(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);

// `%XX` and, when `form` is set, `+` for a blank (application/x-www-form-urlencoded).
std::string percent_decode(std::string_view text, bool form);

// UTF-8 checked as it arrives (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF):
// a message may be cut anywhere, even inside a character, and RFC 6455 8.1 asks to fail as soon as
// the text cannot be valid any more.
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

bool is_utf8(std::string_view bytes);

std::string to_lower(std::string_view ascii);

// Random, from the kernel's generator. Lower-case.
std::string random_bytes(std::size_t count);
std::string random_uuid();                      // RFC 9562 version 4
std::string random_id(std::size_t characters);  // [a-z0-9], such as an apiId's 26

}  // namespace syncline
