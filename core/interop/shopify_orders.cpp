#include <vector>

#include "core/base/money.h"
#include "core/base/text.h"
#include "core/interop/cell_values.h"
#include "core/interop/customer_matcher.h"
#include "core/interop/order_importer.h"
#include "core/interop/row_handler.h"

/// Orders export of Shopify's admin: one row per line item; what belongs to the order stands only
/// on its first row.
namespace pannier::interop {
namespace {

using C = OrderColumn;

constexpr std::int64_t kMaxQuantity = 1'000'000'000;
constexpr std::string_view kSystem = "shopify";
constexpr std::string_view kVariantMark = " - ";

bool isCurrencyCode(std::string_view text) noexcept {
  if (text.size() != 3) return false;
  for (const char c : text) {
    if (c < 'A' || c > 'Z') return false;
  }
  return true;
}

class ShopifyOrdersHandler : public RowHandler {
 public:
  ShopifyOrdersHandler(ImportSession& session, ColumnMap columns)
      : session_(session), columns_(std::move(columns)), customers_(session), orders_(session) {}

  Status row(const csv::Row& row) override {
    const std::string_view number = plainCell(columns_.cell(row.cells, C::kName));
    if (number.empty()) {
      reject(row, C::kName, "The row has no order number.");
      return {};
    }
    if (number == refused_) {
      reject(row, C::kName, "The order was rejected on line " + std::to_string(refusedLine_) + ".");
      return {};
    }
    if (!open_ || number != order_.number) {
      PANNIER_TRY(flush());
      refused_.clear();
      begin(row, number);
    }
    if (open_) addLine(row);
    return {};
  }

  Status end() override { return flush(); }

 private:
  [[nodiscard]] std::string_view cell(const csv::Row& row, C column) const {
    return plainCell(columns_.cell(row.cells, column));
  }
  [[nodiscard]] std::string text(const csv::Row& row, C column) const {
    return std::string(cell(row, column));
  }

  /// Starts an order; a cell that cannot be right rejects all of it.
  void begin(const csv::Row& row, std::string_view number) {
    order_ = OrderFacts{};
    order_.line = row.line;
    order_.system = kSystem;
    order_.number = number;
    order_.externalId = externalIdOf(columns_.cell(row.cells, C::kId));
    open_ = readCurrency(row) && readTimes(row) && readMoney(row);
    if (!open_) {
      refused_ = number;
      refusedLine_ = row.line;
      return;
    }
    order_.financialStatus = text(row, C::kFinancialStatus);
    order_.fulfillmentStatus = text(row, C::kFulfillmentStatus);
    order_.channel = text(row, C::kSource);
    order_.discountCode = text(row, C::kDiscountCode);
    order_.email = normaliseEmail(cell(row, C::kEmail));
    readCustomer(row);
  }

  bool readCurrency(const csv::Row& row) {
    order_.currency = text(row, C::kCurrency);
    if (order_.currency.empty())
      order_.currency = session_.shopCurrency().empty() ? "USD" : session_.shopCurrency();
    if (isCurrencyCode(order_.currency)) return true;
    return refuse(row, C::kCurrency,
                  "'" + shown(row, C::kCurrency) + "' is not a currency code like EUR.");
  }

  bool readTimes(const csv::Row& row) {
    const auto placedAt = parseTime(cell(row, C::kCreatedAt), session_.zone());
    if (!placedAt)
      return refuse(row, C::kCreatedAt,
                    "'" + shown(row, C::kCreatedAt) + "' is not a date and time.");
    order_.placedAt = *placedAt;
    if (cell(row, C::kCancelledAt).empty()) return true;
    order_.cancelledAt = parseTime(cell(row, C::kCancelledAt), session_.zone());
    if (order_.cancelledAt) return true;
    return refuse(row, C::kCancelledAt,
                  "'" + shown(row, C::kCancelledAt) + "' is not a date and time.");
  }

  bool readMoney(const csv::Row& row) {
    const bool fine = readAmount(row, C::kSubtotal, order_.subtotal) &&
                      readAmount(row, C::kShipping, order_.shipping) &&
                      readAmount(row, C::kTaxes, order_.tax) &&
                      readAmount(row, C::kTotal, order_.total) &&
                      readAmount(row, C::kDiscountAmount, order_.discount) &&
                      readAmount(row, C::kRefundedAmount, order_.refunded);
    order_.totalFromLines = !order_.total;
    return fine;
  }

  /// An empty cell leaves `amount` unset.
  bool readAmount(const csv::Row& row, C column, std::optional<std::int64_t>& amount) {
    if (cell(row, column).empty()) return true;
    const auto read = parseMoney(cell(row, column), currencyDecimals(order_.currency));
    if (!read) return refuse(row, column, read.error().message);
    amount = *read;
    return true;
  }

