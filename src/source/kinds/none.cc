// NONE: answers what it was asked (AppSync: "Resolver mapping template reference for None data
// source").
#include "source/source.h"

namespace syncline::source {
namespace {

class NoneSource final : public Source {
 public:
  Invoked invoke(const Invocation& invocation) override {
    const auto* payload = find_member(invocation.document, "payload");
    return Answer{payload == nullptr ? Json() : *payload, std::nullopt};
  }
};

std::unique_ptr<Source> make(const catalog::DataSource& /*definition*/, Rooms& /*rooms*/) {
  return std::make_unique<NoneSource>();
}

}  // namespace

extern const Kind none;
const Kind none{"NONE", "com.amazonaws.deepdish.transform.model.none.NoneVersionedConfig", &make};

}  // namespace syncline::source
