#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/storage/change.h"
#include "core/storage/database.h"
#include "sync/messages.h"
#include "sync/shadow.h"

namespace pannier::sync {

/// Turns captured ops into wire ops and keeps the shadow table in step. One builder for one
/// ChangeSet, inside its transaction.
class OpBuilder {
 public:
  OpBuilder(Database& database, const ChangeSet& changes)
      : database_(database), shadow_(database), changes_(changes) {}

  /// The wire ops of changes.ops[index]: several when its fields were seen at different versions.
  /// `number` is the outbox transaction they will be part of. Call with ascending indexes.
  Result<std::vector<WireOp>> build(std::size_t index, std::int64_t number);

 private:
  Result<std::int64_t> causalLengthAfter(const registry::Entity& entity, const Op& op,
                                         const OpBefore& before);
  Result<WireOp> buildPresence(const registry::Entity& entity, const Op& op, const OpBefore& before,
                               std::int64_t number);
  Result<std::vector<WireOp>> buildPatch(const registry::Entity& entity, const Op& op,
                                         const OpBefore& before, std::int64_t number);
  Result<std::vector<FieldChange>> completed(const registry::Entity& entity, const Op& op);

  Database& database_;
  ShadowTable shadow_;
  const ChangeSet& changes_;
  bool counted_ = false;
  std::unordered_map<Id, std::int64_t, IdHash>
      flipsLeft_;  // presence changes still to come, by row
};

/// Does this op change whether the row is there?
bool flipsPresence(const Op& op, const OpBefore& before) noexcept;

}  // namespace pannier::sync
