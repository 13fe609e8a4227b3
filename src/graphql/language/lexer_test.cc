#include "graphql/language/lexer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace syncline::graphql {
namespace {

// The tokens of a text, with what they refer to.
struct Tokens {
  std::vector<Token> all;
  Arena arena;
};

Tokens tokens(std::string_view text) {
  Tokens read;
  Lexer lexer(text, read.arena);
  for (;;) {
    Token token;
    lexer.next(token);
    if (token.kind == TokenKind::end) break;
    read.all.push_back(token);
  }
  if (lexer.failed()) ADD_FAILURE() << lexer.fault()->message;
  return read;
}

// The one token of a text.
class Only {
 public:
  explicit Only(std::string_view text) : read_(tokens(text)) {
    EXPECT_EQ(read_.all.size(), 1U) << text;
    if (!read_.all.empty()) token_ = read_.all.front();
  }
  const Token* operator->() const { return &token_; }

 private:
  Tokens read_;
  Token token_;
};

std::string value_of(std::string_view text) { return std::string(Only(text)->value); }

// "message @ line:column" of the first fault.
std::string fault(std::string_view text) {
  Arena arena;
  Lexer lexer(text, arena);
  Token token;
  do {
    lexer.next(token);
  } while (token.kind != TokenKind::end);
  if (!lexer.failed()) return "no fault";
  const auto& at = lexer.fault()->detail;
  return lexer.fault()->message + " @ " + to_json(at.at("line")) + ":" + to_json(at.at("column"));
}

TEST(Lexer, ReadsEveryPunctuator) {
  const auto [all, arena] = tokens("! $ & ( ) ... : = @ [ ] { | }");
  std::string described;
  for (const auto& token : all) described += describe(token) + " ";
  EXPECT_EQ(
      described,
      "\"!\" \"$\" \"&\" \"(\" \")\" \"...\" \":\" \"=\" \"@\" \"[\" \"]\" \"{\" \"|\" \"}\" ");
}

TEST(Lexer, IgnoresBlanksCommasCommentsAndTheByteOrderMark) {
  const auto [all, arena] = tokens("\xEF\xBB\xBF \t,,#comment \"{\n a,#b\r,c");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].text, "a");
  EXPECT_EQ(all[1].text, "c");
}

TEST(Lexer, CountsLinesByAnyLineEnd) {
  const auto [all, arena] = tokens("a\nb\rc\r\nd\n\re");
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[1].location, (Location{2, 1}));
  EXPECT_EQ(all[2].location, (Location{3, 1}));
  EXPECT_EQ(all[3].location, (Location{4, 1}));
  EXPECT_EQ(all[4].location, (Location{6, 1}));
}

TEST(Lexer, CountsColumnsInCodePoints) {
  const auto [all, arena] = tokens("\"\u00E9\U0001F600\" x # \u20AC\n y");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].location, (Location{1, 6}));
  EXPECT_EQ(all[2].location, (Location{2, 2}));
}

TEST(Lexer, CountsLinesInsideBlockStrings) {
  const auto [all, arena] = tokens("\"\"\"\u00E9\n\u00E9\r\n\"\"\" x");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].location, (Location{3, 5}));
}

TEST(Lexer, ReadsIntegersOfAnySize) {
  for (const std::string_view text :
       {"0", "-0", "4", "-4", "9", "123456789012345678901234567890"}) {
    const Only token(text);
    EXPECT_EQ(token->kind, TokenKind::int_number);
    EXPECT_EQ(token->text, text);
  }
}

TEST(Lexer, ReadsFloats) {
  for (const std::string_view text :
       {"0.0", "-1.5", "4.123", "123e4", "123E4", "123e-4", "123e+4", "-1.123e4567", "0e0"}) {
    const Only token(text);
    EXPECT_EQ(token->kind, TokenKind::float_number);
    EXPECT_EQ(token->text, text);
  }
}

