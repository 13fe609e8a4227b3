#include "engine/options.h"

#include "catalog/api_tags.h"

namespace syncline::engine {
namespace {

template <class T>
void set(T& option, const std::optional<T>& tagged) {
  if (tagged) option = *tagged;
}

}  // namespace

Result<Options> options_of(const catalog::Api& api, const Options& server) {
  Options options = server;
  const auto* given = find_member(api.settings, "tags");
  if (given == nullptr) return options;
  const auto tags = catalog::read_api_tags(*given);
  if (!tags) return fail(ErrorKind::internal, tags.error().type, tags.error().message);
  set(options.aliases_max, tags->aliases_max);
  set(options.root_aliases_max, tags->root_aliases_max);
  set(options.directives_max, tags->directives_max);
  set(options.complexity_max, tags->complexity_max);
  set(options.complexity_list_factor, tags->complexity_list_factor);
  const auto time = tags->time_ms_max.value_or(0);
  if (time > 0 && std::cmp_less(time, options.time_max.count())) {
    options.time_max = std::chrono::milliseconds(time);
  }
  if (tags->reference_wording) {
    options.wording =
        *tags->reference_wording ? graphql::Wording::reference : graphql::Wording::appsync;
  }
  return options;
}

}  // namespace syncline::engine
