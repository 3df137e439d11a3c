#include <catch2/catch.hpp>

#include "core/interop/cell_values.h"
#include "core/interop/country_names.h"
#include "core/interop/formats.h"

using namespace pannier;
using namespace pannier::interop;

namespace {

TimeZone london() {
  auto zone = TimeZone::make("Europe/London",
                             {{1269738000000, 3600}, {1288486800000, 0}, {1301187600000, 3600}});
  REQUIRE(zone.ok());
  return *zone;
}

std::string recognisedAs(std::vector<std::string_view> header) {
  const Recognised found = recognise(header);
  return found.format == nullptr ? ""
                                 : std::string(found.format->id) +
                                       (found.missing.empty() ? "" : " -" + found.missing[0]);
}

}  // namespace

TEST_CASE("times without an offset are the shop's, times with one are absolute") {
  const TimeZone zone = london();
  CHECK(parseTime("2010-12-01 08:26:00", zone) == 1291191960000);
  CHECK(parseTime("2011-06-01 08:26:00", zone) == 1306913160000);
  CHECK(parseTime("12/1/2010 8:26", zone) == 1291191960000);
  CHECK(parseTime("2026-04-10 11:11:26 +0530", zone) == 1775799686000);
  CHECK(parseTime("2026-04-10T05:41:26Z", zone) == 1775799686000);
  CHECK(parseTime("2026-04-10 05:41:26 UTC", zone) == 1775799686000);
  CHECK(parseTime("2026-04-10T11:11:26.250+05:30", zone) == 1775799686000);
  for (const std::string_view wrong : {"", "soon", "2026-02-30", "2026-04-10 25:00",
                                       "2026-04-10 11:11 +9900", "2026-04-10 11:11:26x"}) {
    CHECK_FALSE(parseTime(wrong, zone).has_value());
  }
}

TEST_CASE("numbers that went through a spreadsheet keep their meaning") {
  CHECK(parseWholeNumber("-6") == -6);
  CHECK(parseWholeNumber(" 12.0 ") == 12);
  CHECK_FALSE(parseWholeNumber("1.5").has_value());
  CHECK_FALSE(parseWholeNumber("99999999999999999999").has_value());
  CHECK(externalIdOf("17850.0") == "17850");
  CHECK(externalIdOf("'6097582719028") == "6097582719028");
  CHECK(externalIdOf("A.0") == "A.0");
}

TEST_CASE("line amounts are exact to the minor unit and never wrap around") {
  CHECK(lineAmount(16900, 32) == 5408);
  CHECK(lineAmount(10, 5) == 1);
  CHECK(lineAmount(-10, 5) == -1);
  CHECK_FALSE(lineAmount(INT64_MAX / 2, 3).has_value());
}

TEST_CASE("cells a spreadsheet would run are noticed") {
  CHECK(looksLikeFormula("=cmd|' /C calc'!A0"));
  CHECK(looksLikeFormula("@SUM(1)"));
  CHECK(looksLikeFormula("+cmd|x"));
  CHECK_FALSE(looksLikeFormula("-5"));
  CHECK_FALSE(looksLikeFormula("+49 30 1"));
  CHECK_FALSE(looksLikeFormula("@handle"));
}

TEST_CASE("country names become codes, unknown ones stay") {
  CHECK(countryOf("United Kingdom").code == "GB");
  CHECK(countryOf("EIRE").code == "IE");
  CHECK(countryOf("RSA").code == "ZA");
  CHECK(countryOf("Channel Islands").code == "JE");
  CHECK(countryOf("  deutschland ").code == "DE");
  CHECK(countryOf("\xc3\x96sterreich").code == "AT");
  CHECK(countryOf("us").code == "US");
  CHECK(countryOf("UK").code == "GB");
  CHECK(countryOf("Unspecified").code.empty());
  CHECK(countryOf("Unspecified").known);
  CHECK_FALSE(countryOf("Atlantis").known);
  CHECK(countryOf("Atlantis").code == "Atlantis");
  for (const std::string_view name :
       {"Netherlands", "France", "Norway", "Germany", "Switzerland", "Sweden", "Australia",
        "Greece", "Spain", "Poland", "Hong Kong", "Finland", "USA", "Czech Republic", "Japan",
        "Malta"}) {
    CHECK(countryOf(name).code.size() == 2);
  }
}

TEST_CASE("files are recognised by the names of their columns") {
  CHECK(recognisedAs({"InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate",
                      "UnitPrice", "CustomerID", "Country"}) == "online_retail");
  CHECK(recognisedAs({"Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price",
                      "Customer ID", "Country"}) == "online_retail");
  CHECK(recognisedAs({"Name", "Email", "Created at", "Lineitem quantity", "Lineitem name",
                      "Lineitem price"}) == "shopify_orders");
  CHECK(recognisedAs({"First Name", "Last Name", "Email", "Accepts Email Marketing", "Phone"}) ==
        "shopify_customers");
  CHECK(recognisedAs({"E-Mail", "Vorname", "Nachname", "Ort"}) == "customers");
  CHECK(recognisedAs({"name", "email_address"}) == "customers");
  CHECK(recognisedAs({"InvoiceNo", "StockCode", "Quantity", "UnitPrice"}) ==
        "online_retail -InvoiceDate");
  CHECK(recognisedAs({"colour", "weight"}).empty());
}
