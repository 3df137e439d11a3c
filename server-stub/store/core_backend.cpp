#include "server-stub/store/shop_file.h"
#include "server-stub/store/snapshots.h"
#include "server-stub/tools.h"

namespace pannier::server {
namespace {

/// Puts back an Error that the core turned into JSON for its callers.
Error errorOf(const std::string& text) {
  auto parsed = json::parse(text);
  if (!parsed) return makeError(ErrorCode::kInternal, text);
  const json::View view = parsed->view();
  Error error;
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    if (errorCodeName(static_cast<ErrorCode>(code)) == view.find("code").stringOr(""))
      error.code = static_cast<ErrorCode>(code);
  }
  error.message = view.find("message").stringOr("");
  error.field = view.find("field").stringOr("");
  error.detail = view.find("detail").stringOr("");
  if (view.has("position"))
    error.position = static_cast<std::size_t>(view.find("position").integerOr(0));
  if (view.has("length")) error.length = static_cast<std::size_t>(view.find("length").integerOr(0));
  return error;
}

/// The shop behind the network: core and authority on one database.
class CoreBackend : public Backend {
 public:
  CoreBackend(std::unique_ptr<ShopFile> shop, std::string dataDir)
      : shop_(std::move(shop)), snapshots_(std::move(dataDir)) {}

  Result<std::string> call(std::string_view command, std::string_view paramsJson,
                           const Caller& caller) override {
    const api::Caller who{caller.userEmail.empty() ? "server" : caller.userEmail,
                          caller.role != "staff", caller.local};
    Core::Outcome outcome = shop_->core().callAs(who, command, paramsJson);
    if (!outcome.changed.empty()) announce();
    if (!outcome.ok) return errorOf(outcome.json);
    return std::move(outcome.json);
  }

  Result<std::uint32_t> enrolDevice(std::string_view user, std::string_view name) override {
    return shop_->authority().enrolDevice(user, name);
  }

  Result<std::vector<std::uint8_t>> exchange(std::span<const std::uint8_t> frames,
                                             const Caller& caller) override {
    const sync::SyncCaller who{caller.device, caller.userEmail, caller.role == "admin"};
    PANNIER_ASSIGN(sync::Exchange exchanged, shop_->authority().exchange(frames, who));
    if (exchanged.headMoved) announce();
    return std::move(exchanged.frames);
  }

  Result<SnapshotFile> snapshot(const Caller&) override {
    PANNIER_ASSIGN(const std::string epoch, shop_->authority().epoch());
    return snapshots_.current(shop_->database(), headSequence(), epoch);
  }

  std::int64_t headSequence() override {
    auto head = shop_->authority().head();
    return head ? *head : 0;
  }

  std::string epoch() override {
    auto epoch = shop_->authority().epoch();
    return epoch ? *epoch : std::string();
  }

  std::string commandsJson() override {
    return api::describeCommands(shop_->core().commands()).dump();
  }

  void onHeadMoved(std::function<void(std::int64_t)> callback) override {
    headMoved_ = std::move(callback);
  }

 private:
  void announce() {
    if (headMoved_) headMoved_(headSequence());
  }

  std::unique_ptr<ShopFile> shop_;
  Snapshots snapshots_;
  std::function<void(std::int64_t)> headMoved_;
};

}  // namespace

Result<std::unique_ptr<Backend>> openBackend(const std::string& dataDir,
                                             const Environment& environment) {
  PANNIER_ASSIGN(std::unique_ptr<ShopFile> shop, ShopFile::open(dataDir, environment));
  return std::unique_ptr<Backend>(std::make_unique<CoreBackend>(std::move(shop), dataDir));
}

}  // namespace pannier::server
