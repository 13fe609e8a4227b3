#include "io/seal.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/result.h"
#include "base/text.h"

namespace syncline::io {
namespace {

// A sealed text is: version (1), salt, ciphertext, tag.
constexpr char version = 1;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = 1 + salt_bytes;
constexpr std::size_t text_bytes_max = 1024 * 1024;  // OpenSSL counts in int

using MessageKey = std::array<unsigned char, 32>;
// The key is used once, so the nonce need not change.
constexpr std::array<unsigned char, 12> nonce{};

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

MessageKey message_key(std::string_view key, std::string_view salt) {
  MessageKey derived;
  unsigned length = 0;
  CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(salt), salt.size(),
             derived.data(), &length) != nullptr);
  CHECK(length == derived.size());
  return derived;
}

std::string without_padding(std::string text) {
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  text.resize(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace

Sealer::Sealer(std::string key) : key_(std::move(key)) { CHECK(key_.size() == key_bytes); }

std::string Sealer::seal(std::string_view text, std::string_view context) const {
  CHECK(text.size() <= text_bytes_max && context.size() <= text_bytes_max);
  std::string sealed = version + random_bytes(salt_bytes);
  const auto key = message_key(key_, std::string_view(sealed).substr(1));
  sealed.resize(head_bytes + text.size() + tag_bytes);
  auto* out = bytes_of(sealed) + head_bytes;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  // Without input that could be wrong, only missing memory can make these fail.
  CHECK(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data()) ==
        1);
  CHECK(EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytes_of(context),
                          static_cast<int>(context.size())) == 1);
  CHECK(EVP_EncryptUpdate(cipher.get(), out, &length, bytes_of(text),
                          static_cast<int>(text.size())) == 1);
  CHECK(EVP_EncryptFinal_ex(cipher.get(), out + length, &length) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, out + text.size()) == 1);
  return without_padding(base64_encode(sealed));
}

std::optional<std::string> Sealer::open(std::string_view sealed, std::string_view context) const {
  constexpr std::size_t encoded_max = (head_bytes + text_bytes_max + tag_bytes) / 3 * 4 + 4;
  if (sealed.size() > encoded_max || context.size() > text_bytes_max) return std::nullopt;
  auto bytes = base64_decode(sealed);
  if (!bytes || bytes->size() < head_bytes + tag_bytes || bytes->front() != version) {
    return std::nullopt;
  }
  // One text has one form: a decoder that forgives must not make two of it.
  if (without_padding(base64_encode(*bytes)) != sealed) return std::nullopt;
  const auto key = message_key(key_, std::string_view(*bytes).substr(1, salt_bytes));
  std::string text(bytes->size() - head_bytes - tag_bytes, '\0');
  auto* in = bytes_of(*bytes) + head_bytes;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool genuine =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data()) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytes_of(context),
                        static_cast<int>(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), bytes_of(text), &length, in, static_cast<int>(text.size())) ==
          1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, in + text.size()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes_of(text) + length, &length) == 1;
  if (!genuine) return std::nullopt;
  return text;
}

}  // namespace syncline::io
