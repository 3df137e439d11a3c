#pragma once

#include <string_view>

#include "core/base/result.h"
#include "server-stub/net/message.h"

namespace pannier::server {

/// Where a browser says a request comes from.
enum class RequestOrigin {
  kOwnPage,    ///< a page of this server
  kOtherPage,  ///< a page of somebody else
  kUnknown,    ///< not said: no browser, or a very old one
};

/// Judges Sec-Fetch-Site (which pages cannot set), else the Origin header against the Host header
/// and `publicUrl`.
RequestOrigin originOfRequest(const Request& request, std::string_view publicUrl);

/// The defence against forged requests: one that changes something and is authorised by a cookie
/// must come from our own page. Bearer tokens are never sent by a browser on its own and need no
/// check.
Status checkCookieRequest(const Request& request, std::string_view publicUrl);

/// For requests that sign somebody in: another site's page may not do it, a script may.
Status checkSignInRequest(const Request& request, std::string_view publicUrl);

}  // namespace pannier::server
