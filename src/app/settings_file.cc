#include "app/settings_file.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "app/text_file.h"
#include "base/text.h"

namespace syncline::app {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_';
}

// TOML, "String": control characters other than the tab must be escaped.
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

bool is_setting(std::string_view name) {
  return std::ranges::any_of(all_settings(), [&](const auto& row) { return row.name == name; });
}

// False for what is no scalar value of Unicode.
bool append_utf8(std::string& out, std::uint32_t code) {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  const auto tail = [&](int shift) {
    out += static_cast<char>(0x80U | ((code >> static_cast<unsigned>(shift)) & 0x3fU));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return true;
}

// A whole number as TOML writes it, without its underscores and its plus; nothing otherwise.
std::optional<std::string> whole_number(std::string_view word) {
  std::string out;
  if (word.starts_with('-')) out = "-";
  if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
  if (word.empty() || (word.front() == '0' && word.size() > 1)) return std::nullopt;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_digit(word[i])) {
      out += word[i];
      continue;
    }
    const bool between = i > 0 && i + 1 < word.size() && is_digit(word[i - 1]);
    if (word[i] != '_' || !between || !is_digit(word[i + 1])) return std::nullopt;
  }
  return out;
}

// One line, read from left to right.
class Line {
 public:
  Line(std::string_view rest, std::string where) : rest_(rest), where_(std::move(where)) {}

  // Blanks and a comment are all that is left.
  Result<bool> ended() {
    skip_blanks();
    if (rest_.empty()) return true;
    if (rest_.front() != '#') return false;
    if (std::ranges::any_of(rest_, is_control)) return wrong("a control character");
    return true;
  }

  Result<std::string> key() {
    if (rest_.starts_with('[')) return wrong("there are no sections here: write key = value");
    const auto end = std::ranges::find_if_not(rest_, is_key_character);
    const auto name = take(static_cast<std::size_t>(end - rest_.begin()));
    skip_blanks();
    if (name.empty() || !rest_.starts_with('=')) return wrong("a line is key = value");
    rest_.remove_prefix(1);
    skip_blanks();
    if (!is_setting(name)) return wrong("no setting is called " + name);
    return name;
  }

  Result<std::string> value() {
    if (rest_.starts_with("\"\"\"") || rest_.starts_with("'''")) {
      return wrong("a text stands on one line, in \"\" or ''");
    }
    if (rest_.starts_with('"')) return basic_text();
    if (rest_.starts_with('\'')) return literal_text();
    const auto word = take(std::min(rest_.find_first_of(" \t#"), rest_.size()));
    if (word.empty()) return wrong("the value is missing");
    if (word == "true") return "on";
    if (word == "false") return "off";
    if (auto number = whole_number(word)) return *std::move(number);
    return wrong(fmt::format(
        "{} is no value: it takes a text in quotes, a whole number, true or false", word));
  }

  [[nodiscard]] std::unexpected<Error> wrong(const std::string& what) const {
    return fail(ErrorKind::invalid, "ConfigError", where_ + ": " + what);
  }

 private:
  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
  }

  std::string take(std::size_t count) {
    std::string taken(rest_.substr(0, count));
    rest_.remove_prefix(count);
    return taken;
  }

  Result<std::string> literal_text() {
    rest_.remove_prefix(1);
    const auto end = rest_.find('\'');
    if (end == std::string_view::npos) return wrong("the closing ' is missing");
    auto text = take(end);
    rest_.remove_prefix(1);
    if (std::ranges::any_of(text, is_control)) return wrong("a control character");
    return text;
  }

  Result<std::string> basic_text() {
    rest_.remove_prefix(1);
    std::string text;
    while (!rest_.empty() && rest_.front() != '"') {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (is_control(c)) return wrong("a control character: write it as an escape");
      if (c != '\\') {
        text += c;
        continue;
      }
      TRY(append_escape(text));
    }
    if (rest_.empty()) return wrong("the closing \" is missing");
    rest_.remove_prefix(1);
    return text;
  }

  // What stands behind the backslash.
  Result<void> append_escape(std::string& text) {
    constexpr std::string_view letters = "btnfr\"\\";
    constexpr std::string_view meanings = "\b\t\n\f\r\"\\";
    const char letter = rest_.empty() ? '\0' : rest_.front();
    const auto at = letters.find(letter);
    if (at != std::string_view::npos && !rest_.empty()) {
      rest_.remove_prefix(1);
      text += meanings[at];
      return {};
    }
    const std::size_t digits = letter == 'u' ? 4 : 8;
    if ((letter != 'u' && letter != 'U') || rest_.size() <= digits) return unknown_escape();
    const auto hex = rest_.substr(1, digits);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + digits, code, 16);
    if (error != std::errc() || end != hex.data() + digits) return unknown_escape();
    if (!append_utf8(text, code)) return unknown_escape();
    rest_.remove_prefix(1 + digits);
    return {};
  }

  [[nodiscard]] std::unexpected<Error> unknown_escape() const {
    return wrong("an unknown escape: in '' a backslash stands for itself");
  }

  std::string_view rest_;
  std::string where_;
};

Result<void> read_line(Line line, SettingsFile& file) {
  TRY(const bool empty, line.ended());
  if (empty) return {};
  TRY(auto key, line.key());
  TRY(auto value, line.value());
  TRY(const bool whole, line.ended());
  if (!whole) return line.wrong("something stands behind the value of " + key);
  if (file.values.contains(key)) return line.wrong(key + " stands twice");
  file.values.emplace(std::move(key), std::move(value));
  return {};
}

}  // namespace

Result<SettingsFile> parse_settings_file(std::string_view text, std::string name) {
  if (!is_utf8(text)) return fail(ErrorKind::invalid, "ConfigError", name + ": it is not UTF-8");
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // the mark of Windows' editors
  SettingsFile file{.name = std::move(name), .values = {}};
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    TRY(read_line(Line(line, fmt::format("{}:{}", file.name, number)), file));
  }
  return file;
}

Result<SettingsFile> read_settings_file(const std::string& name, bool must_exist) {
  std::error_code error;
  if (!must_exist && !std::filesystem::exists(name, error)) {
    return SettingsFile{.name = name, .values = {}};
  }
  const auto text = read_text_file(name);
  if (!text) return fail(ErrorKind::invalid, "ConfigError", "cannot read " + name);
  return parse_settings_file(*text, name);
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (is_control(c)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace syncline::app
