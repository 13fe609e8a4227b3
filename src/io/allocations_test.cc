// What a request allocates on the loop that answers it: the operators here count for one thread.
// Not with a sanitizer, which has operators of its own: the release build counts.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

#include "io/http_fixture.h"

namespace {

std::atomic<std::thread::id> counted_thread;
std::atomic<long> allocations = 0;

void* allocate(std::size_t size) {
  if (counted_thread.load(std::memory_order_relaxed) == std::this_thread::get_id()) ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(std::size_t size) {
  void* memory = allocate(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace syncline::io {
namespace {

constexpr int requests = 200;
constexpr long allocations_max = 8;  // for one request

std::string request_of_a_browser() {
  const std::string body = R"({"query":")" + std::string(219, 'q') + R"("})";
  return post(body,
              "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\n"
              "x-api-key: da2-0123456789abcdefghijklmnop\r\nContent-Type: application/json\r\n"
              "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n"
              "Origin: http://localhost:3000\r\nReferer: http://localhost:3000/\r\n");
}

long allocations_for_a_request(decltype(Service::respond) respond) {
  std::atomic<std::thread::id> serving;
  TestServer server(
      [&serving, respond](Loop& loop, HttpRequest request) {
        serving = std::this_thread::get_id();
        return respond(loop, std::move(request));
      },
      {}, {}, 1);
  RawPeer peer(server);
  const auto request = request_of_a_browser();
  const auto ask = [&] {
    peer.send(request);
    EXPECT_EQ(read_answer(peer).body.size(), 231U);
  };
  for (int i = 0; i < 20; ++i) ask();
  allocations = 0;
  counted_thread = serving.load();
  for (int i = 0; i < requests; ++i) ask();
  counted_thread = std::thread::id();
  return allocations / requests;
}

TEST(Allocations, AreFewForAKeepAliveEcho) {
  const auto ready = allocations_for_a_request([](Loop&, HttpRequest request) -> HttpAnswer {
    return HttpResponse{.body = std::move(request.body)};
  });
  EXPECT_LE(ready, allocations_max);
  EXPECT_GT(ready, 0);  // the counter counts
  RecordProperty("for_a_request", std::to_string(ready));
}

}  // namespace
}  // namespace syncline::io

#endif
