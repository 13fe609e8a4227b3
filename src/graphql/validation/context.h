// What rules see while a document is walked: where the walk stands, in terms of the schema
// (graphql-js calls this TypeInfo), and where violations go. The walk keeps it; rules only read.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "graphql/validation/validate.h"

namespace syncline::graphql {

// What a violation says, in each Wording.
struct Words {
  std::string appsync;
  std::string reference;
};

// A place in the document, as the names of its fragment and fields seen from below.
struct PathStep {
  const PathStep* parent = nullptr;
  std::string_view name;
};
// The same from above; nothing for a null place.
void append_path(std::vector<std::string>& out, const PathStep* place);

// What selections may be below; null when `type` is, or has no fields.
inline const NamedType* composite_or_null(const NamedType* type) {
  return type != nullptr && type->is_composite() ? type : nullptr;
}

class Context {
 public:
  // What all violations together may say: names and literals of a document come back in them, each
  // perhaps a hundred times. One message that is longer than `message_bytes_max` is cut.
  static constexpr std::size_t report_bytes_max = limits::graphql_violations_max * 4096;
  static constexpr std::size_t message_bytes_max = report_bytes_max / 8;

  // Both must outlive the context.
  Context(const Schema& schema, const Document& document, Wording wording = Wording::appsync);
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
  const PathStep* place = nullptr;           // within the current definition; null at its top
  // Where the spreads stand through which an operation came to the fragment that `place` is in.
  std::vector<const PathStep*> followed;

  // One step down from `place`; lives as long as the context.
  const PathStep* below(std::string_view name);

  // Reports at the current place, or at one that the rule names.
  void report(std::string_view rule, Words words, Location location);
  void report(std::string_view rule, Words words, std::vector<Location> locations);
  void report_at(std::vector<std::string> path, std::string_view rule, Words words,
                 std::vector<Location> locations);
  [[nodiscard]] std::size_t reported() const { return violations_.size(); }
  [[nodiscard]] bool full() const { return full_; }  // no more is reported: the walk may stop
  [[nodiscard]] std::vector<Violation> take() { return std::move(violations_); }

 private:
  const Schema& schema_;
  const Document& document_;
  Wording wording_;
  std::unordered_map<std::string_view, const FragmentDefinition*> fragments_;
  std::vector<Violation> violations_;
  std::deque<PathStep> steps_;
  std::size_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace syncline::graphql
