// One running server: builds the rooms from settings, in the order of the floors, and stops them in
// reverse.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/settings.h"
#include "base/result.h"
#include "catalog/snapshot.h"

namespace syncline::app {

// An API as its users reach it.
struct ApiAddress {
  std::shared_ptr<const catalog::CompiledApi> api;
  std::string url;           // http://localhost:4000/graphql
  std::string realtime_url;  // ws://localhost:4000/graphql/realtime
};

class Node {
 public:
  // Serves once it returns; the templates are deployed. Called on the main thread, as is stop().
  static Result<std::unique_ptr<Node>> start(const ServeConfig& config,
                                             const std::vector<std::string>& templates,
                                             const std::map<std::string, std::string>& parameters);
  ~Node();

  [[nodiscard]] std::string http_url() const;   // without a path
  [[nodiscard]] std::string https_url() const;  // empty without a TLS port
  [[nodiscard]] std::string ca_file() const;    // empty unless the development certificate is used
  // Those of the templates first, in their order; then those that earlier starts left, by name.
  [[nodiscard]] std::vector<ApiAddress> apis() const;
  // The stacks that earlier starts left and that no template of this one is: served all the same.
  [[nodiscard]] const std::vector<std::string>& kept_stacks() const;

  // Lets requests in flight finish, tells subscribers that the server goes away, and writes what
  // waits for the disk.
  void stop();

 private:
  struct State;
  explicit Node(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace syncline::app
