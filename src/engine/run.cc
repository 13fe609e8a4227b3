#include "engine/run.h"

#include "base/limits.h"
#include "base/text.h"
#include "engine/read_operation.h"
#include "graphql/execution/operation.h"
#include "graphql/execution/selection.h"

namespace syncline::engine {
namespace {

// AppSync shows all headers but cookies, with lower-case names.
JsonObject visible_headers(const Json& headers) {
  JsonObject visible;
  if (!headers.is_object()) return visible;
  visible.reserve(headers.get_object().size());
  for (const auto& header : headers.get_object()) {
    auto name = to_lower(header.key());
    if (name != "cookie") visible.insert_or_assign(std::move(name), header.value());
  }
  return visible;
}

}  // namespace

Run::Run(const Request& request, const graphql::Operation& operation, source::Rooms& rooms,
         const Clock& clock, std::chrono::milliseconds time_max)
    : request_(request),
      operation_(operation),
      rooms_(rooms),
      clock_(clock),
      deadline_(std::chrono::steady_clock::now() + time_max),
      depth_max_(positive_setting(request.api->definition, "queryDepthLimit")) {}

bool Run::is_too_deep(const graphql::FieldPath& path) const {
  if (!depth_max_ || path.depth <= *depth_max_) return false;
  std::size_t fields = 0;
  for (const auto* step = &path; step != nullptr; step = step->above) {
    if (!step->key.empty()) ++fields;
  }
  return fields > *depth_max_;
}

SharedJson Run::script_request() {
  if (script_request_ == nullptr) {
    script_request_ = std::make_shared<const Json>(
        JsonObject{{"headers", visible_headers(*request_.headers)}, {"domainName", nullptr}});
  }
  return script_request_;
}

SharedJson Run::environment() {
  if (environment_ == nullptr) {
    JsonObject values;
    for (const auto& [name, value] : api().definition.environment) values.emplace(name, value);
    environment_ = std::make_shared<const Json>(std::move(values));
  }
  return environment_;
}

SharedJson Run::variables() {
  if (variables_ == nullptr) variables_ = std::make_shared<const Json>(operation_.variables);
  return variables_;
}

SharedJson Run::info(const graphql::FieldCall& call) {
  const auto known = infos_.find(&call.nodes);
  if (known != infos_.end()) return known->second;
  // Lists ask for the same places again and again; documents with very many have no such lists.
  if (infos_.size() >= limits::infos_per_request_max) infos_.clear();
  bool list_is_whole = true;
  bool text_is_whole = true;
  Json info =
      JsonObject{{"fieldName", call.field.name},
                 {"parentTypeName", call.parent_type.name},
                 {"variables", nullptr},
                 {"selectionSetList", graphql::selection_set_list(call, &list_is_whole)},
                 {"selectionSetGraphQL", graphql::selection_set_graphql(call, &text_is_whole)}};
  if (!list_is_whole || !text_is_whole) info = nullptr;
  return infos_.emplace(&call.nodes, std::make_shared<const Json>(std::move(info))).first->second;
}

bool Run::info_was_too_large(const graphql::FieldCall& call) const {
  const auto known = infos_.find(&call.nodes);
  return known != infos_.end() && known->second->is_null();
}

script::Context Run::context(const graphql::FieldCall& call) {
  script::Context context;
  context.given_arguments = &call.arguments;
  context.source = script::Shared::borrowed(call.source);
  context.identity = script::Shared::borrowed(request_.identity.identity);
  context.request = script::Shared::made_by([this] { return script_request(); });
  context.variables = script::Shared::made_by([this] { return variables(); });
  context.env = script::Shared::made_by([this] { return environment(); });
  context.auth_type = request_.identity.auth_type;
  context.clock = &clock_;
  return context;
}

}  // namespace syncline::engine
