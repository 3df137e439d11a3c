#include "core/campaigns/preview.h"

#include <algorithm>

#include "core/campaigns/email_document.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier::campaigns {
namespace {

bool isNameByte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

/// Where a variable is written in the source; the beginning when it is not found as it was named.
std::size_t findVariable(std::string_view source, std::string_view name) noexcept {
  for (std::size_t at = source.find(name); at != std::string_view::npos;
       at = source.find(name, at + 1)) {
    const bool beginsThere = at == 0 || !isNameByte(source[at - 1]);
    const std::size_t end = at + name.size();
    if (beginsThere && (end == source.size() || !isNameByte(source[end]))) return at;
  }
  return 0;
}

class PartRenderer {
 public:
  PartRenderer(json::View data, const ShopSettings& settings, std::int64_t nowMs,
               std::vector<LiquidProblem>& problems)
      : data_(data), problems_(problems) {
    options_.nowMs = nowMs;
    options_.timeZone = &settings.timeZone;
    options_.currency = settings.currency;
  }

  std::string render(std::string_view part, const std::string& source, bool escape) {
    std::vector<std::string> missing;
    options_.escapeHtml = escape;
    options_.missingVariables = &missing;
    auto rendered = liquid::renderLiquid(source, data_, options_);
    options_.missingVariables = nullptr;
    if (!rendered) {
      report(part, source, rendered.error().position.value_or(0), rendered.error().message);
      return {};
    }
    for (const std::string& name : missing) {
      report(part, source, findVariable(source, name),
             name + " is empty for this customer and has no fallback; add one like {{ " + name +
                 " | default: 'there' }}.");
    }
    return std::move(rendered).value();
  }

 private:
  void report(std::string_view part, std::string_view source, std::size_t position,
              std::string message) {
    const TextPlace place = placeOf(source, position);
    problems_.push_back({std::string(part), std::move(message), place.line, place.column});
  }

  json::View data_;
  liquid::RenderOptions options_;
  std::vector<LiquidProblem>& problems_;
};

}  // namespace

TextPlace placeOf(std::string_view text, std::size_t position) noexcept {
  TextPlace place;
  const std::size_t end = std::min(position, text.size());
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((byte & 0xc0U) != 0x80U) {  // not a continuation byte: a new character
      ++place.column;
    }
  }
  return place;
}

RenderedPreview renderPreview(const PreviewTexts& texts, json::View data,
                              const ShopSettings& settings, std::int64_t nowMs) {
  RenderedPreview preview;
  PartRenderer renderer(data, settings, nowMs, preview.problems);
  // Subject and preheader are plain text; they are escaped where they are put into HTML.
  preview.subject = headerText(renderer.render("subject", texts.subject, false));
  preview.preheader = headerText(renderer.render("preheader", texts.preheader, false));
  EmailContent content;
  content.subject = preview.subject;
  content.preheader = preview.preheader;
  content.kind = bodyKindOf(texts.body);
  content.body = renderer.render("body", texts.body, content.kind != BodyKind::kText);
  preview.html = emailHtml(content);
  return preview;
}

}  // namespace pannier::campaigns
