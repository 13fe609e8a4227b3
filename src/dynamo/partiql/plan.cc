#include "dynamo/partiql/plan.h"

#include <algorithm>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/item_rules.h"
#include "dynamo/partiql/key_terms.h"
#include "dynamo/row_keys.h"

namespace syncline::dynamo::partiql {
namespace {

using Branch = std::vector<const Node*>;  // terms that all must hold

std::unexpected<Error> too_many_reads() {
  return validation_error("Too many decomposed read operations for a given query.");
}

void append_terms(const Node& node, Branch& terms) {
  if (node.kind != NodeKind::logical_and) return terms.push_back(&node);
  for (const auto& child : node.children) append_terms(child, terms);
}

// One read that a SELECT is taken apart into.
struct Read {
  const Value* hash = nullptr;
  KeyRange range;
};

class Planner {
 public:
  Planner(const Statement& statement, const Table& table, const Index* index)
      : statement_(statement),
        table_(table),
        index_(index),
        key_(index == nullptr ? table.key : index->key) {}

  Result<Plan> plan() {
    TRY(check_order_terms());
    if (statement_.where) {
      expand();
      if (keyed_ && branches_.size() > limits::partiql_reads_max) return too_many_reads();
      for (const auto& branch : branches_) {
        if (keyed_) TRY(add_reads(branch));
      }
    }
    if (!keyed_) return scan();
    TRY(order_reads());
    TRY(check_projected_filter());
    Plan plan{.keyed = true, .forward = forward_};
    for (auto& read : reads_) plan.ranges.push_back(std::move(read.range));
    return plan;
  }

 private:
  Result<Plan> scan() {
    if (!statement_.order.empty()) {
      return validation_error(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER "
          "BY clause.");
    }
    auto prefix = rows_prefix(table_, index_);
    auto end = end_of_prefix(prefix);
    return Plan{.ranges = {{std::move(prefix), std::move(end)}}};
  }

  // The WHERE as alternatives, so that each says what its keys are: an OR is taken apart when it
  // says something of them. More alternatives than may be read are not looked for.
  void expand() {
    branches_ = expand(*statement_.where);
    keyed_ = std::ranges::all_of(branches_, [&](const Branch& branch) {
      return std::ranges::any_of(branch, [&](const Node* term) {
        return equal_values(*term, key_.hash.name).has_value();
      });
    });
  }

  [[nodiscard]] bool mentions_key(const Node& term) const {
    return mentions(term, key_.hash.name) || (key_.range && mentions(term, key_.range->name));
  }

  [[nodiscard]] std::vector<Branch> expand(const Node& node) const {
    std::vector<Branch> branches{{}};
    for (const auto* term : terms_of(node)) {
      if (term->kind != NodeKind::logical_or || !mentions_key(*term)) {
        for (auto& branch : branches) branch.push_back(term);
        continue;
      }
      std::vector<Branch> product;
      for (const auto& child : term->children) {
        for (const auto& alternative : expand(child)) {
          for (const auto& branch : branches) {
            if (product.size() > limits::partiql_reads_max) break;
            product.push_back(branch);
            product.back().insert(product.back().end(), alternative.begin(), alternative.end());
          }
        }
      }
      branches = std::move(product);
    }
    return branches;
  }

  // Of the terms that name values for the attribute, which must name the same; none when no term
  // does, and no plan by keys when they differ.
  std::optional<std::vector<const Value*>> values_of(const Branch& branch, const KeyPart& part) {
    std::optional<std::vector<const Value*>> found;
    for (const auto* term : branch) {
      const auto values = equal_values(*term, part.name);
      if (!values) continue;
      if (!found) {
        found = values;
      } else if (!std::ranges::equal(*found, *values,
                                     [](const Value* a, const Value* b) { return *a == *b; })) {
        conflicts_ = true;
      }
    }
    return found;
  }

  Result<void> add_reads(const Branch& branch) {
    conflicts_ = false;
    const auto hashes = values_of(branch, key_.hash);
    if (conflicts_) {
      keyed_ = false;
      return {};
    }
    TRY(const auto terms, sort_terms(branch));
    for (const auto* hash : *hashes) {
      TRY(check_value(key_.hash, *hash));
      if (terms.empty()) TRY(add_read(hash, nullptr));
      for (const auto& term : terms) TRY(add_read(hash, &term));
    }
    return {};
  }

  // The conditions on the sort key, of which each makes a read of its own: the values that it may
  // have, or else the first range. The filter sees to all others.
  Result<std::vector<KeyTerm>> sort_terms(const Branch& branch) {
    std::vector<KeyTerm> terms;
    if (!key_.range) return terms;
    const auto& part = *key_.range;
    for (const auto* term : branch) negated_ = negated_ || negates(*term, part.name);
    conflicts_ = false;
    const auto values = values_of(branch, part);
    if (values && !conflicts_) {
      for (const auto* value : *values) terms.push_back({part.name, KeyOperator::equal, {value}});
    }
    for (const auto* node : branch) {
      if (!terms.empty()) break;
      if (auto term = range_term(*node, part.name)) terms.push_back(*std::move(term));
    }
    for (const auto& term : terms) {
      for (const auto* value : term.values) TRY(check_type(part, *value));
      if (term.op == KeyOperator::equal) TRY(check_value(part, *term.values.front()));
    }
    return terms;
  }

