#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "sync/client_session.h"
#include "sync/outbox.h"

/// How sync's events, instructions and journal entries cross between C++ and JavaScript. Numbers
/// are little-endian, as WebAssembly's memory is. web/src/engine/core_module.ts is the other end.
namespace pannier::wasm {

using Bytes = std::vector<std::uint8_t>;

/// u32 length of a JSON array, the array, then the bytes of the Post if there is one. The array's
/// members are objects with "kind": post, timer (ms), bootstrap (reason), new_device, signed_out,
/// status, changed (entities), storage_failed (error).
Bytes packInstructions(const sync::Instructions& instructions);

/// Delivers {"kind":…} to the session: start, online, offline, poked (head), local_commit, response
/// (with `bytes`), failed (status), timer, sync_now, new_device (device). kInvalidArgument for
/// anything else.
Result<sync::Instructions> deliver(sync::ClientSession& session, json::View event,
                                   std::span<const std::uint8_t> bytes);

/// u32 count, then for each entry i64 number, u32 length, bytes; u32 count, then i64 numbers to
/// drop.
Bytes packJournal(std::span<const sync::JournalEntry> put, std::span<const std::int64_t> drop);

/// u32 count, then for each blob u32 length, bytes. kProtocol when it does not add up.
Result<std::vector<Bytes>> unpackBlobs(std::span<const std::uint8_t> bytes);

}  // namespace pannier::wasm
