#include "core/orders/order_commands.h"

#include "core/orders/order_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::int64_t kDefaultLimit = 50;
constexpr std::int64_t kMaxLimit = 500;

struct CustomersOrdersParams {
  static constexpr std::string_view kName = "CustomersOrdersParams";
  Id id;
  std::int64_t limit = kDefaultLimit;
  std::int64_t offset = 0;

  template <class V>
  static void describe(V& v) {
    v.required("id", &CustomersOrdersParams::id, "the customer");
    v.optional("limit", &CustomersOrdersParams::limit, "1..500, default 50");
    v.optional("offset", &CustomersOrdersParams::offset);
  }
};

struct CustomersOrdersResult {
  static constexpr std::string_view kName = "CustomersOrdersResult";
  std::int64_t total = 0;
  std::vector<Order> orders;

  template <class V>
  static void describe(V& v) {
    v.field("total", &CustomersOrdersResult::total);
    v.field("orders", &CustomersOrdersResult::orders, "latest first");
  }
};

constexpr std::string_view kIsCustomer = "SELECT 1 FROM customer WHERE id = ? AND _cl % 2 = 1";

Result<CustomersOrdersResult> ordersOfCustomer(api::CommandContext& context,
                                               const CustomersOrdersParams& params) {
  if (params.limit < 1 || params.limit > kMaxLimit) {
    return makeError(ErrorCode::kInvalidArgument, "limit must be from 1 to 500.", "limit");
  }
  if (params.offset < 0) {
    return makeError(ErrorCode::kInvalidArgument, "offset must not be negative.", "offset");
  }
  Database& database = context.database();
  PANNIER_ASSIGN(const std::int64_t known, database.integer(kIsCustomer, 0, params.id));
  if (known == 0) {
    return makeError(ErrorCode::kNotFound,
                     "There is no customer with id " + formatId(params.id) + ".", "id");
  }
  CustomersOrdersResult result;
  PANNIER_ASSIGN(result.total, orders::countOfCustomer(database, params.id));
  PANNIER_ASSIGN(result.orders,
                 orders::ofCustomer(database, params.id, params.limit, params.offset));
  return result;
}

}  // namespace

void registerOrderCommands(api::CommandRegistry& registry) {
  registry.add<CustomersOrdersParams, CustomersOrdersResult>(
      {"customers.orders",
       "A customer's orders with lines and refunds, latest first.",
       {EntityNo::kCustomer, EntityNo::kSalesOrder, EntityNo::kOrderLine, EntityNo::kRefund},
       false},
      ordersOfCustomer);
}

}  // namespace pannier
