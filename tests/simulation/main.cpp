#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "tests/simulation/world.h"

/// pannier_simulation [--seeds N] [--from S] [--seed X]
/// Runs N worlds (default 300) from seed S (default 1), or just seed X with its trace. Exit 1 at
/// the first broken invariant, after printing the seed and the last events.
int main(int argc, char** argv) {
  using pannier::simulation::World;
  std::uint64_t from = 1;
  std::uint64_t seeds = 300;
  bool single = false;
  for (int i = 1; i < argc; i += 2) {
    const bool known = i + 1 < argc &&
                       (std::strcmp(argv[i], "--seeds") == 0 ||
                        std::strcmp(argv[i], "--from") == 0 || std::strcmp(argv[i], "--seed") == 0);
    if (!known) {
      std::fprintf(stderr, "usage: %s [--seeds N] [--from S] [--seed X]\n", argv[0]);
      return 2;
    }
    const std::uint64_t value = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--seeds") == 0)
      seeds = value;
    else
      from = value;
    if (std::strcmp(argv[i], "--seed") == 0) single = true;
  }
  if (single) seeds = 1;
  const auto folder =
      std::filesystem::temp_directory_path() /
      ("pannier-simulation-" + std::to_string(static_cast<unsigned long>(
                                   std::chrono::steady_clock::now().time_since_epoch().count())));
  std::filesystem::create_directories(folder);
  const auto began = std::chrono::steady_clock::now();
  std::int64_t exchanges = 0;
  std::int64_t changes = 0;
  std::size_t conflicts = 0;
  for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
    World world(seed, folder.string());
    const std::string failure = world.run();
    exchanges += world.exchanges();
    changes += world.changes();
    conflicts += world.conflicts();
    if (single || !failure.empty()) std::printf("%s", world.trace().c_str());
    if (failure.empty()) continue;
    std::printf("sim: seed %llu: %s\nsee %s; run again with --seed %llu\n",
                static_cast<unsigned long long>(seed), failure.c_str(), folder.c_str(),
                static_cast<unsigned long long>(seed));
    return 1;
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf(
      "sim: %llu worlds, 0 broken, %lld exchanges, %lld values written, %zu conflicts kept, %.1f "
      "s\n",
      static_cast<unsigned long long>(seeds), static_cast<long long>(exchanges),
      static_cast<long long>(changes), conflicts, seconds);
  return 0;
}
