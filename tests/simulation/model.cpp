#include "tests/simulation/model.h"

#include <algorithm>

namespace pannier::simulation {

void Model::apply(const Change& change, std::uint32_t device, std::int64_t stamp) {
  const Key key{change.row, change.place};
  const auto present = registers_.find(key);
  switch (change.rule) {
    case Rule::kPresence:
    case Rule::kGreatest:
      if (present == registers_.end() || change.number > present->second.number) {
        registers_[key] = {change.value, change.number, stamp, device};
      }
      return;
    case Rule::kLatest:
      applyLatest(change, device, stamp);
      return;
  }
}

void Model::applyLatest(const Change& change, std::uint32_t device, std::int64_t stamp) {
  const Key key{change.row, change.place};
  const auto place = registers_.find(key);
  if (place == registers_.end()) {
    registers_[key] = {change.value, 0, stamp, device};
    return;
  }
  Winner& winner = place->second;
  const bool knewIt = winner.device == device || winner.value == change.seen;
  if (knewIt) {
    winner = {change.value, 0, std::max(stamp, winner.stamp + 1), device};
    return;
  }
  const bool later = std::tie(stamp, device) > std::tie(winner.stamp, winner.device);
  if (change.value != winner.value) losers_.insert(later ? winner.value : change.value);
  if (later) winner = {change.value, 0, std::max(stamp, winner.stamp + 1), device};
}

}  // namespace pannier::simulation
