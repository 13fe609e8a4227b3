// New identifiers, and how the caller is known (AppSync: "Utility helpers in $util").
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "script/builtin.h"

namespace syncline::script {
namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view base62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// `size` digits of the big-endian number in `bytes`, by repeated division.
std::string digits_of(std::string bytes, std::string_view alphabet, std::size_t size) {
  std::string out(size, alphabet[0]);
  const auto base = static_cast<unsigned>(alphabet.size());
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit) {
    unsigned rest = 0;
    for (auto& byte : bytes) {
      rest = rest << 8 | static_cast<unsigned char>(byte);
      byte = static_cast<char>(static_cast<unsigned char>(rest / base));
      rest %= base;
    }
    *digit = alphabet[rest];
  }
  return out;
}

std::string big_endian(std::uint64_t number, std::size_t size) {
  std::string out(size, '\0');
  for (auto byte = out.rbegin(); byte != out.rend(); ++byte, number >>= 8) {
    *byte = static_cast<char>(static_cast<unsigned char>(number & 0xFF));
  }
  return out;
}

Answer auto_id(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return context.heap.text(random_uuid());
}

// 48 bits of milliseconds, 80 random bits, 26 letters (github.com/ulid/spec).
Answer auto_ulid(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  const auto time = big_endian(static_cast<std::uint64_t>(context.clock.now_ms()), 6);
  return context.heap.text(digits_of(time + random_bytes(10), crockford, 26));
}

// 32 bits of seconds since 2014-05-13T16:53:20Z, 128 random bits, 27 letters (segmentio/ksuid).
Answer auto_ksuid(CallContext& context, Arguments args) {
  constexpr std::int64_t epoch_seconds = 1'400'000'000;
  if (!args.empty()) return std::nullopt;
  const auto seconds = std::max<std::int64_t>(0, context.clock.now_ms() / 1000 - epoch_seconds);
  const auto time = big_endian(static_cast<std::uint64_t>(seconds), 4);
  return context.heap.text(digits_of(time + random_bytes(16), base62, 27));
}

Answer auth_type(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return context.heap.text(context.auth_type);
}

constexpr Builtin functions[] = {
    {"autoId", auto_id},
    {"autoUlid", auto_ulid},
    {"autoKsuid", auto_ksuid},
    {"authType", auth_type},
};

}  // namespace

extern const Family identity{"", functions};

}  // namespace syncline::script
