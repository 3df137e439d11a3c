#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier {
namespace {

constexpr std::string_view kHostile = "<script>alert('x')</script>&lt;b&gt;\"";
constexpr std::string_view kEscaped =
    "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;lt;b&amp;gt;&quot;";

/// Renders as HTML with the hostile text as `x`, in a list, as a name, and inside an object.
std::string html(std::string_view source) {
  auto data = json::Value::object();
  data.set("x", kHostile);
  data.set("list", json::Value::array().push(kHostile).push(kHostile));
  data.set("object", json::Value::object().set(kHostile, kHostile));
  liquid::RenderOptions options;
  options.escapeHtml = true;
  options.partials = {{"p", "<i>{{ v }}</i>"}};
  const auto result = renderLiquid(source, data.view(), options);
  return result.ok() ? *result : "ERROR " + result.error().message;
}

bool hasMarkup(std::string_view text) {
  return text.find_first_of("<>\"'") != std::string_view::npos;
}

}  // namespace

TEST_CASE("Customer text becomes text in HTML, whatever way it takes") {
  const std::string twice = std::string(kEscaped) + std::string(kEscaped);
  CHECK(html("{{ x }}") == kEscaped);
  CHECK(html("{% echo x %}") == kEscaped);
  CHECK(html("{% assign y = x %}{{ y }}") == kEscaped);
  CHECK(html("{% capture y %}{{ x }}{% endcapture %}{{ y }}") == kEscaped);
  CHECK(html("{{ list }}") == twice);
  CHECK(html("{% for i in list %}{{ i }}{% endfor %}") == twice);
  CHECK(html("{% for p in object %}{{ p[0] }}{{ p[1] }}{% endfor %}") == twice);
  CHECK(html("{% cycle x %}") == kEscaped);
  CHECK(html("{% ifchanged %}{{ x }}{% endifchanged %}") == kEscaped);
  CHECK(html("{% render 'p', v: x %}") == "<i>" + std::string(kEscaped) + "</i>");
  CHECK(html("{% include 'p', v: x %}") == "<i>" + std::string(kEscaped) + "</i>");
}

TEST_CASE("No filter opts customer text out of escaping") {
  for (const char* filters : {"escape",
                              "escape_once",
                              "h",
                              "escape | escape_once",
                              "escape | replace: '&lt;', '<'",
                              "url_encode | url_decode",
                              "base64_encode | base64_decode",
                              "upcase",
                              "downcase",
                              "strip",
                              "append: ''",
                              "prepend: ''",
                              "replace: 'script', 'script'",
                              "replace: 'q', '<'",
                              "split: '' | join: ''",
                              "split: ',' | first",
                              "slice: 0, 99",
                              "truncate: 99",
                              "truncatewords: 99",
                              "default: 'y'",
                              "date: '%Y'",
                              "capitalize",
                              "squish",
                              "newline_to_br",
                              "strip_newlines",
                              "remove: 'q'",
                              "remove_first: 'q'",
                              "replace_last: 'q', 'r'"}) {
    CAPTURE(filters);
    CHECK_FALSE(hasMarkup(html("{{ x | " + std::string(filters) + " }}")));
    CHECK_FALSE(hasMarkup(html("{% assign y = x | " + std::string(filters) + " %}{{ y }}")));
  }
  for (const char* filters :
       {"sort", "uniq", "reverse", "compact", "first", "last", "concat: list"}) {
    CAPTURE(filters);
    CHECK_FALSE(hasMarkup(html("{{ list | " + std::string(filters) + " }}")));
  }
  CHECK_FALSE(hasMarkup(html("{{ object | map: x }}{{ list | where: x }}{{ list | find: '<' }}")));
  CHECK_FALSE(hasMarkup(html("{{ 'Hello' | replace: 'Hello', x }}{{ 'a' | truncate: 0, x }}")));
  CHECK_FALSE(hasMarkup(html("{{ 1 | date: x }}{{ 5 | money: x }}{{ object }}")));
}

TEST_CASE("Customer text is escaped once, not twice") {
  CHECK(html("{{ x | escape }}") == kEscaped);
  CHECK(html("{{ x | escape | escape }}") == kEscaped);
  CHECK(html("{% capture y %}{{ x | escape }}{% endcapture %}{{ y | append: '' }}") == kEscaped);
}

TEST_CASE("HTML the author wrote stays HTML, also next to customer text") {
  CHECK(html("<b>{{ '<i>' }}</b>") == "<b><i></b>");
  CHECK(html("{{ '<i>' | upcase }}{{ '&' | escape }}") == "<I>&amp;");
  CHECK(html("{% capture y %}<b>{{ x }}</b>{% endcapture %}{{ y }}") ==
        "<b>" + std::string(kEscaped) + "</b>");
  CHECK(html("{{ x | append: '<br>' }}") == std::string(kEscaped) + "<br>");
  CHECK(html("{{ list | join: '<br>' }}") ==
        std::string(kEscaped) + "<br>" + std::string(kEscaped));
  CHECK(html("{% capture y %}  <b>{{ x }}</b> {% endcapture %}{{ y | strip }}") ==
        "<b>" + std::string(kEscaped) + "</b>");
}

TEST_CASE("A filter that changes a text of both kinds trusts none of it") {
  CHECK_FALSE(hasMarkup(html("{% capture y %}<b>{{ x }}</b>{% endcapture %}{{ y | upcase }}")));
  CHECK_FALSE(hasMarkup(html("{% capture y %}<b>{{ x }}</b>{% endcapture %}{{ y | split: '' }}")));
  CHECK_FALSE(
      hasMarkup(html("{% capture y %}<b>{{ x }}</b>{% endcapture %}{{ y | replace: 'a', 'b' }}")));
}

TEST_CASE("Line breaks of customer text can be shown as HTML") {
  liquid::RenderOptions options;
  options.escapeHtml = true;
  const auto result = renderLiquid("{{ note | newline_to_br }}",
                                   json::Value::object().set("note", "a<b\r\nc\n").view(), options);
  REQUIRE(result.ok());
  CHECK(*result == "a&lt;b<br />\nc<br />\n");
}

TEST_CASE("Without the HTML mode the escape filters are the standard ones") {
  const auto data = json::Value::object().set("x", "<a> &amp; 'b'");
  CHECK(*renderLiquid("{{ x | escape }}", data.view()) == "&lt;a&gt; &amp;amp; &#39;b&#39;");
  CHECK(*renderLiquid("{{ x | escape_once }}", data.view()) == "&lt;a&gt; &amp; &#39;b&#39;");
  CHECK(*renderLiquid("{{ x }}", data.view()) == "<a> &amp; 'b'");
}

}  // namespace pannier
