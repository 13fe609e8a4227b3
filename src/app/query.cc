// `syncline query`: one operation over HTTP, the answer on standard output.
#include <cstdio>

#include "app/commands.h"
#include "base/parse_json.h"
#include "io/client.h"

namespace syncline::app {
namespace {

Result<io::ClientRequest> make_request(const Target& target) {
  TRY(auto variables, parse_json(target.variables));
  if (!variables.is_object()) {
    return fail(ErrorKind::invalid, "Usage", "--variables takes a JSON object");
  }
  JsonObject body;
  body["query"] = target.document;
  body["variables"] = std::move(variables);
  if (!target.operation.empty()) body["operationName"] = target.operation;
  io::ClientRequest request;
  request.url = target.url;
  request.headers.emplace_back("content-type", "application/json");
  if (!target.api_key.empty()) request.headers.emplace_back("x-api-key", target.api_key);
  request.body = to_json(std::move(body));
  request.ca_file = target.ca_file;
  return request;
}

Result<io::HttpResponse> send(const Target& target) {
  TRY(const auto request, make_request(target));
  return io::http_request(request);
}

}  // namespace

// Status 0 for an answer without errors, 1 otherwise, 2 when there was no answer.
int run_query(const QueryCommand& command) {
  const auto response = send(command.target);
  if (!response) {
    std::fprintf(stderr, "syncline: %s\n", response.error().message.c_str());
    return 2;
  }
  std::printf("%s\n", response->body.c_str());
  const auto answer = parse_json(response->body);
  const bool clean = answer && find_member(*answer, "errors") == nullptr;
  return clean && response->status == 200 ? 0 : 1;
}

}  // namespace syncline::app
