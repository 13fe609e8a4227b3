#include "template/resource.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace syncline::cloudformation {
namespace {

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

const ResourceType* find_resource_type(std::string_view name) {
  for (const ResourceType* row : resources_table()) {
    if (row->name == name) return row;
  }
  return nullptr;
}

std::string text_at(const Json& answer, std::initializer_list<std::string_view> path) {
  const Json* at = &answer;
  for (const std::string_view name : path) {
    at = find_member(*at, name);
    if (at == nullptr) return "";
  }
  return at->is_string() ? std::string(at->get_string()) : "";
}

std::string text_of(const JsonObject& properties, std::string_view name) {
  const Json* found = properties.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

Result<void> check_tag_keys(const JsonObject& properties) {
  const Json* tags = properties.if_contains("Tags");
  if (tags == nullptr || !tags->is_array()) return {};
  std::set<std::string> keys;
  for (const Json& one : tags->get_array()) {
    const auto* key = find_string(one, "Key");
    if (key == nullptr) continue;  // not known yet
    if (key->starts_with("aws:")) {
      return fail(ErrorKind::invalid, "TemplateError",
                  "the tag key '" + std::string(*key) + "' begins with 'aws:', which is reserved");
    }
    if (!keys.emplace(*key).second) {
      return fail(ErrorKind::invalid, "TemplateError",
                  "the tag key '" + std::string(*key) + "' stands here twice");
    }
  }
  return {};
}

std::string generated_name(const Target& target, std::size_t longest) {
  const std::string unique = "-" + upper(random_id(12));
  std::string name(target.stack);
  name.append("-").append(target.logical_id);
  name.resize(std::min(name.size(), longest - unique.size()));
  return name + unique;
}

JsonObject tags_to_map(const JsonObject& properties) {
  JsonObject map;
  const Json* tags = properties.if_contains("Tags");
  if (tags == nullptr || !tags->is_array()) return map;
  for (const Json& one : tags->get_array()) {
    map[text_at(one, {"Key"})] = text_at(one, {"Value"});
  }
  return map;
}

Task<Result<void>> perform(std::string operation, JsonObject input, control::Rooms& rooms) {
  CO_TRY(co_await control::call(operation, input, rooms));
  co_return Result<void>();
}

}  // namespace syncline::cloudformation
