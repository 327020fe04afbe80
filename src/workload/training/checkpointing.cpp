#include "aibelt/workload/checkpointing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "aibelt/base/error.hpp"
#include "aibelt/base/portable_math.hpp"

namespace aibelt::workload {
namespace {

using base::Duration;
using base::Span;

constexpr double kSecondsPerDay = 86400;

/// e^x − 1 for x >= 0, by its series near 0, where the difference would lose digits.
double exp_minus_one(double x) {
  if (x > 0.5) {
    return base::exp(x) - 1;
  }
  double sum = 0;
  double term = x;
  for (int n = 2; sum + term != sum; ++n) {
    sum += term;
    term *= x / n;
  }
  return sum;
}

/// Writes that stand before the end of `done` work, of which the last part is still unsaved.
std::int64_t writes_before(const CheckpointPlan& plan, Duration done) {
  if (plan.interval <= Duration::zero() || done <= Duration::zero()) {
    return 0;
  }
  return (done.count() - 1) / plan.interval.count();
}

}  // namespace

base::DataSize checkpoint_size(double parameters, double bytes_per_parameter) {
  return base::DataSize::from_base_units(parameters * bytes_per_parameter);
}

double effective_time_ratio(Span interval, Span write, Span restart, Span failure) {
  base::ensure(interval > Span{} && failure > Span{},
               "an effective time ratio wants an interval and a failure distance");
  const double lost = exp_minus_one(((interval + write) / failure).in_base_units());
  return (interval / failure).in_base_units() / (base::exp((restart / failure).in_base_units()) * lost);
}

Span failure_distance(double nodes, double rate_per_node_day) {
  base::ensure(nodes > 0 && rate_per_node_day > 0, "a failure distance wants nodes and a rate above 0");
  return Span::from_base_units(kSecondsPerDay / (nodes * rate_per_node_day));
}

Span young_interval(Span write, Span failure) {
  return Span::from_base_units(std::sqrt(2 * write.in_base_units() * failure.in_base_units()));
}

Span daly_interval(Span write, Span failure) {
  if (write >= failure * 2) {
    return failure;
  }
  const double half = (write / failure).in_base_units() / 2;
  return young_interval(write, failure) * (1 + std::sqrt(half) / 3 + half / 9) - write;
}

Progress progress_after(const CheckpointPlan& plan, Duration startup, Duration work, Duration wall) {
  if (wall >= run_length(plan, startup, work)) {
    return {work, work};
  }
  const Duration running = std::max(Duration::zero(), wall - startup);
  if (plan.interval <= Duration::zero()) {
    return {std::min(running, work), Duration::zero()};
  }
  const Duration cycle = plan.interval + plan.write;
  const Duration saved = plan.interval * (running / cycle);
  return {std::min(work, saved + std::min(running % cycle, plan.interval)), saved};
}

Duration time_to_perform(const CheckpointPlan& plan, Duration startup, Duration done) {
  return startup + done + plan.write * writes_before(plan, done);
}

Duration run_length(const CheckpointPlan& plan, Duration startup, Duration work) {
  const bool writes_at_end = plan.interval > Duration::zero() && work > Duration::zero();
  return time_to_perform(plan, startup, work) + (writes_at_end ? plan.write : Duration::zero());
}

}  // namespace aibelt::workload
