#include "core/interop/order_importer.h"

#include <algorithm>

namespace pannier::interop {
namespace {

using registry::EntityNo;

constexpr std::string_view kLineIds =
    "SELECT id FROM order_line WHERE order_id = ? AND _cl % 2 = 1";
constexpr std::string_view kLinesTotal =
    "SELECT coalesce(sum(total), 0) FROM order_line WHERE order_id = ? AND _cl % 2 = 1";
constexpr std::string_view kRefunded =
    "SELECT coalesce(sum(amount), 0) FROM refund WHERE order_id = ? AND _cl % 2 = 1";

/// Ids of an order's lines: ten bytes of the order's id (with the version bits of a derived id),
/// then the index of the line, then a mark. So the lines of an order lie side by side in the index
/// of ids; half a million lines of which each went to a place of its own would not fit into
/// SQLite's cache.
Id lineId(const Id& order, std::uint32_t index) {
  Id id = order;
  for (std::size_t i = 0; i < 4; ++i)
    id.bytes[10 + i] = static_cast<std::uint8_t>(index >> (24 - 8 * i));
  id.bytes[14] = 'L';
  id.bytes[15] = static_cast<std::uint8_t>(order.bytes[14] ^ order.bytes[15]);
  return id;
}

void addText(NamedValues& values, std::string_view name, const std::string& value) {
  if (!value.empty()) values.emplace_back(name, value);
}

void addNumber(NamedValues& values, std::string_view name,
               const std::optional<std::int64_t>& value) {
  if (value) values.emplace_back(name, *value);
}

std::int64_t sumOf(std::span<const LineFacts> lines) {
  std::int64_t sum = 0;
  for (const LineFacts& line : lines) sum += line.total;
  return sum;
}

/// What may change about an order as time goes by; the file of the shop system knows it better than
/// we do.
NamedValues changeableValues(const OrderFacts& facts) {
  NamedValues values;
  if (!facts.customer.isNone()) values.emplace_back("customer_id", facts.customer);
  addNumber(values, "subtotal", facts.subtotal);
  addNumber(values, "discount", facts.discount);
  addNumber(values, "shipping", facts.shipping);
  addNumber(values, "tax", facts.tax);
  addNumber(values, "total", facts.total);
  addNumber(values, "cancelled_at", facts.cancelledAt);
  addText(values, "financial_status", facts.financialStatus);
  addText(values, "fulfillment_status", facts.fulfillmentStatus);
  addText(values, "country", facts.country);
  addText(values, "discount_code", facts.discountCode);
  return values;
}

}  // namespace

Id OrderImporter::orderId(const OrderFacts& facts) {
  return deriveId(
      {"order", facts.system, facts.externalId.empty() ? facts.number : facts.externalId});
}

Status OrderImporter::add(const OrderFacts& facts, std::span<LineFacts> lines) {
  Id id = orderId(facts);
  const auto [it, first] = seen_.try_emplace(id);
  Seen& seen = it->second;
  // An order and its lines stand together: one product, variant and line for each row, the order, a
  // refund.
  PANNIER_TRY(session_.makeRoom(lines.size() * 3 + 2));
  if (first) {
    if (seen_.size() > kMaxOrders) {
      return makeError(ErrorCode::kTooLarge,
                       "The file has more than 4,000,000 orders. Split it and import the parts.");
    }
    PANNIER_ASSIGN(const std::optional<StoredRow> row, findStored(facts, id));
    seen.isNew = !row;
    ++(seen.isNew ? session_.counts.ordersNew : session_.counts.ordersMatched);
    if (row)
      PANNIER_TRY(refresh(facts, *row));
    else
      PANNIER_TRY(make(facts, id, sumOf(lines)));
    if (!session_.shopCurrency().empty() && facts.currency != session_.shopCurrency()) {
      session_.note(Notice::kForeignCurrency, facts.line, facts.currency);
    }
  } else {
    session_.note(Notice::kScatteredOrder, facts.line);
    // The same file without its external id on every row must still meet the order found first.
    PANNIER_TRY(findStored(facts, id));
  }
  std::int64_t added = 0;
  const bool complete = first && seen.isNew;
  PANNIER_TRY(addLines(facts, id, seen, lines, added));
  if (facts.totalFromLines && added > 0 && !complete) PANNIER_TRY(recomputeTotal(id));
  if (first && facts.refunded && *facts.refunded > 0) PANNIER_TRY(addRefund(facts, id, seen.isNew));
  return {};
}

/// Exports of earlier years have no id column: an order imported from one of those is found by its
/// number.
Result<std::optional<StoredRow>> OrderImporter::findStored(const OrderFacts& facts, Id& id) {
  PANNIER_ASSIGN(std::optional<StoredRow> row, session_.readLive(EntityNo::kSalesOrder, id));
  if (row || facts.externalId.empty()) return row;
  const Id byNumber = deriveId({"order", facts.system, facts.number});
  PANNIER_ASSIGN(std::optional<StoredRow> older,
                 session_.readLive(EntityNo::kSalesOrder, byNumber));
  if (older) id = byNumber;
  return older;
}

Status OrderImporter::make(const OrderFacts& facts, const Id& id, std::int64_t lineTotal) {
  NamedValues values = changeableValues(facts);
  values.emplace_back("number", facts.number);
  values.emplace_back("placed_at", facts.placedAt);
  values.emplace_back("currency", facts.currency);
  if (facts.totalFromLines) {
    values.emplace_back("subtotal", lineTotal);
    values.emplace_back("total", lineTotal);
  }
  addText(values, "channel", facts.channel);
  addText(values, "external_id", facts.externalId);
  addText(values, "email", facts.email);
  return session_.put(EntityNo::kSalesOrder, id, values);
}

Status OrderImporter::refresh(const OrderFacts& facts, const StoredRow& row) {
  const registry::Entity& entity = registry::entity(EntityNo::kSalesOrder);
  NamedValues values = changeableValues(facts);
  std::erase_if(values, [&](const auto& pair) {
    const Value& present = row.field(entity, pair.first);
    // Whose order it is may have been put right by hand.
    if (pair.first == "customer_id") return !isNull(present);
    return present == pair.second;
  });
  return session_.patch(EntityNo::kSalesOrder, row.id, values);
}

Status OrderImporter::addLines(const OrderFacts& facts, const Id& id, Seen& seen,
                               std::span<LineFacts> lines, std::int64_t& added) {
  stored_.clear();
  if (!seen.isNew) {
    Rows rows = session_.database().query(kLineIds, id);
    while (rows.next()) stored_.push_back(rows.id(0));
    PANNIER_TRY(rows.status());
    std::sort(stored_.begin(), stored_.end());
  }
  for (LineFacts& line : lines) {
    const std::uint32_t index = seen.lines++;
    const Id row = lineId(id, index);
    if (std::binary_search(stored_.begin(), stored_.end(), row)) {
      ++session_.counts.linesMatched;
      continue;
    }
    PANNIER_ASSIGN(const ProductRef product,
                   catalogue_.resolve({facts.system, line.sku, line.title, line.variantTitle,
                                       line.vendor, line.unitPrice, facts.productPerSku}));
    ++session_.counts.linesNew;
    ++added;
    if (session_.dryRun()) continue;
    std::string title = std::move(line.title);
    if (!line.variantTitle.empty()) title += " - " + line.variantTitle;
    NamedValues values;
    values.reserve(9);
    values.emplace_back("order_id", id);
    if (!product.product.isNone()) {
      values.emplace_back("product_id", product.product);
      values.emplace_back("variant_id", product.variant);
    }
    values.emplace_back("position", std::int64_t{index} + 1);
    if (!title.empty()) values.emplace_back("title", std::move(title));
    if (!line.sku.empty()) values.emplace_back("sku", std::move(line.sku));
    values.emplace_back("quantity", line.quantity);
    values.emplace_back("unit_price", line.unitPrice);
    values.emplace_back("total", line.total);
    PANNIER_TRY(session_.put(EntityNo::kOrderLine, row, values));
  }
  return {};
}

/// The file knows how much was paid back in all; what we do not have of it yet becomes one refund.
Status OrderImporter::addRefund(const OrderFacts& facts, const Id& id, bool isNew) {
  std::int64_t known = 0;
  if (!isNew) {
    PANNIER_ASSIGN(known, session_.database().integer(kRefunded, 0, id));
  }
  if (*facts.refunded <= known) return {};
  const Id row = deriveId({"refund", formatId(id), std::to_string(*facts.refunded)});
  const NamedValues values{{"order_id", id},
                           {"amount", *facts.refunded - known},
                           {"reason", std::string("import")},
                           {"occurred_at", facts.cancelledAt.value_or(facts.placedAt)}};
  return session_.put(EntityNo::kRefund, row, values);
}

Status OrderImporter::recomputeTotal(const Id& id) {
  if (session_.dryRun()) return {};
  PANNIER_ASSIGN(const std::int64_t total, session_.database().integer(kLinesTotal, 0, id));
  return session_.patch(EntityNo::kSalesOrder, id, {{"subtotal", total}, {"total", total}});
}

}  // namespace pannier::interop
