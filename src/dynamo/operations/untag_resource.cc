// AWS: "DynamoDB API Reference", UntagResource. A key that no tag has is passed over.
#include <algorithm>

#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

constexpr Field key{.kind = Kind::text, .least = 1, .most = 128};
constexpr Field request_fields[] = {
    {.name = "ResourceArn", .required = true, .least = 1, .most = 1283},
    {.name = "TagKeys", .kind = Kind::list, .required = true, .inner = {&key, 1}}};

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  const auto arn = text_or(call.input, "ResourceArn", "");
  const auto name = bare_table_name(arn);
  const auto hold = co_await call.locks.lock({table_lock(name)});
  const auto table = call.tables.find(name);
  if (table == nullptr || !arn.starts_with("arn:")) {
    co_return resource_not_found("Requested resource not found: ResourcArn: " + std::string(arn) +
                                 " not found");
  }
  Table changed = *table;
  changed.tags.clear();
  const JsonArray& gone = array_or_empty(call.input, "TagKeys");
  for (const Json& one : table->tags) {
    const Json* named = find_member(one, "Key");
    const bool goes = named != nullptr && std::ranges::find(gone, *named) != gone.end();
    if (!goes) changed.tags.push_back(one);
  }
  const auto kept = std::make_shared<const Table>(std::move(changed));
  store::Batch batch;
  Tables::put(batch, *kept);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.tables.insert(kept);
  co_return Json();  // no output: an empty body on the wire
}

}  // namespace

extern const Operation untag_resource;
const Operation untag_resource{"UntagResource", &run};

}  // namespace syncline::dynamo
