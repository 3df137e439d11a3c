#include "core/segments/sql_writer.h"

#include "core/base/utf8.h"
#include "core/segments/letter_case.h"

namespace pannier::segments {
namespace {

bool isAscii(std::string_view text) noexcept {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

/// The text as a LIKE pattern with '\' as escape.
std::string likeText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::uint32_t asciiOtherCase(std::uint32_t c) noexcept {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (c >= 'A' && c <= 'Z') return c + 32;
  return c;
}

/// The text as a GLOB pattern in which each letter stands in both its cases: "é" is "[éÉ]". LIKE
/// ignores the case of ASCII letters only.
std::string globText(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    const std::string_view letter = text.substr(at, decoded.size);
    const std::uint32_t other =
        decoded.codePoint < 0x80 ? asciiOtherCase(decoded.codePoint) : otherCase(decoded.codePoint);
    const bool special = letter == "*" || letter == "?" || letter == "[";
    if (other != decoded.codePoint || special) {
      out.append("[").append(letter);
      if (other != decoded.codePoint) utf8::append(out, other);
      out += ']';
    } else {
      out += letter;
    }
    at += decoded.size;
  }
  return out;
}

}  // namespace

void writeRange(SqlWriter& out, std::string_view column, const Range& range, bool nullable) {
  if (const auto constant = range.constant()) {
    if (*constant && nullable)
      out.text(column).text(" IS NOT NULL");
    else
      out.text(*constant ? "1" : "0");
    return;
  }
  out.text("(");
  if (nullable) out.text(column).text(" IS NOT NULL AND ");
  if (range.outside) {
    out.text("(").text(column).text(" < ").bind(range.least);
    out.text(" OR ").text(column).text(" > ").bind(range.most).text(")");
  } else if (range.least == range.most) {
    out.text(column).text(" = ").bind(range.least);
  } else if (range.hasLeast() && range.hasMost()) {
    out.text(column).text(" BETWEEN ").bind(range.least).text(" AND ").bind(range.most);
  } else if (range.hasLeast()) {
    out.text(column).text(" >= ").bind(range.least);
  } else {
    out.text(column).text(" <= ").bind(range.most);
  }
  out.text(")");
}

void writeListContains(SqlWriter& out, std::string_view list, char separator,
                       std::string_view element) {
  if (element.empty() || element.find(separator) != std::string_view::npos) {
    out.text("0");  // no element can be that
    return;
  }
  const std::string edge(1, separator);
  const std::string padded = "char(" + std::to_string(static_cast<int>(separator)) + ")";
  if (isAscii(element)) {
    // The first pattern is cheap and rules out nearly all rows before the second builds a text.
    const std::string pattern = likeText(element);
    out.text("(").text(list).text(" LIKE ").bind("%" + pattern + "%").text(" ESCAPE '\\' AND ");
    out.text(padded).text("||").text(list).text("||").text(padded).text(" LIKE ");
    out.bind("%" + edge + pattern + edge + "%").text(" ESCAPE '\\')");
    return;
  }
  const std::string pattern = globText(element);
  out.text("(").text(list).text(" <> '' AND ");
  out.text(padded).text("||").text(list).text("||").text(padded).text(" GLOB ");
  out.bind("*" + edge + pattern + edge + "*").text(")");
}

}  // namespace pannier::segments
