#include "io/client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/ssl.h>

#include "base/text.h"
#include "io/url.h"

namespace syncline::io {
namespace {

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

std::size_t take_body(const char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

// Called once a line; a status line begins a new header (after 100 Continue, for example).
std::size_t take_header(const char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& headers = static_cast<HttpResponse*>(into)->headers;
  std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/")) headers.clear();
  while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    auto value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    headers.emplace_back(to_lower(line.substr(0, colon)), value);
  }
  return size * count;
}

// Adds to the system's authorities; CURLOPT_CAINFO would replace them.
CURLcode trust(CURL*, void* context, void* ca_file) {
  const auto& file = *static_cast<const std::string*>(ca_file);
  return SSL_CTX_load_verify_file(static_cast<SSL_CTX*>(context), file.c_str()) == 1
             ? CURLE_OK
             : CURLE_SSL_CACERT_BADFILE;
}

HeaderList header_list(const ClientRequest& request) {
  HeaderList list;
  for (const auto& [name, value] : request.headers) {
    // curl's form for a header without a value ends in a semicolon.
    const auto line = value.empty() ? name + ";" : fmt::format("{}: {}", name, value);
    auto* longer = curl_slist_append(list.get(), line.c_str());
    std::ignore = list.release();
    list.reset(longer);
  }
  return list;
}

void set_options(CURL* curl, const ClientRequest& request, const HeaderList& headers) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request.timeout_ms);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET" || !request.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (!request.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, trust);
    curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, &request.ca_file);
  }
  const auto url = parse_url(request.url);
  // A proxy cannot reach this machine's loopback.
  if (url && is_loopback(url->host)) curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

}  // namespace

Result<HttpResponse> http_request(const ClientRequest& request) {
  static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, CurlDeleter> curl(curl_easy_init());
  if (ready != CURLE_OK || !curl) {
    return fail(ErrorKind::internal, "ClientError", "libcurl is not available");
  }
  HttpResponse response;
  std::string body;
  std::array<char, CURL_ERROR_SIZE> reason{};
  const auto headers = header_list(request);
  set_options(curl.get(), request, headers);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &response);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, reason.data());
  const auto result = curl_easy_perform(curl.get());
  if (result != CURLE_OK) {
    const std::string why = reason[0] != '\0' ? reason.data() : curl_easy_strerror(result);
    const auto kind =
        result == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
    return fail(kind, "ConnectionError", fmt::format("{}: {}", request.url, why));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  response.body = std::move(body);
  response.content_type.clear();
  for (const auto& [name, value] : response.headers) {
    if (name == "content-type") response.content_type = value;
  }
  return response;
}

}  // namespace syncline::io
