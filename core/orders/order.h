#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"

namespace pannier {

/// One line of an order. Money in minor units of the order's currency.
struct OrderLine {
  static constexpr std::string_view kName = "OrderLine";
  Id id;
  std::string title;  ///< as it stood on the order; the product may be called differently now
  std::string sku;
  std::int64_t quantity = 0;  ///< negative on lines that take goods back
  std::int64_t unitPrice = 0;
  std::int64_t total = 0;
  std::optional<Id> productId;

  template <class V>
  static void describe(V& v) {
    v.field("id", &OrderLine::id);
    v.field("title", &OrderLine::title);
    v.field("sku", &OrderLine::sku);
    v.field("quantity", &OrderLine::quantity);
    v.field("unit_price", &OrderLine::unitPrice);
    v.field("total", &OrderLine::total);
    v.field("product_id", &OrderLine::productId);
  }
};

/// An order with its lines. Money in minor units of `currency`, times in milliseconds UTC.
struct Order {
  static constexpr std::string_view kName = "Order";
  Id id;
  std::string number;
  std::int64_t placedAt = 0;
  std::string currency;
  std::int64_t subtotal = 0;
  std::int64_t discount = 0;
  std::int64_t shipping = 0;
  std::int64_t tax = 0;
  std::int64_t total = 0;
  std::int64_t refunded = 0;  ///< sum of its refunds
  std::string financialStatus;
  std::string fulfillmentStatus;
  std::string channel;
  std::optional<std::int64_t> cancelledAt;
  std::string discountCode;
  bool isTest = false;
  std::vector<OrderLine> lines;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Order::id);
    v.field("number", &Order::number);
    v.field("placed_at", &Order::placedAt);
    v.field("currency", &Order::currency);
    v.field("subtotal", &Order::subtotal);
    v.field("discount", &Order::discount);
    v.field("shipping", &Order::shipping);
    v.field("tax", &Order::tax);
    v.field("total", &Order::total);
    v.field("refunded", &Order::refunded, "sum of the order's refunds");
    v.field("financial_status", &Order::financialStatus);
    v.field("fulfillment_status", &Order::fulfillmentStatus);
    v.field("channel", &Order::channel);
    v.field("cancelled_at", &Order::cancelledAt);
    v.field("discount_code", &Order::discountCode);
    v.field("is_test", &Order::isTest, "a test order: shown, but counted nowhere");
    v.field("lines", &Order::lines);
  }
};

}  // namespace pannier
