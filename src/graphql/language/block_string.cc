#include "graphql/language/block_string.h"

#include <algorithm>
#include <vector>

namespace syncline::graphql {
namespace {

constexpr std::string_view blanks = " \t";

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n' && text[i] != '\r') continue;
    lines.push_back(text.substr(start, i - start));
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    start = i + 1;
  }
  lines.push_back(text.substr(start));
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(blanks) == std::string_view::npos;
}

// The first line stands behind the opening quotes and has no indent of its own.
std::size_t common_indent(const std::vector<std::string_view>& lines) {
  std::size_t common = std::string_view::npos;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!is_blank(lines[i])) common = std::min(common, lines[i].find_first_not_of(blanks));
  }
  return common == std::string_view::npos ? 0 : common;
}

// Text that an escape, or a reader's eye, would not bring back.
bool is_printable(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t';
  });
}

std::string escape_quotes(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    if (value.substr(at).starts_with("\"\"\"")) {
      out += "\\\"\"\"";
      at += 3;
    } else {
      out += value[at++];
    }
  }
  return out;
}

}  // namespace

std::string block_string_value(std::string_view raw) {
  auto lines = split_lines(raw);
  const auto indent = common_indent(lines);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    lines[i].remove_prefix(std::min(indent, lines[i].size()));
  }
  const auto first = std::ranges::find_if_not(lines, is_blank);
  const auto last = std::find_if_not(lines.rbegin(), lines.rend(), is_blank).base();
  std::string out;
  for (auto line = first; line < last; ++line) {
    if (line != first) out += '\n';
    out += *line;
  }
  return out;
}

std::optional<std::string> print_block_string(std::string_view value, std::string_view indent) {
  if (!is_printable(value)) return std::nullopt;
  std::string inside;
  const bool one_line = value.find('\n') == std::string_view::npos;
  // A single line that starts with blanks would lose them on a line of its own.
  if (one_line && (value.empty() || blanks.contains(value.front()))) {
    inside = value;
    if (value.ends_with('"') || value.ends_with('\\')) inside += '\n';
  } else {
    for (const auto line : split_lines(value)) {
      inside += '\n';
      if (!line.empty()) inside.append(indent).append(line);
    }
    inside.append("\n").append(indent);
  }
  if (block_string_value(inside) != value) return std::nullopt;
  return "\"\"\"" + escape_quotes(inside) + "\"\"\"";
}

}  // namespace syncline::graphql
