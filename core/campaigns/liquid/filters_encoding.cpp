#include <algorithm>
#include <optional>

#include "core/base/text.h"
#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/filters.h"

namespace pannier::liquid {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789ABCDEF";

std::string base64(std::string_view bytes, std::string_view alphabet) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    for (std::size_t i = 0; i < 3; ++i) {
      group = (group << 8) | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= count ? alphabet[(group >> (18 - 6 * i)) & 63U] : '=';
    }
  }
  return out;
}

/// RFC 4648; the padding may be left out in the URL-safe form. Nothing for anything else.
std::optional<std::string> unbase64(std::string_view text, std::string_view alphabet) {
  const bool mayOmitPadding = alphabet == kBase64Url;
  if (!mayOmitPadding && text.size() % 4 != 0) return std::nullopt;
  if (text.size() % 4 == 0) {
    for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xFFU);
  }
  return out;
}

Result<Value> encode(const FilterInput& in, std::string_view alphabet) {
  return in.made(base64(in.text().view(), alphabet));
}

Result<Value> decode(const FilterInput& in, std::string_view alphabet) {
  const auto bytes = unbase64(in.text().view(), alphabet);
  if (!bytes) return filterError("This is not valid base64 text.");
  if (!isUtf8(*bytes)) return filterError("This base64 text does not stand for a text.");
  return in.made(*bytes);
}

Result<Value> base64Encode(const FilterInput& in) { return encode(in, kBase64); }
Result<Value> base64Decode(const FilterInput& in) { return decode(in, kBase64); }
Result<Value> base64UrlEncode(const FilterInput& in) { return encode(in, kBase64Url); }
Result<Value> base64UrlDecode(const FilterInput& in) { return decode(in, kBase64Url); }

/// As a form does: blanks become "+", letters, digits and -._~ stay, every other byte becomes %XX.
Result<Value> urlEncode(const FilterInput& in) {
  if (in.value.isNil()) return Value();
  const Text text = in.text();
  std::string out;
  for (const char c : text.view()) {
    if (isWordCharacter(c) || c == '-' || c == '.' || c == '~') {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return in.made(std::move(out));
}

int hexValue(char c) {
  const char upper = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  const std::size_t digit = kHex.find(upper);
  return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
}

Result<Value> urlDecode(const FilterInput& in) {
  if (in.value.isNil()) return Value();
  const Text text = in.text();
  const std::string_view view = text.view();
  std::string out;
  for (std::size_t at = 0; at < view.size(); ++at) {
    const bool isCode = view[at] == '%' && at + 2 < view.size() && hexValue(view[at + 1]) >= 0 &&
                        hexValue(view[at + 2]) >= 0;
    if (isCode) {
      out += static_cast<char>(hexValue(view[at + 1]) * 16 + hexValue(view[at + 2]));
      at += 2;
    } else {
      out += view[at] == '+' ? ' ' : view[at];
    }
  }
  if (!isUtf8(out)) return filterError("This encoded text does not stand for a text.");
  return in.made(std::move(out));
}

}  // namespace

const std::vector<FilterSpec>& encodingFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"url_encode", 0, 0, urlEncode},
      {"url_decode", 0, 0, urlDecode},
      {"base64_encode", 0, 0, base64Encode},
      {"base64_decode", 0, 0, base64Decode},
      {"base64_url_safe_encode", 0, 0, base64UrlEncode},
      {"base64_url_safe_decode", 0, 0, base64UrlDecode},
  };
  return kFilters;
}

}  // namespace pannier::liquid
