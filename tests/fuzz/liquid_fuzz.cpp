#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/check.h"
#include "core/base/json.h"
#include "core/campaigns/liquid/liquid.h"

/// Any bytes as a template: parsing and rendering must end soon, without a fault, and a failure
/// must name its place. Data never brings markup into an HTML message of a template without any.
namespace {

using namespace pannier;

const json::Value& fixedData() {
  static const json::Value kData = [] {
    auto parsed = json::parse(
        R"({"a":"<b>'text'&","n":-3,"f":2.5,"t":true,"z":null,"l":[3,"x",null,[1,[2]],{"k":"<i>"}],)"
        R"("o":{"k":"v","first":1},"d":"2024-02-29T12:00:00Z","p":[{"k":"b","n":2},{"k":"a","n":1}]})");
    return std::move(parsed).value();
  }();
  return kData;
}

bool hasMarkup(std::string_view text) {
  return text.find_first_of("<>\"'") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(bytes), size);
  liquid::Limits limits;
  limits.maxTemplateBytes = 16 * 1024;
  limits.maxOutputBytes = 32 * 1024;
  limits.maxSteps = 5'000;
  liquid::RenderOptions options;
  options.nowMs = 1'700'000'000'000;
  options.escapeHtml = size % 2 == 0;
  options.partials = {
      {"p", "{{ k }}{% render 'p' %}"}, {"q", "{% include 'q' %}"}, {"r", "{{ a }}"}};
  const auto parsed = liquid::Template::parse(source, limits);
  const auto result = parsed.ok() ? parsed->render(fixedData().view(), options)
                                  : Result<std::string>(parsed.error());
  if (!result.ok()) {
    PANNIER_CHECK(result.error().code == ErrorCode::kParse ||
                  result.error().code == ErrorCode::kTooLarge);
    PANNIER_CHECK(result.error().position.has_value() && *result.error().position <= size);
    return 0;
  }
  PANNIER_CHECK(result->size() <= limits.maxOutputBytes);
  // Without quotes and angle brackets in it, a template has no way to make markup but decoding its
  // own text, `newline_to_br` and `tablerow`.
  const bool canMakeMarkup = hasMarkup(source) || source.find("code") != std::string_view::npos ||
                             source.find("newline_to_br") != std::string_view::npos ||
                             source.find("tablerow") != std::string_view::npos;
  PANNIER_CHECK(!options.escapeHtml || canMakeMarkup || !hasMarkup(*result));
  return 0;
}
