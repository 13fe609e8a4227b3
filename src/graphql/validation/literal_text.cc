#include "graphql/validation/literal_text.h"

#include <fmt/format.h>

namespace syncline::graphql {
namespace {

struct Writer {
  std::string& out;

  void operator()(const NullValue&) const { out += "NullValue{}"; }
  void operator()(const Variable& it) const {
    out += fmt::format("VariableReference{{name='{}'}}", it.name);
  }
  void operator()(const IntValue& it) const { out += fmt::format("IntValue{{value={}}}", it.text); }
  void operator()(const FloatValue& it) const {
    out += fmt::format("FloatValue{{value={}}}", it.text);
  }
  void operator()(const StringValue& it) const {
    out += fmt::format("StringValue{{value='{}'}}", it.text);
  }
  void operator()(const BooleanValue& it) const {
    out += fmt::format("BooleanValue{{value={}}}", it.value);
  }
  void operator()(const EnumValue& it) const {
    out += fmt::format("EnumValue{{name='{}'}}", it.name);
  }
  void operator()(const ListValue& it) const {
    out += "ArrayValue{values=[";
    std::string_view separator;
    for (const Value& value : it.values) {
      out += separator;
      std::visit(*this, value.node);
      separator = ", ";
    }
    out += "]}";
  }
  void operator()(const ObjectValue& it) const {
    out += "ObjectValue{objectFields=[";
    std::string_view separator;
    for (const ObjectField& field : it.fields) {
      out += fmt::format("{}ObjectField{{name='{}', value=", separator, field.name);
      std::visit(*this, field.value.node);
      out += "}";
      separator = ", ";
    }
    out += "]}";
  }
};

}  // namespace

std::string literal_text(const Value& literal) {
  std::string text;
  std::visit(Writer{text}, literal.node);
  return text;
}

}  // namespace syncline::graphql
