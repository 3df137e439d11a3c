#include <catch2/catch.hpp>
#include <string>
#include <string_view>

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

TEST_CASE("Decimal sums and products are exact as written") {
  CHECK(show("{{ 10.1 | plus: 2.2 }}") == "12.3");
  CHECK(show("{{ 0.1 | plus: 0.2 }}") == "0.3");
  CHECK(show("{{ 10.1 | minus: 2.2 }}") == "7.9");
  CHECK(show("{{ 1.1 | times: 1.1 }}") == "1.21");
  CHECK(show("{{ 0.3 | divided_by: 0.1 }}") == "3.0");
  CHECK(show("{{ 20 | divided_by: 7.0 }}") == "2.857142857142857");
}

TEST_CASE("Whole numbers stay whole, and become decimal only where they no longer fit") {
  CHECK(show("{{ -7 | divided_by: 2 }}") == "-4");
  CHECK(show("{{ -7 | modulo: 3 }}") == "2");
  CHECK(show("{{ '12' | plus: '3' }}") == "15");
  CHECK(show("{{ 9223372036854775807 | plus: 1 }}") == "9.223372036854776e+18");
  CHECK(show("{{ -9223372036854775808 | divided_by: -1 }}") == "9.223372036854776e+18");
  CHECK(show("{{ -9223372036854775808 | abs }}") == "9.223372036854776e+18");
}

TEST_CASE("Rounding is half away from zero") {
  CHECK(show("{{ 2.5 | round }}{{ -2.5 | round }}") == "3-3");
  CHECK(show("{{ 1.005 | round: 2 }}") == "1.01");
  CHECK(show("{{ 4.2 | ceil }}{{ -4.2 | floor }}{{ '3.7' | floor }}") == "5-53");
  CHECK(show("{{ 1250 | round: -2 }}") == "1300");
}

TEST_CASE("Division by zero is refused, whatever the kind of number") {
  CHECK(show("{{ 1 | divided_by: 0 }}") ==
        "ERROR Line 1, column 8: A number cannot be divided by zero.");
  CHECK(show("{{ 1 | modulo: 0.0 }}") ==
        "ERROR Line 1, column 8: A number cannot be divided by zero.");
}

TEST_CASE("Money shows minor units with the decimals of the currency") {
  liquid::RenderOptions options;
  options.currency = "EUR";
  CHECK(show("{{ 1234 | money }}", "{}", options) == "12.34 EUR");
  CHECK(show("{{ -5 | money }}", "{}", options) == "-0.05 EUR");
  CHECK(show("{{ 1234 | money: 'JPY' }}", "{}", options) == "1234 JPY");
  CHECK(show("[{{ total | money }}]", "{}", options) == "[]");
}

TEST_CASE("Text filters count characters, not bytes") {
  CHECK(show("{{ 'Größe' | size }}") == "5");
  CHECK(show("{{ 'Größe' | slice: 2, 2 }}") == "öß");
  CHECK(show("{{ 'Größe' | upcase }}{{ 'ÉTÉ' | downcase }}{{ 'élan VITAL' | capitalize }}") ==
        "GRÖSSEétéÉlan vital");
  CHECK(show("{{ 'Grüße' | truncate: 4, '…' }}") == "Grü…");
  CHECK(show("{{ 'äöü' | split: '' | join: '-' }}") == "ä-ö-ü");
}

TEST_CASE("Replace and remove work on all, the first or the last occurrence") {
  CHECK(show("{{ 'a-b-c' | replace: '-', '+' }}") == "a+b+c");
  CHECK(show("{{ 'a-b-c' | replace_first: '-', '+' }}") == "a+b-c");
  CHECK(show("{{ 'a-b-c' | replace_last: '-', '+' }}") == "a-b+c");
  CHECK(show("{{ 'a-b-c' | remove: '-' }}{{ 'a-b-c' | remove_last: '-' }}") == "abca-bc");
  CHECK(show("{{ 'ab' | replace: '', '.' }}") == ".a.b.");
}

TEST_CASE("Words are cut at white space") {
  CHECK(show("{{ '  one two   three ' | truncatewords: 2 }}") == "one two...");
  CHECK(show("{{ 'one two' | truncatewords: 2 }}") == "one two");
  CHECK(show("{{ ' a  b ' | split: ' ' | join: ',' }}{{ ' a  b ' | squish }}") == "a,ba b");
}

TEST_CASE("Encodings go back and forth, and refuse what they did not make") {
  CHECK(show("{{ 'a b&ü' | url_encode }}") == "a+b%26%C3%BC");
  CHECK(show("{{ 'a+b%26%C3%BC' | url_decode }}") == "a b&ü");
  CHECK(show("{{ 'Hej?>' | base64_encode }} {{ 'Hej?>' | base64_url_safe_encode }}") ==
        "SGVqPz4= SGVqPz4=");
  CHECK(show("{{ 'SGVqPz4=' | base64_decode }}") == "Hej?>");
  CHECK(show("{{ 'a' | base64_decode }}").rfind("ERROR", 0) == 0);
  CHECK(show("{{ '%FF' | url_decode }}").rfind("ERROR", 0) == 0);
}

