// Whether fields with one response name can be one (specification 5.3.2, FieldsInSetCanMerge).
//
// The specification compares each pair of fields, over and over below each pair. Here fields are
// merged first, as execution does it, and of those that share a response name each is compared with
// the first alone: being the same is transitive. Below, their selections are merged again. What has
// been merged once is not merged again: a scope is known by the selection sets that meet in it,
// fragments being such sets. Fields whose parents are different objects never meet, so that only
// the shapes of what they return must agree (SameResponseShape).
//
// A hostile document can have more distinct scopes than anybody can look at: work is bounded, and
// what goes beyond it is refused.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "graphql/validation/context.h"

namespace syncline::graphql {

class FieldMerge {
 public:
  // Fields and spreads that are looked at while fields are merged.
  static constexpr std::size_t work_max = limits::graphql_selections_max * 5;

  explicit FieldMerge(Context& context) : context_(context) {}

  // Reports FieldsConflict, each pair of fields once.
  void check(const Document& document);
  [[nodiscard]] std::size_t work() const { return work_; }

 private:
  using Id = std::uint32_t;
  static constexpr Id nothing = 0xFFFFFFFF;

  struct Node {  // a field of the document
    const Field* field = nullptr;
    const NamedType* parent = nullptr;
    const FieldType* definition = nullptr;
    Id key = nothing;         // the same for the same response name
    Id call = nothing;        // the same for the same name and arguments
    Id selections = nothing;  // below it
  };
  struct Selections {  // of an operation, a field or a fragment, inline fragments being part of it
    std::vector<Id> fields;   // into nodes_
    std::vector<Id> spreads;  // into sets_
    const PathStep* place = nullptr;
  };
  struct Scope {                        // selections that are merged
    const std::vector<Id>* sets;        // sorted; those that select fields, with all they spread
    bool shapes_only = false;           // of different objects
    const PathStep* place = nullptr;    // down to where merging began
    const PathStep* merging = nullptr;  // from there, the response names
  };
  struct Group {  // of one response name
    Id key = nothing;
    std::size_t begin = 0;  // its nodes, into Groups::nodes
    std::size_t size = 0;
  };
  struct Groups {
    std::vector<Group> groups;
    std::vector<Id> nodes;
    [[nodiscard]] std::span<const Id> of(const Group& group) const {
      return std::span(nodes).subspan(group.begin, group.size);
    }
  };
  struct HashOfIds {
    std::size_t operator()(const std::vector<Id>& ids) const {
      return std::hash<std::string_view>()(
          {reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(Id)});
    }
  };
  enum class Unlike : std::uint8_t { nothing, fields, arguments, nullability, lists, types };

  void read(const SelectionSet& set, const NamedType* type, Id into);
  void read(const Field& field, const NamedType* type, Id into);
  Id set_of(const FragmentDefinition& fragment);
  Id new_set(const PathStep* place);
  Id key_of(const Field& field);
  Id call_of(const Field& field);
  void read_fragments();

  // The sets themselves and all that they spread.
  std::vector<Id> closure(std::vector<Id> open);
  void open(std::vector<Id> sets, bool shapes_only, const PathStep* place, const PathStep* merging);
  void merge(const Scope& scope);
  Groups groups(const Scope& scope);
  void merge_alone(Id node);
  void merge_group(std::span<const Id> nodes, Id key, const Scope& scope);
  // Compares all with the first, and merges what is below those that are like it.
  void merge_nodes(std::span<const Id> nodes, Id key, const Scope& scope, bool shapes_only);
  // Why they cannot be one.
  [[nodiscard]] static Unlike unlike(const Node& first, const Node& other, bool shapes_only);
  // SameResponseShape, except for what is below.
  [[nodiscard]] static Unlike unlike_shapes(const Type& first, const Type& other);
  [[nodiscard]] static Words reason(const Node& first, const Node& other, Unlike unlike);
  void report(const Scope& scope, const PathStep* merging, const Node& first, const Node& other,
              Unlike unlike);
  [[nodiscard]] bool over() const { return context_.full() || work_ > work_max; }

  Context& context_;
  std::vector<Node> nodes_;
  std::vector<Selections> sets_;
  std::unordered_map<const FragmentDefinition*, Id> fragments_;
  std::deque<const FragmentDefinition*> unread_;
  std::unordered_set<Id> spread_;
  std::vector<std::string_view> keys_;
  std::unordered_map<std::string_view, Id> key_ids_;
  std::unordered_map<std::string, Id> calls_;
  std::deque<PathStep> steps_;
  std::vector<std::size_t> seen_;  // by set: the closure that met it last
  std::size_t closures_ = 0;
  std::vector<std::pair<std::size_t, std::size_t>> grouped_;  // by key: the scope, and its group
  std::size_t scopes_merged_ = 0;
  std::deque<Scope> scopes_;
  std::unordered_set<std::vector<Id>, HashOfIds> merged_;
  std::unordered_set<std::vector<Id>, HashOfIds> merged_shapes_;  // where only shapes were
  std::set<std::pair<const Field*, const Field*>> told_;
  std::size_t work_ = 0;
};

}  // namespace syncline::graphql
