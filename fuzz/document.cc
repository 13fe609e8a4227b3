// Any bytes as what a template rendered: what is accepted is written and read again as the same
// document, and each refusal keeps the text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "script/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = syncline::script::read_document(text);
  if (!document) {
    CHECK(document.error().type == "MappingTemplate");
    CHECK(syncline::find_member(document.error().detail, "text") != nullptr);
    return 0;
  }
  const auto written = syncline::to_json(*document);
  const auto again = syncline::script::read_document(written);
  CHECK(again.has_value());
  CHECK(syncline::to_json(*again) == written);
  return 0;
}
