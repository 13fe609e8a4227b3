#include "engine/run.h"

#include "base/limits.h"
#include "base/text.h"
#include "engine/read_operation.h"
#include "graphql/execution/operation.h"
#include "graphql/execution/selection.h"

namespace syncline::engine {
namespace {

// AppSync shows all headers but cookies, with lower-case names.
JsonObject visible_headers(const JsonObject& headers) {
  JsonObject visible;
  visible.reserve(headers.size());
  for (const auto& header : headers) {
    auto name = to_lower(header.key());
    if (name != "cookie") visible.insert_or_assign(std::move(name), header.value());
  }
  return visible;
}

JsonObject environment(const catalog::Api& api) {
  JsonObject env;
  for (const auto& [name, value] : api.environment) env.emplace(name, value);
  return env;
}

}  // namespace

Run::Run(const Request& request, source::Rooms& rooms, const Clock& clock)
    : request_(request),
      rooms_(rooms),
      clock_(clock),
      deadline_(std::chrono::steady_clock::now() + limits::request_time_max),
      depth_max_(positive_setting(request.api->definition, "queryDepthLimit")),
      script_request_(
          JsonObject{{"headers", visible_headers(request.headers)}, {"domainName", nullptr}}),
      env_(environment(request.api->definition)) {}

bool Run::is_too_deep(const graphql::FieldPath& path) const {
  if (!depth_max_ || path.depth <= *depth_max_) return false;
  std::size_t fields = 0;
  for (const auto* step = &path; step != nullptr; step = step->above) {
    if (!step->key.empty()) ++fields;
  }
  return fields > *depth_max_;
}

const Json& Run::info(const graphql::FieldCall& call) {
  auto& info = infos_[&call.nodes];
  if (info.is_null()) {
    info = JsonObject{{"fieldName", call.field.name},
                      {"parentTypeName", call.parent_type.name},
                      {"variables", call.operation.variables},
                      {"selectionSetList", graphql::selection_set_list(call)},
                      {"selectionSetGraphQL", graphql::selection_set_graphql(call)}};
  }
  return info;
}

script::Context Run::context(const graphql::FieldCall& call) {
  script::Context context;
  context.arguments = call.arguments;
  context.source = call.source;
  context.identity = request_.identity.identity;
  context.request = script_request_;
  context.info = info(call);
  context.env = env_;
  context.auth_type = request_.identity.auth_type;
  context.clock = &clock_;
  return context;
}

}  // namespace syncline::engine
