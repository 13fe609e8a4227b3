#include "graphql/language/lexer.h"

#include <fmt/format.h>

#include <array>

#include "graphql/language/unicode.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::string_view punctuators = "!$&():=@[]{|}";
constexpr TokenKind punctuator_kinds[] = {
    TokenKind::bang,         TokenKind::dollar,        TokenKind::ampersand,  TokenKind::open_paren,
    TokenKind::close_paren,  TokenKind::colon,         TokenKind::equals,     TokenKind::at,
    TokenKind::open_bracket, TokenKind::close_bracket, TokenKind::open_brace, TokenKind::pipe,
    TokenKind::close_brace};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Tables {
  std::array<bool, 256> starts_name{};
  std::array<bool, 256> in_name{};
  std::array<TokenKind, 256> punctuator{};  // or `end`

  constexpr Tables() {
    for (std::size_t byte = 0; byte < 128; ++byte) {
      const auto c = static_cast<char>(byte);
      starts_name[byte] = is_name_start(c);
      in_name[byte] = is_name_start(c) || is_digit(c);
      if (const auto at = punctuators.find(c); at != std::string_view::npos) {
        punctuator[byte] = punctuator_kinds[at];
      }
    }
  }
};

constexpr Tables tables;

std::size_t index(char c) { return static_cast<unsigned char>(c); }

// Behind a name that starts there. Four at a time: a jump back for each character costs more than
// to look at it.
inline const char* end_of_name(const char* at) {
  for (;; at += 4) {
    if (!tables.in_name[index(at[1])]) return at + 1;
    if (!tables.in_name[index(at[2])]) return at + 2;
    if (!tables.in_name[index(at[3])]) return at + 3;
    if (!tables.in_name[index(at[4])]) return at + 4;
  }
}

}  // namespace

std::string describe(TokenKind kind) {
  switch (kind) {
    case TokenKind::end: return "<EOF>";
    case TokenKind::bang: return "\"!\"";
    case TokenKind::dollar: return "\"$\"";
    case TokenKind::ampersand: return "\"&\"";
    case TokenKind::open_paren: return "\"(\"";
    case TokenKind::close_paren: return "\")\"";
    case TokenKind::spread: return "\"...\"";
    case TokenKind::colon: return "\":\"";
    case TokenKind::equals: return "\"=\"";
    case TokenKind::at: return "\"@\"";
    case TokenKind::open_bracket: return "\"[\"";
    case TokenKind::close_bracket: return "\"]\"";
    case TokenKind::open_brace: return "\"{\"";
    case TokenKind::pipe: return "\"|\"";
    case TokenKind::close_brace: return "\"}\"";
    case TokenKind::name: return "Name";
    case TokenKind::int_number: return "Int";
    case TokenKind::float_number: return "Float";
    case TokenKind::string: return "String";
    case TokenKind::block_string: return "BlockString";
  }
  return "";
}

std::string describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::name:
    case TokenKind::int_number:
    case TokenKind::float_number: return fmt::format("{} \"{}\"", describe(token.kind), token.text);
    case TokenKind::string:
    case TokenKind::block_string:
      return fmt::format("{} \"{}\"", describe(token.kind), token.value);
    default: return describe(token.kind);
  }
}

Error syntax_error(Location location, std::string_view message) {
  return {ErrorKind::invalid,
          "GraphQLSyntaxError",
          fmt::format("Syntax Error: {}", message),
          {{"line", location.line}, {"column", location.column}}};
}

Lexer::Lexer(std::string_view text, Arena& arena) : arena_(arena) {
  const auto copy = arena.copy(text);
  at_ = copy.data();
  end_ = at_ + copy.size();
  line_start_ = at_;
}

void Lexer::fail(Location location, std::string_view message) {
  if (!failed()) fault_ = syntax_error(location, message);
  at_ = end_;
}

std::string_view Lexer::ahead(std::size_t characters) const {
  const auto text = rest();
  std::size_t end = 0;
  for (; characters > 0; --characters) {
    const auto point = read_code_point(text, end);
    if (point.bytes == 0) break;
    end += point.bytes;
  }
  return text.substr(0, end);
}

std::string Lexer::described_code_point() const { return describe_code_point(rest(), 0); }

