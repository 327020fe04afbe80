#pragma once

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"

/// Checkpoints of long work: closed forms for their cost, and exact integer arithmetic of progress for a simulation.
namespace aibelt::workload {

/// Bytes a checkpoint takes per parameter: 2 of weights, 12 of master weights and moments.
inline constexpr double kCheckpointBytesPerParameter = 14;

base::DataSize checkpoint_size(double parameters, double bytes_per_parameter = kCheckpointBytesPerParameter);

/// Effective training time ratio: the share of time that becomes work kept, where failures come at random with mean
/// distance `failure`, also while restarting and writing [daly2006]:
/// τ / (M e^(R/M) (e^((τ+δ)/M) − 1)). Interval and failure above 0.
double effective_time_ratio(base::Span interval, base::Span write, base::Span restart, base::Span failure);

/// Mean distance of failures of `nodes` nodes that fail independently, `rate_per_node_day` each; both above 0.
base::Span failure_distance(double nodes, double rate_per_node_day);

/// √(2 δ M) [young1974].
base::Span young_interval(base::Span write, base::Span failure);

/// Daly's higher-order optimum [daly2006]: √(2δM) (1 + ⅓ √(δ/2M) + δ/18M) − δ for δ < 2M, else M.
base::Span daly_interval(base::Span write, base::Span failure);

/// When work is saved: after every `interval` of work the work stops for `write`, and once more after its last, shorter
/// part. An interval of zero saves nothing before the end and writes nothing.
struct CheckpointPlan {
  base::Duration interval{};
  base::Duration write{};
  base::Duration restart{};  ///< what an attempt after a failure costs before it works
};

struct Progress {
  base::Duration done{};   ///< work performed
  base::Duration saved{};  ///< work that a failure leaves, at most `done`
};

/// Progress of an attempt at `work`, `wall` after its begin, of which the first `startup` does no work (zero, or
/// `plan.restart`). One microsecond of running performs one of work. Exact; nothing is negative.
Progress progress_after(const CheckpointPlan& plan, base::Duration startup, base::Duration work, base::Duration wall);

/// The shortest time after which `done` work is performed; `startup` for none. The inverse of `progress_after(...).done`
/// for 0 < done <= work.
base::Duration time_to_perform(const CheckpointPlan& plan, base::Duration startup, base::Duration done);

/// The time after which all of `work` is performed and saved: how long an attempt runs when nothing fails.
base::Duration run_length(const CheckpointPlan& plan, base::Duration startup, base::Duration work);

}  // namespace aibelt::workload
