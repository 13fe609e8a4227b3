// An IAM role as this server keeps it: a document. Who may do what is not decided by it yet; tools
// that create roles for data sources find them again, with IAM's names, paths and ARNs
// (IAM API reference, "Role"; IAM user guide, "IAM identifiers").
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "control/control.h"
#include "control/input.h"

namespace syncline::control {

struct Role {
  std::string name;
  std::string path = "/";
  std::string id;  // "AROA" and 17 of [A-Z0-9]
  std::int64_t created_ms = 0;
  Json trust_policy;  // who may assume it
  std::string description;
  std::int64_t max_session_seconds = 3'600;
  std::string permissions_boundary;
  Json tags;                             // [{"Key","Value"}] or null
  std::map<std::string, Json> policies;  // inline, by name
  std::set<std::string> attached;        // ARNs of managed policies
};

// By the input's `RoleName`. Fails with NoSuchEntity.
Result<Role> find_role(const Call& call);
Result<void> keep_role(const Role& role, const Rooms& rooms);

Result<std::string> role_name(const Input& input);
Result<std::string> role_path(const Input& input);
Result<std::string> policy_name(const Input& input);
Result<std::string> policy_arn(const Input& input);
// The document of a policy. Fails with MalformedPolicyDocument.
Result<Json> read_policy(std::string_view text);
// Description, MaxSessionDuration, PermissionsBoundary, Tags: those that are given.
Result<void> read_role_settings(const Input& input, Role& role);
std::string new_role_id();

// IAM's Role object; its policy document is percent-encoded JSON, as IAM shows it.
Json show_role(const Role& role, const Rooms& rooms);

}  // namespace syncline::control
