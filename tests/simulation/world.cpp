#include "tests/simulation/world.h"

#include <algorithm>
#include <cstdio>

#include "core/base/check.h"
#include "core/storage/schema.h"
#include "sync/client_state.h"
#include "sync/frame.h"
#include "sync/snapshot.h"

namespace pannier::simulation {
namespace {

constexpr int kDevices = 3;
constexpr int kSteps = 260;
constexpr std::int64_t kGiveUpMs = 4'000;
constexpr std::size_t kTraceLines = 60;

std::int64_t number(Database& database, std::string_view sql) {
  auto result = database.integer(sql, 0);
  PANNIER_CHECK(result.ok());
  return *result;
}

}  // namespace

World::World(std::uint64_t seed, std::string folder)
    : seed_(seed), folder_(std::move(folder)), random_(seed) {
  const auto random = [this](std::span<std::uint8_t> bytes) { random_.fill(bytes); };
  serverEnvironment_ = Environment{[this] {
                                     latestServerMs_ = std::max(latestServerMs_, nowMs_);
                                     return nowMs_;
                                   },
                                   random};
  auto opened = Database::open(":memory:");
  PANNIER_CHECK(opened.ok());
  serverDatabase_ = std::make_unique<Database>(std::move(opened).value());
  PANNIER_CHECK(schema::migrate(*serverDatabase_).ok());
  serverIds_ = std::make_unique<IdSource>(serverEnvironment_);
  crashServer();
  const auto epoch = authority_->epoch();
  PANNIER_CHECK(epoch.ok());
  for (int i = 0; i < kDevices; ++i) {
    auto& environment = environments_.emplace_back(std::make_unique<Environment>());
    environment->nowMs = [this, i] { return nowMs_ + nodes_[static_cast<std::size_t>(i)]->skewMs; };
    environment->fillRandom = random;
    auto& node = nodes_.emplace_back(std::make_unique<DeviceNode>(i + 1, *environment));
    node->skewMs = random_.chance(50) ? 0 : random_.between(-86'400'000, 86'400'000);
    const auto device = authority_->enrolDevice("user" + std::to_string(i + 1) + "@shop", "sim");
    PANNIER_CHECK(device.ok());
    if (i == kDevices - 1) staff_.insert(*device);
    node->install("", *device, *epoch);
    perform(*node, node->session().start());
  }
}

World::~World() {
  nodes_.clear();
  for (int i = 1; i <= images_; ++i) {
    std::remove((folder_ + "/image" + std::to_string(seed_) + "-" + std::to_string(i)).c_str());
  }
}

void World::note(std::string text) {
  trace_.push_back(std::to_string(nowMs_ - 1'800'000'000'000) + " " + std::move(text));
  if (trace_.size() > kTraceLines) trace_.pop_front();
}

void World::broken(std::string text) {
  note("BROKEN: " + text);
  if (failure_.empty()) failure_ = std::move(text);
}

std::string World::trace() const {
  std::string text;
  for (const std::string& line : trace_) text += "  " + line + "\n";
  return text;
}

std::string World::run() {
  for (int i = 0; i < kSteps && failure_.empty(); ++i) step();
  if (failure_.empty()) heal();
  if (failure_.empty()) checkEnd();
  return failure_;
}

void World::step() {
  nowMs_ += random_.between(0, 400);
  if (random_.chance(45))
    act();
  else if (!nextEvent())
    act();
  checkStamps();
}

// --- what people and bad luck do
// -----------------------------------------------------------------------

void World::act() {
  DeviceNode& node = *nodes_[random_.below(nodes_.size())];
  const std::size_t dice = random_.below(100);
  if (dice < 70) {
    edit(node);
  } else if (dice < 74) {
    openForm(node);
  } else if (dice < 80) {
    saveForm(node);
  } else if (dice < 84) {
    node.online = !node.online;
    note("device " + std::to_string(node.name()) + (node.online ? " online" : " offline"));
    node.post = 0;
    perform(node, node.online ? node.session().online() : node.session().offline());
  } else if (dice < 88) {
    note("device " + std::to_string(node.name()) + " crashes");
    node.crash();
    perform(node, node.session().start());
    if (!node.online) perform(node, node.session().offline());
  } else if (dice < 90) {
    note("server crashes");
    crashServer();
  } else if (dice < 92) {
    node.skewMs = random_.between(-86'400'000, 86'400'000);
    note("clock of device " + std::to_string(node.name()) + " jumps");
  } else if (dice < 96) {
    editOnServer();
  } else if (dice < 98) {
    nowMs_ += random_.between(0, 600'000);
  } else if (dice < 99) {
    loseDatabase(node);
  } else {
    perform(node, node.session().syncNow());
  }
}

void World::crashServer() {
  serverRows_ = std::make_unique<RowStore>(*serverDatabase_, std::vector<DerivedData*>{});
  authority_ = std::make_unique<sync::Authority>(*serverDatabase_, serverEnvironment_);
  PANNIER_CHECK(authority_->open(*serverRows_).ok());
}

/// The browser evicted the database. What is left: the journal, and the server's image.
void World::loseDatabase(DeviceNode& node) {
  const std::string path =
      folder_ + "/image" + std::to_string(seed_) + "-" + std::to_string(++images_);
  const auto image = sync::buildSnapshot(*serverDatabase_, path);
  if (!image) return broken("snapshot: " + image.error().message);
  note("device " + std::to_string(node.name()) + " loses its database");
  const auto journal = node.journal;
  node.install(path, node.device, image->epoch);
  std::vector<std::vector<std::uint8_t>> blobs;
  for (const auto& [number, blob] : journal) blobs.push_back(blob);
  for (int i = 0; i < 2; ++i) {
    const Status replayed = node.session().replay(blobs);
    if (!replayed) return broken("replay: " + replayed.error().message);
  }
  PANNIER_CHECK(
      sync::ClientState(node.database()).set(sync::ClientState::kLastNumber, node.lastNumber).ok());
  forms_.erase(node.name());
  perform(node, node.session().start());
  if (!node.online) perform(node, node.session().offline());
}

// --- network
// --------------------------------------------------------------------------------------------

bool World::nextEvent() {
  DeviceNode* ringing = nullptr;
  for (auto& node : nodes_) {
    if (node->timerAt && (ringing == nullptr || *node->timerAt < *ringing->timerAt))
      ringing = node.get();
  }
  auto first = network_.end();
  for (auto it = network_.begin(); it != network_.end(); ++it) {
    if (first == network_.end() || it->at < first->at) first = it;
  }
  if (first != network_.end() && (ringing == nullptr || first->at <= *ringing->timerAt)) {
    Message message = std::move(*first);
    network_.erase(first);
    nowMs_ = std::max(nowMs_, message.at);
    deliver(std::move(message));
    return true;
  }
  if (ringing == nullptr) return false;
  nowMs_ = std::max(nowMs_, *ringing->timerAt);
  ringing->timerAt.reset();
  perform(*ringing, ringing->session().timer());
  return true;
}

void World::send(DeviceNode& node, const std::vector<std::uint8_t>& bytes) {
  node.post = ++posts_;
  {
    Rows rows = node.database().query("SELECT client_seq, number FROM outbox WHERE state = 0");
    while (rows.next()) numbers_[{node.device, rows.integer(0)}] = {node.name(), rows.integer(1)};
  }
  Message message{true,        false, node.name(), node.post,
                  node.device, 200,   bytes,       nowMs_ + random_.between(5, 200)};
  Message giveUp{false, true, node.name(), node.post, node.device, 0, {}, nowMs_ + kGiveUpMs};
  if (!healed_ && random_.chance(8)) {
    network_.push_back(giveUp);
    return;
  }
  if (!healed_ && random_.chance(6)) {
    Message copy = message;
    copy.at += random_.between(0, 20'000);
    network_.push_back(copy);
  }
  if (!healed_ && random_.chance(3)) message.bytes.resize(random_.below(message.bytes.size() + 1));
  network_.push_back(message);
  if (!healed_ && random_.chance(5)) network_.push_back(giveUp);
}

void World::deliver(Message message) {
  DeviceNode& node = *nodes_[static_cast<std::size_t>(message.node - 1)];
  if (message.toServer) return serve(message);
  if (node.post != message.post || !node.online) return;  // nobody waits for it any more
  node.post = 0;
  std::optional<StorageFault> fault;
  if (!healed_ && random_.chance(6)) fault.emplace(node.database(), random_.between(20, 6'000));
  const sync::Instructions instructions = message.failure ? node.session().failed(message.status)
                                                          : node.session().response(message.bytes);
  fault.reset();
  perform(node, instructions);
}

void World::serve(const Message& message) {
  DeviceNode& node = *nodes_[static_cast<std::size_t>(message.node - 1)];
  const std::string seqSql =
      "SELECT last_client_seq FROM sync_device WHERE dev = " + std::to_string(message.device);
  const std::int64_t before = number(*serverDatabase_, seqSql);
  Message answer{false,          false, message.node, message.post,
                 message.device, 200,   {},           nowMs_ + random_.between(5, 200)};
  ++exchanges_;
  sync::SyncCaller caller;
  caller.device = message.device;
  caller.user = "user" + std::to_string(message.node) + "@shop";
  caller.isAdmin = !staff_.contains(message.device);
  Result<sync::Exchange> result = [&] {
    std::optional<StorageFault> fault;
    if (!healed_ && random_.chance(4)) fault.emplace(*serverDatabase_, random_.between(20, 8'000));
    return authority_->exchange(message.bytes, caller);
  }();
  if (!result) {
    note("server storage fails for device " + std::to_string(node.name()));
    if (number(*serverDatabase_, seqSql) != before) broken("a failed exchange changed the server");
    answer.failure = true;
    answer.status = 500;
    network_.push_back(std::move(answer));
    return;
  }
  account(message.device, before, result->frames);
  if (result->headMoved) {
    for (auto& other : nodes_) {
      if (!other->online || random_.chance(healed_ ? 0 : 30)) continue;
      perform(*other, other->session().poked(result->head));
    }
  }
  answer.bytes = std::move(result->frames);
  if (!healed_ && random_.chance(8)) {
    answer.failure = true;
    answer.status = 0;
    answer.at = nowMs_ + kGiveUpMs;
    answer.bytes.clear();
  } else if (!healed_ && random_.chance(3)) {
    answer.bytes.resize(random_.below(answer.bytes.size() + 1));
  }
  network_.push_back(std::move(answer));
}

void World::perform(DeviceNode& node, const sync::Instructions& instructions) {
  for (const sync::Instruction& instruction : instructions) {
    if (const auto* post = std::get_if<sync::Post>(&instruction)) {
      send(node, post->bytes);
    } else if (const auto* timer = std::get_if<sync::SetTimer>(&instruction)) {
      node.timerAt = nowMs_ + timer->ms;
    } else if (const auto* bootstrap = std::get_if<sync::Bootstrap>(&instruction)) {
      broken("device " + std::to_string(node.name()) +
             " asks for a new image: " + bootstrap->reason);
    } else if (std::holds_alternative<sync::NewDevice>(instruction)) {
      const auto device =
          authority_->enrolDevice("user" + std::to_string(node.name()) + "@shop", "sim");
      PANNIER_CHECK(device.ok());
      note("device " + std::to_string(node.name()) + " becomes number " + std::to_string(*device));
      if (staff_.contains(node.device)) staff_.insert(*device);
      node.device = *device;
      perform(node, node.session().newDevice(*device));
    } else if (std::holds_alternative<sync::SignedOut>(instruction)) {
      broken("signed out without reason");
    }
  }
  journal(node);
}

void World::journal(DeviceNode& node) {
  auto changes = node.session().takeJournalChanges();
  if (!changes) return;  // a storage fault: asked again after the next event
  for (sync::JournalEntry& entry : changes->put) node.journal[entry.number] = std::move(entry.blob);
  for (const std::int64_t dropped : changes->drop) node.journal.erase(dropped);
}

// --- checks
// ---------------------------------------------------------------------------------------------

/// Tells the model what the server took, in its order.
void World::account(std::uint32_t device, std::int64_t before,
                    const std::vector<std::uint8_t>& answer) {
  const std::int64_t after =
      number(*serverDatabase_,
             "SELECT last_client_seq FROM sync_device WHERE dev = " + std::to_string(device));
  if (after == before) return;
  std::map<std::int64_t, sync::TxResult> results;
  const auto frames = sync::readFrames(answer);
  PANNIER_CHECK(frames.ok());
  for (const sync::Frame& frame : *frames) {
    if (frame.type != sync::FrameType::kAck) continue;
    const auto ack = sync::decode<sync::Ack>(frame.body);
    PANNIER_CHECK(ack.ok());
    for (const sync::TxResult& result : ack->results) results[result.clientSeq] = result;
  }
  for (std::int64_t seq = before + 1; seq <= after; ++seq) {
    const auto place = numbers_.find({device, seq});
    if (place == numbers_.end() || !results.contains(seq))
      return broken("the server took an unknown transaction");
    const sync::TxResult& result = results[seq];
    if (!processed_.insert(place->second).second) return broken("a transaction was applied twice");
    note("server takes " + std::to_string(device) + "/" + std::to_string(seq) + " (number " +
         std::to_string(place->second.second) + ") status " +
         std::to_string(static_cast<int>(result.status)) + " " + result.message);
    if (result.status == sync::TxStatus::kRejected) {
      refused_.insert(place->second);
      continue;
    }
    for (const Change& change : ledger_[place->second]) model_.apply(change, device, result.stamp);
  }
}

void World::checkStamps() {
  const std::int64_t last = number(*serverDatabase_, "SELECT max(last_stamp) FROM sync_device");
  const std::int64_t stored = number(*serverDatabase_, "SELECT max(stamp) FROM sync_row_meta");
  const std::int64_t latest = (latestServerMs_ + 120'000 + 1) << 16;
  if (std::max(last, stored) > latest) broken("I4: a stored stamp is too far in the future");
}

void World::heal() {
  note("heal");
  healed_ = true;
  network_.clear();
  for (auto& node : nodes_) {
    node->online = true;
    node->crash();
    perform(*node, node->session().start());
  }
  for (int i = 0; i < 4'000 && failure_.empty(); ++i) {
    const auto head = authority_->head();
    PANNIER_CHECK(head.ok());
    bool quiet = true;
    for (auto& node : nodes_) {
      const std::int64_t cursor =
          *sync::ClientState(node->database()).integer(sync::ClientState::kCursor);
      quiet =
          quiet && cursor == *head && number(node->database(), "SELECT count(*) FROM outbox") == 0;
    }
    if (quiet) return;
    if (!nextEvent()) return broken("I13: nothing is going to happen although work is left");
  }
  if (failure_.empty()) broken("I13: the world does not come to rest");
}

void World::checkEnd() {
  const std::string truth = dump(*serverDatabase_);
  for (auto& node : nodes_) {
    const std::string name = "device " + std::to_string(node->name());
    if (dump(node->database()) != truth) {
      std::FILE* server = std::fopen((folder_ + "/server.txt").c_str(), "w");
      std::FILE* device = std::fopen((folder_ + "/device.txt").c_str(), "w");
      if (server != nullptr) std::fputs(truth.c_str(), server), std::fclose(server);
      if (device != nullptr)
        std::fputs(dump(node->database()).c_str(), device), std::fclose(device);
      return broken("I2: " + name +
                    " differs from the server (see server.txt, device.txt in the folder)");
    }
    if (number(node->database(), "SELECT count(*) FROM shadow") != 0)
      return broken("a shadow is left on " + name);
    for (const auto& [key, changes] : ledger_) {
      if (key.first == node->name() && !processed_.contains(key)) {
        return broken("I3: number " + std::to_string(key.second) + " of " + name +
                      " never reached the server");
      }
    }
    std::int64_t refused = 0;
    for (const auto& key : refused_) refused += key.first == node->name() ? 1 : 0;
    if (number(node->database(), "SELECT count(*) FROM rejected") != refused) {
      return broken("I12: " + name + " does not keep its refused transactions");
    }
    std::int64_t kept = 0;
    for (const auto& [entry, blob] : node->journal) kept += blob.empty() ? 0 : 1;
    if (kept != refused) return broken("the journal of " + name + " has entries left over");
  }
  checkAgainstModel();
  const std::string path =
      folder_ + "/image" + std::to_string(seed_) + "-" + std::to_string(++images_);
  const auto image = sync::buildSnapshot(*serverDatabase_, path);
  if (!image) return broken("snapshot: " + image.error().message);
  OpenOptions options;
  options.readOnly = true;
  auto opened = Database::open(path, options);
  if (!opened || dump(*opened) != truth) broken("I22: the image differs from the server");
}

}  // namespace pannier::simulation
