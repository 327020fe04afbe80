/// A job trace on a bare cluster under EASY, against a bare loop that scans the whole queue; then the cost of a job against
/// the length of the queue, and a million jobs on 50,000 processors. Prints medians; exits 1 where one exceeds its bound.
///
/// Reads the trace below the folder in AIBELT_DATA_DIR where it is there, else makes jobs of its own.

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/replay.hpp"
#include "bare_easy.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;
using workload::Job;

constexpr int kRounds = 7;
constexpr double kLoopBoundMs = 30;
constexpr double kWholeBoundJobsPerS = 300'000;
constexpr double kGrowthBound = 10;  ///< of the cost of a job while the queue grows a thousandfold
constexpr double kMillionBoundS = 4;
constexpr double kMillionBoundMb = 500;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Processor time used so far.
double cpu_s() { return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC); }

template <class Work>
double median_s(const Work& work) {
  std::array<double, kRounds> times{};
  for (double& time : times) {
    const auto start = std::chrono::steady_clock::now();
    work();
    time = seconds_since(start);
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

struct WaitSum : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& finished) override {
    ++jobs;
    wait_us += finished.wait().count();
  }

  std::int64_t jobs = 0;
  std::int64_t wait_us = 0;
};

/// Sizes and lengths spread evenly over powers of two, runtimes below estimates.
class Jobs {
 public:
  Jobs(std::int32_t processors, std::int32_t largest) : processors_(processors), largest_(largest) {}

