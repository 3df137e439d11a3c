#include "server-stub/static/assets.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "core/base/text.h"
#include "server-stub/net/url.h"
#include "server-stub/static/encoding.h"
#include "server-stub/static/mime.h"
#include "server-stub/static/security_headers.h"

namespace pannier::server {
namespace {

constexpr std::uint64_t kMaxFileBytes = 64u << 20;
constexpr std::uint64_t kMaxCachedBytes = 128u << 20;
constexpr std::size_t kMinCompressBytes = 512;

std::shared_ptr<const std::string> readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  auto text = std::make_shared<std::string>();
  text->assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  return file.bad() || text->size() > kMaxFileBytes ? nullptr : text;
}

std::string contentTag(std::string_view bytes, std::string_view suffix) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return "\"" + std::string(hex.data()) + std::string(suffix) + "\"";
}

std::int64_t modifiedNs(const struct stat& info) noexcept {
  return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

/// Precompressed siblings count only when they are not older than the file itself.
bool isFreshSibling(const std::string& path, std::int64_t notBefore) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && modifiedNs(info) >= notBefore;
}

std::string realFolder(const std::string& folder) {
  if (folder.empty()) return {};
  std::error_code error;
  const auto real = std::filesystem::canonical(folder, error);
  return error ? std::string() : real.string();
}

Response notFound(std::string_view path) {
  return errorResponse(404, ErrorCode::kNotFound,
                       "There is no page " + repairUtf8(path.substr(0, 200)) + " on this server.");
}

}  // namespace

std::string_view cacheControlFor(std::string_view relativePath) noexcept {
  return relativePath.rfind("assets/", 0) == 0 ? "public, max-age=31536000, immutable" : "no-cache";
}

bool isAppRoute(std::string_view relativePath) noexcept {
  if (relativePath == "sync") return true;  // a view of the app, beside the protocol's sync/…
  if (relativePath.find('.') != std::string_view::npos) return false;
  for (const std::string_view prefix :
       {"api", "auth", "sync", "assets", "metrics", "healthz", "readyz"}) {
    if (relativePath == prefix) return false;
    if (relativePath.rfind(prefix, 0) == 0 && relativePath[prefix.size()] == '/') return false;
  }
  return true;
}

bool etagMatches(std::string_view ifNoneMatch, std::string_view etag) {
  if (trim(ifNoneMatch) == "*") return true;
  std::size_t begin = 0;
  while (begin < ifNoneMatch.size()) {
    const std::size_t end = std::min(ifNoneMatch.find(',', begin), ifNoneMatch.size());
    std::string_view item = trim(ifNoneMatch.substr(begin, end - begin));
    if (item.rfind("W/", 0) == 0) item.remove_prefix(2);
    if (item == etag) return true;
    begin = end + 1;
  }
  return false;
}

Assets::Assets(std::string folder, std::vector<std::string> widgetOrigins)
    : folder_(realFolder(folder)), widgetOrigins_(std::move(widgetOrigins)) {}

Response Assets::serve(const Request& request) const {
  auto relative = safeRelativePath(request.path);
  if (!relative) return notFound(request.path);
  if (folder_.empty()) {
    return textResponse("The web app is not built. Run ./run, or name its folder with --web.\n",
                        503);
  }
  if (relative->empty() || relative->back() == '/') *relative += "index.html";
  auto asset = find(*relative);
  if (!asset && isAppRoute(*safeRelativePath(request.path))) {
    *relative = "index.html";
    asset = find(*relative);
  }
  return asset ? answer(request, *relative, *asset) : notFound(request.path);
}

std::shared_ptr<const Assets::Asset> Assets::find(const std::string& relative) const {
  std::error_code error;
  const auto real = std::filesystem::canonical(folder_ + "/" + relative, error);
  // A symbolic link must not lead out of the folder.
  if (error || real.string().rfind(folder_ + "/", 0) != 0) return nullptr;
  struct stat info {};
  if (::stat(real.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto known = cache_.find(relative);
    if (known != cache_.end() && known->second->modifiedNs == modifiedNs(info) &&
        known->second->size == static_cast<std::uint64_t>(info.st_size)) {
      return known->second;
    }
  }
  return load(relative, real.string());
}

std::shared_ptr<const Assets::Asset> Assets::load(const std::string& relative,
                                                  const std::string& full) const {
  struct stat info {};
  if (::stat(full.c_str(), &info) != 0) return nullptr;
  auto asset = std::make_shared<Asset>();
  asset->modifiedNs = modifiedNs(info);
  asset->size = static_cast<std::uint64_t>(info.st_size);
  asset->mime = mimeType(relative);
  asset->plain.bytes = readFile(full);
  if (!asset->plain.bytes) return nullptr;
  asset->plain.etag = contentTag(*asset->plain.bytes, "");
  if (isFreshSibling(full + ".br", asset->modifiedNs)) {
    asset->brotli = {readFile(full + ".br"), contentTag(*asset->plain.bytes, "-br")};
  }
  if (isFreshSibling(full + ".gz", asset->modifiedNs)) {
    asset->gzip = {readFile(full + ".gz"), contentTag(*asset->plain.bytes, "-gz")};
  } else if (isCompressible(asset->mime) && asset->plain.bytes->size() >= kMinCompressBytes) {
    asset->gzip = {std::make_shared<const std::string>(gzipCompress(*asset->plain.bytes)),
                   contentTag(*asset->plain.bytes, "-gz")};
  }
  const std::lock_guard lock(mutex_);
  if (cachedBytes_ + 2 * asset->size > kMaxCachedBytes) {
    cache_.clear();
    cachedBytes_ = 0;
  }
  cachedBytes_ += 2 * asset->size;
  cache_[relative] = asset;
  return asset;
}

Response Assets::answer(const Request& request, const std::string& relative,
                        const Asset& asset) const {
  const auto accepted = parseAcceptEncoding(request.header("Accept-Encoding"));
  const bool useBrotli = accepted.brotli && asset.brotli.bytes;
  const bool useGzip = !useBrotli && accepted.gzip && asset.gzip.bytes;
  const Variant& chosen = useBrotli ? asset.brotli : useGzip ? asset.gzip : asset.plain;

  Response response;
  response.set("ETag", chosen.etag).set("Cache-Control", cacheControlFor(relative));
  if (asset.gzip.bytes || asset.brotli.bytes) response.set("Vary", "Accept-Encoding");
  if (asset.mime.rfind("text/html", 0) == 0) {
    response.set("Content-Security-Policy",
                 contentSecurityPolicy(request.header("Host"), widgetOrigins_));
  } else if (asset.mime.rfind("text/javascript", 0) == 0) {
    // A worker's script carries its own policy: same rules, but nothing may frame it.
    response.set("Content-Security-Policy", contentSecurityPolicy(request.header("Host"), {}));
  }
  if (relative == "widget.js") {
    // Any shop's page may load the widget's script; what it may do is decided by frame-ancestors
    // and by the origins that the embedded page accepts messages from.
    response.set("Access-Control-Allow-Origin", "*");
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
  }
  if (relative == "sw.js") response.set("Service-Worker-Allowed", "/");
  if (etagMatches(request.header("If-None-Match"), chosen.etag)) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", asset.mime);
  if (useBrotli) response.set("Content-Encoding", "br");
  if (useGzip) response.set("Content-Encoding", "gzip");
  response.shared = chosen.bytes;
  return response;
}

}  // namespace pannier::server
