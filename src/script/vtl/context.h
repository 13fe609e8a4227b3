// `$ctx` (AppSync: "Resolver mapping template context reference"). Its members become values when
// they are first asked for: most templates look at one or two of them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script/heap.h"
#include "script/program.h"

namespace syncline::script::vtl {

class ContextObject final : public Object {
 public:
  ContextObject(Context& context, const std::vector<ScriptError>& appended)
      : context_(context), appended_(appended) {}

  [[nodiscard]] std::string_view class_name() const override { return "MappingTemplateContext"; }
  Value property(Heap& heap, std::string_view name) override;
  void append_text(Heap& heap, std::string& out) override;
  Value plain(Heap& heap) override;

  // Puts what the template changed in the arguments and the stash back.
  void write_back(Heap& heap);

 private:
  enum Member : std::uint8_t {
    arguments,
    identity,
    source,
    result,
    request,
    info,
    error,
    prev,
    stash,
    env,
    member_count,
  };
  [[nodiscard]] Value make(Heap& heap, Member member) const;
  Value member(Heap& heap, Member which);
  [[nodiscard]] const JsonObject& present_arguments() const;
  [[nodiscard]] Value out_errors(Heap& heap) const;

  Context& context_;
  const std::vector<ScriptError>& appended_;
  std::array<std::optional<Value>, member_count> members_;
};

}  // namespace syncline::script::vtl
