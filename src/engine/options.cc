#include "engine/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace syncline::engine {
namespace {

constexpr std::string_view prefix = "syncline:";

std::unexpected<Error> wrong(std::string_view tag, std::string_view why) {
  return fail(ErrorKind::internal, "ApiConfigurationException",
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

struct Limit {
  std::string_view name;
  std::size_t Options::* member;
};
constexpr std::array<Limit, 5> number_tags{{
    {"aliasLimit", &Options::aliases_max},
    {"rootAliasLimit", &Options::root_aliases_max},
    {"directiveLimit", &Options::directives_max},
    {"complexityLimit", &Options::complexity_max},
    {"complexityListFactor", &Options::complexity_list_factor},
}};

Result<void> set_number(Options& options, std::string_view tag, std::string_view name,
                        const Json& value) {
  const auto* limit = std::ranges::find(number_tags, name, &Limit::name);
  if (limit == number_tags.end() && name != "timeLimit") {
    return wrong(tag, "is none that this server knows.");
  }
  const auto number = whole_number(value);
  if (!number) return wrong(tag, "must be a whole number.");
  if (limit != number_tags.end()) {
    options.*limit->member = *number;
  } else if (*number > 0 && std::cmp_less(*number, options.time_max.count())) {
    options.time_max = std::chrono::milliseconds(*number);
  }
  return {};
}

Result<void> set_wording(Options& options, std::string_view tag, const Json& value) {
  const auto* text = value.if_string();
  if (text != nullptr && *text == "appsync") {
    options.wording = graphql::Wording::appsync;
  } else if (text != nullptr && *text == "reference") {
    options.wording = graphql::Wording::reference;
  } else {
    return wrong(tag, "must be 'appsync' or 'reference'.");
  }
  return {};
}

}  // namespace

Result<Options> options_of(const catalog::Api& api, const Options& server) {
  Options options = server;
  const auto* tags = find_member(api.settings, "tags");
  if (tags == nullptr || !tags->is_object()) return options;
  for (const auto& tag : tags->get_object()) {
    const std::string_view key = tag.key();
    if (!key.starts_with(prefix)) continue;
    const auto name = key.substr(prefix.size());
    if (name == "validationWording") {
      TRY(set_wording(options, key, tag.value()));
    } else {
      TRY(set_number(options, key, name, tag.value()));
    }
  }
  return options;
}

}  // namespace syncline::engine
