// API keys: the header `x-api-key` (AppSync developer guide, "API_KEY authorization").
#include "auth/mode.h"

namespace syncline::auth {
namespace {

// A signed request is one of IAM, even when it carries a key too.
bool is_signed(const Credentials& credentials) {
  return header(credentials, "authorization").value_or("").starts_with("AWS4-HMAC-SHA256");
}

bool claims(const Credentials& credentials) {
  return credentials.headers.get("x-api-key") && !is_signed(credentials);
}

// Takes as long for a wrong key as for the right one of its length.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned int difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

Result<Identity> verify(const Credentials& credentials, const catalog::CompiledApi& api,
                        const Clock& clock) {
  const auto given = header(credentials, "x-api-key");
  if (!given) return not_authorized();  // the header came twice
  const catalog::ApiKey* found = nullptr;
  for (const auto& entry : api.definition.keys) {
    if (equal_in_constant_time(*given, entry.second.id)) found = &entry.second;
  }
  if (found == nullptr || found->expires <= clock.now_ms() / 1000) return not_authorized();
  return Identity{"API_KEY", nullptr, "API Key Authorization"};
}

}  // namespace

extern const Mode api_key;
const Mode api_key{"API_KEY", &claims, &verify};

}  // namespace syncline::auth
