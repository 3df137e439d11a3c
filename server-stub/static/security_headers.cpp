#include "server-stub/static/security_headers.h"

#include "server-stub/net/url.h"

namespace pannier::server {

std::string contentSecurityPolicy(std::string_view host,
                                  const std::vector<std::string>& widgetOrigins) {
  std::string policy =
      "default-src 'none'; "
      "script-src 'self' 'wasm-unsafe-eval'; "
      // Mails in the preview bring style elements, and the preview's frame inherits this policy; it
      // is sandboxed without scripts. Customers' text never becomes markup anywhere else.
      "style-src 'self' 'unsafe-inline'; "
      "img-src 'self' data: blob:; "
      "font-src 'self' data:; "
      "worker-src 'self'; "
      "frame-src 'self' blob:; "
      "manifest-src 'self'; "
      "base-uri 'none'; "
      "form-action 'self'; "
      "object-src 'none'; "
      "connect-src 'self'";
  if (!host.empty() && isHostHeader(host)) {
    policy.append(" ws://").append(host).append(" wss://").append(host);
  }
  policy += "; frame-ancestors 'self'";
  for (const std::string& origin : widgetOrigins) policy += " " + origin;
  return policy;
}

void addSecurityHeaders(Response& response) {
  const auto addIfAbsent = [&](std::string_view name, std::string_view value) {
    if (response.header(name).empty()) response.set(name, value);
  };
  addIfAbsent("X-Content-Type-Options", "nosniff");
  addIfAbsent("Referrer-Policy", "same-origin");
  addIfAbsent("Cross-Origin-Opener-Policy", "same-origin");
  addIfAbsent("Cross-Origin-Resource-Policy", "same-origin");
  addIfAbsent("Permissions-Policy",
              "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
              "serial=(), midi=(), display-capture=(), browsing-topics=()");
  // Answers that are no page of ours must not run anything if a browser is led to show them.
  addIfAbsent("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
}

}  // namespace pannier::server
