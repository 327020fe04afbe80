#include <string>

#include "tests/policy_scheduling/rough_cluster.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::RoughCluster;
using test::Roughness;

namespace {

bool is_pinned(const std::string& policy) { return policy.ends_with("_pinned"); }

/// What happened in `n_seeds` runs.
struct Sum {
  std::int64_t refused = 0;
  std::int64_t preempted = 0;
  std::int64_t promises_kept = 0;
};

Sum play(const std::string& policy, const Roughness& roughness, std::uint64_t n_seeds) {
  base::Issues issues;
  const auto rule = policy::scheduling_policy(policy, issues);
  Sum sum;
  for (std::uint64_t seed = 0; seed < n_seeds; ++seed) {
    CAPTURE(policy, seed);
    RoughCluster cluster(*rule, roughness, seed);
    cluster.run(120);
    sum.refused += cluster.n_refused();
    sum.preempted += cluster.n_preempted();
    sum.promises_kept += cluster.n_promises_kept();
  }
  return sum;
}

}  // namespace

TEST_CASE("under every policy all jobs get done on nodes that refuse, fail, come back and overrun") {
  const Roughness roughness = {
      .is_fragmented = true, .has_failures = true, .has_overruns = true, .has_withdrawals = true};
  for (const auto& kind : policy::SchedulingPolicy::kinds()) {
    if (!is_pinned(kind.info.name)) {
      const Sum sum = play(kind.info.name, roughness, 200);
      CHECK(sum.refused > 100);
    }
  }
}

TEST_CASE("under every policy all jobs get done with one trouble at a time") {
  const Roughness roughness =
      GENERATE(Roughness{.is_fragmented = true}, Roughness{.has_failures = true}, Roughness{.is_growing = true},
               Roughness{.has_overruns = true}, Roughness{.has_withdrawals = true});
  for (const auto& kind : policy::SchedulingPolicy::kinds()) {
    if (!is_pinned(kind.info.name)) {
      const Sum sum = play(kind.info.name, roughness, 60);
      CHECK((roughness.is_fragmented || roughness.has_overruns || sum.refused == 0));
    }
  }
}

TEST_CASE("easy_backfill and conservative_backfill keep every promise while the cluster grows and jobs are withdrawn") {
  const std::string policy = GENERATE("easy_backfill", "conservative_backfill");
  const Sum sum = play(policy, {.is_growing = true, .has_withdrawals = true, .are_promises_firm = true}, 200);
  CHECK(sum.promises_kept > 1'000);
}
