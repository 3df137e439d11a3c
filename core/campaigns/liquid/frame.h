#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/campaigns/liquid/value.h"

namespace pannier::liquid {

/// The variables one template sees. `include` works in the frame of its caller, `render` in a new
/// one.
struct Frame {
  template <class T>
  using Named = std::map<std::string, T, std::less<>>;

  Named<Value> variables;                             ///< assign, capture
  std::vector<std::pair<std::string, Value>> locals;  ///< loop variables and arguments, inner last
  Named<std::int64_t> counters;                       ///< increment, decrement
  Named<std::int64_t> loopEnds;                       ///< where `offset: continue` goes on
  Named<std::size_t> cycles;                          ///< next value of each cycle
  std::shared_ptr<const LoopState> loop;              ///< innermost `for`
  bool isIsolated = false;                            ///< inside `render`

  /// Locals first, then variables, counters, and the data.
  [[nodiscard]] Value find(std::string_view name, json::View data) const {
    for (auto local = locals.rbegin(); local != locals.rend(); ++local) {
      if (local->first == name) return local->second;
    }
    if (const auto it = variables.find(name); it != variables.end()) return it->second;
    if (const auto it = counters.find(name); it != counters.end()) return Value(it->second);
    return Value::fromJson(data.find(name));
  }
};

}  // namespace pannier::liquid
