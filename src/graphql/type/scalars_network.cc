// AWSEmail, AWSURL and AWSIPAddress (AppSync developer guide, "Scalar types").
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// A number of decimal digits without a leading zero, up to `most`.
std::optional<int> decimal(std::string_view text, int most) {
  if (text.empty() || text.size() > 5 || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  if (!std::ranges::all_of(text, is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (value > most) return std::nullopt;
  return value;
}

// ---- AWSEmail: the form of HTML's e-mail field, which is RFC 822 without its oddities ----

bool is_local_character(char c) {
  return is_alphanumeric(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").contains(c);
}

bool is_domain_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && is_alphanumeric(label.front()) &&
         is_alphanumeric(label.back()) &&
         std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  return std::ranges::all_of(text.substr(0, at), is_local_character) &&
         std::ranges::all_of(split(text.substr(at + 1), '.'), is_domain_label);
}

// ---- AWSURL: absolute, any scheme (RFC 3986), no `//` inside the path ----

bool is_url_character(char c) {
  // Beyond ASCII stands for itself, as in an IRI.
  return static_cast<unsigned char>(c) >= 0x80 || is_alphanumeric(c) ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").contains(c);
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  });
}

bool has_whole_escapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
  }
  return true;
}

// userinfo@host:port, where the host is there and the port is a port.
bool is_authority(std::string_view text) {
  const auto user_end = text.rfind('@');
  if (user_end != std::string_view::npos) text.remove_prefix(user_end + 1);
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return !text.empty();
  const auto port = text.substr(colon + 1);
  return colon > 0 && (port.empty() || decimal(port, 65535).has_value());
}

bool is_url(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return false;
  if (!std::ranges::all_of(text, is_url_character) || !has_whole_escapes(text)) return false;
  const auto scheme = text.substr(0, colon);
  auto rest = text.substr(colon + 1);
  if (rest.empty()) return false;
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const auto end = std::min(rest.find_first_of("/?#"), rest.size());
    const auto authority = rest.substr(0, end);
    if (!is_authority(authority) && !(authority.empty() && scheme == "file")) return false;
    rest.remove_prefix(end);
  }
  const auto path = rest.substr(0, rest.find_first_of("?#"));
  return !path.contains("//");
}

// ---- AWSIPAddress: IPv4 or IPv6, perhaps with a prefix length (RFC 4291 section 2.2) ----

bool is_ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  return parts.size() == 4 &&
         std::ranges::all_of(parts, [](auto part) { return decimal(part, 255).has_value(); });
}

// The 16-bit groups of one side of `::`, or nothing. Only the last may be an IPv4 address.
std::optional<std::size_t> ipv6_groups(std::string_view side, bool last) {
  if (side.empty()) return 0;
  std::size_t groups = 0;
  const auto parts = split(side, ':');
  for (const auto& part : parts) {
    if (last && &part == &parts.back() && is_ipv4(part)) {
      groups += 2;
    } else if (part.empty() || part.size() > 4 || !std::ranges::all_of(part, is_hex)) {
      return std::nullopt;
    } else {
      ++groups;
    }
  }
  return groups;
}

bool is_ipv6(std::string_view text) {
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) return ipv6_groups(text, true) == 8;
  const auto before = ipv6_groups(text.substr(0, gap), false);
  const auto after = ipv6_groups(text.substr(gap + 2), true);
  return before && after && *before + *after <= 7;
}

bool is_ip_address(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const bool six = address.contains(':');
  if (slash != std::string_view::npos && !decimal(text.substr(slash + 1), six ? 128 : 32)) {
    return false;
  }
  return six ? is_ipv6(address) : is_ipv4(address);
}

// ---- The scalars ----

bool is_text_that(const Json& value, bool (*holds)(std::string_view)) {
  const auto* text = value.if_string();
  return text != nullptr && holds(*text);
}

Result<Json> parse_email(const Json& input) {
  if (is_text_that(input, is_email)) return input;
  return unable_to_parse(input, "email address");
}
Result<Json> serialize_email(const Json& value) {
  if (is_text_that(value, is_email)) return value;
  return unable_to_serialize(value, "email address");
}

Result<Json> parse_url(const Json& input) {
  if (is_text_that(input, is_url)) return input;
  return unable_to_parse(input, "URL");
}
Result<Json> serialize_url(const Json& value) {
  if (is_text_that(value, is_url)) return value;
  return unable_to_serialize(value, "URL");
}

Result<Json> parse_ip_address(const Json& input) {
  if (is_text_that(input, is_ip_address)) return input;
  return unable_to_parse(input, "IP address");
}
Result<Json> serialize_ip_address(const Json& value) {
  if (is_text_that(value, is_ip_address)) return value;
  return unable_to_serialize(value, "IP address");
}

constexpr std::array<Scalar, 3> scalars{{
    {"AWSEmail", "An e-mail address, `local-part@domain-part` (RFC 822).", parse_email,
     serialize_email, AsItIs::texts, is_email},
    {"AWSURL", "An absolute URL of any scheme, such as `https://example.org` or `mailto:a@b.c`.",
     parse_url, serialize_url, AsItIs::texts, is_url},
    {"AWSIPAddress",
     "An IPv4 or IPv6 address, perhaps with a prefix length: `127.0.0.1/8`, "
     "`1a2b:3c4b::1234:4567`.",
     parse_ip_address, serialize_ip_address, AsItIs::texts, is_ip_address},
}};

}  // namespace

std::span<const Scalar> network_scalars() { return scalars; }

}  // namespace syncline::graphql
