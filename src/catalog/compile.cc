#include "base/log.h"
#include "catalog/snapshot.h"
#include "catalog/subscriptions.h"
#include "graphql/type/build_schema.h"
#include "script/vtl.h"

namespace syncline::catalog {
namespace {

class Compiler {
 public:
  Compiler(CompiledApi& api, const CompiledApi* earlier) : api_(api), earlier_(earlier) {}

  void compile_schema() {
    const std::string& text = api_.definition.schema;
    if (text.empty()) return;
    if (earlier_ != nullptr && earlier_->definition.schema == text) {
      api_.schema = earlier_->schema;
      return;
    }
    auto built = graphql::build_schema(text);
    if (built) {
      api_.schema = *std::move(built);
      for (const auto& [message, at] : api_.schema->warnings) {
        log_warning("API {}: {} (line {}, column {})", api_.definition.id, message, at.line,
                    at.column);
      }
    } else {
      log_error("API {}: its schema does not build: {}", api_.definition.id, built.error().message);
    }
  }

  // Resolvers of fields that the schema does not have are kept, for a later schema, but not used.
  void compile_resolvers() {
    if (api_.schema == nullptr) return;
    for (const auto& [name, resolver] : api_.definition.resolvers) {
      const graphql::NamedType* type = api_.schema->type(resolver.type);
      const graphql::FieldType* field = type != nullptr ? type->field(resolver.field) : nullptr;
      if (field == nullptr) {
        log_warning("API {}: the schema has no field {}; its resolver is not used",
                    api_.definition.id, name);
        continue;
      }
      api_.resolvers.emplace(field, compile_resolver(name, resolver));
    }
  }

 private:
  CompiledResolver compile_resolver(const std::string& name, const Resolver& resolver) {
    CompiledResolver compiled{
        .place = api_.definition.id + "/" + resolver.type + "." + resolver.field,
        .pipeline = resolver.pipeline};
    auto request = program(name + ", request", resolver.request_template);
    auto response = program(name + ", response", resolver.response_template);
    if (!resolver.pipeline) {
      compiled.steps.push_back(step(resolver.data_source, std::move(request), std::move(response)));
      return compiled;
    }
    compiled.before = std::move(request);
    compiled.after = std::move(response);
    for (const std::string& id : resolver.functions) compiled.steps.push_back(function_step(id));
    return compiled;
  }

  Step function_step(const std::string& id) {
    auto found = api_.definition.functions.find(id);
    if (found == api_.definition.functions.end()) {
      auto missing =
          fail(ErrorKind::not_found, "NotFoundException", "No function found with id " + id);
      return {.source = nullptr, .source_name = "", .request = missing, .response = missing};
    }
    const Function& function = found->second;
    return step(function.data_source,
                program("function " + function.name + ", request", function.request_template),
                program("function " + function.name + ", response", function.response_template));
  }

  Step step(const std::string& source, Result<CompiledProgram> request,
            Result<CompiledProgram> response) {
    auto found = api_.definition.data_sources.find(source);
    return {.source = found != api_.definition.data_sources.end() ? &found->second : nullptr,
            .source_name = source,
            .request = std::move(request),
            .response = std::move(response)};
  }

  // No text, and text without a character, both mean that no template was given.
  Result<CompiledProgram> program(const std::string& where,
                                  const std::optional<std::string>& text) {
    if (!text || text->empty()) return nullptr;
    if (auto known = api_.programs.find(*text); known != api_.programs.end()) {
      return known->second;
    }
    return api_.programs.emplace(*text, make_program(where, *text)).first->second;
  }

  Result<CompiledProgram> make_program(const std::string& where, const std::string& text) {
    if (earlier_ != nullptr) {
      if (auto known = earlier_->programs.find(text); known != earlier_->programs.end()) {
        return known->second;
      }
    }
    auto compiled = script::compile_vtl(text, {}, script::Rendering::when_needed);
    if (!compiled) {
      log_warning("API {}, {}: the template does not compile: {}", api_.definition.id, where,
                  compiled.error().message);
      return std::unexpected(std::move(compiled).error());
    }
    return CompiledProgram(*std::move(compiled));
  }

  CompiledApi& api_;
  const CompiledApi* earlier_;
};

}  // namespace

std::shared_ptr<const CompiledApi> compile(Api api, UnboundSubscriptions unbound,
                                           const CompiledApi* earlier) {
  // In its final place before anything points into it: steps point at its data sources.
  auto compiled = std::make_shared<CompiledApi>();
  compiled->definition = std::move(api);
  Compiler compiler(*compiled, earlier);
  compiler.compile_schema();
  compiler.compile_resolvers();
  if (compiled->schema != nullptr) {
    Bindings bindings = bind_subscriptions(*compiled->schema, unbound);
    compiled->publishes = std::move(bindings.publishes);
    compiled->unbound_bindings = std::move(bindings.unbound);
  }
  return compiled;
}

}  // namespace syncline::catalog
