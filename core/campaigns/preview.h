#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/shop/shop_settings.h"

/// A campaign's texts rendered for one customer, with everything that is wrong with them.
namespace pannier::campaigns {

/// Something to mend in one of the texts.
struct LiquidProblem {
  static constexpr std::string_view kName = "LiquidProblem";
  std::string part;  ///< subject, preheader or body
  std::string message;
  std::int64_t line = 1;    ///< from 1
  std::int64_t column = 1;  ///< from 1, in characters

  template <class V>
  static void describe(V& v) {
    v.field("part", &LiquidProblem::part, "subject preheader body");
    v.field("message", &LiquidProblem::message);
    v.field("line", &LiquidProblem::line);
    v.field("column", &LiquidProblem::column);
  }
};

struct PreviewTexts {
  std::string subject;
  std::string preheader;
  std::string body;
};

struct RenderedPreview {
  std::string subject;
  std::string preheader;
  std::string html;
  std::vector<LiquidProblem> problems;
};

/// A text that cannot be rendered is empty in the preview and has a problem; the others are shown
/// all the same. A variable that is empty for this customer and has no fallback is a problem too.
RenderedPreview renderPreview(const PreviewTexts& texts, json::View data,
                              const ShopSettings& settings, std::int64_t nowMs);

/// Line and column, from 1, of a byte position.
struct TextPlace {
  std::int64_t line = 1;
  std::int64_t column = 1;
};
TextPlace placeOf(std::string_view text, std::size_t position) noexcept;

}  // namespace pannier::campaigns
