#include "script/vtl/parser.h"

namespace syncline::script::vtl {

// $x, $!x, ${x}, $!{x}, and what hangs on it. The caller saw that one begins here.
Result<Expression> Parser::reference() {
  TRY(enter());
  const auto start = cursor_.at();
  cursor_.skip();
  const bool quiet = cursor_.accept('!');
  const bool formal = cursor_.accept('{');
  TRY(auto made_reference, reference_body());
  if (formal && !cursor_.accept('}')) return unexpected("\"}\"");
  made_reference.quiet = quiet;
  made_reference.formal = formal;
  leave();
  return made(std::move(made_reference), start);
}

Result<Reference> Parser::reference_body() {
  Reference out;
  out.slot = tree_.names.slot(cursor_.identifier());
  TRY(indexes(out));
  // A dot belongs to it only when a letter follows: the dot of "$name." is text.
  while (cursor_.peek() == '.' && is_letter(cursor_.peek(1))) {
    cursor_.skip();
    const auto place = cursor_.place();
    const auto name = cursor_.identifier();
    if (cursor_.peek() == '(') {
      TRY(auto given, arguments());
      out.steps.push_back({Call{name, std::move(given)}, place});
    } else {
      out.steps.push_back({Property{name}, place});
    }
    TRY(indexes(out));
  }
  return out;
}

Result<void> Parser::indexes(Reference& into) {
  while (cursor_.peek() == '[') {
    const auto place = cursor_.place();
    cursor_.skip();
    cursor_.skip_blanks();
    ++in_call_;
    TRY(auto argument, simple(Where::index));
    cursor_.skip_blanks();
    if (!cursor_.accept(']')) return unexpected("\"]\"");
    --in_call_;
    Index index;
    index.argument.push_back(std::move(argument));
    into.steps.push_back({std::move(index), place});
  }
  return {};
}

Result<std::vector<Expression>> Parser::arguments() {
  std::vector<Expression> out;
  cursor_.skip();
  if (cursor_.accept(')')) return out;
  ++in_call_;
  do {
    cursor_.skip_blanks();
    TRY(auto argument, simple(Where::argument));
    out.push_back(std::move(argument));
    cursor_.skip_blanks();
  } while (cursor_.accept(','));
  if (!cursor_.accept(')')) return unexpected("\",\" ...\n    \")\"");
  --in_call_;
  return out;
}

}  // namespace syncline::script::vtl
