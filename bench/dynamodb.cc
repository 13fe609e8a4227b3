// What DynamoDB's requests cost over keep-alive connections, against the same reads and writes of
// the store with nothing around them (RocksDB by way of the store room), and against npm's
// dynalite, in the same run: CPU time for each, how many there are in a second, how long an answer
// takes.
//
// `bench_dynamodb [ROW]`: one row alone and without the peer, for a profiler.
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/parse_json.h"
#include "bench/measure.h"
#include "bench/peers.h"
#include "catalog/catalog.h"
#include "dynamo/database.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/server.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline::bench {
namespace {

constexpr std::size_t rounds = 5;
constexpr std::size_t page_items = 100;
constexpr std::string_view raw_keyspace = "bench.raw";

std::string request_of(std::string_view operation, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: localhost:4000\r\nUser-Agent: bench/1.0\r\n"
         "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." +
         std::string(operation) +
         "\r\nX-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 "
         "Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
         "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="
         "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Some 300 bytes, as applications have them.
std::string item_of(const std::string& keys) {
  return "{" + keys +
         R"(,"name":{"S":"Ada Lovelace"},"email":{"S":"ada@example.com"},"age":{"N":"36"},)"
         R"("active":{"BOOL":true},"tags":{"SS":["analyst","countess","poet"]},"address":{"M":{)"
         R"("street":{"S":"12 St James's Square"},"city":{"S":"London"},"zip":{"S":"SW1Y 4JH"}}},)"
         R"("scores":{"L":[{"N":"12.5"},{"N":"17"},{"N":"-3"}]},"note":{"S":"first of them all"}})";
}

std::string key(const std::string& id) { return R"("id":{"S":")" + id + R"("})"; }

const std::string make_one =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id",)"
    R"("KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";
const std::string make_wide =
    R"({"TableName":"wide","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"p",)"
    R"("KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"AttributeDefinitions":[)"
    R"({"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"}]})";

double process_cpu_us() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return us(used.ru_utime) + us(used.ru_stime) - thread_cpu_us();
}

// Of another process; exact to a hundredth of a second.
double cpu_us_of(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

// One request on a connection of its own, and its whole answer.
std::string ask_once(std::uint16_t port, const std::string& request) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  CHECK(::send(descriptor, request.data(), request.size(), 0) ==
        static_cast<ssize_t>(request.size()));
  std::string answer;
  std::array<char, 65536> part{};
  for (;;) {
    const auto head = answer.find("\r\n\r\n");
    const auto length = answer.find("ontent-");
    if (head != std::string::npos && length < head) {
      const auto digits = answer.find("ength: ");
      if (answer.size() >= head + 4 + std::stoul(answer.substr(digits + 7))) break;
    }
    const auto bytes = ::recv(descriptor, part.data(), part.size(), 0);
    CHECK(bytes > 0);
    answer.append(part.data(), static_cast<std::size_t>(bytes));
  }
  ::close(descriptor);
  return answer;
}

std::string ask(std::uint16_t port, std::string_view operation, const std::string& body) {
  const auto answer = ask_once(port, request_of(operation, body));
  if (!answer.starts_with("HTTP/1.1 200")) {
    std::fprintf(stderr, "%s: %s\n", std::string(operation).c_str(), answer.c_str());
    CHECK(false);
  }
  return answer;
}

// The tables and items that the rows need.
void fill(std::uint16_t port) {
  ask(port, "CreateTable", make_one);
  ask(port, "CreateTable", make_wide);
  for (const auto* table : {"one", "wide"}) {
    const std::string body = std::string(R"({"TableName":")") + table + "\"}";
    while (!ask(port, "DescribeTable", body).contains("\"ACTIVE\"")) {
    }
  }
  for (const auto* id : {"fixed", "other"}) {
    ask(port, "PutItem", R"({"TableName":"one","Item":)" + item_of(key(id)) + "}");
  }
  for (std::size_t i = 0; i < page_items; ++i) {
    const auto keys = R"("p":{"S":"page"},"s":{"N":")" + std::to_string(i) + "\"}";
    ask(port, "PutItem", R"({"TableName":"wide","Item":)" + item_of(keys) + "}");
  }
}

struct Row {
  std::string name;
  std::string request;
  std::size_t connections;
  std::size_t each;       // requests of each connection in a round
  std::size_t peer_each;  // of the peer: it is slower
  bool has_peer = true;
  // The same work of the store alone: so many times, together.
  std::function<void(store::Store&, std::size_t times)> twin = {};
};

std::string raw_key(std::size_t number) {
  auto digits = std::to_string(number);
  return "raw" + std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
}

void get_raw(store::Store& store, std::size_t times) {
  for (; times > 0; --times) CHECK(store.get(raw_keyspace, raw_key(1)).value().has_value());
}

