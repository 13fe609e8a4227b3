#include "dynamo/not_offered.h"

namespace syncline::dynamo {

// AWS: "DynamoDB API Reference", Actions. Backups and exports need a second store, global tables a
// second region, the Kinesis operations a stream outside, and resource policies the evaluation of
// policies: none of them can be kept without effect and stay honest.
std::span<const std::string_view> operations_not_offered() {
  static constexpr std::string_view names[] = {"CreateBackup",
                                               "CreateGlobalTable",
                                               "DeleteBackup",
                                               "DeleteResourcePolicy",
                                               "DescribeBackup",
                                               "DescribeExport",
                                               "DescribeGlobalTable",
                                               "DescribeGlobalTableSettings",
                                               "DescribeImport",
                                               "DisableKinesisStreamingDestination",
                                               "EnableKinesisStreamingDestination",
                                               "ExportTableToPointInTime",
                                               "ImportTable",
                                               "ListBackups",
                                               "ListContributorInsights",
                                               "ListExports",
                                               "ListGlobalTables",
                                               "ListImports",
                                               "PutResourcePolicy",
                                               "RestoreTableFromBackup",
                                               "RestoreTableToPointInTime",
                                               "UpdateContributorInsights",
                                               "UpdateGlobalTable",
                                               "UpdateGlobalTableSettings",
                                               "UpdateKinesisStreamingDestination",
                                               "UpdateTableReplicaAutoScaling"};
  return names;
}

}  // namespace syncline::dynamo
