#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pannier::liquid {

/// "Line 3, column 7" of a byte offset; columns count characters, both start at 1.
std::string placeName(std::string_view source, std::size_t offset);

/// An error at a place: "Line 3, column 7: <sentence>", with position and length set.
Error errorAt(std::string_view source, std::size_t offset, std::size_t length,
              std::string_view sentence, ErrorCode code = ErrorCode::kParse);

/// Gives an error that does not know its place yet the place of the construct it came from.
Error locate(Error error, std::string_view source, std::size_t offset, std::size_t length);

}  // namespace pannier::liquid
