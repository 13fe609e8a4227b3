#include "template/record.h"

#include <algorithm>

#include "base/text.h"

namespace syncline::cloudformation {
namespace {

constexpr std::string_view kind = "stack";

Json write_made(const Made& made) {
  return {{"logicalId", made.logical_id},   {"type", made.type},
          {"physicalId", made.physical.id}, {"attributes", made.physical.attributes},
          {"properties", made.properties},  {"retained", made.retained},
          {"outdated", made.outdated}};
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
  return {.logical_id = text_at(record, {"logicalId"}),
          .type = text_at(record, {"type"}),
          .physical = {text_at(record, {"physicalId"}), object_at(record, "attributes")},
          .properties = object_at(record, "properties"),
          .retained = flag_at(record, "retained"),
          .outdated = flag_at(record, "outdated")};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Made* Record::find(std::string_view logical_id) {
  const auto found = std::ranges::find_if(
      made, [&](const Made& one) { return one.logical_id == logical_id && !one.outdated; });
  return found != made.end() ? &*found : nullptr;
}

Result<Record> load_record(std::string_view stack, const control::Rooms& rooms) {
  Record record{.stack = std::string(stack)};
  TRY(const auto kept, rooms.catalog.document(kind, stack));
  if (!kept) {
    record.stack_id = "arn:aws:cloudformation:" + rooms.region + ":" + rooms.account + ":stack/" +
                      record.stack + "/" + random_uuid();
    return record;
  }
  record.stack_id = text_at(*kept, {"stackId"});
  const Json* made = find_member(*kept, "resources");
  if (made == nullptr || !made->is_array()) return record;
  for (const Json& one : made->get_array()) record.made.push_back(read_made(one));
  return record;
}

Result<void> keep_record(const Record& record, const control::Rooms& rooms) {
  JsonArray made;
  for (const Made& one : record.made) made.push_back(write_made(one));
  return rooms.catalog.put_document(
      kind, record.stack, JsonObject{{"stackId", record.stack_id}, {"resources", std::move(made)}});
}

std::string stack_name(std::string_view file) {
  const auto slash = file.find_last_of('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  std::string name(file.substr(0, file.find('.', 1)));
  for (char& c : name) {
    if (!is_letter(c) && !is_digit(c)) c = '-';
  }
  if (name.empty() || !is_letter(name.front())) name.insert(0, "stack-");
  name.resize(std::min<std::size_t>(name.size(), 128));
  return name;
}

}  // namespace syncline::cloudformation
