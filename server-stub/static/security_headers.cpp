#include "server-stub/static/security_headers.h"

#include "server-stub/net/url.h"

namespace pannier::server {

std::string contentSecurityPolicy(std::string_view host,
                                  const std::vector<std::string>& widgetOrigins) {
  std::string policy =
      "default-src 'none'; "
      "script-src 'self' 'wasm-unsafe-eval'; "
      // Components place popups and progress bars by style attributes, and mails in the preview are
      // styled that way; the preview brings style elements in as constructed sheets.
      "style-src 'self'; style-src-attr 'unsafe-inline'; "
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
