// Fn::Sub: text with ${Name}, ${Resource.Attribute} and ${!Literal} (AWS CloudFormation template
// reference, "Fn::Sub").
#include <algorithm>
#include <map>

#include "control/input.h"
#include "template/evaluator.h"

namespace syncline::cloudformation {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return control::is_letter(c) || control::is_digit(c) || c == '_' || c == '.' || c == ':';
  });
}

class Substitution {
 public:
  Substitution(Evaluator& evaluator, int line) : evaluator_(evaluator), line_(line) {}

  Result<void> read_variables(const Node& variables) {
    if (!variables.is_map()) return fault(variables.line, "Fn::Sub wants a map of variables");
    for (const Member& member : variables.members) {
      TRY(Node value, evaluator_.evaluate_text(member.value, "Fn::Sub"));
      variables_.emplace(member.name, std::move(value));
    }
    return {};
  }

  Result<Node> run(std::string_view text) {
    Node out = scalar("", line_);
    while (true) {
      const auto begin = text.find("${");
      out.text.append(text.substr(0, begin));
      if (begin == std::string_view::npos) return out;
      const auto end = text.find('}', begin);
      if (end == std::string_view::npos) return fault(line_, "Fn::Sub: a '${' has no '}'");
      const std::string_view name = text.substr(begin + 2, end - begin - 2);
      text.remove_prefix(end + 1);
      if (name.starts_with('!')) {
        out.text.append("${").append(name.substr(1)).append("}");
        continue;
      }
      TRY(const Node value, value_of(name));
      TRY(evaluator_.spend(value.text.size(), line_));
      out.text += value.text;
      out.known = out.known && value.known;
    }
  }

 private:
  Result<Node> value_of(std::string_view name) {
    if (!is_name(name)) {
      return fault(line_, "Fn::Sub: '${" + std::string(name) + "}' is no name; '${!" +
                              std::string(name) + "}' would leave it as it is");
    }
    if (const auto own = variables_.find(name); own != variables_.end()) return own->second;
    const auto dot = name.find('.');
    if (dot != std::string_view::npos) {
      return evaluator_.attribute(std::string(name.substr(0, dot)),
                                  std::string(name.substr(dot + 1)), line_);
    }
    TRY(Node value, evaluator_.reference(std::string(name), line_));
    if (value.is_scalar()) return value;
    return fault(line_, "Fn::Sub: '" + std::string(name) + "' is not text");
  }

  Evaluator& evaluator_;
  int line_;
  std::map<std::string, Node, std::less<>> variables_;
};

}  // namespace

Result<Node> substitute(Evaluator& evaluator, const Node& argument) {
  Substitution substitution(evaluator, argument.line);
  if (argument.is_scalar()) return substitution.run(argument.text);
  TRY(const auto* items, arguments(argument, "Fn::Sub", 2, 2));
  if (!items->at(0).is_scalar()) return fault(argument.line, "Fn::Sub wants text first");
  TRY(substitution.read_variables(items->at(1)));
  return substitution.run(items->at(0).text);
}

}  // namespace syncline::cloudformation
