// ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them its
// expressions have used. Resolved trees point into it: it must outlive them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dynamo/value.h"

namespace syncline::dynamo {

class Placeholders {
 public:
  // The shape of the request has been checked. Values are read only where the operation takes them.
  // Names and values together are within limits::substitution_bytes_max.
  static Result<Placeholders> read(const JsonObject& input, bool with_values);

  // What the placeholder stands for, which then counts as used.
  Result<std::string> name(const std::string& alias);
  Result<const Value*> value(const std::string& placeholder);

  // Fails when one was never used.
  [[nodiscard]] Result<void> check_all_used() const;

 private:
  template <class Real>
  struct Entry {
    Real real;
    bool used = false;
  };

  [[nodiscard]] Result<void> check_size() const;

  std::map<std::string, Entry<std::string>> names_;
  std::map<std::string, Entry<Value>> values_;
};

}  // namespace syncline::dynamo
