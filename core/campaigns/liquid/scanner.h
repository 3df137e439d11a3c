#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/base/result.h"

namespace pannier::liquid {

enum class PieceKind { kText, kOutput, kTag, kEnd };

/// A piece of a template: text between the marks, `{{ markup }}` or `{% name markup %}`.
struct Piece {
  PieceKind kind = PieceKind::kEnd;
  std::string_view text;   ///< kText: what remains after white space control
  std::string_view name;   ///< kTag: "if", "#", ...
  std::size_t offset = 0;  ///< of the whole piece
  std::size_t length = 0;
  std::size_t markupBegin = 0;  ///< kOutput, kTag: what stands between the marks (after the name)
  std::size_t markupEnd = 0;
};

/// Cuts a template, or the lines of a `{% liquid %}` tag, into pieces.
class Scanner {
 public:
  /// Over the whole of `source`.
  explicit Scanner(std::string_view source) : source_(source), end_(source.size()) {}
  /// Over the lines [begin, end) of a liquid tag; each line is a tag.
  static Scanner lines(std::string_view source, std::size_t begin, std::size_t end);

  /// Errors: kParse for a mark that is never closed.
  Result<Piece> next();

  /// After the start tag of `raw` or `doc`: everything up to `{% end<name> %}`, as it stands.
  /// Nothing when there is no such tag; always so among the lines of a liquid tag.
  std::optional<Piece> untilEndTag(std::string_view endName);

  /// After the start tag of `comment`: skips to its end tag. False when there is none.
  bool skipComment();

 private:
  /// Where the mark at the current place ends, npos when nowhere, and whether by its own end mark.
  struct Close {
    std::size_t end;
    bool isProper;
  };
  [[nodiscard]] Close closeOf(bool isTag) const;
  Result<Piece> nextLine();
  Piece textUpTo(std::size_t limit);
  Result<Piece> closedPiece(bool isTag);
  Piece pieceBetween(std::size_t begin, std::size_t end, bool isTag);

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool isLines_ = false;
  bool trimNext_ = false;  // the last mark ended in "-"
};

}  // namespace pannier::liquid