void read_raw_page(store::Store& store, std::size_t times) {
  for (; times > 0; --times) {
    auto cursor = store.cursor(raw_keyspace);
    std::size_t bytes = 0;
    cursor.seek(raw_key(0));
    for (std::size_t i = 0; i < page_items; ++i, cursor.next()) bytes += cursor.value().size();
    CHECK(bytes > page_items);
  }
}

// So many writes of `rows` rows each, 32 of them under way at once.
void put_raw(store::Store& store, std::size_t times, std::size_t rows) {
  constexpr std::size_t together = 32;
  const std::string value(250, 'x');
  std::size_t number = 1000;
  for (std::size_t done = 0; done < times; done += together) {
    std::atomic<std::size_t> left = together;
    for (std::size_t i = 0; i < together; ++i) {
      store::Batch batch;
      for (std::size_t row = 0; row < rows; ++row) {
        batch.put(raw_keyspace, raw_key(++number), value);
      }
      store.commit(std::move(batch), [&](const Result<void>& written) {
        CHECK(written.has_value());
        if (--left == 0) left.notify_one();
      });
    }
    for (auto now = left.load(); now > 0; now = left) left.wait(now);
  }
}

std::vector<Row> make_rows() {
  const std::string mark(Peers::number_mark);
  const auto put = [](std::size_t rows) {
    return [rows](store::Store& store, std::size_t times) { put_raw(store, times, rows); };
  };
  const auto part = [&](const std::string& first) {
    return R"({"Put":{"TableName":"one","Item":)" + item_of(key(first + mark)) + "}}";
  };
  const auto get = [](const std::string& id) {
    return R"({"Get":{"TableName":"one","Key":{)" + key(id) + "}}}";
  };
  return {
      {"GetItem", request_of("GetItem", R"({"TableName":"one","Key":{)" + key("fixed") + "}}"), 64,
       300, 20, true, &get_raw},
      {"Query of 100",
       request_of("Query", R"({"TableName":"wide","KeyConditionExpression":"p = :p",)"
                           R"("ExpressionAttributeValues":{":p":{"S":"page"}}})"),
       16, 60, 4, true, &read_raw_page},
      {"PutItem",
       request_of("PutItem", R"({"TableName":"one","Item":)" + item_of(key("p" + mark)) + "}"), 32,
       300, 20, true, put(1)},
      {"UpdateItem on a condition",
       request_of("UpdateItem", R"({"TableName":"one","Key":{)" + key("u" + mark) +
                                    R"x(},"UpdateExpression":"SET a = :a ADD n :n",)x"
                                    R"x("ConditionExpression":"attribute_not_exists(a)",)x"
                                    R"x("ExpressionAttributeValues":{":a":{"S":"x"},)x"
                                    R"x(":n":{"N":"1"}}})x"),
       32, 300, 20, true, put(1)},
      {"TransactWriteItems of 2",
       request_of("TransactWriteItems",
                  R"({"TransactItems":[)" + part("a") + "," + part("b") + "]}"),
       32, 200, 0, false, put(2)},
      {"TransactGetItems of 2",
       request_of("TransactGetItems",
                  R"({"TransactItems":[)" + get("fixed") + "," + get("other") + "]}"),
       64, 200, 0, false,
       [](store::Store& store, std::size_t times) { get_raw(store, 2 * times); }},
  };
}

struct Measured {
  std::vector<double> cpu_us, per_second, p99_us;
};

// A server that rows are measured on.
class Side {
 public:
  Side(std::uint16_t port, std::function<double()> cpu_us)
      : port_(port), cpu_us_(std::move(cpu_us)) {}

  void measure(Peers& peers, const Row& row, std::size_t each, Measured& measured) {
    const auto answer = ask_once(port_, row.request);
    CHECK(answer.starts_with("HTTP/1.1 200"));
    peers.open(port_, row.connections, row.request, answer.size());
    const auto count = row.connections * each;
    const auto wanted = peers.received() + answer.size() * count;
    const auto cpu = cpu_us_();
    const auto began = std::chrono::steady_clock::now();
    peers.run_requests(each);
    peers.wait_for(wanted);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    measured.cpu_us.push_back((cpu_us_() - cpu) / static_cast<double>(count));
    measured.per_second.push_back(static_cast<double>(count) / took.count());
    measured.p99_us.push_back(peers.percentile_us(99));
    peers.close_all();
  }

 private:
  std::uint16_t port_;
  std::function<double()> cpu_us_;
};

double measure_twin(store::Store& store, const Row& row) {
  const auto times = row.connections * row.each;
  const auto cpu = process_cpu_us() + thread_cpu_us();
  row.twin(store, times);
  return (process_cpu_us() + thread_cpu_us() - cpu) / static_cast<double>(times);
}

