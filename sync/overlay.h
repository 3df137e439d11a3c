#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/storage/rows.h"
#include "sync/messages.h"

/// A device's rows are the server's at its cursor (confirmed), with the changes of its own outbox
/// laid over them. Table `shadow` has the confirmed values underneath.
namespace pannier::sync {

/// Lays a transaction over the rows, as if it were made now. Changes of rows that are not there are
/// skipped.
Status applyOverlay(RowStore& rows, const TxBody& body, std::int64_t number);

/// The server's answer to a transaction is part of the confirmed values: takes its overlay away
/// where no later transaction has one.
Status removeOverlay(RowStore& rows, const TxBody& body, std::int64_t number);

}  // namespace pannier::sync
