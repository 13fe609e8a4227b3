// What is printed parses to the same tree: for texts made at random of every construct of the
// grammar (specification, appendix B). The fuzzer of the parser asks the same of its corpus.
#include <gtest/gtest.h>

#include <random>

#include "graphql/language/parser.h"
#include "graphql/language/printer.h"
#include "graphql/language/tree_text.h"

namespace syncline::graphql {
namespace {

// Writes a document by the grammar, with blanks and separators of all kinds between the tokens.
class Source {
 public:
  explicit Source(unsigned seed) : dice_(seed) {}

  std::string document() {
    for (int i = 1 + below(4); i > 0; --i) below(2) == 0 ? executable() : type_system();
    return std::move(out_);
  }

 private:
  int below(int n) { return static_cast<int>(dice_() % static_cast<unsigned>(n)); }
  bool chance(int in) { return below(in) == 0; }

  Source& put(std::string_view token) {
    constexpr std::string_view between[] = {" ", " ",  "\n",     "\r\n",
                                            ",", "\t", " # c\n", "\xEF\xBB\xBF"};
    out_ += token;
    out_ += between[below(std::size(between))];
    return *this;
  }

  std::string name() {
    constexpr const char* names[] = {"a",          "b_1", "on",        "type",   "query",
                                     "fragment",   "T",   "null",      "extend", "schema",
                                     "repeatable", "_",   "implements"};
    return names[below(std::size(names))];
  }
  // Where some words have a meaning.
  std::string plain() {
    constexpr const char* names[] = {"a", "b_1", "type", "query", "T", "extend", "_9"};
    return names[below(std::size(names))];
  }

  template <class Item>
  void some(int least, int spread, Item item) {
    for (int i = least + below(spread); i > 0; --i) item();
  }

