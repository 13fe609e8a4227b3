#include "graphql/execution/text_walk.h"

#include <utility>

#include "base/when_all.h"
#include "graphql/execution/introspection.h"
#include "graphql/execution/plain_text.h"

namespace syncline::graphql {
namespace {

bool is_leaf(const Type& type) { return !type.is_list() && type.named->is_leaf(); }

constexpr std::size_t first_bytes = 512;  // of an answer: few allocations for it as it grows

Task<CompletedText> as_text(Task<Completed> waits) {
  Completed value = co_await std::move(waits);
  if (!value) co_return std::nullopt;
  co_return to_json(*value);
}

}  // namespace

CompletingText TextWalk::run_root(CollectedFields& fields, const Json& source) {
  Part part;
  part.text.reserve(first_bytes);
  std::size_t next = 0;
  part.text += '{';
  if (!members(part, fields, next, source, nullptr)) return CompletedText();
  if (next < fields.fields.size()) leave_hole(part, rest_of_members(fields, next, source, nullptr));
  part.text += '}';
  return finish(std::move(part));
}

bool TextWalk::null(Part& part, bool non_null) {
  if (non_null) return false;
  part.text += "null";
  return true;
}

TextWalk::Mark TextWalk::begin(Part& part, bool non_null) {
  const Mark mark{part.text.size(), part.frames.size(), part.holes.size(), part.frame};
  if (!non_null) {
    part.frames.push_back({.begin = mark.text, .end = 0, .above = part.frame});
    part.frame = mark.frames;
  }
  return mark;
}

bool TextWalk::end(Part& part, const Mark& mark, bool non_null, bool written) {
  part.frame = mark.frame;
  if (written) {
    if (part.holes.size() == mark.holes) {
      part.frames.resize(mark.frames, Frame{});  // nothing in it can fail any more
    } else if (!non_null) {
      part.frames[mark.frames].end = part.text.size();
    }
    return true;
  }
  // What waits in here is not begun: nobody will see it.
  part.text.resize(mark.text);
  part.frames.resize(mark.frames, Frame{});
  part.holes.erase(part.holes.begin() + static_cast<std::ptrdiff_t>(mark.holes), part.holes.end());
  return null(part, non_null);
}

void TextWalk::leave_hole(Part& part, Task<CompletedText> task) {
  part.holes.push_back({part.text.size(), part.frame, std::move(task)});
}

CompletingText TextWalk::finish(Part part) {
  if (part.holes.empty()) return CompletedText(std::move(part.text));
  return fill(std::move(part));
}

Task<CompletedText> TextWalk::fill(Part part) {
  std::vector<Task<CompletedText>> tasks;
  tasks.reserve(part.holes.size());
  for (Hole& hole : part.holes) tasks.push_back(std::move(hole.task));
  const std::vector<CompletedText> filled = co_await when_all(std::move(tasks));
  for (std::size_t i = 0; i < filled.size(); ++i) {
    if (filled[i]) continue;
    if (part.holes[i].frame == no_frame) co_return std::nullopt;
    part.frames[part.holes[i].frame].failed = true;
  }
  // Frames stand in the order of their beginnings, holes in that of the text.
  std::string out;
  std::size_t copied = 0;
  std::size_t hole = 0;
  const auto copy_to = [&](std::size_t end) {
    for (; hole < filled.size() && part.holes[hole].at <= end; ++hole) {
      out.append(part.text, copied, part.holes[hole].at - copied).append(*filled[hole]);
      copied = part.holes[hole].at;
    }
    out.append(part.text, copied, end - copied);
    copied = end;
  };
  for (const Frame& frame : part.frames) {
    if (!frame.failed || frame.begin < copied) continue;
    copy_to(frame.begin);
    out += "null";
    copied = frame.end;
    while (hole < filled.size() && part.holes[hole].at < copied) ++hole;
  }
  copy_to(part.text.size());
  co_return out;
}

// A member that was found to be read from its parent, and to be a plain leaf.
bool TextWalk::plain_member(std::string& out, CollectedField& field, const NamedType& parent,
                            const JsonObject& object) {
  const FieldType& definition = *field.definition;
  const PlainSpot spot{walk_, out, field.quoted, field.plain, definition.type, 1, field.key.size()};
  if (field.plain == PlainLeaf::none) return false;
  if (field.plain == PlainLeaf::type_name) return write_text(spot, parent.name);
  const Json* value = find_member(object, definition.name, field.position);
  return value == nullptr ? write_null(spot) : write_plain(spot, *value);
}

bool TextWalk::members(Part& part, CollectedFields& fields, std::size_t& next, const Json& source,
                       const FieldPath* above) {
  const JsonObject* object = source.if_object();
  const std::size_t size = fields.fields.size();
  while (next < size) {
    if (object != nullptr && fields.fields[next].plain != PlainLeaf::none) {
      const std::size_t begin = next;
      next = write_plain_run(walk_, part.text, fields, next, *object);
      walk_.took_steps(next - begin);
      if (next == size) return true;
    }
    if (walk_.turn_is_over()) return true;
    CollectedField& member = fields.fields[next];
    if (object == nullptr || !plain_member(part.text, member, *fields.type, *object)) {
      part.text += member.quoted;
      if (!field(part, member, *fields.type, source, above)) return false;
    }
    ++next;
  }
  return true;
}

Task<CompletedText> TextWalk::rest_of_members(CollectedFields& fields, std::size_t next,
                                              const Json& source, const FieldPath* above) {
  Part part;
  while (next < fields.fields.size()) {
    co_await walk_.next_turn();
    if (!members(part, fields, next, source, above)) co_return std::nullopt;
  }
  CompletingText completing = finish(std::move(part));
  if (auto* ready = std::get_if<CompletedText>(&completing)) co_return std::move(*ready);
  co_return co_await std::get<Task<CompletedText>>(std::move(completing));
}

bool TextWalk::items(Part& part, const Type& type, const JsonArray& all, std::size_t& next,
                     const Place& place) {
  const PlainLeaf leaf = plain_leaf_of(type);
  Walk::Step* step = nullptr;
  for (; next < all.size(); ++next) {
    if (walk_.turn_is_over()) return true;
    const auto head = std::string_view(",").substr(next == 0 ? 1 : 0);
    // As items they are counted already.
    if (leaf != PlainLeaf::none && write_plain({walk_, part.text, head, leaf, type}, all[next])) {
      continue;
    }
    part.text += head;
    const std::size_t holes = part.holes.size();
    if (step == nullptr) step = walk_.take_step(&place.path, {}, next);
    step->index = static_cast<std::int64_t>(next);
    if (!complete(part, type, all[next], {place.field, place.parent, *step})) return false;
    // What waits remembers where it is; otherwise the next item may have the same step.
    if (part.holes.size() != holes) step = nullptr;
  }
  if (step != nullptr) walk_.give_back(step);
  return true;
}

Task<CompletedText> TextWalk::rest_of_items(const Type& type, const JsonArray& all,
                                            std::size_t next, Place place) {
  Part part;
  while (next < all.size()) {
    co_await walk_.next_turn();
    if (!items(part, type, all, next, place)) co_return std::nullopt;
  }
  CompletingText completing = finish(std::move(part));
  if (auto* ready = std::get_if<CompletedText>(&completing)) co_return std::move(*ready);
  co_return co_await std::get<Task<CompletedText>>(std::move(completing));
}

bool TextWalk::field(Part& part, CollectedField& field, const NamedType& parent, const Json& source,
                     const FieldPath* above) {
  auto* step = walk_.take_step(above, field.key, 0);
  const std::size_t holes = part.holes.size();
  const bool written = field_at(part, source, {field, parent, *step});
  if (part.holes.size() == holes) walk_.give_back(step);
  return written;
}

bool TextWalk::field_at(Part& part, const Json& source, const Place& place) {
  CollectedField& field = place.field;
  const Type& type = field.definition->type;
  if (!walk_.count(place, 1, field.key.size())) return null(part, type.non_null);
  if (field.definition->name.starts_with("__")) return meta(part, place);
  // Without arguments nothing can be wrong with them.
  if (walk_.resolver_ == nullptr ||
      (field.definition->arguments.empty() && walk_.reads_parent(place))) {
    field.plain = plain_leaf_of(type);
    return complete(part, type, Walk::member(source, field), place);
  }
  return resolve(part, source, place);
}

bool TextWalk::meta(Part& part, const Place& place) {
  if (place.field.definition->name == "__typename") {
    if (!walk_.count(place, 0, place.parent.name.size())) return false;
    append_json_string(part.text, place.parent.name);
    place.field.plain = PlainLeaf::type_name;
    return true;
  }
  Completing shown = introspect(walk_, place);
  if (auto* waits = std::get_if<Task<Completed>>(&shown)) {
    leave_hole(part, as_text(std::move(*waits)));
    return true;
  }
  const Completed& ready = std::get<Completed>(shown);
  if (ready) append_json(part.text, *ready);
  return ready.has_value();
}

bool TextWalk::resolve(Part& part, const Json& source, const Place& place) {
  const Type& type = place.field.definition->type;
  std::optional<FieldValue> value;
  switch (walk_.ask(source, place, value)) {
    case Walk::Asked::failed: return null(part, type.non_null);
    case Walk::Asked::without_resolver:
      return complete(part, type, Walk::member(source, place.field), place);
    case Walk::Asked::answered: break;
  }
  if (auto* task = std::get_if<Task<Resolved>>(&*value)) {
    leave_hole(part, answer_later(place, std::move(*task)));
    return true;
  }
  return answer(part, std::get<Resolved>(*std::move(value)), place);
}

bool TextWalk::answer(Part& part, Resolved resolved, const Place& place) {
  const Type& type = place.field.definition->type;
  const bool told = walk_.take_errors_of(resolved, place);
  // Only one error for a field that is null (6.4.4).
  if (told && resolved.value.is_null()) return null(part, type.non_null);
  if (is_leaf(type)) return complete(part, type, resolved.value, place);
  return complete(part, type, walk_.keep(std::move(resolved.value)), place);
}

Task<CompletedText> TextWalk::answer_later(Place place, Task<Resolved> task) {
  // Not every Task waits: a thousand of them may be as good as ready.
  walk_.until_look_ = 0;
  if (walk_.turn_is_over()) co_await walk_.next_turn();
  Resolved resolved = co_await std::move(task);
  Part part;
  if (!answer(part, std::move(resolved), place)) co_return std::nullopt;
  CompletingText completing = finish(std::move(part));
  if (auto* ready = std::get_if<CompletedText>(&completing)) co_return std::move(*ready);
  co_return co_await std::get<Task<CompletedText>>(std::move(completing));
}

bool TextWalk::complete(Part& part, const Type& type, const Json& value, const Place& place) {
  if (!value.is_null()) {
    if (type.is_list()) {
      if (value.is_array()) return list(part, type, value, place);
    } else if (type.named->is_leaf()) {
      return leaf(part, type, value, place);
    } else {
      return object(part, type, value, place);
    }
  }
  // A null, or no list where one should be: the other walk knows what to say.
  const Completing refused = walk_.complete(type, value, place);
  return std::get<Completed>(refused).has_value() && null(part, false);
}

bool TextWalk::leaf(Part& part, const Type& type, const Json& value, const Place& place) {
  if (write_plain({walk_, part.text, {}, plain_leaf_of(type), type}, value)) return true;
  const Completed completed = walk_.complete_leaf(type, value, place);
  if (completed) append_json(part.text, *completed);
  return completed.has_value();
}

bool TextWalk::list(Part& part, const Type& type, const Json& value, const Place& place) {
  const JsonArray& all = value.get_array();
  if (!walk_.count(place, all.size())) return null(part, type.non_null);
  const Mark mark = begin(part, type.non_null);
  std::size_t next = 0;
  part.text += '[';
  const bool written = items(part, *type.item, all, next, place);
  if (written && next < all.size()) leave_hole(part, rest_of_items(*type.item, all, next, place));
  part.text += ']';
  return end(part, mark, type.non_null, written);
}

bool TextWalk::object(Part& part, const Type& type, const Json& value, const Place& place) {
  CollectedFields* fields = walk_.open_object(type, value, place);
  if (fields == nullptr) return null(part, type.non_null);
  const Mark mark = begin(part, type.non_null);
  std::size_t next = 0;
  part.text += '{';
  const bool written = members(part, *fields, next, value, &place.path);
  if (written && next < fields->fields.size()) {
    leave_hole(part, rest_of_members(*fields, next, value, &place.path));
  }
  part.text += '}';
  return end(part, mark, type.non_null, written);
}

}  // namespace syncline::graphql
