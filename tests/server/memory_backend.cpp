// A backend for the tests of the network side alone: it keeps everything in memory and echoes.
// Linked instead of server-stub/store into the test binary, never into the product.
#include <sodium.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "core/base/json.h"
#include "server-stub/static/encoding.h"
#include "server-stub/tools.h"

namespace pannier::server {
namespace {

class MemoryBackend : public Backend {
 public:
  explicit MemoryBackend(std::string dataDir) : dataDir_(std::move(dataDir)) {}

  /// test.echo returns parameters and caller; test.fail an error; test.sleep waits; test.move moves
  /// the head; test.throw throws.
  Result<std::string> call(std::string_view command, std::string_view paramsJson,
                           const Caller& caller) override {
    PANNIER_ASSIGN(const json::Value params, json::parse(paramsJson));
    if (command == "test.echo") {
      auto answer = json::Value::object();
      answer.set("params", json::Value(params.view())).set("email", caller.userEmail);
      answer.set("role", caller.role).set("device", static_cast<std::int64_t>(caller.device));
      answer.set("local", caller.local);
      return answer.dump();
    }
    if (command == "test.fail") {
      Error error = makeError(ErrorCode::kInvalidArgument, "The test wants this to fail.", "query");
      error.position = 7;
      return error;
    }
    if (command == "test.sleep") {
      const auto ms = params.view().find("ms").integerOr(0);
      std::this_thread::sleep_for(std::chrono::milliseconds(ms));
      return std::string("{}");
    }
    if (command == "test.move") {
      ++head_;
      if (moved_) moved_(head_);
      return std::string("{}");
    }
    if (command == "test.throw") throw std::runtime_error("thrown by the test");
    return makeError(ErrorCode::kNotFound, "There is no command " + std::string(command) + ".");
  }

  Result<std::uint32_t> enrolDevice(std::string_view, std::string_view) override {
    return ++devices_;
  }

  Result<std::vector<std::uint8_t>> exchange(std::span<const std::uint8_t> frames,
                                             const Caller&) override {
    return std::vector<std::uint8_t>(frames.rbegin(), frames.rend());
  }

  Result<SnapshotFile> snapshot(const Caller&) override {
    const std::string path = dataDir_ + "/test-snapshot.gz";
    std::string raw;
    for (int i = 0; i < 200'000; ++i) raw += std::to_string(i * 7919) + "\n";
    std::ofstream(path, std::ios::binary) << gzipCompress(raw);
    return SnapshotFile{path, raw.size(), "snap-1"};
  }

  std::int64_t headSequence() override { return head_; }
  std::string epoch() override { return "epoch-1"; }
  std::string commandsJson() override { return describeCommands(); }
  void onHeadMoved(std::function<void(std::int64_t)> callback) override {
    moved_ = std::move(callback);
  }

 private:
  std::string dataDir_;
  std::int64_t head_ = 41;
  std::uint32_t devices_ = 0;
  std::function<void(std::int64_t)> moved_;
};

}  // namespace

Result<std::unique_ptr<Backend>> openBackend(const std::string& dataDir, const Environment&) {
  return std::unique_ptr<Backend>(std::make_unique<MemoryBackend>(dataDir));
}
std::string describeCommands() { return "[{\"name\":\"test.echo\"}]"; }
Status fillDemo(const std::string&, const DemoOptions&, const Environment&,
                const std::function<void(const std::string&)>& progress) {
  progress("Filled.");
  return {};
}
Status backupShop(const std::string&, const std::string& file) {
  std::ofstream(file) << "shop";
  return {};
}
Result<std::string> examineShop(const std::string&) { return std::string("The shop is sound."); }

}  // namespace pannier::server
