#include "core/campaigns/liquid/output.h"

namespace pannier::liquid {

void appendEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

void Output::write(std::string_view bytes, bool literal) {
  const std::size_t size = mode_ == Mode::kCapture ? captured_.size() : bytes_.size();
  if (isFull_ || bytes.size() > maxBytes_ - size) {
    isFull_ = true;
    return;
  }
  if (mode_ == Mode::kCapture) {
    captured_.append(bytes, literal);
  } else if (mode_ == Mode::kEscape && !literal) {
    appendEscaped(bytes_, bytes);
    isFull_ = bytes_.size() > maxBytes_;
  } else {
    bytes_.append(bytes);
  }
}

}  // namespace pannier::liquid
