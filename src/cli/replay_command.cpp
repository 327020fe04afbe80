#include "replay_command.hpp"

#include <chrono>
#include <cstdio>

#include <fmt/format.h>

#include "aibelt/policy/scheduling.hpp"
#include "interrupt.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

std::string figures(const datacenter::ReplayResult& result) {
  const datacenter::ReplayMetrics& metrics = result.metrics;
  return text_table(
      {
          {"processors", fmt::format("{}", result.processors), ""},
          {"jobs", fmt::format("{}", metrics.jobs), ""},
          {"jobs that waited", fmt::format("{}", metrics.jobs_waited), ""},
          {"jobs backfilled", fmt::format("{}", metrics.jobs_backfilled), ""},
          {"mean wait", fmt::format("{:.2f}", metrics.mean_wait_s), "s"},
          {"max wait", fmt::format("{:.0f}", metrics.max_wait_s), "s"},
          {"mean bounded slowdown", fmt::format("{:.3f}", metrics.mean_bounded_slowdown), ""},
          {"makespan", fmt::format("{:.0f}", metrics.makespan_s), "s"},
          {"utilisation", fmt::format("{:.5f}", metrics.utilisation), ""},
      },
      2);
}

}  // namespace

Exit replay_trace(const datacenter::ReplayOptions& options) {
  watch_for_interrupts();
  datacenter::ReplayOptions watched = options;
  watched.is_stopped = is_interrupted;
  base::Issues issues;
  const auto started = std::chrono::steady_clock::now();
  const datacenter::ReplayResult result = datacenter::replay(watched, issues);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (result.is_stopped) {
    return give_up();
  }
  print_issues(issues, options.trace.string());
  if (!issues.empty()) {
    return Exit::bad_input;
  }
  if (result.bad_rows.count() > 0) {
    for (const base::Issue& issue : result.bad_rows.issues(options.trace.string())) {
      fmt::print(stderr, "{}\n", to_text(issue));
    }
    fmt::print(stderr, "{} bad rows\n", result.bad_rows.count());
  }
  fmt::print("{}", figures(result));
  fmt::print(stderr, "{} jobs/s\n", short_number(static_cast<double>(result.metrics.jobs) / seconds));
  return Exit::ok;
}

std::vector<std::string> scheduling_policies() {
  std::vector<std::string> names;
  for (const auto& kind : policy::SchedulingPolicy::kinds()) {
    names.push_back(kind.info.name);
  }
  return names;
}

}  // namespace aibelt::cli
