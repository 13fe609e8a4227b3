#include "template/document.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "control/input.h"
#include "template/read.h"

namespace syncline::cloudformation {
namespace {

bool is_logical_id(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char c) {
    return control::is_letter(c) || control::is_digit(c);
  });
}

Result<void> check_logical_id(const Member& member) {
  if (is_logical_id(member.name)) return {};
  return fault(member.line, "The name '" + member.name + "' may have letters and digits only");
}

Result<std::string> text_of(const Member& member) {
  if (member.value.is_scalar()) return member.value.text;
  return fault(member.line, "'" + member.name + "' must be a word");
}

// A section that is a map, or empty.
Result<Node> section(const Member& member) {
  if (member.value.is_map() || member.value.kind == Node::Kind::null) return member.value;
  return fault(member.line, "The section '" + member.name + "' must be a map");
}

Result<std::vector<std::string>> read_depends_on(const Member& member) {
  std::vector<std::string> names;
  if (member.value.is_scalar()) {
    names.push_back(member.value.text);
    return names;
  }
  if (!member.value.is_list()) return fault(member.line, "'DependsOn' must be a name or a list");
  for (const Node& item : member.value.items) {
    if (!item.is_scalar()) return fault(item.line, "'DependsOn' must be a list of names");
    names.push_back(item.text);
  }
  return names;
}

// Whether the policy keeps what is no longer in the template.
Result<bool> read_retention(const Member& member) {
  TRY(const std::string policy, text_of(member));
  if (policy == "Delete") return false;
  // Nothing is rolled back here, so that "but not on a failed create" makes no difference.
  if (policy == "Retain" || policy == "RetainExceptOnCreate") return true;
  if (policy == "Snapshot") {
    return fault(member.line, member.name + ": Snapshot is not offered here yet",
                 ErrorKind::unsupported);
  }
  return fault(member.line, member.name + " must be Delete, Retain or RetainExceptOnCreate");
}

Result<void> read_resource_member(const Member& member, Resource& resource) {
  if (member.name == "Type") {
    resource.type_line = member.line;
    TRY(resource.type, text_of(member));
  } else if (member.name == "Properties") {
    TRY(resource.properties, section(member));
  } else if (member.name == "DependsOn") {
    TRY(resource.depends_on, read_depends_on(member));
  } else if (member.name == "Condition") {
    TRY(resource.condition, text_of(member));
  } else if (member.name == "DeletionPolicy") {
    TRY(resource.retained, read_retention(member));
  } else if (member.name == "UpdateReplacePolicy") {
    TRY(resource.replaced_retained, read_retention(member));
  } else if (member.name == "CreationPolicy" || member.name == "UpdatePolicy") {
    return fault(member.line, member.name + " is not offered here yet", ErrorKind::unsupported);
  } else if (member.name != "Metadata") {
    return fault(member.line, "A resource has no attribute '" + member.name + "'");
  }
  return {};
}

Result<Resource> read_resource(const Member& entry) {
  TRY(check_logical_id(entry));
  if (!entry.value.is_map()) return fault(entry.line, "A resource must be a map with a 'Type'");
  Resource resource{.id = entry.name, .line = entry.line};
  for (const Member& member : entry.value.members) TRY(read_resource_member(member, resource));
  if (resource.type.empty()) {
    return fault(entry.line, "The resource " + entry.name + " has no 'Type'");
  }
  return resource;
}

Result<std::vector<Resource>> read_resources(const Member& entry) {
  TRY(const Node resources, section(entry));
  // AWS differs: an empty map is taken, since that is how a stack is removed here.
  if (!resources.is_map()) {
    return fault(entry.line, "At least one Resources member must be defined.");
  }
  if (resources.members.size() > limits::cloudformation_resources_max) {
    return fault(entry.line, "A template has at most " +
                                 std::to_string(limits::cloudformation_resources_max) +
                                 " resources");
  }
  std::vector<Resource> out;
  for (const Member& member : resources.members) {
    TRY(Resource resource, read_resource(member));
    out.push_back(std::move(resource));
  }
  return out;
}

Result<Output> read_output(const Member& entry) {
  TRY(check_logical_id(entry));
  if (!entry.value.is_map()) return fault(entry.line, "An output must be a map with a 'Value'");
  Output output{.id = entry.name, .line = entry.line};
  bool given = false;
  for (const Member& member : entry.value.members) {
    if (member.name == "Value") {
      output.value = member.value;
      given = true;
    } else if (member.name == "Condition") {
      TRY(output.condition, text_of(member));
    } else if (member.name != "Description" && member.name != "Export") {
      return fault(member.line, "An output has no attribute '" + member.name + "'");
    }
  }
  if (!given) return fault(entry.line, "The output " + entry.name + " has no 'Value'");
  return output;
}

Result<std::vector<Output>> read_outputs(const Member& entry) {
  TRY(const Node outputs, section(entry));
  std::vector<Output> out;
  for (const Member& member : outputs.members) {
    TRY(Output output, read_output(member));
    out.push_back(std::move(output));
  }
  return out;
}

Result<void> check_version(const Member& entry) {
  TRY(const std::string version, text_of(entry));
  if (version == "2010-09-09") return {};
  return fault(entry.line, "AWSTemplateFormatVersion must be 2010-09-09");
}

// What the transform is called, for the message.
std::string transform_name(const Node& value) {
  if (value.is_scalar()) return value.text;
  if (value.is_list() && !value.items.empty()) return transform_name(value.items.front());
  const Node* name = value.find("Name");
  return name != nullptr && name->is_scalar() ? name->text : "";
}

Result<void> read_section(const Member& entry, Document& document) {
  if (entry.name == "AWSTemplateFormatVersion") return check_version(entry);
  if (entry.name == "Metadata") return {};
  if (entry.name == "Description") {
    TRY(text_of(entry));
  } else if (entry.name == "Parameters") {
    TRY(document.parameters, section(entry));
  } else if (entry.name == "Mappings") {
    TRY(document.mappings, section(entry));
  } else if (entry.name == "Conditions") {
    TRY(document.conditions, section(entry));
  } else if (entry.name == "Resources") {
    TRY(document.resources, read_resources(entry));
  } else if (entry.name == "Outputs") {
    TRY(document.outputs, read_outputs(entry));
  } else if (entry.name == "Transform") {
    return fault(entry.line,
                 "The transform " + transform_name(entry.value) + " is not offered here yet",
                 ErrorKind::unsupported);
  } else if (entry.name == "Rules" || entry.name == "Hooks") {
    return fault(entry.line, "The section " + entry.name + " is not offered here yet",
                 ErrorKind::unsupported);
  } else {
    return fault(entry.line, "A template has no section '" + entry.name + "'");
  }
  return {};
}

}  // namespace

Result<Document> parse_template(std::string_view text) {
  TRY(const Node root, read_text(text));
  if (!root.is_map()) return fault(std::max(root.line, 1), "A template must be a map of sections");
  Document document;
  for (const Member& entry : root.members) TRY(read_section(entry, document));
  if (root.find("Resources") == nullptr) {
    return fault(root.line, "At least one Resources member must be defined.");
  }
  return document;
}

}  // namespace syncline::cloudformation
