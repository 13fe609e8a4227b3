#include "template/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "control/input.h"
#include "template/template.h"

namespace syncline::cloudformation {
namespace {

constexpr std::string_view stack_kind = "stack";
constexpr std::string_view made_kind = "stack-resource";

// No stack's name has a slash, and the numbers sort as they were given.
std::string made_name(const Record& record, const Made& made) {
  return fmt::format("{}/{:010}", record.stack, made.number);
}

Json write_made(const Made& made) {
  return {{"number", made.number},
          {"logicalId", made.logical_id},
          {"type", made.type},
          {"physicalId", made.physical.id},
          {"attributes", made.physical.attributes},
          {"properties", made.properties},
          {"retained", made.retained},
          {"outdated", made.outdated},
          {"pending", made.pending}};
}

JsonObject object_at(const Json& record, std::string_view name) {
  const Json* found = find_member(record, name);
  return found != nullptr && found->is_object() ? found->get_object() : JsonObject();
}

bool flag_at(const Json& record, std::string_view name) {
  const Json* found = find_member(record, name);
  return found != nullptr && found->is_bool() && found->get_bool();
}

Made read_made(const Json& record) {
  const Json* number = find_member(record, "number");
  return {.number = number != nullptr && number->is_int64() ? number->get_int64() : 0,
          .logical_id = text_at(record, {"logicalId"}),
          .type = text_at(record, {"type"}),
          .physical = {text_at(record, {"physicalId"}), object_at(record, "attributes")},
          .properties = object_at(record, "properties"),
          .retained = flag_at(record, "retained"),
          .outdated = flag_at(record, "outdated"),
          .pending = flag_at(record, "pending")};
}

}  // namespace

Made* Record::find(std::string_view logical_id) {
  const auto found = std::ranges::find_if(
      made, [&](const Made& one) { return one.logical_id == logical_id && !one.outdated; });
  return found != made.end() ? &*found : nullptr;
}

Made& Record::add() {
  const std::int64_t number = made.empty() ? 1 : made.back().number + 1;
  return made.emplace_back(Made{.number = number});
}

Result<Record> load_record(std::string_view stack, const control::Rooms& rooms) {
  Record record{.stack = std::string(stack)};
  TRY(const auto kept, rooms.catalog.document(stack_kind, stack));
  record.stack_id = kept ? text_at(*kept, {"stackId"})
                         : "arn:aws:cloudformation:" + rooms.region + ":" + rooms.account +
                               ":stack/" + record.stack + "/" + random_uuid();
  TRY(const auto made, rooms.catalog.documents(made_kind, record.stack + "/"));
  for (const auto& one : made) record.made.push_back(read_made(one.value));
  return record;
}

Result<void> keep_stack(const Record& record, const control::Rooms& rooms) {
  return rooms.catalog.put_document(stack_kind, record.stack,
                                    JsonObject{{"stackId", record.stack_id}});
}

Result<void> forget_stack(const Record& record, const control::Rooms& rooms) {
  return rooms.catalog.remove_document(stack_kind, record.stack);
}

Result<void> keep_made(const Record& record, const Made& made, const control::Rooms& rooms) {
  return rooms.catalog.put_document(made_kind, made_name(record, made), write_made(made));
}

Result<void> forget_made(const Record& record, const Made& made, const control::Rooms& rooms) {
  return rooms.catalog.remove_document(made_kind, made_name(record, made));
}

std::string stack_name(std::string_view text) {
  std::string name(text);
  for (char& c : name) {
    if (!control::is_letter(c) && !control::is_digit(c)) c = '-';
  }
  if (name.empty() || !control::is_letter(name.front())) name.insert(0, "stack-");
  name.resize(std::min<std::size_t>(name.size(), 128));
  return name;
}

Result<std::vector<std::string>> kept_stacks(const control::Rooms& rooms) {
  TRY(const auto kept, rooms.catalog.documents(stack_kind));
  std::vector<std::string> names;
  for (const auto& one : kept) names.push_back(one.name);
  return names;
}

}  // namespace syncline::cloudformation
