#include "dynamo/errors.h"

namespace syncline::dynamo {

std::unexpected<Error> validation_error(std::string message) {
  return fail(ErrorKind::invalid, "ValidationException", std::move(message));
}

std::unexpected<Error> invalid_parameter(std::string_view reason) {
  return validation_error("One or more parameter values were invalid: " + std::string(reason));
}

std::unexpected<Error> serialization_error(std::string message) {
  return fail(ErrorKind::invalid, "SerializationException", std::move(message));
}

std::unexpected<Error> unsupported(std::string_view what) {
  return fail(ErrorKind::unsupported, "ValidationException",
              std::string(what) + " is not supported");
}

std::unexpected<Error> resource_not_found(std::string message) {
  return fail(ErrorKind::not_found, "ResourceNotFoundException", std::move(message));
}

std::unexpected<Error> table_not_found(std::string_view name) {
  return resource_not_found("Requested resource not found: Table: " + std::string(name) +
                            " not found");
}

std::unexpected<Error> resource_in_use(std::string_view reason) {
  return fail(ErrorKind::conflict, "ResourceInUseException",
              "Attempt to change a resource which is still in use: " + std::string(reason));
}

std::unexpected<Error> limit_exceeded(std::string_view reason) {
  return fail(ErrorKind::exhausted, "LimitExceededException",
              "Subscriber limit exceeded: " + std::string(reason));
}

std::unexpected<Error> condition_failed(Json detail) {
  return fail(ErrorKind::conflict, "ConditionalCheckFailedException",
              "The conditional request failed", std::move(detail));
}

std::unexpected<Error> internal_error(std::string message) {
  return fail(ErrorKind::internal, "InternalServerError", std::move(message));
}

Error store_failed(Error error) {
  if (error.kind == ErrorKind::exhausted) {
    return {error.kind, "ThrottlingException", "Too many writes wait for the disk; try again",
            nullptr};
  }
  if (error.kind == ErrorKind::unavailable) {  // the store takes no more: the server stops
    return {error.kind, "ServiceUnavailable", "The server is stopping; try again", nullptr};
  }
  return {ErrorKind::internal, "InternalServerError", std::move(error.message), nullptr};
}

}  // namespace syncline::dynamo
