#include "core/segments/cursor.h"

#include <algorithm>

#include "core/base/text.h"

namespace pannier::segments {

std::string placeText(std::string_view text, std::size_t position) {
  std::size_t line = 1;
  std::size_t column = 0;
  for (const char c : text.substr(0, position)) {
    if (c == '\n') {
      ++line;
      column = 0;
    } else if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) {  // not within a character
      ++column;
    }
  }
  return "Line " + std::to_string(line) + " Column " + std::to_string(column) + ": ";
}

const Token& Cursor::peek(std::size_t ahead) const noexcept {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& Cursor::take() noexcept {
  const Token& token = tokens_[at_];
  lastEnd_ = token.span.begin + token.span.size;
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool Cursor::atKeyword(std::string_view keyword, std::size_t ahead) const noexcept {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::kName && equalsIgnoringAsciiCase(token.text, keyword);
}

bool Cursor::atSymbol(std::string_view symbol) const noexcept {
  return peek().kind == TokenKind::kSymbol && peek().text == symbol;
}

bool Cursor::takeKeyword(std::string_view keyword) noexcept {
  if (!atKeyword(keyword)) return false;
  take();
  return true;
}

bool Cursor::takeSymbol(std::string_view symbol) noexcept {
  if (!atSymbol(symbol)) return false;
  take();
  return true;
}

Status Cursor::expectSymbol(std::string_view symbol, std::string_view where) {
  if (takeSymbol(symbol)) return {};
  return unexpected("'" + std::string(symbol) + "' " + std::string(where));
}

Error Cursor::fail(Span span, const std::string& message, ErrorCode code) const {
  Error error = makeError(code, placeText(text_, span.begin) + message, "query");
  error.position = span.begin;
  error.length = span.size;
  return error;
}

Error Cursor::unexpected(std::string_view expected) const {
  const Token& token = peek();
  if (token.kind == TokenKind::kBad) return fail(token.span, token.value);
  const std::string wish = "Expected " + std::string(expected) + ".";
  if (token.kind == TokenKind::kEnd) return fail(token.span, "The query ends too early. " + wish);
  return fail(token.span, "'" + std::string(token.text) + "' is unexpected. " + wish);
}

}  // namespace pannier::segments
