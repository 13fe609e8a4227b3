#include "template/evaluator.h"

#include <algorithm>

namespace syncline::cloudformation {
namespace {

// A map of one member whose name is a function's is a call of it.
bool is_call(const Node& node) {
  return node.is_map() && node.members.size() == 1 &&
         (node.members[0].name == "Ref" || node.members[0].name.starts_with("Fn::"));
}

// Its depth is limited where it was read.
std::size_t bytes_of(const Node& node) {
  std::size_t bytes = sizeof(Node) + node.text.size();
  for (const Node& item : node.items) bytes += bytes_of(item);
  for (const Member& member : node.members) bytes += member.name.size() + bytes_of(member.value);
  return bytes;
}

}  // namespace

Result<Node> Evaluator::evaluate(const Node& node) {
  if (is_call(node)) {
    const Member& call = node.members[0];
    const Intrinsic* function = find_intrinsic(call.name);
    if (function == nullptr) {
      return fault(call.line, "The function " + call.name + " is not offered here yet",
                   ErrorKind::unsupported);
    }
    TRY(Node value, function->run(*this, call.value));
    value.line = node.line;
    return value;
  }
  Node out = node;
  out.items.clear();
  out.members.clear();
  for (const Node& item : node.items) {
    TRY(Node value, evaluate(item));
    if (!value.absent) out.items.push_back(std::move(value));
  }
  for (const Member& member : node.members) {
    if (member.name.starts_with("Fn::")) {
      return fault(member.line, member.name + " must stand alone in its map");
    }
    TRY(Node value, evaluate(member.value));
    if (!value.absent) out.members.push_back({member.name, member.line, std::move(value)});
  }
  return out;
}

Result<Node> Evaluator::evaluate_text(const Node& node, std::string_view function) {
  TRY(Node value, evaluate(node));
  if (value.is_scalar()) return value;
  return fault(node.line, std::string(function) + " wants text here");
}

Result<Node> Evaluator::evaluate_list(const Node& node, std::string_view function) {
  TRY(Node value, evaluate(node));
  if (value.is_list() || (value.is_scalar() && !value.known)) return value;
  return fault(node.line, std::string(function) + " wants a list here");
}

Result<Node> Evaluator::reference(const std::string& name, int line) {
  if (name == "AWS::NoValue") return Node{.absent = true, .line = line};
  if (const auto found = scope_.values.find(name); found != scope_.values.end()) {
    TRY(spend_on(found->second, line));
    return found->second;
  }
  if (!scope_.resources.contains(name)) {
    return fault(line, "'" + name + "' is neither a parameter nor a resource of this template");
  }
  needs_.insert(name);
  const auto made = scope_.made.find(name);
  return made != scope_.made.end() ? scalar(made->second.id, line) : unknown_scalar(line);
}

Result<Node> Evaluator::attribute(const std::string& resource, const std::string& name, int line) {
  const auto found = scope_.resources.find(resource);
  if (found == scope_.resources.end()) {
    return fault(line, "Fn::GetAtt: '" + resource + "' is not a resource of this template");
  }
  const ResourceType& type = *found->second;
  if (std::ranges::find(type.attributes, name) == type.attributes.end()) {
    return fault(line, "Fn::GetAtt: " + std::string(type.name) + " has no attribute '" + name +
                           "' (resource " + resource + ")");
  }
  needs_.insert(resource);
  const auto made = scope_.made.find(resource);
  if (made == scope_.made.end()) return unknown_scalar(line);
  const std::string value = text_of(made->second.attributes, name);
  if (!value.empty()) return scalar(value, line);
  return fault(line, "Fn::GetAtt: the resource " + resource + " has no " + name);
}

Result<void> Evaluator::spend(std::size_t bytes, int line) {
  made_bytes_ += bytes;
  if (made_bytes_ <= made_bytes_max) return {};
  return fault(
      line, "What the functions make is larger than " + std::to_string(made_bytes_max) + " bytes");
}

Result<void> Evaluator::spend_on(const Node& node, int line) { return spend(bytes_of(node), line); }

Result<const std::vector<Node>*> arguments(const Node& argument, std::string_view function,
                                           std::size_t least, std::size_t most) {
  if (argument.is_list() && argument.items.size() >= least && argument.items.size() <= most) {
    return &argument.items;
  }
  const std::string count =
      least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
  return fault(argument.line, std::string(function) + " wants a list of " + count + " items");
}

Result<Node> evaluate(const Node& node, const Scope& scope, std::set<std::string>& needs) {
  return Evaluator(scope, needs).evaluate(node);
}

}  // namespace syncline::cloudformation
