#include "core/campaigns/liquid_commands.h"

#include "core/campaigns/liquid/liquid.h"
#include "core/shop/shop_settings.h"

namespace pannier {
namespace {

constexpr std::size_t kMaxPartials = 100;

struct LiquidRenderParams {
  static constexpr std::string_view kName = "LiquidRenderParams";
  std::string source;
  json::Value data;
  api::FieldMap partials;

  template <class V>
  static void describe(V& v) {
    v.required("template", &LiquidRenderParams::source);
    v.optional("data", &LiquidRenderParams::data, "an object whose members are the variables");
    v.optional("partials", &LiquidRenderParams::partials,
               "templates for render and include, by name");
  }
};

struct LiquidRenderResult {
  static constexpr std::string_view kName = "LiquidRenderResult";
  std::string output;

  template <class V>
  static void describe(V& v) {
    v.field("output", &LiquidRenderResult::output);
  }
};

Status addPartials(liquid::RenderOptions& options, const api::FieldMap& partials) {
  if (partials.size() > kMaxPartials) {
    return makeError(ErrorCode::kTooLarge, "There may be at most 100 partials.", "partials");
  }
  for (const auto& [name, value] : partials) {
    const auto* source = std::get_if<std::string>(&value);
    if (source == nullptr) {
      return makeError(ErrorCode::kInvalidArgument, "partials." + name + " must be text.",
                       "partials." + name);
    }
    options.partials.emplace(name, *source);
  }
  return {};
}

Result<LiquidRenderResult> render(api::CommandContext& context, const LiquidRenderParams& params) {
  const json::View data = params.data.view();
  if (!data.isNull() && !data.isObject()) {
    return makeError(ErrorCode::kInvalidArgument, "data must be an object.", "data");
  }
  PANNIER_ASSIGN(const ShopSettings settings, shop::load(context.database()));
  liquid::RenderOptions options;
  options.nowMs = context.nowMs();
  options.timeZone = &settings.timeZone;
  options.currency = settings.currency;
  PANNIER_TRY(addPartials(options, params.partials));
  PANNIER_ASSIGN(std::string output, liquid::renderLiquid(params.source, data, options));
  return LiquidRenderResult{std::move(output)};
}

}  // namespace

void registerLiquidCommands(api::CommandRegistry& registry) {
  registry.add<LiquidRenderParams, LiquidRenderResult>(
      {"liquid.render", "Renders a Liquid template with the given data, as plain text.", {}, false},
      render);
}

}  // namespace pannier
