#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/database.h"

namespace pannier::wasm {

/// Which requests of the pages have already written, remembered in the write's own transaction
/// (table `engine_request`, this device only). A page whose leader was closed before it answered
/// sends the request again with the same id; the next leader asks here whether it ran. Being part
/// of the transaction, the answer is right whenever the tab died.
///
/// Stands between the core and the outbox as a ChangeSink.
class RequestLog : public ChangeSink {
 public:
  /// `next` outlives the log.
  explicit RequestLog(ChangeSink& next) : next_(next) {}

  /// Makes the table in a database that does not have it yet.
  static Status prepare(Database& database);

  /// The request that runs from now on; empty: none that could be repeated.
  void begin(std::string_view requestId) { requestId_ = requestId; }

  Status record(Database& database, const ChangeSet& changes) override;

  /// The envelope to answer a repeated request with when it already wrote; nullopt when it did not.
  /// Names the rows it made ("id", and "variant_id" for a campaign's variant); the number for undo
  /// is lost.
  static Result<std::optional<std::string>> envelopeOf(Database& database,
                                                       std::string_view requestId);

 private:
  ChangeSink& next_;
  std::string requestId_;
};

}  // namespace pannier::wasm
