// How every room reports an expected failure: a value with a kind, a wire name and a message.
// Our own code never throws; a library's exceptions end in the room that hides the library.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

#include "base/json.h"

namespace syncline {

// What a failure means to whoever must answer for it: the HTTP status, whether a retry helps.
enum class ErrorKind : std::uint8_t {
  invalid,          // the caller's input is wrong
  unauthenticated,  // nobody we know
  forbidden,        // known, but may not
  not_found,
  conflict,   // a condition did not hold, or somebody else was first
  exhausted,  // a named limit was reached
  timeout,
  unavailable,  // try again later
  unsupported,  // valid on AWS, not offered here; the message names the thing
  internal,     // our fault
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string type;     // the name on the wire, such as "ConditionalCheckFailedException"
  std::string message;  // for the caller: never a secret, a path or a stack
  Json detail;          // what the protocol wants beside the message, or null
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string type, std::string message,
                                   Json detail = nullptr) {
  return std::unexpected(Error{kind, std::move(type), std::move(message), std::move(detail)});
}

// Prints the expression and aborts. For programmer errors only; user input never reaches it.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace syncline

#define CHECK(condition)                                                        \
  do {                                                                          \
    if (!(condition)) ::syncline::check_failed(#condition, __FILE__, __LINE__); \
  } while (false)

// TRY(auto x, f());  declares x from a Result, or returns its error from this function.
// TRY(f());          the same for a Result whose value is not wanted.
// CO_TRY is the same inside a coroutine.
#define SYNCLINE_JOIN_(a, b) a##b
#define SYNCLINE_JOIN(a, b) SYNCLINE_JOIN_(a, b)
#define SYNCLINE_PICK(_1, _2, name, ...) name
#define SYNCLINE_TRY_1(leave, expression)                                                   \
  do {                                                                                      \
    if (auto tried = (expression); !tried) leave std::unexpected(std::move(tried).error()); \
  } while (false)
#define SYNCLINE_TRY_2(leave, declaration, expression)                         \
  auto SYNCLINE_JOIN(tried_, __LINE__) = (expression);                         \
  if (!SYNCLINE_JOIN(tried_, __LINE__))                                        \
    leave std::unexpected(std::move(SYNCLINE_JOIN(tried_, __LINE__)).error()); \
  declaration = *std::move(SYNCLINE_JOIN(tried_, __LINE__))
#define TRY(...) SYNCLINE_PICK(__VA_ARGS__, SYNCLINE_TRY_2, SYNCLINE_TRY_1, )(return, __VA_ARGS__)
#define CO_TRY(...) \
  SYNCLINE_PICK(__VA_ARGS__, SYNCLINE_TRY_2, SYNCLINE_TRY_1, )(co_return, __VA_ARGS__)
