#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/cluster.hpp"
#include "aibelt/datacenter/replay.hpp"
#include "tests/policy_scheduling/policy_of.hpp"
#include "tests/policy_scheduling/watched_scheduler.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::Request;

namespace {

/// A room that takes whatever fits its totals and remembers how many jobs each tenant has started.
class OpenRoom : public policy::Room {
 public:
  OpenRoom(std::int32_t slots, std::int64_t cpu_milli, std::int64_t memory_mib, std::size_t n_tenants)
      : slots_(slots), cpu_milli_(cpu_milli), memory_mib_(memory_mib), started_(n_tenants) {}

  base::SimTime now() const override { return {}; }
  std::int32_t free() const override { return slots_ - static_cast<std::int32_t>(used_[0]); }
  std::int32_t capacity() const override { return slots_; }
  std::int64_t cpu_milli() const override { return cpu_milli_; }
  std::int64_t memory_mib() const override { return memory_mib_; }
  bool start(const Request& request, bool /*is_backfill*/) override {
    used_[0] += request.processors;
    used_[1] += request.cpu_milli;
    used_[2] += request.memory_mib;
    REQUIRE(used_[0] <= slots_);
    REQUIRE((cpu_milli_ == 0 || used_[1] <= cpu_milli_));
    REQUIRE((memory_mib_ == 0 || used_[2] <= memory_mib_));
    ++started_[static_cast<std::size_t>(request.tenant)];
    return true;
  }
  bool start_on(const Request&, bool, const policy::ProcessorRanges&) override { return false; }
  void preempt(std::int32_t /*job*/) override { FAIL("nothing runs that could be stopped"); }
  Request request_of(std::int32_t /*job*/) const override { return {}; }

  const std::vector<int>& started() const { return started_; }

 private:
  std::int32_t slots_;
  std::int64_t cpu_milli_;
  std::int64_t memory_mib_;
  std::array<std::int64_t, 3> used_{};
  std::vector<int> started_;
};

/// `count` jobs like `like` of `tenant`.
void submit(policy::Scheduler& scheduler, Request like, std::int32_t tenant, int count, std::int32_t& n_jobs) {
  like.tenant = tenant;
  for (int i = 0; i < count; ++i) {
    like.job = n_jobs++;
    scheduler.submit(like);
  }
}

}  // namespace

TEST_CASE("drf gives the example of its paper: of 9 CPUs and 18 GB three tasks to A, two to B") {
  const auto drf = test::policy_of("drf", "{}");
  const auto scheduler = drf->open(9, {"A", "B"});
  std::int32_t n_jobs = 0;
  submit(*scheduler, {.processors = 1, .memory_mib = 4 * 1024}, 0, 100, n_jobs);
  submit(*scheduler, {.processors = 3, .memory_mib = 1 * 1024}, 1, 100, n_jobs);
  OpenRoom room(9, 0, 18 * 1024, 2);
  scheduler->decide(room);
  CHECK(room.started() == std::vector{3, 2});
}

TEST_CASE("drf gives tenants with endless demand dominant shares in proportion to their weights") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    base::Stream stream(seed, "drf");
    const auto drf = test::policy_of("drf", R"({"weights": {"a": 1, "b": 2, "c": 0.5}})");
    const std::array<double, 3> weights = {1, 2, 0.5};
    const auto scheduler = drf->open(100'000, {"a", "b", "c"});
    std::int32_t n_jobs = 0;
    std::array<double, 3> share_of_one{};
    for (std::size_t tenant = 0; tenant < 3; ++tenant) {
      const auto part = [&] { return 100 + static_cast<std::int32_t>(stream.below(200)); };
      const Request like = {.processors = part(), .cpu_milli = part(), .memory_mib = part()};
      share_of_one[tenant] =
          1e-5 * static_cast<double>(std::max<std::int64_t>({like.processors, like.cpu_milli, like.memory_mib}));
      submit(*scheduler, like, static_cast<std::int32_t>(tenant), 3'000, n_jobs);
    }
    OpenRoom room(100'000, 100'000, 100'000, 3);
    scheduler->decide(room);
    std::array<double, 3> shares{};
    for (std::size_t tenant = 0; tenant < 3; ++tenant) {
      if (room.started()[tenant] < 3'000) {  // else its demand was not endless
        shares[tenant] = share_of_one[tenant] * room.started()[tenant] / weights[tenant];
      }
    }
    const double most = *std::max_element(shares.begin(), shares.end());
    for (const double share : shares) {
      CHECK((share == 0 || share > most - 0.02));
    }
  }
}

namespace {

/// The processor time of each tenant.
struct TenantTimes : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& /*finished*/) override {}
  void on_run(const datacenter::JobRun& run) override {
    time[run.job.tenant] += static_cast<double>((run.finish - run.start).count()) * run.job.processors;
    ended.push_back(run.job.tenant);
  }
  std::map<std::int32_t, double> time;
  std::vector<std::int32_t> ended;  ///< tenants of jobs that have ended
};