TEST(Lexer, RefusesNumbersThatTheGrammarLacks) {
  EXPECT_EQ(fault("00"), "Syntax Error: Invalid number, unexpected digit after 0: \"0\". @ 1:2");
  EXPECT_EQ(fault("01"), "Syntax Error: Invalid number, unexpected digit after 0: \"1\". @ 1:2");
  EXPECT_EQ(fault("+1"), "Syntax Error: Unexpected character: \"+\". @ 1:1");
  EXPECT_EQ(fault("1."), "Syntax Error: Invalid number, expected digit but got: <EOF>. @ 1:3");
  EXPECT_EQ(fault("1.e1"), "Syntax Error: Invalid number, expected digit but got: \"e\". @ 1:3");
  EXPECT_EQ(fault(".1"), "Syntax Error: Unexpected character: \".\". @ 1:1");
  EXPECT_EQ(fault("1.A"), "Syntax Error: Invalid number, expected digit but got: \"A\". @ 1:3");
  EXPECT_EQ(fault("-A"), "Syntax Error: Invalid number, expected digit but got: \"A\". @ 1:2");
  EXPECT_EQ(fault("1.0e"), "Syntax Error: Invalid number, expected digit but got: <EOF>. @ 1:5");
}

TEST(Lexer, RefusesNumbersThatRunIntoNamesOrDots) {
  EXPECT_EQ(fault("1x"), "Syntax Error: Invalid number, expected digit but got: \"x\". @ 1:2");
  EXPECT_EQ(fault("0xF"), "Syntax Error: Invalid number, expected digit but got: \"x\". @ 1:2");
  EXPECT_EQ(fault("1_000"), "Syntax Error: Invalid number, expected digit but got: \"_\". @ 1:2");
  EXPECT_EQ(fault("1.23.4"), "Syntax Error: Invalid number, expected digit but got: \".\". @ 1:5");
  EXPECT_EQ(fault("1.2e3e"), "Syntax Error: Invalid number, expected digit but got: \"e\". @ 1:6");
}

TEST(Lexer, DecodesSimpleEscapes) {
  EXPECT_EQ(value_of(R"("\" \\ \/ \b \f \n \r \t")"), "\" \\ / \b \f \n \r \t");
}

TEST(Lexer, DecodesUnicodeEscapes) {
  EXPECT_EQ(value_of(R"("\u0041\u00e9\u20AC")"), "A\u00E9\u20AC");
  EXPECT_EQ(value_of(R"("\u{41}\u{1F600}\u{00000041}")"), "A\U0001F600A");
  EXPECT_EQ(value_of(R"("\uD83D\uDE00")"), "\U0001F600");
  EXPECT_EQ(value_of(R"("\u0000")"), std::string(1, '\0'));
}

