#include <algorithm>

#include "base/log.h"
#include "template/plan.h"
#include "template/record.h"
#include "template/template.h"

namespace syncline::cloudformation {
namespace {

// What the property is: what stands there, or what it is when nothing does; null when that is not
// known.
Json value_of(const JsonObject& properties, const Property& rule) {
  if (const Json* given = properties.if_contains(rule.name)) return *given;
  return rule.otherwise.empty() ? Json() : Json(rule.otherwise);
}

// Whether a property that makes the resource anew has another value than before.
bool is_replacement(const ResourceType& type, const JsonObject& before, const JsonObject& now) {
  return std::ranges::any_of(type.properties, [&](const Property& rule) {
    return rule.replaces && value_of(before, rule) != value_of(now, rule);
  });
}

// Whether an operation that failed so has certainly made nothing.
bool made_nothing(const Error& error) {
  return error.kind == ErrorKind::invalid || error.kind == ErrorKind::unsupported ||
         error.kind == ErrorKind::conflict || error.kind == ErrorKind::not_found;
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

  // All that control changes is gathered in the catalog, and kept with the record in one batch:
  // when a run is killed, the one is there if and only if the other is. What is made outside of the
  // catalog has its name reserved there before (see make_outside).
  Task<Result<Deployment>> run() {
    rooms_.catalog.gather();
    const auto done = co_await work();
    const auto forgotten = record_.made.empty() ? forget_stack(record_, rooms_) : Result<void>();
    // What was made before a fault is kept too: the next run goes on from there.
    const auto kept = rooms_.catalog.keep();
    for (const auto* step : {&done, &forgotten, &kept}) {
      if (!*step) co_return std::unexpected(step->error());
    }
    co_return describe();
  }

 private:
  Task<Result<void>> work() {
    CO_TRY(keep_stack(record_, rooms_));
    mark_gone();
    CO_TRY(co_await remove_outdated([](const ResourceType& type) { return type.removed_first; }));
    for (const PlannedResource& planned : plan_.order) CO_TRY(co_await settle(planned));
    CO_TRY(co_await remove_outdated([](const ResourceType&) { return true; }));
    co_return Result<void>();
  }

  // Keeps what is gathered, before something changes outside of the catalog.
  Result<void> keep_now() {
    TRY(rooms_.catalog.keep());
    rooms_.catalog.gather();
    return {};
  }

  // What the template no longer has, or has as another type, is to be removed. The marks are not
  // kept: each run sees for itself.
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
    CO_TRY(Made * before, find_present(planned, properties));
    const bool outside = planned.type->reserve != nullptr;
    auto physical = outside ? co_await make_outside(planned, properties, before)
                            : co_await make(*planned.type, target_of(planned, properties, before));
    if (!physical) co_return resource_fault(resource, physical.error());
    plan_.scope.made[resource.id] = *physical;
    co_return note_made(before, {.logical_id = resource.id,
                                 .type = resource.type,
                                 .physical = *std::move(physical),
                                 .properties = std::move(properties),
                                 .retained = resource.retained});
  }

  // What is there for the resource and can become what the template says: what stands for it now,
  // else an earlier one that a run which failed was about to replace, else one of the same name of
  // its own that stood elsewhere in the template. Null when there is none.
  Result<Made*> find_present(const PlannedResource& planned, const JsonObject& properties) {
    Made* now = record_.find(planned.resource->id);
    if (now != nullptr && !is_replacement(*planned.type, now->properties, properties)) return now;
    Made* earlier = find_outdated(planned, properties);
    if (now != nullptr) {
      if (earlier == nullptr) TRY(check_replaceable(planned, *now, properties));
      log_info("stack {}: {} is replaced", record_.stack, planned.resource->id);
      now->outdated = true;
      now->retained = planned.resource->replaced_retained;
      TRY(keep_made(record_, *now, rooms_));
    }
    if (earlier != nullptr) {
      earlier->outdated = false;
      earlier->logical_id = planned.resource->id;
      TRY(keep_made(record_, *earlier, rooms_));
    }
    return earlier;
  }

