#include <algorithm>
#include <map>
#include <utility>

#include "tests/replay/reference.hpp"
#include "tests/support/catch.hpp"

namespace aibelt::test {
namespace {

using base::SimTime;
using workload::Job;

/// Keeps the ends and the processors of every job.
class Watch : public datacenter::ClusterObserver {
 public:
  Watch(std::size_t n_jobs, std::int32_t processors)
      : starts_(n_jobs), users_(static_cast<std::size_t>(processors)), n_left_(n_jobs) {}

  void on_finish(const datacenter::FinishedJob& finished) override {
    starts_[static_cast<std::size_t>(finished.job.number)] = {finished.start, finished.is_backfilled};
    --n_left_;
    REQUIRE((finished.n_preemptions > 0 || finished.finish - finished.start == finished.job.runtime));
    REQUIRE(run_times_[finished.job.number] == finished.job.runtime);
    REQUIRE(finished.start >= finished.job.submission);
  }

  void on_run(const datacenter::JobRun& run) override {
    std::int32_t count = 0;
    for (const auto& range : run.processors) {
      for (std::int32_t p = range.first; p <= range.last; ++p, ++count) {
        users_[static_cast<std::size_t>(p)].push_back({run.start, run.finish});
      }
    }
    REQUIRE(count == run.job.processors);
    run_times_[run.job.number] += run.finish - run.start;
  }

  std::vector<Scheduled> checked() {
    REQUIRE(n_left_ == 0);
    for (auto& uses : users_) {
      std::sort(uses.begin(), uses.end());
      for (std::size_t i = 1; i < uses.size(); ++i) {
        REQUIRE(uses[i].first >= uses[i - 1].second);
      }
    }
    return std::move(starts_);
  }

 private:
  std::vector<Scheduled> starts_;
  std::vector<std::vector<std::pair<SimTime, SimTime>>> users_;  ///< by processor
  std::map<std::int64_t, base::Duration> run_times_;             ///< by job
  std::size_t n_left_;
};

}  // namespace

std::vector<Scheduled> schedule(const std::vector<Job>& jobs, std::int32_t processors,
                                const policy::SchedulingPolicy& policy) {
  Watch watch(jobs.size(), processors);
  REQUIRE(datacenter::run_jobs(*workload::source_of(jobs, processors), policy, watch) == datacenter::RunEnd::done);
  return watch.checked();
}

std::vector<Scheduled> schedule(const std::vector<Job>& jobs, std::int32_t processors, const std::string& policy) {
  base::Issues issues;
  const auto rule = policy::scheduling_policy(policy, issues);
  REQUIRE(rule);
  return schedule(jobs, processors, *rule);
}

std::vector<Job> random_jobs(base::Stream& stream, std::size_t count, std::int32_t processors, double load) {
  std::vector<Job> jobs;
  double work = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Job job;
    job.number = static_cast<std::int64_t>(i);
    job.submission =
        base::SimTime{std::chrono::seconds{static_cast<std::int64_t>(work / (load * processors)) / 50 * 50}};
    const auto estimate_s = static_cast<std::int64_t>(stream.below(stream.bernoulli(0.7) ? 100 : 2'000));
    const double share = stream.bernoulli(0.3) ? 1 : stream.uniform();
    job.estimate = std::chrono::seconds{estimate_s};
    job.runtime = std::chrono::seconds{static_cast<std::int64_t>(static_cast<double>(estimate_s) * share)};
    const auto widest = static_cast<std::uint64_t>(stream.bernoulli(0.8) ? std::max(1, processors / 4) : processors);
    job.processors = 1 + static_cast<std::int32_t>(stream.below(widest));
    work += static_cast<double>(estimate_s) * job.processors;
    jobs.push_back(job);
  }
  return jobs;
}

}  // namespace aibelt::test
