#include "dynamo/table_settings.h"

#include <algorithm>

#include "dynamo/database.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

// Members of Table::settings. Times are milliseconds since 1970.
constexpr std::string_view key_member = "key";  // of the encryption; there when it is on
constexpr std::string_view on_demand_member = "onDemand", warm_member = "warm";
constexpr std::string_view indexes_member = "indexes";  // by name, with the two above
constexpr std::string_view recovery_member = "recoveryDays";
constexpr std::string_view on_demand_since = "onDemandSince", class_since = "classSince";
constexpr std::string_view increased = "increased", decreased = "decreased";
constexpr std::string_view decreases = "decreases";  // on the UTC day of the last one

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

// The members that `fields` declare; anything else of the request is not kept.
JsonObject pick(const JsonObject& given, std::span<const Field> fields) {
  JsonObject picked;
  for (const auto& field : fields) {
    if (const auto* value = present(given, field.name)) picked[field.name] = *value;
  }
  return picked;
}

void keep_throughputs(const JsonObject& input, JsonObject& kept) {
  if (const auto* given = present(input, "OnDemandThroughput")) {
    kept[on_demand_member] = pick(given->get_object(), settings::on_demand_fields);
  }
  if (const auto* given = present(input, "WarmThroughput")) {
    kept[warm_member] = pick(given->get_object(), settings::warm_fields);
  }
}

void describe_throughputs(const JsonObject& kept, JsonObject& description) {
  if (const auto* bound = find_member(kept, on_demand_member)) {
    description["OnDemandThroughput"] = *bound;
  }
  const auto* warm = find_member(kept, warm_member);
  if (warm == nullptr || !warm->is_object()) return;
  auto shown = warm->get_object();
  shown["Status"] = "ACTIVE";
  description["WarmThroughput"] = std::move(shown);
}

// A key's id stands for its ARN, as on AWS. Without one it is the key that AWS manages.
std::string key_arn(std::string_view id, const Options& options) {
  if (id.starts_with("arn:")) return std::string(id);
  const auto prefix = "arn:aws:kms:" + options.region + ":" + options.account + ":";
  if (id.empty()) return prefix + "alias/aws/dynamodb";
  return prefix + (id.starts_with("alias/") ? "" : "key/") + std::string(id);
}

double seconds(std::int64_t ms) { return static_cast<double>(ms) / 1000; }

// A time that the record holds, or 0.
std::int64_t time_of(const Table& table, std::string_view member) {
  const auto* value = find_member(table.settings, member);
  return value == nullptr || !value->is_int64() ? 0 : value->get_int64();
}

void describe_billing(const Table& table, JsonObject& description) {
  auto since = time_of(table, on_demand_since);
  if (since == 0 && !table.on_demand) return;
  if (since == 0) since = table.created_ms;
  description["BillingModeSummary"] =
      JsonObject{{"BillingMode", table.on_demand ? "PAY_PER_REQUEST" : "PROVISIONED"},
                 {"LastUpdateToPayPerRequestDateTime", seconds(since)}};
}

void describe_changes(const Table& table, JsonObject& description) {
  auto& throughput = description["ProvisionedThroughput"].get_object();
  if (const auto at = time_of(table, increased); at != 0) {
    throughput["LastIncreaseDateTime"] = seconds(at);
  }
  if (const auto at = time_of(table, decreased); at != 0) {
    throughput["LastDecreaseDateTime"] = seconds(at);
    throughput["NumberOfDecreasesToday"] = time_of(table, decreases);
  }
  const auto at = time_of(table, class_since);
  if (at == 0 || table.table_class.empty()) return;
  description["TableClassSummary"].get_object()["LastUpdateDateTime"] = seconds(at);
}

}  // namespace

void keep_settings(const JsonObject& input, Table& table) {
  keep_throughputs(input, table.settings);
  const auto* encryption = present(input, "SSESpecification");
  if (encryption == nullptr) return;
  const auto& given = encryption->get_object();
  table.settings.erase(key_member);
  if (!boolean_or(given, "Enabled", false)) return;
  table.settings[key_member] = text_or(given, "KMSMasterKeyId", "");
}

void keep_index_settings(const JsonObject& input, std::string_view index, Table& table) {
  JsonObject kept;
  keep_throughputs(input, kept);
  auto* all = table.settings.if_contains(indexes_member);
  if (kept.empty()) {
    if (all != nullptr) all->get_object().erase(index);
    return;
  }
  if (all == nullptr) all = &(table.settings[indexes_member] = JsonObject());
  all->get_object()[index] = std::move(kept);
}

void note_changes(const Table& before, std::int64_t now_ms, Table& table) {
  if (table.on_demand && !before.on_demand) table.settings[on_demand_since] = now_ms;
  if (!table.on_demand && before.on_demand && time_of(before, on_demand_since) == 0) {
    table.settings[on_demand_since] = before.created_ms;
  }
  if (table.table_class != before.table_class) table.settings[class_since] = now_ms;
  if (table.on_demand || before.on_demand) return;
  const auto& now = table.throughput;
  const auto& was = before.throughput;
  if (now.read > was.read || now.write > was.write) table.settings[increased] = now_ms;
  if (now.read >= was.read && now.write >= was.write) return;
  const bool same_day = time_of(before, decreased) / day_ms == now_ms / day_ms;
  table.settings[decreases] = (same_day ? time_of(before, decreases) : 0) + 1;
  table.settings[decreased] = now_ms;
}

bool asks_for_settings(const JsonObject& input) {
  constexpr std::string_view members[] = {"SSESpecification", "OnDemandThroughput",
                                          "WarmThroughput"};
  return std::ranges::any_of(members,
                             [&](auto member) { return present(input, member) != nullptr; });
}

void describe_settings(const Table& table, const Options& options, JsonObject& description) {
  describe_billing(table, description);
  describe_changes(table, description);
  describe_throughputs(table.settings, description);
  const auto* key = find_string(table.settings, key_member);
  if (key == nullptr) return;
  description["SSEDescription"] = JsonObject{
      {"Status", "ENABLED"}, {"SSEType", "KMS"}, {"KMSMasterKeyArn", key_arn(*key, options)}};
}

void describe_index_settings(const Table& table, std::string_view index, JsonObject& description) {
  const auto* all = find_member(table.settings, indexes_member);
  const auto* kept = all == nullptr ? nullptr : find_member(*all, index);
  if (kept != nullptr && kept->is_object()) describe_throughputs(kept->get_object(), description);
}

void set_recovery_days(std::int64_t days, Table& table) {
  if (days == 0) {
    table.settings.erase(recovery_member);
  } else {
    table.settings[recovery_member] = days;
  }
}

JsonObject describe_backups(const Table& table) {
  const auto days = time_of(table, recovery_member);
  JsonObject recovery{{"PointInTimeRecoveryStatus", days > 0 ? "ENABLED" : "DISABLED"}};
  if (days > 0) recovery["RecoveryPeriodInDays"] = days;
  return {{"ContinuousBackupsStatus", "ENABLED"},
          {"PointInTimeRecoveryDescription", std::move(recovery)}};
}

std::unexpected<Error> no_table_to_back_up(std::string_view name) {
  return fail(ErrorKind::not_found, "TableNotFoundException",
              "Table not found: " + std::string(name));
}

}  // namespace syncline::dynamo