  Made* find_outdated(const PlannedResource& planned, const JsonObject& properties) {
    const std::string_view name = planned.type->name_property;
    const std::string given = name.empty() ? "" : text_of(properties, name);
    for (auto made = record_.made.rbegin(); made != record_.made.rend(); ++made) {
      if (!made->outdated || made->type != planned.resource->type) continue;
      const bool same_name = !given.empty() && made->physical.id == given;
      if (made->logical_id != planned.resource->id && !same_name) continue;
      if (!is_replacement(*planned.type, made->properties, properties)) return &*made;
    }
    return nullptr;
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

  Target target_of(const PlannedResource& planned, const JsonObject& properties,
                   const Made* before) {
    return {.rooms = rooms_,
            .stack = record_.stack,
            .logical_id = planned.resource->id,
            .properties = properties,
            .before = before};
  }

  // What was removed behind the stack's back is made again.
  static Task<Result<Physical>> make(const ResourceType& type, Target target) {
    if (target.before == nullptr) co_return co_await type.create(target);
    auto updated = co_await type.update(target);
    if (updated || updated.error().kind != ErrorKind::not_found) co_return updated;
    auto created = co_await type.create(target);
    // It was there after all: what was not found is something that it names.
    if (!created && created.error().kind == ErrorKind::conflict) co_return updated;
    co_return created;
  }

  // The same for what is not in the catalog: its name is kept before it is made, so that it is
  // found when the run is killed then. `before` becomes the entry of that name.
  Task<Result<Physical>> make_outside(const PlannedResource& planned, const JsonObject& properties,
                                      Made*& before) {
    const ResourceType& type = *planned.type;
    Target target = target_of(planned, properties, before);
    if (before != nullptr) {
      CO_TRY(keep_now());
      auto updated = co_await type.update(target);
      if (updated || updated.error().kind != ErrorKind::not_found) co_return updated;
    }
    std::string name;
    if (before != nullptr && before->pending) {
      name = before->physical.id;
    } else {
      CO_TRY(name, co_await type.reserve(target));
    }
    if (before == nullptr) before = &record_.add();
    *before = {.number = before->number,
               .logical_id = planned.resource->id,
               .type = planned.resource->type,
               .physical = {.id = std::move(name), .attributes = {}},
               .properties = properties,
               .retained = planned.resource->retained,
               .pending = true};
    CO_TRY(keep_made(record_, *before, rooms_));
    CO_TRY(keep_now());
    target.before = before;
    target.reserved = before->physical.id;
    auto created = co_await type.create(target);
    if (!created && made_nothing(created.error())) CO_TRY(forget(*before));
    co_return created;
  }

  Result<void> note_made(Made* before, Made made) {
    if (before == nullptr) before = &record_.add();
    made.number = before->number;
    const bool same = !before->pending && before->physical.id == made.physical.id &&
                      before->physical.attributes == made.physical.attributes &&
                      before->properties == made.properties && before->retained == made.retained;
    *before = std::move(made);
    return same ? Result<void>() : keep_made(record_, *before, rooms_);
  }

  Result<void> forget(const Made& made) {
    TRY(forget_made(record_, made, rooms_));
    record_.made.remove_if([&](const Made& one) { return &one == &made; });
    return {};
  }

  // In the reverse of the order in which they were made.
  template <class Which>
  Task<Result<void>> remove_outdated(Which which) {
    for (auto at = record_.made.end(); at != record_.made.begin();) {
      Made& made = *--at;
      const ResourceType* type = find_resource_type(made.type);
      if (!made.outdated || (type != nullptr && !which(*type))) continue;
      if (type != nullptr && !made.retained) CO_TRY(co_await remove(*type, made));
      ++at;
      CO_TRY(forget(made));
    }
    co_return Result<void>();
  }

  Task<Result<void>> remove(const ResourceType& type, const Made& made) {
    if (type.reserve != nullptr) CO_TRY(keep_now());
    const Target target{.rooms = rooms_,
                        .stack = record_.stack,
                        .logical_id = made.logical_id,
                        .properties = made.properties,
                        .before = &made};
    const auto removed = co_await type.remove(target);
    if (removed || removed.error().kind == ErrorKind::not_found) co_return Result<void>();
    co_return fault(
        1, "removing " + made.logical_id + " (" + made.type + "): " + removed.error().message,
        removed.error().kind);
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

// The file's name without its folder and ending: "dir/app.dev.yaml" is "app.dev".
std::string_view stem_of(std::string_view file) {
  const auto slash = file.find_last_of('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  const auto dot = file.find_last_of('.');
  return dot == 0 ? file : file.substr(0, dot);
}

// Everything up to the first change.
Result<Deployer> prepare(const Document& document,
                         const std::map<std::string, std::string>& parameters,
                         std::string_view name, std::string_view stack, control::Rooms& rooms) {
  TRY(Record record, load_record(stack_name(stack.empty() ? stem_of(name) : stack), rooms));
  const Stack its{.name = record.stack,
                  .id = record.stack_id,
                  .region = rooms.region,
                  .account = rooms.account};
  TRY(Plan plan, make_plan(document, parameters, its));
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

Result<std::set<std::string>> parameter_names(std::string_view text) {
  TRY(const Document document, parse_template(text));
  std::set<std::string> names;
  for (const Member& declaration : document.parameters.members) names.insert(declaration.name);
  return names;
}

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
