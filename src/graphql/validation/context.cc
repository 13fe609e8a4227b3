#include "graphql/validation/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace syncline::graphql {
namespace {

std::size_t bytes_of(const std::vector<std::string>& path) {
  std::size_t bytes = 0;
  for (const std::string& name : path) bytes += name.size() + 1;
  return bytes;
}

// At the start of a character.
std::string cut(std::string message) {
  if (message.size() <= Context::message_bytes_max) return message;
  std::size_t end = Context::message_bytes_max;
  while ((static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) --end;
  message.resize(end);
  return message + "…";
}

}  // namespace

Context::Context(const Schema& schema, const Document& document, Wording wording)
    : schema_(schema), document_(document), wording_(wording) {
  for (const Definition& definition : document.definitions) {
    if (const auto* fragment = std::get_if<FragmentDefinition>(&definition)) {
      fragments_.try_emplace(fragment->name, fragment);
    }
  }
}

const FragmentDefinition* Context::fragment(std::string_view name) const {
  const auto found = fragments_.find(name);
  return found == fragments_.end() ? nullptr : found->second;
}

const PathStep* Context::below(std::string_view name) {
  return &steps_.emplace_back(PathStep{place, name});
}

void append_path(std::vector<std::string>& out, const PathStep* place) {
  const std::size_t first = out.size();
  for (; place != nullptr; place = place->parent) out.emplace_back(place->name);
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
}

void Context::report(std::string_view rule, Words words, Location location) {
  report(rule, std::move(words), std::vector<Location>{location});
}

void Context::report(std::string_view rule, Words words, std::vector<Location> locations) {
  if (full_) return;
  std::vector<std::string> path;
  for (const PathStep* spread : followed) append_path(path, spread);
  append_path(path, place);
  report_at(std::move(path), rule, std::move(words), std::move(locations));
}

void Context::report_at(std::vector<std::string> path, std::string_view rule, Words words,
                        std::vector<Location> locations) {
  if (full_) return;
  std::string message =
      cut(std::move(wording_ == Wording::appsync ? words.appsync : words.reference));
  if (bytes_of(path) > message_bytes_max) path.clear();
  bytes_ += message.size() + bytes_of(path) + locations.size() * sizeof(Location);
  if (violations_.size() + 1 < limits::graphql_violations_max && bytes_ <= report_bytes_max) {
    violations_.push_back(
        {std::string(rule), std::move(message), std::move(path), std::move(locations)});
    return;
  }
  full_ = true;
  message = wording_ == Wording::appsync
                ? fmt::format("The maximum number of validation errors has been reached. ({})",
                              limits::graphql_violations_max)
                : "Too many validation errors, error limit reached. Validation aborted.";
  violations_.push_back({"MaxValidationErrorsReached", std::move(message), {}, {}});
}

}  // namespace syncline::graphql
