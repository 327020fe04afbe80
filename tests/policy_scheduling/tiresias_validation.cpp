#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "aibelt/datacenter/replay.hpp"
#include "tests/policy_scheduling/policy_of.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt;
using workload::Job;

namespace {

constexpr const char* kTrace = "data/jobs/tiresias_60_job.csv";

/// The columns job_id,num_gpu,submit_time,iterations,model_name,duration,interval, in seconds.
std::vector<Job> jobs_of(const std::filesystem::path& file) {
  std::vector<Job> jobs;
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) {
      cells.push_back(cell);
    }
    const std::chrono::seconds duration{std::stoll(cells.at(5))};
    jobs.push_back({.number = std::stoll(cells.at(0)),
                    .submission = base::SimTime{std::chrono::seconds{std::stoll(cells.at(2))}},
                    .runtime = duration,
                    .estimate = duration,
                    .processors = std::stoi(cells.at(1))});
  }
  return jobs;
}

using Ends = std::map<std::int64_t, std::int64_t>;  ///< seconds by job

/// The rule of tiresias_las, second by second: jobs by level, first start and submission; each gets what it wants while it
/// lasts. Thresholds are in processor seconds and divide by every number of processors.
Ends ends_by_seconds(const std::vector<Job>& jobs, std::int64_t processors,
                     const std::vector<std::int64_t>& thresholds) {
  const std::size_t n = jobs.size();
  std::vector<std::int64_t> served(n, 0);
  std::vector<std::int64_t> first_start(n, INT64_MAX);
  std::vector<std::size_t> present;
  Ends ends;
  std::size_t next = 0;
  for (std::int64_t now = 0; ends.size() < n; ++now) {
    for (; next < n && jobs[next].submission.time_since_epoch() / base::kSecond == now; ++next) {
      present.push_back(next);
    }
    const auto rank = [&](std::size_t i) {
      const auto level = std::count_if(thresholds.begin(), thresholds.end(),
                                       [&](std::int64_t t) { return served[i] * jobs[i].processors >= t; });
      return std::tuple{level, first_start[i], i};
    };
    std::sort(present.begin(), present.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    std::int64_t left = processors;
    for (const std::size_t i : std::vector<std::size_t>(present)) {
      if (jobs[i].processors > left) {
        continue;
      }
      left -= jobs[i].processors;
      first_start[i] = std::min(first_start[i], now);
      if (++served[i] == jobs[i].runtime / base::kSecond) {
        ends[jobs[i].number] = now + 1;
        std::erase(present, i);
      }
    }
  }
  return ends;
}

struct Finishes : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& finished) override {
    ends[finished.job.number] = finished.finish.time_since_epoch() / base::kSecond;
    completion += finished.finish - finished.job.submission;
    preemptions += finished.n_preemptions;
  }

  double mean_completion_s() const {
    return static_cast<double>(completion.count()) * 1e-6 / static_cast<double>(ends.size());
  }

  Ends ends;
  base::Duration completion{};
  std::int64_t preemptions = 0;
};

Finishes run(const std::vector<Job>& jobs, std::int32_t processors, const std::string& policy,
             const std::string& fields) {
  Finishes finishes;
  datacenter::run_jobs(*workload::source_of(jobs, processors), *test::policy_of(policy, fields), finishes);
  return finishes;
}

}  // namespace

TEST_CASE("tiresias_las ends every job of the 60-job trace at the second of a plain second-by-second model") {
  const auto file = test::shared_data(kTrace);
  if (!file) {
    AIBELT_SKIP("the Tiresias trace is absent");
  }
  const auto jobs = jobs_of(*file);
  REQUIRE(jobs.size() == 60);
  const std::int32_t processors = GENERATE(8, 12, 16, 20, 32);
  const Finishes las = run(jobs, processors, "tiresias_las", R"({"thresholds": ["80 s", "400 s"]})");
  CHECK(las.ends == ends_by_seconds(jobs, processors, {80, 400}));
}

TEST_CASE("mean completion time of the Tiresias 60-job trace under tiresias_las against fcfs, printed") {
  const auto file = test::shared_data(kTrace);
  if (!file) {
    AIBELT_SKIP("the Tiresias trace is absent");
  }
  const auto jobs = jobs_of(*file);
  for (const std::int32_t processors : {8, 16, 32}) {
    const Finishes fcfs = run(jobs, processors, "fcfs", "{}");
    const Finishes las = run(jobs, processors, "tiresias_las", R"({"thresholds": ["80 s", "400 s"]})");
    const Finishes one_level = run(jobs, processors, "tiresias_las", "{}");
    WARN("on " << processors << " processors, s: fcfs " << fcfs.mean_completion_s() << ", tiresias_las at 80 and 400 s "
               << las.mean_completion_s() << " with " << las.preemptions << " preemptions, at 3250 s "
               << one_level.mean_completion_s());
    CHECK(las.ends.size() == 60);
    CHECK((processors > 8 || las.mean_completion_s() < fcfs.mean_completion_s() / 1.5));
  }
}
