#include "dynamo/partiql/request.h"

#include "dynamo/wire.h"

namespace syncline::dynamo::partiql {

Result<std::vector<Value>> read_parameters(const JsonObject& input) {
  std::vector<Value> values;
  for (const auto& json : array_or_empty(input, parameters_field.name)) {
    TRY(auto value, value_from_json(json));
    values.push_back(std::move(value));
  }
  return values;
}

Result<Statement> read_statement(const JsonObject& input, const std::vector<Value>& parameters) {
  return parse_statement(text_or(input, statement_field.name, ""), parameters);
}

}  // namespace syncline::dynamo::partiql
