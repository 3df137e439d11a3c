#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server-stub/net/message.h"

namespace pannier::server {

/// The Content-Security-Policy of the app's pages. `host` is the validated Host of the request (for
/// the ws:// and wss:// sources that older Safari does not count as 'self'); empty leaves them out.
/// `widgetOrigins` may frame the app; a pattern "http://localhost:*" is a valid source there.
std::string contentSecurityPolicy(std::string_view host,
                                  const std::vector<std::string>& widgetOrigins);

/// Adds the headers every response carries, without replacing what the handler set.
void addSecurityHeaders(Response& response);

}  // namespace pannier::server
