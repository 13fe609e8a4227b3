// A template, compiled: what the parser makes once and any number of runs read.
// Text in the tree is a view into the texts that the Tree owns.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "script/value.h"

namespace syncline::script::vtl {

// Where a thing stands, as Velocity's messages tell it: both from 1.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// "velocity[line 4, column 54]"
std::string to_string(const Place& place);

// The variables of a template: a number for each name, so that a run keeps them in an array.
class Names {
 public:
  std::uint32_t slot(std::string_view name);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return slots_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> slots_;
};

struct Expression;
struct Statement;

struct Block {
  std::vector<Statement> statements;
};

// --- references -------------------------------------------------------------------------------

struct Property {
  std::string_view name;
};
struct Index {
  std::vector<Expression> argument;  // one
};
struct Call {
  std::string_view name;
  std::vector<Expression> arguments;
};
struct Step {
  std::variant<Property, Index, Call> what;
  Place place;
};

struct Reference {
  std::uint32_t slot = 0;
  std::vector<Step> steps;
  bool quiet = false;
  bool formal = false;
};

// --- expressions ------------------------------------------------------------------------------

struct Interpolation {  // "…$x…": a template inside a text
  Block block;
};
struct ListLiteral {
  std::vector<Expression> items;
};
struct MapLiteral {
  std::vector<Expression> keys;
  std::vector<Expression> values;  // as many
};
struct Range {
  std::vector<Expression> ends;  // two
};
struct Not {
  std::vector<Expression> operand;  // one
};

enum class Operator : std::uint8_t {
  or_,
  and_,
  equal,
  not_equal,
  less,
  greater,
  less_equal,
  greater_equal,
  add,
  subtract,
  multiply,
  divide,
  remainder,
};

// Operands of one precedence, joined from left to right.
struct Chain {
  std::vector<Expression> operands;
  std::vector<Operator> operators;
};

struct Expression {
  // A Value is a literal; its text, if it is one, belongs to the Tree.
  std::variant<Value, Reference, Interpolation, ListLiteral, MapLiteral, Range, Not, Chain> what;
  std::string_view source;
};

// --- statements -------------------------------------------------------------------------------

struct Text {
  std::string_view text;
};
struct Output {
  Expression reference;
  std::uint32_t backslashes = 0;  // that stand in front of it
};
struct Set {
  Expression target;
  Expression value;
};
struct Branch {
  Expression condition;
  Block block;
};
struct If {
  std::vector<Branch> branches;
  Block otherwise;
};
struct Foreach {
  std::uint32_t slot = 0;
  Expression list;
  Block block;
};
struct Return {
  std::optional<Expression> value;
};
struct Break {
  std::optional<Expression> scope;
};
struct Stop {};
struct Define {
  std::uint32_t slot = 0;
  Block block;
};
struct Evaluate {
  Expression text;
};

struct Statement {
  std::variant<Text, Output, Set, If, Foreach, Return, Break, Stop, Define, Evaluate> what;
  Place place;
};

// The names that every template knows, in the slots that Tree gives them.
enum Known : std::uint32_t {
  ctx,
  context,
  util,
  utils,
  extensions,
  foreach,
  velocity_count,
  velocity_has_next,
};

struct Tree {
  Tree();
  std::deque<std::string> texts;
  Names names;
  Block body;
};

}  // namespace syncline::script::vtl
