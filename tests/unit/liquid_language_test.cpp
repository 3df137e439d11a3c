#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier {
namespace {

std::string show(std::string_view source, std::string_view data = "{}",
                 const liquid::RenderOptions& options = {}) {
  const auto parsed = json::parse(data);
  REQUIRE(parsed.ok());
  const auto result = renderLiquid(source, parsed->view(), options);
  return result.ok() ? *result : "ERROR " + result.error().message;
}

}  // namespace

TEST_CASE("Text outside of the marks is shown as it is") {
  CHECK(show("") == "");
  CHECK(show("50% off { } %} }} für Dich") == "50% off { } %} }} für Dich");
}

TEST_CASE("A path reads members, elements and sizes, and is empty where there is nothing") {
  const char* data = R"({"customer":{"name":"Ada","orders":[{"no":1},{"no":2}]},"key":"name"})";
  CHECK(show("{{ customer.name }}", data) == "Ada");
  CHECK(show("{{ customer[key] }}", data) == "Ada");
  CHECK(show("{{ customer['name'] }}", data) == "Ada");
  CHECK(show("{{ customer.orders[-1].no }}", data) == "2");
  CHECK(show("{{ customer.orders.size }}", data) == "2");
  CHECK(show("{{ customer.orders.first.no }}", data) == "1");
  CHECK(show("[{{ customer.phone.mobile[3] }}]", data) == "[]");
}

TEST_CASE("A condition is right associative and stops as soon as it is decided") {
  CHECK(show("{% if true or false and false %}yes{% else %}no{% endif %}") == "yes");
  CHECK(show("{% if true and false or true %}yes{% else %}no{% endif %}") == "yes");
  CHECK(show("{% if false and false or true %}yes{% else %}no{% endif %}") == "no");
  CHECK(show("{% if true or 1 < 'a' %}yes{% endif %}") == "yes");
}

TEST_CASE("Values of different kinds are never equal, numbers are equal by value") {
  CHECK(show("{% if 1 == 1.0 %}same{% endif %}") == "same");
  CHECK(show("{% if 1 == '1' %}same{% else %}different{% endif %}") == "different");
  CHECK(show("{% if a <> b %}different{% endif %}", R"({"a":[1,2],"b":[1,3]})") == "different");
  CHECK(show("{% if a == b %}same{% endif %}", R"({"a":{"x":[1]},"b":{"x":[1]}})") == "same");
}

TEST_CASE("Blank is nil, false, white space and what is empty; empty is only the latter") {
  CHECK(show("{% if a == blank %}blank{% endif %}", R"({"a":" \n"})") == "blank");
  CHECK(show("{% if a == empty %}empty{% else %}full{% endif %}", R"({"a":" "})") == "full");
  CHECK(show("{% if a == empty %}empty{% endif %}", R"({"a":[]})") == "empty");
}

TEST_CASE("Contains looks into texts, lists, objects and ranges") {
  CHECK(show("{% if 'newsletter' contains 'letter' %}yes{% endif %}") == "yes");
  CHECK(show("{% if tags contains 'vip' %}yes{% endif %}", R"({"tags":["new","vip"]})") == "yes");
  CHECK(show("{% if o contains 'k' %}yes{% endif %}", R"({"o":{"k":1}})") == "yes");
  CHECK(show("{% assign r = (1..3) %}{% if r contains 4 %}yes{% else %}no{% endif %}") == "no");
}

TEST_CASE("A loop knows where it is and can be cut, turned and continued") {
  CHECK(show("{% for i in (1..3) reversed %}{{ i }}{% unless forloop.last %},{% endunless %}{% "
             "endfor %}") == "3,2,1");
  CHECK(show("{% for i in (1..9) limit: 2, offset: 3 %}{{ i }}{% endfor %}") == "45");
  CHECK(show("{% for i in (1..4) limit: 2 %}{{ i }}{% endfor %}|"
             "{% for i in (1..4) offset: continue %}{{ i }}{% endfor %}") == "12|34");
  CHECK(show("{% for i in none %}x{% else %}nothing{% endfor %}") == "nothing");
  CHECK(show("{% for i in (1..9) %}{% if i == 2 %}{% continue %}{% endif %}"
             "{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}") == "13");
  CHECK(show("{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ j }} "
             "{% endfor %}{% endfor %}") == "11 12 21 22 ");
}

