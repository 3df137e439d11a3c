#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/registry/registry.h"
#include "core/storage/value.h"
#include "sync/hybrid_clock.h"

/// How changes of the same thing by several devices meet. Pure functions over values: no clock, no
/// storage. A *register* is what merges as one: a field, or all fields of one kLwwGroup group.
namespace pannier::sync {

/// Who wrote a register last, as the server knows it.
struct Register {
  Stamp stamp = 0;
  std::uint32_t device = 0;  ///< 0 = the server
  std::int64_t seq = 0;      ///< server sequence of that write
  friend bool operator==(const Register&, const Register&) = default;
};

/// The same about a write that arrives.
struct Incoming {
  Stamp stamp = 0;
  std::uint32_t device = 0;
  std::int64_t base = 0;  ///< the row version its author had seen
};

/// The author had seen what is stored, or wrote it: his change follows it, whatever the clocks say.
constexpr bool isSequential(const Register& stored, const Incoming& incoming) noexcept {
  return stored.seq <= incoming.base || stored.device == incoming.device;
}

struct MergeOutcome {
  bool take = false;        ///< the arriving values replace the stored ones
  bool sequential = false;  ///< it followed what is stored; not a meeting of two
  bool conflict = false;    ///< two different values met, and one of them lost: keep it
  Stamp stamp = 0;          ///< if taken: the stamp to store, above the one it replaces
};

/// `stored` and `incoming` hold the values of all fields of the register, in the same order.
MergeOutcome mergeRegister(registry::MergeClass mergeClass, std::span<const Value> stored,
                           const Register& writer, std::span<const Value> incoming,
                           const Incoming& author);

/// One replica's state of a register, for joining two replicas without a server between them: the
/// law mergeRegister follows for concurrent writes. Commutative, associative, idempotent for kLww,
/// kLwwGroup, kKeepCopy, kMax and kMin.
struct Versioned {
  std::vector<Value> values;
  Stamp stamp = 0;
  std::uint32_t device = 0;
  friend bool operator==(const Versioned&, const Versioned&) = default;
};
Versioned join(registry::MergeClass mergeClass, const Versioned& a, const Versioned& b);

/// Presence of a row: odd = present, even = deleted; adding makes it odd, removing even, the longer
/// history wins (the causal length set of Yu and Rostad, 2020).
constexpr std::int64_t joinCausalLength(std::int64_t a, std::int64_t b) noexcept {
  return a > b ? a : b;
}

/// -1, 0, 1: null before everything, then by type, then by value. A total order (NaN before
/// numbers).
int compareValues(const Value& a, const Value& b) noexcept;

/// Losers of these classes are shown to people; of the others nothing is ever lost.
constexpr bool keepsLosers(registry::MergeClass mergeClass) noexcept {
  using enum registry::MergeClass;
  return mergeClass == kLww || mergeClass == kLwwGroup || mergeClass == kKeepCopy;
}

}  // namespace pannier::sync
