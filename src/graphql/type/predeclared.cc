#include "graphql/type/predeclared.h"

#include <algorithm>
#include <string>

#include "graphql/language/parser.h"
#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

// The order, the arguments and their nullability are those that AppSync's introspection returns;
// @deprecated also stands where the specification of September 2025 has it. The locations of the
// merged-API directives are not published in full.
constexpr std::string_view conditions_sdl = R"(
"Runs the selection only when the argument is true."
directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

"Leaves the selection out when the argument is true."
directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

)";

constexpr std::string_view defer_sdl = R"(
"Accepted, without any effect."
directive @defer on FIELD
)";

constexpr std::string_view directives_sdl = R"(
"Marks what clients should no longer use."
directive @deprecated(reason: String = "No longer supported")
  on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE

"Says where the behaviour of a scalar is specified."
directive @specifiedBy(url: String!) on SCALAR

"Exactly one field of the input object must be given."
directive @oneOf on INPUT_OBJECT

)";

constexpr std::string_view appsync_sdl = R"(
"Names the mutations whose results go to the subscribers of this field."
directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION

"Deprecated: names the subscriptions that get the results of this mutation."
directive @aws_publish(subscriptions: [String]) on FIELD_DEFINITION

"Allows these groups when Amazon Cognito is the only authorization mode."
directive @aws_auth(cognito_groups: [String]) on FIELD_DEFINITION

"Allows callers with a token of the Amazon Cognito user pool."
directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION

"Allows callers with an API key."
directive @aws_api_key on OBJECT | FIELD_DEFINITION

"Allows callers whose requests are signed for IAM."
directive @aws_iam on OBJECT | FIELD_DEFINITION

"Allows callers with an OpenID Connect token."
directive @aws_oidc on OBJECT | FIELD_DEFINITION

"Allows callers that the authorizer function lets in."
directive @aws_lambda on OBJECT | FIELD_DEFINITION

"Merged APIs: this definition wins over those of other sources."
directive @canonical
  on OBJECT | FIELD_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT
   | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION

"Merged APIs: leaves this out of the merged schema."
directive @hidden
  on OBJECT | FIELD_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT
   | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION

"Merged APIs: the name in the merged schema."
directive @renamed(to: String!)
  on OBJECT | FIELD_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT
   | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION
)";

// Specification, September 2025, section 4.2. `includeDeprecated` may be null, as on AppSync;
// __Directive has the flags that were there before `locations`, as AppSync's does.
constexpr std::string_view introspection_sdl = R"(
type __Schema {
  description: String
  types: [__Type!]!
  queryType: __Type!
  mutationType: __Type
  subscriptionType: __Type
  directives: [__Directive!]!
}

type __Type {
  kind: __TypeKind!
  name: String
  description: String
  specifiedByURL: String
  fields(includeDeprecated: Boolean = false): [__Field!]
  interfaces: [__Type!]
  possibleTypes: [__Type!]
  enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
  inputFields(includeDeprecated: Boolean = false): [__InputValue!]
  ofType: __Type
  isOneOf: Boolean
}

enum __TypeKind {
  SCALAR
  OBJECT
  INTERFACE
  UNION
  ENUM
  INPUT_OBJECT
  LIST
  NON_NULL
}

type __Field {
  name: String!
  description: String
  args(includeDeprecated: Boolean = false): [__InputValue!]!
  type: __Type!
  isDeprecated: Boolean!
  deprecationReason: String
}

type __InputValue {
  name: String!
  description: String
  type: __Type!
  defaultValue: String
  isDeprecated: Boolean!
  deprecationReason: String
}

type __EnumValue {
  name: String!
  description: String
  isDeprecated: Boolean!
  deprecationReason: String
}

type __Directive {
  name: String!
  description: String
  isRepeatable: Boolean!
  locations: [__DirectiveLocation!]!
  args(includeDeprecated: Boolean = false): [__InputValue!]!
  onOperation: Boolean! @deprecated(reason: "Use `locations`.")
  onFragment: Boolean! @deprecated(reason: "Use `locations`.")
  onField: Boolean! @deprecated(reason: "Use `locations`.")
}

enum __DirectiveLocation {
  QUERY
  MUTATION
  SUBSCRIPTION
  FIELD
  FRAGMENT_DEFINITION
  FRAGMENT_SPREAD
  INLINE_FRAGMENT
  VARIABLE_DEFINITION
  SCHEMA
  SCALAR
  OBJECT
  FIELD_DEFINITION
  ARGUMENT_DEFINITION
  INTERFACE
  UNION
  ENUM
  ENUM_VALUE
  INPUT_OBJECT
  INPUT_FIELD_DEFINITION
}

type __MetaFields {
  __typename: String!
  __schema: __Schema!
  __type(name: String!): __Type
}
)";

// As of September 2025, the reason of @deprecated (3.13.3) and includeDeprecated (4.2) may not be
// null. In October 2021 they might, and so they may on AppSync.
void write_as_specified(std::string& sdl) {
  for (const std::string_view type : {"Boolean = false", "String = \"No longer supported\""}) {
    for (auto at = sdl.find(type); at != std::string::npos; at = sdl.find(type, at)) {
      sdl.insert(at + type.find(' '), 1, '!');
    }
  }
}

void rename_meta_fields(Document& document) {
  for (auto& definition : document.definitions) {
    auto* type = std::get_if<TypeDefinition>(&definition);
    if (type != nullptr && type->name == "__MetaFields") type->name = meta_fields_type;
  }
}

// onOperation, onFragment and onField of __Directive, which AppSync still has.
void leave_out_old_flags(Document& document) {
  for (auto& definition : document.definitions) {
    auto* type = std::get_if<TypeDefinition>(&definition);
    if (type == nullptr || type->name != "__Directive") continue;
    std::erase_if(type->fields,
                  [](const FieldDefinition& field) { return field.name.starts_with("on"); });
  }
}

}  // namespace

std::vector<const Scalar*> predeclared_scalars(Dialect dialect) {
  std::vector<const Scalar*> all;
  const auto add = [&](std::span<const Scalar> group) {
    for (const auto& scalar : group) all.push_back(&scalar);
  };
  add(standard_scalars());
  if (dialect == Dialect::specification) return all;
  add(time_scalars());
  add(network_scalars());
  add(json_scalars());
  add(phone_scalars());
  return all;
}

Document predeclared_definitions(Dialect dialect) {
  const bool appsync = dialect == Dialect::appsync;
  std::string sdl(conditions_sdl);
  if (appsync) sdl += defer_sdl;
  sdl += directives_sdl;
  if (appsync) sdl += appsync_sdl;
  sdl += introspection_sdl;
  if (!appsync) write_as_specified(sdl);
  auto parsed = parse(sdl);
  CHECK(parsed.has_value());  // our own text
  rename_meta_fields(*parsed);
  if (!appsync) leave_out_old_flags(*parsed);
  return *std::move(parsed);
}

}  // namespace syncline::graphql
