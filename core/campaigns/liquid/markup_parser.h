#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/campaigns/liquid/ast.h"
#include "core/campaigns/liquid/lexer.h"

namespace pannier::liquid {

/// Parses what stands inside one pair of marks: expressions, filters, conditions.
class MarkupParser {
 public:
  /// Errors: those of lex().
  static Result<MarkupParser> over(std::string_view source, std::size_t begin, std::size_t end,
                                   std::size_t maxNesting);

  Result<Expression> expression();
  Result<Pipeline> pipeline();
  Result<Condition> condition();
  /// `key: value, key: value` up to the end; the commas may be left out.
  Result<std::vector<NamedArgument>> namedArguments();

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  [[nodiscard]] bool looksAt(TokenKind kind, std::size_t ahead = 0) const;
  [[nodiscard]] bool looksAtWord(std::string_view word) const;
  bool accept(TokenKind kind);
  bool acceptWord(std::string_view word);
  /// The text of the next token, or an error that says what was expected.
  Result<std::string_view> expect(TokenKind kind, std::string_view whatIsExpected);
  Status expectEnd();

  /// An error about the next token: "... but found "x"."
  [[nodiscard]] Error unexpected(std::string_view whatIsExpected) const;
  /// Source text from `offset` to the end of the last token taken.
  [[nodiscard]] std::string_view textFrom(std::size_t offset) const;

 private:
  MarkupParser(std::string_view source, std::vector<Token> tokens, std::size_t maxNesting)
      : source_(source), tokens_(std::move(tokens)), maxNesting_(maxNesting) {}

  Result<Expression> unboundedExpression();
  Result<Expression> rangeExpression();
  Result<Expression> pathExpression();
  Result<FilterCall> filterCall();
  Status filterArguments(FilterCall& call);
  Status checkArguments(const FilterCall& call) const;
  const Token& take();

  std::string_view source_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t maxNesting_;
};

}  // namespace pannier::liquid
