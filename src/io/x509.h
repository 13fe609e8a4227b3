// Keys and certificates as values, over OpenSSL's objects.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY
struct x509_st;      // OpenSSL's X509

namespace syncline::io {

struct KeyDeleter {
  void operator()(evp_pkey_st* key) const;
};
struct CertificateDeleter {
  void operator()(x509_st* certificate) const;
};
using Key = std::unique_ptr<evp_pkey_st, KeyDeleter>;
using Certificate = std::unique_ptr<x509_st, CertificateDeleter>;

// A certificate with its private key.
struct Identity {
  Key key;
  Certificate certificate;
};

// A new authority that may sign for this machine's own names and addresses only: whoever trusts
// it, and loses its key, has not opened the way to other sites.
Result<Identity> make_authority();
// A new certificate for localhost, *.localhost, 127.0.0.1 and ::1.
Result<Identity> make_server_identity(const Identity& authority);

// Whether it is valid now and for so many days more.
bool is_valid_for(const Identity& identity, int days);
bool is_signed_by(const Identity& identity, const Identity& authority);

std::string to_pem(const Identity& identity);  // the certificate
std::string key_to_pem(const Identity& identity);
// The first certificate of `certificate_pem` with its key; nothing when they do not belong
// together or are not PEM.
std::optional<Identity> identity_from_pem(const std::string& certificate_pem,
                                          const std::string& key_pem);

}  // namespace syncline::io
