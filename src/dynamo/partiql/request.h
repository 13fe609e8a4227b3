// What the three PartiQL operations share of their requests.
#pragma once

#include <vector>

#include "base/limits.h"
#include "dynamo/partiql/statement.h"
#include "dynamo/shape.h"

namespace syncline::dynamo::partiql {

inline constexpr Field statement_field{
    .name = "Statement", .required = true, .least = 1, .most = limits::partiql_statement_bytes_max};
inline constexpr Field parameters_field{
    .name = "Parameters", .kind = Kind::list, .least = 1, .inner = {&fields::value, 1}};

// The values of `Parameters`, which are read before the statement is.
Result<std::vector<Value>> read_parameters(const JsonObject& input);
// `Statement`, with these values in it.
Result<Statement> read_statement(const JsonObject& input, const std::vector<Value>& parameters);

}  // namespace syncline::dynamo::partiql
