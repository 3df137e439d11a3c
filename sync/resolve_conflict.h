#pragma once

#include <string_view>

#include "core/api/commands.h"

namespace pannier::sync {

/// "restore" brings the losing value back as an ordinary new change, "keep" leaves the winning one;
/// both close the conflict, in one transaction. Errors: kNotFound, kConflict (closed already, row
/// gone), kInvalidArgument.
Status resolveConflict(api::CommandContext& context, const Id& conflict, std::string_view action);

}  // namespace pannier::sync
