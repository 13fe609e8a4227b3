// A place in a template's text, and the small questions that a parser asks there.
#pragma once

#include <string_view>
#include <vector>

#include "script/letters.h"
#include "script/vtl/tree.h"

namespace syncline::script::vtl {

class Cursor {
 public:
  // `start` is where the text stands in the template that it is a part of.
  Cursor(std::string_view text, Place start);

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view word) const {
    return text_.substr(at_, word.size()) == word;
  }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::string_view from(std::size_t start) const {
    return text_.substr(start, at_ - start);
  }

  void move_to(std::size_t at) { at_ = at; }
  void skip(std::size_t count = 1) { at_ += count; }
  bool accept(char c);
  bool accept(std::string_view word);
  bool skip_blanks();              // also newlines; whether there were any
  void skip_blanks_and_newline();  // only when the newline is there

  // $x-y, map.get: letters, digits, `_` and `-`, from a letter or `_` on. Empty when there is none.
  std::string_view identifier();
  // What follows a `#`: letters, digits, `_`, `@`.
  [[nodiscard]] std::string_view word_ahead(std::size_t ahead) const;

  [[nodiscard]] Place place() const { return place_of(at_); }
  // Looks at no more than `stride` bytes, however long the line is.
  [[nodiscard]] Place place_of(std::size_t offset) const;
  // What Velocity would have read here: a word, a number, a text, else one character.
  [[nodiscard]] std::string_view token() const;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  Place start_;
  std::vector<std::size_t> lines_;      // where each begins
  std::vector<std::uint32_t> columns_;  // at each `stride` bytes, that of the character before
};

}  // namespace syncline::script::vtl
