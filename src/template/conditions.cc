// The Conditions section (AWS CloudFormation template reference, "Condition functions").
#include "base/limits.h"
#include "template/evaluator.h"

namespace syncline::cloudformation {
namespace {

class Conditions {
 public:
  // Conditions know no resources.
  Conditions(const Node& section, const Scope& scope)
      : section_(section),
        scope_{.values = scope.values,
               .mappings = scope.mappings,
               .conditions = {},
               .resources = {},
               .made = {}},
        evaluator_(scope_, needs_) {}

  Result<std::map<std::string, bool>> run() {
    for (const Member& member : section_.members) TRY(named(member.name, member.line));
    return known_;
  }

 private:
  Result<bool> named(const std::string& name, int line) {
    if (const auto found = known_.find(name); found != known_.end()) return found->second;
    const Node* definition = section_.find(name);
    if (definition == nullptr) return fault(line, "There is no condition '" + name + "'");
    if (!open_.insert(name).second) {
      return fault(line, "The condition '" + name + "' refers to itself");
    }
    TRY(const bool value, holds(*definition));
    open_.erase(name);
    known_[name] = value;
    return value;
  }

  // Counts the functions that stand inside each other, through the conditions that they name too.
  Result<bool> holds(const Node& node) {
    if (depth_ >= limits::json_depth_max) {
      return fault(node.line, "The conditions refer to each other too deeply");
    }
    ++depth_;
    auto value = function(node);
    --depth_;
    return value;
  }

  Result<bool> function(const Node& node) {
    if (!node.is_map() || node.members.size() != 1) {
      return fault(node.line, "A condition must be one condition function");
    }
    const Member& call = node.members[0];
    if (call.name == "Condition") {
      if (!call.value.is_scalar()) return fault(call.line, "Condition wants a name");
      return named(call.value.text, call.line);
    }
    if (call.name == "Fn::Equals") return equals(call.value);
    if (call.name == "Fn::Not") {
      TRY(const auto* items, arguments(call.value, call.name, 1, 1));
      TRY(const bool value, holds(items->at(0)));
      return !value;
    }
    if (call.name == "Fn::And" || call.name == "Fn::Or") return several(call);
    return fault(call.line, call.name + " is not a condition function");
  }

  Result<bool> several(const Member& call) {
    TRY(const auto* items, arguments(call.value, call.name, 2, 10));
    const bool all = call.name == "Fn::And";
    bool result = all;
    for (const Node& item : *items) {
      TRY(const bool value, holds(item));
      result = all ? result && value : result || value;
    }
    return result;
  }

  Result<bool> equals(const Node& argument) {
    TRY(const auto* items, arguments(argument, "Fn::Equals", 2, 2));
    TRY(const Node left, evaluator_.evaluate(items->at(0)));
    TRY(const Node right, evaluator_.evaluate(items->at(1)));
    // As text: CloudFormation takes 5 and "5" for the same.
    if (left.is_scalar() && right.is_scalar()) return left.text == right.text;
    return json_of(left) == json_of(right);
  }

  const Node& section_;
  Scope scope_;
  std::set<std::string> needs_;
  Evaluator evaluator_;
  std::map<std::string, bool> known_;
  std::set<std::string> open_;
  std::size_t depth_ = 0;
};

}  // namespace

Result<std::map<std::string, bool>> evaluate_conditions(const Node& section, const Scope& scope) {
  return Conditions(section, scope).run();
}

}  // namespace syncline::cloudformation