  static Result<void> check_type(const KeyPart& part, const Value& value) {
    if (value.type() == part.type) return {};
    return validation_error(
        "Key attribute's data type should match its data type in table's schema: Key " + part.name);
  }

  Result<void> check_value(const KeyPart& part, const Value& value) const {
    TRY(check_type(part, value));
    Item given;
    given.set(part.name, value);
    return check_key_part(part, &part == &key_.hash, given);
  }

  Result<void> add_read(const Value* hash, const KeyTerm* range) {
    if (reads_.size() >= limits::partiql_reads_max) return too_many_reads();
    reads_.push_back({hash, key_range({hash, range}, table_, index_)});
    return {};
  }

  Result<void> check_order_terms() const {
    if (statement_.order.empty()) return {};
    if (!statement_.where) {
      return validation_error(
          "Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    for (const auto& term : statement_.order) {
      if (key_.has(term.attribute)) continue;
      return validation_error("Attribute " + term.attribute +
                              " in ORDER BY clause must be part of the primary key");
    }
    return {};
  }

  // What the index does not hold cannot be asked of the rows that keys choose; a scan simply finds
  // nothing there.
  Result<void> check_projected_filter() const {
    if (index_ == nullptr) return {};
    std::vector<std::string> first;
    for (const auto& branch : branches_) {
      std::vector<Path> paths;
      for (const auto* term : branch) append_paths(*term, paths);
      std::vector<std::string> missing;
      for (const auto& path : paths) {
        const auto& name = std::get<std::string>(path.front());
        if (!holds(*index_, table_, name) && !has_element(missing, name)) missing.push_back(name);
      }
      if (missing.empty()) return {};  // an alternative that can be read
      if (first.empty()) first = std::move(missing);
    }
    std::string list;
    for (const auto& name : first) list += (list.empty() ? "" : ", ") + name;
    return invalid_parameter("Secondary index " + index_->name +
                             " does not project one or more filter attributes: [" + list + "]");
  }

  [[nodiscard]] const OrderTerm* order_of(std::string_view attribute) const {
    const auto found = std::ranges::find(statement_.order, attribute, &OrderTerm::attribute);
    return found == statement_.order.end() ? nullptr : &*found;
  }

  Result<void> order_reads() {
    std::ranges::sort(reads_, {}, [](const Read& read) -> const auto& { return read.range.begin; });
    TRY(join_overlapping());
    if (statement_.order.empty()) return {};
    const auto* by_hash = order_of(key_.hash.name);
    const auto* by_range = key_.range ? order_of(key_.range->name) : nullptr;
    const bool several = std::ranges::any_of(
        reads_, [&](const Read& read) { return *read.hash != *reads_.front().hash; });
    if (several && by_hash == nullptr) {
      return validation_error(
          "Must have hash key in ORDER BY clause when more than one hash key condition specified "
          "in WHERE clause.");
    }
    // As DynamoDB: ordered by the partition key alone, each partition comes backwards.
    forward_ = by_range != nullptr && by_range->ascending;
    std::ranges::sort(reads_, [&](const Read& a, const Read& b) {
      if (by_hash != nullptr && *a.hash != *b.hash) {
        const bool less = *compare(*a.hash, *b.hash) < 0;  // keys have an order
        return by_hash->ascending ? less : !less;
      }
      return forward_ ? a.range.begin < b.range.begin : b.range.begin < a.range.begin;
    });
    return {};
  }

  // Alternatives that read the same rows are refused, but where one of them says what the sort key
  // is not: those are read once.
  Result<void> join_overlapping() {
    std::vector<Read> joined;
    for (auto& read : reads_) {
      if (joined.empty() || read.range.begin >= joined.back().range.end) {
        joined.push_back(std::move(read));
        continue;
      }
      if (!negated_) {
        return validation_error(
            "Overlapping conditions with range keys are not supported in where clause");
      }
      auto& end = joined.back().range.end;
      end = std::max(end, read.range.end);
    }
    reads_ = std::move(joined);
    return {};
  }

  const Statement& statement_;
  const Table& table_;
  const Index* index_;
  const KeySchema& key_;
  std::vector<Branch> branches_;
  std::vector<Read> reads_;
  bool keyed_ = false;
  bool conflicts_ = false;  // the last values asked for
  bool negated_ = false;
  bool forward_ = true;
};

}  // namespace

Result<Plan> plan_select(const Statement& statement, const Table& table, const Index* index) {
  return Planner(statement, table, index).plan();
}

std::vector<const Node*> terms_of(const Node& where) {
  Branch terms;
  append_terms(where, terms);
  return terms;
}

ItemKey key_in_where(const Statement& statement, const KeySchema& key, bool with_in) {
  ItemKey found;
  if (!statement.where) return found;
  for (const auto* term : terms_of(*statement.where)) {
    bool is_key = false;
    for (const auto* part : key.parts()) {
      if (term->kind == NodeKind::in && !with_in) continue;
      const auto values = equal_values(*term, part->name);
      if (!values || values->size() != 1) continue;
      const auto& value = *values->front();
      const auto* known = found.key.find(part->name);
      if (known != nullptr && *known != value) {
        found.twice.push_back(part->name);
        continue;
      }
      found.key.set(part->name, value);
      is_key = true;
    }
    if (!is_key) found.rest.push_back(term);
  }
  return found;
}

}  // namespace syncline::dynamo::partiql
