// For the parsers of statements: what they read from, and what each of them reads.
#pragma once

#include <span>
#include <string_view>

#include "dynamo/partiql/lexer.h"
#include "dynamo/partiql/statement.h"

namespace syncline::dynamo::partiql {

struct Reader {
  Tokens tokens;
  std::span<const Value> parameters;
  std::size_t parameters_used = 0;
  Statement statement;  // its values are where nodes point to

  // A node that stands for the value.
  Node node_of(Value value);
  // The next parameter, whose token has been taken. Where there is none, anything: the count is
  // compared at the end.
  Value next_parameter();
};

// a, "a", a.b[0]
Result<Path> read_path(Reader& reader);

// 'text', 1, true, null, [1, 2], {'a': 1}, <<1, 2>>: whether one begins here, and the value.
bool at_value(const Reader& reader);
Result<Value> read_value(Reader& reader);
// {'a': 1, 'b': ?}
Result<Item> read_item(Reader& reader);
// A value or a parameter.
bool at_constant(const Reader& reader);
Result<Node> read_constant(Reader& reader);

// What stands behind WHERE.
Result<Node> read_condition(Reader& reader);

// The SET and REMOVE clauses that begin here, at least one.
Result<Update> read_update(Reader& reader);

// What DynamoDB says when something else stands where an operand should.
std::unexpected<Error> no_term(const Reader& reader);

}  // namespace syncline::dynamo::partiql
