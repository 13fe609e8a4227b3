#include "template/plan.h"

#include <algorithm>
#include <set>

#include "template/parameter.h"

namespace syncline::cloudformation {
namespace {

std::map<std::string, Node> pseudo_parameters(const Stack& stack) {
  return {{"AWS::Region", scalar(stack.region, 0)},
          {"AWS::AccountId", scalar(stack.account, 0)},
          {"AWS::Partition", scalar("aws", 0)},
          {"AWS::URLSuffix", scalar("amazonaws.com", 0)},
          {"AWS::StackName", scalar(stack.name, 0)},
          {"AWS::StackId", scalar(stack.id, 0)},
          {"AWS::NotificationARNs", Node{.kind = Node::Kind::list}}};
}

// Adds what types follow (see ResourceType) to what the template itself says, except where it says
// the contrary: a resolver waits for all schemas, but not for that of an API that waits for it.
class Needs {
 public:
  explicit Needs(std::vector<PlannedResource>& planned) : planned_(planned) {
    for (std::size_t i = 0; i < planned.size(); ++i) index_[planned[i].resource->id] = i;
    needs_.resize(planned.size());
    for (std::size_t i = 0; i < planned.size(); ++i) {
      for (const std::string& id : planned[i].needs) needs_[i].insert(index_.at(id));
    }
  }

  void add_unsaid() {
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      for (std::size_t other = 0; other < planned_.size(); ++other) {
        if (follows(i, other) && !needs_[i].contains(other) && !reaches(other, i)) add(i, other);
      }
    }
  }

 private:
  [[nodiscard]] bool follows(std::size_t i, std::size_t other) const {
    const auto& types = planned_[i].type->follows;
    return std::ranges::find(types, planned_[other].type->name) != types.end();
  }

  [[nodiscard]] bool reaches(std::size_t from, std::size_t to) const {
    std::vector<bool> seen(planned_.size());
    std::vector<std::size_t> open{from};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (seen[at]) continue;
      seen[at] = true;
      open.insert(open.end(), needs_[at].begin(), needs_[at].end());
    }
    return false;
  }

  void add(std::size_t i, std::size_t other) {
    needs_[i].insert(other);
    planned_[i].needs.push_back(planned_[other].resource->id);
  }

  std::vector<PlannedResource>& planned_;
  std::map<std::string, std::size_t> index_;
  std::vector<std::set<std::size_t>> needs_;
};

// Sorts so that each resource follows what it needs, and else keeps the template's order.
class Sorter {
 public:
  explicit Sorter(std::vector<PlannedResource>& planned) : planned_(planned) {
    for (std::size_t i = 0; i < planned.size(); ++i) index_[planned[i].resource->id] = i;
  }

  Result<std::vector<PlannedResource>> run() {
    states_.assign(planned_.size(), State::untouched);
    for (std::size_t i = 0; i < planned_.size(); ++i) TRY(visit(i));
    std::vector<PlannedResource> order;
    for (const std::size_t i : order_) order.push_back(std::move(planned_[i]));
    return order;
  }

 private:
  enum class State : unsigned char { untouched, open, done };

  // Depth is at most the number of resources, which is limited.
  Result<void> visit(std::size_t i) {
    if (states_[i] == State::done) return {};
    path_.push_back(i);
    if (states_[i] == State::open) return cycle(i);
    states_[i] = State::open;
    for (const std::string& id : planned_[i].needs) TRY(visit(index_.at(id)));
    states_[i] = State::done;
    order_.push_back(i);
    path_.pop_back();
    return {};
  }

  std::unexpected<Error> cycle(std::size_t again) const {
    std::string names;
    for (auto at = std::ranges::find(path_, again); at != path_.end(); ++at) {
      names += (names.empty() ? "" : " → ") + planned_[*at].resource->id;
    }
    return fault(planned_[again].resource->line, "Circular dependency between resources: " + names);
  }

  std::vector<PlannedResource>& planned_;
  std::map<std::string, std::size_t> index_;
  std::vector<State> states_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> path_;
};

