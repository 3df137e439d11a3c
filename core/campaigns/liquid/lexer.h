#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pannier::liquid {

enum class TokenKind {
  kEnd,
  kIdentifier,
  kNumber,
  kString,
  kComparison,
  kPipe,
  kDot,
  kDotDot,
  kColon,
  kComma,
  kOpenSquare,
  kCloseSquare,
  kOpenRound,
  kCloseRound,
};

/// A word of the markup inside `{{ }}` or `{% %}`. For kString, `text` is without the quotes.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// Words of source[begin, end), with a kEnd token last. Errors: kParse for a character that has no
/// meaning and for a text without its closing quote.
Result<std::vector<Token>> lex(std::string_view source, std::size_t begin, std::size_t end);

}  // namespace pannier::liquid
