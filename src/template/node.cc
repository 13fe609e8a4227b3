#include "template/node.h"

#include <charconv>
#include <optional>

namespace syncline::cloudformation {
namespace {

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Json scalar_to_json(const Node& node) {
  if (!node.plain) return Json(node.text);
  if (node.text == "true" || node.text == "True" || node.text == "TRUE") return true;
  if (node.text == "false" || node.text == "False" || node.text == "FALSE") return false;
  if (const auto whole = read_number<std::int64_t>(node.text)) return *whole;
  // Words such as `inf` and `nan` read as numbers too, but JSON has none of them.
  const bool numeric = node.text.find_first_not_of("+-.0123456789eE") == std::string::npos;
  if (const auto real = read_number<double>(node.text); real && numeric) return *real;
  return Json(node.text);
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

Node scalar(std::string text, int line) {
  Node node{.kind = Node::Kind::scalar, .line = line};
  node.text = std::move(text);
  return node;
}

Node unknown_scalar(int line) { return {.kind = Node::Kind::scalar, .known = false, .line = line}; }

Json json_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::scalar: return scalar_to_json(node);
    case Node::Kind::list: {
      JsonArray out;
      for (const Node& item : node.items) out.push_back(json_of(item));
      return out;
    }
    case Node::Kind::map: {
      JsonObject out;
      for (const Member& member : node.members) out[member.name] = json_of(member.value);
      return out;
    }
  }
  return nullptr;
}

std::unexpected<Error> fault(int line, std::string message, ErrorKind kind) {
  return fail(kind, "TemplateError", std::move(message), JsonObject{{"line", line}});
}

}  // namespace syncline::cloudformation
