#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/time_zone.h"

/// The Liquid template language (https://shopify.github.io/liquid/) for campaign content. The same
/// code renders the preview in the browser and the message on the server, so both are the same
/// bytes.
namespace pannier::liquid {

/// Bounds that stop templates which loop, nest or grow without end. Going over one is kTooLarge.
struct Limits {
  std::size_t maxTemplateBytes = 256u * 1024;  ///< of the source, and of each partial
  std::size_t maxOutputBytes = 1u << 20;       ///< of the output, and of every text made on the way
  std::size_t maxNesting = 64;                 ///< blocks or brackets inside each other
  std::size_t maxPartialDepth = 10;            ///< partials that render partials
  std::size_t maxSteps = 100'000;  ///< tags, loop rounds, list elements and 256-byte pieces
};

/// What a rendering may use besides the data. The engine has no clock, no locale and no files.
struct RenderOptions {
  /// On for HTML bodies: every byte in an output that the author of the template did not write is
  /// HTML-escaped, and no filter can switch that off (see README.md).
  bool escapeHtml = false;
  std::int64_t nowMs = 0;  ///< what `'now' | date: ...` means, in ms UTC
  /// In which times that name no zone are read and shown; null: UTC. Not owned.
  const TimeZone* timeZone = nullptr;
  std::string currency = "EUR";  ///< ISO 4217 code the `money` filter shows
  /// Source of the templates that `render` and `include` may use, by name.
  std::map<std::string, std::string, std::less<>> partials;
  /// When set, collects each variable that was shown but was empty and had no `default` filter, as
  /// written ("customer.first_name"), once each, at most 100. Not owned.
  std::vector<std::string>* missingVariables = nullptr;
};

struct ParsedTemplate;

/// A template that was read without a mistake. Cheap to copy; may be rendered many times and from
/// several threads.
class Template {
 public:
  /// Errors: kParse and kTooLarge with the byte position in `source` and a message that names line
  /// and column. The limits also hold for every rendering.
  static Result<Template> parse(std::string_view source, const Limits& limits = {});

  /// `data` is an object whose members are the variables; anything else counts as an empty object.
  /// Errors: kParse for a mistake that shows only now (division by zero, an unknown partial, ...),
  /// kTooLarge; both with a position in the source of this template.
  [[nodiscard]] Result<std::string> render(json::View data,
                                           const RenderOptions& options = {}) const;

 private:
  explicit Template(std::shared_ptr<const ParsedTemplate> parsed) : parsed_(std::move(parsed)) {}

  std::shared_ptr<const ParsedTemplate> parsed_;
};

/// Parses and renders in one go.
Result<std::string> renderLiquid(std::string_view source, json::View data,
                                 const RenderOptions& options = {}, const Limits& limits = {});

}  // namespace pannier::liquid

namespace pannier {
using liquid::renderLiquid;
}