  Job next(base::SimTime submission) {
    const std::int64_t estimate_s = spread(60, 86'400);
    const auto runtime_s = 1 + static_cast<std::int64_t>(stream_.below(static_cast<std::uint64_t>(estimate_s)));
    return {.number = ++number_,
            .submission = submission,
            .runtime = std::chrono::seconds{runtime_s},
            .estimate = std::chrono::seconds{estimate_s},
            .processors = static_cast<std::int32_t>(spread(1, largest_))};
  }

  /// `count` jobs that come at a rate filling `load` of the processors.
  std::vector<Job> over_time(std::size_t count, double load) {
    std::vector<Job> jobs;
    double work = 0;
    while (jobs.size() < count) {
      const auto elapsed_s = static_cast<std::int64_t>(work / (load * processors_));
      jobs.push_back(next(base::SimTime{std::chrono::seconds{elapsed_s}}));
      work += static_cast<double>(jobs.back().runtime / base::kSecond) * jobs.back().processors;
    }
    return jobs;
  }

 private:
  std::int64_t spread(std::int64_t low, std::int64_t high) {
    std::int64_t top = low;
    while (top < high && stream_.bernoulli(0.85)) {
      top *= 2;
    }
    return low + static_cast<std::int64_t>(stream_.below(static_cast<std::uint64_t>(std::min(top, high) - low + 1)));
  }

  std::int32_t processors_;
  std::int32_t largest_;
  std::int64_t number_ = 0;
  base::Stream stream_{1, "bench/replay"};
};

std::shared_ptr<const policy::SchedulingPolicy> policy_named(const std::string& name,
                                                             const std::vector<std::string>& settings = {}) {
  base::Issues issues;
  return policy::scheduling_policy(name, issues, settings);
}

std::int64_t wait_us(const std::vector<Job>& jobs, std::int32_t processors) {
  WaitSum sum;
  datacenter::run_jobs(*workload::source_of(jobs, processors), *policy_named("easy_backfill"), sum);
  return sum.wait_us;
}

bool compare_with_bare_loop(const std::vector<Job>& jobs, std::int32_t processors, const char* name) {
  std::int64_t bare_wait = 0;
  std::int64_t wait = 0;
  const double bare_s = median_s([&] { bare_wait = bench::bare_wait_us(jobs, processors); });
  const double loop_s = median_s([&] { wait = wait_us(jobs, processors); });
  const auto count = static_cast<double>(jobs.size());
  std::printf("%s: %zu jobs on %d processors, EASY\n", name, jobs.size(), processors);
  std::printf("  bare loop %21.1f ms %12.0f jobs/s\n", 1e3 * bare_s, count / bare_s);
  std::printf("  cluster loop %18.1f ms %12.0f jobs/s   ratio %.2f%s\n", 1e3 * loop_s, count / loop_s, loop_s / bare_s,
              wait == bare_wait ? "" : "   schedules differ");
  return 1e3 * loop_s <= kLoopBoundMs && wait == bare_wait;
}

bool time_whole_replay(const fs::path& trace) {
  const fs::path out = fs::temp_directory_path() / "aibelt_replay_bench";
  base::Issues issues;
  datacenter::ReplayResult result;
  const double whole_s = median_s([&] { result = datacenter::replay({.trace = trace, .out = out}, issues); });
  fs::remove_all(out);
  const double rate = static_cast<double>(result.metrics.jobs) / whole_s;
  std::printf("  whole replay with jobs.csv %4.1f ms %12.0f jobs/s\n", 1e3 * whole_s, rate);
  return rate >= kWholeBoundJobsPerS && issues.empty();
}

std::vector<Job> jobs_of(const fs::path& trace, std::int32_t processors) {
  base::Issues issues;
  workload::RowProblems problems;
  const auto source = workload::open_trace({.file = trace, .processors = processors}, problems, issues);
  std::vector<Job> jobs;
  for (Job job; source->next(job);) {
    jobs.push_back(job);
  }
  return jobs;
}

bool time_trace() {
  const char* folder = std::getenv("AIBELT_DATA_DIR");
  const fs::path trace = fs::path(folder == nullptr ? "." : folder) / "data/swf/KTH-SP2-1996-2.1-cln.swf";
  if (!fs::exists(trace)) {
    return compare_with_bare_loop(Jobs(100, 64).over_time(28'000, 0.7), 100, "made up");
  }
  const bool is_loop_fast = compare_with_bare_loop(jobs_of(trace, 100), 100, "KTH-SP2");
  return time_whole_replay(trace) && is_loop_fast;
}

/// Nanoseconds of processor time a job with `length` jobs in the queue throughout, after some `n_jobs` / 25 that do not count.
double ns_per_job(const policy::SchedulingPolicy& policy, std::size_t length, std::int64_t n_jobs) {
  constexpr std::int32_t kProcessors = 4096;
  WaitSum sum;
  Jobs jobs(kProcessors, kProcessors);
  datacenter::Cluster cluster(kProcessors, policy, sum);
  base::SimTime now;
  const auto step = [&] {
    cluster.complete(now);
    while (cluster.n_waiting() < length) {
      cluster.submit(jobs.next(now));
    }
    cluster.schedule(now);
    now = cluster.next_time();
  };
  for (std::int64_t i = 0; i < n_jobs / 25; ++i) {
    step();
  }
  const std::int64_t before = sum.jobs;
  const double start = cpu_s();
  while (sum.jobs < before + n_jobs) {
    step();
  }
  return 1e9 * (cpu_s() - start) / static_cast<double>(sum.jobs - before);
}

double conservative_ns(std::size_t length) {
  const auto n_jobs = static_cast<std::int64_t>(std::min<std::size_t>(5'000, 2'500'000 / length));
  return ns_per_job(*policy_named("conservative_backfill"), length, n_jobs);
}

bool time_queues() {
  std::printf("%-10s %15s %15s %15s %15s   ns of processor time a job\n", "queue", "easy_backfill", "conservative",
              "of depth 100", "of depth 1000");
  std::array<double, 4> easy{};
  std::array<double, 4> deep{};
  std::size_t length = 100;
  for (std::size_t i = 0; i < easy.size(); ++i, length *= 10) {
    easy[i] = ns_per_job(*policy_named("easy_backfill"), length, 200'000);
    deep[i] = ns_per_job(*policy_named("conservative_backfill", {"depth=100"}), length, 20'000);
    const double deeper = ns_per_job(*policy_named("conservative_backfill", {"depth=1000"}), length, 5'000);
    std::printf("%-10zu %15.0f %15.0f %15.0f %15.0f\n", length, easy[i], conservative_ns(length), deep[i], deeper);
  }
  std::printf("  a thousand times the queue costs %.1f times as much a job under EASY, %.1f at depth 100\n",
              easy[3] / easy[0], deep[3] / deep[0]);
  return easy[3] / easy[0] <= kGrowthBound && deep[3] / deep[0] <= kGrowthBound;
}

bool time_million() {
  constexpr std::int32_t kProcessors = 50'000;
  const std::vector<Job> jobs = Jobs(kProcessors, 4096).over_time(1'000'000, 0.95);
  const auto start = std::chrono::steady_clock::now();
  const std::int64_t wait = wait_us(jobs, kProcessors);
  const double loop_s = seconds_since(start);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double memory_mb = static_cast<double>(usage.ru_maxrss) / 1024;
  std::printf("1,000,000 jobs on %d processors: %.2f s, mean wait %.0f s, %.0f MB\n", kProcessors, loop_s,
              static_cast<double>(wait) / 1e12, memory_mb);
  return loop_s <= kMillionBoundS && memory_mb <= kMillionBoundMb;
}

}  // namespace

int main() {
  const std::array is_fast = {time_trace(), time_queues(), time_million()};
  return std::count(is_fast.begin(), is_fast.end(), false) == 0 ? 0 : 1;
}
