// Certificates for the TLS port.
#pragma once

#include <string>

#include "base/result.h"

namespace syncline::io {

struct TlsFiles {                // PEM
  std::string certificate_file;  // the chain
  std::string key_file;
};

struct DevelopmentCertificate {
  TlsFiles files;
  std::string ca_file;  // what a client must trust (NODE_EXTRA_CA_CERTS, curl --cacert)
};

// The certificate in `folder`, made on first use: a local CA (10 years, key file mode 0600) and a
// P-256 leaf for localhost, *.localhost, 127.0.0.1 and ::1, renewed in its last 30 days.
// Clients on OpenSSL, curl and Node take no wildcard directly under a top-level name: they reach
// the server as localhost.
Result<DevelopmentCertificate> development_certificate(const std::string& folder);

}  // namespace syncline::io
