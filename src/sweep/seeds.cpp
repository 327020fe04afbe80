#include "aibelt/base/random.hpp"
#include "aibelt/sweep/point.hpp"

namespace aibelt::sweep {

std::int64_t seed_of(std::int64_t sweep_seed, std::uint64_t replication) {
  if (replication == 0) {
    return sweep_seed;
  }
  constexpr std::uint64_t kSeeds = 9'000'000'000'000'001;
  base::Stream stream(static_cast<std::uint64_t>(sweep_seed), "replication/" + std::to_string(replication));
  return static_cast<std::int64_t>(stream.below(kSeeds));
}

}  // namespace aibelt::sweep
