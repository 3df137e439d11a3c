#include <catch2/catch.hpp>

#include "core/campaigns/email_document.h"

using namespace pannier::campaigns;

TEST_CASE("a body is HTML when it begins with a tag, Liquid tags and blanks aside") {
  CHECK(bodyKindOf("<p>Hi</p>") == BodyKind::kHtml);
  CHECK(bodyKindOf("\n {% assign a = 1 %}\n<!doctype html>") == BodyKind::kHtml);
  CHECK(bodyKindOf("Hi, <b>you</b>") == BodyKind::kMarked);
  CHECK(bodyKindOf("{{ customer.first_name }}<br>") == BodyKind::kMarked);
  CHECK(bodyKindOf("a < b and c > d, I <3 tents") == BodyKind::kText);
  CHECK(bodyKindOf("") == BodyKind::kText);
  CHECK(bodyKindOf("{% unclosed") == BodyKind::kText);
}

TEST_CASE("text becomes paragraphs in which every character is shown as it is") {
  const std::string html = emailHtml({"S", "", "One & <two>\r\nthree\n \n\nfour", BodyKind::kText});
  CHECK(html.find("<p>One &amp; &lt;two&gt;<br>\nthree</p>\n<p>four</p>") != std::string::npos);
  CHECK(html.find("width=device-width") != std::string::npos);
}

TEST_CASE("block elements of an author do not stand inside a paragraph") {
  const std::string html =
      emailHtml({"S", "", "Hi\n\n<ul><li>a</li></ul>\n\n<b>bye</b>", BodyKind::kMarked});
  CHECK(html.find("<p>Hi</p>\n<ul><li>a</li></ul>\n<p><b>bye</b></p>") != std::string::npos);
}

TEST_CASE("the preheader comes first and unseen, in documents after the body tag") {
  const std::string fragment = emailHtml({"S", "a<b", "<h1>x</h1>", BodyKind::kHtml});
  CHECK(fragment.find("a&lt;b</div>\n<h1>x</h1>") != std::string::npos);
  const std::string document =
      emailHtml({"S", "pre", "<html><BODY class=\"x\"><p>y</p></BODY></html>", BodyKind::kHtml});
  CHECK(document.find("<BODY class=\"x\">\n<div") != std::string::npos);
  CHECK(emailHtml({"S", "", "<h1>x</h1>", BodyKind::kHtml}) == "<h1>x</h1>");
}

TEST_CASE("a subject is one line without control characters") {
  CHECK(headerText(" Hello\r\nBcc: x \t y\x01 ") == "Hello Bcc: x y");
  CHECK(headerText("Grüße") == "Grüße");
}

TEST_CASE("the title of the document is the escaped subject") {
  const std::string html = emailHtml({"</title><script>", "", "x", BodyKind::kText});
  CHECK(html.find("<title>&lt;/title&gt;&lt;script&gt;</title>") != std::string::npos);
}
