#include "io/x509.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "base/text.h"
#include "io/tls_context.h"

namespace syncline::io {
namespace {

constexpr int authority_days = 3650;
constexpr int server_days = 397;  // the longest that browsers accept
constexpr long seconds_per_day = 24 * 60 * 60;

struct BioDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Memory = std::unique_ptr<BIO, BioDeleter>;
struct ExtensionDeleter {
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
struct NumberDeleter {
  void operator()(BIGNUM* number) const { BN_free(number); }
};

std::unexpected<Error> cannot_make(const std::string& what) {
  return fail(ErrorKind::internal, "TlsError", "cannot make " + what + ": " + openssl_message());
}

// 128 random bits, as the CA/Browser Forum asks for; the top bit is 0, since serials are signed.
bool set_serial(X509* certificate) {
  auto bytes = random_bytes(16);
  bytes[0] = static_cast<char>(bytes[0] & 0x7F);
  const std::unique_ptr<BIGNUM, NumberDeleter> number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                static_cast<int>(bytes.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_name(X509_NAME* name, const std::string& common_name) {
  const auto add = [&](const char* field, const std::string& value) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value.data()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
  };
  return add("O", "Syncline development") && add("CN", common_name);
}

bool add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, ExtensionDeleter> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// Everything but the extensions and the signature.
Result<Identity> begin_identity(const std::string& common_name, int days) {
  Identity made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  auto* certificate = made.certificate.get();
  // A day back: the clock of a client may be behind.
  const bool filled = made.key && certificate != nullptr &&
                      X509_set_version(certificate, X509_VERSION_3) == 1 &&
                      set_serial(certificate) &&
                      X509_gmtime_adj(X509_getm_notBefore(certificate), -seconds_per_day) &&
                      X509_gmtime_adj(X509_getm_notAfter(certificate), days * seconds_per_day) &&
                      X509_set_pubkey(certificate, made.key.get()) == 1 &&
                      set_name(X509_get_subject_name(certificate), common_name);
  if (!filled) return cannot_make("a certificate");
  return made;
}

std::string text_of(const Memory& memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

Memory memory_of(const std::string& text) {
  return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace

void KeyDeleter::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }
void CertificateDeleter::operator()(x509_st* certificate) const { X509_free(certificate); }

Result<Identity> make_authority() {
  // The random part keeps authorities of several folders apart in a trust store.
  TRY(auto made, begin_identity("Syncline development CA " + random_id(6), authority_days));
  auto* certificate = made.certificate.get();
  const bool signed_by_itself =
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
      add_extension(certificate, certificate, NID_basic_constraints,
                    "critical,CA:TRUE,pathlen:0") &&
      add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
      add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
      add_extension(certificate, certificate, NID_name_constraints,
                    "critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,"
                    "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") &&
      X509_sign(certificate, made.key.get(), EVP_sha256()) > 0;
  if (!signed_by_itself) return cannot_make("a certificate authority");
  return made;
}

Result<Identity> make_server_identity(const Identity& authority) {
  TRY(auto made, begin_identity("localhost", server_days));
  auto* certificate = made.certificate.get();
  auto* issuer = authority.certificate.get();
  const bool signed_by_authority =
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
      add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
      add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
      add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
      add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
      add_extension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
      add_extension(certificate, issuer, NID_subject_alt_name,
                    "DNS:localhost,DNS:*.localhost,IP:127.0.0.1,IP:::1") &&
      X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0;
  if (!signed_by_authority) return cannot_make("a server certificate");
  return made;
}

bool is_valid_for(const Identity& identity, int days) {
  std::time_t then = std::time(nullptr) + days * seconds_per_day;
  return X509_cmp_current_time(X509_get0_notBefore(identity.certificate.get())) < 0 &&
         X509_cmp_time(X509_get0_notAfter(identity.certificate.get()), &then) > 0;
}

bool is_signed_by(const Identity& identity, const Identity& authority) {
  return X509_verify(identity.certificate.get(), authority.key.get()) == 1;
}

std::string to_pem(const Identity& identity) {
  const Memory memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), identity.certificate.get());
  return text_of(memory);
}

std::string key_to_pem(const Identity& identity) {
  const Memory memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(memory.get(), identity.key.get(), nullptr, nullptr, 0, nullptr,
                                nullptr);
  return text_of(memory);
}

std::optional<Identity> identity_from_pem(const std::string& certificate_pem,
                                          const std::string& key_pem) {
  const auto certificate_memory = memory_of(certificate_pem);
  const auto key_memory = memory_of(key_pem);
  Identity read{
      Key(PEM_read_bio_PrivateKey(key_memory.get(), nullptr, nullptr, nullptr)),
      Certificate(PEM_read_bio_X509(certificate_memory.get(), nullptr, nullptr, nullptr))};
  const bool belong_together = read.key && read.certificate &&
                               X509_check_private_key(read.certificate.get(), read.key.get()) == 1;
  openssl_message();  // what could not be read is not an error of whoever comes next
  if (!belong_together) return std::nullopt;
  return read;
}

}  // namespace syncline::io