// Blanks, names, punctuators and line ends, which are nearly everything, are looked for first and
// one after another: a jump by what it is would be foretold worse.
void Lexer::next(Token& token) {
  const char* at = at_;
  for (;;) {
    while (at[0] == ' ' && at[1] == ' ') at += 2;  // most blanks indent
    if (*at == ' ') ++at;
    const auto byte = index(*at);
    if (tables.starts_name[byte]) {
      const char* const end = end_of_name(at);
      return take(token, TokenKind::name, at, static_cast<std::size_t>(end - at));
    }
    if (const auto kind = tables.punctuator[byte]; kind != TokenKind::end) {
      return take(token, kind, at, 1);
    }
    if (*at == '\n') {
      begin_line(++at);
    } else if (*at == ',') {
      ++at;
    } else {
      at_ = at;
      return next_other(token);  // last, so that nothing has to be kept over the call
    }
  }
}

void Lexer::next_other(Token& token) {
  do {
    const char c = peek();
    if (c == '.' && starts_with("...")) return take(token, TokenKind::spread, at_, 3);
    if (c == '"') return starts_with(block_quotes) ? read_block_string(token) : read_string(token);
    if (is_digit(c) || c == '-') return read_number(token);
    if (tables.starts_name[index(c)] || tables.punctuator[index(c)] != TokenKind::end) {
      return next(token);
    }
  } while (skip_ignored());
  if (at_ != end_) fail_character();
  take(token, TokenKind::end, at_, 0);
}

// One thing to ignore; false when a token, a fault or the end comes next.
bool Lexer::skip_ignored() {
  switch (peek()) {
    case ' ':
    case '\t':
    case ',': ++at_; return true;
    case '\n':
    case '\r': skip_line_end(); return true;
    case '#': skip_comment(); return true;
    default: return starts_with(byte_order_mark) && skip_code_point("");
  }
}

void Lexer::skip_comment() {
  while (at_ < end_ && peek() != '\n' && peek() != '\r') {
    if (!skip_code_point(" within Comment")) return;
  }
}

// \r\n is one line end (specification 2.1.2).
void Lexer::skip_line_end() {
  at_ += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
  begin_line(at_);
}

bool Lexer::skip_code_point(std::string_view where) {
  if (index(*at_) < 0x80) {
    ++at_;
    return true;
  }
  const auto point = read_code_point(rest(), 0);
  if (point.bytes == 0) {
    fail(here(), fmt::format("Invalid character{}: {}.", where, described_code_point()));
    return false;
  }
  at_ += point.bytes;
  line_start_ += point.bytes - 1;
  return true;
}

// IntValue and FloatValue (2.9.1, 2.9.2): no leading zero, and neither a digit, a dot nor a name
// may follow at once.
void Lexer::read_number(Token& token) {
  const char* const start = at_;
  auto kind = TokenKind::int_number;
  bool right = true;
  if (peek() == '-') ++at_;
  if (peek() == '0') {
    ++at_;
    if (is_digit(peek())) {
      fail(here(),
           fmt::format("Invalid number, unexpected digit after 0: {}.", described_code_point()));
    }
  } else {
    right = skip_digits();
  }
  if (right && peek() == '.') {
    kind = TokenKind::float_number;
    ++at_;
    right = skip_digits();
  }
  if (right && (peek() == 'e' || peek() == 'E')) {
    kind = TokenKind::float_number;
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    right = skip_digits();
  }
  if (right && (peek() == '.' || is_name_start(peek()))) fail_number();
  if (failed()) return take(token, TokenKind::end, at_, 0);
  take(token, kind, start, static_cast<std::size_t>(at_ - start));
}

bool Lexer::skip_digits() {
  if (!is_digit(peek())) {
    fail_number();
    return false;
  }
  while (is_digit(peek())) ++at_;
  return true;
}

void Lexer::fail_number() {
  fail(here(), fmt::format("Invalid number, expected digit but got: {}.", described_code_point()));
}

void Lexer::fail_character() {
  if (peek() == '\'') {
    return fail(here(),
                "Unexpected single quote character ('), did you mean to use a double quote (\")?");
  }
  const bool valid = read_code_point(rest(), 0).bytes > 0;
  fail(here(),
       fmt::format("{} character: {}.", valid ? "Unexpected" : "Invalid", described_code_point()));
}

}  // namespace syncline::graphql
