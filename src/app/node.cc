#include "app/node.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "control/control.h"
#include "dynamo/database.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/server.h"
#include "io/tls.h"
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

Result<std::string> read_template(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorKind::invalid, "TemplateError", file + ": cannot be read");
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

// The file's name without its ending; a file that is only called `template` has its folder's name.
std::string stack_of(const std::string& file) {
  const auto path = fs::absolute(file).lexically_normal();
  const auto name = path.stem().string();
  const auto folder = path.parent_path().filename().string();
  return name == "template" && !folder.empty() ? folder : name;
}

// Two files that are one stack would remove each other's resources.
Result<void> check_stacks(const std::vector<std::string>& templates) {
  std::map<std::string, std::string> files;
  for (const auto& file : templates) {
    const auto [other, added] = files.emplace(stack_of(file), file);
    if (added) continue;
    return fail(ErrorKind::invalid, "TemplateError",
                fmt::format("{} and {} are both the stack {:?}: rename one of them", other->second,
                            file, other->first));
  }
  return {};
}

Result<std::unique_ptr<store::Store>> open_store(const ServeConfig& config) {
  if (config.data.empty()) return store::Store::in_memory();
  return store::Store::open((fs::path(config.data) / "store").string(), config.durability);
}

}  // namespace

// In the order of the floors: what stands below is destroyed later.
struct Node::State {
  explicit State(const ServeConfig& settings) : config(settings), loops(settings.threads) {}

  ServeConfig config;
  SystemClock clock;
  std::unique_ptr<TemporaryFolder> temporary;
  io::TlsFiles tls;
  std::string ca_file;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<dynamo::Database> database;
  std::unique_ptr<catalog::Catalog> catalog;
  Loops loops;
  std::unique_ptr<hub::Hub> hub;
  std::unique_ptr<source::Rooms> source_rooms;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<edge::Rooms> edge_rooms;
  std::unique_ptr<io::Server> server;
  std::vector<std::string> api_ids;
  bool serving = false;

  Result<void> prepare_tls();
  Result<void> build();
  Result<void> listen();
  Result<void> deploy(const std::string& file, const std::map<std::string, std::string>& given);
  void serve();
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
  TRY(database, dynamo::Database::open(*store, clock));
  TRY(catalog, catalog::Catalog::open(*store, config.unbound_subscriptions));
  hub = std::make_unique<hub::Hub>(loops);
  source_rooms = std::make_unique<source::Rooms>(source::Rooms{*database});
  engine = std::make_unique<engine::Engine>(*source_rooms, *hub, clock);
  edge_rooms = std::make_unique<edge::Rooms>(edge::Rooms{*catalog, *engine, *hub, clock});
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

Result<void> Node::State::deploy(const std::string& file,
                                 const std::map<std::string, std::string>& given) {
  TRY(const auto text, read_template(file));
  const auto stack = stack_of(file);
  control::Rooms rooms{*catalog, *database, clock};
  rooms.region = config.region;
  rooms.base_url = url("http", server->port());
  rooms.realtime_url = url("ws", server->port());
  // On a loop of its own: the others accept nothing before all is deployed.
  Loops workshop(1);
  workshop.start();
  std::promise<Result<cloudformation::Deployment>> promise;
  auto run = [&]() -> Task<void> {
    promise.set_value(co_await cloudformation::deploy(file, text, given, rooms, stack));
  };
  workshop.at(0).spawn(run());
  TRY(const auto deployment, promise.get_future().get());
  std::ranges::copy(deployment.api_ids, std::back_inserter(api_ids));
  return {};
}

// The ports are bound since listen(); who connected meanwhile is accepted now.
void Node::State::serve() {
  loops.start();
  serving = true;
}

Node::Node(std::unique_ptr<State> state) : state_(std::move(state)) {}

Node::~Node() { stop(); }

Result<std::unique_ptr<Node>> Node::start(const ServeConfig& config,
                                          const std::vector<std::string>& templates,
                                          const std::map<std::string, std::string>& parameters) {
  TRY(check_stacks(templates));
  std::unique_ptr<Node> node(new Node(std::make_unique<State>(config)));
  TRY(node->state_->build());
  TRY(node->state_->listen());
  for (const auto& file : templates) TRY(node->state_->deploy(file, parameters));
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
  std::vector<ApiAddress> found;
  const auto snapshot = state_->catalog->snapshot();
  // With one API the plain path is enough; with several the path says which.
  const bool alone = snapshot->by_id.size() == 1;
  const auto websocket = state_->url("ws", state_->server->port());
  for (const auto& id : state_->api_ids) {
    const auto path = alone ? "/graphql" : "/graphql/" + id;
    found.push_back({snapshot->by_id.at(id), http_url() + path, websocket + path + "/realtime"});
  }
  return found;
}

void Node::stop() {
  if (state_->server && state_->serving) state_->server->stop(limits::graceful_stop_time_max);
  state_->loops.stop();
}

}  // namespace syncline::app
