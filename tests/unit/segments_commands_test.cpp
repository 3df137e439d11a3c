#include <catch2/catch.hpp>

#include "core/segments/segment_commands.h"
#include "tests/unit/support/memory_shop.h"

using namespace pannier;

namespace {

/// The segment commands on a shop in memory, called as the dispatcher calls them.
struct CommandShop : test::MemoryShop {
  api::CommandRegistry commands;

  CommandShop() { registerSegmentCommands(commands); }

  Result<json::Value> call(std::string_view name, const std::string& parameters) {
    const auto parsed = json::parse(parameters);
    REQUIRE(parsed.ok());
    api::CommandContext context(rows, sink, ids, world.environment,
                                api::Caller{"test", true, false});
    const auto* entry = commands.find(name);
    REQUIRE(entry != nullptr);
    auto result = entry->invoke(context, parsed->view());
    if (result.ok() && entry->info.writes) {
      const auto committed = context.commit();
      REQUIRE(committed.ok());
    }
    return result;
  }
};

}  // namespace

TEST_CASE("a preview counts, adds up and shows customers, and prints the canonical query") {
  CommandShop shop;
  const Id ann = shop.makeCustomer("Ann", "ann@example.com");
  shop.makeCustomer("Bob", "bob@example.com");
  shop.makeOrder(ann, shop.world.nowMs, 1'050);
  const auto result = shop.call("segments.preview", R"({"query":"number_of_orders>0"})");
  REQUIRE(result.ok());
  const json::View view = result->view();
  CHECK(view.find("count").asInteger() == 1);
  CHECK(view.find("base").asInteger() == 2);
  CHECK(view.find("total_spent").asInteger() == 1'050);
  CHECK(view.find("average_spent").asInteger() == 1'050);
  CHECK(view.find("currency").asString() == "EUR");
  CHECK(view.find("canonical").asString() == "number_of_orders > 0");
  REQUIRE(view.find("sample").size() == 1);
  CHECK(view.find("sample").at(0).find("name").asString() == "Ann");
}

TEST_CASE("a wrong query is an error with its place") {
  CommandShop shop;
  const auto result = shop.call("segments.preview", R"({"query":"customer_tags = 'vip'"})");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kParse);
  CHECK(result.error().position == 14);
  CHECK(result.error().length == 1);
}

TEST_CASE("a segment is saved, listed with its count, opened and removed") {
  CommandShop shop;
  shop.makeCustomer("Ann", "ann@example.com");
  const auto saved =
      shop.call("segments.save", R"({"name":" All new ","query":"number_of_orders = 0"})");
  REQUIRE(saved.ok());
  const std::string id(saved->view().find("id").asString());
  CHECK(shop.call("segments.save", R"({"name":"All new","query":"number_of_orders = 1"})")
            .error()
            .code == ErrorCode::kConflict);
  CHECK(shop.call("segments.save", R"({"name":"Other","query":"number_of"})").error().code ==
        ErrorCode::kParse);
  CHECK(
      shop.call("segments.save", R"({"name":" ","query":"number_of_orders = 1"})").error().field ==
      "name");
  REQUIRE(shop.call("segments.save",
                    "{\"id\":\"" + id + R"(","name":"New","query":"number_of_orders = 0"})")
              .ok());

  const auto list = shop.call("segments.list", "{}");
  REQUIRE(list.ok());
  REQUIRE(list->view().find("segments").size() == 1);
  CHECK(list->view().find("segments").at(0).find("name").asString() == "New");
  CHECK(list->view().find("segments").at(0).find("count").asInteger() == 1);

  const auto members = shop.call("segments.members", "{\"id\":\"" + id + "\"}");
  REQUIRE(members.ok());
  CHECK(members->view().find("total").asInteger() == 1);
  CHECK(shop.call("segments.members", R"({"query":"number_of_orders > 0"})")
            ->view()
            .find("total")
            .asInteger() == 0);
  CHECK(shop.call("segments.members", "{}").error().code == ErrorCode::kInvalidArgument);

  REQUIRE(shop.call("segments.remove", "{\"id\":\"" + id + "\"}").ok());
  CHECK(shop.call("segments.members", "{\"id\":\"" + id + "\"}").error().code ==
        ErrorCode::kNotFound);
  CHECK(shop.call("segments.list", "{}")->view().find("segments").size() == 0);
}

TEST_CASE("one unusable segment does not hide the others") {
  CommandShop shop;
  shop.write([](Writer& writer) {
    for (const char* query : {"from_the_future = 1", "number_of_orders = 0"}) {
      REQUIRE(writer
                  .create(registry::EntityNo::kSegment,
                          {{"name", std::string(query)}, {"query", std::string(query)}})
                  .ok());
    }
  });
  const auto list = shop.call("segments.list", "{}");
  REQUIRE(list.ok());
  REQUIRE(list->view().find("segments").size() == 2);
  CHECK_FALSE(list->view().find("segments").at(0).find("problem").asString().empty());
  CHECK(list->view().find("segments").at(1).find("problem").asString().empty());
}

TEST_CASE("every filter of the catalogue has an example that can be used") {
  CommandShop shop;
  shop.write([](Writer& writer) {
    for (const char* type : {"text", "number", "date", "boolean"}) {
      REQUIRE(writer
                  .create(registry::EntityNo::kCustomField, {{"entity", std::string("customer")},
                                                             {"namespace", std::string("facts")},
                                                             {"key", std::string("a_") + type},
                                                             {"type", std::string(type)}})
                  .ok());
    }
  });
  const auto result = shop.call("segments.catalogue", "{}");
  REQUIRE(result.ok());
  const json::View filters = result->view().find("filters");
  CHECK(filters.size() == 15 + 2 + 4);
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const json::View filter = filters.at(i);
    INFO(filter.find("name").asString());
    CHECK(filter.find("operators").size() > 0);
    json::Value parameters = json::Value::object();
    parameters.set("query", filter.find("example").asString());
    const auto preview = shop.call("segments.preview", parameters.dump());
    if (!preview.ok()) FAIL_CHECK(preview.error().message);
  }
}
