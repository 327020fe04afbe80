/// Placement on 50,000 accelerators in 6,250 nodes: a job comes, an earlier one goes, at a steady load. Prints the time
/// of a million of such pairs by policy and its ratio to a bare stack of free accelerators, which knows no nodes; exits 1
/// where a policy takes longer than the bound.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "aibelt/policy/placement.hpp"

namespace {

using namespace aibelt;

constexpr int kPairs = 1'000'000;
constexpr int kRounds = 3;
constexpr std::int32_t kNodes = 6'250;
constexpr std::int32_t kNodeAccelerators = 8;
constexpr std::int32_t kRackNodes = 8;
constexpr std::int32_t kGroupRacks = 16;
constexpr double kLoad = 0.9;
constexpr double kBoundSeconds = 2;

/// Marsaglia's xorshift: as cheap as a source can be, so that placement is what is timed.
class Source {
 public:
  std::uint64_t below(std::uint64_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ % n;
  }

 private:
  std::uint64_t state_ = 88172645463325252ULL;
};

/// One accelerator for half of the jobs, up to a node's for most others, gangs of 16 to 128 for one in thirty-two.
std::int32_t draw_size(Source& source) {
  const std::uint64_t kind = source.below(32);
  if (kind == 0) {
    return static_cast<std::int32_t>(16 << source.below(4));
  }
  return kind <= 16 ? 1 : static_cast<std::int32_t>(1 << source.below(4));
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Jobs come until `capacity` is loaded, then one goes for each that comes; `take(size, job)` false: no place.
template <class Take, class GiveBack>
double time_pairs(std::int64_t capacity, const Take& take, const GiveBack& give_back) {
  Source source;
  std::vector<std::int32_t> running;  // jobs
  std::vector<std::int32_t> idle;
  std::vector<std::int32_t> sizes(static_cast<std::size_t>(capacity));
  for (std::size_t i = sizes.size(); i > 0; --i) {
    idle.push_back(static_cast<std::int32_t>(i - 1));
  }
  const auto limit = static_cast<std::int64_t>(kLoad * static_cast<double>(capacity));
  std::int64_t used = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int n_pairs = 0; n_pairs < kPairs;) {
    const std::int32_t job = idle.back();
    const std::int32_t size = draw_size(source);
    if (used + size <= limit && take(size, job)) {
      idle.pop_back();
      running.push_back(job);
      sizes[static_cast<std::size_t>(job)] = size;
      used += size;
      continue;
    }
    std::swap(running[source.below(running.size())], running.back());
    const std::int32_t last = running.back();
    running.pop_back();
    idle.push_back(last);
    used -= sizes[static_cast<std::size_t>(last)];
    give_back(last);
    ++n_pairs;
  }
  return seconds_since(start);
}

double time_policy(const policy::PlacementPolicy& policy) {
  policy::NodePool pool;
  for (std::int32_t i = 0; i < kNodes; ++i) {
    pool.add({.accelerators = kNodeAccelerators}, {i / kRackNodes, i / kRackNodes / kGroupRacks});
  }
  std::vector<policy::Placement> placements(static_cast<std::size_t>(pool.accelerators()));
  const auto take = [&](std::int32_t size, std::int32_t job) {
    return pool.take({.accelerators = size}, policy, placements[static_cast<std::size_t>(job)]);
  };
  const auto give_back = [&](std::int32_t job) { pool.give_back(placements[static_cast<std::size_t>(job)]); };
  return time_pairs(pool.accelerators(), take, give_back);
}

double time_bare() {
  constexpr std::int64_t kAccelerators = std::int64_t{kNodes} * kNodeAccelerators;
  std::vector<std::int32_t> free;
  for (std::int32_t i = 0; i < kAccelerators; ++i) {
    free.push_back(i);
  }
  std::vector<std::vector<std::int32_t>> held(static_cast<std::size_t>(kAccelerators));
  const auto take = [&](std::int32_t size, std::int32_t job) {
    held[static_cast<std::size_t>(job)].assign(free.end() - size, free.end());
    free.resize(free.size() - static_cast<std::size_t>(size));
    return true;
  };
  const auto give_back = [&](std::int32_t job) {
    const auto& list = held[static_cast<std::size_t>(job)];
    free.insert(free.end(), list.begin(), list.end());
  };
  return time_pairs(kAccelerators, take, give_back);
}

template <class Timed>
double fastest(const Timed& timed) {
  double best = timed();
  for (int i = 1; i < kRounds; ++i) {
    best = std::min(best, timed());
  }
  return best;
}

}  // namespace

int main() {
  const double bare = fastest(time_bare);
  std::printf("%d pairs of take and give_back, %d nodes of %d; bare stack %.3f s\n", kPairs, kNodes, kNodeAccelerators,
              bare);
  bool is_fast = true;
  for (const std::string name : {"pack", "spread", "topology"}) {
    base::Issues issues;
    const auto policy = policy::placement_policy(name, issues);
    const double seconds = fastest([&] { return time_policy(*policy); });
    std::printf("%-9s %.3f s, %.1f times the bare stack, bound %.1f s\n", name.c_str(), seconds, seconds / bare,
                kBoundSeconds);
    is_fast = is_fast && seconds < kBoundSeconds;
  }
  return is_fast ? 0 : 1;
}
