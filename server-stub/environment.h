#pragma once

#include "core/base/environment.h"

namespace pannier::server {

/// The real clock and libsodium's random bytes. Call initCrypto() first.
Environment systemEnvironment();

/// Prepares libsodium; stops the process when the system has no randomness. Safe to call twice.
void initCrypto();

}  // namespace pannier::server
