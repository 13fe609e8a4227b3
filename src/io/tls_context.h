// The TLS settings that connections share: OpenSSL's context, and how it reaches a socket.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "io/channel.h"
#include "io/tls.h"

struct ssl_ctx_st;     // OpenSSL's SSL_CTX
struct bio_method_st;  // OpenSSL's BIO_METHOD

namespace syncline::io {

// Outlives the handles that it opens. Any thread may open one.
class TlsContext {
  struct ContextDeleter {
    void operator()(ssl_ctx_st* context) const;
  };
  struct MethodDeleter {
    void operator()(bio_method_st* method) const;
  };
  using Context = std::unique_ptr<ssl_ctx_st, ContextDeleter>;
  using Method = std::unique_ptr<bio_method_st, MethodDeleter>;

 public:
  // TLS 1.2 and newer, no session cache, buffers released when idle: 14 KB instead of 47 KB a
  // connection.
  static Result<std::unique_ptr<TlsContext>> for_server(const TlsFiles& files);
  // Trusts the system's authorities and those in `ca_file`, which may be empty.
  static Result<std::unique_ptr<TlsContext>> for_client(const std::string& ca_file);
  TlsContext(Method method, Context context);

  [[nodiscard]] Result<SslHandle> accept(int descriptor) const;
  // `host` is a name or an address; the peer's certificate must be for it.
  [[nodiscard]] Result<SslHandle> connect(int descriptor, const std::string& host) const;

 private:
  static Result<std::unique_ptr<TlsContext>> create(bool server);
  [[nodiscard]] Result<SslHandle> open(int descriptor) const;

  Method method_;
  Context context_;
};

// What OpenSSL last said in this thread, for an error's message.
std::string openssl_message();

}  // namespace syncline::io
