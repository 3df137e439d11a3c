#include "core/demo/shop_maker.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/customers/identity.h"
#include "core/demo/texts.h"
#include "core/shop/custom_field.h"
#include "core/shop/shop_settings.h"

namespace pannier::demo {
namespace {

using registry::EntityNo;

constexpr std::string_view kShopName = "Fernweg & Bohne";
constexpr std::string_view kCurrency = "GBP";
constexpr std::int64_t kReportEvery = 20'000;
constexpr std::int64_t kHour = 3'600'000;

Value text(std::string_view value) { return std::string(value); }

}  // namespace

ShopMaker::ShopMaker(Database& database, const Environment& environment, const DemoOptions& options,
                     const TimeZone& zone, NextVersion nextVersion, const DemoProgress& progress)
    : options_(options),
      zone_(zone),
      progress_(progress),
      random_(options.seed),
      calendar_(zone, options.nowMs),
      rows_(database, environment, std::move(nextVersion)),
      plan_(planOrders(options.customers, options.orders, calendar_, random_)),
      people_(random_),
      catalogue_(demo::makeProducts()),
      expectedRows_(static_cast<std::int64_t>(options.customers * 55 / 10 +
                                              options.orders * 33 / 10 + 600)) {}

Status ShopMaker::makeEverything() {
  PANNIER_TRY(makeSettings());
  PANNIER_TRY(makeProducts());
  PANNIER_TRY(makeCustomers());
  PANNIER_TRY(makeOrders());
  PANNIER_TRY(makeTags());
  PANNIER_TRY(makeNotes());
  PANNIER_TRY(makeTasks());
  PANNIER_TRY(makeLoyaltyPoints());
  PANNIER_TRY(makeSegmentsAndCampaigns());
  return makeSavedViews();
}

void ShopMaker::report() {
  if (!progress_ || rows_.count() < nextReport_) return;
  nextReport_ = rows_.count() + kReportEvery;
  progress_(rows_.count(), std::max(rows_.count(), expectedRows_));
}

Status ShopMaker::makeSettings() {
  const std::string transitions = zone_.toJson();
  const std::array<std::pair<std::string_view, std::string_view>, 4> settings{{
      {shop::kNameKey, kShopName},
      {shop::kCurrencyKey, kCurrency},
      {shop::kTimeZoneKey, zone_.name()},
      {shop::kTransitionsKey, transitions},
  }};
  for (const auto& [key, value] : settings) {
    // A server sets the zone before it fills the shop; what is there stays.
    PANNIER_ASSIGN(const std::int64_t known,
                   rows_.database().integer("SELECT 1 FROM shop_setting WHERE key = ?", 0, key));
    if (known == 1) continue;
    PANNIER_TRY(rows_.add(EntityNo::kShopSetting, shop::settingId(key),
                          {{"key", text(key)}, {"value", text(value)}}));
  }
  return {};
}

Status ShopMaker::makeProducts() {
  // The first product of the list is not the best-selling one.
  std::vector<std::size_t> ranks(catalogue_.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = i;
  for (std::size_t i = ranks.size(); i > 1; --i) std::swap(ranks[i - 1], ranks[random_.below(i)]);
  for (std::size_t i = 0; i < catalogue_.size(); ++i) {
    const DemoProduct& product = catalogue_[i];
    const double zipf = 1.0 / std::pow(static_cast<double>(ranks[i]) + 3.0, 0.75);
    popularity_.add(zipf * (product.isCoffee ? 2.2 : 1.0));
    MadeProduct made;
    PANNIER_ASSIGN(made.id, rows_.add(EntityNo::kProduct,
                                      {{"title", product.title},
                                       {"vendor", text(product.vendor)},
                                       {"category", text(product.category)},
                                       {"tags", text(product.tags)},
                                       {"status", text(product.isArchived ? "archived" : "active")},
                                       {"created_at", calendar_.startMs(0)}}));
    for (std::size_t v = 0; v < product.variants.size(); ++v) {
      const DemoVariant& variant = product.variants[v];
      PANNIER_ASSIGN(const Id id, rows_.add(EntityNo::kProductVariant,
                                            {{"product_id", made.id},
                                             {"title", variant.title},
                                             {"sku", variant.sku},
                                             {"price", variant.price},
                                             {"position", static_cast<std::int64_t>(v + 1)}}));
      made.variants.push_back(id);
    }
    products_.push_back(std::move(made));
  }
  return {};
}

Status ShopMaker::makeTag(const Id& customer, std::string_view tag) {
  return rows_.add(EntityNo::kCustomerTag, deriveId({"tag", formatId(customer), foldText(tag)}),
                   {{"customer_id", customer}, {"tag", text(tag)}});
}

Status ShopMaker::makeTags() {
  for (const MadeCustomer& customer : customers_) {
    if (customer.spent >= 200'000 && customer.orders >= 8) PANNIER_TRY(makeTag(customer.id, "vip"));
    if (customer.hasCompany && random_.chance(0.7)) PANNIER_TRY(makeTag(customer.id, "wholesale"));
    if (customer.coffee >= 3 && random_.chance(0.6))
      PANNIER_TRY(makeTag(customer.id, "coffee club"));
    if (random_.chance(0.06)) PANNIER_TRY(makeTag(customer.id, "gift buyer"));
    if (random_.chance(0.05)) PANNIER_TRY(makeTag(customer.id, "newsletter"));
    if (random_.chance(0.015)) PANNIER_TRY(makeTag(customer.id, "press"));
    if (random_.chance(0.02)) PANNIER_TRY(makeTag(customer.id, "local"));
    report();
  }
  return {};
}

Status ShopMaker::makeNotes() {
  for (const MadeCustomer& customer : customers_) {
    if (!random_.chance(customer.orders >= 4 ? 0.28 : 0.07)) continue;
    const std::size_t notes = 1 + (random_.chance(0.3) ? random_.below(3) : 0);
    for (std::size_t i = 0; i < notes; ++i) {
      const std::int64_t at = random_.between(
          customer.createdAt, std::max(customer.createdAt, calendar_.startMs(calendar_.today())));
      auto made = rows_.add(EntityNo::kNote, {{"customer_id", customer.id},
                                              {"body", text(random_.pick(noteTexts()))},
                                              {"author", text(random_.pick(staff()))},
                                              {"created_at", at}});
      PANNIER_TRY(made);
    }
    report();
  }
  return {};
}

Status ShopMaker::makeTask(const Id& customer, std::int64_t dueInDays, bool isDone) {
  static constexpr std::array<std::string_view, 5> kPriorities{"low", "normal", "normal", "normal",
                                                               "high"};
  const std::int64_t midnight = calendar_.startMs(calendar_.today());
  const std::int64_t createdAt = midnight + std::min<std::int64_t>(dueInDays, 0) * kMsPerDay -
                                 random_.between(1, 10) * kMsPerDay +
                                 random_.between(8, 18) * kHour;
  NamedValues values{{"customer_id", customer},
                     {"title", text(random_.pick(taskTitles()))},
                     {"due_on", formatDate(addDays(calendar_.date(calendar_.today()), dueInDays))},
                     {"status", text(isDone ? "done" : "open")},
                     {"assignee", text(random_.pick(staff()))},
                     {"priority", text(random_.pick(kPriorities))},
                     {"created_at", createdAt}};
  if (isDone) values.emplace_back("completed_at", createdAt + random_.between(1, 20) * kHour);
  auto made = rows_.add(EntityNo::kTask, values);
  PANNIER_TRY(made);
  return {};
}

Status ShopMaker::makeTasks() {
  if (customers_.empty()) return {};
  const std::size_t tasks = std::clamp<std::size_t>(customers_.size() / 40, 12, 400);
  for (std::size_t i = 0; i < tasks; ++i) {
    const MadeCustomer& customer = customers_[random_.below(customers_.size())];
    // The first ones are due today, so that there is always something to do.
    std::int64_t dueInDays = i < 5 ? 0 : random_.between(-12, 14);
    const bool isDone = i >= 5 && random_.chance(0.35);
    if (isDone) dueInDays = -std::abs(dueInDays) - 1;
    PANNIER_TRY(makeTask(customer.id, dueInDays, isDone));
  }
  return {};
}

Status ShopMaker::makeLoyaltyPoints() {
  const Id field = custom_fields::fieldId("customer", "loyalty", "points");
  PANNIER_TRY(rows_.add(EntityNo::kCustomField, field,
                        {{"entity", text("customer")},
                         {"namespace", text("loyalty")},
                         {"key", text("points")},
                         {"type", text("number")},
                         {"name", text("Loyalty points")}}));
  for (const MadeCustomer& customer : customers_) {
    if (customer.orders == 0 || !random_.chance(0.45)) continue;
    const std::int64_t points = customer.spent / 100 * random_.between(40, 110) / 100;
    PANNIER_TRY(rows_.add(EntityNo::kCustomFieldValue, custom_fields::valueId(customer.id, field),
                          {{"custom_field_id", field},
                           {"owner_id", customer.id},
                           {"value", std::to_string(std::max<std::int64_t>(points, 0))}}));
    report();
  }
  return {};
}

Status ShopMaker::makeSegmentsAndCampaigns() {
  std::vector<Id> ids;
  const std::int64_t midnight = calendar_.startMs(calendar_.today());
  for (const DemoSegment& segment : segments()) {
    const auto age = static_cast<std::int64_t>(segments().size() - ids.size());
    PANNIER_ASSIGN(const Id id,
                   rows_.add(EntityNo::kSegment, {{"name", text(segment.name)},
                                                  {"query", text(segment.query)},
                                                  {"description", text(segment.description)},
                                                  {"created_at", midnight - age * 5 * kMsPerDay}}));
    ids.push_back(id);
  }
  const auto idOf = [&ids](std::string_view name) -> Value {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (segments()[i].name == name) return ids[i];
    }
    return {};
  };
  std::int64_t age = 1;
  for (const DemoCampaign& campaign : campaigns()) {
    PANNIER_ASSIGN(const Id id,
                   rows_.add(EntityNo::kCampaign, {{"name", text(campaign.name)},
                                                   {"goal", text(campaign.goal)},
                                                   {"channel", text("email")},
                                                   {"status", text("draft")},
                                                   {"segment_id", idOf(campaign.segment)},
                                                   {"excluded_segment_id", idOf(campaign.excluded)},
                                                   {"from_name", text(kShopName)},
                                                   {"from_email", text("hello@shop.example")},
                                                   {"created_at", midnight - age++ * kMsPerDay}}));
    auto variant = rows_.add(EntityNo::kCampaignVariant, {{"campaign_id", id},
                                                          {"name", text("A")},
                                                          {"subject", text(campaign.subject)},
                                                          {"preheader", text(campaign.preheader)},
                                                          {"body", text(campaign.body)},
                                                          {"weight", std::int64_t{100}}});
    PANNIER_TRY(variant);
  }
  return {};
}

Status ShopMaker::makeSavedViews() {
  std::int64_t position = 1;
  for (const DemoView& view : savedViews()) {
    auto made = rows_.add(EntityNo::kSavedView, {{"name", text(view.name)},
                                                 {"entity", text("customer")},
                                                 {"filter", text(view.filter)},
                                                 {"columns", text(view.columns)},
                                                 {"sort", text(view.sort)},
                                                 {"position", position++}});
    PANNIER_TRY(made);
  }
  return {};
}

}  // namespace pannier::demo
