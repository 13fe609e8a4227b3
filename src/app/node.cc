#include "app/node.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "app/background.h"
#include "app/templates.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/text.h"
#include "base/timer.h"
#include "catalog/catalog.h"
#include "control/control.h"
#include "dynamo/database.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/seal.h"
#include "io/server.h"
#include "io/tls.h"
#include "source/page_token_key.h"
#include "source/source.h"
#include "store/store.h"
#include "template/template.h"

namespace syncline::app {
namespace {

namespace fs = std::filesystem;

// A folder of this process alone, gone with it: where --memory keeps its certificate.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(fs::temp_directory_path() / ("syncline-" + random_id(12))) {
    std::error_code error;
    fs::create_directories(path_, error);
    fs::permissions(path_, fs::perms::owner_all, error);
  }
  ~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

Result<std::unique_ptr<store::Store>> open_store(const ServeConfig& config) {
  if (config.data.empty()) return store::Store::in_memory();
  return store::Store::open((fs::path(config.data) / "store").string(), config.durability);
}

Task<void> trim_streams(dynamo::Database& database) {
  const auto trimmed = co_await database.trim_streams();
  if (!trimmed) log_warning("old stream records stay for now: {}", trimmed.error().message);
}

}  // namespace

// In the order of the floors, but for three, since what stands below is destroyed later:
// - `loops` goes before the rooms that its connections and tasks point at. Those that were cut at
//   the end are destroyed with their loop, and with them tokens of the hub's shards, cursors of the
//   store, and calls of engine and edge.
// - `database` goes before `loops`: the writers that wait for its keys are woken on their loops,
//   and end with it instead; a key that is unlocked later wakes nobody.
// - `background` goes before the loop that it lives on, `server` first: it still posts to its
// loops.
struct Node::State {
  explicit State(const ServeConfig& settings) : config(settings), loops(settings.threads) {}

  ServeConfig config;
  SystemClock clock;
  std::unique_ptr<TemporaryFolder> temporary;
  io::TlsFiles tls;
  std::string ca_file;
  std::vector<std::string> api_ids;
  std::vector<std::string> kept_stacks;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<catalog::Catalog> catalog;
  std::unique_ptr<hub::Hub> hub;
  std::unique_ptr<io::Sealer> sealer;
  std::unique_ptr<source::Rooms> source_rooms;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<edge::Rooms> edge_rooms;
  Loops loops;
  std::unique_ptr<dynamo::Database> database;
  std::unique_ptr<Timer> trimming;  // of the first loop
  std::unique_ptr<Background> background;
  std::unique_ptr<io::Server> server;
  bool serving = false;
  bool stopped = false;

  Result<void> prepare_tls();
  Result<void> build();
  Result<void> listen();
  Result<void> deploy(const TemplateFile& one, control::Rooms& rooms);
  Result<void> deploy_all(const std::vector<TemplateFile>& templates);
  void serve();
  void trim_later();
  void stop();
  [[nodiscard]] std::string host() const;
  [[nodiscard]] std::string url(std::string_view scheme, std::uint16_t port) const;
};

std::string Node::State::host() const {
  // Every address of the machine answers to localhost; the certificate names it.
  const bool local = config.address == "127.0.0.1" || config.address == "0.0.0.0" ||
                     config.address == "::" || config.address == "::1";
  if (local) return "localhost";
  return config.address.contains(':') ? "[" + config.address + "]" : config.address;
}

std::string Node::State::url(std::string_view scheme, std::uint16_t port) const {
  return fmt::format("{}://{}:{}", scheme, host(), port);
}

Result<void> Node::State::prepare_tls() {
  if (!config.tls_port) return {};
  if (!config.tls_certificate.empty()) {
    tls = {config.tls_certificate, config.tls_key};
    return {};
  }
  if (config.data.empty()) temporary = std::make_unique<TemporaryFolder>();
  const auto folder =
      config.data.empty() ? temporary->path() : (fs::path(config.data) / "tls").string();
  TRY(auto certificate, io::development_certificate(folder));
  tls = certificate.files;
  ca_file = fs::absolute(certificate.ca_file).string();
  return {};
}

Result<void> Node::State::build() {
  TRY(prepare_tls());
  TRY(store, open_store(config));
  dynamo::Options tables;
  tables.region = config.region;
  tables.address = fmt::format("{}:{}", host(), config.port);
  TRY(database, dynamo::Database::open(*store, clock, tables));
  TRY(catalog, catalog::Catalog::open(*store, config.unbound_subscriptions));
  hub = std::make_unique<hub::Hub>(loops);
  TRY(auto token_key, source::page_token_key(*store));
  sealer = std::make_unique<io::Sealer>(std::move(token_key));
  source_rooms = std::make_unique<source::Rooms>(source::Rooms{
      .database = *database,
      .seal = [&sealer = *sealer](std::string_view text,
                                  std::string_view context) { return sealer.seal(text, context); },
      .open = [&sealer = *sealer](
                  std::string_view sealed,
                  std::string_view context) { return sealer.open(sealed, context); }});
  engine = std::make_unique<engine::Engine>(*source_rooms, *hub, clock,
                                            engine::Options{.wording = config.validation_wording});
  edge_rooms =
      std::make_unique<edge::Rooms>(edge::Rooms{*catalog, *engine, *hub, clock, *database});
  return {};
}

