#include "core/campaigns/liquid/place.h"

#include <algorithm>

namespace pannier::liquid {

std::string placeName(std::string_view source, std::size_t offset) {
  const std::string_view before = source.substr(0, std::min(offset, source.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t lastBreak = before.rfind('\n');
  const std::string_view row =
      lastBreak == std::string_view::npos ? before : before.substr(lastBreak + 1);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  const auto column = static_cast<std::ptrdiff_t>(row.size()) -
                      std::count_if(row.begin(), row.end(), continues) + 1;
  return "Line " + std::to_string(line) + ", column " + std::to_string(column);
}

Error errorAt(std::string_view source, std::size_t offset, std::size_t length,
              std::string_view sentence, ErrorCode code) {
  return locate(makeError(code, std::string(sentence)), source, offset, length);
}

Error locate(Error error, std::string_view source, std::size_t offset, std::size_t length) {
  if (error.position.has_value()) return error;
  error.message = placeName(source, offset) + ": " + error.message;
  error.position = offset;
  error.length = length;
  return error;
}

}  // namespace pannier::liquid
