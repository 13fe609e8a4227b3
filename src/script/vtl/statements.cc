#include <algorithm>
#include <iterator>

#include "base/limits.h"
#include "base/text.h"
#include "script/heap.h"
#include "script/vtl/parser.h"

namespace syncline::script::vtl {

Result<void> parse_template(Tree& tree, std::string_view text) {
  if (text.size() > limits::template_bytes_max) {
    return std::unexpected(
        template_error("A template may have at most 65536 characters.", ErrorKind::exhausted));
  }
  if (!is_utf8(text)) {
    return std::unexpected(template_error("The template is not valid UTF-8 text."));
  }
  const auto& owned = tree.texts.emplace_back(text);
  TRY(tree.body, Parser(tree, owned, Place{}, 0).parse());
  return {};
}

Result<Block> Parser::parse() {
  TRY(auto parsed, block());
  if (!cursor_.at_end()) return unexpected("<EOF>");
  return parsed;
}

Result<void> Parser::enter() {
  if (++depth_ <= limits::script_depth_max) return {};
  return std::unexpected(template_error(
      "The template is nested too deeply at " + to_string(cursor_.place()), ErrorKind::exhausted));
}

std::unexpected<Error> Parser::unexpected(std::string_view wanted) const {
  constexpr std::string_view no_tokens = "(!+*/%<>=&|;?^~`\\";
  const char c = cursor_.peek();
  if (in_call_ > 0 && c != '\0' && no_tokens.find(c) != std::string_view::npos) {
    const auto place = cursor_.place();
    return std::unexpected(template_error(
        "Lexical error,   Encountered: \"" + std::string(1, c) + "\" (" +
        std::to_string(static_cast<int>(c)) + "), after : \"\" at *unset*[line " +
        std::to_string(place.line) + ", column " + std::to_string(place.column) + "]"));
  }
  // The end of the text has the place of its last character.
  const auto at = cursor_.at_end() && cursor_.at() > 0 ? cursor_.at() - 1 : cursor_.at();
  return std::unexpected(template_error(
      "Encountered \"" + std::string(cursor_.token()) + "\" at " + to_string(cursor_.place_of(at)) +
      "\nWas expecting one of:\n    " + std::string(wanted) + " ..."));
}

std::unexpected<Error> Parser::unexpected_end(std::string_view wanted) {
  cursor_.move_to(cursor_.text().size());
  return unexpected(wanted);
}

Expression Parser::made(decltype(Expression::what) what, std::size_t start) const {
  return {std::move(what), cursor_.from(start)};
}

// Neighbours in the source become one piece.
void Parser::add_text(Block& into, std::size_t start, std::size_t size) {
  if (size == 0) return;
  const auto text = cursor_.text().substr(start, size);
  auto* last = into.statements.empty() ? nullptr : std::get_if<Text>(&into.statements.back().what);
  if (last != nullptr && last->text.data() + last->text.size() == text.data()) {
    last->text = {last->text.data(), last->text.size() + size};
    return;
  }
  into.statements.push_back({Text{text}, cursor_.place_of(start)});
}

// Up to the end, or to an #end, #else or #elseif, which the caller takes.
Result<Block> Parser::block() {
  TRY(enter());
  Block into;
  while (!cursor_.at_end() && !at_block_end()) TRY(statement(into));
  leave();
  return into;
}

// #set alone also takes the blanks before it, when they do not belong to a text.
bool Parser::at_set() const {
  std::size_t ahead = 0;
  while (cursor_.peek(ahead) == ' ' || cursor_.peek(ahead) == '\t') ++ahead;
  const auto rest = cursor_.rest().substr(ahead);
  for (const std::string_view word : {"#set", "#{set}"}) {
    if (rest.starts_with(word) && opens_ahead(ahead + word.size())) return true;
  }
  return false;
}

Result<void> Parser::statement(Block& into) {
  if (at_set()) return set(into);
  switch (cursor_.peek()) {
    case '$': return reference_or_text(into);
    case '#': return hash(into);
    case '\\': return backslashes(into);
    default: break;
  }
  const auto start = cursor_.at();
  const auto end = std::min(cursor_.text().find_first_of("$#\\", start), cursor_.text().size());
  cursor_.move_to(end);
  add_text(into, start, end - start);
  return {};
}

bool Parser::at_reference(std::size_t ahead) const {
  const auto starts_name = [&](std::size_t at) {
    return is_letter(cursor_.peek(at)) || cursor_.peek(at) == '_';
  };
  if (cursor_.peek(ahead) != '$') return false;
  ++ahead;
  if (cursor_.peek(ahead) == '!') ++ahead;
  return starts_name(cursor_.peek(ahead) == '{' ? ahead + 1 : ahead);
}

Result<void> Parser::reference_or_text(Block& into) {
  const auto start = cursor_.at();
  if (!at_reference(0)) {
    cursor_.skip();
    add_text(into, start, 1);
    return {};
  }
  const auto place = cursor_.place();
  TRY(auto made, reference());
  into.statements.push_back({Output{std::move(made), 0}, place});
  return {};
}

// Backslashes mean something only in front of a reference or a directive.
Result<void> Parser::backslashes(Block& into) {
  const auto start = cursor_.at();
  std::size_t count = 0;
  while (cursor_.peek(count) == '\\') ++count;
  cursor_.skip(count);
  if (at_reference(0)) {
    const auto place = cursor_.place();
    TRY(auto made, reference());
    into.statements.push_back({Output{std::move(made), static_cast<std::uint32_t>(count)}, place});
    return {};
  }
  const auto word = directive_ahead();
  if (word.name.empty()) {
    add_text(into, start, count);
    return {};
  }
  constexpr std::string_view known[] = {"set",      "if",      "else",  "elseif", "end",
                                        "foreach",  "break",   "stop",  "return", "define",
                                        "evaluate", "literal", "macro", "parse",  "include"};
  const bool is_known = std::ranges::find(known, word.name) != std::end(known);
  // Velocity keeps the pairs in front of a #set that is meant, and halves them for all others.
  const bool halved = is_known && (count % 2 == 1 || word.name != "set");
  add_text(into, start, halved ? count / 2 : count);
  if (count % 2 == 0) return {};  // the directive itself comes next
  add_text(into, cursor_.at(), word.size);
  cursor_.skip(word.size);
  return {};
}

Result<void> Parser::hash(Block& into) {
  if (cursor_.starts_with("#[[")) return raw_text(into);
  if (cursor_.starts_with("##") || cursor_.starts_with("#*")) return skip_comment();
  const auto word = directive_ahead();
  if (!word.name.empty()) return directive(into, word);
  add_text(into, cursor_.at(), 1);
  cursor_.skip();
  return {};
}

Result<void> Parser::skip_comment() {
  const auto start = cursor_.at();
  if (cursor_.starts_with("#*")) {
    const auto end = cursor_.text().find("*#", start + 2);
    if (end == std::string_view::npos) return unexpected_end("\"*#\"");
    cursor_.move_to(end + 2);
    return {};
  }
  cursor_.move_to(std::min(cursor_.text().find_first_of("\r\n", start), cursor_.text().size()));
  cursor_.skip_blanks_and_newline();
  return {};
}

Result<void> Parser::raw_text(Block& into) {
  const auto start = cursor_.at() + 3;
  const auto end = cursor_.text().find("]]#", start);
  if (end == std::string_view::npos) return unexpected_end("\"]]#\"");
  add_text(into, start, end - start);
  cursor_.move_to(end + 3);
  return {};
}

}  // namespace syncline::script::vtl
