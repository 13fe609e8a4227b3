#include "engine/complexity.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "base/limits.h"
#include "graphql/execution/collect_fields.h"

namespace syncline::engine {
namespace {

using graphql::CollectedField;
using graphql::CollectedFields;
using graphql::NamedType;

constexpr auto endless = std::numeric_limits<std::size_t>::max();

std::size_t add(std::size_t a, std::size_t b) { return a > endless - b ? endless : a + b; }

std::size_t multiply(std::size_t a, std::size_t b) {
  return a != 0 && b > endless / a ? endless : a * b;
}

class Meter {
 public:
  Meter(const graphql::Operation& operation, std::size_t list_factor)
      : collector_(operation), list_factor_(list_factor) {}

  Result<std::size_t> root() {
    TRY(const auto fields, collector_.root());
    return of(*fields, std::nullopt, 1);
  }

 private:
  using Count = std::optional<std::size_t>;

  // `around`: what the field around them says of how many it gives.
  Result<std::size_t> of(CollectedFields& fields, Count around, std::size_t depth) {
    std::size_t sum = 0;
    for (auto& field : fields.fields) {
      TRY(const auto one, of(field, around, depth));
      sum = add(sum, one);
    }
    return sum;
  }

  Result<std::size_t> of(CollectedField& field, Count around, std::size_t depth) {
    const auto& type = field.definition->type;
    const auto& named = type.innermost();
    const bool meta = field.definition->name.starts_with("__");
    // Deeper fields fail when they run.
    if (meta || !named.is_composite() || depth >= limits::graphql_depth_max) return 1;
    const auto said = page_size(field);
    TRY(const auto below, below_any(field, named, type.is_list() ? std::nullopt : said, depth + 1));
    const auto items = type.is_list() ? said.value_or(around.value_or(list_factor_)) : 1;
    return add(1, multiply(items, below));
  }

  Result<std::size_t> below_any(CollectedField& field, const NamedType& named, Count around,
                                std::size_t depth) {
    if (named.kind == graphql::TypeKind::object) return below(field, named, around, depth);
    std::size_t most = 0;
    for (const auto* possible : named.possible_types) {
      TRY(const auto one, below(field, *possible, around, depth));
      most = std::max(most, one);
    }
    return most;
  }

  Result<std::size_t> below(CollectedField& field, const NamedType& type, Count around,
                            std::size_t depth) {
    TRY(auto* const fields, collector_.below(field, type));
    return of(*fields, around, depth);
  }

  Count page_size(CollectedField& field) {
    constexpr std::array<std::string_view, 3> names{"first", "last", "limit"};
    const auto& arguments = collector_.arguments(field);
    if (!arguments) return std::nullopt;  // the field's own error when it runs
    for (const auto name : names) {
      const auto* value = arguments->if_contains(name);
      if (value == nullptr || !value->is_number()) continue;
      boost::system::error_code error;
      const auto number = value->to_number<std::int64_t>(error);
      if (!error && number > 0) return static_cast<std::size_t>(number);
    }
    return std::nullopt;
  }

  graphql::FieldCollector collector_;
  std::size_t list_factor_;
};

}  // namespace

Result<std::size_t> complexity(const graphql::Operation& operation, std::size_t list_factor) {
  return Meter(operation, list_factor).root();
}

}  // namespace syncline::engine
