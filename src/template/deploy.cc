#include <algorithm>

#include "base/log.h"
#include "template/plan.h"
#include "template/record.h"
#include "template/template.h"

namespace syncline::cloudformation {
namespace {

// Whether a property that makes the resource anew has another value than before.
bool is_replacement(const ResourceType& type, const JsonObject& before, const JsonObject& now) {
  return std::ranges::any_of(type.properties, [&](const Property& rule) {
    if (!rule.replaces) return false;
    const Json* old_value = before.if_contains(rule.name);
    const Json* new_value = now.if_contains(rule.name);
    if (old_value == nullptr || new_value == nullptr) return old_value != new_value;
    return *old_value != *new_value;
  });
}

// The error of a control plane's operation, told as one of the template.
std::unexpected<Error> resource_fault(const Resource& resource, const Error& error) {
  return fault(resource.line, resource.id + " (" + resource.type + "): " + error.message,
               error.kind);
}

class Deployer {
 public:
  Deployer(const Document& document, Plan plan, Record record, control::Rooms& rooms)
      : document_(document), plan_(std::move(plan)), record_(std::move(record)), rooms_(rooms) {}

  Task<Result<Deployment>> run() {
    mark_gone();
    CO_TRY(co_await remove_outdated([](const ResourceType& type) { return type.removed_first; }));
    for (const PlannedResource& planned : plan_.order) CO_TRY(co_await settle(planned));
    CO_TRY(co_await remove_outdated([](const ResourceType&) { return true; }));
    CO_TRY(keep_record(record_, rooms_));
    co_return describe();
  }

 private:
  // What the template no longer has, or has as another type, is to be removed.
  void mark_gone() {
    for (Made& made : record_.made) {
      const auto planned = plan_.scope.resources.find(made.logical_id);
      if (planned == plan_.scope.resources.end() || planned->second->name != made.type) {
        made.outdated = true;
      }
    }
  }

  // Makes one resource what the template says: creates, updates or replaces it.
  Task<Result<void>> settle(const PlannedResource& planned) {
    const Resource& resource = *planned.resource;
    std::set<std::string> needs;
    CO_TRY(const Node evaluated, evaluate(resource.properties, plan_.scope, needs));
    std::vector<Note> already_said;
    CO_TRY(JsonObject properties, check_properties(evaluated, planned.type->properties,
                                                   resource.type, resource.line, already_said));
    Made* before = record_.find(resource.id);
    if (before != nullptr && is_replacement(*planned.type, before->properties, properties)) {
      CO_TRY(check_replaceable(planned, *before, properties));
      log_info("stack {}: {} is replaced", record_.stack, resource.id);
      before->outdated = true;
      before->retained = resource.replaced_retained;
      before = nullptr;
    }
    const Target target{rooms_, record_.stack, resource.id, properties, before};
    auto physical = co_await make(*planned.type, target);
    if (!physical) co_return resource_fault(resource, physical.error());
    plan_.scope.made[resource.id] = *physical;
    co_return note_made({.logical_id = resource.id,
                         .type = resource.type,
                         .physical = *std::move(physical),
                         .properties = std::move(properties),
                         .retained = resource.retained});
  }

  static Result<void> check_replaceable(const PlannedResource& planned, const Made& before,
                                        const JsonObject& now) {
    const std::string_view name = planned.type->name_property;
    if (name.empty()) return {};
    const std::string given = text_of(now, name);
    if (given.empty() || given != text_of(before.properties, name)) return {};
    return fault(planned.resource->line,
                 planned.resource->id + " (" + planned.resource->type +
                     "): this change makes a new one, which cannot have the name " + given +
                     " of the old: change '" + std::string(name) + "' as well");
  }

  // What was removed behind the stack's back is made again.
  static Task<Result<Physical>> make(const ResourceType& type, const Target& target) {
    if (target.before == nullptr) co_return co_await type.create(target);
    auto updated = co_await type.update(target);
    if (updated || updated.error().kind != ErrorKind::not_found) co_return updated;
    auto created = co_await type.create(target);
    // It was there after all: what was not found is something that it names.
    if (!created && created.error().kind == ErrorKind::conflict) co_return updated;
    co_return created;
  }

