#pragma once

#include <string>

#include "core/base/result.h"

namespace pannier::server {

/// web/src/generated/api.ts, from the command registry.
Result<std::string> typescript();

}  // namespace pannier::server
