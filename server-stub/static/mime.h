#pragma once

#include <string_view>

namespace pannier::server {

/// The media type of a file by the ending of its name; application/octet-stream when unknown.
std::string_view mimeType(std::string_view fileName) noexcept;

/// True when gzip makes files of this type smaller (texts, wasm, SVG; not pictures or fonts).
bool isCompressible(std::string_view mimeType) noexcept;

}  // namespace pannier::server