TEST_CASE("List filters sort, select and reduce") {
  const char* data =
      R"({"p":[{"t":"b","n":2},{"t":"a","n":1},{"t":"b","n":null}],"l":[3,1,2,1],"w":["b","C","a"]})";
  CHECK(show("{{ l | sort | join: '' }}{{ l | uniq | join: '' }}{{ l | reverse | join: '' }}",
             data) == "11233121213");
  CHECK(show("{{ w | sort | join: '' }}{{ w | sort_natural | join: '' }}", data) == "CababC");
  CHECK(show("{{ p | sort: 'n' | map: 't' | join: '' }}", data) == "abb");
  CHECK(show("{{ p | where: 't', 'b' | size }}{{ p | reject: 'n' | size }}", data) == "21");
  CHECK(show("{{ p | sum: 'n' }}{{ l | sum }}{{ p | uniq: 't' | size }}", data) == "372");
  CHECK(show("{% assign x = p | find: 'n', 1 %}{{ x.t }}{{ p | find_index: 'n', 1 }}{{ p | has: "
             "'n', 9 }}",
             data) == "a1false");
  CHECK(show("{{ p | map: 'n' | compact | size }}{{ l | concat: w | size }}", data) == "27");
  CHECK(show("{{ p | sort: 't' | first | map: 't' }}{{ l | slice: -2, 2 | join: '' }}", data) ==
        "a21");
}

TEST_CASE("Default replaces nil, false and empty, but not zero") {
  CHECK(show("{{ x | default: 'd' }}{{ '' | default: 'd' }}{{ 0 | default: 'd' }}") == "dd0");
  CHECK(show("{{ false | default: 'd' }}{{ false | default: 'd', allow_false: true }}") ==
        "dfalse");
}

TEST_CASE("A date is read from seconds, milliseconds, ISO and written forms") {
  const char* f = " | date: '%Y-%m-%d %H:%M' }}";
  const auto date = [&](const std::string& value) { return show("{{ " + value + f); };
  CHECK(date("1152098955") == "2006-07-05 11:29");
  CHECK(date("1152098955123") == "2006-07-05 11:29");
  CHECK(date("'2024-02-29T23:30:00Z'") == "2024-02-29 23:30");
  CHECK(date("'2024-02-29 23:30:15 +0100'") == "2024-02-29 23:30");
  CHECK(date("'March 14, 2016'") == "2016-03-14 00:00");
  CHECK(date("'14 Mar 2016 10:05 pm'") == "2016-03-14 22:05");
  CHECK(date("'Fri, 16 Jul 2004 01:00:00 GMT'") == "2004-07-16 01:00");
  CHECK(date("'Fri Jul 16 01:00:00 2004'") == "2004-07-16 01:00");
  CHECK(date("'14.3.2016'") == "2016-03-14 00:00");
  CHECK(date("'14/03/2016'") == "2016-03-14 00:00");
}

TEST_CASE("What is no date stays as it is") {
  for (const char* text :
       {"soon", "2023-02-29", "99/99/9999", "12:75", "-1152098955", "Thursday"}) {
    CAPTURE(text);
    const std::string source = std::string("{{ '") + text + "' | date: '%Y' }}";
    CHECK(show(source) == text);
  }
  CHECK(show("{{ 9223372036854775807 | date: '%Y' }}") == "9223372036854775807");
}

TEST_CASE("Now is the time the caller gives, in the zone the caller gives") {
  const auto zone = TimeZone::make("Europe/Berlin", {{0, 3600}, {1'711'846'800'000, 7200}});
  REQUIRE(zone.ok());
  liquid::RenderOptions options;
  options.nowMs = 1'711'846'800'000;  // 2024-03-31T01:00:00Z, the summer time begins
  CHECK(show("{{ 'now' | date: '%F %T %z' }}", "{}", options) == "2024-03-31 01:00:00 +0000");
  options.timeZone = &*zone;
  CHECK(show("{{ 'now' | date: '%F %T %:z' }}", "{}", options) == "2024-03-31 03:00:00 +02:00");
  CHECK(show("{{ '2024-01-01 12:00' | date: '%s' }}", "{}", options) == "1704106800");
  CHECK(show("{{ '2024-01-01T12:00:00Z' | date: '%H' }}", "{}", options) == "12");
  CHECK(show("{{ '10:30' | date: '%F %R' }}", "{}", options) == "2024-03-31 10:30");
}

TEST_CASE("Date formats know flags, widths and ISO weeks") {
  CHECK(show("{{ '2024-01-05' | date: '%-d.%-m.%y %e %j %^a %B %-I %p' }}") ==
        "5.1.24  5 005 FRI January 12 AM");
  CHECK(show("{{ '2021-01-03' | date: '%G-W%V-%u %U %W' }}") == "2020-W53-7 01 00");
  CHECK(show("{{ '2024-01-05' | date: '%D|%R|%3N|%%|%Q|%' }}") == "01/05/24|00:00|000|%|%Q|%");
}

TEST_CASE("Filters are checked when the template is parsed") {
  CHECK(show("{{ x | shout }}") == "ERROR Line 1, column 8: There is no filter \"shout\".");
  CHECK(show("{{ x | append }}") ==
        "ERROR Line 1, column 8: The filter \"append\" needs 1 argument, not 0.");
  CHECK(show("{{ x | slice: 1, 2, 3 }}") ==
        "ERROR Line 1, column 8: The filter \"slice\" takes 1 to 2 arguments, not 3.");
  CHECK(show("{{ x | upcase: loud: 1 }}") ==
        "ERROR Line 1, column 22: The filter \"upcase\" has no argument named \"loud\".");
}

}  // namespace pannier
