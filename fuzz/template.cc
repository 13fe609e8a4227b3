// The template's text and its sections; nothing is deployed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "template/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = syncline::cloudformation::parse_template(text);
  return document && document->resources.empty() ? 1 : 0;  // there is always one
}
