#include "core/registry/registry.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace pannier::registry;

TEST_CASE("every reference names an entity and every enum has values") {
  for (const Entity& each : entities()) {
    for (const Field& field : each.fields) {
      INFO(each.name << "." << field.name);
      if (field.type == FieldType::kId && field.name != "row_id" && field.name != "owner_id") {
        CHECK(findEntity(field.reference) != nullptr);
      }
      if (field.type == FieldType::kEnum) CHECK_FALSE(field.reference.empty());
    }
  }
}

TEST_CASE("names and numbers are unique") {
  std::set<std::string_view> names;
  for (const Entity& each : entities()) {
    CHECK(names.insert(each.name).second);
    CHECK(findEntity(each.name) == &each);
    std::set<std::string_view> fields;
    for (const Field& field : each.fields) {
      CHECK(fields.insert(field.name).second);
      CHECK(findField(each, field.number) == findField(each, field.name));
    }
  }
  CHECK(findEntity("nonsense") == nullptr);
  CHECK(findEntity(std::uint16_t{0}) == nullptr);
  CHECK(findEntity(std::uint16_t{999}) == nullptr);
}
