#include "script/document.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/limits.h"
#include "base/text.h"
#include "script/json_value.h"
#include "script/letters.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Json> document() {
    if (!is_utf8(text_)) return not_json();
    TRY(auto value, value_at(0));
    skip_blanks();
    if (at_ == text_.size()) return value;
    return fault("Trailing characters at the end of the JSON string are not allowed.");
  }

 private:
  [[nodiscard]] static std::unexpected<Error> fault(std::string message) {
    return fail(ErrorKind::invalid, "MappingTemplate", std::move(message));
  }
  [[nodiscard]] std::unexpected<Error> not_json() const {
    return fault("Unable to convert " + std::string(text_) + " to Object.");
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool accept(char c) {
    skip_blanks();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool accept(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Result<Json> value_at(std::size_t depth) {
    if (depth > limits::json_depth_max) return not_json();
    skip_blanks();
    switch (peek()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': {
        TRY(auto text, string());
        return Json(std::move(text));
      }
      case 't': return word("true", true);
      case 'f': return word("false", false);
      case 'n': return word("null", nullptr);
      default: return number();
    }
  }

  Result<Json> word(std::string_view spelled, Json value) {
    if (!accept(spelled)) return not_json();
    return value;
  }

  Result<Json> object(std::size_t depth) {
    JsonObject object;
    ++at_;
    while (!accept('}')) {
      if (peek() != '"') return not_json();
      TRY(auto name, string());
      if (!accept(':')) return not_json();
      TRY(auto value, value_at(depth + 1));
      if (!object.emplace(name, std::move(value)).second) {
        return fault("Duplicate field '" + std::string(name) +
                     "' detected on Object. Duplicate JSON keys are not allowed.");
      }
      if (accept(',')) continue;
      if (!accept('}')) return not_json();
      break;
    }
    return object;
  }

  Result<Json> array(std::size_t depth) {
    JsonArray array;
    ++at_;
    while (!accept(']')) {
      TRY(auto value, value_at(depth + 1));
      array.push_back(std::move(value));
      if (accept(',')) continue;
      if (!accept(']')) return not_json();
      break;
    }
    return array;
  }

  Result<boost::json::string> string() {
    std::string out;
    Utf16Reader units;
    ++at_;
    while (true) {
      const auto start = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20) {
        ++at_;
      }
      if (at_ > start) units.end(out);
      out += text_.substr(start, at_ - start);
      if (peek() == '"') break;
      if (peek() != '\\') return not_json();  // the end, or a bare control character
      ++at_;
      TRY(escape(out, units));
    }
    units.end(out);
    ++at_;
    return boost::json::string(out);
  }

  Result<void> escape(std::string& out, Utf16Reader& units) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = peek();
    if (letter == '\0') return not_json();
    ++at_;
    if (letter == 'u') {
      TRY(const auto unit, hex());
      units.append(out, unit);
      return {};
    }
    const auto found = letters.find(letter);
    if (found == std::string_view::npos) return not_json();
    units.end(out);
    out += meanings[found];
    return {};
  }

  Result<char16_t> hex() {
    unsigned value = 0;
    const auto digits = text_.substr(at_, 4);
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() < 4 || read.ec != std::errc() || read.ptr != end) return not_json();
    at_ += 4;
    return static_cast<char16_t>(value);
  }

  bool digits() {
    const auto start = at_;
    while (is_digit(peek())) ++at_;
    return at_ > start;
  }

  Result<Json> number() {
    const auto start = at_;
    if (peek() == '-') ++at_;
    const bool leading_zero = peek() == '0';
    const auto first = at_;
    if (!digits() || (leading_zero && at_ > first + 1)) return not_json();
    bool whole = true;
    if (peek() == '.') {
      whole = false;
      ++at_;
      if (!digits()) return not_json();
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return not_json();
    }
    const auto spelled = text_.substr(start, at_ - start);
    const auto* end = spelled.data() + spelled.size();
    std::int64_t integer = 0;
    if (whole && std::from_chars(spelled.data(), end, integer).ec == std::errc()) return integer;
    std::uint64_t natural = 0;
    if (whole && std::from_chars(spelled.data(), end, natural).ec == std::errc()) return natural;
    if (whole) return std::unexpected(too_wide(spelled));
    const double real = std::strtod(std::string(spelled).c_str(), nullptr);
    return std::isfinite(real) ? Result<Json>(real) : not_json();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Json> read_document(std::string_view text) {
  const auto trimmed = trim(text);
  Result<Json> document = fail(ErrorKind::invalid, "MappingTemplate",
                               "Template transformation yielded an empty response.");
  if (!trimmed.empty()) document = Reader(trimmed).document();
  if (!document) document.error().detail = JsonObject{{"text", text}};
  return document;
}

}  // namespace syncline::script
