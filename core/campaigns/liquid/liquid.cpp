#include "core/campaigns/liquid/liquid.h"

#include <utility>

#include "core/base/utf8.h"
#include "core/campaigns/liquid/liquid_parse.h"
#include "core/campaigns/liquid/parser.h"
#include "core/campaigns/liquid/place.h"
#include "core/campaigns/liquid/renderer.h"

namespace pannier::liquid {

Result<std::unique_ptr<const ParsedTemplate>> parseTemplate(std::string_view source,
                                                            const Limits& limits) {
  if (source.size() > limits.maxTemplateBytes) {
    return errorAt(source, limits.maxTemplateBytes, 0,
                   "The template has " + std::to_string(source.size()) + " bytes; the limit is " +
                       std::to_string(limits.maxTemplateBytes) + ".",
                   ErrorCode::kTooLarge);
  }
  for (std::size_t at = 0; at < source.size();) {
    const utf8::Decoded character = utf8::decode(source, at);
    if (character.codePoint == utf8::kInvalid) {
      return errorAt(source, at, 1, "The template is not valid UTF-8 text here.");
    }
    at += character.size;
  }
  auto parsed = std::make_unique<ParsedTemplate>();
  parsed->source = source;
  parsed->limits = limits;
  PANNIER_ASSIGN(parsed->root, Parser(parsed->source, limits).run());
  return std::unique_ptr<const ParsedTemplate>(std::move(parsed));
}

Result<Template> Template::parse(std::string_view source, const Limits& limits) {
  PANNIER_ASSIGN(auto parsed, parseTemplate(source, limits));
  return Template(std::shared_ptr<const ParsedTemplate>(std::move(parsed)));
}

Result<std::string> Template::render(json::View data, const RenderOptions& options) const {
  return Renderer(*parsed_, data, options).run();
}

Result<std::string> renderLiquid(std::string_view source, json::View data,
                                 const RenderOptions& options, const Limits& limits) {
  PANNIER_ASSIGN(const Template parsed, Template::parse(source, limits));
  return parsed.render(data, options);
}

}  // namespace pannier::liquid