  // The record is kept after each step, so that a run that ends early leaves nothing unknown.
  Result<void> note_made(Made made) {
    Made* before = record_.find(made.logical_id);
    if (before == nullptr) {
      record_.made.push_back(std::move(made));
      return keep_record(record_, rooms_);
    }
    const bool same = before->physical.id == made.physical.id &&
                      before->physical.attributes == made.physical.attributes &&
                      before->properties == made.properties && before->retained == made.retained;
    *before = std::move(made);
    return same ? Result<void>() : keep_record(record_, rooms_);
  }

  // In the reverse of the order in which they were made.
  template <class Which>
  Task<Result<void>> remove_outdated(Which which) {
    for (std::size_t i = record_.made.size(); i-- > 0;) {
      const Made made = record_.made[i];
      const ResourceType* type = find_resource_type(made.type);
      if (!made.outdated || (type != nullptr && !which(*type))) continue;
      if (type != nullptr && !made.retained) {
        const Target target{rooms_, record_.stack, made.logical_id, made.properties, &made};
        const auto removed = co_await type->remove(target);
        if (!removed && removed.error().kind != ErrorKind::not_found) {
          co_return fault(
              1, "removing " + made.logical_id + " (" + made.type + "): " + removed.error().message,
              removed.error().kind);
        }
      }
      record_.made.erase(record_.made.begin() + static_cast<std::ptrdiff_t>(i));
      CO_TRY(keep_record(record_, rooms_));
    }
    co_return Result<void>();
  }

  Result<Deployment> describe() {
    Deployment deployment{.stack = record_.stack};
    for (const Resource& resource : document_.resources) {
      const auto made = plan_.scope.made.find(resource.id);
      if (made == plan_.scope.made.end()) continue;
      deployment.physical_ids[resource.id] = made->second.id;
      if (resource.type == "AWS::AppSync::GraphQLApi") {
        deployment.api_ids.push_back(text_of(made->second.attributes, "ApiId"));
      }
    }
    for (const Output* output : plan_.outputs) {
      std::set<std::string> needs;
      TRY(const Node value, evaluate(output->value, plan_.scope, needs));
      deployment.outputs[output->id] = Json(value.text);
    }
    return deployment;
  }

  const Document& document_;
  Plan plan_;
  Record record_;
  control::Rooms& rooms_;
};

// Everything up to the first change.
Result<Deployer> prepare(const Document& document,
                         const std::map<std::string, std::string>& parameters,
                         std::string_view name, std::string_view stack, control::Rooms& rooms) {
  TRY(Record record, load_record(stack_name(stack.empty() ? name : stack), rooms));
  TRY(Plan plan,
      make_plan(document, parameters, {.name = record.stack, .id = record.stack_id}, rooms));
  for (const Note& note : plan.notes) log_warning("{}:{}: {}", name, note.line, note.text);
  return Deployer(document, std::move(plan), std::move(record), rooms);
}

// `name:line: ` before the message of a fault that knows its line.
Error located(std::string_view name, Error error) {
  const Json* line = find_member(error.detail, "line");
  const std::string number = line != nullptr ? to_json(*line) : "1";
  error.message = std::string(name) + ":" + number + ": " + error.message;
  error.type = "TemplateError";
  return error;
}

}  // namespace

Task<Result<Deployment>> deploy(std::string_view name, std::string_view text,
                                const std::map<std::string, std::string>& parameters,
                                control::Rooms& rooms, std::string_view stack) {
  auto document = parse_template(text);
  if (!document) co_return std::unexpected(located(name, std::move(document).error()));
  auto deployer = prepare(*document, parameters, name, stack, rooms);
  if (!deployer) co_return std::unexpected(located(name, std::move(deployer).error()));
  auto deployment = co_await deployer->run();
  if (!deployment) co_return std::unexpected(located(name, std::move(deployment).error()));
  co_return deployment;
}

}  // namespace syncline::cloudformation
