#include "io/url.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <charconv>
#include <memory>

namespace syncline::io {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct TextDeleter {
  void operator()(char* text) const { curl_free(text); }
};

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, TextDeleter> owned(text);
  return text;
}

std::uint16_t port_of(std::string_view scheme) {
  return scheme == "https" || scheme == "wss" ? 443 : 80;
}

bool is_served(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ws" || scheme == "wss";
}

}  // namespace

Result<Url> parse_url(const std::string& text) {
  const std::unique_ptr<CURLU, UrlDeleter> parts(curl_url());
  const auto parsed =
      curl_url_set(parts.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME);
  Url url;
  if (parsed == CURLUE_OK) {
    url.scheme = part(parts.get(), CURLUPART_SCHEME);
    url.host = part(parts.get(), CURLUPART_HOST);
  }
  if (!is_served(url.scheme) || url.host.empty()) {
    return fail(ErrorKind::invalid, "UrlError",
                fmt::format("\"{}\" is not an http, https, ws or wss URL", text));
  }
  if (url.host.starts_with('[')) url.host = url.host.substr(1, url.host.size() - 2);
  url.port = port_of(url.scheme);
  const auto port = part(parts.get(), CURLUPART_PORT);
  std::from_chars(port.data(), port.data() + port.size(), url.port);
  url.target = part(parts.get(), CURLUPART_PATH);
  if (url.target.empty()) url.target = "/";
  const auto query = part(parts.get(), CURLUPART_QUERY);
  if (!query.empty()) url.target += "?" + query;
  return url;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") ||
         host == "::1";
}

std::string authority(const Url& url) {
  const auto host =
      url.host.find(':') == std::string::npos ? url.host : fmt::format("[{}]", url.host);
  return url.port == port_of(url.scheme) ? host : fmt::format("{}:{}", host, url.port);
}

}  // namespace syncline::io
