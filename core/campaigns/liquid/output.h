#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "core/campaigns/liquid/trusted_text.h"

namespace pannier::liquid {

/// Appends `text` with the five characters that mean something in HTML replaced (& < > " ').
void appendEscaped(std::string& out, std::string_view text);

/// Where a block writes to: the message itself or a captured text. Stops taking bytes when it is
/// full.
class Output {
 public:
  enum class Mode {
    kPlain,    ///< the message as it is (text, subject, SMS)
    kEscape,   ///< an HTML message: bytes that are not literal are escaped
    kCapture,  ///< a text for later, which keeps what is literal
  };

  Output(Mode mode, std::size_t maxBytes) : mode_(mode), maxBytes_(maxBytes) {}

  void write(std::string_view bytes, bool literal);
  void write(const Text& text) {
    text.forEachRun([this](std::string_view run, bool literal) { write(run, literal); });
  }

  [[nodiscard]] bool isFull() const noexcept { return isFull_; }
  [[nodiscard]] std::string takeString() { return std::move(bytes_); }  ///< kPlain and kEscape
  [[nodiscard]] Text takeText() { return captured_.take(); }            ///< kCapture

 private:
  Mode mode_;
  std::size_t maxBytes_;
  bool isFull_ = false;
  std::string bytes_;
  TextBuilder captured_;
};

}  // namespace pannier::liquid
