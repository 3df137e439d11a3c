#pragma once

#include <string>
#include <string_view>

/// From the body a person wrote to the HTML a mailbox shows.
namespace pannier::campaigns {

enum class BodyKind {
  kText,    ///< paragraphs of plain text; every character is shown as it is
  kMarked,  ///< paragraphs of text in which the author used some HTML tags
  kHtml,    ///< an HTML document or fragment: begins with a tag
};

/// Looks at the template, not at what it renders to, so that no customer's data can change how it
/// is read. Liquid tags and white space before the first HTML tag do not matter.
BodyKind bodyKindOf(std::string_view source) noexcept;

/// & < > " ' as character references.
std::string escapeHtml(std::string_view text);

struct EmailContent {
  std::string subject;    ///< plain text
  std::string preheader;  ///< plain text
  std::string body;       ///< rendered; escaped already unless it is kText
  BodyKind kind = BodyKind::kText;
};

/// HTML is used as it is, with the preheader put in unseen at its beginning. Text becomes
/// paragraphs in a plain document that fits phones and dark mailboxes.
std::string emailHtml(const EmailContent& content);

/// One line without control characters: what may stand in a header.
std::string headerText(std::string_view text);

}  // namespace pannier::campaigns
