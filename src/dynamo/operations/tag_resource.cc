// AWS: "DynamoDB API Reference", TagResource.
#include <algorithm>

#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

constexpr std::size_t tags_max = 50;  // the quota of a resource

constexpr Field tag_fields[] = {{.name = "Key", .required = true, .least = 1, .most = 128},
                                {.name = "Value", .required = true, .least = 0, .most = 256}};
constexpr Field tag{.kind = Kind::structure, .inner = tag_fields, .class_name = "Tag"};
constexpr Field request_fields[] = {
    {.name = "ResourceArn", .required = true, .least = 1, .most = 1283},
    {.name = "Tags", .kind = Kind::list, .required = true, .inner = {&tag, 1}}};

std::string_view key_of(const Json& one) { return text_or(one.get_object(), "Key", ""); }

Result<void> put_tag(JsonArray& tags, const Json& one) {
  if (key_of(one).starts_with("aws:")) {
    return invalid_parameter("Tag keys that begin with 'aws:' are reserved: " +
                             std::string(key_of(one)));
  }
  const auto same =
      std::ranges::find_if(tags, [&](const Json& other) { return key_of(other) == key_of(one); });
  if (same != tags.end()) {
    *same = one;
  } else {
    tags.push_back(one);
  }
  return {};
}

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
  for (const Json& one : array_or_empty(call.input, "Tags")) {
    CO_TRY(put_tag(changed.tags, one));
  }
  if (changed.tags.size() > tags_max) {
    co_return invalid_parameter("Too many tags: a resource has at most " +
                                std::to_string(tags_max));
  }
  const auto kept = std::make_shared<const Table>(std::move(changed));
  store::Batch batch;
  Tables::put(batch, *kept);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.tables.insert(kept);
  co_return Json();  // no output: an empty body on the wire
}

}  // namespace

extern const Operation tag_resource;
const Operation tag_resource{"TagResource", &run};

}  // namespace syncline::dynamo