class Planner {
 public:
  explicit Planner(const Document& document) : document_(document) {}

  Result<Plan> run(const std::map<std::string, std::string>& given, const Stack& stack) {
    plan_.scope.values = pseudo_parameters(stack);
    TRY(auto parameters, parameter_values(document_.parameters, given));
    plan_.scope.values.merge(parameters);
    plan_.scope.mappings = document_.mappings;
    TRY(plan_.scope.conditions, evaluate_conditions(document_.conditions, plan_.scope));
    TRY(choose_resources());
    for (PlannedResource& planned : plan_.order) TRY(check_resource(planned));
    Needs(plan_.order).add_unsaid();
    TRY(plan_.order, Sorter(plan_.order).run());
    for (const Output& output : document_.outputs) TRY(check_output(output));
    return std::move(plan_);
  }

 private:
  // Whether the condition, if there is one, lets it be.
  Result<bool> holds(const std::string& condition, int line) const {
    if (condition.empty()) return true;
    const auto found = plan_.scope.conditions.find(condition);
    if (found != plan_.scope.conditions.end()) return found->second;
    return fault(line, "There is no condition '" + condition + "'");
  }

  Result<void> choose_resources() {
    for (const Resource& resource : document_.resources) {
      if (plan_.scope.values.contains(resource.id)) {
        return fault(resource.line, "'" + resource.id + "' is both a parameter and a resource");
      }
      TRY(const bool wanted, holds(resource.condition, resource.line));
      if (!wanted) continue;
      const ResourceType* type = find_resource_type(resource.type);
      if (type == nullptr) {
        return fault(resource.type_line,
                     "The resource type " + resource.type + " (of " + resource.id +
                         ") is not offered here yet",
                     ErrorKind::unsupported);
      }
      plan_.scope.resources[resource.id] = type;
      plan_.order.push_back({.resource = &resource, .type = type, .needs = {}});
    }
    return {};
  }

  Result<void> check_resource(PlannedResource& planned) {
    const Resource& resource = *planned.resource;
    std::set<std::string> needs;
    TRY(const Node properties, evaluate(resource.properties, plan_.scope, needs));
    if (!properties.is_map() && properties.kind != Node::Kind::null) {
      return fault(resource.line, "'Properties' must be a map");
    }
    TRY(const JsonObject checked, check_properties(properties, planned.type->properties,
                                                   resource.type, resource.line, plan_.notes));
    if (planned.type->check != nullptr) {
      if (const auto sound = planned.type->check(checked); !sound) {
        return fault(resource.line,
                     resource.id + " (" + resource.type + "): " + sound.error().message,
                     sound.error().kind);
      }
    }
    for (const std::string& id : resource.depends_on) TRY(add_depends_on(resource, id, needs));
    planned.needs.assign(needs.begin(), needs.end());
    return {};
  }

  // A resource that its own condition takes away need not be waited for.
  Result<void> add_depends_on(const Resource& resource, const std::string& id,
                              std::set<std::string>& needs) const {
    if (plan_.scope.resources.contains(id)) {
      needs.insert(id);
      return {};
    }
    if (std::ranges::find(document_.resources, id, &Resource::id) != document_.resources.end()) {
      return {};
    }
    return fault(resource.line, "DependsOn: '" + id + "' is not a resource of this template");
  }

  Result<void> check_output(const Output& output) {
    TRY(const bool wanted, holds(output.condition, output.line));
    if (!wanted) return {};
    std::set<std::string> needs;
    TRY(const Node value, evaluate(output.value, plan_.scope, needs));
    if (!value.is_scalar()) {
      return fault(output.line, "The value of the output " + output.id + " must be text");
    }
    plan_.outputs.push_back(&output);
    return {};
  }

  const Document& document_;
  Plan plan_;
};

}  // namespace

Result<Plan> make_plan(const Document& document, const std::map<std::string, std::string>& given,
                       const Stack& stack) {
  return Planner(document).run(given, stack);
}

}  // namespace syncline::cloudformation
