// Text encodings that several protocols share: Base64, percent, UTF-8, and random identifiers.
#pragma once

#include <cstddef>
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

// RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);

std::string to_lower(std::string_view ascii);

// Random, from the kernel's generator. Lower-case.
std::string random_bytes(std::size_t count);
std::string random_uuid();                      // RFC 9562 version 4
std::string random_id(std::size_t characters);  // [a-z0-9], such as an apiId's 26

}  // namespace syncline
