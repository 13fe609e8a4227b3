#include "dynamo/answer_text.h"

namespace syncline::dynamo {

void end_answer(std::string& out, const JsonObject& rest) {
  for (const auto& member : rest) {
    append_json_string(out, out.ends_with('{') ? "" : ",", member.key());
    out += ':';
    append_json(out, member.value());
  }
  out += '}';
}

}  // namespace syncline::dynamo
