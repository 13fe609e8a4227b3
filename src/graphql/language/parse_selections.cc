// Selections, arguments and directives (specification 2.4 to 2.8, 2.12).
#include "graphql/language/document_parser.h"

namespace syncline::graphql {

Result<SelectionSet> DocumentParser::selection_set() {
  TRY(enter());
  SelectionSet parsed;
  parsed.location = token_.location;
  TRY(parsed.selections,
      many<Selection>(
          TokenKind::open_brace, [this] { return selection(); }, TokenKind::close_brace));
  leave();
  return parsed;
}

Result<Selection> DocumentParser::selection() {
  if (at(TokenKind::spread)) return fragment();
  return field();
}

Result<Field> DocumentParser::field() {
  Field parsed;
  parsed.location = token_.location;
  TRY(parsed.name, name());
  TRY(const bool aliased, skip(TokenKind::colon));
  if (aliased) {
    parsed.alias = std::move(parsed.name);
    TRY(parsed.name, name());
  }
  TRY(parsed.arguments, arguments(Constant::no));
  TRY(parsed.directives, directives(Constant::no));
  if (at(TokenKind::open_brace)) {
    TRY(parsed.selection_set, selection_set());
  }
  return parsed;
}

// `...name`, or `... on Type { }` whose condition may be left out.
Result<Selection> DocumentParser::fragment() {
  const auto location = token_.location;
  TRY(expect(TokenKind::spread));
  if (at(TokenKind::name) && !at_keyword("on")) {
    FragmentSpread spread;
    spread.location = location;
    TRY(spread.name, name());
    TRY(spread.directives, directives(Constant::no));
    return spread;
  }
  InlineFragment inline_fragment;
  inline_fragment.location = location;
  TRY(const bool conditional, skip_keyword("on"));
  if (conditional) {
    TRY(inline_fragment.type_condition, name());
  }
  TRY(inline_fragment.directives, directives(Constant::no));
  TRY(inline_fragment.selection_set, selection_set());
  return inline_fragment;
}

Result<std::vector<Argument>> DocumentParser::arguments(Constant constant) {
  return optional_many<Argument>(
      TokenKind::open_paren, [this, constant] { return argument(constant); },
      TokenKind::close_paren);
}

Result<Argument> DocumentParser::argument(Constant constant) {
  Argument parsed;
  parsed.location = token_.location;
  TRY(parsed.name, name());
  TRY(expect(TokenKind::colon));
  TRY(parsed.value, value(constant));
  return parsed;
}

Result<std::vector<Directive>> DocumentParser::directives(Constant constant) {
  std::vector<Directive> parsed;
  while (at(TokenKind::at)) {
    Directive directive;
    directive.location = token_.location;
    TRY(advance());
    TRY(directive.name, name());
    TRY(directive.arguments, arguments(constant));
    parsed.push_back(std::move(directive));
  }
  return parsed;
}

}  // namespace syncline::graphql
