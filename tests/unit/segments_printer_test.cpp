#include <catch2/catch.hpp>
#include <string>

#include "core/segments/query.h"
#include "tests/unit/segments_generator.h"

using namespace pannier;
using namespace pannier::segments;

TEST_CASE("what is printed is read back as the same tree") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    test::Dice dice(seed);
    const Query query = test::QueryMaker(dice).query();
    const std::string text = printQuery(query);
    if (text.size() > kMaxQueryBytes) continue;
    const auto again = parseQuery(text);
    if (!again.ok()) FAIL(text << "\n" << again.error().message);
    if (!(*again == query)) FAIL(text << "\n" << printQuery(*again));
    if (printQuery(*again) != text) FAIL(text);
  }
}

namespace {

/// A result is a tree that prints and reads again, or an error with a place within the text.
void checkWellFormed(const std::string& text) {
  const auto result = parseQuery(text);
  if (!result.ok()) {
    const Error& error = result.error();
    if (!error.position || !error.length || *error.position + *error.length > text.size() ||
        error.message.substr(0, 5) != "Line ") {
      FAIL("badly placed error for: " << text << "\n" << error.message);
    }
    return;
  }
  const std::string printed = printQuery(*result);
  if (printed.size() > kMaxQueryBytes) return;
  const auto again = parseQuery(printed);
  if (!again.ok() || !(*again == *result)) FAIL(text << "\nprints as\n" << printed);
}

}  // namespace

TEST_CASE("a query cut or changed at any byte is a query or an error with a place") {
  const std::string_view queries[] = {
      "number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE'",
      "NOT (customer_tags NOT CONTAINS 'it\\'s' OR amount_spent BETWEEN 1 AND 999.99) -- end",
      "products_purchased MATCHES (id IN (1, 'ab'), date BETWEEN 2020-01-01 AND today, count > 1)",
      "products_purchased(id: (1, 2), date: -30d) = true AND orders_placed NOT_MATCHES ()",
      "metafields.loyalty.points >= 1.5 AND last_order_date <= 2020-05-30T16:00:00 /* x */",
      "email_subscription_status != 'PENDING' OR customer_cities IS NOT NULL OR orders_placed IS "
      "NULL"};
  constexpr std::string_view kBytes = "'\"()=<>!,:;.-+0aT_ \\\n\x01\x7f\xff\xc3";
  for (const std::string_view query : queries) {
    REQUIRE(parseQuery(query).ok());
    for (std::size_t at = 0; at <= query.size(); ++at) {
      checkWellFormed(std::string(query.substr(0, at)));
      checkWellFormed(std::string(query.substr(at)));
      for (const char byte : kBytes) {
        std::string changed(query);
        if (at < changed.size()) changed[at] = byte;
        checkWellFormed(changed);
        std::string grown(query);
        grown.insert(at, 1, byte);
        checkWellFormed(grown);
      }
      std::string shorter(query);
      if (at < shorter.size()) shorter.erase(at, 1);
      checkWellFormed(shorter);
    }
  }
}
