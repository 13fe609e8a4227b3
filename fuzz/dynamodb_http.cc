// Whole requests to DynamoDB's endpoint: none may crash, hang, or be answered otherwise than with
// an answer or a fault of the client, whose checksum is right. "Operation {body}" is a call as
// clients send it; behind a '#' stand method, path, header lines, an empty line and the body.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"
#include "edge/edge_fixture.h"
#include "io/crc32.h"

namespace {

namespace fixture = syncline::edge::fixture;
using syncline::io::HttpRequest;

std::string_view take_until(std::string_view& rest, char end) {
  const auto found = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), found.size() + 1));
  return found;
}

HttpRequest call(std::string_view operation, std::string_view body) {
  HttpRequest made;
  made.method = "POST";
  made.target = made.path = "/";
  made.body = body;
  made.headers.add("content-type", "application/x-amz-json-1.0");
  made.headers.add("x-amz-target", "DynamoDB_20120810." + std::string(operation));
  made.headers.add("x-amz-date", "20300101T000000Z");
  made.headers.add("authorization",
                   "AWS4-HMAC-SHA256 Credential=k/20300101/us-east-1/dynamodb/aws4_request, "
                   "SignedHeaders=host, Signature=0");
  return made;
}

// As io would give it: its texts are UTF-8, and names are not empty.
HttpRequest raw(std::string_view text) {
  HttpRequest made;
  auto first = take_until(text, '\n');
  made.method = take_until(first, ' ');
  made.path = made.target = "/" + std::string(first);
  const auto mark = made.target.find('?');
  if (mark != std::string::npos) {
    made.query = made.target.substr(mark + 1);
    made.path.resize(mark);
  }
  for (;;) {
    auto line = take_until(text, '\n');
    if (line.empty()) break;
    const auto name = take_until(line, ':');
    if (!name.empty()) made.headers.add(name, line);
  }
  made.body = text;
  return made;
}

// Made anew now and then, since inputs may fill it. The last one stays: at the program's end its
// libraries' own globals may be gone before it.
fixture::Node& node() {
  constexpr int calls_max = 5'000;
  static int calls = 0;
  static auto& made = *new std::unique_ptr<fixture::Node>();
  if (made == nullptr || ++calls % calls_max == 0) {
    made = std::make_unique<fixture::Node>();
    const auto created = fixture::ask_and_wait(
        *made,
        call("CreateTable", R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
                            R"({"AttributeName":"s","KeyType":"HASH"}],"AttributeDefinitions":[)"
                            R"({"AttributeName":"s","AttributeType":"S"}]})"));
    CHECK(created.status == 200);
  }
  return *made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool is_raw = text.starts_with('#');
  if (is_raw && !syncline::is_utf8(text)) return 0;
  const auto operation = is_raw ? std::string_view() : take_until(text, ' ');
  if (!syncline::is_utf8(operation)) return 0;
  const auto response =
      fixture::ask_and_wait(node(), is_raw ? raw(text.substr(1)) : call(operation, text));
  CHECK(response.status != 500);
  if (is_raw) return 0;
  CHECK(response.status == 200 || response.status == 400);
  CHECK(response.body.empty() || syncline::parse_json(response.body).has_value());
  CHECK(fixture::header(response, "x-amz-crc32") ==
        std::to_string(syncline::io::crc32(response.body)));
  return 0;
}
