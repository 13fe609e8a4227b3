#include "dynamo/partiql/next_token.h"

#include "base/text.h"
#include "dynamo/errors.h"

namespace syncline::dynamo::partiql {
namespace {

constexpr char version = 1;  // of the layout: version, mark of the statement, row

// FNV-1a of the statement's and the parameters' text; tells requests apart.
std::string mark_of(std::string_view statement, const JsonArray& parameters) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto add = [&](std::string_view bytes) {
    for (const char byte : bytes) {
      hash ^= static_cast<unsigned char>(byte);
      hash *= 0x100000001b3ULL;
    }
  };
  add(statement);
  add("\n");
  add(to_json(Json(parameters)));
  std::string mark;
  for (int shift = 56; shift >= 0; shift -= 8) mark += static_cast<char>(hash >> shift & 0xFF);
  return mark;
}

}  // namespace

std::string write_token(std::string_view statement, const JsonArray& parameters,
                        std::string_view row) {
  return base64_encode(version + mark_of(statement, parameters) + std::string(row));
}

Result<std::string> read_token(std::string_view token, std::string_view statement,
                               const JsonArray& parameters) {
  const auto bytes = base64_decode(token);
  const auto mark = mark_of(statement, parameters);
  if (!bytes || bytes->size() <= 1 + mark.size() || bytes->front() != version) {
    return validation_error("Invalid NextToken");
  }
  if (bytes->compare(1, mark.size(), mark) != 0) return foreign_token();
  return bytes->substr(1 + mark.size());
}

std::unexpected<Error> foreign_token() {
  return validation_error("NextToken does not match request");
}

}  // namespace syncline::dynamo::partiql
