#include <gtest/gtest.h>

#include "graphql/language/parser.h"

namespace syncline::graphql {
namespace {

Document parsed(std::string_view text) {
  auto document = parse(text);
  if (!document) {
    ADD_FAILURE() << document.error().message << "\n" << text;
    return {};
  }
  return *std::move(document);
}

// The one type that a text defines.
class TypeOf {
 public:
  explicit TypeOf(std::string_view text) : document_(parsed(text)) {}
  const TypeDefinition* operator->() const {
    return &std::get<TypeDefinition>(document_.definitions.at(0));
  }

 private:
  Document document_;
};

std::string shown(const std::vector<TypeName>& names) {
  std::string out;
  for (const auto& [name, location] : names) {
    if (!out.empty()) out += ' ';
    out.append(name).append("@").append(std::to_string(location.line));
    out.append(":").append(std::to_string(location.column));
  }
  return out;
}

std::string fault(std::string_view text) {
  const auto document = parse(text);
  if (document) return "no fault";
  const auto& at = document.error().detail;
  return document.error().message + " @ " + to_json(at.at("line")) + ":" + to_json(at.at("column"));
}

TEST(TypeSystemParser, ReadsAnObjectWithAllItsParts) {
  const TypeOf object(
      "\"\"\"Doc\"\"\" type T implements A & B @d {\n"
      "  \"field\" f(\"arg\" x: Int = 1 @a, y: [S!]): R! @deprecated\n"
      "}");
  EXPECT_EQ(object->kind, TypeKind::object);
  EXPECT_FALSE(object->extension);
  EXPECT_EQ(object->description, "Doc");
  EXPECT_EQ(shown(object->interfaces), "A@1:29 B@1:33");
  EXPECT_EQ(object->directives.at(0).name, "d");
  const auto& field = object->fields.at(0);
  EXPECT_EQ(field.description, "field");
  EXPECT_EQ(field.location, (Location{2, 11}));
  EXPECT_TRUE(field.type.non_null);
  EXPECT_EQ(field.directives.at(0).name, "deprecated");
  EXPECT_EQ(field.arguments.at(0).description, "arg");
  EXPECT_EQ(std::get<IntValue>(field.arguments.at(0).default_value->node).text, "1");
  EXPECT_EQ(field.arguments.at(0).directives.at(0).name, "a");
  EXPECT_FALSE(field.arguments.at(1).description);
}

TEST(TypeSystemParser, TakesALeadingSeparator) {
  EXPECT_EQ(TypeOf("type T implements & A & B { f: I }")->interfaces.size(), 2U);
  EXPECT_EQ(shown(TypeOf("union U = | A | B")->members), "A@1:13 B@1:17");
}

TEST(TypeSystemParser, ReadsInterfacesThatImplementInterfaces) {
  const TypeOf interface("interface I implements J { f: Int }");
  EXPECT_EQ(interface->kind, TypeKind::interface);
  EXPECT_EQ(interface->interfaces.at(0).name, "J");
}

TEST(TypeSystemParser, ReadsScalarsUnionsEnumsAndInputs) {
  EXPECT_EQ(TypeOf("scalar S @specifiedBy(url: \"u\")")->kind, TypeKind::scalar);
  EXPECT_EQ(TypeOf("union U @d = A")->members.at(0).name, "A");
  EXPECT_EQ(TypeOf("enum E { \"a\" A @d B }")->values.at(0).description, "a");
  const TypeOf input("input I { a: Int = 1, b: [I!] = [{a: 2}] @d }");
  EXPECT_EQ(input->kind, TypeKind::input_object);
  EXPECT_EQ(input->input_fields.size(), 2U);
}

TEST(TypeSystemParser, ReadsTypesWithoutMembers) {
  EXPECT_TRUE(TypeOf("type T")->fields.empty());
  EXPECT_TRUE(TypeOf("union U")->members.empty());
  EXPECT_TRUE(TypeOf("enum E")->values.empty());
  EXPECT_TRUE(TypeOf("input I")->input_fields.empty());
}

TEST(TypeSystemParser, ReadsTheSchemaDefinition) {
  const auto document = parsed("\"s\" schema @d { query: Q mutation: M subscription: S }");
  const auto& schema = std::get<SchemaDefinition>(document.definitions.at(0));
  EXPECT_EQ(schema.description, "s");
  ASSERT_EQ(schema.operations.size(), 3U);
  EXPECT_EQ(schema.operations[1].operation, OperationType::mutation);
  EXPECT_EQ(schema.operations[1].type.name, "M");
}

TEST(TypeSystemParser, ReadsDirectiveDefinitions) {
  const auto document =
      parsed("\"d\" directive @d(a: Int = 1, b: S) repeatable on | FIELD | ENUM_VALUE");
  const auto& directive = std::get<DirectiveDefinition>(document.definitions.at(0));
  EXPECT_EQ(directive.name, "d");
  EXPECT_EQ(directive.description, "d");
  EXPECT_TRUE(directive.repeatable);
  EXPECT_EQ(directive.arguments.size(), 2U);
  EXPECT_EQ(directive.locations, (std::vector<std::string_view>{"FIELD", "ENUM_VALUE"}));
}

TEST(TypeSystemParser, ReadsEveryExtension) {
  const auto document = parsed(
      "extend schema @d extend schema { mutation: M } extend scalar S @d "
      "extend type T implements I extend type T @d extend type T { f: Int } "
      "extend interface I @d extend union U = A extend enum E { A } extend input N { a: Int }");
  EXPECT_EQ(document.definitions.size(), 10U);
  for (const auto& definition : document.definitions) {
    if (const auto* extended = std::get_if<TypeDefinition>(&definition)) {
      EXPECT_TRUE(extended->extension);
    } else {
      EXPECT_TRUE(std::get<SchemaDefinition>(definition).extension);
    }
  }
}

TEST(TypeSystemParser, RefusesExtensionsThatAddNothing) {
  EXPECT_EQ(fault("extend type T"), "Syntax Error: Unexpected <EOF>. @ 1:14");
  EXPECT_EQ(fault("extend schema"), "Syntax Error: Unexpected <EOF>. @ 1:14");
  EXPECT_EQ(fault("extend union U type T"), "Syntax Error: Unexpected Name \"type\". @ 1:16");
  EXPECT_EQ(fault("extend directive @d on FIELD"),
            "Syntax Error: Unexpected Name \"directive\". @ 1:8");
  EXPECT_EQ(fault("extend { f }"), "Syntax Error: Unexpected \"{\". @ 1:8");
  EXPECT_EQ(fault("extend query { f }"), "Syntax Error: Unexpected Name \"query\". @ 1:8");
}

TEST(TypeSystemParser, RefusesEmptyBraces) {
  EXPECT_EQ(fault("type T {}"), "Syntax Error: Expected Name, found \"}\". @ 1:9");
  EXPECT_EQ(fault("type T { f(): Int }"), "Syntax Error: Expected Name, found \")\". @ 1:12");
  EXPECT_EQ(fault("schema {}"), "Syntax Error: Expected Name, found \"}\". @ 1:9");
}

TEST(TypeSystemParser, RefusesReservedEnumValues) {
  EXPECT_EQ(fault("enum E { A true }"),
            "Syntax Error: Name \"true\" is reserved and cannot be used for an enum value. @ 1:12");
}

TEST(TypeSystemParser, RefusesUnknownDirectiveLocationsAndOperations) {
  EXPECT_EQ(fault("directive @d on FIELD | NOWHERE"),
            "Syntax Error: Unexpected Name \"NOWHERE\". @ 1:25");
  EXPECT_EQ(fault("directive @d on"), "Syntax Error: Expected Name, found <EOF>. @ 1:16");
  EXPECT_EQ(fault("schema { other: T }"), "Syntax Error: Unexpected Name \"other\". @ 1:10");
}

TEST(TypeSystemParser, RefusesVariablesInDefaultsAndDirectives) {
  EXPECT_EQ(fault("type T { f(a: Int = $x): Int }"),
            "Syntax Error: Unexpected variable \"$x\" in constant value. @ 1:21");
  EXPECT_EQ(fault("type T @d(a: $x) { f: Int }"),
            "Syntax Error: Unexpected variable \"$x\" in constant value. @ 1:14");
}

TEST(TypeSystemParser, RefusesSeparatorsWithoutNames) {
  EXPECT_EQ(fault("union U = A |"), "Syntax Error: Expected Name, found <EOF>. @ 1:14");
  EXPECT_EQ(fault("type T implements A B { f: Int }"),
            "Syntax Error: Unexpected Name \"B\". @ 1:21");
}

}  // namespace
}  // namespace syncline::graphql
