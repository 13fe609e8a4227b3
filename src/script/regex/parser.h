// From a pattern's text to code: one recursive descent, as deep as the pattern nests.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "script/regex/code.h"

namespace syncline::script::regex {

class Parser {
 public:
  explicit Parser(std::string_view pattern);
  std::expected<Program, std::string> parse();
  // What parsing took so far: characters, and instructions that were copied.
  [[nodiscard]] std::size_t work() const { return work_; }

 private:
  using Parsed = std::expected<Code, std::string>;
  struct Flags {
    bool fold_case = false;
    bool dot_all = false;
    bool multiline = false;
    bool comments = false;
  };

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const;
  bool accept(char32_t c);
  bool accept(std::u32string_view word);
  std::unexpected<std::string> fail(std::string_view what) const;

  Parsed alternation();
  Parsed sequence();
  Parsed quantified();
  Parsed atom();
  Parsed group();
  Parsed special_group();
  Parsed enclosed(Code open, Code close);
  Parsed look(Op op);
  Parsed named_group();
  Parsed inline_flags();
  Parsed escape();
  Parsed group_reference();
  Parsed named_reference();
  Parsed literal(char32_t c);
  Parsed set_code(CharSet set);

  struct Repeat {
    std::size_t least = 0;
    std::optional<std::size_t> most;
  };
  std::expected<std::optional<Repeat>, std::string> repeat();
  std::expected<std::size_t, std::string> count();
  Parsed repeated(Code body, const Repeat& repeat);
  Code star(const Code& body, bool lazy);

  std::expected<CharSet, std::string> bracket_set();
  std::expected<CharSet, std::string> set_operand();
  std::expected<void, std::string> set_item(CharSet& into);
  // A class escape such as \d or \p{Alpha}; nothing when it is another escape.
  std::expected<std::optional<CharSet>, std::string> class_escape();
  std::expected<CharSet, std::string> named_property(bool negated);
  std::expected<char32_t, std::string> character_escape();
  std::expected<char32_t, std::string> hex_digits(std::size_t digits);

  void append(Code& code, const Code& more);
  [[nodiscard]] bool too_large(const Code& code) const;
  void skip_comments();

  std::string_view source_;
  std::u32string text_;
  std::size_t at_ = 0;
  std::size_t work_ = 0;
  int depth_ = 0;
  bool lazy_ = false;
  bool quoting_ = false;  // between \Q and \E
  Flags flags_;
  Program program_;
};

}  // namespace syncline::script::regex
