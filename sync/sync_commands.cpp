#include "sync/sync_commands.h"

#include <string>
#include <vector>

#include "core/customers/profile.h"
#include "sync/resolve_conflict.h"

namespace pannier::sync {
namespace {

using registry::EntityNo;

struct RecentLine {
  static constexpr std::string_view kName = "SyncLogLine";
  std::int64_t at = 0;
  std::string direction;
  std::string text;
  template <class V>
  static void describe(V& v) {
    v.field("at", &RecentLine::at);
    v.field("direction", &RecentLine::direction, "up, down, merged or attention");
    v.field("text", &RecentLine::text);
  }
};

struct StatusResult {
  static constexpr std::string_view kName = "SyncStatusResult";
  std::int64_t device = 0;
  std::int64_t pending = 0;
  std::int64_t rejected = 0;
  std::int64_t conflicts = 0;
  std::int64_t cursor = 0;
  std::string epoch;
  std::optional<std::int64_t> lastSyncedAt;
  std::vector<RecentLine> recent;
  template <class V>
  static void describe(V& v) {
    v.field("device", &StatusResult::device, "0 on the server");
    v.field("pending", &StatusResult::pending, "transactions the server has not confirmed");
    v.field("rejected", &StatusResult::rejected, "transactions the server refused");
    v.field("conflicts", &StatusResult::conflicts, "open conflicts");
    v.field("cursor", &StatusResult::cursor, "server sequence up to which everything is here");
    v.field("epoch", &StatusResult::epoch);
    v.field("last_synced_at", &StatusResult::lastSyncedAt);
    v.field("recent", &StatusResult::recent, "newest first");
  }
};

struct ConflictsParams {
  static constexpr std::string_view kName = "ConflictsListParams";
  std::string state = "open";
  std::int64_t limit = 200;
  template <class V>
  static void describe(V& v) {
    v.optional("state", &ConflictsParams::state, "open (default), restored, kept or settled");
    v.optional("limit", &ConflictsParams::limit, "1..1000, default 200");
  }
};

struct ConflictsResult {
  static constexpr std::string_view kName = "ConflictsListResult";
  std::vector<FieldConflict> conflicts;
  template <class V>
  static void describe(V& v) {
    v.field("conflicts", &ConflictsResult::conflicts);
  }
};

struct ResolveParams {
  static constexpr std::string_view kName = "ConflictsResolveParams";
  Id id;
  std::string action;
  template <class V>
  static void describe(V& v) {
    v.required("id", &ResolveParams::id);
    v.required("action", &ResolveParams::action,
               "restore (the value that lost) or keep (the one that stands)");
  }
};

struct RejectedRow {
  static constexpr std::string_view kName = "RejectedTransaction";
  std::int64_t clientSeq = 0;
  std::string code, message, summary;
  std::int64_t at = 0;
  template <class V>
  static void describe(V& v) {
    v.field("client_seq", &RejectedRow::clientSeq);
    v.field("code", &RejectedRow::code);
    v.field("message", &RejectedRow::message);
    v.field("summary", &RejectedRow::summary, "what it would have changed");
    v.field("at", &RejectedRow::at);
  }
};

struct RejectedResult {
  static constexpr std::string_view kName = "RejectedListResult";
  std::vector<RejectedRow> rejected;
  template <class V>
  static void describe(V& v) {
    v.field("rejected", &RejectedResult::rejected, "newest first");
  }
};

struct DiscardParams {
  static constexpr std::string_view kName = "RejectedDiscardParams";
  std::int64_t clientSeq = 0;
  template <class V>
  static void describe(V& v) {
    v.required("client_seq", &DiscardParams::clientSeq, "as rejected.list names it");
  }
};

Result<StatusResult> statusOf(SyncPlace& place) {
  PANNIER_ASSIGN(SyncStatus status, place.status());
  StatusResult result;
  result.device = status.device;
  result.pending = status.pending;
  result.rejected = status.rejected;
  result.conflicts = status.conflicts;
  result.cursor = status.cursor;
  result.epoch = std::move(status.epoch);
  result.lastSyncedAt = status.lastSyncedAt;
  for (LogLine& line : status.recent) {
    result.recent.push_back({line.at, std::move(line.direction), std::move(line.text)});
  }
  return result;
}

Result<ConflictsResult> listConflicts(api::CommandContext& context, const ConflictsParams& params) {
  if (params.limit < 1 || params.limit > 1000) {
    return makeError(ErrorCode::kInvalidArgument, "limit must be between 1 and 1000.", "limit");
  }
  const bool known = params.state == "open" || params.state == "restored" ||
                     params.state == "kept" || params.state == "settled";
  if (!known) {
    return makeError(ErrorCode::kInvalidArgument, "state must be open, restored, kept or settled.",
                     "state");
  }
  ConflictsResult result;
  PANNIER_ASSIGN(result.conflicts,
                 readConflicts(context.database(), params.state, Id{}, params.limit));
  return result;
}

Result<RejectedResult> listRejected(SyncPlace& place) {
  PANNIER_ASSIGN(std::vector<RejectedTx> list, place.rejectedList());
  RejectedResult result;
  for (RejectedTx& tx : list) {
    result.rejected.push_back(
        {tx.number, std::move(tx.code), std::move(tx.message), std::move(tx.summary), tx.at});
  }
  return result;
}

}  // namespace

void registerSyncCommands(api::CommandRegistry& registry, SyncPlace& place) {
  registry.add<api::Empty, StatusResult>(
      {"sync.status",
       "What has been sent, received, refused, and what needs attention.",
       {EntityNo::kConflict},
       false},
      [&place](api::CommandContext&, const api::Empty&) { return statusOf(place); });
  registry.add<ConflictsParams, ConflictsResult>(
      {"conflicts.list",
       "Values that lost against a concurrent change, newest first.",
       {EntityNo::kConflict, EntityNo::kCustomer},
       false},
      listConflicts);
  registry.add<ResolveParams, api::Empty>(
      {"conflicts.resolve",
       "Closes a conflict by restoring the losing value or keeping the winning one.",
       {},
       true},
      [](api::CommandContext& context, const ResolveParams& params) -> Result<api::Empty> {
        PANNIER_TRY(resolveConflict(context, params.id, params.action));
        return api::Empty{};
      });
  registry.add<api::Empty, RejectedResult>(
      {"rejected.list", "Changes the server refused, newest first.", {}, false},
      [&place](api::CommandContext&, const api::Empty&) { return listRejected(place); });
  registry.add<DiscardParams, api::Empty>(
      {"rejected.discard", "Forgets a change the server refused.", {}, true},
      [&place](api::CommandContext&, const DiscardParams& params) -> Result<api::Empty> {
        PANNIER_TRY(place.discardRejected(params.clientSeq));
        return api::Empty{};
      });
}

}  // namespace pannier::sync
