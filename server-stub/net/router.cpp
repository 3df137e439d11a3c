#include "server-stub/net/router.h"

#include <algorithm>

namespace pannier::server {
namespace {

bool isPrefix(const Route& route) noexcept {
  return !route.path.empty() && route.path.back() == '*';
}

bool covers(const Route& route, std::string_view path) noexcept {
  if (!isPrefix(route)) return route.path == path;
  const std::string_view stem = std::string_view(route.path).substr(0, route.path.size() - 1);
  return path.substr(0, stem.size()) == stem;
}

bool isPreferred(const Route& a, const Route& b) noexcept {
  if (isPrefix(a) != isPrefix(b)) return !isPrefix(a);
  return a.path.size() > b.path.size();
}

}  // namespace

void Router::add(Route route) {
  const auto place = std::find_if(routes_.begin(), routes_.end(), [&](const Route& existing) {
    return isPreferred(route, existing);
  });
  routes_.insert(place, std::move(route));
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  Match match;
  const Route* covering = nullptr;
  for (const Route& route : routes_) {
    if (!covers(route, path)) continue;
    // A less specific path does not answer for a more specific one that lacks the method.
    if (covering != nullptr && covering->path != route.path) break;
    covering = &route;
    if (route.method == wanted) return {&route, {}};
    match.allow += (match.allow.empty() ? "" : ", ") + route.method;
    if (route.method == "GET") match.allow += ", HEAD";
  }
  return match;
}

}  // namespace pannier::server
