#include "edge/dynamodb_answer.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "io/crc32.h"

namespace syncline::edge {
namespace {

constexpr std::string_view service = "com.amazon.coral.service#";
constexpr std::string_view validate = "com.amazon.coral.validate#";
constexpr std::string_view availability = "com.amazon.coral.availability#";
constexpr std::string_view dynamodb = "com.amazonaws.dynamodb.v20120810#";

// How a type is written: its name space, and the member of its text. DynamoDB's own errors write
// what its API's model has, those of the layers before it what these have.
struct Form {
  std::string_view type;
  std::string_view space;
  std::string_view member = "message";
};

constexpr std::array<Form, 13> forms{{
    {"ValidationException", validate},
    {"SerializationException", service, "Message"},
    {"UnknownOperationException", service},
    {"MissingAuthenticationTokenException", service},
    {"IncompleteSignatureException", service},
    {"InvalidSignatureException", service},
    {"UnrecognizedClientException", service},
    {"AccessDeniedException", service, "Message"},
    {"ThrottlingException", availability},
    {"TransactionCanceledException", dynamodb, "Message"},
    {"IdempotentParameterMismatchException", dynamodb, "Message"},
    {"TransactionInProgressException", dynamodb, "Message"},
    {"InternalServerError", dynamodb},
}};

Form form_of(std::string_view type) {
  const auto found = std::ranges::find(forms, type, &Form::type);
  return found == forms.end() ? Form{type, dynamodb} : *found;
}

int status_of(ErrorKind kind) {
  if (kind == ErrorKind::internal) return 500;
  return kind == ErrorKind::unavailable ? 503 : 400;
}

io::HttpResponse json_response(JsonType type, int status) {
  io::HttpResponse response;
  response.status = status;
  response.content_type =
      type == JsonType::amz_json ? "application/x-amz-json-1.0" : "application/json";
  return response;
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, text);
}

io::HttpResponse write(JsonType type, const Form& form, const Error& error) {
  auto response = json_response(type, status_of(error.kind));
  response.headers.emplace_back("x-amzn-ErrorType", form.type);
  auto& body = response.body;
  body = R"({"__type":)";
  append_json_string(body, std::string(form.space) + std::string(form.type));
  if (!error.message.empty()) append_member(body, form.member, error.message);
  if (const auto* detail = error.detail.if_object()) {
    for (const auto& [name, value] : *detail) {
      body += ',';
      append_json_string(body, name);
      body += ':';
      append_json(body, value);
    }
  }
  body += '}';
  return response;
}

}  // namespace

io::HttpResponse dynamodb_answer(JsonType type, const Json& output) {
  auto response = json_response(type, 200);
  if (!output.is_null()) append_json(response.body, output);
  return response;
}

io::HttpResponse dynamodb_answer(JsonType type, std::string output) {
  auto response = json_response(type, 200);
  response.body = std::move(output);
  return response;
}

io::HttpResponse dynamodb_error(JsonType type, const Error& error) {
  if (error.kind != ErrorKind::internal) return write(type, form_of(error.type), error);
  const Error shown{.kind = ErrorKind::internal,
                    .type = "InternalServerError",
                    .message =
                        "The request processing has failed because of an unknown error, "
                        "exception or failure.",
                    .detail = nullptr};
  return write(type, form_of(shown.type), shown);
}

io::HttpResponse dynamodb_not_found() {
  io::HttpResponse response;
  response.status = 404;
  response.content_type = "application/xml";
  response.body = "<UnknownOperationException/>\n";
  return response;
}

void add_dynamodb_headers(io::HttpResponse& response, const LongRequestId& id) {
  constexpr std::string_view id_header = "x-amzn-RequestId: ";
  constexpr std::string_view sum_header = "\r\nx-amz-crc32: ";
  constexpr std::string_view fixed_headers =
      "\r\n"
      "access-control-allow-origin: *\r\n"
      "access-control-expose-headers: x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,"
      "x-amz-crc32,Date\r\n";
  constexpr std::size_t sum_bytes_max = 10;
  auto& lines = response.lines;
  lines.reserve(lines.size() + id_header.size() + id.text().size() + sum_header.size() +
                sum_bytes_max + fixed_headers.size());
  lines.append(id_header).append(id.text()).append(sum_header);
  lines.append(std::to_string(io::crc32(response.body))).append(fixed_headers);
}

}  // namespace syncline::edge
