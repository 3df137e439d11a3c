#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/api/commands.h"
#include "core/base/time_zone.h"
#include "core/interop/import_types.h"

namespace pannier::interop {

inline constexpr std::size_t kKeptRejections = 1'000;
/// Ops in one transaction: the sync queue and the undo log take them in this size.
inline constexpr std::size_t kMaxOpsPerCommit = 2'000;

/// Things that happen often and are told once, with their number and the first lines.
enum class Notice : std::uint8_t {
  kFormulaCell,
  kAmbiguousCustomer,
  kKeptDifferentValue,
  kUnusableEmail,
  kUnusablePhone,
  kUnknownCountry,
  kForeignCurrency,
  kStaysUnsubscribed,
  kRepeatedCustomer,
  kScatteredOrder,
  kCount,
};

/// What the parts of one import share: the database, the way to write, the counts, and what is to
/// be told. A dry run goes through the same calls and writes nothing.
class ImportSession {
 public:
  ImportSession(Id run, bool dryRun) : run_(run), dryRun_(dryRun) {}

  /// The command this step runs in; set before each step.
  void bind(api::CommandContext& context) noexcept { context_ = &context; }
  /// Reads the shop's currency and time zone. Errors: kStorage, or what TimeZone::fromJson says.
  Status readShop();

  [[nodiscard]] const Id& run() const noexcept { return run_; }
  [[nodiscard]] bool dryRun() const noexcept { return dryRun_; }
  [[nodiscard]] api::CommandContext& context() noexcept { return *context_; }
  [[nodiscard]] Database& database() noexcept { return context_->database(); }
  [[nodiscard]] const TimeZone& zone() const noexcept { return zone_; }
  [[nodiscard]] const std::string& shopCurrency() const noexcept { return currency_; }
  [[nodiscard]] std::int64_t startedAt() const noexcept { return startedAt_; }

  /// The row when it is live.
  Result<std::optional<StoredRow>> readLive(registry::EntityNo entity, const Id& id);
  Result<bool> isLive(registry::EntityNo entity, const Id& id);
  /// Writer::putNew and Writer::patch, left out by a dry run.
  Status put(registry::EntityNo entity, const Id& id, const NamedValues& values);
  Status patch(registry::EntityNo entity, const Id& id, const NamedValues& values);

  /// Commits when `ops` more would not fit into the transaction, so that what belongs together
  /// stands together.
  Status makeRoom(std::size_t ops);
  /// Writes the counts into the import run and commits.
  Status commit();

  void reject(std::int64_t line, std::string column, std::string reason);
  void note(Notice notice, std::int64_t line, std::string_view example = {});
  void warn(std::string text) { warnings_.push_back(std::move(text)); }
  [[nodiscard]] std::vector<std::string> warnings() const;
  [[nodiscard]] const std::vector<ImportRejectedRow>& rejected() const noexcept {
    return rejected_;
  }

  ImportCounts counts;
  /// The counts as of the last commit.
  [[nodiscard]] const ImportCounts& committed() const noexcept { return committed_; }

 private:
  struct Noted {
    std::int64_t count = 0;
    std::vector<std::int64_t> lines;
    std::vector<std::string> examples;
  };

  Writer& writer();

  Id run_;
  bool dryRun_;
  api::CommandContext* context_ = nullptr;
  TimeZone zone_;
  std::string currency_;
  std::int64_t startedAt_ = 0;
  ImportCounts committed_;
  std::vector<ImportRejectedRow> rejected_;
  std::array<Noted, static_cast<std::size_t>(Notice::kCount)> noted_;
  std::vector<std::string> warnings_;
};

/// The counts as fields of import_run.
NamedValues runCounts(const ImportCounts& counts);

/// For maps from text that are asked with views.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

}  // namespace pannier::interop
