#include "graphql/execution/introspection_fields.h"

#include <algorithm>
#include <span>
#include <unordered_set>

#include "graphql/type/scalars.h"

namespace syncline::graphql {
namespace {

struct Asked {
  const Schema& schema;
  bool include_deprecated;
};

// One row for each field of an introspection type.
template <class T>
struct Row {
  std::string_view name;
  Answer (*read)(const Asked&, const T&);
};

template <class T, std::size_t size>
Answer look_up(const Row<T> (&rows)[size], const Asked& asked, const T& shown,
               std::string_view name) {
  for (const Row<T>& row : rows) {
    if (row.name == name) return row.read(asked, shown);
  }
  return Json(nullptr);
}

Answer text(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Answer named_or_null(const NamedType* type) {
  if (type == nullptr) return Json(nullptr);
  return Shown(type);
}

Answer type_of(const Type& type) {
  if (!type.non_null && !type.is_list()) return Shown(type.named);
  return Shown(TypeUse{&type});
}

Answer named_types(const std::vector<const NamedType*>& types) {
  return std::vector<Shown>(types.begin(), types.end());
}

// Fields, arguments, input fields and enum values, deprecated ones only when they are asked for.
template <class T>
Answer members(const Asked& asked, const std::vector<T>& all) {
  std::vector<Shown> shown;
  for (const T& member : all) {
    if (asked.include_deprecated || !member.deprecation_reason) shown.emplace_back(&member);
  }
  return shown;
}

// In the order of the SDL, then those that every schema has.
Answer all_types(const Asked& asked, const Schema&) {
  std::vector<Shown> shown;
  std::unordered_set<std::string_view> told;
  for (const std::string& name : asked.schema.type_order) {
    const NamedType* type = asked.schema.type(name);
    if (type != nullptr && told.insert(type->name).second) shown.emplace_back(type);
  }
  for (const auto& [name, type] : asked.schema.types) {
    if (told.insert(name).second) shown.emplace_back(type.get());
  }
  return shown;
}

Answer all_directives(const Asked&, const Schema& schema) {
  std::vector<Shown> shown;
  for (const DirectiveType& directive : schema.directives) shown.emplace_back(&directive);
  return shown;
}

constexpr Row<Schema> schema_rows[] = {
    {"description", [](const Asked&, const Schema& it) { return text(it.description); }},
    {"types", all_types},
    {"queryType", [](const Asked&, const Schema& it) { return named_or_null(it.query); }},
    {"mutationType", [](const Asked&, const Schema& it) { return named_or_null(it.mutation); }},
    {"subscriptionType",
     [](const Asked&, const Schema& it) { return named_or_null(it.subscription); }},
    {"directives", all_directives},
};

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::scalar: return "SCALAR";
    case TypeKind::object: return "OBJECT";
    case TypeKind::interface: return "INTERFACE";
    case TypeKind::union_: return "UNION";
    case TypeKind::enum_: return "ENUM";
    case TypeKind::input_object: return "INPUT_OBJECT";
  }
  return "SCALAR";
}

bool has_fields(const NamedType& type) {
  return type.kind == TypeKind::object || type.kind == TypeKind::interface;
}

Answer type_description(const Asked&, const NamedType& type) { return text(type.description); }

Answer specified_by(const Asked&, const NamedType& type) {
  const AppliedDirective* directive = find_directive(type.directives, "specifiedBy");
  const Json* url = directive == nullptr ? nullptr : directive->arguments.if_contains("url");
  return url == nullptr ? Json(nullptr) : *url;
}

Answer type_fields(const Asked& asked, const NamedType& type) {
  return has_fields(type) ? members(asked, type.fields) : Json(nullptr);
}

Answer type_interfaces(const Asked&, const NamedType& type) {
  return has_fields(type) ? named_types(type.interfaces) : Json(nullptr);
}

Answer possible_types(const Asked&, const NamedType& type) {
  const bool abstract = type.kind == TypeKind::interface || type.kind == TypeKind::union_;
  return abstract ? named_types(type.possible_types) : Json(nullptr);
}

Answer enum_values(const Asked& asked, const NamedType& type) {
  return type.kind == TypeKind::enum_ ? members(asked, type.values) : Json(nullptr);
}

Answer input_fields(const Asked& asked, const NamedType& type) {
  return type.kind == TypeKind::input_object ? members(asked, type.input_fields) : Json(nullptr);
}

Answer is_one_of(const Asked&, const NamedType& type) {
  return type.kind == TypeKind::input_object ? Json(type.one_of) : Json(nullptr);
}

constexpr Row<NamedType> type_rows[] = {
    {"kind", [](const Asked&, const NamedType& it) -> Answer { return Json(kind_name(it.kind)); }},
    {"name", [](const Asked&, const NamedType& it) -> Answer { return Json(it.name); }},
    {"description", type_description},
    {"specifiedByURL", specified_by},
    {"fields", type_fields},
    {"interfaces", type_interfaces},
    {"possibleTypes", possible_types},
    {"enumValues", enum_values},
    {"inputFields", input_fields},
    {"isOneOf", is_one_of},
};

// All other fields of a wrapping type are null.
constexpr Row<TypeUse> wrapper_rows[] = {
    {"kind",
     [](const Asked&, const TypeUse& it) -> Answer {
       return Json(it.type->non_null && !it.nullable ? "NON_NULL" : "LIST");
     }},
    {"ofType",
     [](const Asked&, const TypeUse& it) -> Answer {
       if (!it.type->non_null || it.nullable) return type_of(*it.type->item);
       if (it.type->is_list()) return Shown(TypeUse{it.type, true});
       return Shown(it.type->named);
     }},
};

template <class T>
Answer is_deprecated(const Asked&, const T& it) {
  return Json(it.deprecation_reason.has_value());
}
template <class T>
Answer deprecation_reason(const Asked&, const T& it) {
  return text(it.deprecation_reason);
}
template <class T>
Answer name_of(const Asked&, const T& it) {
  return Json(it.name);
}
template <class T>
Answer description_of(const Asked&, const T& it) {
  return text(it.description);
}
template <class T>
Answer arguments_of(const Asked& asked, const T& it) {
  return members(asked, it.arguments);
}
template <class T>
Answer type_of_member(const Asked&, const T& it) {
  return type_of(it.type);
}

constexpr Row<FieldType> field_rows[] = {
    {"name", name_of},
    {"description", description_of},
    {"args", arguments_of},
    {"type", type_of_member},
    {"isDeprecated", is_deprecated},
    {"deprecationReason", deprecation_reason},
};

constexpr Row<InputField> input_rows[] = {
    {"name", name_of},
    {"description", description_of},
    {"type", type_of_member},
    {"defaultValue",
     [](const Asked&, const InputField& it) { return text(it.default_value_text); }},
    {"isDeprecated", is_deprecated},
    {"deprecationReason", deprecation_reason},
};

constexpr Row<EnumMember> enum_rows[] = {
    {"name", name_of},
    {"description", description_of},
    {"isDeprecated", is_deprecated},
    {"deprecationReason", deprecation_reason},
};

Answer directive_locations(const Asked&, const DirectiveType& directive) {
  JsonArray locations;
  for (const std::string& location : directive.locations) locations.emplace_back(location);
  return Json(std::move(locations));
}

// AppSync still has the flags that came before `locations`.
Answer stands_on(const DirectiveType& directive, std::span<const std::string_view> places) {
  return Json(std::ranges::any_of(directive.locations, [&](const std::string& location) {
    return std::ranges::find(places, location) != places.end();
  }));
}

constexpr std::string_view operation_places[] = {"QUERY", "MUTATION", "SUBSCRIPTION"};
constexpr std::string_view fragment_places[] = {"FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
                                                "INLINE_FRAGMENT"};
constexpr std::string_view field_places[] = {"FIELD"};

constexpr Row<DirectiveType> directive_rows[] = {
    {"name", name_of},
    {"description", description_of},
    {"isRepeatable",
     [](const Asked&, const DirectiveType& it) -> Answer { return Json(it.repeatable); }},
    {"locations", directive_locations},
    {"args", arguments_of},
    {"onOperation",
     [](const Asked&, const DirectiveType& it) { return stands_on(it, operation_places); }},
    {"onFragment",
     [](const Asked&, const DirectiveType& it) { return stands_on(it, fragment_places); }},
    {"onField", [](const Asked&, const DirectiveType& it) { return stands_on(it, field_places); }},
};

struct Asker {
  const Asked& asked;
  std::string_view name;

  Answer operator()(const Schema* it) const { return look_up(schema_rows, asked, *it, name); }
  Answer operator()(const NamedType* it) const { return look_up(type_rows, asked, *it, name); }
  Answer operator()(const TypeUse& it) const { return look_up(wrapper_rows, asked, it, name); }
  Answer operator()(const FieldType* it) const { return look_up(field_rows, asked, *it, name); }
  Answer operator()(const InputField* it) const { return look_up(input_rows, asked, *it, name); }
  Answer operator()(const EnumMember* it) const { return look_up(enum_rows, asked, *it, name); }
  Answer operator()(const DirectiveType* it) const {
    return look_up(directive_rows, asked, *it, name);
  }
};

}  // namespace

Answer ask(const Schema& schema, const Shown& shown, std::string_view name,
           bool include_deprecated) {
  const Asked asked{schema, include_deprecated};
  return std::visit(Asker{asked, name}, shown);
}

}  // namespace syncline::graphql
