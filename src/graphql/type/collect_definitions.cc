// Step 1: sorts the SDL's definitions, merges extensions into what they extend, and refuses the
// kinds of definition that a schema for AppSync cannot have.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "graphql/language/document_printer.h"
#include "graphql/type/predeclared.h"
#include "graphql/type/scalars.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

class Collector {
 public:
  explicit Collector(SchemaBuild& build) : build_(build) {
    for (const auto* scalar : predeclared_scalars(build.options.dialect)) {
      scalars_.insert(scalar->name);
    }
  }

  void predeclared() {
    for (auto& definition : build_.predeclared_document.definitions) {
      if (auto* type = std::get_if<TypeDefinition>(&definition)) declare(std::move(*type));
      if (auto* directive = std::get_if<DirectiveDefinition>(&definition)) {
        directives_.emplace(directive->name, build_.directives.size());
        build_.directives.push_back(std::move(*directive));
        build_.own_directives.push_back(false);
      }
    }
    build_.predeclared = build_.definitions.size();
  }

  void sdl() {
    for (auto& definition : build_.sdl.definitions) {
      std::visit([this](auto& node) { take(node); }, definition);
    }
    for (auto& extension : extensions_) extend(extension);
    for (auto& extension : schema_extensions_) extend_schema(extension);
    for (const auto& [place, added] : added_) {
      extend_directives(build_.definitions[place].directives, added);
    }
    if (build_.schema_definition) {
      extend_directives(build_.schema_definition->directives, added_to_schema_);
    }
    check_root_operations();
  }

 private:
  void take(const OperationDefinition& operation) {
    build_.fault("A schema cannot contain operations.", operation.location);
  }

  void take(const FragmentDefinition& fragment) {
    build_.fault("A schema cannot contain fragments.", fragment.location);
  }

  void take(DirectiveDefinition& directive) {
    if (!build_.appsync()) {
      define(directive);
      return;
    }
    // A copy of a predeclared directive is harmless: code generators want it in the file.
    if (directives_.contains(directive.name)) return;
    build_.fault(fmt::format("Directive \"@{}\" cannot be defined: AppSync has no directives other "
                             "than its own.",
                             directive.name),
                 directive.location);
  }

  // A copy of what the specification has takes the other's place.
  void define(DirectiveDefinition& directive) {
    if (!may_name(build_, directive.name, directive.location)) return;
    const auto [known, is_new] = directives_.try_emplace(directive.name, build_.directives.size());
    const std::size_t place = known->second;
    if (is_new) {
      build_.directives.push_back(std::move(directive));
      build_.own_directives.push_back(true);
    } else if (build_.own_directives[place]) {
      build_.fault(fmt::format("There can be only one directive named \"@{}\".", directive.name),
                   directive.location);
    } else {
      build_.directives[place] = std::move(directive);
      build_.own_directives[place] = true;
    }
  }

  void take(SchemaDefinition& schema) {
    if (schema.extension) {
      schema_extensions_.push_back(std::move(schema));
    } else if (build_.schema_definition) {
      build_.fault("Must provide only one schema definition.", schema.location);
    } else {
      build_.schema_definition = std::move(schema);
    }
  }

  void take(TypeDefinition& type) {
    if (type.extension) {
      extensions_.push_back(std::move(type));
      return;
    }
    if (scalars_.contains(type.name)) {
      // `scalar Int` changes nothing, as in graphql-js and graphql-java. `scalar AWSJSON` and the
      // like are common in schemas made by tools, and stand there twice when such are joined.
      if (type.kind != TypeKind::scalar ||
          (!redeclared_.insert(type.name).second && !build_.appsync())) {
        build_.fault(fmt::format("There can be only one type named \"{}\".", type.name),
                     type.location);
      }
      return;
    }
    check_name(type);
    if (index_.contains(type.name)) {
      build_.fault(fmt::format("There can be only one type named \"{}\".", type.name),
                   type.location);
      return;
    }
    declare(std::move(type));
  }

