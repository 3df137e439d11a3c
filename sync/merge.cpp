#include "sync/merge.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace pannier::sync {
namespace {

using registry::MergeClass;

template <class T>
int order(const T& a, const T& b) noexcept {
  if (a < b) return -1;
  return b < a ? 1 : 0;
}

int orderReals(double a, double b) noexcept {
  if (std::isnan(a) || std::isnan(b)) return order(!std::isnan(a), !std::isnan(b));
  return order(a, b);
}

int compareLists(std::span<const Value> a, std::span<const Value> b) noexcept {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (const int result = compareValues(a[i], b[i]); result != 0) return result;
  }
  return order(a.size(), b.size());
}

bool sameLists(std::span<const Value> a, std::span<const Value> b) noexcept {
  return compareLists(a, b) == 0;
}

/// Is the second write the winner of two concurrent ones? One device gives one transaction one
/// stamp, so equal (stamp, device) with different values cannot happen; the values decide to stay
/// total.
bool secondWins(const Versioned& first, const Versioned& second) noexcept {
  if (first.stamp != second.stamp) return second.stamp > first.stamp;
  if (first.device != second.device) return second.device > first.device;
  return compareLists(second.values, first.values) > 0;
}

/// max and min: null is "nothing known" and never wins.
bool reachesFurther(MergeClass mergeClass, const Value& stored, const Value& incoming) noexcept {
  if (isNull(incoming)) return false;
  if (isNull(stored)) return true;
  const int result = compareValues(incoming, stored);
  return mergeClass == MergeClass::kMax ? result > 0 : result < 0;
}

}  // namespace

int compareValues(const Value& a, const Value& b) noexcept {
  if (a.index() != b.index()) return order(a.index(), b.index());
  if (const auto* integer = std::get_if<std::int64_t>(&a))
    return order(*integer, *std::get_if<std::int64_t>(&b));
  if (const auto* real = std::get_if<double>(&a))
    return orderReals(*real, *std::get_if<double>(&b));
  if (const auto* text = std::get_if<std::string>(&a))
    return order(*text, *std::get_if<std::string>(&b));
  if (const auto* id = std::get_if<Id>(&a)) return order(*id, *std::get_if<Id>(&b));
  return 0;
}

MergeOutcome mergeRegister(MergeClass mergeClass, std::span<const Value> stored,
                           const Register& writer, std::span<const Value> incoming,
                           const Incoming& author) {
  PANNIER_CHECK(!stored.empty() && stored.size() == incoming.size());
  MergeOutcome outcome;
  outcome.sequential = isSequential(writer, author);
  outcome.stamp = std::max(author.stamp, writer.stamp + 1);
  switch (mergeClass) {
    case MergeClass::kImmutable:
      // Set once: the first value stays. Filling in what was never set is not a change.
      outcome.take = isNull(stored[0]) && !isNull(incoming[0]);
      return outcome;
    case MergeClass::kMax:
    case MergeClass::kMin:
      outcome.take = reachesFurther(mergeClass, stored[0], incoming[0]);
      return outcome;
    case MergeClass::kLww:
    case MergeClass::kLwwGroup:
    case MergeClass::kKeepCopy:
      break;
  }
  if (outcome.sequential) {
    outcome.take = true;
    return outcome;
  }
  const Versioned mine{{stored.begin(), stored.end()}, writer.stamp, writer.device};
  const Versioned theirs{{incoming.begin(), incoming.end()}, author.stamp, author.device};
  outcome.take = secondWins(mine, theirs);
  outcome.conflict = !sameLists(stored, incoming);
  return outcome;
}

Versioned join(MergeClass mergeClass, const Versioned& a, const Versioned& b) {
  if (mergeClass == MergeClass::kMax || mergeClass == MergeClass::kMin) {
    if (sameLists(a.values, b.values)) return secondWins(a, b) ? b : a;
    return reachesFurther(mergeClass, a.values[0], b.values[0]) ? b : a;
  }
  return secondWins(a, b) ? b : a;
}

}  // namespace pannier::sync
