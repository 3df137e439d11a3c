#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier::sync {

/// Makes the tables a device keeps for sync, when they are absent. Run it after the entity tables
/// exist.
///
/// - `sync_state(key, value)`: device, epoch, cursor, clock, clock_offset, last_client_seq, …
/// - `outbox(number, client_seq, hlc, state, …, body)`: own transactions the server's pages have
/// not
///   brought back yet. `number` is local and never changes; `client_seq` may be given anew.
/// - `shadow(entity, row, field, value, number, base)`: the confirmed value of every field that an
///   outbox transaction changed; field 0 is the causal length, 0 there means "the server has no
///   such row".
/// - `rejected(number, client_seq, code, message, body, at)`: refused transactions, kept for the
/// person.
/// - `sync_log(id, at, direction, text)`: the last 200 events in words.
Status createClientSchema(Database& database);

/// Names of the tables above, for tools that must tell them from the shop's data.
bool isClientTable(std::string_view name) noexcept;

}  // namespace pannier::sync
