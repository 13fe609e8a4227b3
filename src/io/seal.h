// Texts that we hand out and take back: nobody else can read, change or make one.
// AES-256-GCM (NIST SP 800-38D); each text under a key of its own, which HMAC-SHA256 derives from
// the sealer's key and 16 random bytes, so that no number of texts wears the key out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace syncline::io {

class Sealer {
 public:
  static constexpr std::size_t key_bytes = 32;

  // A key of key_bytes random bytes.
  explicit Sealer(std::string key);

  // Base64 with the URL alphabet, without padding (RFC 4648 section 5). Only `open` with the same
  // key and the same context gives the text back; it is another one each time. From any thread.
  [[nodiscard]] std::string seal(std::string_view text, std::string_view context) const;
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed,
                                                std::string_view context) const;

 private:
  std::string key_;
};

}  // namespace syncline::io
