#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "sync/merge.h"

namespace pannier::sync {

/// Who wrote each field of one row last: a baseline, and the fields that differ from it. Field 0 is
/// the row's presence (its causal length).
class RowMeta {
 public:
  /// What is true of a row without an entry: the server wrote it whole, at `version`.
  static RowMeta bulk(std::int64_t version) { return RowMeta{{0, 0, version}, {}}; }
  RowMeta() = default;
  RowMeta(Register base, std::vector<std::pair<std::uint16_t, Register>> over)
      : base_(base), over_(std::move(over)) {}

  [[nodiscard]] const Register& of(std::uint16_t field) const noexcept;
  void set(std::uint16_t field, const Register& writer);
  /// Was the field written by itself, after the row was made?
  [[nodiscard]] bool has(std::uint16_t field) const noexcept;
  [[nodiscard]] const Register& base() const noexcept { return base_; }
  [[nodiscard]] const std::vector<std::pair<std::uint16_t, Register>>& over() const noexcept {
    return over_;
  }

 private:
  Register base_;
  std::vector<std::pair<std::uint16_t, Register>> over_;
};

/// `version` is the row's `_v`, used when the row has no entry.
Result<RowMeta> loadRowMeta(Database& database, std::uint16_t entity, const Id& row,
                            std::int64_t version);
Status saveRowMeta(Database& database, std::uint16_t entity, const Id& row, const RowMeta& meta);

}  // namespace pannier::sync
