#include <catch2/catch.hpp>

#include "core/interop/import_commands.h"
#include "tests/unit/support/import_shop.h"

using namespace pannier;

namespace {

struct CommandShop : test::ImportShop {
  api::CommandRegistry registry;
  CommandShop() { registerImportCommands(registry, jobs); }

  Result<json::Value> call(std::string_view command, const json::Value& parameters) {
    return registry.find(command)->invoke(context, parameters.view());
  }
  json::Value ok(std::string_view command, const json::Value& parameters) {
    auto result = call(command, parameters);
    if (!result) FAIL(result.error().message);
    return *result;
  }
};

json::Value object() { return json::Value::object(); }

}  // namespace

TEST_CASE("import.detect names the format, its delimiter and what is missing") {
  CommandShop shop;
  const json::Value found = shop.ok(
      "import.detect", object().set("file_name", "a.csv").set("head", "E-Mail;Vorname\nx@y.org;A"));
  CHECK(found.view().find("format").asString() == "customers");
  CHECK(found.view().find("delimiter").asString() == ";");
  CHECK(found.view().find("columns").size() == 2);
  const json::Value lacking =
      shop.ok("import.detect",
              object().set("file_name", "a.csv").set("head", "InvoiceNo,StockCode,Quantity\n"));
  CHECK(lacking.view().find("missing").size() == 2);
  const json::Value unknown =
      shop.ok("import.detect", object().set("file_name", "a.csv").set("head", "\x01\x02"));
  CHECK(unknown.view().find("format").asString().empty());
}

TEST_CASE("import.run takes the text inline, is listed, and is reverted in steps until done") {
  CommandShop shop;
  std::string text = "Email,First Name\n";
  for (int i = 0; i < 5'000; ++i) text += "c" + std::to_string(i) + "@x.org,C\n";
  const json::Value report =
      shop.ok("import.run", object().set("text", text).set("file_name", "folder/people.csv"));
  CHECK(report.view().find("customers_new").asInteger() == 5'000);
  const json::Value listed = shop.ok("import.list", object());
  const json::View entry = listed.view().find("imports").at(0);
  CHECK(entry.find("file_name").asString() == "people.csv");
  CHECK(entry.find("can_revert").asBool());
  int steps = 0;
  for (bool done = false; !done; ++steps) {
    const json::Value step =
        shop.ok("import.revert", object().set("id", entry.find("id").asString()));
    done = step.view().find("done").asBool();
    REQUIRE(steps < 100);
  }
  CHECK(steps > 1);
  CHECK(shop.live("customer") == 0);
  CHECK(shop.text("SELECT status FROM import_run") == "reverted");
}

TEST_CASE("a file is imported by its path on the server only") {
  CommandShop shop;
  auto result = shop.call("import.run", object().set("path", "people.csv"));
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kPermission);
  CHECK_FALSE(shop.call("import.run", object()).ok());
}

TEST_CASE("a job is fed, asked and ended through its number") {
  CommandShop shop;
  const json::Value started = shop.ok(
      "import.start", object().set("file_name", "a.csv").set("size", 10).set("dry_run", false));
  const std::int64_t job = started.view().find("job").asInteger();
  const json::Value parameters = object().set("job", job).set("last", false);
  CHECK(shop.ok("import.feed", parameters).view().find("status").asString() == "running");
  CHECK_FALSE(
      shop.call("import.revert", object().set("id", started.view().find("id").asString())).ok());
  CHECK(shop.ok("import.cancel", object().set("job", job)).view().find("status").asString() ==
        "cancelled");
  auto gone = shop.call("import.feed", parameters);
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().code == ErrorCode::kNotFound);
}

TEST_CASE("more imports at a time than allowed cancel the one idle for longest") {
  CommandShop shop;
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i <= interop::ImportJobs::kMaxJobs; ++i) {
    auto started = shop.jobs.start(shop.context, {"a.csv", "", false});
    REQUIRE(started.ok());
    numbers.push_back(started->job);
  }
  CHECK_FALSE(shop.jobs.feed(shop.context, numbers.front(), {}, false).ok());
  CHECK(shop.jobs.feed(shop.context, numbers.back(), {}, false).ok());
  CHECK(shop.live("import_run", "status = 'cancelled'") == 1);
}
