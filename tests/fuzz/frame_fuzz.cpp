#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/storage/schema.h"
#include "core/storage/writer.h"
#include "sync/authority.h"
#include "sync/client_apply.h"
#include "sync/client_schema.h"
#include "sync/client_session.h"
#include "sync/client_state.h"
#include "sync/frame.h"
#include "sync/journal.h"

/// Random bytes against everything of sync that reads bytes: the frame reader, every message, a
/// whole server and a whole device. Byte 0 chooses. Frames need a right header to get far, so modes
/// 4 and up supply it: each chunk (type, length, body) becomes a frame around random bytes, or a
/// right HELLO / WELCOME before them.
namespace {

using namespace pannier;

struct Places {
  std::int64_t nowMs = 1'800'000'000'000;
  std::uint8_t random = 0;
  Environment environment{[this] { return nowMs; },
                          [this](std::span<std::uint8_t> bytes) {
                            for (auto& byte : bytes) byte = ++random;
                          }};
  Database serverDatabase = open();
  RowStore serverRows{serverDatabase, {}};
  sync::Authority authority{serverDatabase, environment};
  Database database = open();
  RowStore rows{database, {}};
  sync::Outbox outbox{environment};
  sync::ClientSession session{rows, outbox, environment};
  std::string epoch;

  static Database open() {
    OpenOptions options;
    options.exclusive = true;
    auto opened = Database::open(":memory:", options);
    PANNIER_CHECK(opened.ok());
    PANNIER_CHECK(schema::migrate(*opened).ok());
    PANNIER_CHECK(sync::createClientSchema(*opened).ok());
    return std::move(opened).value();
  }

  Places() {
    PANNIER_CHECK(authority.open(serverRows).ok());
    PANNIER_CHECK(authority.enrolDevice("fuzz", "fuzz").ok());
    epoch = *authority.epoch();
    PANNIER_CHECK(
        sync::ClientState(database).set(sync::ClientState::kEpoch, std::string_view(epoch)).ok());
    PANNIER_CHECK(session.attachSnapshot(1, epoch).ok());
    IdSource ids(environment);
    Writer server(serverRows, authority, ids, environment);
    PANNIER_CHECK(server
                      .put(registry::EntityNo::kCustomer, deriveId({"x"}),
                           {{"first_name", Value{std::string("a")}}})
                      .ok());
    PANNIER_CHECK(server.commit().ok());
    Writer device(rows, outbox, ids, environment);
    PANNIER_CHECK(device
                      .put(registry::EntityNo::kCustomer, deriveId({"x"}),
                           {{"email", Value{std::string("b")}}})
                      .ok());
    PANNIER_CHECK(device.commit().ok());
  }
};

template <class T>
void roundTrip(std::span<const std::uint8_t> bytes) {
  const auto message = sync::decode<T>(bytes);
  if (!message) return;
  const auto encoded = sync::encode(*message);
  const auto again = sync::decode<T>(encoded);
  PANNIER_CHECK(again.ok() && sync::encode(*again) == encoded);
}

void decodeAll(std::span<const std::uint8_t> bytes) {
  roundTrip<sync::Hello>(bytes);
  roundTrip<sync::Welcome>(bytes);
  roundTrip<sync::Push>(bytes);
  roundTrip<sync::TxBody>(bytes);
  roundTrip<sync::Ack>(bytes);
  roundTrip<sync::Pull>(bytes);
  roundTrip<sync::Page>(bytes);
  roundTrip<sync::ErrorMessage>(bytes);
  (void)sync::decodeJournal(bytes);
}

/// type, length, body; type, length, body; …
void appendChunks(std::vector<std::uint8_t>& out, std::span<const std::uint8_t> bytes) {
  while (bytes.size() >= 2) {
    const auto type = static_cast<sync::FrameType>(bytes[0] % 9);
    const std::size_t size = std::min<std::size_t>(bytes[1], bytes.size() - 2);
    sync::appendFrame(out, type, bytes.subspan(2, size));
    bytes = bytes.subspan(2 + size);
  }
}

void answerFrames(Places& places, const std::vector<std::uint8_t>& frames) {
  sync::SyncCaller caller;
  caller.device = 1;
  caller.user = "fuzz";
  const auto answer = places.authority.exchange(frames, caller);
  PANNIER_CHECK(answer.ok());
  PANNIER_CHECK(sync::readFrames(answer->frames).ok());
}

void pushBody(Places& places, std::span<const std::uint8_t> body) {
  std::vector<std::uint8_t> frames;
  sync::Hello hello;
  hello.device = 1;
  hello.epoch = places.epoch;
  sync::appendMessage(frames, sync::FrameType::kHello, hello);
  sync::Push push;
  const auto last =
      places.serverDatabase.integer("SELECT last_client_seq FROM sync_device WHERE dev = 1", 0);
  push.transactions.push_back({*last + 1, {body.begin(), body.end()}});
  sync::appendMessage(frames, sync::FrameType::kPush, push);
  sync::appendMessage(frames, sync::FrameType::kPull, sync::Pull{0, 0, 50, {}});
  answerFrames(places, frames);
}

void receive(Places& places, std::span<const std::uint8_t> bytes, bool framed) {
  std::uint64_t request = 0;
  for (const auto& each : places.session.start()) {
    if (const auto* post = std::get_if<sync::Post>(&each)) {
      const auto frames = sync::readFrames(post->bytes);
      request = sync::decode<sync::Hello>(frames->front().body)->request;
    }
  }
  std::vector<std::uint8_t> answer;
  if (framed) {
    sync::Welcome welcome;
    welcome.request = request;
    welcome.epoch = places.epoch;
    welcome.serverNowMs = places.nowMs;
    sync::appendMessage(answer, sync::FrameType::kWelcome, welcome);
    appendChunks(answer, bytes);
  } else {
    answer.assign(bytes.begin(), bytes.end());
  }
  (void)places.session.response(answer);
  PANNIER_CHECK(places.session.status().ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::unique_ptr<Places> places;
  static int runs = 0;
  if (size == 0) return 0;
  if (places == nullptr || ++runs % 5'000 == 0) places = std::make_unique<Places>();
  const std::span<const std::uint8_t> bytes(data + 1, size - 1);
  switch (data[0] % 7) {
    case 0:
      (void)sync::readFrames(bytes);
      return 0;
    case 1:
      decodeAll(bytes);
      return 0;
    case 2:
      answerFrames(*places, {bytes.begin(), bytes.end()});
      return 0;
    case 3:
      receive(*places, bytes, false);
      return 0;
    case 4: {
      std::vector<std::uint8_t> frames;
      appendChunks(frames, bytes);
      answerFrames(*places, frames);
      return 0;
    }
    case 5:
      pushBody(*places, bytes);
      return 0;
    default:
      receive(*places, bytes, true);
      return 0;
  }
}
