#include <ctime>

#include <fmt/core.h>

#include "aibelt/base/statistics.hpp"
#include "tests/failures_validation/airesim.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

constexpr std::uint64_t kReplications = 30;

struct Published {
  double minutes;
  double failures;
  double selections;
};

/// Plays the case and prints it beside what is published.
base::Mean score(const char* name, RepairOdds odds, const Published& published) {
  base::Mean minutes;
  base::Mean failures;
  base::Mean selections;
  base::Mean preemptions;
  const std::clock_t begin = std::clock();
  for (std::uint64_t seed = 1; seed <= kReplications; ++seed) {
    const AiresimRun run = AiresimCase(odds, seed).run();
    minutes.add(run.minutes);
    failures.add(static_cast<double>(run.n_failures));
    selections.add(static_cast<double>(run.n_selections));
    preemptions.add(static_cast<double>(run.n_preemptions));
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  fmt::print("{}: {:.0f} min (sd {:.0f}), published {:.0f}: {:+.2f} %\n", name, minutes.mean(),
             minutes.standard_deviation(), published.minutes, 100 * (minutes.mean() / published.minutes - 1));
  fmt::print("  failures {:.1f} (published {:.1f}), host selections {:.1f} (published {:.1f}), preemptions {:.1f}\n",
             failures.mean(), published.failures, selections.mean(), published.selections, preemptions.mean());
  fmt::print("  {:.1f} ms of CPU time a replication (the peer: 14.1 s)\n", 1e3 * seconds / kReplications);
  CHECK(failures.mean() == Approx(published.failures).epsilon(0.01));
  return minutes;
}

}  // namespace

TEST_CASE("AIReSim's default case lasts as long as published") {
  const base::Mean minutes = score("AIReSim, as published", {0.8, 0.6, 0.8}, {591958, 11145.6, 42.9});
  CHECK(minutes.mean() == Approx(591958).epsilon(0.01));
  CHECK(minutes.mean() == Approx(592439).epsilon(0.01));
}

TEST_CASE("AIReSim's default case lasts as long as published after its repair rule was mended") {
  // Only repairs that failed go on: 0.4 x 0.8; of those that do not go on, 0.6 of 0.68 succeeded.
  const base::Mean minutes = score("AIReSim, mended", {0.32, 0.6 / 0.68, 0.8}, {589939, 11062.0, 19.8});
  CHECK(minutes.mean() == Approx(589939).epsilon(0.01));
}