  void check_name(const TypeDefinition& type) {
    if (build_.appsync() && type.kind == TypeKind::scalar) {
      build_.fault(fmt::format("Scalar \"{}\" cannot be defined: AppSync has no scalars other than "
                               "its own.",
                               type.name),
                   type.location);
    }
    may_name(build_, type.name, type.location);
    if (build_.appsync() && type.name.starts_with("AWS")) {
      build_.fault(fmt::format("Name \"{}\" must not begin with \"AWS\", which is reserved by "
                               "AppSync.",
                               type.name),
                   type.location);
    }
  }

  void declare(TypeDefinition type) {
    index_.emplace(type.name, build_.definitions.size());
    build_.definitions.push_back(std::move(type));
  }

  void extend(TypeDefinition& extension) {
    const auto found = index_.find(extension.name);
    if (found == index_.end() || found->second < build_.predeclared) {
      build_.fault(
          fmt::format("Cannot extend type \"{}\" because it is not defined.", extension.name),
          extension.location);
      return;
    }
    auto& type = build_.definitions[found->second];
    if (type.kind != extension.kind) {
      build_.fault(fmt::format("Cannot extend {} \"{}\" as if it were {}.", keyword_of(type.kind),
                               extension.name, keyword_of(extension.kind)),
                   extension.location);
      return;
    }
    append(added_[found->second], extension.directives);
    append(type.interfaces, extension.interfaces);
    append(type.fields, extension.fields);
    append(type.members, extension.members);
    append(type.values, extension.values);
    append(type.input_fields, extension.input_fields);
  }

  template <class Node>
  static void append(std::vector<Node>& to, std::vector<Node>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  }
  static void append(std::vector<Directive>& to, const List<Directive>& from) {
    to.insert(to.end(), from.begin(), from.end());
  }

  // Once all extensions are known: a list is made whole, and the arena gives nothing back before
  // the build ends.
  void extend_directives(List<Directive>& own, const std::vector<Directive>& added) {
    if (added.empty()) return;
    std::vector<Directive> all(own.begin(), own.end());
    all.insert(all.end(), added.begin(), added.end());
    own = build_.arena.copy(all);
  }

  // Without a schema definition, an extension adds to the one that the default names make.
  void extend_schema(SchemaDefinition& extension) {
    if (!build_.schema_definition) {
      build_.schema_definition.emplace();
      build_.schema_definition->location = extension.location;
      add_default_roots(*build_.schema_definition);
    }
    append(added_to_schema_, extension.directives);
    append(build_.schema_definition->operations, extension.operations);
  }

  void add_default_roots(SchemaDefinition& schema) {
    const std::pair<OperationType, const char*> defaults[] = {
        {OperationType::query, "Query"},
        {OperationType::mutation, "Mutation"},
        {OperationType::subscription, "Subscription"}};
    for (const auto& [operation, name] : defaults) {
      if (index_.contains(name))
        schema.operations.push_back({operation, {name, schema.location}, schema.location});
    }
  }

  void check_root_operations() {
    if (!build_.schema_definition) {
      add_default_roots(build_.schema_definition.emplace());
      return;
    }
    auto& operations = build_.schema_definition->operations;
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const auto first =
          std::ranges::find(operations, operations[i].operation, &RootOperation::operation);
      if (first - operations.begin() == static_cast<std::ptrdiff_t>(i)) continue;
      build_.fault(fmt::format("There can be only one {} type in schema.",
                               to_string(operations[i].operation)),
                   operations[i].location);
    }
  }

  SchemaBuild& build_;
  std::unordered_set<std::string_view> scalars_;
  std::unordered_set<std::string_view> redeclared_;  // of those
  std::unordered_map<std::string_view, std::size_t> index_;
  std::unordered_map<std::string_view, std::size_t> directives_;
  std::unordered_map<std::size_t, std::vector<Directive>> added_;  // by extensions of a definition
  std::vector<Directive> added_to_schema_;
  std::vector<TypeDefinition> extensions_;
  std::vector<SchemaDefinition> schema_extensions_;
};

}  // namespace

void collect_definitions(SchemaBuild& build) {
  build.predeclared_document = predeclared_definitions(build.options.dialect);
  Collector collector(build);
  collector.predeclared();
  collector.sdl();
}

}  // namespace syncline::graphql
