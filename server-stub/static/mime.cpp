#include "server-stub/static/mime.h"

#include <utility>

#include "core/base/text.h"

namespace pannier::server {
namespace {

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {"html", "text/html; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"gif", "image/gif"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"woff", "font/woff"},
    {"txt", "text/plain; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"xml", "application/xml"},
};

}  // namespace

std::string_view mimeType(std::string_view fileName) noexcept {
  const auto dot = fileName.rfind('.');
  if (dot != std::string_view::npos) {
    const std::string_view ending = fileName.substr(dot + 1);
    for (const auto& [known, type] : kTypes) {
      if (equalsIgnoringAsciiCase(known, ending)) return type;
    }
  }
  return "application/octet-stream";
}

bool isCompressible(std::string_view mimeType) noexcept {
  return mimeType.rfind("text/", 0) == 0 || mimeType.rfind("application/json", 0) == 0 ||
         mimeType == "application/wasm" || mimeType == "application/manifest+json" ||
         mimeType == "image/svg+xml" || mimeType == "application/xml" || mimeType == "image/x-icon";
}

}  // namespace pannier::server