Result<void> Node::State::listen() {
  io::ServerConfig server_config;
  server_config.address = config.address;
  server_config.port = config.port;
  server_config.tls_port = config.tls_port;
  server_config.tls = tls;
  TRY(server, io::Server::listen(loops, std::move(server_config), edge::make_service(*edge_rooms)));
  return {};
}

Result<void> Node::State::deploy(const TemplateFile& one, control::Rooms& rooms) {
  std::promise<Result<cloudformation::Deployment>> promise;
  auto run = [&]() -> Task<void> {
    promise.set_value(
        co_await cloudformation::deploy(one.file, one.text, one.parameters, rooms, one.stack));
  };
  // On a loop of its own: the others accept nothing before all is deployed. Its thread is joined
  // before what it works with is gone.
  Loops workshop(1);
  workshop.start();
  workshop.at(0).spawn(run());
  TRY(const auto deployment, promise.get_future().get());
  std::ranges::copy(deployment.api_ids, std::back_inserter(api_ids));
  return {};
}

Result<void> Node::State::deploy_all(const std::vector<TemplateFile>& templates) {
  control::Rooms rooms{*catalog, *database, clock};
  rooms.region = config.region;
  rooms.base_url = url("http", server->port());
  rooms.realtime_url = url("ws", server->port());
  std::set<std::string> stacks;
  for (const auto& one : templates) {
    TRY(deploy(one, rooms));
    stacks.insert(one.stack);
  }
  TRY(kept_stacks, cloudformation::kept_stacks(rooms));
  std::erase_if(kept_stacks, [&](const std::string& name) { return stacks.contains(name); });
  return {};
}

// Erases old stream records now and then, for as long as the node serves.
void Node::State::trim_later() {
  trimming->start(limits::stream_trim_interval, [this] {
    loops.at(0).spawn(trim_streams(*database));
    trim_later();
  });
}

// The ports are bound since listen(); who connected meanwhile is accepted now.
void Node::State::serve() {
  trimming = std::make_unique<Timer>(loops.at(0));
  trim_later();
  background = std::make_unique<Background>(loops.at(0), *database, limits::background_interval);
  background->start();
  loops.start();
  serving = true;
}

void Node::State::stop() {
  if (std::exchange(stopped, true)) return;
  if (server) {
    // A start that failed has loops that do not run yet: the server takes its leave of each.
    if (!serving) loops.start();
    server->stop(serving ? std::chrono::milliseconds(limits::graceful_stop_time_max)
                         : std::chrono::milliseconds(0));
  }
  // While the loops run: what has been committed can still be told to whoever waits for it.
  if (store) store->finish();
  loops.stop();
}

Node::Node(std::unique_ptr<State> state) : state_(std::move(state)) {}

Node::~Node() { stop(); }

Result<std::unique_ptr<Node>> Node::start(const ServeConfig& config,
                                          const std::vector<std::string>& templates,
                                          const std::map<std::string, std::string>& parameters) {
  TRY(const auto files, read_templates(templates, parameters));
  std::unique_ptr<Node> node(new Node(std::make_unique<State>(config)));
  TRY(node->state_->build());
  TRY(node->state_->listen());
  TRY(node->state_->deploy_all(files));
  node->state_->serve();
  return node;
}

std::string Node::http_url() const { return state_->url("http", state_->server->port()); }

std::string Node::https_url() const {
  const auto port = state_->server->tls_port();
  return port ? state_->url("https", *port) : std::string();
}

std::string Node::ca_file() const { return state_->ca_file; }

std::vector<ApiAddress> Node::apis() const {
  const auto snapshot = state_->catalog->snapshot();
  std::vector<std::shared_ptr<const catalog::CompiledApi>> found;
  std::set<std::string> seen;
  for (const auto& id : state_->api_ids) {
    const auto api = snapshot->by_id.find(id);
    if (api != snapshot->by_id.end() && seen.insert(id).second) found.push_back(api->second);
  }
  const auto own = static_cast<std::ptrdiff_t>(found.size());
  for (const auto& [id, api] : snapshot->by_id) {
    if (!seen.contains(id)) found.push_back(api);
  }
  std::sort(found.begin() + own, found.end(), [](const auto& a, const auto& b) {
    return std::tie(a->definition.name, a->definition.id) <
           std::tie(b->definition.name, b->definition.id);
  });
  std::vector<ApiAddress> addresses;
  const auto websocket = state_->url("ws", state_->server->port());
  for (auto& api : found) {
    // With one API the plain path is enough; with several the path says which.
    const auto path = found.size() == 1 ? "/graphql" : "/graphql/" + api->definition.id;
    addresses.push_back({std::move(api), http_url() + path, websocket + path + "/realtime"});
  }
  return addresses;
}

const std::vector<std::string>& Node::kept_stacks() const { return state_->kept_stacks; }

void Node::stop() { state_->stop(); }

}  // namespace syncline::app
