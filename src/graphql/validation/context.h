// What rules see while a document is walked: where the walk stands, in terms of the schema
// (graphql-js calls this TypeInfo), and where violations go. The walk keeps it; rules only read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graphql/validation/validate.h"

namespace syncline::graphql {

class Context {
 public:
  // Both must outlive the context.
  Context(const Schema& schema, const Document& document);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const FragmentDefinition* fragment(std::string_view name) const;

  // Null means: unknown, and somebody else's violation.
  const NamedType* parent_type = nullptr;    // composite, around the current selection
  const NamedType* fragment_type = nullptr;  // of the current fragment or inline fragment
  const FieldType* field = nullptr;          // the current field
  const DirectiveType* directive = nullptr;  // the current directive, if in one
  const InputField* argument = nullptr;      // the current argument
  std::vector<std::string> path;             // as Violation has it

  void report(std::string_view rule, std::string message, Location location);
  void report(std::string_view rule, std::string message, std::vector<Location> locations);
  [[nodiscard]] bool full() const;  // no more is reported: the walk may stop
  [[nodiscard]] std::vector<Violation> take() { return std::move(violations_); }

 private:
  const Schema& schema_;
  const Document& document_;
  std::unordered_map<std::string_view, const FragmentDefinition*> fragments_;
  std::vector<Violation> violations_;
};

}  // namespace syncline::graphql
