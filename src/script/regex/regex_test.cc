#include "script/regex/regex.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
  Heap heap;
  const auto regex = Regex::compile(heap, pattern);
  return regex && regex->matches(heap, to_utf32(text)) && !heap.stopped();
}

// The groups of the first match, joined by `|`; "none" without one.
std::string found(std::string_view pattern, std::string_view text) {
  Heap heap;
  const auto regex = Regex::compile(heap, pattern);
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
    Heap heap;
    const auto regex = Regex::compile(heap, pattern);
    ASSERT_FALSE(regex) << pattern;
    EXPECT_TRUE(regex.error().starts_with("java.util.regex.PatternSyntaxException: "));
  }
}

TEST(Regex, RefusesPatternsThatNestTooDeeply) {
  Heap heap;
  EXPECT_FALSE(Regex::compile(heap, std::string(10'000, '(')));
  EXPECT_FALSE(Regex::compile(heap, std::string(10'000, '[')));
}

TEST(Regex, StopsTheRunInsteadOfRunningAway) {
  Heap heap;
  const auto regex = Regex::compile(heap, "(a+)+b");
  ASSERT_TRUE(regex);
  EXPECT_FALSE(regex->matches(heap, std::u32string(60, U'a')));
  EXPECT_TRUE(heap.stopped());
}

TEST(Regex, DoesNotUseTheStackForLongTexts) {
  Heap heap;
  const auto regex = Regex::compile(heap, "(?:a|b)*c");
  ASSERT_TRUE(regex);
  EXPECT_TRUE(regex->matches(heap, std::u32string(100'000, U'a') + U"c"));
}

TEST(Regex, RefusesAPatternThatIsTooLong) {
  Heap heap;
  const auto most = std::string(limits::pattern_bytes_max, 'a');
  EXPECT_TRUE(Regex::compile(heap, most));
  const auto regex = Regex::compile(heap, most + "a");
  ASSERT_FALSE(regex);
  EXPECT_EQ(regex.error(), "java.util.regex.PatternSyntaxException: Pattern too large");
}

TEST(Regex, RefusesPatternsThatGrowWhileTheyAreRead) {
  for (const std::string_view part : {"(?:a{4000}){0}", "a{4000}|", "{1}"}) {
    Heap heap;
    std::string pattern = "a{4000}";
    while (pattern.size() + part.size() <= limits::pattern_bytes_max) pattern += part;
    const auto regex = Regex::compile(heap, pattern);
    ASSERT_FALSE(regex) << part;
    EXPECT_TRUE(regex.error().find("Pattern too large") != std::string::npos);
  }
}

std::size_t steps_of(std::string_view pattern, std::u32string_view subject) {
  Heap heap;
  if (const auto regex = Regex::compile(heap, pattern)) regex->matches(heap, subject);
  return heap.steps();
}

TEST(Regex, PaysForEachMemberOfAClass) {
  const std::u32string subject(500, U'b');
  const std::string members(8'000, 'a');
  const auto simple = steps_of("[^a]*", subject);
  EXPECT_GT(steps_of("[^" + members + "]*", subject), 100 * simple);
  std::string nested = "[^";
  for (int i = 0; i < 2'000; ++i) nested += "[a]";
  EXPECT_GT(steps_of(nested + "]*", subject), 100 * simple);
  std::string met = "[^a";
  for (int i = 0; i < 2'000; ++i) met += "&&a";
  EXPECT_GT(steps_of(met + "]*", subject), 100 * simple);
}

TEST(Regex, PaysForNestedClassesThatFoldTheCaseOnce) {
  Heap heap;
  const auto regex =
      Regex::compile(heap, "(?i)" + std::string(100, '[') + "a" + std::string(100, ']'));
  ASSERT_TRUE(regex);
  EXPECT_TRUE(regex->matches(heap, U"A"));
  EXPECT_FALSE(regex->matches(heap, U"b"));
  EXPECT_LT(heap.steps(), 2'000U);
}

TEST(Regex, PaysForItsCompilation) {
  Heap heap;
  ASSERT_TRUE(Regex::compile(heap, std::string(10'000, 'a')));
  EXPECT_GT(heap.steps(), 10'000U);
}

TEST(Regex, PaysForTheGroupsOfEachAttempt) {
  std::string groups;
  for (int i = 0; i < 2'000; ++i) groups += "()";
  const std::u32string subject(1'000, U'a');
  const auto steps = [&](const std::string& pattern) {
    Heap heap;
    const auto regex = Regex::compile(heap, pattern);
    if (regex) regex->find(heap, subject, 0);
    return heap.steps();
  };
  EXPECT_GT(steps("b" + groups), 100'000U);
  EXPECT_GT(steps("(?=a)b" + groups), steps("b" + groups) + 200'000U);
}

TEST(Regex, LoopsOverMoreCharactersThanAStackWouldHold) {
  const std::u32string subject(3'000'000, U'a');
  for (const std::string_view pattern : {".*", "[^x]*", ".+", "a*+", ".*?", "(?s).*a"}) {
    Heap heap;
    const auto regex = Regex::compile(heap, pattern);
    ASSERT_TRUE(regex);
    EXPECT_TRUE(regex->matches(heap, subject)) << pattern;
    EXPECT_FALSE(heap.stopped()) << pattern;
  }
}

TEST(Regex, GivesBackWhatALoopTookTooMuch) {
  EXPECT_EQ(found("a*ab", "aaab"), "aaab");
  EXPECT_EQ(found("(a*)(a+)", "aaa"), "aaa|aa|a");
  EXPECT_EQ(found("(a*?)(a+)", "aaa"), "aaa||aaa");
  EXPECT_EQ(found("(.*)x(.*)", "axbxc"), "axbxc|axb|c");
  EXPECT_EQ(found("(.*?)x(.*?)$", "axbxc"), "axbxc|a|bxc");
  EXPECT_FALSE(matches("a*?b", "aac"));
}

TEST(Regex, GivesBackTheMemoryOfItsStack) {
  Heap heap;
  const auto regex = Regex::compile(heap, "(?:a|b)*c");
  ASSERT_TRUE(regex);
  const auto subject = std::u32string(100'000, U'a') + U"c";
  for (int i = 0; i < 15; ++i) EXPECT_TRUE(regex->matches(heap, subject));
  EXPECT_FALSE(heap.stopped());
}

}  // namespace
}  // namespace syncline::script
