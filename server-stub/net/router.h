#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/net/message.h"

namespace pannier::server {

/// The thread a handler runs on. Handlers are plain functions that may block; a lane has one thread
/// and a bounded queue, so that slow work of one kind never delays another kind.
enum class Lane {
  kIo,         ///< right on the network thread: only for answers from memory
  kFiles,      ///< files of the web app
  kAccounts,   ///< users and sessions
  kPasswords,  ///< argon2id
  kStorage,    ///< the shop: every call of the Backend
};

enum class Access {
  kPublic,    ///< principal is not looked for
  kOptional,  ///< principal is set when somebody is signed in
  kUser,      ///< 401 without a principal
};

using Handler = std::function<Response(const Request&)>;

struct Route {
  std::string name;  ///< label in metrics and logs
  std::string method;
  std::string path;  ///< exact, or a prefix when it ends in '*'
  Lane lane = Lane::kIo;
  Access access = Access::kPublic;
  std::uint64_t bodyLimit = 0;
  Handler handler;
  bool websocket = false;  ///< answered by an upgrade; has no handler
};

/// Finds the route of a request: exact paths before prefixes, longer prefixes first. HEAD is
/// answered by the GET route.
class Router {
 public:
  void add(Route route);

  struct Match {
    const Route* route = nullptr;
    std::string allow;  ///< when route is null: the methods this path has; "" = no such path
  };
  [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

 private:
  std::vector<Route> routes_;  ///< kept in the order of preference
};

}  // namespace pannier::server
