#include "server-stub/static/encoding.h"

#include <zlib.h>

#include <algorithm>

#include "core/base/check.h"
#include "core/base/text.h"

namespace pannier::server {
namespace {

/// False for ";q=0", ";q=0.0", …: the client excludes this encoding.
bool isWanted(std::string_view parameters) {
  const std::string folded = asciiLower(parameters);
  const auto q = folded.find("q=");
  if (q == std::string::npos) return true;
  return folded.find_first_of("123456789", q + 2) != std::string::npos;
}

}  // namespace

AcceptedEncodings parseAcceptEncoding(std::string_view header) {
  AcceptedEncodings accepted;
  std::size_t begin = 0;
  while (begin < header.size()) {
    const std::size_t end = std::min(header.find(',', begin), header.size());
    const std::string_view item = trim(header.substr(begin, end - begin));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view name = trim(item.substr(0, semicolon));
    const bool wanted = isWanted(item.substr(semicolon));
    if (equalsIgnoringAsciiCase(name, "gzip")) accepted.gzip = wanted;
    if (equalsIgnoringAsciiCase(name, "br")) accepted.brotli = wanted;
    begin = end + 1;
  }
  return accepted;
}

std::string gzipCompress(std::string_view data) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  PANNIER_CHECK(deflateInit2(&stream, 6, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  PANNIER_CHECK(data.size() < (1u << 31));
  std::string out(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  // zlib takes a non-const pointer but does not write through it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  PANNIER_CHECK(result == Z_STREAM_END);
  out.resize(size);
  return out;
}

}  // namespace pannier::server
