// The keys of rows in the store. Their bytes sort as DynamoDB sorts: by partition, then by sort
// key (strings and binaries by unsigned bytes, numbers by value).
//
// An item's row:   table(8) hash(4) partition-key sort-key          in keyspace "dynamo.item"
// An index's row:  table(8) index(4) hash(4) index-keys table-keys  in keyspace "dynamo.index"
//
// How far an index is filled:  table(8) index(4)             in keyspace "dynamo.filling"
// An item that can expire:     table(8) second(8) then as the item's row, in "dynamo.expiry"
//
// `hash` spreads partitions, so that a scan walks them in an order that says nothing, as on AWS,
// and so that segments of a parallel scan are about equal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dynamo/table.h"

namespace syncline::dynamo {

inline constexpr std::string_view item_keyspace = "dynamo.item";
inline constexpr std::string_view index_keyspace = "dynamo.index";
inline constexpr std::string_view filling_keyspace = "dynamo.filling";
inline constexpr std::string_view expiry_keyspace = "dynamo.expiry";

// Of values of type S, N or B: order-preserving, and no other value's bytes begin with them.
void append_key(std::string& out, const Value& value);
// Of a string or binary: what the keys of all values that begin with it begin with.
void append_key_beginning(std::string& out, const Value& value);

// The item must have the key's attributes, of the key's types.
std::string item_row_key(const Table& table, const Item& item);
std::string index_row_key(const Table& table, const Index& index, const Item& item);

std::string filling_key(const Table& table, std::uint32_t number);

// What the rows of a table's items that expire at `second` or later begin at.
std::string expiry_begin(const Table& table, std::uint64_t second);
std::string expiry_key(const Table& table, std::uint64_t second, std::string_view item_row);
// The item's row (item_row_key) that a row of "dynamo.expiry" is of.
std::string item_row_of_expiry(std::string_view expiry_row);

// What all rows of a table, or of one of its indexes, begin with.
std::string rows_prefix(const Table& table, const Index* index);
// What all rows of one partition begin with.
std::string partition_prefix(const Table& table, const Index* index, const Value& hash);
// Where segment `segment` of `total` begins; of segment `total`, where the last one ends.
std::string segment_begin(const Table& table, const Index* index, std::uint64_t segment,
                          std::uint64_t total);

// The first key after all that begin with `prefix`; empty when there is none.
std::string end_of_prefix(std::string prefix);

}  // namespace syncline::dynamo
