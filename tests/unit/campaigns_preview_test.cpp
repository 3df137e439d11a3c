#include <catch2/catch.hpp>

#include "core/campaigns/audience.h"
#include "core/campaigns/preview.h"
#include "core/campaigns/preview_data.h"
#include "tests/unit/support/command_shop.h"

using namespace pannier;
using registry::EntityNo;

namespace {

json::Value dataOf(test::MemoryShop& shop, const Id& customer) {
  auto settings = shop::load(shop.database);
  REQUIRE(settings.ok());
  auto data = campaigns::previewData(shop.database, customer, *settings, shop.world.nowMs);
  REQUIRE(data.ok());
  return std::move(data).value();
}

campaigns::RenderedPreview render(const campaigns::PreviewTexts& texts, const json::Value& data) {
  return campaigns::renderPreview(texts, data.view(), ShopSettings{}, 0);
}

}  // namespace

TEST_CASE("templates see the customer's figures in minor units and its dates on the shop's clock") {
  test::MemoryShop shop;
  const Id ada = shop.makeCustomer("Ada", "ada@mail.example.com");
  shop.makeOrder(ada, 1'767'225'600'000, 5'050);
  const json::Value data = dataOf(shop, ada);
  const json::View customer = data.view().find("customer");
  CHECK(customer.find("total_spent").integerOr(0) == 5'050);
  CHECK(customer.find("last_order_date").stringOr("") == "2026-01-01");
  CHECK(customer.find("last_order").find("number").stringOr("") == "#1001");
  CHECK(customer.find("last_name").isNull());
  CHECK(data.view().find("shop").find("currency").stringOr("") == "EUR");
}

TEST_CASE("line and column count characters, not bytes") {
  const auto place = campaigns::placeOf("äö\nüx", 6);
  CHECK(place.line == 2);
  CHECK(place.column == 2);
  CHECK(campaigns::placeOf("ab", 99).column == 3);
}

TEST_CASE("a variable that is empty and has no fallback is a problem at its place") {
  const json::Value data =
      json::Value::object().set("customer", json::Value::object().set("first_name", json::Value()));
  const auto preview = render(
      {"Hi {{ customer.first_name | default: 'you' }}", "", "x\n  {{ customer.first_name }}"},
      data);
  CHECK(preview.subject == "Hi you");
  REQUIRE(preview.problems.size() == 1);
  CHECK(preview.problems[0].part == "body");
  CHECK(preview.problems[0].line == 2);
  CHECK(preview.problems[0].column == 6);
}

TEST_CASE("a part with a mistake is empty, the others are rendered") {
  const auto preview = render({"{{ 1 | nope }}", "pre", "body"}, json::Value::object());
  CHECK(preview.subject.empty());
  CHECK(preview.preheader == "pre");
  CHECK(preview.html.find("<p>body</p>") != std::string::npos);
  REQUIRE(preview.problems.size() == 1);
  CHECK(preview.problems[0].part == "subject");
}

TEST_CASE("data that looks like HTML stays text in every kind of body and cannot add a header") {
  const json::Value data = json::Value::object().set("name", "<script>x</script>\r\nBcc: a");
  for (const char* body :
       {"{{ name }}", "<p>{{ name }}</p>", "hello <b>{{ name }}</b>", "{{ name | upcase }}"}) {
    const auto preview = render({"{{ name }}", "{{ name }}", body}, data);
    CHECK(preview.html.find("<script") == std::string::npos);
    CHECK(preview.html.find("<SCRIPT") == std::string::npos);
    CHECK(preview.subject.find('\n') == std::string::npos);
  }
}

TEST_CASE("an audience counts every member of its segment once") {
  test::CommandShop shop;
  const auto subscribe = [&](const Id& customer) {
    shop.call("consent.record", R"({"customer_id":")" + formatId(customer) +
                                    R"(","channel":"email","state":"SUBSCRIBED"})");
  };
  subscribe(shop.makeCustomer("A", "a@mail.example.com"));
  subscribe(shop.makeCustomer("B"));
  shop.makeCustomer("C", "c@mail.example.com");
  shop.makeCustomer("D");
  const Id press = shop.makeCustomer("E", "e@mail.example.com");
  subscribe(press);
  shop.call("tags.add", R"({"customer_id":")" + formatId(press) + R"(","tag":"press"})");
  const auto segment = [&](const std::string& query) {
    return *parseId(
        test::idOf(shop.call("segments.save", R"({"name":"Of )" + std::to_string(query.size()) +
                                                  R"(","query":")" + query + R"("})")));
  };
  campaigns::AudienceRule rule{segment("number_of_orders >= 0"),
                               segment("customer_tags CONTAINS 'press'"), "email"};
  const auto audience = campaigns::Audience::make(shop.database, rule, shop.world.nowMs);
  REQUIRE(audience.ok());
  const auto counts = audience->count(shop.database);
  REQUIRE(counts.ok());
  CHECK(counts->segment == 5);
  CHECK(counts->excluded == 1);
  CHECK(counts->withoutAddress == 2);
  CHECK(counts->withoutConsent == 1);
  CHECK(counts->audience == 1);
  const auto receivers = audience->receivers(shop.database, 20);
  REQUIRE(receivers.ok());
  REQUIRE(receivers->size() == 1);
  CHECK((*receivers)[0].name == "A");
}

TEST_CASE("choices of a draft are undone one by one, typing together") {
  test::CommandShop shop;
  const std::string id =
      test::idOf(shop.call("campaigns.save_draft", R"({"fields":{"name":"L"}})"));
  const auto save = [&](const std::string& fields) {
    shop.call("campaigns.save_draft", R"({"id":")" + id + R"(","fields":)" + fields + "}");
    return shop.lastTransaction;
  };
  const std::int64_t typed = save(R"({"name":"Le"})");
  CHECK(save(R"({"name":"Let"})") == typed);
  const std::int64_t chosen = save(R"({"channel":"sms"})");
  CHECK(chosen != typed);
  CHECK(save(R"({"channel":"push"})") != chosen);
}
