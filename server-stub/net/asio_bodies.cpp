// The bodies of Boost.Asio and Beast, compiled once for the whole program. The order matters:
// asio.ipp first switches the libraries to separate compilation.
// clang-format off
#include "server-stub/net/asio.ipp"

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
// clang-format on
