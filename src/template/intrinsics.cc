// The intrinsic functions that have a value. Those of conditions are in conditions.cc.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "template/evaluator.h"

namespace syncline::cloudformation {
namespace {

Result<Node> run_ref(Evaluator& evaluator, const Node& argument) {
  if (argument.is_scalar()) return evaluator.reference(argument.text, argument.line);
  return fault(argument.line, "Ref wants the name of a parameter or resource");
}

// "Resource.Attribute", or [Resource, Attribute] where the second may be a Ref to a parameter.
Result<Node> run_get_att(Evaluator& evaluator, const Node& argument) {
  constexpr std::string_view function = "Fn::GetAtt";
  if (argument.is_scalar()) {
    const auto dot = argument.text.find('.');
    if (dot == std::string::npos) {
      return fault(argument.line, "Fn::GetAtt wants 'Resource.Attribute'");
    }
    return evaluator.attribute(argument.text.substr(0, dot), argument.text.substr(dot + 1),
                               argument.line);
  }
  TRY(const auto* items, arguments(argument, function, 2, 2));
  if (!items->at(0).is_scalar()) return fault(argument.line, "Fn::GetAtt wants a resource's name");
  TRY(const Node name, evaluator.evaluate_text(items->at(1), function));
  return evaluator.attribute(items->at(0).text, name.text, argument.line);
}

Result<Node> run_join(Evaluator& evaluator, const Node& argument) {
  constexpr std::string_view function = "Fn::Join";
  TRY(const auto* items, arguments(argument, function, 2, 2));
  if (!items->at(0).is_scalar()) return fault(argument.line, "Fn::Join wants a delimiter first");
  TRY(const Node list, evaluator.evaluate_list(items->at(1), function));
  if (list.is_scalar()) return list;  // not known yet
  Node out = scalar("", argument.line);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Node& item = list.items[i];
    if (!item.is_scalar()) return fault(item.line, "Fn::Join wants a list of text");
    TRY(evaluator.spend(items->at(0).text.size() + item.text.size(), argument.line));
    if (i > 0) out.text += items->at(0).text;
    out.text += item.text;
    out.known = out.known && item.known;
  }
  return out;
}

Result<Node> run_select(Evaluator& evaluator, const Node& argument) {
  constexpr std::string_view function = "Fn::Select";
  TRY(const auto* items, arguments(argument, function, 2, 2));
  TRY(const Node index, evaluator.evaluate_text(items->at(0), function));
  TRY(const Node list, evaluator.evaluate_list(items->at(1), function));
  if (list.is_scalar() || !index.known) return unknown_scalar(argument.line);
  std::size_t at = 0;
  const char* const end = index.text.data() + index.text.size();
  const auto read = std::from_chars(index.text.data(), end, at);
  if (read.ec != std::errc() || read.ptr != end || at >= list.items.size()) {
    return fault(argument.line, "Fn::Select: there is no item '" + index.text + "' in a list of " +
                                    std::to_string(list.items.size()));
  }
  return list.items[at];
}

Result<Node> run_split(Evaluator& evaluator, const Node& argument) {
  constexpr std::string_view function = "Fn::Split";
  TRY(const auto* items, arguments(argument, function, 2, 2));
  const Node& delimiter = items->at(0);
  if (!delimiter.is_scalar() || delimiter.text.empty()) {
    return fault(argument.line, "Fn::Split wants a delimiter first");
  }
  TRY(const Node text, evaluator.evaluate_text(items->at(1), function));
  if (!text.known) return text;
  Node out{.kind = Node::Kind::list, .line = argument.line};
  std::string_view rest = text.text;
  while (true) {
    TRY(evaluator.spend(sizeof(Node), argument.line));
    const auto at = rest.find(delimiter.text);
    out.items.push_back(scalar(std::string(rest.substr(0, at)), argument.line));
    if (at == std::string_view::npos) return out;
    rest.remove_prefix(at + delimiter.text.size());
  }
}

Result<Node> run_find_in_map(Evaluator& evaluator, const Node& argument) {
  constexpr std::string_view function = "Fn::FindInMap";
  TRY(const auto* items, arguments(argument, function, 3, 3));
  const Node* at = &evaluator.scope().mappings;
  std::string path;
  for (const Node& item : *items) {
    TRY(const Node key, evaluator.evaluate_text(item, function));
    path += (path.empty() ? "" : ".") + key.text;
    at = key.known ? at->find(key.text) : nullptr;
    if (at == nullptr) {
      return fault(argument.line, "Fn::FindInMap: the mappings have no '" + path + "'");
    }
  }
  TRY(evaluator.spend_on(*at, argument.line));
  return *at;
}

Result<Node> run_if(Evaluator& evaluator, const Node& argument) {
  TRY(const auto* items, arguments(argument, "Fn::If", 3, 3));
  const Node& name = items->at(0);
  const auto& conditions = evaluator.scope().conditions;
  const auto found = conditions.find(name.text);
  if (!name.is_scalar() || found == conditions.end()) {
    return fault(argument.line, "Fn::If: there is no condition '" + name.text + "'");
  }
  return evaluator.evaluate(items->at(found->second ? 1 : 2));
}

Result<Node> run_base64(Evaluator& evaluator, const Node& argument) {
  TRY(const Node text, evaluator.evaluate_text(argument, "Fn::Base64"));
  return text.known ? scalar(base64_encode(text.text), argument.line) : text;
}

constexpr std::array<Intrinsic, 9> intrinsics{{
    {"Ref", run_ref},
    {"Fn::GetAtt", run_get_att},
    {"Fn::Sub", substitute},
    {"Fn::Join", run_join},
    {"Fn::Select", run_select},
    {"Fn::Split", run_split},
    {"Fn::FindInMap", run_find_in_map},
    {"Fn::If", run_if},
    {"Fn::Base64", run_base64},
}};

}  // namespace

const Intrinsic* find_intrinsic(std::string_view name) {
  const auto found = std::ranges::find(intrinsics, name, &Intrinsic::name);
  return found != intrinsics.end() ? &*found : nullptr;
}

}  // namespace syncline::cloudformation
