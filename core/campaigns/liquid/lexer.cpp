#include "core/campaigns/liquid/lexer.h"

#include <string>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

class Lexer {
 public:
  Lexer(std::string_view source, std::size_t begin, std::size_t end)
      : source_(source.substr(0, end)), at_(begin) {}

  Result<std::vector<Token>> run() {
    for (;;) {
      while (at_ < source_.size() && isSpace(source_[at_])) ++at_;
      if (at_ == source_.size()) break;
      PANNIER_TRY(lexOne());
    }
    tokens_.push_back({TokenKind::kEnd, {}, at_, 0});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void push(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, source_.substr(at_, length), at_, length});
    at_ += length;
  }

  Status lexOne() {
    const char c = peek(0);
    if (isAsciiLetter(c) || c == '_') return lexIdentifier();
    if (isDigit(c) || (c == '-' && isDigit(peek(1)))) return lexNumber();
    if (c == '"' || c == '\'') return lexString(c);
    return lexSymbol(c);
  }

  Status lexIdentifier() {
    std::size_t length = 1;
    while (isWordCharacter(peek(length)) || peek(length) == '-') ++length;
    if (peek(length) == '?') ++length;
    push(TokenKind::kIdentifier, length);
    return {};
  }

  Status lexNumber() {
    std::size_t length = 1;
    while (isDigit(peek(length))) ++length;
    if (peek(length) == '.' && isDigit(peek(length + 1))) {
      ++length;
      while (isDigit(peek(length))) ++length;
    }
    push(TokenKind::kNumber, length);
    return {};
  }

  Status lexString(char quote) {
    const std::size_t close = source_.find(quote, at_ + 1);
    if (close == std::string_view::npos) {
      return errorAt(source_, at_, 1, "This text has no closing quotation mark.");
    }
    const std::size_t length = close + 1 - at_;
    tokens_.push_back({TokenKind::kString, source_.substr(at_ + 1, length - 2), at_, length});
    at_ += length;
    return {};
  }

  Status lexSymbol(char c) {
    const char next = peek(1);
    switch (c) {
      case '|':
        return symbol(TokenKind::kPipe, 1);
      case ':':
        return symbol(TokenKind::kColon, 1);
      case ',':
        return symbol(TokenKind::kComma, 1);
      case '[':
        return symbol(TokenKind::kOpenSquare, 1);
      case ']':
        return symbol(TokenKind::kCloseSquare, 1);
      case '(':
        return symbol(TokenKind::kOpenRound, 1);
      case ')':
        return symbol(TokenKind::kCloseRound, 1);
      case '.':
        return next == '.' ? symbol(TokenKind::kDotDot, 2) : symbol(TokenKind::kDot, 1);
      case '<':
        return symbol(TokenKind::kComparison, next == '=' || next == '>' ? 2 : 1);
      case '>':
        return symbol(TokenKind::kComparison, next == '=' ? 2 : 1);
      case '=':
      case '!':
        if (next == '=') return symbol(TokenKind::kComparison, 2);
        break;
      default:
        break;
    }
    const std::size_t length = characterBytes(source_, at_);
    return errorAt(
        source_, at_, length,
        "The character \"" + std::string(source_.substr(at_, length)) + "\" is not expected here.");
  }

  Status symbol(TokenKind kind, std::size_t length) {
    push(kind, length);
    return {};
  }

  std::string_view source_;
  std::size_t at_;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> lex(std::string_view source, std::size_t begin, std::size_t end) {
  return Lexer(source, begin, end).run();
}

}  // namespace pannier::liquid
