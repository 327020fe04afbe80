#include <fmt/format.h>

#include <cmath>

#include "aibelt/base/random.hpp"
#include "aibelt/base/statistics.hpp"
#include "aibelt/workload/checkpointing.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/training_validation/score.hpp"

using namespace aibelt;
using base::Duration;
using base::Span;

namespace {

struct Case {
  std::string name;
  Span interval;
  Span restart;
  Span failure;
};

Case case_of(std::map<std::string, std::string> row) {
  const auto minutes = [](const std::string& text) { return Span::from_base_units(60 * std::stod(text)); };
  return {fmt::format("{}, {} min", row["case"], row["interval_min"]), minutes(row["interval_min"]),
          minutes(row["restart_min"]),
          workload::failure_distance(std::stod(row["nodes"]), std::stod(row["rate_per_node_day"]))};
}

Duration microseconds(Span span) { return Duration(std::llround(span.in_base_units() * 1e6)); }

/// Time that `work` takes under random failures, restarts after each.
Duration time_with_failures(const workload::CheckpointPlan& plan, Duration work, Span failure, base::Stream& stream) {
  Duration total{};
  for (Duration startup{}; work > Duration::zero(); startup = plan.restart) {
    const Duration until_failure = microseconds(Span::from_base_units(stream.exponential(failure.in_base_units())));
    const Duration length = run_length(plan, startup, work);
    if (until_failure >= length) {
      return total + length;
    }
    total += until_failure;
    work -= progress_after(plan, startup, work, until_failure).saved;
  }
  return total;
}

}  // namespace

TEST_CASE("Daly's exact effective time ratio gives every printed digit of the table") {
  const auto file = test::shared_data("tables/ettr_checks.csv");
  if (!file) {
    AIBELT_SKIP("no table of effective time ratios");
  }
  fmt::print("\nEffective time ratio\n");
  for (auto& row : test::rows_of(*file)) {
    const Case c = case_of(row);
    const double found = workload::effective_time_ratio(c.interval, Span{}, c.restart, c.failure);
    fmt::print("  {:<34} published {:>4}, exact {}, model {:.4f}\n", c.name, row["published"], row["daly_exact"],
               found);
    CHECK(std::round(found * 1000) / 1000 == Approx(std::stod(row["daly_exact"])));
  }
}

TEST_CASE("progress under random failures gives Daly's exact ratio within three standard errors") {
  const auto file = test::shared_data("tables/ettr_checks.csv");
  if (!file) {
    AIBELT_SKIP("no table of effective time ratios");
  }
  fmt::print("\nEffective time ratio by simulation, 400 runs of 200 intervals, without and with a write time\n");
  for (auto& row : test::rows_of(*file)) {
    const Case c = case_of(row);
    for (const double write_min : {0.0, 1.0}) {
      const Span write = Span::from_base_units(60 * write_min);
      const workload::CheckpointPlan plan{microseconds(c.interval), microseconds(write), microseconds(c.restart)};
      const Duration work = plan.interval * 200;
      base::Stream stream(1, c.name);
      base::Mean inverse;
      for (int i = 0; i < 400; ++i) {
        const Duration taken = time_with_failures(plan, work, c.failure, stream);
        inverse.add(static_cast<double>(taken.count()) / static_cast<double>(work.count()));
      }
      const double exact = workload::effective_time_ratio(c.interval, write, c.restart, c.failure);
      const double off = (inverse.mean() - 1 / exact) / inverse.standard_error();
      fmt::print("  {:<34} write {:.0f} min: exact {:.4f}, simulated {:.4f}, {:+.2f} standard errors\n", c.name,
                 write_min, exact, 1 / inverse.mean(), off);
      CHECK(std::abs(off) <= 3);
    }
  }
}
