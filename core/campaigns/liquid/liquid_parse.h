#pragma once

#include <memory>
#include <string_view>

#include "core/base/result.h"
#include "core/campaigns/liquid/ast.h"

namespace pannier::liquid {

/// Checks size and encoding, then parses; what Template::parse and partials share.
Result<std::unique_ptr<const ParsedTemplate>> parseTemplate(std::string_view source,
                                                            const Limits& limits);

}  // namespace pannier::liquid
