#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

/// The oracle: what a shop must look like, worked out with maps from what people did and saw.
/// Shares no code with sync/. Values are text made unique by their writer, so a value names its
/// write.
namespace pannier::simulation {

enum class Rule { kLatest, kGreatest, kPresence };

/// A person's change of one register, with what he saw of it when he made it.
struct Change {
  std::string row;    ///< "customer/…"
  std::string place;  ///< the register: a field, a group, or "presence"
  Rule rule = Rule::kLatest;
  std::string value;
  std::string seen;
  std::int64_t number = 0;  ///< kGreatest: the value; kPresence: the causal length
  bool creates = false;     ///< part of making the row
};

struct Winner {
  std::string value;
  std::int64_t number = 0;
  std::int64_t stamp = 0;
  std::uint32_t device = 0;
};

class Model {
 public:
  /// The server took this change as part of a transaction with this stamp.
  void apply(const Change& change, std::uint32_t device, std::int64_t stamp);

  using Key = std::pair<std::string, std::string>;  // row, place
  [[nodiscard]] const std::map<Key, Winner>& registers() const { return registers_; }
  /// Losing values that must be kept, each exactly once.
  [[nodiscard]] const std::multiset<std::string>& losers() const { return losers_; }

 private:
  void applyLatest(const Change& change, std::uint32_t device, std::int64_t stamp);

  std::map<Key, Winner> registers_;
  std::multiset<std::string> losers_;
};

}  // namespace pannier::simulation
