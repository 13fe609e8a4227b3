#include "io/acceptor.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "io/server_fixture.h"

namespace syncline::io {
namespace {

// One listening socket on a loop that the test turns itself.
struct AcceptorTest : testing::Test {
  Loop loop{0};
  std::shared_ptr<Acceptor> acceptor =
      *Acceptor::bind(loop, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  bool has_room = true;
  std::vector<Socket> admitted;

  void SetUp() override {
    acceptor->start(acceptor, [this](Socket& socket, const std::string&) {
      if (has_room) admitted.push_back(std::move(socket));
      return has_room;
    });
  }
  ~AcceptorTest() override {
    acceptor->close();
    loop.context().poll();
  }
  void turn_until(std::size_t count) {
    while (admitted.size() < count) loop.context().run_one();
  }
};

TEST_F(AcceptorTest, OffersAConnectionAgainUntilThereIsRoom) {
  has_room = false;
  const RawPeer first(acceptor->port());
  const RawPeer second(acceptor->port());
  for (int i = 0; i < 3; ++i) loop.context().run_one();  // offered once, and again
  EXPECT_TRUE(admitted.empty());
  has_room = true;
  turn_until(2);
}

TEST_F(AcceptorTest, WaitsWhenTheProcessIsOutOfDescriptorsAndGoesOn) {
  const RawPeer before(acceptor->port());
  turn_until(1);
  // The sanitizer's first look at a class takes descriptors of its own: here, where there are some.
  EXPECT_FALSE(SocketError(EMFILE, boost::asio::error::get_system_category()).message().empty());
  // The client has its descriptor; for the server's there is none.
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  const int next = ::dup(client);
  ::close(next);
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  rlimit tight = usual;
  tight.rlim_cur = static_cast<rlim_t>(next);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(acceptor->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  for (int i = 0; i < 3; ++i) loop.context().run_one();  // fails, waits, fails again
  EXPECT_EQ(admitted.size(), 1U);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
  turn_until(2);
  ::close(client);
}

}  // namespace
}  // namespace syncline::io
