#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier {
namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.append(piece);
  return out;
}

ErrorCode refusal(std::string_view source, const liquid::RenderOptions& options = {}) {
  const auto result = renderLiquid(source, json::View(), options);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().position.has_value());
  CHECK(result.error().message.rfind("Line ", 0) == 0);
  return result.error().code;
}

}  // namespace

TEST_CASE("Templates that are too long or nest too deeply are refused") {
  CHECK(refusal(std::string(256 * 1024 + 1, 'x')) == ErrorCode::kTooLarge);
  CHECK(refusal(repeated("{% if a %}", 100) + repeated("{% endif %}", 100)) ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{{ " + repeated("a[", 100) + "0" + repeated("]", 100) + " }}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{{ " + repeated("(1..", 100) + "0" + repeated(")", 100) + " }}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{% " + repeated("liquid ", 5000) + " %}") == ErrorCode::kTooLarge);
  CHECK(refusal(repeated("{% case 1 %}{% when 1 %}", 20000)) != ErrorCode::kInternal);
}

TEST_CASE("Loops without end are stopped") {
  CHECK(refusal("{% for i in (1..9000000000000000000) %}{% endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% for i in (1..1000) %}{% for j in (1..1000) %}{% assign x = j %}{% endfor %}{% "
                "endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% tablerow i in (1..9000000000000000000) cols: 3 %}{% endtablerow %}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{{ (1..9000000000000000000) | reverse | first }}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% assign a = 'x' | split: '' | concat: (1..9000000000) %}") ==
        ErrorCode::kTooLarge);
}

TEST_CASE("Texts that grow without end are stopped") {
  CHECK(refusal("{% assign s = 'abcdefgh' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% "
                "endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% assign s = 'aaaaaaaa' %}{% for i in (1..60) %}{% assign s = s | replace: 'a', "
                "'aaaa' %}{% endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% capture s %}12345678{% endcapture %}{% for i in (1..60) %}"
                "{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{% for i in (1..20000) %}" + repeated("0123456789", 20) + "{% endfor %}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal("{{ 0 | date: '" + repeated("%1000Y", 2000) + "' }}") == ErrorCode::kTooLarge);
}

TEST_CASE("Long tags inside of loops cost as much as they do") {
  const std::string loop = "{% for i in (1..50000) %}";
  CHECK(refusal(loop + "{{ " + repeated("a.", 50000) + "a }}{% endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal(loop + "{% cycle " + repeated("1,", 50000) + "1 %}{% endfor %}") ==
        ErrorCode::kTooLarge);
  CHECK(refusal(loop + "{% case 1 %}{% when " + repeated("2,", 50000) +
                "2 %}{% endcase %}{% endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal(loop + "{% if '" + repeated("a", 80000) + "' contains '" + repeated("a", 40000) +
                "b' %}{% endif %}{% endfor %}") == ErrorCode::kTooLarge);
  CHECK(refusal("{% comment %}" + repeated("{{", 100000) + "}") == ErrorCode::kParse);
  CHECK(refusal("{% comment %}" + repeated("{{x} ", 50000)) == ErrorCode::kParse);
}

TEST_CASE("Escaping counts into the size of the output") {
  liquid::RenderOptions options;
  options.escapeHtml = true;
  liquid::Limits limits;
  limits.maxOutputBytes = 10;
  const auto data = json::Value::object().set("x", "<<<");
  const auto result = renderLiquid("{{ x }}", data.view(), options, limits);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("Partials that call each other without end are stopped") {
  liquid::RenderOptions options;
  options.partials = {
      {"a", "{% render 'b' %}"}, {"b", "{% render 'a' %}"}, {"c", "{% include 'c' %}"}};
  CHECK(refusal("{% render 'a' %}", options) == ErrorCode::kTooLarge);
  CHECK(refusal("{% include 'c' %}", options) == ErrorCode::kTooLarge);
}

TEST_CASE("A mistake is named with line and column, counted in characters") {
  const auto wrong = [](std::string_view source) {
    const auto result = liquid::Template::parse(source);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kParse);
    return std::to_string(result.error().position.value_or(9999)) + " " + result.error().message;
  };
  CHECK(wrong("Grüße\n  {{ a b }}") ==
        "15 Line 2, column 8: Expected nothing more but found \"b\".");
  CHECK(wrong("a{% if x %}b") ==
        "1 Line 1, column 2: The tag \"if\" is never closed with \"endif\".");
  CHECK(wrong("{% endfor %}") == "0 Line 1, column 1: No tag is open that \"endfor\" belongs to.");
  CHECK(wrong("{% if x %}{% endfor %}") ==
        "10 Line 1, column 11: The tag \"endfor\" does not belong to the open tag \"if\".");
  CHECK(wrong("{% fro x %}") == "0 Line 1, column 1: There is no tag \"fro\".");
  CHECK(wrong("{{ a") == "0 Line 1, column 1: This output is never closed with \"}}\".");
  CHECK(wrong("{{ 'a }}") == "3 Line 1, column 4: This text has no closing quotation mark.");
  CHECK(wrong("{% for i of x %}{% endfor %}") ==
        "9 Line 1, column 10: Expected \"in\" but found \"of\".");
  CHECK(wrong("a\xff") == "1 Line 1, column 2: The template is not valid UTF-8 text here.");
}

TEST_CASE("A mistake in a partial names the partial and the place in it") {
  liquid::RenderOptions options;
  options.partials = {{"footer", "\n{{ 1 | divided_by: 0 }}"}, {"broken", "{{ }"}};
  const auto data = json::Value::object();
  const auto late = renderLiquid("Hi\n{% render 'footer' %}", data.view(), options);
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().position == 3U);
  CHECK(late.error().message ==
        "Line 2, column 1: In the partial \"footer\": Line 2, column 8: A number cannot be divided "
        "by zero.");
  const auto early = renderLiquid("{% render 'broken' %}", data.view(), options);
  REQUIRE_FALSE(early.ok());
  CHECK(early.error().message.rfind("Line 1, column 1: In the partial \"broken\": Line 1", 0) == 0);
  const auto unknown = renderLiquid("{% render 'x' %}", data.view(), options);
  CHECK(unknown.error().message == "Line 1, column 1: There is no partial \"x\".");
}

}  // namespace pannier
