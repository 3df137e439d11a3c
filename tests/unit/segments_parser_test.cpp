#include <catch2/catch.hpp>
#include <string>

#include "core/segments/query.h"
#include "core/segments/suggestion.h"

using namespace pannier;
using namespace pannier::segments;

namespace {

/// The canonical text, or the error's message.
std::string canonical(std::string_view text) {
  const auto query = parseQuery(text);
  return query.ok() ? printQuery(*query) : query.error().message;
}

struct Refusal {
  std::string_view query;
  std::size_t position;
  std::size_t length;
  std::string_view message;  ///< its beginning
};

void checkRefusal(const Refusal& expected) {
  INFO(expected.query);
  const auto result = parseQuery(expected.query);
  REQUIRE_FALSE(result.ok());
  const Error& error = result.error();
  INFO(error.message);
  CHECK(error.message.substr(0, expected.message.size()) == expected.message);
  CHECK(error.position == expected.position);
  CHECK(error.length == expected.length);
}

}  // namespace

TEST_CASE("AND binds tighter than OR and only brackets that matter are printed") {
  CHECK(canonical("number_of_orders=1 and number_of_orders = 2 Or number_of_orders = 3") ==
        "number_of_orders = 1 AND number_of_orders = 2 OR number_of_orders = 3");
  CHECK(canonical("(number_of_orders = 1 OR (number_of_orders = 2)) AND (number_of_orders = 3)") ==
        "(number_of_orders = 1 OR number_of_orders = 2) AND number_of_orders = 3");
  CHECK(canonical("(number_of_orders = 1 AND number_of_orders = 2) AND number_of_orders = 3") ==
        "number_of_orders = 1 AND number_of_orders = 2 AND number_of_orders = 3");
  CHECK(canonical("not number_of_orders = 1 and number_of_orders = 2") ==
        "NOT (number_of_orders = 1) AND number_of_orders = 2");
  CHECK(canonical("NOT (number_of_orders = 1 OR number_of_orders = 2)") ==
        "NOT (number_of_orders = 1 OR number_of_orders = 2)");
}

TEST_CASE("a query reads as the tree its operators say") {
  const Query query = parseQuery(
                          "number_of_orders = 1 AND number_of_orders = 2 OR "
                          "customer_tags CONTAINS 'x'")
                          .value();
  const auto& any = std::get<AnyOf>(query.root.what);
  REQUIRE(any.children.size() == 2);
  CHECK(std::get<AllOf>(any.children[0].what).children.size() == 2);
  CHECK(any.children[1].span.begin == 49);
  CHECK(any.children[1].span.size == 26);
}

TEST_CASE("variant and deprecated forms are read and printed in the new form") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"products_purchased(id: 1234) = true", "products_purchased MATCHES (id = 1234)"},
      {"products_purchased(id: (1, 2)) = true", "products_purchased MATCHES (id IN (1, 2))"},
      {"products_purchased(tag: 'x', date: -30d) = false",
       "products_purchased NOT MATCHES (tag = 'x', date >= -30d)"},
      {"products_purchased() != true", "products_purchased NOT MATCHES ()"},
      {"orders_placed(count_at_least: 3) = true", "orders_placed MATCHES (count >= 3)"},
      {"products_purchased NOT_MATCHES ()", "products_purchased NOT MATCHES ()"},
      {"orders_placed IS NULL", "orders_placed NOT MATCHES ()"},
      {"orders_placed IS NOT NULL", "orders_placed MATCHES ()"},
      {"last_order_date > 12_months_ago", "last_order_date > -12m"},
      {"last_order_date > 90_days_ago", "last_order_date > -90d"},
      {"last_order_date = TODAY", "last_order_date = today"},
      {"customer_tags contains \"it's\"", "customer_tags CONTAINS 'it\\'s'"},
      {"customer_tags CONTAINS '\\'VIP\\''", "customer_tags CONTAINS '\\'VIP\\''"},
      {"customer_tags CONTAINS 'a\\b'", "customer_tags CONTAINS 'a\\\\b'"},
      {"customer.metafields.a.b-c = true", "metafields.a.b-c = true"},
      {"Amount_Spent >= 010.50 -- comment\n /* and */ AND number_of_orders<+3",
       "amount_spent >= 10.5 AND number_of_orders < 3"},
      {"products_purchased MATCHES (id = '0198C5D0-7F3A-7ABC-8DEF-0123456789AB')",
       "products_purchased MATCHES (id = '0198c5d0-7f3a-7abc-8def-0123456789ab')"},
      {"products_purchased MATCHES (id IN ('85123A', '42', 007))",
       "products_purchased MATCHES (id IN ('85123A', 42, 7))"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(canonical(text) == expected);
    CHECK(canonical(expected) == expected);
  }
}

