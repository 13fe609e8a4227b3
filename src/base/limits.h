// Every limit of the house, by name, with its source. A limit that a user may change is also a
// setting in app/config; the value here is then its default.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace syncline::limits {

using namespace std::chrono_literals;

// JSON. Ours: deep enough for any real request, shallow enough for any stack.
inline constexpr std::size_t json_depth_max = 128;

// HTTP (io). AppSync publishes no body limit; about 1 MB is observed.
inline constexpr std::size_t http_header_bytes_max = 32 * 1024;
inline constexpr std::size_t http_body_bytes_max = 1024 * 1024;
inline constexpr auto http_header_time_max = 10s;
inline constexpr auto http_body_time_max = 30s;
inline constexpr auto http_idle_time_max = 75s;
inline constexpr std::size_t http_header_fields_max = 200;  // ours: browsers send about 20
inline constexpr auto http_linger_time_max = 2s;  // RFC 9112 9.6: read on after the last response
inline constexpr auto accept_retry_time = 100ms;  // after "too many open files"
inline constexpr std::size_t open_files_kept = 512;  // descriptors that connections may not take
// Answers to pipelined requests in one turn of the loop, and their bytes; then others get theirs.
inline constexpr std::size_t http_answers_per_turn_max = 32;
inline constexpr std::size_t http_answer_bytes_per_turn_max = 256 * 1024;
inline constexpr auto graceful_stop_time_max = 5s;
// Bodies that are sent with gzip to who accepts it (AppSync: 1,000 to 10,000,000 bytes), and how
// much of one is compressed before others get their turn (ours).
inline constexpr std::size_t gzip_body_bytes_min = 1'000;
inline constexpr std::size_t gzip_body_bytes_max = 10'000'000;
inline constexpr std::size_t gzip_turn_bytes_max = 256 * 1024;

// WebSocket (io). Real-time messages carry a GraphQL document: the same size as a body.
inline constexpr std::size_t websocket_message_bytes_max = 1024 * 1024;
inline constexpr std::size_t websocket_outbox_bytes_max = 4 * 1024 * 1024;
// What all connections of a loop queue within one turn in one place; more goes to their own.
inline constexpr std::size_t websocket_turn_bytes_max = 64 * 1024 * 1024;
inline constexpr auto websocket_ping_interval = 30s;
inline constexpr auto websocket_pong_time_max = 20s;
inline constexpr auto websocket_close_time_max = 3s;  // for the peer's close frame

// GraphQL. Schema document ≤ 1 MB (AppSync quota); the rest is ours.
inline constexpr std::size_t graphql_schema_bytes_max = 1024 * 1024;
inline constexpr std::size_t graphql_tokens_max = 15'000;  // graphql-java's default
inline constexpr std::size_t graphql_depth_max = 200;
inline constexpr std::size_t graphql_schema_tokens_max = 500'000;
inline constexpr std::size_t graphql_schema_faults_max = 100;  // reported for one schema
// Values in the default of one argument or input field, those of nested defaults included: an
// input object's defaults may double at each level.
inline constexpr std::size_t graphql_default_values_max = 500;
inline constexpr std::size_t graphql_filled_values_max = 100'000;  // by defaults, in one value
// graphql-java's bound of a normalized operation: selections looked at while fields are merged.
inline constexpr std::size_t graphql_selections_max = 100'000;
// One response; ours: a short document can ask for one large value a thousand times.
inline constexpr std::size_t graphql_fields_max = 1'000'000;  // fields and list items
inline constexpr std::size_t graphql_text_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t graphql_violations_max = 100;  // graphql-java's default
inline constexpr std::size_t graphql_errors_max = 1'000;    // told in one response
inline constexpr std::size_t graphql_operations_max = 500;  // in one document
// What one operation's arguments take from variables, each use counted: they are copied.
inline constexpr std::size_t graphql_argument_bytes_max = 16 * 1024 * 1024;
inline constexpr auto request_turn_max = 10ms;  // of ready resolvers, then others get their turn
inline constexpr std::size_t document_cache_entries_max = 1'000;
inline constexpr std::size_t document_cache_bytes_max = 64 * 1024 * 1024;  // of trees and texts
inline constexpr std::size_t document_cache_tokens_max = 4'000;  // longer ones are not kept
inline constexpr std::size_t infos_per_request_max = 64;  // of ctx.info, kept for lists of objects
inline constexpr auto request_time_max = 30s;             // AppSync: hard limit of an execution
inline constexpr std::size_t resolvers_per_request_max = 10'000;  // AppSync quota
// Guards against floods, ours: far above what code generators write. An API may have its own
// (engine/options.h).
inline constexpr std::size_t graphql_aliases_max = 2'000;     // in one document
inline constexpr std::size_t graphql_root_aliases_max = 500;  // of one operation's root fields
inline constexpr std::size_t graphql_directives_max = 50;     // at one place
inline constexpr std::size_t complexity_list_factor = 10;     // items of a list that nothing says
inline constexpr std::size_t introspection_cache_entries_max = 100;
inline constexpr std::size_t introspection_cache_bytes_max = 32 * 1024 * 1024;

// Velocity templates (AppSync quotas).
inline constexpr std::size_t template_bytes_max = 64 * 1024;
inline constexpr std::size_t evaluated_bytes_max = 5 * 1024 * 1024;
inline constexpr std::size_t foreach_iterations_max = 1'000;
inline constexpr std::size_t pipeline_functions_max = 10;

