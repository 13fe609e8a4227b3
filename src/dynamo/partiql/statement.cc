#include "dynamo/partiql/statement.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/partiql/reader.h"

namespace syncline::dynamo::partiql {
namespace {

// "k[0]" of m.k[0]: the last name, and what stands behind it.
std::string column_name(const Path& path) {
  std::string name;
  for (const auto& step : path) {
    const auto* member = std::get_if<std::string>(&step);
    if (member != nullptr) {
      name = *member;
    } else {
      name += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    }
  }
  return name;
}

class StatementReader {
 public:
  StatementReader(Tokens tokens, std::span<const Value> parameters)
      : reader_{std::move(tokens), parameters} {}

  Result<Statement> read() {
    TRY(read_body());
    tokens_.take_symbol(";");
    TRY(check_end());
    if (reader_.parameters_used != reader_.parameters.size()) {
      return validation_error("Number of parameters in request and statement don't match.");
    }
    return std::move(made_);
  }

 private:
  Result<void> read_body() {
    if (tokens_.take_keyword("select")) return read_select();
    if (tokens_.at_keyword("exists") && tokens_.at_symbol("(", 1)) return read_exists();
    if (tokens_.take_keyword("insert")) return read_insert();
    if (tokens_.take_keyword("update")) return read_update_first();
    if (tokens_.take_keyword("from")) return read_from_first();
    if (tokens_.take_keyword("delete")) return read_delete();
    return malformed("Expected data manipulation");
  }

  Result<void> check_end() const {
    if (tokens_.at_end()) return {};
    return malformed("Unexpected token after expression");
  }

  Result<void> read_select() {
    made_.kind = StatementKind::select;
    TRY(read_columns());
    if (!tokens_.take_keyword("from")) {
      return malformed(tokens_.at_end() ? "Unexpected term" : "Unexpected token after expression");
    }
    if (!tokens_.at_name()) return no_term(reader_);
    TRY(read_source());
    TRY(refuse_alias());
    TRY(read_where());
    return read_order();
  }

  Result<void> read_exists() {
    tokens_.take();
    tokens_.take_symbol("(");
    if (!tokens_.take_keyword("select")) return no_term(reader_);
    TRY(read_select());
    if (!tokens_.take_symbol(")")) return malformed("Expected RIGHT_PAREN");
    made_.kind = StatementKind::exists;
    return {};
  }

  Result<void> read_insert() {
    made_.kind = StatementKind::insert;
    if (!tokens_.take_keyword("into")) return malformed("Expected INTO");
    TRY(read_target());
    if (!tokens_.take_keyword("value")) return malformed("Unexpected token after expression");
    if (tokens_.peek().kind == TokenKind::parameter) {
      tokens_.take();
      auto value = reader_.next_parameter();
      auto* map = value.as<Map>();
      if (map == nullptr) return malformed("Unexpected term");
      made_.item = std::move(*map);
      return {};
    }
    TRY(made_.item, read_item(reader_));
    return {};
  }

  // UPDATE table SET … WHERE …
  Result<void> read_update_first() {
    made_.kind = StatementKind::update;
    TRY(read_target());
    TRY(refuse_alias());
    TRY(made_.update, read_update(reader_));
    TRY(read_where());
    return read_returning();
  }

  // FROM table WHERE … SET …
  Result<void> read_from_first() {
    made_.kind = StatementKind::update;
    TRY(read_target());
    TRY(refuse_alias());
    TRY(read_where());
    TRY(made_.update, read_update(reader_));
    return read_returning();
  }

