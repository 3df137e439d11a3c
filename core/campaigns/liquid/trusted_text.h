#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pannier::liquid {

/// Bytes [begin, end) of a text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A text that remembers which of its bytes the author of the template wrote ("literal").
/// Everything else came from the data, and is escaped when it is put into HTML. Trust belongs to
/// bytes: only cutting and joining keep it, a filter that changes bytes keeps it only if all it
/// read was literal. Cheap to copy. Borrowed bytes (template source, JSON data) must outlive the
/// rendering.
class Text {
 public:
  Text() = default;
  static Text borrowed(std::string_view bytes, bool literal);
  static Text owned(std::string bytes, bool literal);
  static Text mixed(std::string bytes, std::vector<Span> literal);

  [[nodiscard]] std::string_view view() const noexcept { return view_; }
  [[nodiscard]] bool empty() const noexcept { return view_.empty(); }
  [[nodiscard]] bool isLiteral() const noexcept { return trust_ == Trust::kLiteral || empty(); }

  /// Bytes [begin, end) with their trust.
  [[nodiscard]] Text cut(std::size_t begin, std::size_t end) const;

  /// The same bytes, none of them trusted unless all are.
  [[nodiscard]] Text asOneTrust() const {
    Text text = *this;
    if (text.trust_ == Trust::kMixed) text.trust_ = Trust::kData;
    return text;
  }

  /// Calls visit(bytes, isLiteral) for each run of equal trust, in order.
  template <class Visitor>
  void forEachRun(Visitor visit) const {
    if (trust_ != Trust::kMixed) {
      if (!empty()) visit(view_, trust_ == Trust::kLiteral);
      return;
    }
    std::size_t at = 0;
    for (const Span& span : body_->literal) {
      if (span.begin > at) visit(view_.substr(at, span.begin - at), false);
      visit(view_.substr(span.begin, span.end - span.begin), true);
      at = span.end;
    }
    if (at < view_.size()) visit(view_.substr(at), false);
  }

 private:
  enum class Trust : unsigned char { kData, kLiteral, kMixed };
  struct Body {
    std::string bytes;
    std::vector<Span> literal;  // sorted, apart from each other; only for kMixed
  };

  std::shared_ptr<const Body> body_;  // null when borrowed
  std::string_view view_;
  Trust trust_ = Trust::kLiteral;
};

/// Puts a Text together from pieces.
class TextBuilder {
 public:
  void append(std::string_view bytes, bool literal);
  void append(const Text& text);
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] Text take();

 private:
  std::string bytes_;
  std::vector<Span> literal_;
};

}  // namespace pannier::liquid