TEST_CASE("A loop over an object gives its names and values in order") {
  CHECK(show("{% for p in o %}{{ p[0] }}={{ p[1] }};{% endfor %}", R"({"o":{"b":1,"a":2}})") ==
        "b=1;a=2;");
}

TEST_CASE("Tablerow writes rows of so many columns") {
  CHECK(show("{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}") ==
        "<tr class=\"row1\">\n<td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n"
        "<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n");
}

TEST_CASE("Case shows the branch of an equal value, else the other one") {
  const char* source =
      "{% case x %} ignored {% when 1 or 2 %}few{% when 'many' %}many{% else %}?{% endcase %}";
  CHECK(show(source, R"({"x":2})") == "few");
  CHECK(show(source, R"({"x":"many"})") == "many");
  CHECK(show(source, R"({"x":null})") == "?");
}

TEST_CASE("Assign, capture, counters and cycles keep their values") {
  CHECK(
      show("{% assign a = 'x' | upcase %}{% capture b %}[{{ a }}]{% endcapture %}{{ b }}{{ b }}") ==
      "[X][X]");
  CHECK(show("{% increment n %}{% increment n %}{{ n }}{% decrement m %}") == "012-1");
  CHECK(show("{% for i in (1..3) %}{% cycle 'odd', 'even' %} {% endfor %}") == "odd even odd ");
  CHECK(show("{% cycle g: 1, 2 %}{% cycle 1, 2 %}{% cycle g: 1, 2 %}", R"({"g":"x"})") == "112");
}

TEST_CASE("White space control and blank blocks leave no holes") {
  CHECK(show("a \n {%- assign x = 1 -%} \n b") == "ab");
  CHECK(show("a {{- ' b ' -}} c") == "a b c");
  CHECK(show("a{% if true %}  \n {% assign x = 1 %} {% endif %}b") == "ab");
}

TEST_CASE("Comments, docs and raw parts are not looked into") {
  CHECK(
      show(
          "a{% comment %}{{ broken {% nonsense %}{% comment %}{% endcomment %}{% endcomment %}b") ==
      "ab");
  CHECK(show("a{% comment %}{% nonsense %}{% comment %}{% endcomment %}{% endcomment %}b") == "ab");
  CHECK(show("a{% # note\n # more %}b") == "ab");
  CHECK(show("{% raw %}{{ x }}{% endraw %}") == "{{ x }}");
  CHECK(show("{% doc %}{{ x {% enddoc %}a") == "a");
}

TEST_CASE("The liquid tag holds one tag on each line") {
  CHECK(show("{% liquid\n assign a = 2\n if a > 1\n echo a | times: 3\n endif\n # note\n%}") ==
        "6");
}

TEST_CASE("Render sees the data and its arguments, include the variables of its caller too") {
  liquid::RenderOptions options;
  options.partials = {{"p", "{{ shop }}{{ x }}{{ y }}{% assign x = 'changed' %}"},
                      {"item", "{{ item }}{{ forloop.index }};"}};
  const char* data = R"({"shop":"S","list":["a","b"]})";
  CHECK(show("{% assign x = 1 %}{% render 'p', y: 2 %}{{ x }}", data, options) == "S21");
  CHECK(show("{% assign x = 1 %}{% include 'p', y: 2 %}{{ x }}", data, options) == "S12changed");
  CHECK(show("{% render 'item' for list %}", data, options) == "a1;b2;");
  CHECK(show("{% render 'item' with list[0] as item %}", data, options) == "a;");
}

TEST_CASE("Variables that were shown but empty are collected once, unless they have a default") {
  std::vector<std::string> missing;
  liquid::RenderOptions options;
  options.missingVariables = &missing;
  show(
      "{{ customer.name }}{{ customer.city | upcase }}{{ customer.name }}{{ points | default: 0 "
      "}}{{ ok }}"
      "{% if never %}{{ unseen }}{% endif %}",
      R"({"customer":{"name":"","city":null},"ok":0})", options);
  CHECK(missing == std::vector<std::string>{"customer.name", "customer.city"});
}

TEST_CASE("A template can be rendered many times with different data") {
  const auto parsed = liquid::Template::parse("Hello {{ name }}{% increment n %}");
  REQUIRE(parsed.ok());
  CHECK(*parsed->render(json::Value::object().set("name", "Ada").view()) == "Hello Ada0");
  CHECK(*parsed->render(json::Value::object().set("name", "Bob").view()) == "Hello Bob0");
  CHECK(*parsed->render(json::View()) == "Hello 0");
}

}  // namespace pannier
