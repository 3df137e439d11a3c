#include "core/campaigns/liquid/value.h"

namespace pannier::liquid {
namespace {

/// Data deeper than this is cut off, so that no data can exhaust the stack.
constexpr int kMaxDepth = 64;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

std::string scalarText(const Value& value) {
  if (value.isNumber()) return formatNumber(value.asNumber());
  if (value.asBool()) return *value.asBool() ? "true" : "false";
  if (value.isRange()) {
    const Range range = value.asRange();
    return std::to_string(range.first) + ".." + std::to_string(range.last);
  }
  if (value.isLoop()) return value.asLoop().isTable ? "tablerowloop" : "forloop";
  return {};
}

/// Ruby's inspect form, in which objects and (inside other values) arrays are shown.
void inspect(TextBuilder& out, const Value& value, int depth) {
  if (depth > kMaxDepth) return out.append("...", false);
  if (value.isText()) return out.append(quoted(value.asText().view()), value.asText().isLiteral());
  if (value.isNil()) return out.append("nil", false);
  if (!value.isArray() && !value.isObject()) return out.append(scalarText(value), false);
  const bool isObject = value.isObject();
  out.append(isObject ? "{" : "[", false);
  for (std::uint64_t i = 0; i < value.count(); ++i) {
    if (i > 0) out.append(", ", false);
    const Value element = value.element(i);
    if (isObject) {
      inspect(out, element.element(0), depth + 1);
      out.append("=>", false);
    }
    inspect(out, isObject ? element.element(1) : element, depth + 1);
  }
  out.append(isObject ? "}" : "]", false);
}

void display(TextBuilder& out, const Value& value, int depth) {
  if (depth > kMaxDepth) return;
  if (value.isText()) return out.append(value.asText());
  if (value.isObject()) return inspect(out, value, depth);
  if (!value.isArray()) return out.append(scalarText(value), true);
  for (std::uint64_t i = 0; i < value.count(); ++i) display(out, value.element(i), depth + 1);
}

}  // namespace

Text displayText(const Value& value) {
  if (value.isText()) return value.asText();
  TextBuilder out;
  display(out, value, 0);
  return out.take();
}

Text plainText(const Value& value) {
  if (!value.isArray()) return displayText(value);
  TextBuilder out;
  inspect(out, value, 0);
  return out.take();
}

}  // namespace pannier::liquid
