#include "core/campaigns/liquid/scanner.h"

#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Length of the tag name at the start: "#" or a word.
std::size_t nameLength(std::string_view text) {
  if (!text.empty() && text[0] == '#') return 1;
  std::size_t length = 0;
  while (length < text.size() && isWordCharacter(text[length])) ++length;
  return length;
}

}  // namespace

Scanner Scanner::lines(std::string_view source, std::size_t begin, std::size_t end) {
  Scanner scanner(source);
  scanner.at_ = begin;
  scanner.end_ = end;
  scanner.isLines_ = true;
  return scanner;
}

Result<Piece> Scanner::next() {
  if (isLines_) return nextLine();
  if (at_ >= end_) return Piece{};
  std::size_t mark = at_;
  while ((mark = source_.find('{', mark)) != kNone) {
    if (mark + 1 < end_ && (source_[mark + 1] == '{' || source_[mark + 1] == '%')) break;
    ++mark;
  }
  const std::size_t limit = std::min(mark, end_);
  if (limit > at_) return textUpTo(limit);
  return closedPiece(source_[mark + 1] == '%');
}

Piece Scanner::textUpTo(std::size_t limit) {
  Piece piece;
  piece.kind = PieceKind::kText;
  piece.offset = at_;
  piece.length = limit - at_;
  piece.text = source_.substr(at_, piece.length);
  if (trimNext_) {
    while (!piece.text.empty() && isSpace(piece.text.front())) piece.text.remove_prefix(1);
  }
  if (limit + 2 < end_ && source_[limit + 2] == '-') {
    while (!piece.text.empty() && isSpace(piece.text.back())) piece.text.remove_suffix(1);
  }
  trimNext_ = false;
  at_ = limit;
  return piece;
}

Scanner::Close Scanner::closeOf(bool isTag) const {
  const std::size_t inner = at_ + 2;
  if (isTag) {
    const std::size_t close = source_.find("%}", inner);
    return {close == kNone ? kNone : close + 2, close != kNone};
  }
  const std::size_t brace = source_.find('}', inner);
  if (brace == kNone) return {kNone, false};
  // An output that swallows a tag ends where the tag ends; parsing its markup gives the error.
  const std::size_t tag = source_.substr(inner, brace - inner).find("{%");
  if (tag != kNone) {
    const std::size_t close = source_.find("%}", inner + tag);
    return {close == kNone ? kNone : close + 2, close != kNone};
  }
  const bool isProper = source_.substr(brace, 2) == "}}";
  return {brace + (isProper ? 2U : 1U), isProper};
}

Result<Piece> Scanner::closedPiece(bool isTag) {
  const Close close = closeOf(isTag);
  if (!close.isProper) {
    return errorAt(source_, at_, 2,
                   isTag ? "This tag is never closed with \"%}\"."
                         : "This output is never closed with \"}}\".");
  }
  return pieceBetween(at_, close.end, isTag);
}

Piece Scanner::pieceBetween(std::size_t begin, std::size_t end, bool isTag) {
  Piece piece;
  piece.kind = isTag ? PieceKind::kTag : PieceKind::kOutput;
  piece.offset = begin;
  piece.length = end - begin;
  std::size_t from = begin + 2;
  std::size_t to = end - 2;
  if (from < to && source_[from] == '-') ++from;
  trimNext_ = source_[end - 3] == '-' && end - 3 >= begin + 2;
  if (from < to && source_[to - 1] == '-') --to;
  if (isTag) {
    while (from < to && isSpace(source_[from])) ++from;
    piece.name = source_.substr(from, nameLength(source_.substr(from, to - from)));
    from += piece.name.size();
  }
  piece.markupBegin = from;
  piece.markupEnd = to;
  at_ = end;
  return piece;
}

Result<Piece> Scanner::nextLine() {
  while (at_ < end_) {
    const std::size_t lineEnd = std::min(source_.find('\n', at_), end_);
    std::size_t begin = at_;
    while (begin < lineEnd && isSpace(source_[begin])) ++begin;
    at_ = std::min(lineEnd + 1, end_);
    if (begin == lineEnd) continue;
    Piece piece;
    piece.kind = PieceKind::kTag;
    piece.offset = begin;
    piece.length = lineEnd - begin;
    piece.name = source_.substr(begin, nameLength(source_.substr(begin, piece.length)));
    piece.markupBegin = begin + piece.name.size();
    piece.markupEnd = lineEnd;
    return piece;
  }
  return Piece{};
}

std::optional<Piece> Scanner::untilEndTag(std::string_view endName) {
  if (isLines_) return std::nullopt;
  for (std::size_t mark = at_; (mark = source_.find("{%", mark)) != kNone; mark += 2) {
    std::size_t from = mark + 2;
    if (from < end_ && source_[from] == '-') ++from;
    while (from < end_ && isSpace(source_[from])) ++from;
    if (source_.substr(from, nameLength(source_.substr(from))) != endName) continue;
    const std::size_t close = source_.find("%}", from);
    if (close == kNone) return std::nullopt;
    Piece piece;
    piece.kind = PieceKind::kText;
    piece.offset = at_;
    piece.length = mark - at_;
    piece.text = source_.substr(at_, piece.length);
    pieceBetween(mark, close + 2, true);  // moves on and notes white space control
    return piece;
  }
  return std::nullopt;
}

bool Scanner::skipComment() {
  for (std::size_t depth = 1;;) {
    if (!isLines_ && source_.substr(at_, 2) == "{{") {  // whatever it is, it is not looked into
      const std::size_t end = closeOf(false).end;
      if (end == kNone) return false;
      at_ = end;
      continue;
    }
    const auto piece = next();
    if (!piece.ok() || piece->kind == PieceKind::kEnd) return false;
    if (piece->kind != PieceKind::kTag) continue;
    if (piece->name == "raw") {
      if (!untilEndTag("endraw")) return false;
    } else if (piece->name == "comment") {
      ++depth;
    } else if (piece->name == "endcomment" && --depth == 0) {
      return true;
    }
  }
}

}  // namespace pannier::liquid
