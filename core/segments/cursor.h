#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/segments/lexer.h"

namespace pannier::segments {

/// Walks over the tokens of a query and words its errors.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text), tokens_(tokenize(text)) {}

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const noexcept;
  const Token& take() noexcept;  ///< the current token; stays at the end of the text

  [[nodiscard]] bool atKeyword(std::string_view keyword, std::size_t ahead = 0) const noexcept;
  [[nodiscard]] bool atSymbol(std::string_view symbol) const noexcept;
  bool takeKeyword(std::string_view keyword) noexcept;  ///< true when it was there
  bool takeSymbol(std::string_view symbol) noexcept;
  Status expectSymbol(std::string_view symbol, std::string_view where);

  /// End of the last token taken.
  [[nodiscard]] std::size_t lastEnd() const noexcept { return lastEnd_; }
  [[nodiscard]] Span spanFrom(std::size_t begin) const noexcept {
    return {begin, lastEnd_ - begin};
  }

  /// "Line 1 Column 14: message". Columns count characters from 0, lines from 1.
  [[nodiscard]] Error fail(Span span, const std::string& message,
                           ErrorCode code = ErrorCode::kParse) const;
  /// The current token does not belong here.
  [[nodiscard]] Error unexpected(std::string_view expected) const;

 private:
  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t lastEnd_ = 0;
};

/// "Line 1 Column 14: " for a byte position of the text.
std::string placeText(std::string_view text, std::size_t position);

}  // namespace pannier::segments
