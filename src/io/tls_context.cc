#include "io/tls_context.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace syncline::io {
namespace {

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL: a peer that has gone would end the
// process with SIGPIPE. This one sends and receives like the plain channel does.
int descriptor_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int finish(BIO* bio, ssize_t result, void (*set_retry)(BIO*)) {
  BIO_clear_retry_flags(bio);
  if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) set_retry(bio);
  return static_cast<int>(result);
}

int bio_write(BIO* bio, const char* bytes, int size) {
  const auto count = static_cast<std::size_t>(size);
  const auto flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  return finish(bio, ::send(descriptor_of(bio), bytes, count, flags),
                [](BIO* b) { BIO_set_retry_write(b); });
}

int bio_read(BIO* bio, char* bytes, int size) {
  const auto count = static_cast<std::size_t>(size);
  return finish(bio, ::recv(descriptor_of(bio), bytes, count, MSG_DONTWAIT),
                [](BIO* b) { BIO_set_retry_read(b); });
}

long bio_control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

int bio_create(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

// A client that offers protocols without HTTP/1.1 among them is answered without one.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  constexpr std::string_view http = "http/1.1";
  for (unsigned int at = 0; at < offered_size && at + offered[at] < offered_size;
       at += offered[at] + 1U) {
    const std::string_view name(reinterpret_cast<const char*>(offered + at + 1), offered[at]);
    if (name != http) continue;
    *out = offered + at + 1;
    *out_size = offered[at];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

std::unexpected<Error> tls_error(std::string what) {
  return fail(ErrorKind::invalid, "TlsError", std::move(what) + ": " + openssl_message());
}

}  // namespace

std::string openssl_message() {
  const auto code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return "unknown reason";
  const char* reason = ERR_reason_error_string(code);
  if (reason != nullptr) return reason;
  std::array<char, 256> text{};
  ERR_error_string_n(code, text.data(), text.size());
  return text.data();
}

void TlsContext::ContextDeleter::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }
void TlsContext::MethodDeleter::operator()(bio_method_st* method) const { BIO_meth_free(method); }

TlsContext::TlsContext(Method method, Context context)
    : method_(std::move(method)), context_(std::move(context)) {}

Result<std::unique_ptr<TlsContext>> TlsContext::create(bool server) {
  Method method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
  Context made(SSL_CTX_new(server ? TLS_server_method() : TLS_client_method()));
  if (!method || !made) return tls_error("TLS is not available");
  BIO_meth_set_write(method.get(), bio_write);
  BIO_meth_set_read(method.get(), bio_read);
  BIO_meth_set_ctrl(method.get(), bio_control);
  BIO_meth_set_create(method.get(), bio_create);
  auto* context = made.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Node and older clients end without a close_notify: for HTTP and WebSocket, which know their
  // own lengths, that is an end like any other.
  SSL_CTX_set_options(
      context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  return std::make_unique<TlsContext>(std::move(method), std::move(made));
}

Result<std::unique_ptr<TlsContext>> TlsContext::for_server(const TlsFiles& files) {
  ERR_clear_error();
  TRY(auto made, create(true));
  auto* context = made->context_.get();
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate_file.c_str()) != 1) {
    return tls_error("cannot use the certificate " + files.certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return tls_error("cannot use the key " + files.key_file);
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    return tls_error("the key " + files.key_file + " is not that of " + files.certificate_file);
  }
  SSL_CTX_set_num_tickets(context, 1);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  return made;
}

Result<std::unique_ptr<TlsContext>> TlsContext::for_client(const std::string& ca_file) {
  ERR_clear_error();
  TRY(auto made, create(false));
  auto* context = made->context_.get();
  SSL_CTX_set_default_verify_paths(context);
  if (!ca_file.empty() && SSL_CTX_load_verify_file(context, ca_file.c_str()) != 1) {
    return tls_error("cannot use the authorities in " + ca_file);
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  return made;
}

Result<SslHandle> TlsContext::open(int descriptor) const {
  ERR_clear_error();
  SslHandle ssl(SSL_new(context_.get()));
  BIO* bio = BIO_new(method_.get());
  if (!ssl || bio == nullptr) {
    BIO_free(bio);
    return tls_error("cannot begin a TLS session");
  }
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
  SSL_set_bio(ssl.get(), bio, bio);
  return ssl;
}

Result<SslHandle> TlsContext::accept(int descriptor) const {
  TRY(auto ssl, open(descriptor));
  SSL_set_accept_state(ssl.get());
  return ssl;
}

Result<SslHandle> TlsContext::connect(int descriptor, const std::string& host) const {
  TRY(auto ssl, open(descriptor));
  SSL_set_connect_state(ssl.get());
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl.get(), host.c_str());
    SSL_set1_host(ssl.get(), host.c_str());
  }
  return ssl;
}

}  // namespace syncline::io
