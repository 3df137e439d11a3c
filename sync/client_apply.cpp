#include "sync/client_apply.h"

#include <string>

#include "core/registry/registry.h"
#include "sync/client_state.h"
#include "sync/frame.h"
#include "sync/overlay.h"
#include "sync/shadow.h"
#include "sync/tx.h"

namespace pannier::sync {
namespace {

using registry::Entity;
using registry::Field;

constexpr std::string_view kAcknowledge =
    "UPDATE outbox SET state = 1, status = ?, ack_seq = ?, code = ?, message = ? WHERE client_seq "
    "= ? AND state = 0";
constexpr std::string_view kNumberOf =
    "SELECT number FROM outbox WHERE client_seq = ? AND state = 0";
constexpr std::string_view kNextSettled =
    "SELECT number, client_seq, status, code, message, body FROM outbox WHERE state = 1 AND "
    "ack_seq <= ?"
    " ORDER BY number LIMIT 1";
constexpr std::string_view kRemove = "DELETE FROM outbox WHERE number = ?";
constexpr std::string_view kRefuse =
    "INSERT INTO rejected(number, client_seq, code, message, body, at) VALUES (?, ?, ?, ?, ?, ?)";

Error malformed(std::string message) { return makeError(ErrorCode::kProtocol, std::move(message)); }

Status checkPage(const Page& page) {
  std::int64_t last = page.from;
  for (const PageRow& row : page.rows) {
    if (row.version <= last || row.causalLength < 1)
      return malformed("The server's page is out of order.");
    last = row.version;
  }
  if (page.to < last || (page.more && page.rows.empty()))
    return malformed("The server's page has a wrong end.");
  return {};
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

/// One transaction in which an answer enters the database.
class Applier {
 public:
  Applier(RowStore& rows, const ApplyClock& clock)
      : rows_(rows),
        database_(rows.database()),
        state_(database_),
        shadow_(database_),
        clock_(clock) {}

  Result<Applied> run(const Received& answer) {
    PANNIER_ASSIGN(result_.cursor, state_.integer(ClientState::kCursor));
    PANNIER_TRY(acknowledge(answer.ack));
    if (answer.page) PANNIER_TRY(applyPage(*answer.page));
    PANNIER_TRY(retire());
    PANNIER_TRY(keepClock(answer.welcome));
    PANNIER_TRY(writeLog());
    PANNIER_TRY(rows_.finish());
    return std::move(result_);
  }

 private:
  Status acknowledge(const Ack& ack) {
    for (const TxResult& result : ack.results) {
      PANNIER_ASSIGN(const std::int64_t number, database_.integer(kNumberOf, 0, result.clientSeq));
      if (number == 0) continue;
      PANNIER_TRY(database_.run(kAcknowledge, static_cast<int>(result.status), result.seq,
                                result.code, result.message, result.clientSeq));
      ++result_.acknowledged;
      if (result.status == TxStatus::kConflicts) ++conflicts_;
      if (result.status != TxStatus::kRejected) ++accepted_;
      result_.touched.push_back(number);
    }
    return {};
  }

  Status applyPage(const Page& page) {
    if (page.from != result_.cursor)
      return malformed("The server's page begins elsewhere than this device stands.");
    PANNIER_ASSIGN(const bool clean, shadow_.isEmpty());
    for (const PageRow& row : page.rows) PANNIER_TRY(applyRow(row, clean));
    result_.rows = static_cast<std::int64_t>(page.rows.size());
    result_.cursor = page.to;
    return state_.set(ClientState::kCursor, page.to);
  }

  Status applyRow(const PageRow& from, bool clean) {
    const Entity* entity = registry::findEntity(from.entity);
    if (entity == nullptr) return noteUnknown();
    PANNIER_ASSIGN(const std::vector<FieldChange> fields, confirmedFields(*entity, from));
    std::vector<ShadowField> dirty;
    if (!clean) {
      PANNIER_ASSIGN(dirty, shadow_.load(from.entity, from.row));
    }
    PANNIER_ASSIGN(std::optional<StoredRow> row, rows_.read(*entity, from.row));
    if (!row) return insertRow(*entity, from, fields, dirty);
    if (from.version <= row->version) return {};
    std::vector<FieldChange> clear;
    for (const FieldChange& change : fields) {
      if (findShadow(dirty, change.field) == nullptr)
        clear.push_back(change);
      else
        PANNIER_TRY(shadow_.setValue(from.entity, from.row, change.field, change.value));
    }
    if (!clear.empty()) PANNIER_TRY(rows_.update(*entity, *row, clear));
    if (findShadow(dirty, kPresenceField) != nullptr) {
      PANNIER_TRY(shadow_.setValue(from.entity, from.row, kPresenceField, from.causalLength));
    } else {
      PANNIER_TRY(rows_.setCausalLength(*entity, *row, from.causalLength));
    }
    return rows_.setVersion(*entity, *row, from.version);
  }

  Status insertRow(const Entity& entity, const PageRow& from,
                   const std::vector<FieldChange>& fields, const std::vector<ShadowField>& dirty) {
    if (!from.whole)
      return malformed("The server sent part of a record that this device does not have.");
    for (const FieldChange& change : fields) {
      if (findShadow(dirty, change.field) == nullptr) continue;
      PANNIER_TRY(shadow_.setValue(from.entity, from.row, change.field, change.value));
    }
    if (findShadow(dirty, kPresenceField) != nullptr) {
      PANNIER_TRY(shadow_.setValue(from.entity, from.row, kPresenceField, from.causalLength));
    }
    auto made = rows_.insert(entity, from.row, fields, from.version, from.causalLength);
    if (!made) return std::move(made).error();
    return {};
  }

  /// What the page says about the fields we know: a whole row also says which are null.
  Result<std::vector<FieldChange>> confirmedFields(const Entity& entity, const PageRow& from) {
    std::vector<FieldChange> fields;
    for (const FieldChange& change : from.fields) {
      if (registry::findField(entity, change.field) != nullptr)
        fields.push_back(change);
      else
        PANNIER_TRY(noteUnknown());
    }
    if (!from.whole) return fields;
    for (const Field& field : entity.fields) {
      bool given = false;
      for (const FieldChange& change : from.fields) given = given || change.field == field.number;
      if (!given) fields.push_back({field.number, Value{}});
    }
    return fields;
  }

  /// A newer server sent what this version cannot store: a later version starts from a new image.
  Status noteUnknown() {
    return state_.set(ClientState::kSkippedUnknown, registry::kSchemaVersion);
  }

  /// Transactions whose outcome the confirmed values now have.
  Status retire() {
    while (true) {
      std::int64_t number = 0;
      std::int64_t clientSeq = 0;
      std::string code;
      std::string message;
      bool refused = false;
      std::vector<std::uint8_t> bytes;
      {
        Rows rows = database_.query(kNextSettled, result_.cursor);
        if (!rows.next()) return rows.status();
        number = rows.integer(0);
        clientSeq = rows.integer(1);
        refused = rows.integer(2) == static_cast<int>(TxStatus::kRejected);
        code = rows.text(3);
        message = rows.text(4);
        bytes.assign(rows.blob(5).begin(), rows.blob(5).end());
      }
      PANNIER_ASSIGN(const TxBody body, decode<TxBody>(bytes));
      PANNIER_TRY(removeOverlay(rows_, body, number));
      PANNIER_TRY(database_.run(kRemove, number));
      result_.touched.push_back(number);
      if (!refused) continue;
      PANNIER_TRY(database_.run(kRefuse, number, clientSeq, code, message,
                                std::span<const std::uint8_t>(bytes), clock_.nowMs));
      PANNIER_TRY(appendLog(database_, clock_.nowMs, "attention",
                            "Not accepted by the server: " + summarise(body) + ". " + message));
    }
  }

  Status keepClock(const Welcome& welcome) {
    PANNIER_ASSIGN(const Stamp last, state_.integer(ClientState::kClock));
    HybridClock clock(last);
    clock.receive(welcome.clock);
    PANNIER_TRY(state_.set(ClientState::kClock, clock.last()));
    if (clock_.offsetMs) PANNIER_TRY(state_.set(ClientState::kClockOffset, *clock_.offsetMs));
    return state_.set(ClientState::kLastSyncedAt, clock_.nowMs);
  }

  Status writeLog() {
    if (accepted_ > 0) {
      PANNIER_TRY(appendLog(database_, clock_.nowMs, "up",
                            "Sent " + counted(accepted_, "change.", "changes.")));
    }
    if (conflicts_ > 0) {
      PANNIER_TRY(appendLog(database_, clock_.nowMs, "merged",
                            counted(conflicts_, "change", "changes") +
                                " met a later change made elsewhere; both "
                                "values are kept under Conflicts."));
    }
    if (result_.rows > 0) {
      PANNIER_TRY(appendLog(database_, clock_.nowMs, "down",
                            "Received " + counted(result_.rows, "record.", "records.")));
    }
    return {};
  }

  RowStore& rows_;
  Database& database_;
  ClientState state_;
  ShadowTable shadow_;
  const ApplyClock& clock_;
  Applied result_;
  std::int64_t accepted_ = 0;
  std::int64_t conflicts_ = 0;
};

}  // namespace

Result<Received> readAnswer(std::span<const std::uint8_t> bytes) {
  PANNIER_ASSIGN(const std::vector<Frame> frames, readFrames(bytes));
  if (frames.empty()) return malformed("The server's answer is empty.");
  Received answer;
  if (frames[0].type == FrameType::kError) {
    PANNIER_ASSIGN(ErrorMessage error, decode<ErrorMessage>(frames[0].body));
    answer.error = std::move(error);
    return answer;
  }
  if (frames[0].type != FrameType::kWelcome)
    return malformed("The server's answer does not begin with WELCOME.");
  PANNIER_ASSIGN(answer.welcome, decode<Welcome>(frames[0].body));
  for (std::size_t i = 1; i < frames.size(); ++i) {
    if (frames[i].type == FrameType::kAck && i == 1) {
      PANNIER_ASSIGN(answer.ack, decode<Ack>(frames[i].body));
    } else if (frames[i].type == FrameType::kPage && !answer.page) {
      PANNIER_ASSIGN(Page page, decode<Page>(frames[i].body));
      PANNIER_TRY(checkPage(page));
      answer.page = std::move(page);
    } else {
      return malformed("The server's answer has frames in the wrong order.");
    }
  }
  return answer;
}

Result<Applied> applyAnswer(RowStore& rows, const Received& answer, const ApplyClock& clock) {
  PANNIER_ASSIGN(Transaction transaction, Transaction::begin(rows.database()));
  Applier applier(rows, clock);
  auto applied = applier.run(answer);
  Status committed = applied ? transaction.commit() : Status{};
  if (!applied || !committed) {
    rows.abandon();
    return applied ? std::move(committed).error() : std::move(applied).error();
  }
  applied->changed = rows.takeChangedEntities();
  return applied;
}

}  // namespace pannier::sync
