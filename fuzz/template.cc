// The template's text, its sections, and the plan that is made of them: parameters, conditions,
// intrinsic functions, properties, the order of the resources. Nothing is deployed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "template/plan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace cf = syncline::cloudformation;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = cf::parse_template(text);
  if (!document) return 0;
  const cf::Stack stack{
      .name = "stack", .id = "arn", .region = "us-east-1", .account = "000000000000"};
  const auto plan = cf::make_plan(*document, {}, stack);
  if (plan && plan->order.size() > document->resources.size()) __builtin_trap();
  return 0;
}
