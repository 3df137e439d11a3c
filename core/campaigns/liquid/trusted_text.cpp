#include "core/campaigns/liquid/trusted_text.h"

#include <utility>

namespace pannier::liquid {

Text Text::borrowed(std::string_view bytes, bool literal) {
  Text text;
  text.view_ = bytes;
  text.trust_ = literal ? Trust::kLiteral : Trust::kData;
  return text;
}

Text Text::owned(std::string bytes, bool literal) {
  Text text;
  text.body_ = std::make_shared<const Body>(Body{std::move(bytes), {}});
  text.view_ = text.body_->bytes;
  text.trust_ = literal ? Trust::kLiteral : Trust::kData;
  return text;
}

Text Text::mixed(std::string bytes, std::vector<Span> literal) {
  if (literal.empty()) return owned(std::move(bytes), false);
  if (literal.size() == 1 && literal[0].begin == 0 && literal[0].end == bytes.size()) {
    return owned(std::move(bytes), true);
  }
  Text text;
  text.body_ = std::make_shared<const Body>(Body{std::move(bytes), std::move(literal)});
  text.view_ = text.body_->bytes;
  text.trust_ = Trust::kMixed;
  return text;
}

Text Text::cut(std::size_t begin, std::size_t end) const {
  if (trust_ != Trust::kMixed) {
    Text part = *this;
    part.view_ = view_.substr(begin, end - begin);
    return part;
  }
  TextBuilder builder;
  std::size_t at = 0;
  forEachRun([&](std::string_view run, bool literal) {
    const std::size_t from = begin > at ? begin - at : 0;
    const std::size_t to = end > at ? end - at : 0;
    if (from < run.size() && from < to) builder.append(run.substr(from, to - from), literal);
    at += run.size();
  });
  return builder.take();
}

void TextBuilder::append(std::string_view bytes, bool literal) {
  if (bytes.empty()) return;
  const std::size_t begin = bytes_.size();
  bytes_.append(bytes);
  if (!literal) return;
  if (!literal_.empty() && literal_.back().end == begin) {
    literal_.back().end = bytes_.size();
  } else {
    literal_.push_back({begin, bytes_.size()});
  }
}

void TextBuilder::append(const Text& text) {
  text.forEachRun([this](std::string_view run, bool literal) { append(run, literal); });
}

Text TextBuilder::take() { return Text::mixed(std::move(bytes_), std::move(literal_)); }

}  // namespace pannier::liquid
