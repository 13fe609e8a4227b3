// What a table keeps and gives back, and what changes nothing here: encryption, bounds of
// throughput, warm throughput and point-in-time recovery (AWS: "DynamoDB API Reference",
// SSESpecification, OnDemandThroughput, WarmThroughput, PointInTimeRecoverySpecification), and when
// its billing, throughput and class were changed last.
#pragma once

#include <cstdint>

#include "base/limits.h"
#include "base/result.h"
#include "dynamo/shape.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

// Of CreateTable and UpdateTable; of an index, what its own description asks for. Anything that is
// not asked for stays as it was.
void keep_settings(const JsonObject& input, Table& table);
void keep_index_settings(const JsonObject& input, std::string_view index, Table& table);
// Notes what differs from the table before the update.
void note_changes(const Table& before, std::int64_t now_ms, Table& table);
// Whether UpdateTable asks for any of them.
bool asks_for_settings(const JsonObject& input);

// Adds them to TableDescription and to the description of an index.
void describe_settings(const Table& table, const Options& options, JsonObject& description);
void describe_index_settings(const Table& table, std::string_view index, JsonObject& description);

// Point-in-time recovery: the days that it covers, 0 when it is off.
void set_recovery_days(std::int64_t days, Table& table);
// AWS: ContinuousBackupsDescription. Nothing can be restored, so no time to restore to is told.
JsonObject describe_backups(const Table& table);
std::unexpected<Error> no_table_to_back_up(std::string_view name);

namespace settings {

inline constexpr std::string_view encryption_choices[] = {"AES256", "KMS"};
inline constexpr Field encryption_fields[] = {{.name = "Enabled", .kind = Kind::boolean},
                                              {.name = "SSEType", .choices = encryption_choices},
                                              {.name = "KMSMasterKeyId"}};
inline constexpr Field encryption{
    .name = "SSESpecification", .kind = Kind::structure, .inner = encryption_fields};
inline constexpr Field on_demand_fields[] = {
    {.name = "MaxReadRequestUnits", .kind = Kind::integer},
    {.name = "MaxWriteRequestUnits", .kind = Kind::integer}};
inline constexpr Field on_demand{
    .name = "OnDemandThroughput", .kind = Kind::structure, .inner = on_demand_fields};
inline constexpr Field warm_fields[] = {{.name = "ReadUnitsPerSecond", .kind = Kind::integer},
                                        {.name = "WriteUnitsPerSecond", .kind = Kind::integer}};
inline constexpr Field warm{
    .name = "WarmThroughput", .kind = Kind::structure, .inner = warm_fields};
inline constexpr Field recovery_fields[] = {
    {.name = "PointInTimeRecoveryEnabled", .kind = Kind::boolean, .required = true},
    {.name = "RecoveryPeriodInDays",
     .kind = Kind::integer,
     .least = 1,
     .most = limits::recovery_days_max}};
inline constexpr Field recovery{.name = "PointInTimeRecoverySpecification",
                                .kind = Kind::structure,
                                .required = true,
                                .inner = recovery_fields};

}  // namespace settings

}  // namespace syncline::dynamo
