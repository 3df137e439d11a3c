#include <algorithm>
#include <array>

#include "core/demo/shop_maker.h"
#include "core/orders/order_rules.h"

/// The orders of a demo: what is in them, what they cost, how they ended.
namespace pannier::demo {
namespace {

using registry::EntityNo;

constexpr std::int64_t kFirstNumber = 1'001;
constexpr std::int64_t kFreeShippingFrom = 6'000;
constexpr std::int64_t kShipping = 490;
constexpr std::int64_t kHour = 3'600'000;

Value text(std::string_view value) { return std::string(value); }

/// How an order came and ended.
struct Fate {
  std::string_view channel = "online";
  std::string_view financial = "paid";
  std::string_view fulfillment = "fulfilled";
  std::int64_t cancelledAt = 0;    ///< 0 = not
  std::int64_t refundPercent = 0;  ///< 0 = no refund
  std::int64_t refundedAt = 0;
  bool isTest = false;
};

Fate drawFate(const PlannedOrder& planned, std::int64_t nowMs, Random& random) {
  Fate fate;
  const double channel = random.unit();
  if (planned.customer == kNobody)
    fate.channel = "pos";
  else
    fate.channel = channel < 0.78   ? "online"
                   : channel < 0.88 ? "marketplace"
                   : channel < 0.95 ? "pos"
                                    : "phone";
  const std::int64_t age = nowMs - planned.placedAt;
  if (fate.channel != "pos" && age < 2 * kMsPerDay) {
    fate.fulfillment = "unfulfilled";
    if (random.chance(0.25)) fate.financial = "pending";
  }
  fate.isTest = random.chance(0.003);
  const double ending = random.unit();
  if (ending < 0.02) {
    fate.cancelledAt = std::min(nowMs, planned.placedAt + random.between(1, 30) * kHour);
    fate.financial = "voided";
    fate.fulfillment = "unfulfilled";
  } else if (ending < 0.065 && age > 5 * kMsPerDay) {
    fate.refundPercent = random.chance(0.45) ? 100 : random.between(2, 7) * 10;
    fate.refundedAt = std::min(nowMs, planned.placedAt + random.between(3, 28) * kMsPerDay);
    fate.financial = fate.refundPercent == 100 ? "refunded" : "partially_refunded";
  }
  return fate;
}

struct Basket {
  struct Line {
    std::size_t product = 0;
    std::size_t variant = 0;
    order_rules::PricedLine priced;
  };
  std::vector<Line> lines;
  std::vector<order_rules::PricedLine> priced;
  std::int64_t subtotal = 0;
};

struct Discount {
  std::string_view code;
  std::int64_t basisPoints = 0;
};

Discount drawDiscount(const PlannedOrder& planned, const CivilDate& date, Random& random) {
  if (date.month == 11 && date.day >= 24 && date.day <= 30 && random.chance(0.6))
    return {"NOVEMBER20", 2'000};
  if (planned.customer != kNobody && planned.ordinal == 0 && random.chance(0.3))
    return {"WELCOME10", 1'000};
  if (planned.ordinal >= 6 && random.chance(0.2)) return {"THANKYOU15", 1'500};
  if (random.chance(0.04)) return {"SPRING5", 500};
  return {};
}

Basket fillBasket(const std::vector<DemoProduct>& catalogue, const Weighted& popularity,
                  Random& random) {
  static constexpr std::array<std::size_t, 12> kSizes{1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 1};
  Basket basket;
  const std::size_t size = random.pick(kSizes);
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t product = popularity.draw(random);
    const bool isThere =
        std::any_of(basket.lines.begin(), basket.lines.end(),
                    [product](const Basket::Line& line) { return line.product == product; });
    if (isThere) continue;
    const std::size_t variant = random.below(catalogue[product].variants.size());
    const std::int64_t quantity =
        random.chance(0.8) ? 1 : random.between(2, catalogue[product].isCoffee ? 6 : 3);
    basket.lines.push_back(
        {product, variant, {quantity, catalogue[product].variants[variant].price}});
    basket.priced.push_back(basket.lines.back().priced);
    basket.subtotal += order_rules::lineTotal(basket.lines.back().priced);
  }
  return basket;
}

}  // namespace

Status ShopMaker::makeOrders() {
  std::int64_t number = kFirstNumber;
  for (const PlannedOrder& planned : plan_.orders) {
    PANNIER_TRY(makeOrder(planned, number++));
    report();
  }
  return {};
}

Status ShopMaker::makeOrder(const PlannedOrder& planned, std::int64_t number) {
  MadeCustomer* customer = planned.customer == kNobody
                               ? nullptr
                               : &customers_[static_cast<std::size_t>(planned.customer)];
  const Country& country = customer == nullptr ? countries().front() : *customer->country;
  const Fate fate = drawFate(planned, options_.nowMs, random_);
  const Basket basket = fillBasket(catalogue_, popularity_, random_);
  const Discount offer = drawDiscount(planned, zone_.localDate(planned.placedAt), random_);
  const std::int64_t discount = order_rules::shareOf(basket.subtotal, offer.basisPoints);
  const std::int64_t goods = basket.subtotal - discount;
  const bool isShipped = fate.channel != "pos" && goods < kFreeShippingFrom;
  const std::int64_t shipping = isShipped ? kShipping : 0;
  const std::int64_t tax = order_rules::shareOf(goods + shipping, country.taxBasisPoints);
  const order_rules::Totals totals =
      order_rules::computeTotals(basket.priced, discount, shipping, tax);
  NamedValues values{{"number", "#" + std::to_string(number)},
                     {"placed_at", planned.placedAt},
                     {"currency", text("GBP")},
                     {"subtotal", totals.subtotal},
                     {"discount", totals.discount},
                     {"shipping", totals.shipping},
                     {"tax", totals.tax},
                     {"total", totals.total},
                     {"financial_status", text(fate.financial)},
                     {"fulfillment_status", text(fate.fulfillment)},
                     {"channel", text(fate.channel)},
                     {"is_test", std::int64_t{fate.isTest ? 1 : 0}},
                     {"country", text(country.code)},
                     {"discount_code", text(offer.code)}};
  if (fate.cancelledAt != 0) values.emplace_back("cancelled_at", fate.cancelledAt);
  if (customer != nullptr) {
    values.emplace_back("customer_id", customer->id);
    values.emplace_back("email", customer->email);
  }
  PANNIER_ASSIGN(const Id order, rows_.add(EntityNo::kSalesOrder, values));
  std::int64_t position = 1;
  for (const Basket::Line& line : basket.lines) {
    const DemoProduct& product = catalogue_[line.product];
    const DemoVariant& variant = product.variants[line.variant];
    const std::string title =
        variant.title.empty() ? product.title : product.title + " - " + variant.title;
    auto made = rows_.add(EntityNo::kOrderLine,
                          {{"order_id", order},
                           {"product_id", products_[line.product].id},
                           {"variant_id", products_[line.product].variants[line.variant]},
                           {"position", position++},
                           {"title", title},
                           {"sku", variant.sku},
                           {"quantity", line.priced.quantity},
                           {"unit_price", line.priced.unitPrice},
                           {"total", order_rules::lineTotal(line.priced)}});
    PANNIER_TRY(made);
    if (customer != nullptr && product.isCoffee) ++customer->coffee;
  }
  const std::int64_t refund = fate.refundPercent == 100
                                  ? totals.total
                                  : order_rules::shareOf(totals.total, fate.refundPercent * 100);
  if (refund > 0) {
    static constexpr std::array<std::string_view, 4> kReasons{"Returned", "Damaged on the way",
                                                              "Wrong size", "Goodwill"};
    auto made = rows_.add(EntityNo::kRefund, {{"order_id", order},
                                              {"amount", refund},
                                              {"reason", text(random_.pick(kReasons))},
                                              {"occurred_at", fate.refundedAt}});
    PANNIER_TRY(made);
  }
  if (customer != nullptr &&
      order_rules::counts(fate.isTest, fate.cancelledAt != 0, totals.total)) {
    ++customer->orders;
    customer->spent += totals.total - refund;
  }
  return {};
}

}  // namespace pannier::demo
