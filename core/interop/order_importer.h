#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/interop/catalogue.h"
#include "core/interop/import_session.h"

namespace pannier::interop {

/// What a file says about one order line.
struct LineFacts {
  std::int64_t line = 0;
  std::string title, sku, variantTitle, vendor;
  std::int64_t quantity = 0;
  std::int64_t unitPrice = 0;  ///< minor units
  std::int64_t total = 0;      ///< minor units, after the line's discount
};

/// What a file says about one order, money in minor units of `currency`.
struct OrderFacts {
  std::int64_t line = 0;
  std::string system;
  std::string number, externalId;
  Id customer;  ///< none = a guest
  std::int64_t placedAt = 0;
  std::string currency;
  std::optional<std::int64_t> subtotal, discount, shipping, tax, total;
  std::string financialStatus, fulfillmentStatus, channel, email, country, discountCode;
  std::optional<std::int64_t> cancelledAt;
  std::optional<std::int64_t> refunded;  ///< in all, so far
  /// The file has no total: it is the sum of the lines, kept so when lines are added.
  bool totalFromLines = false;
  bool productPerSku = false;
};

/// Writes orders with their lines and refunds. Ids come from the other system's ids, so that a file
/// imported again, or on another device, meets its own rows: nothing is made twice.
///
/// Remembers every order of this file (about 60 bytes each).
class OrderImporter {
 public:
  /// More orders than this in one file are refused: memory must stay bounded.
  static constexpr std::size_t kMaxOrders = 4'000'000;

  explicit OrderImporter(ImportSession& session) : session_(session), catalogue_(session) {}

  /// The order and some of its lines. Called again for the same order, the lines go on where they
  /// stopped and the rest of the facts is ignored. Errors: kTooLarge, kStorage.
  Status add(const OrderFacts& facts, std::span<LineFacts> lines);

  [[nodiscard]] static Id orderId(const OrderFacts& facts);

 private:
  struct Seen {
    std::uint32_t lines = 0;  ///< rows of the file that belong to it so far
    bool isNew = false;
  };

  Result<std::optional<StoredRow>> findStored(const OrderFacts& facts, Id& id);
  Status make(const OrderFacts& facts, const Id& id, std::int64_t lineTotal);
  Status refresh(const OrderFacts& facts, const StoredRow& row);
  Status addLines(const OrderFacts& facts, const Id& id, Seen& seen, std::span<LineFacts> lines,
                  std::int64_t& added);
  Status addRefund(const OrderFacts& facts, const Id& id, bool isNew);
  Status recomputeTotal(const Id& id);

  ImportSession& session_;
  Catalogue catalogue_;
  std::unordered_map<Id, Seen, IdHash> seen_;
  std::vector<Id> stored_;  ///< lines an order has already
};

}  // namespace pannier::interop
