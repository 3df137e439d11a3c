#pragma once

#include <string>
#include <string_view>

namespace pannier::server {

/// What an Accept-Encoding header allows, of the encodings this server has.
struct AcceptedEncodings {
  bool gzip = false;
  bool brotli = false;
};
AcceptedEncodings parseAcceptEncoding(std::string_view header);

/// gzip (RFC 1952) of `data` at level 6, without a time stamp, so that equal input gives equal
/// output.
std::string gzipCompress(std::string_view data);

}  // namespace pannier::server
