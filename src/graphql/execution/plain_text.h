// Writes plain leaves (plain_leaf.h) into an answer. No place is known here, so that nothing can be
// told: what returns false has changed nothing, as the value is of another kind, may not stand
// there, or has no room in the response, and Walk::complete_leaf is to say which.
#pragma once

#include <string>
#include <string_view>

#include "graphql/execution/plain_leaf.h"
#include "graphql/execution/walk.h"

namespace syncline::graphql {

// Where values are written, and what each adds to the response besides its own text.
struct PlainSpot {
  Walk& walk;
  std::string& out;
  std::string_view head;  // goes before the value: a comma, a key
  PlainLeaf leaf;
  const Type& type;
  std::size_t fields = 0;
  std::size_t text_bytes = 0;

  [[nodiscard]] bool counted(std::size_t more_bytes = 0) const {
    return walk.count_if_room(fields, text_bytes + more_bytes);
  }
  [[nodiscard]] bool holds(std::string_view text) const {
    if (leaf == PlainLeaf::text || leaf == PlainLeaf::own) return true;
    if (leaf != PlainLeaf::checked_text) return false;
    return type.named->kind == TypeKind::enum_ ? type.named->value(text) != nullptr
                                               : type.named->scalar->holds(text);
  }
};

bool write_text(const PlainSpot& spot, std::string_view text);
bool write_null(const PlainSpot& spot);
bool write_plain(const PlainSpot& spot, const Json& value);

// Writes the members of an object from `next` on, as long as they are short and of the commonest
// kinds and `out` has the memory for them. Where it ended: whatever comes there is left as it was.
std::size_t write_plain_run(Walk& walk, std::string& out, CollectedFields& fields, std::size_t next,
                            const JsonObject& object);

}  // namespace syncline::graphql
