#include "catalog/api_tags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace syncline::catalog {
namespace {

constexpr std::string_view prefix = "syncline:";

struct Limit {
  std::string_view name;
  std::optional<std::size_t> ApiTags::* member;
};
constexpr std::array<Limit, 6> limits{{
    {"aliasLimit", &ApiTags::aliases_max},
    {"rootAliasLimit", &ApiTags::root_aliases_max},
    {"directiveLimit", &ApiTags::directives_max},
    {"complexityLimit", &ApiTags::complexity_max},
    {"complexityListFactor", &ApiTags::complexity_list_factor},
    {"timeLimit", &ApiTags::time_ms_max},
}};

std::unexpected<Error> wrong(std::string_view tag, std::string_view why) {
  return fail(ErrorKind::invalid, "ApiConfigurationException",
              "The tag '" + std::string(tag) + "' of this API " + std::string(why));
}

std::optional<std::size_t> whole_number(const Json& value) {
  const auto* text = value.if_string();
  if (text == nullptr || text->empty()) return std::nullopt;
  std::size_t number = 0;
  const auto* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

Result<void> read_wording(ApiTags& read, std::string_view tag, const Json& value) {
  const auto* text = value.if_string();
  if (text == nullptr || (*text != "appsync" && *text != "reference")) {
    return wrong(tag, "must be 'appsync' or 'reference'.");
  }
  read.reference_wording = *text == "reference";
  return {};
}

}  // namespace

Result<ApiTags> read_api_tags(const Json& tags) {
  ApiTags read;
  if (!tags.is_object()) return read;
  for (const auto& tag : tags.get_object()) {
    const std::string_view key = tag.key();
    if (!key.starts_with(prefix)) continue;
    const auto name = key.substr(prefix.size());
    if (name == "validationWording") {
      TRY(read_wording(read, key, tag.value()));
      continue;
    }
    const auto* limit = std::ranges::find(limits, name, &Limit::name);
    if (limit == limits.end()) return wrong(key, "is none that this server knows.");
    const auto number = whole_number(tag.value());
    if (!number) return wrong(key, "must be a whole number.");
    read.*limit->member = *number;
  }
  return read;
}

}  // namespace syncline::catalog
