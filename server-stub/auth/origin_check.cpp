#include "server-stub/auth/origin_check.h"

#include <string>

#include "core/base/text.h"
#include "server-stub/net/url.h"

namespace pannier::server {
namespace {

bool isOwnOrigin(std::string_view origin, std::string_view host, std::string_view publicUrl) {
  const auto normal = originOf(origin);
  if (!normal) return false;
  if (!publicUrl.empty() && *normal == publicUrl) return true;
  if (!isHostHeader(host)) return false;
  const std::string own(host);
  // The scheme is not in the Host header; behind a proxy that ends TLS it may be https.
  return *normal == originOf("http://" + own) || *normal == originOf("https://" + own);
}

}  // namespace

RequestOrigin originOfRequest(const Request& request, std::string_view publicUrl) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty()) {
    return site == "same-origin" ? RequestOrigin::kOwnPage : RequestOrigin::kOtherPage;
  }
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return RequestOrigin::kUnknown;
  return isOwnOrigin(origin, request.header("Host"), publicUrl) ? RequestOrigin::kOwnPage
                                                                : RequestOrigin::kOtherPage;
}

Status checkCookieRequest(const Request& request, std::string_view publicUrl) {
  if (originOfRequest(request, publicUrl) == RequestOrigin::kOwnPage) return {};
  return makeError(ErrorCode::kPermission,
                   "This request is signed in by a cookie but does not come from a page of this "
                   "server. Scripts use an API token in the Authorization header instead.");
}

Status checkSignInRequest(const Request& request, std::string_view publicUrl) {
  if (originOfRequest(request, publicUrl) != RequestOrigin::kOtherPage) return {};
  return makeError(ErrorCode::kPermission, "Another site's page may not sign in here.");
}

}  // namespace pannier::server
