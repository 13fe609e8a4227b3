#include "script/regex/regex.h"

#include <gtest/gtest.h>

#include "script/utf16.h"

namespace syncline::script {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
  Heap heap;
  const auto regex = Regex::compile(pattern);
  return regex && regex->matches(heap, to_utf32(text)) && !heap.stopped();
}

// The groups of the first match, joined by `|`; "none" without one.
std::string found(std::string_view pattern, std::string_view text) {
  Heap heap;
  const auto regex = Regex::compile(pattern);
  if (!regex) return regex.error();
  const auto subject = to_utf32(text);
  const auto match = regex->find(heap, subject, 0);
  if (!match) return "none";
  std::string out;
  for (std::size_t group = 0; group <= regex->group_count(); ++group) {
    if (group > 0) out += '|';
    if (match->start(group) == Regex::none) {
      out += '-';
      continue;
    }
    for (auto i = match->start(group); i < match->end(group); ++i) append_utf8(out, subject[i]);
  }
  return out;
}

TEST(Regex, PrefersTheFirstAlternativeButTriesTheOthers) {
  EXPECT_EQ(found("a|ab", "ab"), "a");
  EXPECT_TRUE(matches("a|ab", "ab"));
  EXPECT_EQ(found("|a", "a"), "");
}

TEST(Regex, RepeatsAsOftenAsItCanOrAsLittleAsItMust) {
  EXPECT_EQ(found("<.+>", "<a><b>"), "<a><b>");
  EXPECT_EQ(found("<.+?>", "<a><b>"), "<a>");
  EXPECT_EQ(found("a{2,3}", "aaaa"), "aaa");
  EXPECT_EQ(found("a{2,3}?", "aaaa"), "aa");
  EXPECT_EQ(found("(ab){2}", "ababab"), "abab|ab");
  EXPECT_EQ(found("a*+a", "aaa"), "none");
}

TEST(Regex, EndsLoopsOverNothing) {
  EXPECT_TRUE(matches("(a*)*", "aaa"));
  EXPECT_TRUE(matches("(|a)+", "aaa"));
  EXPECT_FALSE(matches("(a*)*b", "aaa"));
}

TEST(Regex, RemembersGroups) {
  EXPECT_EQ(found("(a)(b)?(c)", "ac"), "ac|a|-|c");
  EXPECT_EQ(found("(?<x>.)\\k<x>", "abb"), "bb|b");
  EXPECT_EQ(found("(.)\\1", "abcc"), "cc|c");
  EXPECT_EQ(found("(?i)(a)\\1", "xaA"), "aA|a");
}

TEST(Regex, LooksAroundWithoutTaking) {
  EXPECT_EQ(found("o(?=r)", "world"), "o");
  EXPECT_EQ(found("l(?!l)", "hello"), "l");
  EXPECT_EQ(found("(?<=\\$)\\d+", "a1 $42"), "42");
  EXPECT_EQ(found("(?<!\\$)\\b\\d+", "$42 17"), "17");
  EXPECT_EQ(found("(?=(a+))", "xaa"), "|aa");
}

TEST(Regex, DoesNotGoBackIntoAnAtomicGroup) {
  EXPECT_FALSE(matches("(?>a|ab)c", "abc"));
  EXPECT_TRUE(matches("(?:a|ab)c", "abc"));
  EXPECT_EQ(found("(?:(?>(a))|b)c|(.)", "ax"), "a|-|a");
}

TEST(Regex, ReadsClassesAsJavaDoes) {
  EXPECT_TRUE(matches("[a-c&&[^b]]+", "acca"));
  EXPECT_FALSE(matches("[a-c&&[^b]]+", "abc"));
  EXPECT_TRUE(matches("[^a-c]", "d"));
  EXPECT_TRUE(matches("[]a]+", "]a"));
  EXPECT_TRUE(matches("[a-]+", "-a"));
  EXPECT_TRUE(matches("[\\w.-]+", "a_1.-"));
  EXPECT_TRUE(matches("[a-d[m-p]]+", "am"));
  EXPECT_TRUE(matches("\\p{Alpha}\\p{Punct}\\p{L}", "a!é"));
  EXPECT_FALSE(matches("\\p{Alpha}", "é"));
}

TEST(Regex, KnowsItsFlags) {
  EXPECT_TRUE(matches("(?i)heLLO é", "HEllo É"));
  EXPECT_FALSE(matches("a.b", "a\nb"));
  EXPECT_TRUE(matches("(?s)a.b", "a\nb"));
  EXPECT_EQ(found("(?m)^b$", "a\nb\nc"), "b");
  EXPECT_TRUE(matches("(?x) a b # comment", "ab"));
  EXPECT_FALSE(matches("(?i:a)b", "AB"));
}

TEST(Regex, KnowsItsAnchors) {
  EXPECT_EQ(found("a$", "a\n"), "a");
  EXPECT_EQ(found("a\\z", "a\n"), "none");
  EXPECT_EQ(found("\\bb", "ab b"), "b");
  EXPECT_EQ(found("\\Bb", "ab"), "b");
}

TEST(Regex, TakesQuotedTextLiterally) {
  EXPECT_TRUE(matches("\\Qa.b\\E+", "a.bbb"));
  EXPECT_FALSE(matches("\\Qa.b\\E", "axb"));
  EXPECT_TRUE(matches("\\x41\\u00e9\\t\\.", "Aé\t."));
}

TEST(Regex, TreatsACharacterBeyondAsciiAsOne) {
  EXPECT_TRUE(matches(".", "é"));
  EXPECT_TRUE(matches(".", "😀"));
  EXPECT_TRUE(matches("[é-ë]", "ê"));
}

TEST(Regex, NamesWhatIsWrongWithAPattern) {
  for (const std::string_view pattern :
       {"(", ")", "[", "[a", "a{2,1}", "*a", "a**b(", "\\", "(?<1>a)", "\\k<x>", "[z-a]", "{",
        "\\p{Nope}", "(?z)", "(?", "a{99999}", "(a{999}){999}", "\\x1"}) {
    const auto regex = Regex::compile(pattern);
    ASSERT_FALSE(regex) << pattern;
    EXPECT_TRUE(regex.error().starts_with("java.util.regex.PatternSyntaxException: "));
  }
}

TEST(Regex, RefusesPatternsThatNestTooDeeply) {
  EXPECT_FALSE(Regex::compile(std::string(100'000, '(')));
  EXPECT_FALSE(Regex::compile(std::string(100'000, '[')));
}

TEST(Regex, StopsTheRunInsteadOfRunningAway) {
  Heap heap;
  const auto regex = Regex::compile("(a+)+b");
  ASSERT_TRUE(regex);
  EXPECT_FALSE(regex->matches(heap, std::u32string(60, U'a')));
  EXPECT_TRUE(heap.stopped());
}

TEST(Regex, DoesNotUseTheStackForLongTexts) {
  Heap heap;
  const auto regex = Regex::compile("(?:a|b)*c");
  ASSERT_TRUE(regex);
  EXPECT_TRUE(regex->matches(heap, std::u32string(100'000, U'a') + U"c"));
}

}  // namespace
}  // namespace syncline::script
