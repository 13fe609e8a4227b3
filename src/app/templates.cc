#include "app/templates.h"

#include <filesystem>
#include <set>

#include "app/text_file.h"
#include "template/template.h"

namespace syncline::app {
namespace {

std::unexpected<Error> fault(std::string message) {
  return fail(ErrorKind::invalid, "TemplateError", std::move(message));
}

// The file's name without its ending; a file that is only called `template` has its folder's name.
std::string stack_of(const std::string& file) {
  const auto path = std::filesystem::absolute(file).lexically_normal();
  const auto name = path.stem().string();
  const auto folder = path.parent_path().filename().string();
  return cloudformation::stack_name(name == "template" && !folder.empty() ? folder : name);
}

Result<void> check_stacks(const std::vector<TemplateFile>& templates) {
  std::map<std::string, std::string> files;
  for (const auto& one : templates) {
    const auto [other, added] = files.emplace(one.stack, one.file);
    if (added) continue;
    return fault(fmt::format("{} and {} are both the stack {:?}: rename one of them", other->second,
                             one.file, one.stack));
  }
  return {};
}

// The names that the template declares; a fault of its text is told with its place.
Result<std::set<std::string>> declared_by(const TemplateFile& one) {
  auto names = cloudformation::parameter_names(one.text);
  if (names) return names;
  const auto* line = find_member(names.error().detail, "line");
  return fault(fmt::format("{}:{}: {}", one.file, line != nullptr ? to_json(*line) : "1",
                           names.error().message));
}

}  // namespace

Result<std::vector<TemplateFile>> read_templates(
    const std::vector<std::string>& files, const std::map<std::string, std::string>& parameters) {
  std::vector<TemplateFile> templates;
  for (const auto& file : files) {
    auto text = read_text_file(file);
    if (!text) return fault(file + ": cannot be read");
    templates.push_back({.file = file, .text = *std::move(text), .stack = stack_of(file)});
  }
  TRY(check_stacks(templates));
  auto unknown = parameters;
  for (auto& one : templates) {
    TRY(const auto declared, declared_by(one));
    for (const auto& [name, value] : parameters) {
      if (!declared.contains(name)) continue;
      one.parameters[name] = value;
      unknown.erase(name);
    }
  }
  if (unknown.empty()) return templates;
  return fault(fmt::format("--parameter {}: no template declares it", unknown.begin()->first));
}

}  // namespace syncline::app