// Only the form with four digits makes surrogate pairs (September 2025, 2.9.4); that of October
// 2021 has no other.
TEST(Lexer, MakesNoSurrogatePairOfBracedEscapes) {
  EXPECT_EQ(fault(R"("\u{D83D}\u{DE00}")"),
            "Syntax Error: Invalid Unicode escape sequence: \"\\u{D83D}\". @ 1:2");
  EXPECT_EQ(fault(R"("\uD83D\u{DE00}")"),
            "Syntax Error: Invalid Unicode escape sequence: \"\\uD83D\". @ 1:2");
  EXPECT_EQ(fault(R"("\u{D83D}\uDE00")"),
            "Syntax Error: Invalid Unicode escape sequence: \"\\u{D83D}\". @ 1:2");
  EXPECT_EQ(value_of(R"("\uD83D\uDE00\uD83D\uDE00")"), "\U0001F600\U0001F600");
  EXPECT_EQ(value_of(R"("""\uD83D\u{41}""")"), "\\uD83D\\u{41}");  // no escapes in a block
}

TEST(Lexer, KeepsOtherTextOfStringsAsItIs) {
  EXPECT_EQ(value_of("\" a # b , \u20AC\t\""), " a # b , \u20AC\t");
  EXPECT_EQ(value_of("\"\""), "");
}

TEST(Lexer, RefusesUnicodeEscapesThatAreNoScalarValue) {
  const auto bad = [](std::string_view escape) {
    return "Syntax Error: Invalid Unicode escape sequence: \"" + std::string(escape) + "\". @ 1:3";
  };
  EXPECT_EQ(fault(R"("x\u{}")"), bad("\\u{}"));
  EXPECT_EQ(fault(R"("x\u{110000}")"), bad("\\u{110000}"));
  EXPECT_EQ(fault(R"("x\u{D800}")"), bad("\\u{D800}"));
  EXPECT_EQ(fault(R"("x\u{41")"), bad("\\u{41\""));
  EXPECT_EQ(fault(R"("x\u{FFFFFFFFFFFFFFFFFF}")"), bad("\\u{FFFFFFFF"));
  EXPECT_EQ(fault(R"("x\uD83D")"), bad("\\uD83D"));
  EXPECT_EQ(fault(R"("x\uD83D\u0041")"), bad("\\uD83D"));
  EXPECT_EQ(fault(R"("x\uDE00")"), bad("\\uDE00"));
  EXPECT_EQ(fault(R"("x\u12")"), bad("\\u12\""));
  EXPECT_EQ(fault(R"("x\uXYZW")"), bad("\\uXYZW"));
}

TEST(Lexer, RefusesUnknownEscapes) {
  EXPECT_EQ(fault(R"("\z")"), "Syntax Error: Invalid character escape sequence: \"\\z\". @ 1:2");
  EXPECT_EQ(fault(R"("\x41")"), "Syntax Error: Invalid character escape sequence: \"\\x\". @ 1:2");
}

TEST(Lexer, RefusesStringsThatDoNotEnd) {
  EXPECT_EQ(fault("\""), "Syntax Error: Unterminated string. @ 1:2");
  EXPECT_EQ(fault("\"no end"), "Syntax Error: Unterminated string. @ 1:8");
  EXPECT_EQ(fault("\"multi\nline\""), "Syntax Error: Unterminated string. @ 1:7");
  EXPECT_EQ(fault("\"\\"), "Syntax Error: Invalid character escape sequence: \"\\\". @ 1:2");
  EXPECT_EQ(fault("\"\"\"\nno end\"\""), "Syntax Error: Unterminated string. @ 2:9");
}

TEST(Lexer, ReadsBlockStrings) {
  const Only token("\"\"\"\n    a \\n\n      \\\"\"\" b\n  \"\"\"");
  EXPECT_EQ(token->kind, TokenKind::block_string);
  EXPECT_EQ(token->value, "a \\n\n  \"\"\" b");
}

TEST(Lexer, ReadsAnEmptyBlockString) { EXPECT_EQ(value_of("\"\"\"\"\"\""), ""); }

TEST(Lexer, RefusesCharactersThatStartNoToken) {
  EXPECT_EQ(fault("?"), "Syntax Error: Unexpected character: \"?\". @ 1:1");
  EXPECT_EQ(fault("a\n  \u203B"), "Syntax Error: Unexpected character: U+203B. @ 2:3");
  EXPECT_EQ(fault(std::string_view("\0", 1)), "Syntax Error: Unexpected character: U+0000. @ 1:1");
  EXPECT_EQ(fault("'a'"),
            "Syntax Error: Unexpected single quote character ('), did you mean to use a double "
            "quote (\")? @ 1:1");
  EXPECT_EQ(fault(".."), "Syntax Error: Unexpected character: \".\". @ 1:1");
}

TEST(Lexer, RefusesInvalidUtf8WhereverItStands) {
  const std::string tail = "byte 0xFF, which is not valid UTF-8.";
  EXPECT_EQ(fault("a \xFF"), "Syntax Error: Invalid character: " + tail + " @ 1:3");
  EXPECT_EQ(fault("\"a\xFF\""),
            "Syntax Error: Invalid character within String: " + tail + " @ 1:3");
  EXPECT_EQ(fault("\"\"\"\xFF"),
            "Syntax Error: Invalid character within String: " + tail + " @ 1:4");
  EXPECT_EQ(fault("#\xFF"), "Syntax Error: Invalid character within Comment: " + tail + " @ 1:2");
}

TEST(Lexer, AnswersEndAgainAndAgain) {
  Arena arena;
  Lexer lexer("a", arena);
  Token token;
  lexer.next(token);
  EXPECT_EQ(token.kind, TokenKind::name);
  for (int i = 0; i < 2; ++i) {
    lexer.next(token);
    EXPECT_EQ(token.kind, TokenKind::end);
  }
  EXPECT_FALSE(lexer.failed());
}

TEST(Lexer, EndsTheTextWithTheFirstFault) {
  Arena arena;
  Lexer lexer("a b ? c", arena);
  Token token;
  lexer.next(token);
  lexer.fail(token.location, "first");
  lexer.fail(token.location, "second");
  lexer.next(token);
  EXPECT_EQ(token.kind, TokenKind::end);
  ASSERT_TRUE(lexer.failed());
  EXPECT_EQ(lexer.fault()->message, "Syntax Error: first");
}

TEST(Lexer, NeedsTheTextNoLongerThanItsConstructor) {
  Arena arena;
  auto text = std::make_unique<std::string>("name \"text\"");
  Lexer lexer(*text, arena);
  text.reset();
  Token token;
  lexer.next(token);
  EXPECT_EQ(token.text, "name");
  lexer.next(token);
  EXPECT_EQ(token.value, "text");
}

}  // namespace
}  // namespace syncline::graphql
