#include "script/vtl/methods/methods.h"
#include "script/vtl/run.h"

namespace syncline::script::vtl {
namespace {

// [-1] is the last.
std::int64_t from_the_end(std::int64_t index, std::size_t size) {
  return index < 0 ? index + static_cast<std::int64_t>(size) : index;
}

std::string class_of_argument(const Value& value) { return std::string(value.class_name()); }

std::unexpected<Error> threw(const Value& value, std::string_view method,
                             std::string_view java_exception, const Place& place) {
  std::string message = "Invocation of method '";
  message += method;
  message += "' in  class ";
  message += value.class_name();
  message += " threw exception ";
  message += java_exception;
  return std::unexpected(template_error(message + " at " + to_string(place)));
}

}  // namespace

Result<Value> Run::resolve(const Reference& reference, std::size_t steps) {
  auto value = slots_[reference.slot];
  for (std::size_t i = 0; i < steps && !value.is_null(); ++i) {
    TRY(value, apply(value, reference.steps[i]));
  }
  return value;
}

Result<Value> Run::apply(const Value& value, const Step& step) {
  heap_.spend(1);
  TRY(stopped());
  if (const auto* name = std::get_if<Property>(&step.what)) {
    return property(value, name->name, step.place);
  }
  if (const auto* at = std::get_if<Index>(&step.what)) return index(value, *at, step.place);
  return call(value, std::get<Call>(step.what), step.place);
}

// A getter getName(), a map's member, a getter isName(): in this order.
Result<Value> Run::property(const Value& value, std::string_view name, const Place& place) {
  if (value.is(Kind::object)) return value.as_object().property(heap_, name);
  if (value.is(Kind::map) && name != "class") return value.as_map().get(name);
  std::string getter("get");
  getter += name;
  if (getter[3] >= 'a' && getter[3] <= 'z') getter[3] = static_cast<char>(getter[3] - 'a' + 'A');
  if (find_method(value, getter) != nullptr) return invoke(value, getter, {}, place);
  return invoke(value, getter.replace(0, 3, "is"), {}, place);
}

Result<Value> Run::index(const Value& value, const Index& index, const Place& place) {
  TRY(const auto key, evaluate(index.argument[0]));
  if (value.is(Kind::map)) return value.as_map().get(key);
  if (value.is(Kind::object) && key.is_text()) {
    return value.as_object().property(heap_, key.as_text());
  }
  if (!value.is(Kind::list) || !key.is(Kind::integer)) return Value();
  const auto& items = value.as_list().items;
  const auto at = from_the_end(key.as_whole(), items.size());
  if (at >= 0 && static_cast<std::size_t>(at) < items.size()) {
    return items[static_cast<std::size_t>(at)];
  }
  return std::unexpected(template_error("Error invoking method 'get(java.lang.Integer)' in " +
                                        std::string(value.class_name()) + " at " +
                                        to_string(place)));
}

Result<Value> Run::call(const Value& value, const Call& call, const Place& place) {
  std::vector<Value> args;
  args.reserve(call.arguments.size());
  for (const auto& argument : call.arguments) {
    TRY(const auto given, evaluate(argument));
    args.push_back(given);
  }
  for (const auto& arg : args) {
    if (arg.is_text()) heap_.spend_on(arg.as_text());
  }
  if (!value.is(Kind::object)) return invoke(value, call.name, args, place);
  const auto answer = value.as_object().call(heap_, call.name, args);
  TRY(stopped());
  if (answer) return answer->value_or(Value());
  if (!is_thrown(answer.error())) return std::unexpected(answer.error());
  return threw(value, call.name, answer.error().message, place);
}

// No such method, or none for such arguments, is null; what Java would throw ends the run.
Result<Value> Run::invoke(const Value& value, std::string_view name, Arguments args,
                          const Place& place) {
  const auto* method = find_method(value, name);
  if (method == nullptr) return Value();
  if (method->mutates) mutated_ = true;
  if (value.is_text()) heap_.spend_on(value.as_text());
  auto reply = method->call(heap_, value, args);
  TRY(stopped());
  if (reply) return reply->value_or(Value());
  return threw(value, name, reply.error(), place);
}

// What has no parent, or a parent that takes no members, is not stored, and that is no error.
Result<void> Run::store(const Reference& target, const Value& value) {
  if (target.steps.empty()) {
    slots_[target.slot] = value;
    return {};
  }
  mutated_ = true;
  TRY(const auto parent, resolve(target, target.steps.size() - 1));
  const auto& last = target.steps.back();
  if (const auto* name = std::get_if<Property>(&last.what)) {
    if (!parent.is(Kind::map)) return {};
    return store_member(parent, Value::text(name->name), value, last.place);
  }
  const auto* at = std::get_if<Index>(&last.what);
  if (at == nullptr || parent.is_null()) return {};
  TRY(const auto key, evaluate(at->argument[0]));
  return store_member(parent, key, value, last.place);
}

Result<void> Run::store_member(const Value& parent, const Value& key, const Value& value,
                               const Place& place) {
  if (parent.is(Kind::map)) {
    if (parent.as_map().read_only) {
      return std::unexpected(
          template_error("The map cannot be changed: java.lang.UnsupportedOperationException at " +
                         to_string(place)));
    }
    parent.as_map().put(key, value);
    return {};
  }
  if (!parent.is(Kind::list) || !key.is(Kind::integer)) return {};
  auto& items = parent.as_list().items;
  const auto at = from_the_end(key.as_whole(), items.size());
  if (at >= 0 && static_cast<std::size_t>(at) < items.size()) {
    items[static_cast<std::size_t>(at)] = value;
    return {};
  }
  return std::unexpected(template_error(
      "Exception calling method 'set(java.lang.Integer," + class_of_argument(value) +
      ")' in  class " + std::string(parent.class_name()) + " at " + to_string(place)));
}

}  // namespace syncline::script::vtl
