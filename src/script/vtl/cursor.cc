#include "script/vtl/cursor.h"

#include <algorithm>

namespace syncline::script::vtl {

std::string to_string(const Place& place) {
  return "velocity[line " + std::to_string(place.line) + ", column " +
         std::to_string(place.column) + "]";
}

std::uint32_t Names::slot(std::string_view name) {
  return slots_.try_emplace(std::string(name), static_cast<std::uint32_t>(slots_.size()))
      .first->second;
}

std::optional<std::uint32_t> Names::find(std::string_view name) const {
  const auto found = slots_.find(std::string(name));
  return found == slots_.end() ? std::nullopt : std::optional(found->second);
}

Tree::Tree() {
  for (const std::string_view name : {"ctx", "context", "util", "utils", "extensions", "foreach",
                                      "velocityCount", "velocityHasNext"}) {
    names.slot(name);
  }
}

namespace {

constexpr std::size_t stride = 64;

// Columns count characters; a tab goes to the next multiple of eight, as JavaCC's reader has it.
std::uint32_t column_behind(std::uint32_t column, char c) {
  if (c == '\t') return column + 8 - column % 8;
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? column : column + 1;
}

}  // namespace

Cursor::Cursor(std::string_view text, Place start) : text_(text), start_(start), lines_{0} {
  columns_.reserve(text.size() / stride + 1);
  auto column = start.column - 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % stride == 0) columns_.push_back(column);
    column = column_behind(column, text[i]);
    if (text[i] != '\n') continue;
    lines_.push_back(i + 1);
    column = 0;
  }
}

bool Cursor::accept(char c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Cursor::accept(std::string_view word) {
  if (!starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool Cursor::skip_blanks() {
  const auto start = at_;
  while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  return at_ > start;
}

void Cursor::skip_blanks_and_newline() {
  auto end = at_;
  while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
  if (end == text_.size()) return;
  if (text_.substr(end, 2) == "\r\n") {
    at_ = end + 2;
  } else if (text_[end] == '\n' || text_[end] == '\r') {
    at_ = end + 1;
  }
}

std::string_view Cursor::identifier() {
  if (!is_letter(peek()) && peek() != '_') return {};
  const auto start = at_;
  while (is_letter(peek()) || is_digit(peek()) || peek() == '_' || peek() == '-') ++at_;
  return from(start);
}

std::string_view Cursor::word_ahead(std::size_t ahead) const {
  const auto start = std::min(at_ + ahead, text_.size());
  auto end = start;
  const auto belongs = [](char c) { return is_letter(c) || c == '_' || c == '@'; };
  if (end == text_.size() || !belongs(text_[end])) return {};
  while (end < text_.size() && (belongs(text_[end]) || is_digit(text_[end]))) ++end;
  return text_.substr(start, end - start);
}

Place Cursor::place_of(std::size_t offset) const {
  const auto line = std::ranges::upper_bound(lines_, offset) - lines_.begin() - 1;
  const auto begin = lines_[static_cast<std::size_t>(line)];
  const auto end = std::min(offset + 1, text_.size());
  auto column = line == 0 ? start_.column - 1 : 0;
  const auto known = end > begin ? (end - 1) / stride * stride : begin;
  if (known > begin) column = columns_[known / stride];
  for (auto i = std::max(known, begin); i < end; ++i) column = column_behind(column, text_[i]);
  return {start_.line + static_cast<std::uint32_t>(line), std::max(1U, column)};
}

std::string_view Cursor::token() const {
  if (at_end()) return "<EOF>";
  auto end = at_ + 1;
  const char c = text_[at_];
  const auto while_ = [&](auto belongs) {
    while (end < text_.size() && belongs(text_[end])) ++end;
  };
  const auto blank = [](char x) { return x == ' ' || x == '\t' || x == '\n' || x == '\r'; };
  const auto worded = [](char x) { return is_letter(x) || is_digit(x) || x == '_' || x == '-'; };
  if (is_letter(c) || c == '_') {
    while_(worded);
  } else if (is_digit(c) || (c == '-' && is_digit(peek(1)))) {
    while_([](char x) { return is_digit(x) || x == '.'; });
  } else if (c == '#' || c == '$') {
    while_(worded);
  } else if (blank(c)) {
    end = std::min(text_.find_first_of("$#\\", end), text_.size());
  } else if (c == '"' || c == '\'') {
    end = std::min(text_.find(c, end), text_.size() - 1) + 1;
  }
  return text_.substr(at_, end - at_);
}

}  // namespace syncline::script::vtl
