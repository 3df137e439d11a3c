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

void registerAllCommands(CommandRegistry& registry, ImportJobs& imports) {
  registerCustomerCommands(registry, segments::segmentFilterSource());
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
