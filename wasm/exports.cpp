/// What pannier.wasm offers JavaScript. One Device at a time; all calls come from the worker's one
/// thread and run to their end.
///
/// Input: JavaScript asks for a buffer with pannier_input(size), writes its parts one behind the
/// other, and passes their lengths. Output: a Response that stays valid until the next call.

#include <emscripten.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/core.h"
#include "core/base/environment.h"
#include "core/base/json.h"
#include "wasm/device.h"
#include "wasm/messages.h"

extern "C" {
double pannier_now();
void pannier_random(std::uint8_t* bytes, std::uint32_t size);
}

namespace pannier::wasm {
namespace {

/// `status` 0: the bytes are the answer. 1: they are an error object as JSON. 2: see envelope().
struct Response {
  std::int32_t status = 0;
  const void* data = nullptr;
  std::uint32_t size = 0;
};

struct Host {
  Environment environment{[] { return static_cast<std::int64_t>(pannier_now()); },
                          [](std::span<std::uint8_t> random) {
                            pannier_random(random.data(),
                                           static_cast<std::uint32_t>(random.size()));
                          }};
  std::unique_ptr<Device> device;
  Bytes input;
  Bytes bytes;
  std::string text;
  Response response;
};

Host& host() {
  static Host instance;
  return instance;
}

const Response* answer(Bytes bytes) {
  Host& h = host();
  h.bytes = std::move(bytes);
  h.response = {0, h.bytes.data(), static_cast<std::uint32_t>(h.bytes.size())};
  return &h.response;
}

const Response* answer(std::string text) {
  Host& h = host();
  h.text = std::move(text);
  h.response = {0, h.text.data(), static_cast<std::uint32_t>(h.text.size())};
  return &h.response;
}

const Response* done() { return answer(std::string()); }

const Response* refuse(const Error& error) {
  (void)answer(errorToJson(error).dump());
  host().response.status = 1;
  return &host().response;
}

const Response* answer(const Status& status) { return status ? done() : refuse(status.error()); }

/// Status 2: an envelope with an error, which also says what a long command changed before it
/// failed.
const Response* envelope(std::string text) {
  constexpr std::string_view kError = "{\"error\":";
  const bool failed = text.compare(0, kError.size(), kError) == 0;
  (void)answer(std::move(text));
  host().response.status = failed ? 2 : 0;
  return &host().response;
}

/// Part of the input. Lengths come from our own JavaScript: a wrong one is a bug.
std::string_view part(std::uint32_t from, std::uint32_t size) {
  const Bytes& input = host().input;
  PANNIER_CHECK(from <= input.size() && size <= input.size() - from);
  return {reinterpret_cast<const char*>(input.data()) + from, size};
}

std::span<const std::uint8_t> rest(std::uint32_t from) {
  PANNIER_CHECK(from <= host().input.size());
  return std::span<const std::uint8_t>(host().input).subspan(from);
}

Error nothingOpen() {
  return makeError(ErrorCode::kConflict, "No shop is open on this device yet.");
}

}  // namespace
}  // namespace pannier::wasm

using namespace pannier;
using namespace pannier::wasm;

#define PANNIER_NEEDS_DEVICE \
  if (!host().device) return refuse(nothingOpen())

