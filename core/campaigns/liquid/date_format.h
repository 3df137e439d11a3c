#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/campaigns/liquid/budget.h"
#include "core/campaigns/liquid/moment.h"

namespace pannier::liquid {

/// Ruby's Time#strftime with English names: the POSIX conversions, the flags - 0 ^ _ # and a width.
/// A conversion that is not known stays as it stands. Errors: kTooLarge.
Result<std::string> formatMoment(const Moment& moment, std::string_view format,
                                 const Budget& budget);

}  // namespace pannier::liquid
