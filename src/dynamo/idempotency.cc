#include "dynamo/idempotency.h"

#include <chrono>

#include "base/limits.h"

namespace syncline::dynamo {
namespace {

// Keys are the period in which the token came, and the token: a token is looked for in this period
// and the one before, and older periods are erased as a range.
constexpr std::string_view token_keyspace = "dynamo.token";
constexpr auto period_ms =
    std::chrono::duration_cast<std::chrono::milliseconds>(limits::transaction_token_life).count();

std::string period_key(std::int64_t period) {
  auto digits = std::to_string(period);
  constexpr std::size_t width = 20;
  return std::string(width - digits.size(), '0') + digits;
}

// FNV-1a; tells requests apart by their whole text.
std::uint64_t fingerprint(const JsonObject& input) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : to_json(input)) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

struct Stored {
  std::int64_t time_ms = 0;
  std::string fingerprint;
};

std::optional<Stored> decode(const std::string& value) {
  const auto blank = value.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  return Stored{std::strtoll(value.c_str(), nullptr, 10), value.substr(blank + 1)};
}

Result<std::optional<Stored>> find_token(const Call& call, const std::string& token,
                                         std::int64_t now) {
  for (const auto period : {now / period_ms, now / period_ms - 1}) {
    TRY(const auto value, call.store.get(token_keyspace, period_key(period) + token));
    if (!value) continue;
    auto stored = decode(*value);
    if (stored && now - stored->time_ms < period_ms) return stored;
  }
  return std::nullopt;
}

}  // namespace

Companion once_for_token(std::string_view token, const Call& call) {
  if (token.empty()) {
    return {{}, [] { return Result<bool>(false); }, [](store::Batch&) {}};
  }
  const std::string name(token);
  const auto now = call.clock.now_ms();
  const auto print = std::to_string(fingerprint(call.input));
  const auto check = [&call, name, now, print]() -> Result<bool> {
    TRY(const auto stored, find_token(call, name, now));
    if (!stored) return false;
    if (stored->fingerprint == print) return true;
    return fail(ErrorKind::invalid, "IdempotentParameterMismatchException",
                "The request has the same client token as an earlier one, but other parameters");
  };
  const auto add = [&call, name, now, print](store::Batch& batch) {
    const auto period = now / period_ms;
    batch.put(token_keyspace, period_key(period) + name, std::to_string(now) + " " + print);
    // Once for each period: a range that is erased costs every later read of the keyspace.
    const auto keep = period - 1;
    auto erased = call.tokens_erased.load();
    if (erased < keep && call.tokens_erased.compare_exchange_strong(erased, keep)) {
      batch.erase_range(token_keyspace, period_key(0), period_key(keep));
    }
  };
  return {{"token:" + name}, check, add};
}

}  // namespace syncline::dynamo
