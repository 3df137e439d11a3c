#include <catch2/catch.hpp>

#include "core/shop/custom_field.h"

using namespace pannier;

namespace {
std::string canonical(const std::string& type, std::string_view text) {
  const auto value =
      custom_fields::canonicalValue({Id{}, "customer", "a", "b", type, "Shown name"}, text);
  return value ? *value : "refused";
}
}  // namespace

TEST_CASE("numbers are stored without needless signs and zeros") {
  CHECK(canonical("number", " +007.50 ") == "7.5");
  CHECK(canonical("number", "-0.0") == "0");
  CHECK(canonical("number", "-12") == "-12");
  CHECK(canonical("number", "0.001") == "0.001");
  for (const char* bad : {"", "-", ".5", "5.", "1,5", "1e3", "0x1", "five", "1 2", "--1"}) {
    CHECK(canonical("number", bad) == "refused");
  }
  CHECK(canonical("number", std::string(41, '1')) == "refused");
}

TEST_CASE("dates and booleans have one form, text stays as it is") {
  CHECK(canonical("date", "2024-02-29") == "2024-02-29");
  CHECK(canonical("date", "2023-02-29") == "refused");
  CHECK(canonical("boolean", "true") == "true");
  CHECK(canonical("boolean", "yes") == "refused");
  CHECK(canonical("text", "  as it is ") == "  as it is ");
}

TEST_CASE("a refused value is explained with the name people read") {
  const auto value =
      custom_fields::canonicalValue({Id{}, "customer", "a", "b", "number", "Shoe size"}, "big");
  REQUIRE_FALSE(value.ok());
  CHECK(value.error().message == "'Shoe size' must be a number like 12 or -3.5.");
}

TEST_CASE("namespaces and keys are plain identifiers") {
  CHECK(custom_fields::isIdentifier("loyalty_2"));
  for (const char* bad : {"", "2nd", "Loyalty", "a.b", "a b", "a'b"})
    CHECK_FALSE(custom_fields::isIdentifier(bad));
  CHECK_FALSE(custom_fields::isIdentifier(std::string(65, 'a')));
}

TEST_CASE("declarations and values made on two devices are one row") {
  const Id owner = deriveId({"someone"});
  const Id field = custom_fields::fieldId("customer", "loyalty", "points");
  CHECK(field == custom_fields::fieldId("customer", "loyalty", "points"));
  CHECK_FALSE(field == custom_fields::fieldId("customer", "loyalty_points", ""));
  CHECK(custom_fields::valueId(owner, field) ==
        deriveId({"custom_field_value", formatId(owner), formatId(field)}));
}