// Resolver scripts (ours): what one run may do before it is stopped with a MappingTemplate error.
inline constexpr std::size_t script_steps_max = 5'000'000;
inline constexpr std::size_t script_heap_bytes_max = 64 * 1024 * 1024;
inline constexpr int script_depth_max = 128;  // of values, blocks, expressions; of any stack
inline constexpr std::size_t pattern_states_max = 20'000;    // of one compiled regular expression
inline constexpr std::size_t pattern_bytes_max = 16 * 1024;  // of its text
inline constexpr std::size_t sort_list_max = 1'000;          // $util.list.sortList (AppSync)

// AppSync's control plane (quotas and API model, appsync-service 1.2 and 10.1).
inline constexpr std::size_t api_keys_per_api_max = 50;
inline constexpr auto api_key_default_life = 7 * 24h;
inline constexpr auto api_key_life_min = 24h;
inline constexpr auto api_key_life_max = 365 * 24h;
inline constexpr std::size_t page_items_max = 25;
inline constexpr std::size_t environment_variables_max = 50;
inline constexpr std::size_t environment_value_max = 512;

// CloudFormation (quotas: a template in S3, resources, parameter values).
inline constexpr std::size_t cloudformation_template_bytes_max = 1024 * 1024;
inline constexpr std::size_t cloudformation_resources_max = 500;
inline constexpr std::size_t cloudformation_parameter_bytes_max = 4 * 1024;

// Subscriptions (AppSync quotas and protocol values).
inline constexpr std::size_t subscriptions_per_connection_max = 200;
inline constexpr std::size_t operation_id_bytes_max = 256;  // ours: clients send UUIDs
inline constexpr std::size_t event_bytes_max = 240 * 1024;
inline constexpr auto connection_timeout = 300'000ms;
inline constexpr auto keep_alive_interval = 60s;
inline constexpr auto connection_init_time_max = 15s;  // graphql-transport-ws: 4408 after this
inline constexpr auto connection_life_max = 24h;

// Store. Ours: a write that would wait behind more than this is refused, and may be tried again.
inline constexpr std::size_t store_queue_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t store_write_buffer_bytes = 32 * 1024 * 1024;
inline constexpr std::size_t store_cache_bytes = 64 * 1024 * 1024;

// DynamoDB (service quotas).
inline constexpr std::size_t dynamodb_body_bytes_max = 16 * 1024 * 1024;  // of an HTTP request
// Ours: members, elements and what holds them in one request. Short values are what memory and time
// go to: 16 MB of them would take some hundred MB.
inline constexpr std::size_t dynamodb_values_max = 1'000'000;
inline constexpr std::size_t item_bytes_max = 400 * 1024;
inline constexpr std::size_t page_bytes_max = 1024 * 1024;
inline constexpr std::size_t item_depth_max = 32;
inline constexpr std::size_t expression_bytes_max = 4 * 1024;
inline constexpr std::size_t hash_key_bytes_max = 2048;
inline constexpr std::size_t range_key_bytes_max = 1024;
inline constexpr std::size_t placeholder_bytes_max = 255;
inline constexpr std::size_t substitution_bytes_max = 2 * 1024 * 1024;  // of one request's
inline constexpr std::size_t update_operators_max = 300;
inline constexpr std::size_t in_operands_max = 100;
inline constexpr std::size_t expression_depth_max = 100;  // ours: spares the stack
inline constexpr std::size_t batch_get_keys_max = 100;
inline constexpr std::size_t batch_get_bytes_max = 16 * 1024 * 1024;
inline constexpr std::size_t batch_get_tables_max = 100;
inline constexpr std::size_t batch_write_items_max = 25;
inline constexpr std::size_t batch_write_tables_max = 25;
inline constexpr std::size_t transaction_items_max = 100;
inline constexpr std::size_t transaction_bytes_max = 4 * 1024 * 1024;
inline constexpr auto transaction_token_life = 10min;
inline constexpr auto stream_retention = 24h;
inline constexpr auto stream_iterator_life = 15min;
inline constexpr std::size_t stream_records_max = 1'000;  // of one GetRecords
inline constexpr std::size_t stream_list_max = 100;       // streams or shards in one answer
// Ours: how often old records are erased, and how much longer they are kept than they can be read.
inline constexpr auto stream_trim_interval = 10min;
inline constexpr auto stream_trim_delay = 30min;
inline constexpr std::size_t stream_tails_max = 1'000;  // ours: that wait for one stream
inline constexpr std::size_t local_indexes_max = 5;
inline constexpr std::size_t global_indexes_max = 20;
// Work that nobody waits for: rows of one step, and how often expired items are looked for (ours).
inline constexpr std::size_t background_rows_max = 100;
inline constexpr auto background_interval = 1s;
inline constexpr auto expiry_age_max = 5 * 365 * 24h;  // what expired longer ago is kept
inline constexpr std::int64_t recovery_days_max = 35;  // of point-in-time recovery; the default too
inline constexpr std::int64_t account_capacity_max = 80'000;  // units, as DescribeLimits tells
inline constexpr std::int64_t table_capacity_max = 40'000;
// PartiQL (API model; service quotas): statements, their pages, and the reads that one SELECT is
// taken apart into.
inline constexpr std::size_t partiql_statement_bytes_max = 8192;
inline constexpr std::size_t partiql_token_bytes_max = 32'768;
inline constexpr std::size_t partiql_statements_max = 25;  // of a batch
inline constexpr std::size_t partiql_reads_max = 50;

}  // namespace syncline::limits