extern "C" {

/// A buffer of exactly `size` bytes for the next call's input.
EMSCRIPTEN_KEEPALIVE std::uint8_t* pannier_input(std::uint32_t size) {
  Bytes& input = host().input;
  // One large import slice or sync answer must not stay reserved for ever.
  if (input.capacity() > (4U << 20) && size < (1U << 20)) Bytes().swap(input);
  input.resize(size);
  return input.data();
}

/// Input: path, e-mail of the person signed in.
EMSCRIPTEN_KEEPALIVE const Response* pannier_open(std::uint32_t pathSize, std::uint32_t userSize) {
  host().device.reset();
  auto opened = Device::open(std::string(part(0, pathSize)), std::string(part(pathSize, userSize)),
                             host().environment);
  if (!opened) return refuse(opened.error());
  host().device = std::move(opened).value();
  return done();
}

EMSCRIPTEN_KEEPALIVE void pannier_close() { host().device.reset(); }

/// Input: request id (may be empty), command, parameters as JSON. Answer: the envelope.
EMSCRIPTEN_KEEPALIVE const Response* pannier_call(std::uint32_t idSize, std::uint32_t nameSize,
                                                  std::uint32_t parametersSize) {
  PANNIER_NEEDS_DEVICE;
  return envelope(envelopeOf(host().device->call(part(0, idSize), part(idSize, nameSize),
                                                 part(idSize + nameSize, parametersSize))));
}

/// Input: request id. Answer: the envelope of a write that ran before; empty when it did not.
EMSCRIPTEN_KEEPALIVE const Response* pannier_repeat(std::uint32_t idSize) {
  PANNIER_NEEDS_DEVICE;
  auto found = host().device->repeat(part(0, idSize));
  return found ? answer(std::move(found).value()) : refuse(found.error());
}

/// Input: the next bytes of import `job`. Answer: the envelope.
EMSCRIPTEN_KEEPALIVE const Response* pannier_feed(double job, std::int32_t last) {
  PANNIER_NEEDS_DEVICE;
  return envelope(host().device->feed(static_cast<std::int64_t>(job), rest(0), last != 0));
}

/// Input: event as JSON, then its bytes. Answer: packInstructions().
EMSCRIPTEN_KEEPALIVE const Response* pannier_sync(std::uint32_t eventSize) {
  PANNIER_NEEDS_DEVICE;
  auto event = json::parse(part(0, eventSize));
  if (!event) return refuse(event.error());
  auto instructions = deliver(host().device->session(), event->view(), rest(eventSize));
  return instructions ? answer(packInstructions(*instructions)) : refuse(instructions.error());
}

/// Input: epoch. After an image was put in place: it belongs to `device` now.
EMSCRIPTEN_KEEPALIVE const Response* pannier_attach(std::uint32_t device, std::uint32_t epochSize) {
  PANNIER_NEEDS_DEVICE;
  return answer(host().device->session().attachSnapshot(device, part(0, epochSize)));
}

/// What changed for the second copy since the last call. Answer: packJournal().
EMSCRIPTEN_KEEPALIVE const Response* pannier_journal_changes() {
  PANNIER_NEEDS_DEVICE;
  auto changes = host().device->session().takeJournalChanges();
  return changes ? answer(packJournal(changes->put, changes->drop)) : refuse(changes.error());
}

/// Everything that belongs into the second copy. Answer: packJournal().
EMSCRIPTEN_KEEPALIVE const Response* pannier_journal_entries() {
  PANNIER_NEEDS_DEVICE;
  auto entries = host().device->session().journalEntries(0);
  return entries ? answer(packJournal(*entries, {})) : refuse(entries.error());
}

/// Input: blobs for unpackBlobs().
EMSCRIPTEN_KEEPALIVE const Response* pannier_replay() {
  PANNIER_NEEDS_DEVICE;
  auto blobs = unpackBlobs(rest(0));
  if (!blobs) return refuse(blobs.error());
  return answer(host().device->session().replay(std::move(blobs).value()));
}

/// Answer: {"device","pending","rejected","conflicts","last_synced_at","state","epoch"}.
EMSCRIPTEN_KEEPALIVE const Response* pannier_status() {
  PANNIER_NEEDS_DEVICE;
  const auto status = host().device->session().status();
  if (!status) return refuse(status.error());
  json::Value value = json::Value::object();
  value.set("device", static_cast<std::int64_t>(status->device)).set("pending", status->pending);
  value.set("rejected", status->rejected).set("conflicts", status->conflicts);
  value.set("last_synced_at",
            status->lastSyncedAt ? json::Value(*status->lastSyncedAt) : json::Value());
  value.set("state", status->state).set("epoch", status->epoch);
  return answer(value.dump());
}

/// One step of the integrity check. Answer: "more" or "done"; an error when the file is damaged.
EMSCRIPTEN_KEEPALIVE const Response* pannier_check(std::int32_t step) {
  PANNIER_NEEDS_DEVICE;
  const auto more = host().device->check(step);
  if (!more) return refuse(more.error());
  return answer(std::string(*more ? "more" : "done"));
}

}  // extern "C"
