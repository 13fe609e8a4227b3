// Runs the cases of DynamoDB's API over HTTP: each file of a folder is {"given": [steps], "cases":
// [{"name", "steps"}]}. The steps, the given ones first, run in order on a fresh node in memory.
// What a step sends:
//   "call", "input"   an operation as clients send it: signed, AWS JSON 1.0; or else
//   "method" (POST), "path" (/), "headers", and "body" (JSON) or "text"
//   "headers" of a call take the place of its own; null takes one away
// What it expects:
//   "status"          200 when it is not said
//   "expect"          the answer's JSON; "$any" stands for any value. With "any_order" lists are
//                     compared without their order
//   "expect_text"     the answer's bytes
//   "expect_headers"  each a text, null for one that must not be there, or {"matches": regex}
// The checksum and the id of every answer are compared with what they must be.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "base/parse_json.h"
#include "base/text.h"
#include "conformance/same_json.h"
#include "edge/edge_fixture.h"
#include "io/crc32.h"

namespace syncline::edge {
namespace {

using Fields = std::map<std::string, std::string>;

// Names in lower case.
Fields fields_of(const io::HttpResponse& response) {
  Fields fields;
  for (const auto& [name, value] : response.headers) fields[to_lower(name)] = value;
  std::string_view rest = response.lines;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find("\r\n"));
    const auto colon = line.find(": ");
    fields[to_lower(line.substr(0, colon))] = line.substr(colon + 2);
    rest.remove_prefix(line.size() + 2);
  }
  fields["content-type"] = response.content_type;
  return fields;
}

io::HttpRequest request_of(const Json& step) {
  const auto text_or = [&](std::string_view name, std::string_view fallback) {
    const auto* found = find_string(step, name);
    return std::string(found == nullptr ? fallback : std::string_view(*found));
  };
  Fields headers{{"host", "localhost:4000"}};
  const auto call = text_or("call", "");
  std::string body = text_or("text", "");
  if (const auto* json = find_member(step, "body")) body = to_json(*json);
  if (!call.empty()) {
    body = to_json(step.at("input"));
    headers["x-amz-target"] = call.contains('.') ? call : "DynamoDB_20120810." + call;
    headers["content-type"] = "application/x-amz-json-1.0";
    headers["x-amz-date"] = "20300101T000000Z";
    headers["authorization"] =
        "AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0";
  }
  if (const auto* given = find_member(step, "headers")) {
    for (const auto& [name, value] : given->as_object()) {
      headers.erase(to_lower(name));
      if (value.is_string()) headers[to_lower(name)] = std::string_view(value.get_string());
    }
  }
  auto made = fixture::request(text_or("method", "POST"), text_or("path", "/"));
  made.headers = {};
  made.body = std::move(body);
  for (const auto& [name, value] : headers) made.headers.add(name, value);
  return made;
}

bool fits(const Json& wanted, const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  if (wanted.is_null()) return found == fields.end();
  if (found == fields.end()) return false;
  if (const auto* pattern = find_string(wanted, "matches")) {
    return std::regex_match(found->second, std::regex(std::string(*pattern)));
  }
  const auto* text = wanted.if_string();
  return text != nullptr && *text == found->second;
}

class Runner {
 public:
  void file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto document = parse_json(bytes);
    const auto* cases = document ? find_member(*document, "cases") : nullptr;
    if (cases == nullptr || !cases->is_array()) {
      std::printf("%s: not a file of cases%s%s\n", path.c_str(), document ? "" : ": ",
                  document ? "" : document.error().message.c_str());
      ++failed_;
      return;
    }
    for (const auto& one : cases->get_array()) {
      fixture::Node node;
      name_ = path.filename().string() + ": " + std::string(one.at("name").as_string());
      if (const auto* given = find_member(*document, "given")) steps(node, *given);
      steps(node, one.at("steps"));
    }
  }

  [[nodiscard]] int report() const {
    std::printf("%d DynamoDB requests over HTTP, %d failed\n", ran_, failed_);
    return ran_ == 0 || failed_ > 0 ? 1 : 0;
  }

 private:
  void steps(fixture::Node& node, const Json& list) {
    for (const auto& step : list.as_array())
      check(step, fixture::ask_and_wait(node, request_of(step)));
  }

  void check(const Json& step, const io::HttpResponse& response) {
    ++ran_;
    const auto fault = fault_of(step, response);
    if (fault.empty()) return;
    ++failed_;
    std::printf("FAILED %s\n  %s\n    wanted: %s\n    got:    %d %s\n%s\n", name_.c_str(),
                to_json(step).c_str(), fault.c_str(), response.status, response.body.c_str(),
                response.lines.c_str());
  }

  static std::string fault_of(const Json& step, const io::HttpResponse& response) {
    const auto* status = find_member(step, "status");
    const auto wanted_status = status == nullptr ? 200 : status->to_number<int>();
    if (response.status != wanted_status) return "status " + std::to_string(wanted_status);
    if (const auto* text = find_string(step, "expect_text"); text && response.body != *text) {
      return std::string(*text);
    }
    if (const auto* wanted = find_member(step, "expect")) {
      const auto got = parse_json(response.body);
      const bool any_order = find_member(step, "any_order") != nullptr;
      if (!got || !conformance::same(*wanted, *got, any_order)) return to_json(*wanted);
    }
    auto headers = object_of(step, "expect_headers");
    if (find_member(headers, "x-amzn-requestid") == nullptr) {
      headers["x-amzn-requestid"] = JsonObject{{"matches", "[0-9A-Z]{52}"}};
      headers["x-amz-crc32"] = std::to_string(io::crc32(response.body));
    }
    const auto fields = fields_of(response);
    for (const auto& [name, value] : headers) {
      if (!fits(value, fields, name)) {
        return std::string(name) + ": " + to_json(value);
      }
    }
    return "";
  }

  static JsonObject object_of(const Json& step, std::string_view name) {
    const auto* found = find_member(step, name);
    return found == nullptr ? JsonObject() : found->as_object();
  }

  std::string name_;
  int ran_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace syncline::edge

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "usage: %s CASES_FOLDER\n", argv[0]);
    return 2;
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  syncline::edge::Runner runner;
  for (const auto& path : files) runner.file(path);
  return runner.report();
}
