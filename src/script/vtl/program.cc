#include "script/vtl.h"
#include "script/vtl/compile.h"
#include "script/vtl/parser.h"
#include "script/vtl/run.h"
#include "script/vtl/shortcut.h"

namespace syncline::script {
namespace vtl {
namespace {

class TemplateProgram final : public Program {
 public:
  TemplateProgram(Tree tree, const Dialect& dialect) : tree_(std::move(tree)), dialect_(dialect) {}
  [[nodiscard]] const Tree& tree() const { return tree_; }
  Result<Outcome> run(Context& context) const override {
    return Run(tree_, dialect_, context).run();
  }

 private:
  Tree tree_;
  Dialect dialect_;
};

}  // namespace

Result<std::unique_ptr<const Program>> compile(std::string_view text, const Dialect& dialect,
                                               Rendering rendering) {
  Tree tree;
  for (const auto& variable : dialect.variables) tree.names.slot(variable.key());
  TRY(parse_template(tree, text));
  auto program = std::make_unique<const TemplateProgram>(std::move(tree), dialect);
  if (rendering == Rendering::always) return program;
  const Tree& parsed = program->tree();
  return shorten(parsed, std::move(program));
}

}  // namespace vtl

Result<std::unique_ptr<const Program>> compile_vtl(std::string_view text, VtlDialect dialect,
                                                   Rendering rendering) {
  return vtl::compile(text, {builtins_table(), dialect}, rendering);
}

}  // namespace syncline::script
