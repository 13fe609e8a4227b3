// Velocity 1.7's grammar (reference: its Parser.jjt), one recursive descent over the text: what is
// a token depends on where it stands, so there is no separate lexer.
#pragma once

#include <string_view>

#include "base/result.h"
#include "script/vtl/cursor.h"
#include "script/vtl/tree.h"

namespace syncline::script::vtl {

// Fails with type "MappingTemplate" and Velocity's message. `tree` gets the body, and owns a copy
// of the text.
Result<void> parse_template(Tree& tree, std::string_view text);

class Parser {
 public:
  Parser(Tree& tree, std::string_view text, Place start, int depth)
      : tree_(tree), cursor_(text, start), depth_(depth) {}

  // The whole text; an #end too many is an error.
  Result<Block> parse();

 private:
  // statements.cc
  Result<Block> block();
  Result<void> statement(Block& into);
  Result<void> reference_or_text(Block& into);
  Result<void> backslashes(Block& into);
  Result<void> hash(Block& into);
  Result<void> skip_comment();
  Result<void> raw_text(Block& into);
  void add_text(Block& into, std::size_t start, std::size_t size);
  [[nodiscard]] bool at_set() const;
  [[nodiscard]] bool at_reference(std::size_t ahead) const;

  // directives.cc
  struct Word {
    std::string_view name;
    std::size_t size = 0;  // with the `#` and the braces
  };
  [[nodiscard]] Word directive_ahead() const;
  [[nodiscard]] bool at_block_end() const;
  Result<void> directive(Block& into, const Word& word);
  Result<void> block_directive(Block& into, const Word& word);
  Result<void> set(Block& into);
  Result<void> if_(Block& into);
  Result<void> foreach (Block& into);
  Result<void> define(Block& into);
  Result<void> evaluate(Block& into);
  Result<void> literal(Block& into);
  Result<void> returned(Block& into, const Word& word);
  Result<void> broken(Block& into, const Word& word);
  Result<void> unknown(Block& into, const Word& word);
  Result<Expression> condition();
  Result<std::uint32_t> loop_variable();
  Result<Block> body();  // up to #end, which it takes
  Result<void> end();
  Result<void> open();   // blanks and `(`
  Result<void> close();  // blanks and `)`, and the newline behind it
  [[nodiscard]] bool opens_ahead(std::size_t ahead) const;
  bool skip_arguments();

  // expressions.cc
  enum class Where : std::uint8_t { expression, argument, index, directive };
  Result<Expression> expression();
  Result<Expression> chain(std::size_t level);
  std::optional<Operator> operator_at(std::size_t level);
  Result<Expression> unary();
  Result<Expression> primary();
  Result<Expression> simple(Where where);
  Result<Expression> number();
  Result<Expression> text_literal();
  [[nodiscard]] std::unexpected<Error> unclosed_text(std::size_t start) const;
  Result<Value> text_value(std::string_view inside, bool doubled);
  Result<Expression> interpolated(std::string_view text, Place at);
  Result<Expression> bracketed(Where where);
  Result<Expression> range_end();
  Result<Expression> map_literal(Where where);
  Result<Expression> bareword();
  [[nodiscard]] bool range_ahead() const;

  // references.cc
  Result<Expression> reference();
  Result<Reference> reference_body();
  Result<void> indexes(Reference& into);
  Result<std::vector<Expression>> arguments();

  Result<void> enter();  // one level deeper, as long as limits::script_depth_max allows
  void leave() { --depth_; }
  [[nodiscard]] std::unexpected<Error> unexpected(std::string_view wanted) const;
  [[nodiscard]] std::unexpected<Error> unexpected_end(std::string_view wanted);
  [[nodiscard]] Expression made(decltype(Expression::what) what, std::size_t start) const;

  Tree& tree_;
  Cursor cursor_;
  int depth_;
  int in_call_ = 0;  // inside of (…) or […] of a reference, where operators are no tokens
};

}  // namespace syncline::script::vtl