// npm's dynalite, when it can be had.
class Dynalite {
 public:
  explicit Dynalite(const std::string& folder) {
    pipe_ = ::popen((std::string(SYNCLINE_PEER) + " " + folder).c_str(), "r");
    std::array<char, 256> line{};
    if (pipe_ == nullptr || std::fgets(line.data(), line.size(), pipe_) == nullptr) return;
    const auto said = parse_json(line.data());
    if (!said) return;
    port_ = said->at("port").to_number<std::uint16_t>();
    process_ = said->at("process").to_number<int>();
  }
  ~Dynalite() {
    if (process_ > 0) ::kill(process_, SIGTERM);
    if (pipe_ != nullptr) ::pclose(pipe_);
  }
  Dynalite(const Dynalite&) = delete;
  Dynalite& operator=(const Dynalite&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int process() const { return process_; }

 private:
  std::FILE* pipe_ = nullptr;
  std::uint16_t port_ = 0;
  int process_ = 0;
};

void print(const Row& row, const Measured& ours, const std::vector<double>& twin,
           const Measured& theirs) {
  const auto cpu = median(ours.cpu_us);
  std::printf(
      "%-26s %7.1f us of CPU = %6.0f/s/core, %6.0f/s from %zu clients, p99 %6.0f us; %5.1f"
      " times the store's %.1f us",
      row.name.c_str(), cpu, 1e6 / cpu, median(ours.per_second), row.connections,
      median(ours.p99_us), cpu / median(twin), median(twin));
  if (!theirs.cpu_us.empty()) {
    const auto peer = median(theirs.cpu_us);
    std::printf("; dynalite %.0f us, p99 %.0f us: %.1f times ours", peer, median(theirs.p99_us),
                peer / cpu);
  }
  std::printf("\n");
}

// The whole server of one store, on one loop.
class Server {
 public:
  Server(dynamo::Database& database, store::Store& store)
      : catalog_(catalog::Catalog::open(store, catalog::UnboundSubscriptions::bind).value()),
        hub_(loops_),
        sources_{database},
        engine_(sources_, hub_, clock_),
        rooms_{*catalog_, engine_, hub_, clock_, database} {
    auto server =
        io::Server::listen(loops_, {.port = 0, .tls_port = {}}, edge::make_service(rooms_));
    CHECK(server.has_value());
    server_ = std::move(*server);
    loops_.start();
  }
  ~Server() {
    server_->stop(std::chrono::seconds(1));
    loops_.stop();
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

 private:
  Loops loops_{1};
  SystemClock clock_;
  std::unique_ptr<catalog::Catalog> catalog_;
  hub::Hub hub_;
  source::Rooms sources_;
  engine::Engine engine_;
  edge::Rooms rooms_;
  std::unique_ptr<io::Server> server_;
};

std::string temporary_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "syncline-bench-XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  return name;
}

int run(const std::string& only) {
  set_log_level(LogLevel::error);
  Peers peers;  // before this process has threads
  const auto folder = temporary_folder();
  std::unique_ptr<Dynalite> dynalite;
  if (only.empty()) dynalite = std::make_unique<Dynalite>(SYNCLINE_PEER_FOLDER);
  {
    SystemClock clock;
    auto store = store::Store::open(folder, store::Durability::fsync).value();
    put_raw(*store, 32, 1);
    for (std::size_t i = 0; i < page_items; ++i) {
      store::Batch batch;
      batch.put(raw_keyspace, raw_key(i), std::string(250, 'x'));
      CHECK(store->commit_and_wait(std::move(batch)).has_value());
    }
    auto database = dynamo::Database::open(*store, clock).value();
    Server server(*database, *store);
    Side ours(server.port(), &process_cpu_us);
    fill(server.port());
    std::unique_ptr<Side> theirs;
    if (dynalite && dynalite->port() != 0) {
      fill(dynalite->port());
      theirs =
          std::make_unique<Side>(dynalite->port(), [&] { return cpu_us_of(dynalite->process()); });
    }
    for (const auto& row : make_rows()) {
      if (!only.empty() && only != row.name) continue;
      Measured of_ours, of_theirs;
      std::vector<double> twin;
      for (std::size_t round = 0; round < rounds; ++round) {
        ours.measure(peers, row, row.each, of_ours);
        twin.push_back(measure_twin(*store, row));
        if (theirs && row.has_peer) theirs->measure(peers, row, row.peer_each, of_theirs);
      }
      print(row, of_ours, twin, of_theirs);
    }
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace syncline::bench

int main(int argc, char** argv) { return syncline::bench::run(argc > 1 ? argv[1] : ""); }