  void string() {
    constexpr const char* strings[] = {R"("")",
                                       R"("x")",
                                       R"("\"\\\/\b\f\n\r\t\u00e9\u{1F600}\uD83D\uDE00\u0000")",
                                       "\"é ☃ 😀\"",
                                       R"("""""")",
                                       R"("""x""")",
                                       "\"\"\"\n  a\n    b\n\n  c\n\"\"\"",
                                       R"(""" lead \""" "q" """)",
                                       "\"\"\"\r\n\ta\r\t\tb\n\"\"\"",
                                       R"("""back\\ slash\""""")",
                                       "\"\"\"  one\n two\"\"\"",
                                       R"("# no comment, {a}")"};
    put(strings[below(std::size(strings))]);
  }

  void value(bool constant, int depth) {
    switch (below(depth > 3 ? 7 : 10)) {
      case 0: put(std::to_string(below(100) - 50)); return;
      case 1: {
        constexpr const char* floats[] = {"0.5", "-1e10", "12.25E-3", "-0.0", "6e+1"};
        put(floats[below(std::size(floats))]);
        return;
      }
      case 2: string(); return;
      case 3: put(chance(2) ? "true" : "false"); return;
      case 4: put("null"); return;
      case 5: put(plain()); return;
      case 6: constant ? put("0") : put("$").put(name()); return;
      case 7:
        put("[");
        some(0, 4, [&] { value(constant, depth + 1); });
        put("]");
        return;
      default:
        put("{");
        some(0, 4, [&] { put(name()).put(":"), value(constant, depth + 1); });
        put("}");
    }
  }

  void type(int depth = 0) {
    if (depth < 4 && chance(3)) {
      put("["), type(depth + 1), put("]");
    } else {
      put(name());
    }
    if (chance(3)) put("!");
  }

  void arguments(bool constant) {
    if (!chance(3)) return;
    put("(");
    some(1, 3, [&] { put(name()).put(":"), value(constant, 0); });
    put(")");
  }

  void directives(bool constant) {
    while (chance(4)) put("@").put(name()), arguments(constant);
  }

  void selections(int depth) {
    put("{");
    some(1, 4, [&] { selection(depth); });
    put("}");
  }

  void selection(int depth) {
    const int kind = below(8);
    if (kind == 0) {
      put("...").put(plain()), directives(false);
    } else if (kind == 1 && depth < 5) {
      put("...");
      if (chance(2)) put("on").put(name());
      directives(false), selections(depth + 1);
    } else {
      if (chance(3)) put(name()).put(":");
      put(name()), arguments(false), directives(false);
      if (depth < 5 && chance(3)) selections(depth + 1);
    }
  }

  void description() {
    if (chance(4)) string();
  }

  void executable() {
    if (chance(5)) return selections(0);
    description();
    if (chance(3)) {
      put("fragment").put(plain()).put("on").put(name()), directives(false), selections(0);
      return;
    }
    constexpr const char* kinds[] = {"query", "mutation", "subscription"};
    put(kinds[below(3)]);
    if (chance(2)) put(name());
    if (chance(3)) {
      put("(");
      some(1, 3, [&] {
        description(), put("$").put(name()).put(":"), type();
        if (chance(3)) put("="), value(true, 0);
        directives(true);
      });
      put(")");
    }
    directives(false), selections(0);
  }

  void input_value() {
    description(), put(name()).put(":"), type();
    if (chance(3)) put("="), value(true, 0);
    directives(true);
  }

  void input_values(std::string_view open, std::string_view close) {
    put(open);
    some(1, 3, [&] { input_value(); });
    put(close);
  }

  void field() {
    description(), put(name());
    if (chance(3)) input_values("(", ")");
    put(":"), type(), directives(true);
  }

  void names(std::string_view separator) {
    if (chance(3)) put(separator);
    put(plain());
    while (chance(2)) put(separator).put(plain());
  }

  void type_system() {
    const bool extends = chance(4);
    extends ? static_cast<void>(put("extend")) : description();
    const int kind = below(extends ? 7 : 8);
    if (kind == 7) return directive_definition();
    constexpr const char* words[] = {"scalar", "type",  "interface", "union",
                                     "enum",   "input", "schema"};
    put(words[kind]);
    if (kind != 6) put(plain());
    if ((kind == 1 || kind == 2) && chance(2)) put("implements"), names("&");
    directives(true);
    if (extends) put("@").put("x");  // an extension must add something
    body(kind, extends);
  }

  void body(int kind, bool extends) {
    if (kind == 0 || ((extends || kind != 6) && chance(4))) return;
    if (kind == 3) {
      put("="), names("|");
      return;
    }
    if (kind == 5) return input_values("{", "}");
    put("{");
    some(1, 3, [&] {
      constexpr const char* roots[] = {"query", "mutation", "subscription"};
      if (kind == 6) {
        put(roots[below(3)]).put(":").put(name());
      } else if (kind == 4) {
        description(), put(plain()), directives(true);
      } else {
        field();
      }
    });
    put("}");
  }

  void directive_definition() {
    put("directive").put("@").put(name());
    if (chance(2)) input_values("(", ")");
    if (chance(3)) put("repeatable");
    put("on");
    if (chance(3)) put("|");
    put("FIELD");
    while (chance(2)) put("|").put(chance(2) ? "OBJECT" : "VARIABLE_DEFINITION");
  }

  std::mt19937 dice_;
  std::string out_;
};

TEST(PrinterProperty, GivesTheSameTreeOfWhateverWasWritten) {
  int parsed = 0;
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    const auto source = Source(seed).document();
    const auto first = parse(source);
    // A shorthand query after another definition may read as its fields.
    if (!first) continue;
    ++parsed;
    const auto text = print(*first);
    const auto second = parse(text);
    ASSERT_TRUE(second.has_value()) << second.error().message << "\n" << source << "\n" << text;
    ASSERT_EQ(tree_text(*first, false), tree_text(*second, false)) << source << "\n" << text;
    ASSERT_EQ(print(*second), text) << source;
  }
  EXPECT_GT(parsed, 2'000);
}

}  // namespace
}  // namespace syncline::graphql
