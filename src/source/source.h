// Where a resolver's data comes from: one kind of data source a file in kinds/.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "base/task.h"
#include "catalog/api.h"
#include "dynamo/database.h"

namespace syncline::source {

struct Invocation {
  const Json& document;      // what the request step gave: an object
  std::string_view version;  // "2017-02-28" or "2018-05-29"
  // Which resolver asks: its API, type and field, in any form that no other resolver has. What a
  // source hands out to be given back, such as a nextToken, is good for this place only.
  std::string_view place = {};
};

// A result may come with an error: a failed condition brings the current item along.
struct Answer {
  Json result;
  std::optional<Error> error;  // type and message as ctx.error shows them
};

// It fails when the document does not fit the source (type "MappingTemplate") or asks for what is
// not offered (kind `unsupported`): nothing was invoked, and the resolver ends there. Failures of
// the invocation itself are the answer's error, which the response step may handle.
// A ready answer costs no coroutine.
using Invoked = std::variant<Result<Answer>, Task<Result<Answer>>>;

class Source {
 public:
  virtual ~Source() = default;
  // What the invocation refers to, and the source, must outlive the task. From any loop.
  virtual Invoked invoke(const Invocation& invocation) = 0;
};

// What kinds are made from; a kind takes what it needs. Must outlive the sources.
struct Rooms {
  dynamo::Database& database;
  // Make a text that only `open` with the same context gives back: no client can read or make one.
  // A source that hands out tokens needs both. From any loop.
  std::function<std::string(std::string_view text, std::string_view context)> seal = nullptr;
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)>
      open = nullptr;
};

struct Kind {
  std::string_view type;  // AppSync's name: "AMAZON_DYNAMODB"
  // The document class that AppSync names when a request does not fit it.
  std::string_view document_class;
  // `definition` must outlive the source.
  std::unique_ptr<Source> (*make)(const catalog::DataSource& definition, Rooms& rooms);
};

std::span<const Kind* const> kinds_table();  // made by room_table
const Kind* find_kind(std::string_view type);

}  // namespace syncline::source