  Result<void> read_delete() {
    made_.kind = StatementKind::erase;
    if (!tokens_.take_keyword("from")) return malformed("Expected FROM");
    TRY(read_target());
    TRY(refuse_alias());
    TRY(read_where());
    TRY(read_returning());
    if (!made_.has_returning || made_.returning == "ALL_OLD") return {};
    auto shown = made_.returning;
    if (shown.starts_with("UPDATED"))
      shown.replace(0, std::string_view("UPDATED").size(), "MODIFIED");
    std::ranges::replace(shown, '_', ' ');
    return validation_error("Invalid returning clause: RETURNING " + shown +
                            " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
  }

  // * or a list of paths
  Result<void> read_columns() {
    bool all = false;
    do {
      if (tokens_.take_symbol("*")) {
        all = true;
        continue;
      }
      const auto token = tokens_.peek();
      const bool is_call = token.kind == TokenKind::word && tokens_.at_symbol("(", 1);
      if (is_call || at_constant(reader_)) {
        return validation_error("Unexpected path component" + tokens_.place_of(token));
      }
      TRY(auto path, read_path(reader_));
      TRY(refuse_alias());
      made_.columns.push_back({column_name(path), std::move(path)});
    } while (tokens_.take_symbol(","));
    if (!all || made_.columns.empty()) return {};
    return validation_error(
        "Other attributes should not be present in the projection when '*' is used.");
  }

  // The table of a statement that writes.
  Result<void> read_target() {
    if (!tokens_.at_name()) return malformed("Expected identifier for simple path");
    TRY(read_source());
    if (!made_.index) return {};
    return validation_error("This operation is not supported on an index");
  }

  // "table" or "table"."index"
  Result<void> read_source() {
    std::vector<std::string> parts{tokens_.take().text};
    while (tokens_.take_symbol(".")) {
      if (!tokens_.at_name()) return malformed("Invalid path dot component");
      parts.push_back(tokens_.take().text);
    }
    if (tokens_.at_symbol("[")) return validation_error("Invalid list expression in source.");
    if (std::ranges::find(parts, "") != parts.end()) {
      return validation_error("Path component cannot be an empty string");
    }
    if (parts.size() > 2) {
      return validation_error("A path may contain at most 2 components in the FROM clause");
    }
    made_.table = parts[0];
    if (parts.size() == 2) made_.index = parts[1];
    return {};
  }

  Result<void> refuse_alias() {
    if (!tokens_.at_keyword("as") && !tokens_.at_name()) return {};
    return validation_error("Aliasing is not supported");
  }

  Result<void> read_where() {
    if (!tokens_.take_keyword("where")) return {};
    TRY(made_.where, read_condition(reader_));
    return {};
  }

  Result<void> read_order() {
    if (!tokens_.take_keyword("order")) return {};
    if (!tokens_.take_keyword("by")) return malformed("Expected BY");
    do {
      TRY(const auto path, read_path(reader_));
      OrderTerm term{.attribute = column_name(path)};
      if (tokens_.take_keyword("desc")) {
        term.ascending = false;
      } else {
        tokens_.take_keyword("asc");
      }
      made_.order.push_back(std::move(term));
    } while (tokens_.take_symbol(","));
    return {};
  }

  // RETURNING ALL|MODIFIED OLD|NEW *
  Result<void> read_returning() {
    if (!tokens_.take_keyword("returning")) return {};
    const bool all = tokens_.take_keyword("all");
    if (!all && !tokens_.take_keyword("modified")) return malformed("Expected returning clause");
    const bool old = tokens_.take_keyword("old");
    if (!old && !tokens_.take_keyword("new")) return malformed("Expected returning clause");
    if (!tokens_.take_symbol("*")) return malformed("Expected returning clause");
    made_.has_returning = true;
    made_.returning = std::string(all ? "ALL_" : "UPDATED_") + (old ? "OLD" : "NEW");
    return {};
  }

  Reader reader_;
  Tokens& tokens_ = reader_.tokens;
  Statement& made_ = reader_.statement;
};

}  // namespace

Result<Statement> parse_statement(std::string_view text, std::span<const Value> parameters) {
  TRY(auto tokens, Tokens::read(text));
  return StatementReader(std::move(tokens), parameters).read();
}

}  // namespace syncline::dynamo::partiql
