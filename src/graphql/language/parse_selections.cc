// Selections, arguments and directives (specification 2.4 to 2.8, 2.12).
#include "graphql/language/document_parser.h"

namespace syncline::graphql {

void DocumentParser::selection_set(SelectionSet& set) {
  enter();
  set.location = token_.location;
  set.selections = many<Selection>(
      TokenKind::open_brace, [this] { return selection(); }, TokenKind::close_brace);
  leave();
}

Selection DocumentParser::selection() {
  if (at(TokenKind::spread)) return fragment();
  return field();
}

const Field* DocumentParser::field() {
  auto* parsed = arena_.create<Field>();
  parsed->location = token_.location;
  parsed->name = name();
  if (skip(TokenKind::colon)) {
    parsed->alias = parsed->name;
    parsed->name = name();
  }
  parsed->arguments = arguments(Constant::no);
  parsed->directives = directives(Constant::no);
  if (at(TokenKind::open_brace)) selection_set(parsed->selection_set);
  return parsed;
}

// `...name`, or `... on Type { }` whose condition may be left out.
Selection DocumentParser::fragment() {
  const auto location = token_.location;
  expect(TokenKind::spread);
  if (at(TokenKind::name) && !at_keyword("on")) {
    auto* spread = arena_.create<FragmentSpread>();
    spread->location = location;
    spread->name = name();
    spread->directives = directives(Constant::no);
    return spread;
  }
  auto* inline_fragment = arena_.create<InlineFragment>();
  inline_fragment->location = location;
  if (skip_keyword("on")) inline_fragment->type_condition = type_name();
  inline_fragment->directives = directives(Constant::no);
  selection_set(inline_fragment->selection_set);
  return inline_fragment;
}

List<Argument> DocumentParser::some_arguments(Constant constant) {
  return many<Argument>(
      TokenKind::open_paren, [this, constant] { return argument(constant); },
      TokenKind::close_paren);
}

Argument DocumentParser::argument(Constant constant) {
  const auto location = token_.location;
  const auto text = name();
  expect(TokenKind::colon);
  return {text, value(constant), location};
}

List<Directive> DocumentParser::some_directives(Constant constant) {
  const auto mark = items_.mark();
  do {
    Directive directive;
    directive.location = token_.location;
    advance();
    directive.name = name();
    directive.arguments = arguments(constant);
    items_.push(directive);
  } while (at(TokenKind::at));
  return items_.pop<Directive>(mark, arena_);
}

}  // namespace syncline::graphql
