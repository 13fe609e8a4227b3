// `$util`, its families such as `$util.time`, and `$extensions`, as values of a template.
#pragma once

#include <string>
#include <string_view>

#include "script/builtin.h"

namespace syncline::script::vtl {

class FamilyObject final : public Object {
 public:
  FamilyObject(CallContext& context, Library library, std::string_view name)
      : context_(context), library_(library), name_(name) {}

  [[nodiscard]] std::string_view class_name() const override { return name_; }
  Answer call(Heap& heap, std::string_view method, Arguments args) override;
  void append_text(Heap& heap, std::string& out) override;

 private:
  CallContext& context_;
  Library library_;
  std::string_view name_;
};

class UtilObject final : public Object {
 public:
  UtilObject(CallContext& context, Library library) : context_(context), library_(library) {}

  [[nodiscard]] std::string_view class_name() const override { return "util"; }
  Value property(Heap& heap, std::string_view name) override;
  Answer call(Heap& heap, std::string_view method, Arguments args) override;
  void append_text(Heap& heap, std::string& out) override;

 private:
  CallContext& context_;
  Library library_;
};

}  // namespace syncline::script::vtl
