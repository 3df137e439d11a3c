#include "core/campaigns/email_document.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/text.h"

namespace pannier::campaigns {
namespace {

bool isLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Does an HTML tag, comment or doctype begin at `at`?
bool isTagAt(std::string_view text, std::size_t at) noexcept {
  if (at + 1 >= text.size() || text[at] != '<') return false;
  const char next = text[at + 1];
  if (isLetter(next) || next == '!') return true;
  return next == '/' && at + 2 < text.size() && isLetter(text[at + 2]);
}

std::string_view withoutLeadingLiquidTags(std::string_view text) noexcept {
  for (;;) {
    text = trim(text);
    if (text.substr(0, 2) != "{%") return text;
    const std::size_t end = text.find("%}");
    if (end == std::string_view::npos) return text;
    text.remove_prefix(end + 2);
  }
}

/// Block elements must not stand inside a paragraph.
bool beginsWithBlock(std::string_view text) {
  static constexpr std::array<std::string_view, 17> kBlocks{
      "p",  "div", "table", "ul",         "ol",  "h1",      "h2",     "h3",   "h4",
      "h5", "h6",  "hr",    "blockquote", "pre", "section", "center", "style"};
  text = trim(text);
  if (text.empty() || text.front() != '<') return false;
  std::size_t end = 1;
  while (end < text.size() && (isLetter(text[end]) || (text[end] >= '0' && text[end] <= '9')))
    ++end;
  const std::string name = asciiLower(text.substr(1, end - 1));
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

std::string withUnixLines(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      lines += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      lines += '\n';
  }
  return lines;
}

/// Runs of lines between lines without anything on them.
std::vector<std::string_view> paragraphsOf(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  std::size_t begin = 0;
  std::size_t at = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view part = trim(text.substr(begin, end - begin));
    if (!part.empty()) paragraphs.push_back(part);
  };
  while (at < text.size()) {
    const std::size_t lineEnd = std::min(text.find('\n', at), text.size());
    if (trim(text.substr(at, lineEnd - at)).empty()) {
      close(at);
      begin = lineEnd;
    }
    at = lineEnd + 1;
  }
  close(text.size());
  return paragraphs;
}

void appendWithBreaks(std::string& html, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') html += "<br>";
    html += c;
  }
}

std::string paragraphsHtml(std::string_view text) {
  std::string html;
  const std::string lines = withUnixLines(text);
  for (const std::string_view paragraph : paragraphsOf(lines)) {
    if (beginsWithBlock(paragraph)) {
      html.append(paragraph).append("\n");
      continue;
    }
    html += "<p>";
    appendWithBreaks(html, paragraph);
    html += "</p>\n";
  }
  return html;
}

/// Mailboxes show the first text of a message beside its subject; this is that text, unseen in the
/// message.
std::string hiddenPreheader(std::string_view preheader) {
  if (preheader.empty()) return {};
  return "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">" +
         escapeHtml(preheader) + "</div>\n";
}

/// Right after <body …>, or at the start of a fragment.
std::string withPreheader(const std::string& html, const std::string& hidden) {
  const std::size_t body = asciiLower(html).find("<body");
  const std::size_t end = body == std::string::npos ? body : html.find('>', body);
  if (end == std::string::npos) return hidden + html;
  return html.substr(0, end + 1) + "\n" + hidden + html.substr(end + 1);
}

constexpr std::string_view kHead =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n";
constexpr std::string_view kStyle =
    "<style>\n"
    "body { margin: 0; padding: 24px 16px; font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, "
    "Helvetica, Arial, sans-serif; color: #1f2328; background: #ffffff; }\n"
    "main { max-width: 600px; margin: 0 auto; overflow-wrap: anywhere; }\n"
    "p { margin: 0 0 16px; }\n"
    "img { max-width: 100%; height: auto; }\n"
    "a { color: #0b5cad; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  body { color: #e6e6e6; background: #1b1d20; }\n"
    "  a { color: #7db7f0; }\n"
    "}\n"
    "</style>\n";

}  // namespace

BodyKind bodyKindOf(std::string_view source) noexcept {
  if (isTagAt(withoutLeadingLiquidTags(source), 0)) return BodyKind::kHtml;
  for (std::size_t at = source.find('<'); at != std::string_view::npos;
       at = source.find('<', at + 1)) {
    if (isTagAt(source, at) && source.find('>', at) != std::string_view::npos)
      return BodyKind::kMarked;
  }
  return BodyKind::kText;
}

std::string escapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string emailHtml(const EmailContent& content) {
  const std::string hidden = hiddenPreheader(content.preheader);
  if (content.kind == BodyKind::kHtml) return withPreheader(content.body, hidden);
  std::string html = "<!doctype html>\n<html>\n<head>\n";
  html.append(kHead);
  html += "<title>" + escapeHtml(content.subject) + "</title>\n";
  html.append(kStyle);
  html += "</head>\n<body>\n" + hidden + "<main>\n";
  html += paragraphsHtml(content.kind == BodyKind::kText ? escapeHtml(content.body) : content.body);
  html += "</main>\n</body>\n</html>\n";
  return html;
}

std::string headerText(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    const bool isControl = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (!isControl && c != ' ')
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace pannier::campaigns
