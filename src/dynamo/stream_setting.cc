#include "dynamo/stream_setting.h"

#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

const JsonObject& specification(const JsonObject& input) {
  return object_or_empty(input, "StreamSpecification");
}

}  // namespace

Result<std::optional<View>> read_new_stream(const JsonObject& input) {
  if (present(input, "StreamSpecification") == nullptr) return std::nullopt;
  const auto& given = specification(input);
  const bool has_view = present(given, "StreamViewType") != nullptr;
  const bool enabled = boolean_or(given, "StreamEnabled", false);
  if (enabled && !has_view) {
    return invalid_parameter(
        "Table is being created with a stream enabled, UpdateViewType is required");
  }
  if (!enabled && has_view) {
    return invalid_parameter(
        "Table is being created with a stream disabled, UpdateViewType should not be specified");
  }
  return find_view(text_or(given, "StreamViewType", ""));
}

Result<StreamStep> read_stream_step(const JsonObject& input) {
  if (present(input, "StreamSpecification") == nullptr) return StreamStep::none;
  if (present(input, "ProvisionedThroughput") != nullptr) {
    return invalid_parameter("You cannot modify stream status while updating table IOPS");
  }
  const auto& given = specification(input);
  const bool has_view = present(given, "StreamViewType") != nullptr;
  const bool enabled = boolean_or(given, "StreamEnabled", false);
  if (enabled && !has_view) {
    return invalid_parameter("If stream is being enabled then UpdateViewType is required");
  }
  if (!enabled && has_view) {
    return invalid_parameter(
        "If stream is being disabled, then UpdateViewType must not be specified");
  }
  return enabled ? StreamStep::begin : StreamStep::end;
}

Result<void> check_stream_step(StreamStep step, const Table& table) {
  const bool has_stream = table.stream && table.stream->enabled;
  if (step == StreamStep::begin && has_stream) {
    return validation_error("Table already has an enabled stream: TableName: " + table.name);
  }
  if (step == StreamStep::end && !has_stream) {
    return validation_error("Table has no stream to disable: TableName: " + table.name);
  }
  return {};
}

Result<void> begin_stream(Call& call, Table& table, View view, store::Batch& batch) {
  TRY(const auto made, make_stream(call, table, view, batch));
  put_stream(batch, made);
  table.stream = TableStream{.number = made.number, .label = made.label, .view = view};
  return {};
}

Task<Result<void>> commit_end_of_stream(Call& call, Table& table) {
  CO_TRY(const auto ended, end_of_stream(call, table));
  table.stream->enabled = false;
  const auto make_batch = [&] {
    store::Batch batch;
    Tables::put(batch, table);
    put_stream(batch, ended);
    return batch;
  };
  co_return co_await call.ledger.commit_end(make_batch, ended.number);
}

}  // namespace syncline::dynamo
