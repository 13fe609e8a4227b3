// A PartiQL statement, parsed. Its conditions and updates are the trees of expressions
// (expression/node.h), so that evaluation and the write path serve both.
#pragma once

#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dynamo/expression/node.h"
#include "dynamo/value.h"

namespace syncline::dynamo::partiql {

enum class StatementKind : unsigned char {
  select,
  insert,
  update,
  erase,
  exists,  // a SELECT that a transaction depends on
};

struct Column {
  std::string name;  // in the answer
  Path path;
};

struct OrderTerm {
  std::string attribute;
  bool ascending = true;
};

struct Statement {
  StatementKind kind = StatementKind::select;
  std::string table;
  std::optional<std::string> index;
  std::vector<Column> columns;  // none for all of an item
  std::optional<Node> where;
  std::vector<OrderTerm> order;
  Item item;  // to insert
  Update update;
  std::string returning = "NONE";  // in the words of ReturnValues: "ALL_OLD", "UPDATED_NEW" …
  bool has_returning = false;
  std::list<Value> values;  // the trees point into it

  [[nodiscard]] bool reads() const { return kind == StatementKind::select; }
};

// The statement, whose `?` stand for the parameters in their order. Faults are
// ValidationExceptions in DynamoDB's words. Nesting is bounded by limits::expression_depth_max and
// limits::item_depth_max, never by the stack.
Result<Statement> parse_statement(std::string_view text, std::span<const Value> parameters);

}  // namespace syncline::dynamo::partiql
