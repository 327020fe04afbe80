#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/failures.hpp"

namespace aibelt::test {

/// How the repairs of the peer end; two published versions differ.
struct RepairOdds {
  double escalates;   ///< share of failed servers that go on to manual repair
  double auto_cures;  ///< chance that a repair without the manual stage mends a bad server
  double manual_cures;
};

struct AiresimRun {
  double minutes = 0;  ///< of training, all told
  std::int64_t n_failures = 0;
  std::int64_t n_selections = 0;
  std::int64_t n_preemptions = 0;
};

/// The default case of AIReSim [airesim2026] on `Failures`: one job of 4,096 servers and 16 warm standbys out of a pool
/// of 4,160, another 200 to preempt; 256 days of work; servers fail while the job computes only.
///
/// A failed server goes to repair and a standby takes its place after 20 minutes of recovery. Where no standby is left,
/// hosts are chosen anew at random from the pool, which takes 3 minutes; a pool of fewer than 4,096 is first filled to
/// 4,112 by preemption, 20 minutes each. A repaired server joins the pool, and the standbys while they are under 16.
class AiresimCase {
 public:
  AiresimCase(RepairOdds odds, std::uint64_t seed);

  AiresimRun run();

 private:
  static datacenter::FailureSpec spec(RepairOdds odds);
  void select_hosts();
  void fill_pool();
  /// Computes until the work is done or a server fails without a standby to replace it.
  void compute();
  /// Takes the failed server off the job and the pool.
  void drop(std::int32_t server);
  /// Plays repairs and faults until `end`; the server that failed, at `now_`, where one did.
  std::optional<std::int32_t> advance(base::SimTime end);
  void wait(base::Duration span) { advance(now_ + span); }
  void take_back(std::int32_t server);

  base::SimTime now_{};
  datacenter::FailureSpec spec_;
  datacenter::Failures failures_;
  base::Stream choice_;
  std::vector<std::int32_t> pool_;  ///< servers that work or could
  std::vector<std::size_t> place_;  ///< of a server in `pool_`
  std::deque<std::int32_t> spares_;
  std::deque<std::int32_t> standbys_;
  std::vector<bool> is_active_;
  bool is_running_ = false;
  base::Duration work_left_ = 256 * base::kDay;
  AiresimRun run_;
};

}  // namespace aibelt::test
