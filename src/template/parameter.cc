#include "template/parameter.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/limits.h"
#include "script/heap.h"
#include "script/regex/regex.h"
#include "script/utf16.h"

namespace syncline::cloudformation {
namespace {

constexpr std::string_view plain_types[] = {"String", "Number", "CommaDelimitedList",
                                            "List<Number>"};
constexpr std::string_view attributes[] = {
    "Type",          "Default",        "Description", "ConstraintDescription",
    "NoEcho",        "AllowedPattern", "MaxValue",    "MinValue",
    "AllowedValues", "MaxLength",      "MinLength"};

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Words such as `inf` and `nan` read as numbers too, and nan would pass every bound.
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

// Characters, of a text that is UTF-8.
double length_of(std::string_view text) {
  return static_cast<double>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const auto comma = text.find(',');
    parts.push_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// One declared parameter and the text that is its value.
class Parameter {
 public:
  Parameter(const Member& declaration, std::string type)
      : name_(declaration.name),
        line_(declaration.line),
        node_(declaration.value),
        type_(std::move(type)) {}

  Result<Node> value(const std::string& text) const {
    if (text.size() > limits::cloudformation_parameter_bytes_max) {
      return refuse("is longer than " + std::to_string(limits::cloudformation_parameter_bytes_max) +
                    " bytes");
    }
    if (type_ == "String") {
      TRY(check_text(text));
      return scalar(text, line_);
    }
    if (type_ == "Number") return one_number(text);
    Node list{.kind = Node::Kind::list, .line = line_};
    for (const std::string& part : split_at_commas(text)) {
      if (type_ == "List<Number>") {
        TRY(Node item, one_number(part));
        list.items.push_back(std::move(item));
      } else {
        TRY(check_allowed(part));
        list.items.push_back(scalar(part, line_));
      }
    }
    return list;
  }

 private:
  Result<Node> one_number(const std::string& text) const {
    const auto value = number(text);
    if (!value) return refuse("must be a number");
    TRY(const auto least, bound("MinValue"));
    TRY(const auto most, bound("MaxValue"));
    if (least && *value < *least) return refuse("is below its MinValue");
    if (most && *value > *most) return refuse("is above its MaxValue");
    TRY(check_allowed(text));
    Node node = scalar(text, line_);
    node.plain = true;
    return node;
  }

  Result<void> check_text(const std::string& text) const {
    TRY(const auto least, bound("MinLength"));
    TRY(const auto most, bound("MaxLength"));
    const double length = length_of(text);
    if (least && length < *least) return refuse("is shorter than its MinLength");
    if (most && length > *most) return refuse("is longer than its MaxLength");
    TRY(check_pattern(text));
    return check_allowed(text);
  }

  Result<void> check_allowed(const std::string& text) const {
    const Node* allowed = node_.find("AllowedValues");
    if (allowed == nullptr) return {};
    if (!allowed->is_list()) return fault(allowed->line, "'AllowedValues' must be a list");
    std::string offered;
    for (const Node& item : allowed->items) {
      if (item.text == text) return {};
      offered += (offered.empty() ? "" : ", ") + item.text;
    }
    return refuse("must be one of: " + offered);
  }

  Result<void> check_pattern(const std::string& text) const {
    const Node* pattern = node_.find("AllowedPattern");
    if (pattern == nullptr) return {};
    // Some patterns would never end; a tenth of what a script may do is plenty for a parameter.
    script::Heap heap;
    heap.spend(limits::script_steps_max / 10 * 9);
    const auto regex = script::Regex::compile(heap, pattern->text);
    if (!regex) return fault(pattern->line, "'AllowedPattern' is not a valid pattern");
    if (regex->matches(heap, script::to_utf32(text))) return {};
    if (heap.stopped()) return fault(pattern->line, "'AllowedPattern' takes too long");
    return refuse("must match the pattern " + pattern->text);
  }

  Result<std::optional<double>> bound(std::string_view attribute) const {
    const Node* node = node_.find(attribute);
    if (node == nullptr) return std::nullopt;
    const auto value = number(node->text);
    if (value) return value;
    return fault(node->line, "'" + std::string(attribute) + "' must be a number");
  }

  // The author's own words about what is allowed, when there are any.
  std::unexpected<Error> refuse(std::string what) const {
    const Node* said = node_.find("ConstraintDescription");
    const std::string reason = said != nullptr ? said->text : "it " + what;
    return fault(line_, "The value of the parameter " + name_ + " is not allowed: " + reason);
  }

  const std::string& name_;
  int line_;
  const Node& node_;
  std::string type_;
};

Result<Parameter> read_parameter(const Member& declaration) {
  if (!declaration.value.is_map()) {
    return fault(declaration.line, "A parameter must be a map with a 'Type'");
  }
  for (const Member& member : declaration.value.members) {
    if (std::ranges::find(attributes, member.name) == std::end(attributes)) {
      return fault(member.line, "A parameter has no attribute '" + member.name + "'");
    }
  }
  const Node* type = declaration.value.find("Type");
  if (type == nullptr || !type->is_scalar()) {
    return fault(declaration.line, "The parameter " + declaration.name + " has no 'Type'");
  }
  if (std::ranges::find(plain_types, type->text) == std::end(plain_types)) {
    return fault(type->line, "The parameter type " + type->text + " is not offered here yet",
                 ErrorKind::unsupported);
  }
  return Parameter(declaration, type->text);
}

}  // namespace

Result<std::map<std::string, Node>> parameter_values(
    const Node& section, const std::map<std::string, std::string>& given) {
  for (const auto& [name, value] : given) {
    if (section.find(name) == nullptr) {
      return fault(std::max(section.line, 1), "A value is given for the parameter " + name +
                                                  ", which the template does not declare");
    }
  }
  std::map<std::string, Node> values;
  for (const Member& declaration : section.members) {
    TRY(const Parameter parameter, read_parameter(declaration));
    const auto found = given.find(declaration.name);
    const Node* otherwise = declaration.value.find("Default");
    if (found == given.end() && (otherwise == nullptr || !otherwise->is_scalar())) {
      return fault(declaration.line,
                   "The parameter " + declaration.name + " has no value and no default");
    }
    TRY(values[declaration.name],
        parameter.value(found != given.end() ? found->second : otherwise->text));
  }
  return values;
}

}  // namespace syncline::cloudformation
