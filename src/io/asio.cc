// Beast, compiled once for this room (BOOST_BEAST_SEPARATE_COMPILATION); Asio is in base/asio.cc.
#include <boost/beast/src.hpp>
