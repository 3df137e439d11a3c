#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.h"

namespace pannier {

/// Something a person has to do, mostly for a customer.
struct Task {
  static constexpr std::string_view kName = "Task";
  Id id;
  std::optional<Id> customerId;
  std::string customerName;  ///< empty without a customer
  std::string title;
  std::string dueOn;   ///< "YYYY-MM-DD" in the shop's zone; empty = no date
  std::string status;  ///< open done
  std::string assignee;
  std::string priority;  ///< low normal high
  std::int64_t createdAt = 0;
  std::optional<std::int64_t> completedAt;
  std::int64_t version = 0;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Task::id);
    v.field("customer_id", &Task::customerId);
    v.field("customer_name", &Task::customerName);
    v.field("title", &Task::title);
    v.field("due_on", &Task::dueOn, "YYYY-MM-DD; empty = no date");
    v.field("status", &Task::status, "open done");
    v.field("assignee", &Task::assignee);
    v.field("priority", &Task::priority, "low normal high");
    v.field("created_at", &Task::createdAt);
    v.field("completed_at", &Task::completedAt);
    v.field("version", &Task::version);
  }
};

}  // namespace pannier
