// Reads the members of an operation's input. A fault is worded as AWS words its own model checks:
// "1 validation error detected: Value … at 'name' failed to satisfy constraint: …".
// A member that is JSON null counts as absent, as in AWS's REST-JSON protocol.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace syncline::control {

class Input {
 public:
  // `fault` is the type of its errors, which the service chooses. The members must outlive it.
  explicit Input(const JsonObject& members, std::string_view fault = "BadRequestException")
      : members_(members), fault_(fault) {}

  [[nodiscard]] const Json* find(std::string_view name) const;  // null when absent

  [[nodiscard]] Result<std::string> required_text(std::string_view name) const;  // never empty
  [[nodiscard]] Result<std::optional<std::string>> optional_text(std::string_view name) const;
  [[nodiscard]] Result<std::string> text_or(std::string_view name,
                                            std::string_view otherwise) const;
  [[nodiscard]] Result<std::string> choice_or(std::string_view name,
                                              std::initializer_list<std::string_view> choices,
                                              std::string_view otherwise) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> optional_integer(std::string_view name,
                                                                     std::int64_t low,
                                                                     std::int64_t high) const;
  [[nodiscard]] Result<bool> flag(std::string_view name) const;  // false when absent
  [[nodiscard]] Result<const JsonObject*> optional_object(std::string_view name) const;
  [[nodiscard]] Result<const JsonArray*> optional_list(std::string_view name) const;
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name) const;

  // A name in AppSync's sense: [_A-Za-z][_0-9A-Za-z]*.
  [[nodiscard]] Result<std::string> required_name(std::string_view name) const;

  // For the caller's own checks, in the same words.
  [[nodiscard]] std::unexpected<Error> violation(std::string_view name, std::string_view value,
                                                 std::string_view constraint) const;

 private:
  [[nodiscard]] std::unexpected<Error> wrong_type(std::string_view name,
                                                  std::string_view expected) const;

  const JsonObject& members_;
  std::string_view fault_;
};

// ASCII, as AWS's rules for names mean it.
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What AWS offers and this server does not: kind `unsupported`, and a message that names it.
std::unexpected<Error> not_offered(std::string what);

}  // namespace syncline::control
