#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"

namespace pannier::server {

/// On whose behalf the backend works. Authentication happened before; the backend decides what the
/// role may do.
struct Caller {
  std::uint32_t device =
      0;    ///< enrolled device, already checked to belong to `user`; 0 = the server itself
  Id user;  ///< none for the command line
  std::string userEmail;  ///< "" for the command line
  std::string role;       ///< "admin" or "staff"
  /// True only for the command line on this machine. Parameters that name files of the server
  /// (import.run's `path`) must be refused when it is false.
  bool local = false;
};

/// A prepared first-sync image on disk: one SQLite file, gzipped.
struct SnapshotFile {
  std::string path;            ///< readable file; may be replaced by rename, never changed in place
  std::uint64_t rawBytes = 0;  ///< size after decompression
  std::string id;              ///< changes whenever the content does; letters, digits, '-' and '_'
};

/// What the network side needs from the shop: the core and the server half of sync. Every member is
/// called from one thread at a time (the storage lane), so an implementation needs no locks.
class Backend {
 public:
  virtual ~Backend() = default;

  /// Runs a command of the API. `paramsJson` is untrusted JSON text, at most the route's body cap.
  /// Returns the JSON text of the result.
  virtual Result<std::string> call(std::string_view command, std::string_view paramsJson,
                                   const Caller& caller) = 0;

  /// Issues a new device number for a browser of the user with this e-mail address, by which
  /// conflicts name them.
  virtual Result<std::uint32_t> enrolDevice(std::string_view userEmail, std::string_view name) = 0;

  /// Sync frames in, sync frames out (POST /sync). `frames` is untrusted. Errors are for requests
  /// that could not be answered in frames at all.
  virtual Result<std::vector<std::uint8_t>> exchange(std::span<const std::uint8_t> frames,
                                                     const Caller& caller) = 0;

  /// The image a device starts from; builds or refreshes it when needed.
  virtual Result<SnapshotFile> snapshot(const Caller& caller) = 0;

  /// The newest server sequence, the one that pokes announce.
  virtual std::int64_t headSequence() = 0;

  /// Changes when the store was restored from a backup; devices then start anew.
  virtual std::string epoch() = 0;

  /// Every command with its parameter schema, as JSON text.
  virtual std::string commandsJson() = 0;

  /// `callback(head)` is called, on the storage lane, after each commit that moved the head. At
  /// most one callback; an empty one ends it.
  virtual void onHeadMoved(std::function<void(std::int64_t head)> callback) = 0;
};

}  // namespace pannier::server
