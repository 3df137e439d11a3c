#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/storage/rows.h"
#include "sync/conflict_book.h"
#include "sync/merge.h"
#include "sync/messages.h"
#include "sync/row_meta.h"
#include "sync/tenant.h"

namespace pannier::sync {

/// Whose transaction is applied.
struct TxAuthor {
  std::uint32_t device = 0;
  bool isAdmin = true;
  Stamp stamp = 0;
};

/// May this device send this op, and has it the right form? Looks at the registry only. Errors
/// become the rejection the person reads.
Status checkOp(const WireOp& op, const TxAuthor& author);

/// Applies one device transaction to the server's rows: merges every register, gives every changed
/// row its sequence, keeps losers. The caller holds a savepoint and rolls it back on any error.
class TxApplier {
 public:
  TxApplier(RowStore& rows, Tenant& tenant, std::int64_t nowMs)
      : rows_(rows), tenant_(tenant), conflicts_(rows, tenant, nowMs) {}

  /// The fields that lost. Errors of code kStorage are the server's trouble; all others reject the
  /// transaction.
  Result<std::vector<LostField>> apply(const TxBody& body, const TxAuthor& author);

 private:
  struct RowWork;
  struct EditedField {
    const registry::Entity* entity;
    Id row;
    const registry::Field* field;
    bool operator<(const EditedField& other) const noexcept;
  };

  Status applyOp(const WireOp& op, const TxAuthor& author);
  Status insertRow(const registry::Entity& entity, const WireOp& op, const TxAuthor& author);
  Status mergeFields(RowWork& work);
  Status mergeOne(RowWork& work, const registry::Field& field, std::vector<FieldChange>& changes);
  Status mergePresence(RowWork& work);
  Status keepUnseenEdits(RowWork& work, const Side& deleter);

  RowStore& rows_;
  Tenant& tenant_;
  ConflictBook conflicts_;
  std::vector<LostField> lost_;
  std::set<EditedField> followed_;  // registers changed by somebody who had seen them
};

}  // namespace pannier::sync
