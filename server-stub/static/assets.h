#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/config.h"
#include "server-stub/net/message.h"

namespace pannier::server {

/// Serves the built web app from one folder: types, ETags, caching, compression, and index.html for
/// the app's own addresses. Files are kept in memory and looked at again (time, size) on each
/// request, so that a rebuild shows at once. Any thread.
class Assets {
 public:
  /// `folder` may be empty or missing: then pages say how to build the web app.
  Assets(std::string folder, std::vector<std::string> widgetOrigins);

  [[nodiscard]] Response serve(const Request& request) const;

 private:
  struct Variant {
    std::shared_ptr<const std::string> bytes;  ///< null when this encoding does not exist
    std::string etag;
  };
  struct Asset {
    std::int64_t modifiedNs = 0;
    std::uint64_t size = 0;
    std::string_view mime;
    Variant plain, gzip, brotli;
  };

  [[nodiscard]] std::shared_ptr<const Asset> find(const std::string& relative) const;
  [[nodiscard]] std::shared_ptr<const Asset> load(const std::string& relative,
                                                  const std::string& full) const;
  [[nodiscard]] Response answer(const Request& request, const std::string& relative,
                                const Asset& asset) const;

  std::string folder_;  ///< real path, empty when there is none
  std::vector<std::string> widgetOrigins_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const Asset>> cache_;
  mutable std::uint64_t cachedBytes_ = 0;
};

/// Cache-Control for a file of the app: for ever when its name carries a content hash (everything
/// below assets/), else to be asked for again each time.
std::string_view cacheControlFor(std::string_view relativePath) noexcept;

/// True for an address of the app itself, which index.html answers: no file ending in any part, and
/// not below a prefix of the API.
bool isAppRoute(std::string_view relativePath) noexcept;

/// True when an If-None-Match header names this ETag (weak comparison) or '*'.
bool etagMatches(std::string_view ifNoneMatch, std::string_view etag);

}  // namespace pannier::server
