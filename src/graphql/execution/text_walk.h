// Completes a query straight into JSON text (specification 6.4.3): the same walk as Walk, whose
// limits, errors and turns it uses, without a tree of values. A plain leaf costs a look at its
// member and the bytes that it adds. Lives as long as its Walk.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "graphql/execution/walk.h"

namespace syncline::graphql {

// Nothing: a null came up where none may stand, and its error is told.
using CompletedText = std::optional<std::string>;
using CompletingText = std::variant<CompletedText, Task<CompletedText>>;

class TextWalk {
 public:
  explicit TextWalk(Walk& walk) : walk_(walk) {}

  // All fields of the root object.
  CompletingText run_root(CollectedFields& fields, const Json& source);

 private:
  // What was written so far of one value. What waits has left a hole in the text; what a failure
  // there makes null is a frame: an object or a list that may be null.
  static constexpr std::size_t no_frame = static_cast<std::size_t>(-1);
  struct Frame {
    std::size_t begin;
    std::size_t end;
    std::size_t above;  // the frame around this one, or none: the whole value
    bool failed = false;
  };
  struct Hole {
    std::size_t at;
    std::size_t frame;
    Task<CompletedText> task;
  };
  struct Part {
    std::string text = {};
    std::vector<Frame> frames = {};
    std::vector<Hole> holes = {};
    std::size_t frame = no_frame;  // the innermost that is open
  };
  // Where an object or a list begins, to go back to when it becomes null.
  struct Mark {
    std::size_t text;
    std::size_t frames;
    std::size_t holes;
    std::size_t frame;
  };

  // These write a value, or leave a hole for it. False: it is nothing, as CompletedText may be.
  bool field(Part& part, CollectedField& field, const NamedType& parent, const Json& source,
             const FieldPath* above);
  bool field_at(Part& part, const Json& source, const Place& place);
  bool resolve(Part& part, const Json& source, const Place& place);
  bool answer(Part& part, Resolved resolved, const Place& place);
  bool complete(Part& part, const Type& type, const Json& value, const Place& place);
  bool leaf(Part& part, const Type& type, const Json& value, const Place& place);
  // A member that was found to be read from its parent, and to be a plain leaf.
  bool plain_member(std::string& out, CollectedField& field, const NamedType& parent,
                    const JsonObject& object);
  bool list(Part& part, const Type& type, const Json& value, const Place& place);
  bool object(Part& part, const Type& type, const Json& value, const Place& place);
  bool meta(Part& part, const Place& place);

  // The members or items from `next` on, until all are written or the turn is over.
  bool members(Part& part, CollectedFields& fields, std::size_t& next, const Json& source,
               const FieldPath* above);
  bool items(Part& part, const Type& type, const JsonArray& all, std::size_t& next,
             const Place& place);
  Task<CompletedText> rest_of_members(CollectedFields& fields, std::size_t next, const Json& source,
                                      const FieldPath* above);
  Task<CompletedText> rest_of_items(const Type& type, const JsonArray& all, std::size_t next,
                                    Place place);
  Task<CompletedText> answer_later(Place place, Task<Resolved> task);

  static Mark begin(Part& part, bool non_null);
  // Ends what began there; gives it up as null when it failed.
  static bool end(Part& part, const Mark& mark, bool non_null, bool written);
  static bool null(Part& part, bool non_null);
  static void leave_hole(Part& part, Task<CompletedText> task);
  static CompletingText finish(Part part);
  static Task<CompletedText> fill(Part part);

  Walk& walk_;
};

}  // namespace syncline::graphql