  void readCustomer(const csv::Row& row) {
    customer_ = CustomerFacts{};
    customer_.line = row.line;
    customer_.system = kSystem;
    customer_.email = text(row, C::kEmail);
    customer_.phone = text(row, C::kPhone);
    customer_.createdAt = order_.placedAt;
    customer_.source = "import";
    // "no" here only says that nobody ticked the box in this checkout.
    if (parseYesNo(cell(row, C::kAcceptsMarketing)) == true) customer_.acceptsEmail = true;
    customer_.company = text(row, C::kBillingCompany);
    std::string_view name = cell(row, C::kBillingName);
    if (name.empty()) name = cell(row, C::kShippingName);
    splitName(name, customer_.firstName, customer_.lastName);
    customer_.address = shippingAddress(row);
    if (customer_.address.isEmpty()) customer_.address = billingAddress(row);
    order_.country = customer_.address.country;
  }

  AddressFacts shippingAddress(const csv::Row& row) {
    return {text(row, C::kShippingName),
            text(row, C::kShippingAddress1),
            text(row, C::kShippingAddress2),
            text(row, C::kShippingCity),
            text(row, C::kShippingProvince),
            text(row, C::kShippingZip),
            countryCell(session_, cell(row, C::kShippingCountry), row.line),
            text(row, C::kShippingPhone)};
  }

  AddressFacts billingAddress(const csv::Row& row) {
    return {text(row, C::kBillingName),
            text(row, C::kBillingAddress1),
            text(row, C::kBillingAddress2),
            text(row, C::kBillingCity),
            text(row, C::kBillingProvince),
            text(row, C::kBillingZip),
            countryCell(session_, cell(row, C::kBillingCountry), row.line),
            text(row, C::kBillingPhone)};
  }

  /// A line that cannot be right is rejected alone; its order stays.
  void addLine(const csv::Row& row) {
    LineFacts line;
    line.line = row.line;
    const auto quantity = parseWholeNumber(cell(row, C::kLineQuantity));
    if (!quantity || *quantity > kMaxQuantity || *quantity < -kMaxQuantity) {
      reject(row, C::kLineQuantity,
             "'" + shown(row, C::kLineQuantity) + "' is not a whole number of pieces.");
      return;
    }
    const int decimals = currencyDecimals(order_.currency);
    const auto price = parseMoney(cell(row, C::kLinePrice), decimals + 2);
    if (!price) {
      reject(row, C::kLinePrice, price.error().message);
      return;
    }
    std::int64_t discount = 0;
    if (const std::string_view given = cell(row, C::kLineDiscount); !given.empty()) {
      const auto read = parseMoney(given, decimals);
      if (!read) {
        reject(row, C::kLineDiscount, read.error().message);
        return;
      }
      discount = *read;
    }
    const auto amount = lineAmount(*price, *quantity);
    if (!amount || __builtin_sub_overflow(*amount, discount, &line.total)) {
      reject(row, C::kLinePrice, "Quantity times price is too large.");
      return;
    }
    line.quantity = *quantity;
    line.unitPrice = roundedPrice(*price);
    line.sku = text(row, C::kLineSku);
    line.vendor = text(row, C::kVendor);
    readTitle(cell(row, C::kLineName), line);
    lines_.push_back(std::move(line));
  }

  /// "Shirt - Small / Red": the part behind the last " - " names the variant.
  static void readTitle(std::string_view name, LineFacts& line) {
    const std::size_t mark = name.rfind(kVariantMark);
    if (mark == std::string_view::npos || mark == 0) {
      line.title = name;
      return;
    }
    line.title = trim(name.substr(0, mark));
    line.variantTitle = trim(name.substr(mark + kVariantMark.size()));
  }

  Status flush() {
    if (!open_) return {};
    open_ = false;
    PANNIER_ASSIGN(order_.customer, customers_.resolve(customer_));
    const Status added = orders_.add(order_, lines_);
    lines_.clear();
    return added;
  }

  void reject(const csv::Row& row, C column, std::string reason) {
    session_.reject(row.line, columns_.name(column), std::move(reason));
  }

  /// Rejects, and is false for the readers of an order.
  bool refuse(const csv::Row& row, C column, std::string reason) {
    reject(row, column, std::move(reason));
    return false;
  }

  [[nodiscard]] std::string shown(const csv::Row& row, C column) const {
    return repairUtf8(columns_.cell(row.cells, column).substr(0, 40));
  }

  ImportSession& session_;
  ColumnMap columns_;
  CustomerMatcher customers_;
  OrderImporter orders_;
  OrderFacts order_;
  CustomerFacts customer_;
  std::vector<LineFacts> lines_;
  bool open_ = false;  ///< order_ is being collected
  std::string refused_;
  std::int64_t refusedLine_ = 0;
};

}  // namespace

std::unique_ptr<RowHandler> makeShopifyOrdersHandler(ImportSession& session, ColumnMap columns) {
  return std::make_unique<ShopifyOrdersHandler>(session, std::move(columns));
}

}  // namespace pannier::interop
