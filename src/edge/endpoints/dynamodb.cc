// DynamoDB's API and that of its streams, over HTTP (AWS JSON 1.0 protocol). The order of the
// checks is AWS's: the form of the request, its JSON, its target, its signature; then what the
// operation has to say. A signature must be there, and is not verified.
#include <memory>
#include <utility>

#include "aws/authorization.h"
#include "aws/target.h"
#include "base/log.h"
#include "base/parse_json.h"
#include "base/text.h"
#include "edge/answer.h"
#include "edge/aws_route.h"
#include "edge/dynamodb_answer.h"
#include "edge/dynamodb_body.h"
#include "edge/endpoint.h"

namespace syncline::edge {
namespace {

// What the task needs of a request. It stays where it is, as the input stands in the memory.
struct Asked {
  explicit Asked(std::size_t bytes) : memory(bytes) {}

  JsonArena memory;
  Json input = Json(boost::json::storage_ptr(&memory));
  std::string operation;
  JsonType type = JsonType::plain;
};

std::optional<JsonType> type_of(const io::HttpRequest& request) {
  auto given = request.headers.get("content-type").value_or("");
  given = given.substr(0, given.find(';'));
  while (given.ends_with(' ') || given.ends_with('\t')) given.remove_suffix(1);
  const auto type = to_lower(given);
  if (type == "application/x-amz-json-1.0") return JsonType::amz_json;
  if (type == "application/json") return JsonType::plain;
  return std::nullopt;
}

std::unexpected<Error> unknown_operation() {
  return fail(ErrorKind::unsupported, "UnknownOperationException", "");
}

Result<std::string> read_operation(const io::HttpRequest& request) {
  const auto target = aws::read_target(request.headers.get("x-amz-target").value_or(""));
  if (!target) return unknown_operation();
  const bool streams = target->api == "DynamoDBStreams_20120810";
  if (!streams && target->api != "DynamoDB_20120810") return unknown_operation();
  const auto api = streams ? dynamo::Api::streams : dynamo::Api::dynamodb;
  if (!dynamo::Database::offers(api, target->operation)) return unknown_operation();
  return std::string(target->operation);
}

Result<void> check_signature(const io::HttpRequest& request) {
  aws::Signed read;
  read.authorization = request.headers.get("authorization");
  read.dated = !request.headers.get("x-amz-date").value_or("").empty() ||
               !request.headers.get("date").value_or("").empty();
  if (!request.query.empty()) read.parameters = request.parameters();
  return aws::check_signed(read);
}

// The body is gone afterwards: what is kept of it stands in the memory.
Result<void> read(io::HttpRequest& request, Asked& asked) {
  const auto body = std::exchange(request.body, {});
  if (!body.empty()) {
    TRY(asked.input, parse_dynamodb_body(body, &asked.memory));
  }
  TRY(asked.operation, read_operation(request));
  TRY(check_signature(request));
  if (!asked.input.is_object()) return fail(ErrorKind::invalid, "SerializationException", "");
  return {};
}

template <class Output>
io::HttpResponse answer(const Asked& asked, Result<Output> output) {
  if (output) return dynamodb_answer(asked.type, *std::move(output));
  if (output.error().kind == ErrorKind::internal) {
    log_error("{} failed: {}", asked.operation, output.error().message);
  }
  return dynamodb_error(asked.type, output.error());
}

Task<io::HttpResponse> call(dynamo::Database& database, std::unique_ptr<Asked> asked) {
  co_return answer(*asked, co_await database.call(asked->operation, asked->input.get_object()));
}

io::HttpResponse health(const Rooms& rooms, const io::HttpRequest& request) {
  auto region = aws_region_of(request);
  if (region.empty()) region = rooms.database.options().region;
  // The blank at the end is AWS's.
  return text_answer(200, "healthy: dynamodb." + region + ".amazonaws.com ");
}

io::HttpAnswer respond(Rooms& rooms, Loop&, io::HttpRequest&& request) {
  if (request.method == "OPTIONS" && request.headers.get("origin")) {
    return preflight_answer(request);
  }
  if (request.method == "GET") return health(rooms, request);
  const auto type = type_of(request);
  if (request.method != "POST" || (!request.body.empty() && !type)) return dynamodb_not_found();
  auto asked = std::make_unique<Asked>(arena_bytes(request.body.size()));
  asked->type = type.value_or(JsonType::plain);
  if (const auto done = read(request, *asked); !done) {
    return dynamodb_error(asked->type, done.error());
  }
  auto ready = rooms.database.answer_now(asked->operation, asked->input.get_object());
  if (ready) return answer(*asked, *std::move(ready));
  return call(rooms.database, std::move(asked));
}

}  // namespace

extern const Endpoint dynamodb;
const Endpoint dynamodb = {.service = "dynamodb",
                           .respond = &respond,
                           .manner = Manner::dynamodb,
                           .body_bytes_max = limits::dynamodb_body_bytes_max};

}  // namespace syncline::edge
