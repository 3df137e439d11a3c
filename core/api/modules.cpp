#include "core/api/modules.h"

#include "core/campaigns/campaign_commands.h"
#include "core/customers/customer_commands.h"
#include "core/history/history_commands.h"
#include "core/interop/import_commands.h"
#include "core/notes/note_commands.h"
#include "core/orders/order_commands.h"
#include "core/segments/segment_commands.h"
#include "core/segments/segment_filter.h"
#include "core/shop/custom_field_commands.h"
#include "core/shop/saved_view_commands.h"
#include "core/shop/shop_commands.h"
#include "core/tasks/task_commands.h"

namespace pannier::api {
namespace {

/// Lists filter by segments without knowing them.
SegmentFilterSource segmentFilters() {
  return {[](CommandContext& context, std::string_view query) {
            return segments::filterOfQuery(context.database(), query, context.nowMs());
          },
          [](CommandContext& context, const Id& segment) {
            return segments::filterOfSegment(context.database(), segment, context.nowMs());
          }};
}

}  // namespace

void registerAllCommands(CommandRegistry& registry, interop::ImportJobs& imports) {
  registerCustomerCommands(registry, segmentFilters());
  registerCustomerDetailCommands(registry);
  registerOrderCommands(registry);
  registerNoteCommands(registry);
  registerTaskCommands(registry);
  registerSegmentCommands(registry);
  registerCampaignCommands(registry);
  registerImportCommands(registry, imports);
  registerShopCommands(registry);
  registerSavedViewCommands(registry);
  registerCustomFieldCommands(registry);
  registerHistoryCommands(registry);
}

}  // namespace pannier::api
