#include "core/segments/lexer.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"

namespace pannier::segments {
namespace {

constexpr bool isLetter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool isSpace(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Keys of custom fields may contain hyphens, other names may not.
bool isCustomFieldName(std::string_view name) {
  return name.starts_with("metafields.") || name.starts_with("customer.metafields.");
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (skipBlanks() && at_ < text_.size()) {
      const char c = text_[at_];
      if (isLetter(c))
        readName();
      else if (isDigit(c) || ((c == '-' || c == '+') && isDigit(peek(1))))
        readWord();
      else if (c == '\'' || c == '"')
        readString(c);
      else
        readSymbol();
      if (tokens_.back().kind == TokenKind::kBad) break;
    }
    tokens_.push_back({TokenKind::kEnd, {text_.size(), 0}, {}, {}});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void add(TokenKind kind, std::size_t begin, std::string value = {}) {
    tokens_.push_back(
        {kind, {begin, at_ - begin}, text_.substr(begin, at_ - begin), std::move(value)});
  }
  void bad(std::size_t begin, std::size_t size, std::string reason) {
    tokens_.push_back(
        {TokenKind::kBad, {begin, size}, text_.substr(begin, size), std::move(reason)});
  }

  /// False when a comment does not end.
  bool skipBlanks() {
    while (at_ < text_.size()) {
      if (isSpace(text_[at_])) {
        ++at_;
      } else if (text_[at_] == '-' && peek(1) == '-') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_[at_] == '/' && peek(1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          bad(at_, 2, "The comment that begins here has no end. Close it with */.");
          return false;
        }
        at_ = end + 2;
      } else {
        break;
      }
    }
    return true;
  }

  void readName() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool hyphen = c == '-' && isCustomFieldName(text_.substr(begin, at_ - begin));
      if (!isLetter(c) && !isDigit(c) && c != '.' && !hyphen) break;
      ++at_;
    }
    add(TokenKind::kName, begin);
  }

  void readWord() {
    const std::size_t begin = at_++;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!isLetter(c) && !isDigit(c) && c != '.' && c != ':' && c != '-' && c != '+') break;
      ++at_;
    }
    add(TokenKind::kWord, begin);
  }

  void readString(char quote) {
    const std::size_t begin = at_++;
    std::string value;
    while (at_ < text_.size() && text_[at_] != quote) {
      // Only the quote and the backslash itself are escaped; any other backslash stands for itself.
      if (text_[at_] == '\\' && (peek(1) == quote || peek(1) == '\\')) ++at_;
      if (static_cast<unsigned char>(text_[at_]) < 0x20 && text_[at_] != '\t') {
        bad(at_, 1, "Quoted text may not contain line breaks or control characters.");
        return;
      }
      value += text_[at_++];
    }
    if (at_ >= text_.size()) {
      bad(begin, 1,
          "The text that begins here has no end. Close it with " + std::string(1, quote) + ".");
      return;
    }
    ++at_;
    add(TokenKind::kString, begin, std::move(value));
  }

  void readSymbol() {
    const std::size_t begin = at_;
    const char c = text_[at_];
    const bool doubled = peek(1) == '=' && (c == '!' || c == '<' || c == '>');
    constexpr std::string_view kSingle = "=<>(),:";
    if (doubled || kSingle.find(c) != std::string_view::npos) {
      at_ += doubled ? 2 : 1;
      add(TokenKind::kSymbol, begin);
      return;
    }
    const std::size_t size = utf8::decode(text_, at_).size;
    const bool printable = static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
    bad(begin, size,
        printable ? "'" + std::string(text_.substr(begin, size)) + "' is unexpected."
                  : "A control character is unexpected.");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace pannier::segments
