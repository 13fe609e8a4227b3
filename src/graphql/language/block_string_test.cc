#include "graphql/language/block_string.h"

#include <gtest/gtest.h>

namespace syncline::graphql {
namespace {

TEST(BlockString, RemovesTheCommonIndentAndBlankLinesAtBothEnds) {
  EXPECT_EQ(block_string_value("\n\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \n"),
            "Hello,\n  World!\n\nYours,\n  GraphQL.");
}

TEST(BlockString, LeavesTheFirstLineAlone) {
  EXPECT_EQ(block_string_value("    Hello,\n      World!\n    Yours"),
            "    Hello,\n  World!\nYours");
}

TEST(BlockString, DoesNotCountBlankLinesAsIndent) {
  EXPECT_EQ(block_string_value("\n    a\n \n    b"), "a\n\nb");
}

TEST(BlockString, KeepsBlanksAtTheEndsOfLines) {
  EXPECT_EQ(block_string_value("\n  a  \n  b\t"), "a  \nb\t");
}

TEST(BlockString, TakesEveryLineEndForOne) {
  EXPECT_EQ(block_string_value("a\r\nb\rc\nd"), "a\nb\nc\nd");
}

TEST(BlockString, IsEmptyWhenAllLinesAreBlank) { EXPECT_EQ(block_string_value("\n  \n\t\n"), ""); }

TEST(BlockString, CountsTabsAndBlanksAlike) {
  EXPECT_EQ(block_string_value("\n\t a\n  b"), "a\nb");
}

TEST(BlockStringPrinting, PutsTheTextOnItsOwnLines) {
  EXPECT_EQ(print_block_string("a\nb", "  "), "\"\"\"\n  a\n  b\n  \"\"\"");
}

TEST(BlockStringPrinting, LeavesBlankLinesWithoutIndent) {
  EXPECT_EQ(print_block_string("a\n\nb", "  "), "\"\"\"\n  a\n\n  b\n  \"\"\"");
}

TEST(BlockStringPrinting, KeepsALeadingBlankByStayingOnTheFirstLine) {
  EXPECT_EQ(print_block_string("  a", ""), "\"\"\"  a\"\"\"");
  EXPECT_EQ(print_block_string("  a\"", ""), "\"\"\"  a\"\n\"\"\"");
}

TEST(BlockStringPrinting, EscapesTripleQuotes) {
  EXPECT_EQ(print_block_string("a\"\"\"b", ""), "\"\"\"\na\\\"\"\"b\n\"\"\"");
}

TEST(BlockStringPrinting, GivesUpOnWhatNoBlockStringCanHold) {
  EXPECT_FALSE(print_block_string("\na", ""));
  EXPECT_FALSE(print_block_string("a\n ", ""));
  EXPECT_FALSE(print_block_string("a\rb", ""));
  EXPECT_FALSE(print_block_string("a\x07", ""));
  EXPECT_FALSE(print_block_string("  a\n  b", ""));
}

}  // namespace
}  // namespace syncline::graphql