/// Tells the scheduler the tenants' names, which a bare cluster does not know.
class Named : public policy::SchedulingPolicy {
 public:
  explicit Named(std::shared_ptr<const policy::SchedulingPolicy> inner) : inner_(std::move(inner)) {}
  std::unique_ptr<policy::Scheduler> open(std::int32_t processors, const std::vector<std::string>&) const override {
    return inner_->open(processors, {"", "a", "b", "c"});
  }

 private:
  std::shared_ptr<const policy::SchedulingPolicy> inner_;
};

}  // namespace

TEST_CASE("fair_share gives tenants who always wait processor time in proportion to their weights within 2 %") {
  const std::array<double, 3> weights = {1, 2, 5};
  const Named fair_share(
      test::policy_of("fair_share", R"({"weights": {"a": 1, "b": 2, "c": 5}, "half_life": "7 days"})"));
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    CAPTURE(seed);
    base::Stream stream(seed, "fair share");
    TenantTimes times;
    datacenter::Cluster cluster(64, fair_share, times);
    std::int64_t number = 0;
    base::SimTime now;
    const base::SimTime settled = base::SimTime{60 * base::kDay};
    const base::SimTime end = base::SimTime{600 * base::kDay};
    const auto submit_one = [&](std::int32_t tenant) {
      const auto estimate = std::chrono::seconds{600 + stream.below(20'000)};
      cluster.submit({.number = number++,
                      .submission = now,
                      .runtime = estimate / (1 + static_cast<std::int64_t>(stream.below(3))),
                      .estimate = estimate,
                      .processors = 1 + static_cast<std::int32_t>(stream.below(8)),
                      .tenant = tenant});
    };
    for (int i = 0; i < 300; ++i) {
      submit_one(i % 3);
    }
    while (now < end) {
      cluster.complete(now);
      if (now < settled) {
        times.time.clear();
      }
      for (const std::int32_t tenant : std::exchange(times.ended, {})) {
        submit_one(tenant);
      }
      cluster.schedule(now);
      now = cluster.next_time();
    }
    const double total = times.time[0] + times.time[1] + times.time[2];
    for (std::int32_t tenant = 0; tenant < 3; ++tenant) {
      const double wanted = weights[static_cast<std::size_t>(tenant)] / 8;
      CAPTURE(tenant, times.time[tenant] / total, wanted);
      CHECK(times.time[tenant] / total == Approx(wanted).epsilon(0.02));
    }
  }
}

namespace {

/// Checks after each pass that no job runs that ranks below the first waiting one of a priority which its place would help.
class PriorityWatch : public test::WatchedScheduler {
 public:
  explicit PriorityWatch(std::unique_ptr<policy::Scheduler> inner) : WatchedScheduler(std::move(inner)) {}

  void submit(const Request& request) override {
    waiting_[request.priority].emplace(std::pair{request.submission, n_submitted_++}, request);
    WatchedScheduler::submit(request);
  }
  void complete(const Request& request, base::SimTime expected_end, base::SimTime now) override {
    running_.erase(request.job);
    WatchedScheduler::complete(request, expected_end, now);
  }

 private:
  using Key = std::pair<base::SimTime, int>;

  void on_start(const Request& request, const policy::Room& /*room*/) override {
    auto& line = waiting_[request.priority];
    REQUIRE(line.begin()->second.job == request.job);
    running_[request.job] = *line.begin();
    line.erase(line.begin());
  }
  void on_preempt(std::int32_t job, const policy::Room& /*room*/) override {
    const auto& [key, request] = running_.at(job);
    waiting_[request.priority].emplace(key, request);
    running_.erase(job);
  }
  void after_pass(policy::Room& room) override {
    for (const auto& [priority, line] : waiting_) {
      std::int64_t to_be_had = room.free();
      for (const auto& [job, entry] : running_) {
        to_be_had += entry.second.priority > priority ? entry.second.processors : 0;
      }
      REQUIRE((line.empty() || to_be_had < line.begin()->second.processors));
    }
  }

  std::map<std::int32_t, std::map<Key, Request>> waiting_;  ///< by priority
  std::map<std::int32_t, std::pair<Key, Request>> running_;
  int n_submitted_ = 0;
};

/// Checks after each pass that processors go by attained service.
class LasWatch : public test::WatchedScheduler {
 public:
  LasWatch(std::unique_ptr<policy::Scheduler> inner, std::vector<base::Duration> thresholds)
      : WatchedScheduler(std::move(inner)), thresholds_(std::move(thresholds)) {}

  void submit(const Request& request) override {
    is_running_[request.job] = false;
    WatchedScheduler::submit(request);
  }
  void complete(const Request& request, base::SimTime expected_end, base::SimTime now) override {
    is_running_.erase(request.job);
    WatchedScheduler::complete(request, expected_end, now);
  }

 private:
  void on_start(const Request& request, const policy::Room& /*room*/) override { is_running_[request.job] = true; }
  void on_preempt(std::int32_t job, const policy::Room& /*room*/) override { is_running_[job] = false; }

  std::ptrdiff_t level_of(const Request& request) const {
    return std::count_if(thresholds_.begin(), thresholds_.end(),
                         [&](base::Duration threshold) { return request.attained * request.processors >= threshold; });
  }

  /// A waiting job would not fit beside those that run on its level or a lower one.
  void after_pass(policy::Room& room) override {
    for (const auto& [job, is_running] : is_running_) {
      if (is_running) {
        continue;
      }
      const Request waiting = room.request_of(job);
      std::int64_t to_be_had = room.free();
      for (const auto& [other, other_runs] : is_running_) {
        const Request run = room.request_of(other);
        to_be_had += other_runs && level_of(run) > level_of(waiting) ? run.processors : 0;
      }
      REQUIRE(to_be_had < waiting.processors);
    }
  }

  std::vector<base::Duration> thresholds_;
  std::map<std::int32_t, bool> is_running_;
};

template <class Watch, class... Parameters>
class Watching : public policy::SchedulingPolicy {
 public:
  explicit Watching(std::shared_ptr<const policy::SchedulingPolicy> inner, Parameters... parameters)
      : inner_(std::move(inner)), parameters_(parameters...) {}
  std::unique_ptr<policy::Scheduler> open(std::int32_t processors,
                                          const std::vector<std::string>& tenants) const override {
    return std::apply(
        [&](const Parameters&... parameters) {
          return std::make_unique<Watch>(inner_->open(processors, tenants), parameters...);
        },
        parameters_);
  }

 private:
  std::shared_ptr<const policy::SchedulingPolicy> inner_;
  std::tuple<Parameters...> parameters_;
};

std::vector<workload::Job> jobs_with_priorities(std::uint64_t seed, std::int32_t processors) {
  base::Stream stream(seed, "priorities");
  std::vector<workload::Job> jobs;
  base::SimTime now;
  for (std::int64_t i = 0; i < 150; ++i) {
    now += std::chrono::seconds{stream.below(60)};
    const auto estimate = std::chrono::seconds{1 + stream.below(600)};
    jobs.push_back(
        {.number = i,
         .submission = now,
         .runtime = estimate - std::chrono::seconds{stream.below(static_cast<std::uint64_t>(estimate.count()))},
         .estimate = estimate,
         .processors = 1 + static_cast<std::int32_t>(
                               stream.below(static_cast<std::uint64_t>(stream.bernoulli(0.2) ? processors : 6))),
         .priority = static_cast<std::int32_t>(stream.below(4))});
  }
  return jobs;
}

struct Preemptions : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& finished) override {
    REQUIRE(run_times[finished.job.number] == finished.job.runtime);
    count += finished.n_preemptions;
  }
  void on_run(const datacenter::JobRun& run) override { run_times[run.job.number] += run.finish - run.start; }

  std::map<std::int64_t, base::Duration> run_times;
  std::int64_t count = 0;
};

}  // namespace

TEST_CASE("priority_preemptive lets no job run that ranks below a waiting one which would fit in its place") {
  const Watching<PriorityWatch> watched(test::policy_of("priority_preemptive", "{}"));
  std::int64_t n_preemptions = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Preemptions preemptions;
    datacenter::run_jobs(*workload::source_of(jobs_with_priorities(seed, 16), 16), watched, preemptions);
    n_preemptions += preemptions.count;
  }
  CHECK(n_preemptions > 1'000);
}

TEST_CASE("tiresias_las lets no job run whose place would let one of a lower level run") {
  const std::vector<base::Duration> thresholds = {std::chrono::seconds{300}, std::chrono::seconds{1'500}};
  const Watching<LasWatch, std::vector<base::Duration>> watched(
      test::policy_of("tiresias_las", R"({"thresholds": ["300 s", "1500 s"]})"), thresholds);
  std::int64_t n_preemptions = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Preemptions preemptions;
    datacenter::run_jobs(*workload::source_of(jobs_with_priorities(seed, 16), 16), watched, preemptions);
    n_preemptions += preemptions.count;
  }
  CHECK(n_preemptions > 1'000);
}
