#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/demo/bulk_rows.h"
#include "core/demo/calendar.h"
#include "core/demo/catalogue.h"
#include "core/demo/demo_shop.h"
#include "core/demo/order_plan.h"
#include "core/demo/people.h"

namespace pannier::demo {

/// What later steps need to know of a customer.
struct MadeCustomer {
  Id id;
  std::string email;
  const Country* country = nullptr;
  std::int64_t createdAt = 0;
  std::int64_t spent = 0;
  std::int32_t orders = 0;
  std::int32_t coffee = 0;  ///< lines with coffee
  bool hasCompany = false;
};

struct MadeProduct {
  Id id;
  std::vector<Id> variants;
};

/// One demo being made, step by step; each step adds its rows.
class ShopMaker {
 public:
  ShopMaker(Database& database, const Environment& environment, const DemoOptions& options,
            const TimeZone& zone, NextVersion nextVersion, const DemoProgress& progress);

  Status makeEverything();

 private:
  Status makeSettings();
  Status makeProducts();
  Status makeCustomers();
  Status makeOrders();
  Status makeTags();
  Status makeNotes();
  Status makeTasks();
  Status makeLoyaltyPoints();
  Status makeSegmentsAndCampaigns();
  Status makeSavedViews();

  Status makeCustomer(std::size_t index);
  Status makeIdentity(const Id& customer, std::string_view kind, std::string_view text);
  Status makeAddress(const Id& customer, const Person& person, bool isDefault);
  Status makeConsents(const MadeCustomer& customer, bool hasPhone);
  Status makeConsent(const Id& customer, std::string_view channel, std::string_view state,
                     std::string_view source, std::int64_t at);
  Status makeOrder(const PlannedOrder& planned, std::int64_t number);
  Status makeTag(const Id& customer, std::string_view tag);
  Status makeTask(const Id& customer, std::int64_t dueInDays, bool isDone);
  void report();

  const DemoOptions& options_;
  const TimeZone& zone_;
  const DemoProgress& progress_;
  Random random_;
  Calendar calendar_;
  BulkRows rows_;
  OrderPlan plan_;
  PeopleMaker people_;
  std::vector<DemoProduct> catalogue_;
  std::vector<MadeProduct> products_;
  Weighted popularity_;
  std::vector<MadeCustomer> customers_;
  std::int64_t expectedRows_;
  std::int64_t nextReport_ = 0;
};

}  // namespace pannier::demo
