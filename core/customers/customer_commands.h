#pragma once

#include <functional>
#include <string_view>

#include "core/api/commands.h"
#include "core/customers/customer_list.h"

namespace pannier {

/// Compiles a segment query (or the query of a saved segment) to a condition on customer_rollup.
/// Given by whoever composes the modules, so that customers need not know segments.
struct SegmentFilterSource {
  std::function<Result<CustomerFilter>(api::CommandContext&, std::string_view query)> byQuery;
  std::function<Result<CustomerFilter>(api::CommandContext&, const Id& segment)> bySegment;
};

/// customers.list, get, create, update, remove, timeline.
void registerCustomerCommands(api::CommandRegistry& registry, SegmentFilterSource filters);
/// addresses.*, tags.*, consent.record.
void registerCustomerDetailCommands(api::CommandRegistry& registry);

}  // namespace pannier
