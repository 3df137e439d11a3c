#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/segments/ast.h"

namespace pannier::segments {

enum class TokenKind {
  kName,    ///< attribute, function, parameter or keyword: letters, digits, '_' and '.'
  kWord,    ///< begins with a digit or a sign: number, date, offset, id
  kString,  ///< quoted text; `value` is what it says
  kSymbol,  ///< = != > >= < <= ( ) , :
  kBad,     ///< cannot be read; `value` says why
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  std::string_view text;  ///< as written
  std::string value;
};

/// Cuts the text into tokens, the last one kEnd. White space and comments (`-- …`, `/* … */`) fall
/// away. Never fails: what cannot be read becomes one kBad token followed by kEnd, so that an error
/// further left is reported first. The tokens point into `text`.
std::vector<Token> tokenize(std::string_view text);

}  // namespace pannier::segments