TEST_CASE("what the language refuses is refused at its place") {
  const Refusal cases[] = {
      {"customer_tags = 'vip'", 14, 1,
       "Line 1 Column 14: customer_tags does not support operator '='. Use CONTAINS."},
      {"last_order_date BETWEEN 1pm AND 3pm", 24, 3,
       "Line 1 Column 24: '1pm' is a time without a day."},
      {"orders_placed MATCHES (date > -90d, date < -30d)", 36, 4,
       "Line 1 Column 36: The parameter date may appear only once. Use BETWEEN"},
      {"amount_spent > 1,000", 16, 1,
       "Line 1 Column 16: ',' is unexpected. Numbers are written without thousands separators."},
      {"orders_placed MATCHES (amount > 1,000)", 34, 3,
       "Line 1 Column 34: '000' is unexpected. Numbers are written without thousands"},
      {"number_of_orders = 2.5", 19, 3,
       "Line 1 Column 19: number_of_orders needs a whole number; 2.5 has decimals."},
      {"email = 'a@b.c'", 0, 5, "Line 1 Column 0: 'email' filter cannot be found."},
      {"last_order_date > -7dT10:00:00", 18, 12,
       "Line 1 Column 18: An offset such as -7d means whole days and cannot carry a time."},
      {"", 0, 0, "Line 1 Column 0: Query can't be blank."},
      {"  -- nothing", 0, 0, "Line 1 Column 0: Query can't be blank."},
      {"not a valid query", 4, 1, "Line 1 Column 4: 'a' filter cannot be found."},
      {"amount_spend > 5", 0, 12,
       "Line 1 Column 0: 'amount_spend' filter cannot be found. Did you mean amount_spent?"},
      {"total_spent > 5", 0, 11,
       "Line 1 Column 0: 'total_spent' filter cannot be found. Did you mean amount_spent?"},
      {"customer_tags CONTAINS vip", 23, 3,
       "Line 1 Column 23: Text is written in single quotes: 'vip'."},
      {"customer_tags CONTAINS 'vip", 23, 1,
       "Line 1 Column 23: The text that begins here has no end."},
      {"number_of_orders > '5'", 19, 3, "Line 1 Column 19: Numbers are written without quotes: 5."},
      {"last_order_date > '2020-01-01'", 18, 12,
       "Line 1 Column 18: Dates are written without quotes"},
      {"last_order_date > 2023-02-29", 18, 10,
       "Line 1 Column 18: '2023-02-29' is not a day of the"},
      {"email_subscription_status = 'subscribed'", 28, 12,
       "Line 1 Column 28: 'subscribed' is not a value of email_subscription_status. Did you mean "
       "'SUBSCRIBED'?"},
      {"sms_subscription_status = 'INVALID'", 26, 9, "Line 1 Column 26: 'INVALID' is not a value"},
      {"customer_countries CONTAINS 'de'", 28, 4,
       "Line 1 Column 28: Countries are written with two"},
      {"number_of_orders = 1 AND\n  foo = 2", 27, 3,
       "Line 2 Column 2: 'foo' filter cannot be found."},
      {"customer_tags CONTAINS '\xc3\xa4' x", 28, 1, "Line 1 Column 27: 'x' is unexpected."},
      {"number_of_orders = 1 AND", 24, 0, "Line 1 Column 24: The query ends too early."},
      {"AND number_of_orders = 1", 0, 3, "Line 1 Column 0: 'AND' is unexpected."},
      {"(number_of_orders = 1", 21, 0, "Line 1 Column 21: The query ends too early."},
      {"number_of_orders = 1)", 20, 1, "Line 1 Column 20: ')' is unexpected."},
      {"number_of_orders IN (1, 2)", 17, 2,
       "Line 1 Column 17: number_of_orders does not support operator 'IN'. Write several "
       "conditions "
       "joined by OR"},
      {"number_of_orders # 1", 17, 1, "Line 1 Column 17: '#' is unexpected."},
      {"amount_spent > $5", 15, 1, "Line 1 Column 15: '$' is unexpected."},
      {"FROM customers WHERE number_of_orders = 1", 0, 4,
       "Line 1 Column 0: 'FROM' is unexpected. A segment"},
      {"orders_placed MATCHES (cuont = 1)", 23, 5,
       "Line 1 Column 23: orders_placed has no parameter 'cuont'. Did you mean count?"},
      {"products_purchased MATCHES (id IN ())", 35, 1,
       "Line 1 Column 35: ')' is unexpected. Expected an id."},
      {"products_purchased MATCHES (id > 5)", 31, 1,
       "Line 1 Column 31: id does not support operator '>'"},
      {"metafields.loyalty = 5", 0, 18, "Line 1 Column 0: Custom fields are written"},
      {"metafields.a.b > 'x'", 15, 1,
       "Line 1 Column 15: metafields.a.b does not support operator '>'"},
      {"metafields.a.b BETWEEN 1 AND today", 15, 7, "Line 1 Column 15: The two ends of BETWEEN"},
      {"metafields.a.b > 2020-05-30T16:00:00", 17, 19, "Line 1 Column 17: Custom fields have days"},
      {"number_of_orders = 99999999999999999999", 19, 20,
       "Line 1 Column 19: '99999999999999999999' is too large"},
      {"amount_spent > 1000000000000000", 15, 16,
       "Line 1 Column 15: 1000000000000000 is too large for"},
      {"number_of_orders = 1 /* open", 21, 2,
       "Line 1 Column 21: The comment that begins here has no end."},
      {"customer_tags CONTAINS 'a\nb'", 25, 1, "Line 1 Column 25: Quoted text may not contain"},
      {"customer_tags CONTAINS '\xff'", 24, 1,
       "Line 1 Column 24: This byte is not part of readable"},
  };
  for (const Refusal& each : cases) checkRefusal(each);
}

