// An API compiled for use, and all of them at one moment: immutable, shared by many loops.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/api.h"
#include "graphql/type/schema.h"
#include "script/program.h"

namespace syncline::catalog {

using CompiledProgram = std::shared_ptr<const script::Program>;

// One step that asks a data source: a unit resolver's only one, or a pipeline's function. A
// template that did not compile keeps its error: it is the field's error when it runs, as on
// AppSync, where nothing is checked when a template is saved.
struct Step {
  const DataSource* source = nullptr;  // null: named in the definition but not there
  std::string source_name;
  Result<CompiledProgram> request;  // a null program: no template was given
  Result<CompiledProgram> response;
};

struct CompiledResolver {
  std::string place;  // "apiId/Type.field": no other resolver has it
  bool pipeline = false;
  Result<CompiledProgram> before;  // pipeline only
  Result<CompiledProgram> after;
  std::vector<Step> steps;
};

struct CompiledApi {
  Api definition;
  std::shared_ptr<const graphql::Schema> schema;  // null: none was given yet, or it does not build
  std::unordered_map<const graphql::FieldType*, CompiledResolver> resolvers;
  // Mutation field → the subscription fields that hear of it.
  std::unordered_map<std::string, std::vector<std::string>> publishes;
  // "messageAdded ← addMessage": bound although the schema does not say @aws_subscribe.
  std::vector<std::string> unbound_bindings;
  // Each template's text, compiled once however often it is used; the next version reuses them.
  std::unordered_map<std::string, Result<CompiledProgram>> programs;
};

// By a text, and found by any form of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

struct Snapshot {
  ByText<std::shared_ptr<const CompiledApi>> by_id;
  ByText<std::string> api_by_key;  // an API key → its apiId
};

// Whether a subscription field without @aws_subscribe hears the mutations that return its type.
enum class UnboundSubscriptions : unsigned char { bind, off };

// `earlier` is the API's last version, or null: its schema and programs are used again where their
// text is the same, so that a change costs what it changes.
std::shared_ptr<const CompiledApi> compile(Api api, UnboundSubscriptions unbound,
                                           const CompiledApi* earlier = nullptr);

}  // namespace syncline::catalog
