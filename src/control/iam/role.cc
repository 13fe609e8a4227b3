#include "control/iam/role.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "base/parse_json.h"
#include "base/text.h"
#include "catalog/api_json.h"

namespace syncline::control {
namespace {

// [\w+=,.@-]+, the form of role and policy names.
Result<std::string> iam_name(const Input& input, std::string_view member, std::size_t longest) {
  constexpr std::string_view others = "_+=,.@-";
  TRY(std::string name, input.required_text(member));
  const bool valid = std::ranges::all_of(name, [&](char c) {
    return is_letter(c) || is_digit(c) || others.find(c) != std::string_view::npos;
  });
  if (!valid) {
    return input.violation(member, "'" + name + "'",
                           "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
  }
  if (name.size() > longest) {
    return input.violation(
        member, "'" + name + "'",
        "Member must have length less than or equal to " + std::to_string(longest));
  }
  return name;
}

std::string iso_time(std::int64_t ms) {
  using std::chrono::floor;
  const std::chrono::sys_seconds at{std::chrono::seconds(ms / 1'000)};
  const auto day = floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 40> out{};
  const int size = std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  return {out.data(), static_cast<std::size_t>(size)};
}

// RFC 3986: all but the unreserved characters.
std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~";
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || unreserved.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::int64_t number_of(const Json& record, std::string_view name) {
  const Json* found = find_member(record, name);
  return found != nullptr && found->is_int64() ? found->get_int64() : 0;
}

Json write_role(const Role& role) {
  JsonObject policies;
  for (const auto& [name, policy] : role.policies) policies[name] = policy;
  return {{"name", role.name},
          {"path", role.path},
          {"id", role.id},
          {"created_ms", role.created_ms},
          {"trust_policy", role.trust_policy},
          {"description", role.description},
          {"max_session_seconds", role.max_session_seconds},
          {"permissions_boundary", role.permissions_boundary},
          {"tags", role.tags},
          {"policies", std::move(policies)},
          {"attached", JsonArray(role.attached.begin(), role.attached.end())}};
}

Role read_role(const Json& record) {
  Role role{.name = catalog::record_text(record, "name"),
            .path = catalog::record_text(record, "path"),
            .id = catalog::record_text(record, "id"),
            .created_ms = number_of(record, "created_ms"),
            .description = catalog::record_text(record, "description"),
            .max_session_seconds = number_of(record, "max_session_seconds"),
            .permissions_boundary = catalog::record_text(record, "permissions_boundary")};
  if (const Json* policy = find_member(record, "trust_policy")) role.trust_policy = *policy;
  if (const Json* tags = find_member(record, "tags")) role.tags = *tags;
  if (const Json* policies = find_member(record, "policies"); policies && policies->is_object()) {
    for (const auto& [name, policy] : policies->get_object()) role.policies[name] = policy;
  }
  if (const Json* attached = find_member(record, "attached"); attached && attached->is_array()) {
    for (const Json& arn : attached->get_array()) {
      if (arn.is_string()) role.attached.emplace(arn.get_string());
    }
  }
  return role;
}

constexpr std::size_t tags_max = 50;  // of one role: IAM's quota

Result<void> check_tags(const Input& input, const JsonArray& tags) {
  if (tags.size() > tags_max) {
    return input.violation(
        "tags", "'" + std::to_string(tags.size()) + " tags'",
        "Member must have length less than or equal to " + std::to_string(tags_max));
  }
  for (const Json& one : tags) {
    const auto* key = find_string(one, "Key");
    const auto* value = find_string(one, "Value");
    const bool sound = key != nullptr && !key->empty() && key->size() <= 128 &&
                       !key->starts_with("aws:") && value != nullptr && value->size() <= 256;
    if (!sound) {
      return fail(ErrorKind::invalid, "ValidationError",
                  "The tag " + to_json(one) + " is not valid");
    }
  }
  return {};
}

}  // namespace

Result<Role> find_role(const Call& call) {
  TRY(const std::string name, role_name(Input(call.input, "ValidationError")));
  TRY(const auto kept, call.rooms.catalog.document("role", name));
  if (!kept) {
    return fail(ErrorKind::not_found, "NoSuchEntity",
                "The role with name " + name + " cannot be found.");
  }
  return read_role(*kept);
}

Result<void> keep_role(const Role& role, const Rooms& rooms) {
  return rooms.catalog.put_document("role", role.name, write_role(role));
}

Result<std::string> role_name(const Input& input) { return iam_name(input, "RoleName", 64); }

Result<std::string> policy_name(const Input& input) { return iam_name(input, "PolicyName", 128); }

Result<std::string> role_path(const Input& input) {
  TRY(std::string path, input.text_or("Path", "/"));
  const bool printable = std::ranges::all_of(path, [](char c) { return c >= '!' && c <= '~'; });
  if (path.size() <= 512 && path.starts_with('/') && path.ends_with('/') && printable) return path;
  return fail(ErrorKind::invalid, "ValidationError",
              "The specified value for path is invalid. It must begin and end with / and contain "
              "only alphanumeric characters and/or / characters.");
}

Result<std::string> policy_arn(const Input& input) {
  TRY(std::string arn, input.required_text("PolicyArn"));
  if (arn.size() >= 20 && arn.starts_with("arn:") && arn.find(":policy/") != std::string::npos) {
    return arn;
  }
  return fail(ErrorKind::invalid, "ValidationError", "ARN " + arn + " is not valid.");
}

Result<Json> read_policy(std::string_view text) {
  auto policy = parse_json(text);
  if (!policy || !policy->is_object()) {
    return fail(ErrorKind::invalid, "MalformedPolicyDocument", "This policy contains invalid Json");
  }
  if (find_member(*policy, "Statement") == nullptr) {
    return fail(ErrorKind::invalid, "MalformedPolicyDocument",
                "Syntax errors in policy: it has no Statement.");
  }
  return policy;
}

Result<void> read_role_settings(const Input& input, Role& role) {
  TRY(role.description, input.text_or("Description", role.description));
  TRY(const auto seconds, input.optional_integer("MaxSessionDuration", 3'600, 43'200));
  role.max_session_seconds = seconds.value_or(role.max_session_seconds);
  TRY(role.permissions_boundary, input.text_or("PermissionsBoundary", role.permissions_boundary));
  TRY(const JsonArray* tags, input.optional_list("Tags"));
  if (tags != nullptr) {
    TRY(check_tags(input, *tags));
    role.tags = *tags;
  }
  return {};
}

std::string new_role_id() {
  std::string id = "AROA" + random_id(17);
  for (char& c : id) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return id;
}

Json show_role(const Role& role, const Rooms& rooms) {
  JsonObject out{{"Path", role.path},
                 {"RoleName", role.name},
                 {"RoleId", role.id},
                 {"Arn", "arn:aws:iam::" + rooms.account + ":role" + role.path + role.name},
                 {"CreateDate", iso_time(role.created_ms)},
                 {"AssumeRolePolicyDocument", percent_encode(to_json(role.trust_policy))}};
  if (!role.description.empty()) out["Description"] = role.description;
  out["MaxSessionDuration"] = role.max_session_seconds;
  if (!role.permissions_boundary.empty()) {
    out["PermissionsBoundary"] = JsonObject{{"PermissionsBoundaryType", "Policy"},
                                            {"PermissionsBoundaryArn", role.permissions_boundary}};
  }
  if (role.tags.is_array() && !role.tags.get_array().empty()) out["Tags"] = role.tags;
  return out;
}

}  // namespace syncline::control