TEST_CASE("filters this shop has no data for are known and say what is missing") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"abandoned_checkout_date > -8m", "abandoned checkouts"},
      {"companies IS NOT NULL", "company accounts"},
      {"created_by_app_id = 1", "which app"},
      {"shopify_email.opened MATCHES (activity_id = 5240029206)", "sent messages"},
      {"storefront.product_viewed MATCHES (id = 1)", "visits"},
      {"storefront_event.product_viewed MATCHES (id = 1)", "visits"},
      {"anniversary('metafields.facts.birth_date') = today", "without their year"},
      {"rfm_group = 'AT_RISK'", "RFM scores"},
      {"predicted_spend_tier = 'HIGH'", "predictions"},
      {"product_subscription_status = 'PAUSED'", "subscriptions"},
      {"store_credit_accounts MATCHES (balance >= 10)", "store credit"},
      {"customer_within_distance(coordinates: (45.5, -73.6), distance_km: 10) = true",
       "coordinates"},
      {"orders_placed MATCHES (app_id = 129785, sum_amount >= 500)", "an app"},
      {"orders_placed MATCHES (location_id = 1)", "a location"},
  };
  for (const auto& [text, missing] : cases) {
    INFO(text);
    const auto result = parseQuery(text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kUnsupported);
    CHECK(result.error().message.find(" is known, but ") != std::string::npos);
    CHECK(result.error().message.find(missing) != std::string::npos);
    CHECK(result.error().position.has_value());
  }
}

TEST_CASE("size, depth, number of conditions and list length are bounded") {
  const auto repeated = [](std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
  };
  CHECK(parseQuery(repeated("(", 32) + "number_of_orders=1" + repeated(")", 32)).ok());
  CHECK(parseQuery(repeated("(", 33) + "number_of_orders=1" + repeated(")", 33)).error().code ==
        ErrorCode::kTooLarge);
  const auto nots = parseQuery(repeated("NOT ", 32) + "number_of_orders=1");
  REQUIRE(nots.ok());
  CHECK(parseQuery(printQuery(*nots)).ok());
  CHECK(parseQuery(repeated("NOT ", 33) + "number_of_orders=1").error().code ==
        ErrorCode::kTooLarge);
  CHECK(parseQuery(repeated("(", 4'000)).error().code == ErrorCode::kTooLarge);
  CHECK(parseQuery(repeated("amount_spent>1 OR ", 199) + "amount_spent>1").ok());
  CHECK(parseQuery(repeated("amount_spent>1 OR ", 200) + "amount_spent>1").error().code ==
        ErrorCode::kTooLarge);
  CHECK(parseQuery("products_purchased MATCHES (id IN (1" + repeated(",1", 499) + "))").ok());
  CHECK(parseQuery("products_purchased MATCHES (id IN (1" + repeated(",1", 500) + "))")
            .error()
            .code == ErrorCode::kTooLarge);
  const auto tooLong = parseQuery(std::string(5'001, ' '));
  CHECK(tooLong.error().code == ErrorCode::kTooLarge);
  CHECK(tooLong.error().position == 5'000);
}

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps") {
  CHECK(editDistance("count", "cuont") == 1);
  CHECK(editDistance("", "abc") == 3);
  CHECK(editDistance("Kitten", "sitting") == 3);
  CHECK(editDistance("same", "SAME") == 0);
  CHECK(suggestFilter("zzzzzzzz").empty());
  CHECK(suggestFilter("orders_plased") == "orders_placed");
}
