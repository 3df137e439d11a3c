#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier::sync {

/// Makes the tables and indexes only the server has, when they are absent. Run it after the entity
/// tables exist.
///
/// - `sync_tenant(id, seq, epoch, clock)`: one row. `seq` counts changed rows.
/// - `sync_row_meta(entity, row, stamp, dev, seq, over)`: who wrote the fields of a row last.
/// Sparse: a row
///   without an entry was written by the server as a whole, at its `_v`.
/// - `sync_device(dev, user, name, last_client_seq, last_stamp, last_seen, clock_suspect)`.
/// - `sync_tx_result(device, client_seq, hash, result)`: the last 256 answers to each device.
/// - an index on `_v` of every entity table, by which pages are read.
Status createServerSchema(Database& database);

bool isServerTable(std::string_view name) noexcept;

}  // namespace pannier::sync
