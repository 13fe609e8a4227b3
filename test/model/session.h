// One database and one model of it, which get the same random requests and must agree on every
// answer. What they disagree on is kept as the fault.
#pragma once

#include <string>

#include "dynamo/test_database.h"
#include "test/model/generator.h"

namespace syncline::model {

// JSON with its members and the elements of sets in one order, and its numbers in one form.
std::string canonical(const Json& json);

class Session {
 public:
  explicit Session(unsigned seed);

  // False once they have disagreed.
  bool step();
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  struct Read;

  bool next();
  const Table& any_table();
  Result<Json> call(std::string_view operation, const JsonObject& input);
  bool disagree(const std::string& what, const std::string& wanted, const std::string& got);
  bool agree(const Outcome& outcome, const Result<Json>& answer);
  bool agree_on_reasons(const Outcome& outcome, const Error& error);
  void agree_on_text(const Result<std::string>& ready, const Result<Json>& answer);
  bool agree_on_answer(const Json& wanted, const Result<Json>& answer);

  bool create(Table table);
  bool write();
  bool batch_write();
  bool transact_write();
  bool replay(JsonObject input);
  bool get();
  bool batch_get();
  bool transact_get();
  bool describe(const Table& table);
  bool compare_all();

  // Reads of several items: session_read.cc.
  Read any_read(bool is_scan);
  void choose_rows(Read& read);
  void choose_shown(Read& read);
  bool read(bool is_scan);
  bool read_pages(const Read& read, JsonObject input, std::vector<Item>& items,
                  std::size_t& scanned);
  bool agree_on_rows(const Read& read, const std::vector<Item>& items, std::size_t scanned);
  bool agree_on_units(const Read& read, const Json& page);

  Generator random_;
  Database model_;
  dynamo::TestDatabase engine_;
  std::string fault_;
  std::string asked_;  // the latest request
  std::size_t steps_ = 0;
  std::size_t tokens_ = 0;
};

}  // namespace syncline::model
