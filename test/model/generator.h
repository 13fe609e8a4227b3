// Random items, expressions and writes over few keys and few values, so that they meet. Nearly all
// of what is made here is a request that DynamoDB accepts: the texts for the others are data, in
// test/conformance/dynamodb. The same seed gives the same requests on every machine.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "test/model/database.h"

namespace syncline::model {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class T>
  const T& any(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

  Item key(const Table& table);
  Item item(const Table& table);
  Value value(int depth);
  // A value of the type, for a key when `is_key`.
  Value value_of(const std::string& type, bool is_key);

  // A path to something that may be there. Never into a key of the table or of an index.
  Path path(const Table& table);
  std::vector<Path> projection(const Table& table);
  // Names no attribute of `without`, and only those of `only` unless that is empty.
  Condition condition(const Table& table, const std::vector<std::string>& without = {},
                      const std::vector<std::string>& only = {});
  Update update(const Table& table);
  // Without `conditions`, what a batch may have.
  Write write(const Table& table, bool conditions);

 private:
  struct Scope {
    const Table& table;
    const std::vector<std::string>& without;
    const std::vector<std::string>& only;
  };
  Path path_in(const Scope& scope);
  Condition leaf(const Scope& scope);
  Condition tree(const Scope& scope, int depth);
  Condition compare(const Scope& scope);
  Operand literal(Value value) { return {Operand::Kind::value, {}, std::move(value)}; }
  Source number_source(const Table& table);
  Source list_source(const Table& table);
  Source source(const Table& table, const Path& path);
  std::optional<Action> action(const Table& table);

  std::mt19937 random_;
};

}  // namespace syncline::model
