#include "dynamo/item_rules.h"

#include "base/limits.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

std::size_t key_bytes(const Value& value) {
  if (const auto* text = value.as<std::string>()) return text->size();
  const auto* binary = value.as<Binary>();
  return binary == nullptr ? 1 : binary->bytes.size();  // a number always fits
}

std::string_view kind_of(const Value& value) {
  return value.type() == Type::string ? "string" : "binary";
}

Result<void> check_key_size(const Value& value, bool is_hash) {
  const auto bytes = key_bytes(value);
  if (is_hash && bytes > limits::hash_key_bytes_max) {
    return invalid_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (!is_hash && bytes > limits::range_key_bytes_max) {
    return invalid_parameter(
        "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
  return {};
}

Result<void> check_item_key(const KeyPart& part, bool is_hash, const Item& item) {
  const auto* value = item.find(part.name);
  if (value == nullptr) {
    return invalid_parameter("Missing the key " + part.name + " in the item");
  }
  if (value->type() != part.type) {
    return invalid_parameter("Type mismatch for key " + part.name +
                             " expected: " + std::string(type_name(part.type)) +
                             " actual: " + std::string(type_name(value->type())));
  }
  if (key_bytes(*value) == 0) {
    return validation_error(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty " +
        std::string(kind_of(*value)) + " value. Key: " + part.name);
  }
  return check_key_size(*value, is_hash);
}

std::unexpected<Error> index_type_mismatch(const KeyPart& part, const Index& index, Type actual) {
  return invalid_parameter("Type mismatch for Index Key " + part.name +
                           " Expected: " + std::string(type_name(part.type)) + " Actual: " +
                           std::string(type_name(actual)) + " IndexName: " + index.name);
}

Result<void> check_index_key(const Index& index, const KeyPart& part, bool is_hash,
                             const Item& item) {
  const auto* value = item.find(part.name);
  if (value == nullptr) return {};  // the index does without this item
  if (value->type() != part.type) return index_type_mismatch(part, index, value->type());
  if (key_bytes(*value) == 0) {
    return validation_error(
        "One or more parameter values are not valid. A value specified for a secondary index key "
        "is "
        "not supported. The AttributeValue for a key attribute cannot contain an empty " +
        std::string(kind_of(*value)) + " value. IndexName: " + index.name +
        ", IndexKey: " + part.name);
  }
  return check_key_size(*value, is_hash);
}

Result<void> check_index_keys(const Table& table, const Item& item) {
  for (const auto& index : table.indexes) {
    for (const auto* part : index.key.parts()) {
      TRY(check_index_key(index, *part, part == &index.key.hash, item));
    }
  }
  return {};
}

bool goes_into(const Path& path, const KeyPart& part) {
  return path.size() > 1 && std::get<std::string>(path.front()) == part.name;
}

std::unexpected<Error> not_scalar(std::string_view which, const KeyPart& part) {
  return validation_error(
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
      "allowed: " +
      std::string(which) + ": " + part.name);
}

}  // namespace

Result<void> check_item(const Table& table, const Item& item) {
  for (const auto* part : table.key.parts()) {
    TRY(check_item_key(*part, part == &table.key.hash, item));
  }
  return check_index_keys(table, item);
}

Result<void> check_updated_item(const Table& table, const Item& item) {
  for (const auto& index : table.indexes) {
    for (const auto* part : index.key.parts()) {
      const auto* value = item.find(part->name);
      if (value == nullptr || value->type() == part->type) continue;
      return validation_error(
          "The update expression attempted to update the secondary index key to unsupported type");
    }
  }
  TRY(check_index_keys(table, item));
  for (const auto& member : item.members()) {
    if (depth_of(member.value) > limits::item_depth_max) {
      return validation_error("Nesting Levels have exceeded supported limits");
    }
  }
  if (size_of(item) > limits::item_bytes_max) {
    return validation_error("Item size to update has exceeded the maximum allowed size");
  }
  return {};
}

Result<void> check_key_part(const KeyPart& part, bool is_hash, const Item& given) {
  const auto* value = given.find(part.name);
  if (value == nullptr || value->type() != part.type) {
    return validation_error("The provided key element does not match the schema");
  }
  if (key_bytes(*value) == 0) {
    return validation_error(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty " +
        std::string(kind_of(*value)) + " value. Key: " + part.name);
  }
  return check_key_size(*value, is_hash);
}

Result<void> check_key(const KeySchema& key, const Item& given) {
  if (given.size() != key.parts().size()) {
    return validation_error("The provided key element does not match the schema");
  }
  for (const auto* part : key.parts()) TRY(check_key_part(*part, part == &key.hash, given));
  return {};
}

bool fits_index_key(const KeyPart& part, bool is_hash, const Value& value) {
  return value.type() == part.type && key_bytes(value) != 0 && check_key_size(value, is_hash);
}

Result<void> check_update_targets(const Table& table, const Update& update) {
  std::vector<Path> paths;
  for (const auto& action : update) {
    const auto& head = std::get<std::string>(action.path.front());
    if (table.key.has(head)) {
      return invalid_parameter("Cannot update attribute " + head +
                               ". This attribute is part of the key");
    }
    paths.push_back(action.path);
    if (action.path.size() > 1 || action.operand.value == nullptr) continue;
    for (const auto& index : table.indexes) {
      for (const auto* part : index.key.parts()) {
        const auto actual = action.operand.value->type();
        if (part->name != head || part->type == actual) continue;
        return index_type_mismatch(*part, index, actual);
      }
    }
  }
  return check_paths_leave_keys(table, paths);
}

Item key_of(const KeySchema& key, const Item& item) {
  Item picked;
  for (const auto* part : key.parts()) {
    if (const auto* value = item.find(part->name)) picked.set(part->name, *value);
  }
  return picked;
}

Result<void> check_paths_leave_keys(const Table& table, const std::vector<Path>& paths) {
  for (const auto& path : paths) {
    for (const auto* part : table.key.parts()) {
      if (goes_into(path, *part)) return not_scalar("Key", *part);
    }
    for (const auto& index : table.indexes) {
      for (const auto* part : index.key.parts()) {
        if (goes_into(path, *part)) return not_scalar("IndexKey", *part);
      }
    }
  }
  return {};
}

void append_paths(const Node& node, std::vector<Path>& paths) {
  if (node.kind == NodeKind::path) paths.push_back(node.path);
  for (const auto& child : node.children) append_paths(child, paths);
}

}  // namespace syncline::dynamo
