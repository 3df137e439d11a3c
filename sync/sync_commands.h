#pragma once

#include "core/api/commands.h"
#include "sync/sync_place.h"

namespace pannier::sync {

/// Registers sync.status, conflicts.list, conflicts.resolve, rejected.list and rejected.discard.
/// `place` is the device's ClientSession or the server's Authority; borrowed.
void registerSyncCommands(api::CommandRegistry& registry, SyncPlace& place);

}  // namespace pannier::sync
