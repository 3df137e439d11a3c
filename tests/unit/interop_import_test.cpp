#include <catch2/catch.hpp>

#include "tests/unit/support/import_shop.h"

using namespace pannier;
using namespace pannier::interop;
using registry::EntityNo;

namespace {

constexpr std::string_view kLinesHeader =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

std::string orderLines(std::string_view rows) {
  return std::string(kLinesHeader) + std::string(rows);
}

const std::string kThreeInvoices = orderLines(
    "1001,A1,MUG,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
    "1001,A2,BAG,2,2010-12-01 08:26:00,1.05,17850.0,United Kingdom\n"
    "1001,A1,MUG,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
    "1002,A1,MUG,1,2010-12-02 09:00:00,2.55,,EIRE\n"
    "C1003,A1,MUG,-2,2010-12-03 10:00:00,2.55,17850.0,United Kingdom\n");

const std::string kCustomers =
    "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,City,Country "
    "Code,Zip,Phone,Accepts SMS Marketing,Tags,Note\n"
    "Ada,Byron,Ada@Example.com,yes,,1 Dorset St,London,GB,W1,+44 20 7946 0000,no,\"VIP, "
    "wholesale\",likes numbers\n"
    "Alan,,alan@example.com,no,,,,,,,no,,\n";

bool mentions(const ImportReport& report, const std::string& text) {
  for (const std::string& warning : report.warnings) {
    if (warning.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("order lines become orders of customers, and equal lines are separate lines") {
  test::ImportShop shop;
  const ImportReport report = shop.import(kThreeInvoices);
  CHECK(report.status == "done");
  CHECK(report.rowsRead == 5);
  CHECK(report.customersNew == 1);
  CHECK(report.ordersNew == 3);
  CHECK(report.linesNew == 5);
  CHECK(shop.live("order_line") == 5);
  CHECK(shop.live("product") == 2);
  CHECK(shop.number("SELECT total FROM sales_order WHERE number = '1001'") == 3270);
  CHECK(shop.text("SELECT country FROM sales_order WHERE number = '1002'") == "IE");
  CHECK(shop.live("sales_order", "customer_id IS NULL") == 1);
}

TEST_CASE("a cancellation is a credit note: it lowers what was spent and counts as no order") {
  test::ImportShop shop;
  shop.setting("x", "y");
  shop.write([&](Writer& writer) {
    Rows rows = shop.database.query("SELECT id FROM shop_setting WHERE key = 'currency'");
    REQUIRE(rows.next());
    REQUIRE(writer.patch(EntityNo::kShopSetting, rows.id(0), {{"value", std::string("GBP")}}).ok());
  });
  shop.import(kThreeInvoices);
  CHECK(shop.number("SELECT total FROM sales_order WHERE number = 'C1003'") == -510);
  CHECK(shop.number("SELECT orders_count FROM customer_rollup") == 1);
  CHECK(shop.number("SELECT total_spent FROM customer_rollup") == 3270 - 510);
}

TEST_CASE("times of order lines are the shop's") {
  test::ImportShop shop;
  shop.setting("time_zone", "Europe/Berlin");
  shop.setting("time_zone_transitions", "[[1269738000000,7200],[1288486800000,3600]]");
  shop.import(kThreeInvoices);
  CHECK(shop.number("SELECT placed_at FROM sales_order WHERE number = '1001'") ==
        1291191960000 - 3'600'000);
}

TEST_CASE("importing a file again changes nothing") {
  for (const std::string& file : {kThreeInvoices, kCustomers}) {
    test::ImportShop shop;
    const ImportReport first = shop.import(file);
    shop.sink.recorded.clear();
    const ImportReport again = shop.import(file);
    CHECK(again.customersNew == 0);
    CHECK(again.customersMatched == first.customersNew);
    CHECK(again.customersChanged == 0);
    CHECK(again.ordersNew == 0);
    CHECK(again.ordersMatched == first.ordersNew);
    CHECK(again.linesNew == 0);
    CHECK(again.linesMatched == first.linesNew);
    for (const ChangeSet& changes : shop.sink.recorded) {
      for (const Op& op : changes.ops) CHECK(op.entity == EntityNo::kImportRun);
    }
  }
}

TEST_CASE("two devices that import the same file make the same rows") {
  test::ImportShop a;
  test::ImportShop b;
  b.world.nextByte = 77;
  for (const std::string& file : {kThreeInvoices, kCustomers}) {
    a.import(file);
    b.import(file, false, 7);
  }
  for (const char* table :
       {"customer", "customer_identity", "address", "customer_tag", "consent_event", "product",
        "product_variant", "sales_order", "order_line"}) {
    const std::string sql =
        std::string("SELECT group_concat(x, '') FROM (SELECT hex(id) AS x FROM ") + table +
        " ORDER BY id)";
    CHECK(a.text(sql) == b.text(sql));
  }
}

TEST_CASE("a dry run counts what the real one does and writes nothing") {
  for (const std::string& file : {kThreeInvoices, kCustomers}) {
    test::ImportShop shop;
    shop.makeCustomer("Alan", "alan@example.com");
    shop.sink.recorded.clear();
    ImportReport dry = shop.import(file, true);
    CHECK(shop.sink.recorded.empty());
    CHECK(shop.live("import_run") == 0);
    CHECK(shop.live("customer") == 1);
    const ImportReport real = shop.import(file);
    CHECK(dry.customersNew == real.customersNew);
    CHECK(dry.customersMatched == real.customersMatched);
    CHECK(dry.customersChanged == real.customersChanged);
    CHECK(dry.ordersNew == real.ordersNew);
    CHECK(dry.linesNew == real.linesNew);
    CHECK(dry.rowsRejected == real.rowsRejected);
  }
}

TEST_CASE("a customer is found by e-mail, then phone, then id, and completed, never overwritten") {
  test::ImportShop shop;
  Id ada;
  shop.write([&](Writer& writer) {
    auto made = writer.create(EntityNo::kCustomer, {{"first_name", std::string("Augusta")},
                                                    {"email", std::string("ada@example.com")}});
    REQUIRE(made.ok());
    ada = *made;
    const NamedValues identity{{"customer_id", ada},
                               {"kind", std::string("email")},
                               {"value", std::string("ada@example.com")}};
    REQUIRE(writer.create(EntityNo::kCustomerIdentity, identity).ok());
  });
  const ImportReport report = shop.import(kCustomers);
  CHECK(report.customersNew == 1);
  CHECK(report.customersMatched == 1);
  CHECK(report.customersChanged == 1);
  CHECK(mentions(report, "differ"));
  CHECK(
      shop.text(
          "SELECT first_name || ' ' || last_name FROM customer WHERE email = 'ada@example.com'") ==
      "Augusta Byron");
  CHECK(shop.live("customer_tag") == 2);
  CHECK(shop.text("SELECT city FROM address") == "London");
  CHECK(shop.text("SELECT email_consent FROM customer_rollup WHERE email = 'ada@example.com'") ==
        "SUBSCRIBED");
  CHECK(shop.text("SELECT sms_consent FROM customer_rollup WHERE email = 'ada@example.com'") ==
        "NOT_SUBSCRIBED");
}

TEST_CASE("an e-mail and a phone of two customers are told and never merged") {
  test::ImportShop shop;
  shop.import("Email,Phone,First Name\na@x.org,,A\n,+49301234567,B\n");
  const ImportReport report = shop.import("Email,Phone,First Name\nA@X.org,+49 30 1234567,C\n");
  CHECK(report.customersMatched == 1);
  CHECK(mentions(report, "different customers"));
  CHECK(shop.live("customer") == 2);
  CHECK(shop.live("customer_identity") == 2);
}

TEST_CASE("an import never brings back a consent that was withdrawn") {
  test::ImportShop shop;
  shop.import(kCustomers);
  shop.world.nowMs += 1000;
  shop.write([&](Writer& writer) {
    Rows rows = shop.database.query("SELECT id FROM customer WHERE first_name = 'Ada'");
    REQUIRE(rows.next());
    REQUIRE(writer
                .create(EntityNo::kConsentEvent, {{"customer_id", rows.id(0)},
                                                  {"channel", std::string("email")},
                                                  {"state", std::string("UNSUBSCRIBED")},
                                                  {"occurred_at", shop.world.nowMs}})
                .ok());
  });
  shop.world.nowMs += 1000;
  const ImportReport report = shop.import(kCustomers);
  CHECK(mentions(report, "stay unsubscribed"));
  CHECK(shop.text("SELECT email_consent FROM customer_rollup WHERE name = 'Ada Byron'") ==
        "UNSUBSCRIBED");
}

TEST_CASE("a row without anything to recognise the customer by is rejected with its line") {
  test::ImportShop shop;
  const ImportReport report =
      shop.import("Email,First Name\n,Nobody\nnot an address,Wrong\nok@x.org,Ok\n");
  REQUIRE(report.rejected.size() == 2);
  CHECK(report.rejected[0].line == 2);
  CHECK(report.rejected[0].column == "Email");
  CHECK(report.rejected[1].line == 3);
  CHECK(report.rowsRejected == 2);
  CHECK(report.customersNew == 1);
}

TEST_CASE("wrong cells reject their row with line, column and reason, and the rest is imported") {
  test::ImportShop shop;
  const ImportReport report =
      shop.import(orderLines("1,A,X,many,2010-12-01 08:26:00,1.00,1,France\n"
                             "1,A,X,1,yesterday,1.00,1,France\n"
                             "1,A,X,1,2010-12-01 08:26:00,free,1,France\n"
                             ",A,X,1,2010-12-01 08:26:00,1.00,1,France\n"
                             "1,A\n"
                             "1,A,=2+2,1,2010-12-01 08:26:00,1.00,1,France\n"));
  CHECK(report.rowsRead == 6);
  REQUIRE(report.rejected.size() == 5);
  CHECK(report.rejected[0].column == "Quantity");
  CHECK(report.rejected[0].reason == "'many' is not a whole number of pieces.");
  CHECK(report.rejected[1].column == "InvoiceDate");
  CHECK(report.rejected[2].column == "UnitPrice");
  CHECK(report.rejected[3].column == "InvoiceNo");
  CHECK(report.rejected[4].line == 6);
  CHECK(report.linesNew == 1);
  CHECK(mentions(report, "formulas"));
  CHECK(shop.text("SELECT title FROM order_line") == "=2+2");
}

TEST_CASE("only the first thousand rejected rows are listed, all are counted") {
  test::ImportShop shop;
  std::string rows;
  for (int i = 0; i < 1'500; ++i) rows += "1,A,X,x,2010-12-01 08:26:00,1.00,1,France\n";
  const ImportReport report = shop.import(orderLines(rows));
  CHECK(report.rowsRejected == 1'500);
  CHECK(report.rejected.size() == 1'000);
  CHECK(report.rejectedMore == 500);
}

TEST_CASE(
    "a file that lacks a required column is refused as a whole, naming it and what was found") {
  test::ImportShop shop;
  const auto result = shop.tryImport("InvoiceNo,StockCode,Quantity,UnitPrice\n1,A,1,1.00\n");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kInvalidArgument);
  CHECK(result.error().message.find("InvoiceDate") != std::string::npos);
  CHECK(result.error().message.find("StockCode") != std::string::npos);
  CHECK(shop.text("SELECT status FROM import_run") == "failed");
  CHECK(shop.live("sales_order") == 0);
  CHECK_FALSE(shop.tryImport("weight,colour\n1,2\n").ok());
  CHECK_FALSE(shop.tryImport("").ok());
}

TEST_CASE("orders go on after rows of other orders and keep their total") {
  test::ImportShop shop;
  const std::string file = orderLines(
      "1,A,X,1,2010-12-01 08:26:00,1.00,7,France\n"
      "2,A,X,1,2010-12-01 08:26:00,5.00,7,France\n"
      "1,B,Y,1,2010-12-01 08:26:00,2.00,7,France\n");
  const ImportReport report = shop.import(file);
  CHECK(report.ordersNew == 2);
  CHECK(mentions(report, "go on after"));
  CHECK(shop.number("SELECT total FROM sales_order WHERE number = '1'") == 300);
  CHECK(shop.import(file).linesNew == 0);
}

TEST_CASE("an order with more lines than a transaction holds is complete") {
  test::ImportShop shop;
  std::string rows;
  for (int i = 0; i < 5'000; ++i)
    rows += "9,S" + std::to_string(i % 50) + ",X,1,2010-12-01 08:26:00,0.01,7,France\n";
  const ImportReport report = shop.import(orderLines(rows));
  CHECK(report.linesNew == 5'000);
  CHECK(shop.number("SELECT total FROM sales_order") == 5'000);
  CHECK(shop.live("order_line") == 5'000);
  for (const ChangeSet& changes : shop.sink.recorded) CHECK(changes.ops.size() <= kMaxOpsPerCommit);
}

TEST_CASE("an import that was killed leaves a running record and can be run again") {
  test::ImportShop shop;
  std::string rows;
  for (int i = 0; i < 3'000; ++i) {
    rows += std::to_string(i / 3) + ",S,X,1,2010-12-01 08:26:00,0.01," +
            std::to_string(i / 30 + 1) + ",France\n";
  }
  const std::string file = orderLines(rows);
  {
    ImportJobs lost;
    auto started = lost.start(shop.context, {"file.csv", "", false});
    REQUIRE(started.ok());
    const std::string half = file.substr(0, file.size() / 2);
    REQUIRE(lost.feed(shop.context, started->job,
                      {reinterpret_cast<const std::uint8_t*>(half.data()), half.size()}, false)
                .ok());
  }
  CHECK(shop.text("SELECT status FROM import_run") == "running");
  CHECK(shop.number("SELECT lines_new FROM import_run") == shop.live("order_line"));
  const ImportReport report = shop.import(file);
  CHECK(report.ordersNew + report.ordersMatched == 1'000);
  CHECK(shop.live("order_line") == 3'000);
  CHECK(shop.number("SELECT count(*) FROM sales_order WHERE total <> 3") == 0);
}

TEST_CASE("cancelling takes back what was written") {
  test::ImportShop shop;
  std::string rows;
  for (int i = 0; i < 3'000; ++i)
    rows += std::to_string(i) + ",S,X,1,2010-12-01 08:26:00,0.01,7,France\n";
  const std::string file = orderLines(rows);
  auto started = shop.jobs.start(shop.context, {"file.csv", "", false});
  REQUIRE(started.ok());
  REQUIRE(shop.jobs
              .feed(shop.context, started->job,
                    {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}, false)
              .ok());
  CHECK(shop.live("sales_order") > 2'000);
  auto report = shop.jobs.cancel(shop.context, started->job);
  REQUIRE(report.ok());
  CHECK(report->status == "cancelled");
  CHECK(shop.live("sales_order") == 0);
  CHECK(shop.live("customer") == 0);
  CHECK(shop.text("SELECT status FROM import_run") == "cancelled");
  CHECK_FALSE(shop.jobs.feed(shop.context, started->job, {}, true).ok());
}

TEST_CASE("an import is reverted as a whole, twice is harmless, and it can be imported anew") {
  test::ImportShop shop;
  const ImportReport report = shop.import(kThreeInvoices);
  const ImportRevertResult result = shop.revert(report.id);
  CHECK(result.done);
  CHECK(result.kept.empty());
  for (const char* table : {"customer", "customer_identity", "address", "product",
                            "product_variant", "sales_order", "order_line"}) {
    CHECK(shop.live(table) == 0);
  }
  CHECK(shop.number("SELECT count(*) FROM customer_rollup") == 0);
  CHECK(shop.text("SELECT status FROM import_run") == "reverted");
  CHECK(shop.number("SELECT lines_new FROM import_run") == 5);
  CHECK(shop.revert(report.id).rowsRemoved == 0);
  const ImportReport again = shop.import(kThreeInvoices);
  CHECK(again.ordersNew == 3);
  CHECK(again.linesNew == 5);
  CHECK(shop.live("order_line") == 5);
}

TEST_CASE("reverting keeps customers that somebody worked with since, and says so") {
  test::ImportShop shop;
  const ImportReport report = shop.import(
      "Email,First "
      "Name,City,Tags\nedited@x.org,Edith,Rome,a\nnoted@x.org,Nora,Oslo,b\nmoved@x.org,Mo,Bonn,"
      "\nplain@x.org,Paul,Wien,c\n");
  const auto idOf = [&](const std::string& name) {
    Rows rows = shop.database.query("SELECT id FROM customer WHERE first_name = ?", name);
    REQUIRE(rows.next());
    return rows.id(0);
  };
  shop.write([&](Writer& writer) {
    REQUIRE(
        writer.patch(EntityNo::kCustomer, idOf("Edith"), {{"first_name", std::string("Edith May")}})
            .ok());
    REQUIRE(writer
                .create(EntityNo::kNote, {{"customer_id", idOf("Nora")},
                                          {"body", std::string("called")},
                                          {"created_at", shop.world.nowMs}})
                .ok());
    Rows rows = shop.database.query("SELECT id FROM address WHERE city = 'Bonn'");
    REQUIRE(rows.next());
    REQUIRE(
        writer.patch(EntityNo::kAddress, rows.id(0), {{"line1", std::string("Am Hof 1")}}).ok());
  });
  const ImportRevertResult result = shop.revert(report.id);
  CHECK(result.done);
  CHECK_FALSE(result.kept.empty());
  CHECK(shop.live("customer") == 3);
  CHECK(shop.live("customer", "first_name = 'Paul'") == 0);
  CHECK(shop.live("address") == 3);
  CHECK(shop.live("customer_tag") == 2);
  CHECK(shop.live("customer_identity") == 3);
}

TEST_CASE(
    "reverting gives completed customers their empty fields back, unless they were changed since") {
  test::ImportShop shop;
  shop.import("Email,First Name\na@x.org,\nb@x.org,\n");
  const ImportReport report = shop.import("Email,First Name\na@x.org,Ann\nb@x.org,Bea\n");
  CHECK(report.customersChanged == 2);
  shop.write([&](Writer& writer) {
    Rows rows = shop.database.query("SELECT id FROM customer WHERE first_name = 'Bea'");
    REQUIRE(rows.next());
    REQUIRE(writer.patch(EntityNo::kCustomer, rows.id(0), {{"first_name", std::string("Beatrice")}})
                .ok());
  });
  const ImportRevertResult result = shop.revert(report.id);
  CHECK(result.rowsRestored == 1);
  REQUIRE(result.kept.size() == 1);
  CHECK(result.kept[0].reason == "first_name: it was changed since");
  CHECK(shop.live("customer", "first_name IS NULL") == 1);
  CHECK(shop.live("customer", "first_name = 'Beatrice'") == 1);
}
