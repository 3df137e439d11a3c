#include "core/demo/order_plan.h"

#include <algorithm>
#include <cmath>

namespace pannier::demo {
namespace {

constexpr double kNeverBuys = 0.21;
constexpr double kOverTheCounter = 0.015;
constexpr double kParetoExponent = 0.8;
constexpr double kMostEager = 45;  ///< times as eager as the least
constexpr double kStaysForEver = 0.3;
constexpr double kMeanDaysAsCustomer = 330;
constexpr std::int64_t kMsPerMinute = 60'000;

/// How many orders each customer gets.
std::vector<std::size_t> drawCounts(std::size_t customers, std::size_t orders, Random& random) {
  std::vector<std::size_t> counts(customers, 0);
  Weighted eagerness;
  std::vector<std::size_t> buyers;
  for (std::size_t i = 0; i < customers; ++i) {
    if (random.chance(kNeverBuys)) continue;
    buyers.push_back(i);
    eagerness.add(std::min(kMostEager, std::pow(1.0 - random.unit(), -kParetoExponent)));
  }
  if (buyers.empty()) return counts;
  // Everybody who buys at all buys once; the rest goes to the eager ones.
  const std::size_t first = std::min(orders, buyers.size());
  for (std::size_t i = 0; i < first; ++i) ++counts[buyers[i]];
  for (std::size_t i = first; i < orders; ++i) ++counts[buyers[eagerness.draw(random)]];
  return counts;
}

/// Who ordered often has been a customer for long: at least three weeks for each order, if the shop
/// is that old.
std::size_t firstDayOf(std::size_t count, const Calendar& calendar, Random& random) {
  constexpr std::size_t kDaysForEach = 21;
  const std::size_t newest = calendar.days() / 8;
  const std::size_t latest =
      calendar.days() - std::min(count * kDaysForEach, calendar.days() - newest);
  return calendar.drawDay(random, 0, std::max<std::size_t>(latest, 1));
}

std::size_t lastDayOf(std::size_t firstDay, std::size_t count, const Calendar& calendar,
                      Random& random) {
  if (random.chance(kStaysForEver)) return calendar.today();
  // Who orders often needs the time for it.
  const double stay =
      -std::log(1.0 - random.unit()) * kMeanDaysAsCustomer + 6.0 * static_cast<double>(count);
  return std::min(calendar.today(), firstDay + static_cast<std::size_t>(stay));
}

/// When this customer's record was made, given its first order.
std::int64_t createdBefore(std::int64_t firstOrder, std::int64_t shopOpened, Random& random) {
  const bool withTheOrder = random.chance(0.6);
  const std::int64_t earlier =
      withTheOrder ? random.between(1, 9) : random.between(60, 30 * 24 * 60);
  return std::max(shopOpened, firstOrder - earlier * kMsPerMinute);
}

}  // namespace

OrderPlan planOrders(std::size_t customers, std::size_t orders, const Calendar& calendar,
                     Random& random) {
  OrderPlan plan;
  plan.orders.reserve(orders);
  plan.createdAt.resize(customers);
  const auto overTheCounter =
      customers == 0 ? orders
                     : static_cast<std::size_t>(static_cast<double>(orders) * kOverTheCounter);
  const std::vector<std::size_t> counts = drawCounts(customers, orders - overTheCounter, random);
  std::vector<std::int64_t> moments;
  std::size_t given = 0;
  for (std::size_t customer = 0; customer < customers; ++customer) {
    const std::size_t firstDay = firstDayOf(counts[customer], calendar, random);
    moments.assign(1, calendar.drawMoment(random, firstDay));
    if (counts[customer] == 0) {
      plan.createdAt[customer] = moments.front();
      continue;
    }
    const std::size_t end = lastDayOf(firstDay, counts[customer], calendar, random) + 1;
    while (moments.size() < counts[customer]) {
      moments.push_back(calendar.drawMoment(random, calendar.drawDay(random, firstDay, end)));
    }
    std::sort(moments.begin(), moments.end());
    plan.createdAt[customer] = createdBefore(moments.front(), calendar.startMs(0), random);
    for (std::size_t i = 0; i < moments.size(); ++i) {
      plan.orders.push_back(
          {moments[i], static_cast<std::int32_t>(customer), static_cast<std::int32_t>(i)});
    }
    given += counts[customer];
  }
  for (; given < orders; ++given) {
    const std::size_t day = calendar.drawDay(random, 0, calendar.days());
    plan.orders.push_back({calendar.drawMoment(random, day), kNobody, 0});
  }
  std::stable_sort(
      plan.orders.begin(), plan.orders.end(),
      [](const PlannedOrder& a, const PlannedOrder& b) { return a.placedAt < b.placedAt; });
  return plan;
}

}  // namespace pannier::demo
