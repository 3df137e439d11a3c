#include "wasm/messages.h"

#include <cstring>
#include <string>
#include <type_traits>

#include "core/api/core.h"
#include "core/registry/registry.h"

namespace pannier::wasm {
namespace {

template <class Number>
void append(Bytes& out, Number number) {
  const std::size_t at = out.size();
  out.resize(at + sizeof number);
  std::memcpy(out.data() + at, &number, sizeof number);
}

void append(Bytes& out, std::span<const std::uint8_t> bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

json::Value named(std::string_view kind) {
  json::Value value = json::Value::object();
  value.set("kind", kind);
  return value;
}

json::Value describe(const sync::Post&) { return named("post"); }
json::Value describe(const sync::SetTimer& timer) {
  return std::move(named("timer").set("ms", timer.ms));
}
json::Value describe(const sync::Bootstrap& bootstrap) {
  return std::move(named("bootstrap").set("reason", bootstrap.reason));
}
json::Value describe(const sync::NewDevice&) { return named("new_device"); }
json::Value describe(const sync::SignedOut&) { return named("signed_out"); }
json::Value describe(const sync::StatusChanged&) { return named("status"); }
json::Value describe(const sync::Changed& changed) {
  json::Value names = json::Value::array();
  for (const registry::EntityNo number : changed.entities) {
    names.push(registry::entity(number).name);
  }
  return std::move(named("changed").set("entities", std::move(names)));
}
json::Value describe(const sync::StorageFailed& failed) {
  return std::move(named("storage_failed").set("error", errorToJson(failed.error)));
}

Error malformed() { return makeError(ErrorCode::kProtocol, "The journal's bytes are cut off."); }

}  // namespace

Bytes packInstructions(const sync::Instructions& instructions) {
  json::Value list = json::Value::array();
  const Bytes* post = nullptr;
  for (const sync::Instruction& instruction : instructions) {
    list.push(std::visit([](const auto& kind) { return describe(kind); }, instruction));
    if (const auto* sent = std::get_if<sync::Post>(&instruction)) post = &sent->bytes;
  }
  const std::string text = list.dump();
  Bytes out;
  out.reserve(4 + text.size() + (post == nullptr ? 0 : post->size()));
  append(out, static_cast<std::uint32_t>(text.size()));
  append(out, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (post != nullptr) append(out, std::span<const std::uint8_t>(*post));
  return out;
}

Result<sync::Instructions> deliver(sync::ClientSession& session, json::View event,
                                   std::span<const std::uint8_t> bytes) {
  const std::string_view kind = event.find("kind").stringOr("");
  if (kind == "start") return session.start();
  if (kind == "online") return session.online();
  if (kind == "offline") return session.offline();
  if (kind == "poked") return session.poked(event.find("head").integerOr(0));
  if (kind == "local_commit") return session.localCommit();
  if (kind == "response") return session.response(bytes);
  if (kind == "failed") {
    return session.failed(static_cast<int>(event.find("status").integerOr(0)));
  }
  if (kind == "timer") return session.timer();
  if (kind == "sync_now") return session.syncNow();
  if (kind == "new_device") {
    return session.newDevice(static_cast<std::uint32_t>(event.find("device").integerOr(0)));
  }
  return makeError(ErrorCode::kInvalidArgument,
                   "Sync does not know the event '" + std::string(kind) + "'.", "kind");
}

Bytes packJournal(std::span<const sync::JournalEntry> put, std::span<const std::int64_t> drop) {
  Bytes out;
  append(out, static_cast<std::uint32_t>(put.size()));
  for (const sync::JournalEntry& entry : put) {
    append(out, entry.number);
    append(out, static_cast<std::uint32_t>(entry.blob.size()));
    append(out, std::span<const std::uint8_t>(entry.blob));
  }
  append(out, static_cast<std::uint32_t>(drop.size()));
  for (const std::int64_t number : drop) append(out, number);
  return out;
}

Result<std::vector<Bytes>> unpackBlobs(std::span<const std::uint8_t> bytes) {
  const auto takeLength = [&bytes]() -> Result<std::size_t> {
    std::uint32_t length = 0;
    if (bytes.size() < sizeof length) return malformed();
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes = bytes.subspan(sizeof length);
    return std::size_t{length};
  };
  PANNIER_ASSIGN(const std::size_t count, takeLength());
  // Each blob takes at least its length.
  if (count > bytes.size() / 4) return malformed();
  std::vector<Bytes> blobs;
  blobs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    PANNIER_ASSIGN(const std::size_t length, takeLength());
    if (length > bytes.size()) return malformed();
    blobs.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    bytes = bytes.subspan(length);
  }
  return blobs;
}

}  // namespace pannier::wasm
