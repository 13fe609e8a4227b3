#include "script/vtl/shortcut.h"

#include <algorithm>
#include <utility>

namespace syncline::script::vtl {
namespace {

// What is larger goes the long way, with its limits.
constexpr std::size_t result_bytes_max = 1024 * 1024;
constexpr int result_depth_max = 64;

class Constant final : public Program {
 public:
  explicit Constant(Json document) : document_(std::move(document)) {}
  Result<Outcome> run(Context& /*context*/) const override { return Outcome{.value = document_}; }
  [[nodiscard]] const Json* constant() const override { return &document_; }

 private:
  Json document_;
};

// Whether a value comes out of its JSON text as it went in: doubles take Java's form on the way.
class PlainCheck {
 public:
  bool holds(const Json& value, int depth = 0) {
    if (!count(8) || depth > result_depth_max) return false;
    switch (value.kind()) {
      case boost::json::kind::double_: return false;
      case boost::json::kind::string: return count(value.get_string().size());
      case boost::json::kind::array:
        return std::ranges::all_of(value.get_array(),
                                   [&](const Json& item) { return holds(item, depth + 1); });
      case boost::json::kind::object:
        return std::ranges::all_of(value.get_object(), [&](const auto& member) {
          return count(member.key().size()) && holds(member.value(), depth + 1);
        });
      default: return true;
    }
  }

 private:
  bool count(std::size_t bytes) {
    bytes_ += bytes;
    return bytes_ <= result_bytes_max;
  }

  std::size_t bytes_ = 0;
};

class TheResult final : public Program {
 public:
  explicit TheResult(std::unique_ptr<const Program> whole) : whole_(std::move(whole)) {}
  Result<Outcome> run(Context& context) const override {
    if (!PlainCheck().holds(context.result)) return whole_->run(context);
    return Outcome{.value = std::move(context.result)};
  }

 private:
  std::unique_ptr<const Program> whole_;
};

bool is_text(const Statement& statement) { return std::holds_alternative<Text>(statement.what); }

bool is_blank(const Statement& statement) {
  const auto* text = std::get_if<Text>(&statement.what);
  return text != nullptr && text->text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

const Reference* reference_of(const Expression& expression) {
  return std::get_if<Reference>(&expression.what);
}

// $ctx.result
bool is_the_result(const Expression& expression) {
  const auto* reference = reference_of(expression);
  if (reference == nullptr || (reference->slot != ctx && reference->slot != context)) return false;
  if (reference->steps.size() != 1) return false;
  const auto* property = std::get_if<Property>(&reference->steps.front().what);
  return property != nullptr && property->name == "result";
}

// $util.toJson($ctx.result)
bool shows_the_result(const Statement& statement) {
  const auto* output = std::get_if<Output>(&statement.what);
  if (output == nullptr || output->backslashes != 0) return false;
  const auto* reference = reference_of(output->reference);
  if (reference == nullptr || (reference->slot != util && reference->slot != utils)) return false;
  if (reference->steps.size() != 1) return false;
  const auto* call = std::get_if<Call>(&reference->steps.front().what);
  return call != nullptr && call->name == "toJson" && call->arguments.size() == 1 &&
         is_the_result(call->arguments.front());
}

bool is_only_the_result(const Block& body) {
  const auto shown = std::ranges::find_if(body.statements, shows_the_result);
  return shown != body.statements.end() && std::all_of(body.statements.begin(), shown, is_blank) &&
         std::all_of(shown + 1, body.statements.end(), is_blank);
}

}  // namespace

std::unique_ptr<const Program> shorten(const Tree& tree, std::unique_ptr<const Program> whole) {
  if (is_only_the_result(tree.body)) return std::make_unique<const TheResult>(std::move(whole));
  if (std::ranges::all_of(tree.body.statements, is_text)) {
    Context nothing;
    auto outcome = whole->run(nothing);
    if (outcome) return std::make_unique<const Constant>(std::move(outcome->value));
  }
  return whole;
}

}  // namespace syncline::script::vtl
