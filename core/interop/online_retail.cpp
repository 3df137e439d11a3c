#include <vector>

#include "core/base/money.h"
#include "core/base/text.h"
#include "core/interop/cell_values.h"
#include "core/interop/customer_matcher.h"
#include "core/interop/order_importer.h"
#include "core/interop/row_handler.h"

/// UCI Online Retail: one row per order line, everything repeated on each row. Prices are pounds.
namespace pannier::interop {
namespace {

using C = OnlineRetailColumn;

constexpr std::string_view kSystem = "online_retail";
constexpr std::string_view kCurrency = "GBP";
constexpr int kPriceDecimals = 4;  // two more than the currency's: unit prices like 0.001 exist
constexpr std::int64_t kMaxQuantity = 1'000'000'000;

class OnlineRetailHandler : public RowHandler {
 public:
  OnlineRetailHandler(ImportSession& session, ColumnMap columns)
      : session_(session), columns_(std::move(columns)), customers_(session), orders_(session) {}

  Status row(const csv::Row& row) override {
    const std::string_view invoice = plainCell(columns_.cell(row.cells, C::kInvoice));
    if (invoice.empty()) return reject(row, C::kInvoice, "The row has no invoice number.");
    const auto quantity = parseWholeNumber(columns_.cell(row.cells, C::kQuantity));
    if (!quantity || *quantity > kMaxQuantity || *quantity < -kMaxQuantity) {
      return reject(row, C::kQuantity,
                    "'" + shown(row, C::kQuantity) + "' is not a whole number of pieces.");
    }
    const auto price = parseMoney(plainCell(columns_.cell(row.cells, C::kPrice)), kPriceDecimals);
    if (!price) return reject(row, C::kPrice, price.error().message);
    const auto total = lineAmount(*price, *quantity);
    if (!total) return reject(row, C::kPrice, "Quantity times price is too large.");
    if (invoice != order_.number || lines_ == 0) {
      PANNIER_TRY(flush());
      PANNIER_ASSIGN(const bool begun, begin(row, invoice));
      if (!begun) return {};
    }
    if (lines_ == collected_.size()) collected_.emplace_back();
    LineFacts& line = collected_[lines_++];
    line.line = row.line;
    line.title = plainCell(columns_.cell(row.cells, C::kDescription));
    line.sku = plainCell(columns_.cell(row.cells, C::kStockCode));
    line.quantity = *quantity;
    line.unitPrice = roundedPrice(*price);
    line.total = *total;
    return {};
  }

  Status end() override { return flush(); }

 private:
  /// Starts the order of this row. False when the row was rejected.
  Result<bool> begin(const csv::Row& row, std::string_view invoice) {
    const auto placedAt = parseTime(columns_.cell(row.cells, C::kDate), session_.zone());
    if (!placedAt) {
      PANNIER_TRY(reject(row, C::kDate, "'" + shown(row, C::kDate) + "' is not a date and time."));
      return false;
    }
    // A number with C in front cancels earlier purchases: a credit note, whose total is negative.
    const bool isCredit = invoice.front() == 'C' || invoice.front() == 'c';
    order_ = OrderFacts{};
    order_.line = row.line;
    order_.system = kSystem;
    order_.number = invoice;
    order_.placedAt = *placedAt;
    order_.currency = kCurrency;
    order_.country = country(columns_.cell(row.cells, C::kCountry), row.line);
    order_.financialStatus = isCredit ? "refunded" : "paid";
    order_.fulfillmentStatus = isCredit ? "" : "fulfilled";
    order_.channel = kSystem;
    order_.totalFromLines = true;
    order_.productPerSku = true;
    customer_.assign(externalIdOf(columns_.cell(row.cells, C::kCustomer)));
    return true;
  }

  Status flush() {
    if (lines_ == 0) return {};
    if (!customer_.empty()) {
      CustomerFacts facts;
      facts.line = order_.line;
      facts.system = kSystem;
      facts.externalId = customer_;
      facts.address.country = order_.country;
      facts.createdAt = order_.placedAt;
      facts.source = "import";
      PANNIER_ASSIGN(order_.customer, customers_.resolve(facts));
    }
    const std::size_t count = lines_;
    lines_ = 0;
    return orders_.add(order_, std::span(collected_).first(count));
  }

  const std::string& country(std::string_view cell, std::int64_t line) {
    if (cell != lastCountry_) {
      lastCountry_ = cell;
      lastCode_ = countryCell(session_, cell, line);
    }
    return lastCode_;
  }

  Status reject(const csv::Row& row, C column, std::string reason) {
    session_.reject(row.line, columns_.name(column), std::move(reason));
    return {};
  }

  [[nodiscard]] std::string shown(const csv::Row& row, C column) const {
    return repairUtf8(columns_.cell(row.cells, column).substr(0, 40));
  }

  ImportSession& session_;
  ColumnMap columns_;
  CustomerMatcher customers_;
  OrderImporter orders_;
  OrderFacts order_;
  std::string customer_;
  /// Lines of the order so far: the first `lines_` of them; the others keep their memory for the
  /// next order.
  std::vector<LineFacts> collected_;
  std::size_t lines_ = 0;
  std::string lastCountry_;
  std::string lastCode_;
};

}  // namespace

std::unique_ptr<RowHandler> makeOnlineRetailHandler(ImportSession& session, ColumnMap columns) {
  return std::make_unique<OnlineRetailHandler>(session, std::move(columns));
}

}  // namespace pannier::interop
