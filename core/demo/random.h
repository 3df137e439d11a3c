#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pannier::demo {

/// The same numbers for the same seed on every machine (the standard library's distributions differ
/// between implementations). SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// 0 .. bound-1; 0 when bound is 0.
  std::size_t below(std::size_t bound) noexcept {
    return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound);
  }
  /// low .. high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
    return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
  }
  /// 0 <= x < 1
  double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) noexcept { return unit() < probability; }
  /// An element of a non-empty array, vector or span, which must outlive the answer.
  template <class List>
  const auto& pick(const List& list) noexcept {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

/// Draws indexes in proportion to weights.
class Weighted {
 public:
  void add(double weight) { ends_.push_back((ends_.empty() ? 0 : ends_.back()) + weight); }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  [[nodiscard]] double total() const noexcept { return ends_.empty() ? 0 : ends_.back(); }
  [[nodiscard]] std::size_t draw(Random& random) const { return draw(random, 0, ends_.size()); }
  /// Among begin .. end-1 only.
  [[nodiscard]] std::size_t draw(Random& random, std::size_t begin, std::size_t end) const;

 private:
  std::vector<double> ends_;
};

}  // namespace pannier::demo
