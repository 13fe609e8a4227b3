#include "script/heap.h"
#include "script/vtl/parser.h"

namespace syncline::script::vtl {

Parser::Word Parser::directive_ahead() const {
  if (cursor_.peek() != '#') return {};
  const bool braced = cursor_.peek(1) == '{';
  const auto name = cursor_.word_ahead(braced ? 2 : 1);
  if (name.empty()) return {};
  if (!braced) return {name, name.size() + 1};
  if (cursor_.peek(name.size() + 2) != '}') return {};
  return {name, name.size() + 3};
}

bool Parser::at_block_end() const {
  const auto name = directive_ahead().name;
  return name == "end" || name == "else" || name == "elseif";
}

// Blanks, newlines and a bracket.
bool Parser::opens_ahead(std::size_t ahead) const {
  const auto at = cursor_.text().find_first_not_of(" \t\r\n", cursor_.at() + ahead);
  return at != std::string_view::npos && cursor_.text()[at] == '(';
}

Result<void> Parser::open() {
  cursor_.skip_blanks();
  if (!cursor_.accept('(')) return unexpected("\"(\"");
  return {};
}

Result<void> Parser::close() {
  cursor_.skip_blanks();
  if (!cursor_.accept(')')) return unexpected("<RPAREN>");
  cursor_.skip_blanks_and_newline();
  return {};
}

Result<void> Parser::directive(Block& into, const Word& word) {
  const auto place = cursor_.place();
  if (word.name == "if") return if_(into);
  if (word.name == "stop") {
    cursor_.skip(word.size);
    into.statements.push_back({Stop{}, place});
    return {};
  }
  if (word.name == "return") return returned(into, word);
  if (word.name == "break") return broken(into, word);
  if (word.name == "macro" || word.name == "parse" || word.name == "include") {
    return std::unexpected(
        template_error("#" + std::string(word.name) + " is not supported at " + to_string(place)));
  }
  return block_directive(into, word);
}

// These are directives only with their brackets; without, they are text.
Result<void> Parser::block_directive(Block& into, const Word& word) {
  if (!opens_ahead(word.size)) return unknown(into, word);
  const auto start = cursor_.at();
  cursor_.skip(word.size);
  if (word.name == "foreach") return foreach (into);
  if (word.name == "define") return define(into);
  if (word.name == "evaluate") return evaluate(into);
  if (word.name == "literal") return literal(into);
  cursor_.move_to(start);
  return unknown(into, word);
}

Result<void> Parser::set(Block& into) {
  cursor_.skip_blanks();
  const auto place = cursor_.place();
  cursor_.skip(directive_ahead().size);
  TRY(open());
  cursor_.skip_blanks();
  if (!at_reference(0)) return unexpected("<IDENTIFIER>");
  TRY(auto target, reference());
  cursor_.skip_blanks();
  if (!cursor_.accept('=')) return unexpected("\"=\"");
  TRY(auto value, expression());
  TRY(close());
  into.statements.push_back({Set{std::move(target), std::move(value)}, place});
  return {};
}

Result<Expression> Parser::condition() {
  TRY(open());
  TRY(auto made, expression());
  TRY(close());
  return made;
}

Result<void> Parser::end() {
  const auto word = directive_ahead();
  if (word.name != "end") return unexpected("<END>");
  cursor_.skip(word.size);
  cursor_.skip_blanks_and_newline();
  return {};
}

Result<Block> Parser::body() {
  TRY(auto made, block());
  TRY(end());
  return made;
}

Result<void> Parser::if_(Block& into) {
  const auto place = cursor_.place();
  If made;
  do {
    cursor_.skip(directive_ahead().size);
    TRY(auto holds, condition());
    TRY(auto then, block());
    made.branches.push_back({std::move(holds), std::move(then)});
  } while (directive_ahead().name == "elseif");
  if (const auto word = directive_ahead(); word.name == "else") {
    cursor_.skip(word.size);
    cursor_.skip_blanks_and_newline();
    TRY(made.otherwise, block());
  }
  TRY(end());
  into.statements.push_back({std::move(made), place});
  return {};
}

Result<std::uint32_t> Parser::loop_variable() {
  cursor_.skip_blanks();
  if (!at_reference(0)) return unexpected("<IDENTIFIER>");
  TRY(const auto variable, reference());
  return std::get<Reference>(variable.what).slot;
}

Result<void> Parser::foreach (Block& into) {
  const auto place = cursor_.place();
  TRY(open());
  TRY(const auto slot, loop_variable());
  cursor_.skip_blanks();
  if (!cursor_.accept("in")) return unexpected("\"in\"");
  cursor_.skip_blanks();
  TRY(auto list, simple(Where::directive));
  TRY(close());
  TRY(auto repeated, body());
  into.statements.push_back({Foreach{slot, std::move(list), std::move(repeated)}, place});
  return {};
}

Result<void> Parser::define(Block& into) {
  const auto place = cursor_.place();
  TRY(open());
  TRY(const auto slot, loop_variable());
  TRY(close());
  TRY(auto defined, body());
  into.statements.push_back({Define{slot, std::move(defined)}, place});
  return {};
}

Result<void> Parser::evaluate(Block& into) {
  const auto place = cursor_.place();
  TRY(open());
  cursor_.skip_blanks();
  TRY(auto text, simple(Where::directive));
  TRY(close());
  into.statements.push_back({Evaluate{std::move(text)}, place});
  return {};
}

// Its block is parsed, so that its #end is found, and then shown as it is written.
Result<void> Parser::literal(Block& into) {
  TRY(open());
  TRY(close());
  const auto start = cursor_.at();
  TRY(block());
  const auto size = cursor_.at() - start;
  TRY(end());
  add_text(into, start, size);
  return {};
}

// AppSync's own addition to Velocity: a line directive with at most one simple argument.
Result<void> Parser::returned(Block& into, const Word& word) {
  const auto place = cursor_.place();
  Return made;
  const bool opens = opens_ahead(word.size);
  cursor_.skip(word.size);
  if (opens) {
    TRY(open());
    cursor_.skip_blanks();
    if (cursor_.peek() != ')') {
      TRY(made.value, simple(Where::directive));
    }
    TRY(close());
  }
  into.statements.push_back({std::move(made), place});
  return {};
}

Result<void> Parser::broken(Block& into, const Word& word) {
  const auto place = cursor_.place();
  Break made;
  const bool opens = opens_ahead(word.size);
  cursor_.skip(word.size);
  if (opens) {
    TRY(open());
    cursor_.skip_blanks();
    if (cursor_.peek() != ')') {
      TRY(made.scope, simple(Where::directive));
    }
    TRY(close());
  }
  into.statements.push_back({std::move(made), place});
  return {};
}

// `#word` is text; so is `#word(…)` when what stands in the brackets could be arguments. That is
// what lets "#name = :name" through.
Result<void> Parser::unknown(Block& into, const Word& word) {
  const auto start = cursor_.at();
  const bool opens = opens_ahead(word.size);
  cursor_.skip(word.size);
  const auto behind = cursor_.at();
  if (opens && !skip_arguments()) cursor_.move_to(behind);
  add_text(into, start, cursor_.at() - start);
  return {};
}

bool Parser::skip_arguments() {
  const auto depth = depth_;
  const auto in_call = in_call_;
  bool fine = open().has_value();
  while (fine) {
    cursor_.skip_blanks();
    cursor_.accept(',');
    cursor_.skip_blanks();
    if (cursor_.peek() == ')') break;
    fine = is_letter(cursor_.peek()) ? !cursor_.identifier().empty()
                                     : simple(Where::directive).has_value();
  }
  depth_ = depth;
  in_call_ = in_call;
  return fine && close().has_value();
}

}  // namespace syncline::script::vtl
