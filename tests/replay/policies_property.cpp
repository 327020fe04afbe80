#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/policy_scheduling/policy_of.hpp"
#include "tests/policy_scheduling/watched_scheduler.hpp"
#include "tests/replay/reference.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Scheduled;
using workload::Job;

namespace {

void require_same(const std::vector<Scheduled>& found, const std::vector<Scheduled>& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    REQUIRE(found[i].start == wanted[i].start);
    REQUIRE(found[i].is_backfilled == wanted[i].is_backfilled);
  }
}

/// Follows what a scheduler promises while a cluster runs under it.
class Promises : public policy::SchedulingPolicy {
 public:
  explicit Promises(const std::string& policy) {
    base::Issues issues;
    policy_ = policy::scheduling_policy(policy, issues);
  }

  struct Tally {
    std::int64_t promises = 0;
    std::int64_t kept = 0;
    std::int64_t sooner = 0;
  };
  const Tally& tally() const { return *tally_; }

  std::unique_ptr<policy::Scheduler> open(std::int32_t processors,
                                          const std::vector<std::string>& tenants) const override {
    return std::make_unique<Watched>(policy_->open(processors, tenants), *tally_);
  }

 private:
  class Watched : public test::WatchedScheduler {
   public:
    Watched(std::unique_ptr<policy::Scheduler> inner, Tally& tally)
        : WatchedScheduler(std::move(inner)), tally_(tally) {}

    void submit(const policy::Request& request) override {
      waiting_.emplace(request.job, base::kNever);
      WatchedScheduler::submit(request);
    }
    void on_start(const policy::Request& request, const policy::Room& room) override {
      const auto waited = waiting_.find(request.job);
      REQUIRE(waited != waiting_.end());
      REQUIRE(room.now() <= waited->second);
      tally_.kept += waited->second != base::kNever ? 1 : 0;
      tally_.sooner += waited->second != base::kNever && room.now() < waited->second ? 1 : 0;
      waiting_.erase(waited);
    }
    void after_pass(policy::Room& /*room*/) override {
      for (auto& [job, promise] : waiting_) {
        const base::SimTime now_promised = promised_start(job);
        REQUIRE(now_promised <= promise);
        tally_.promises += promise == base::kNever && now_promised != base::kNever ? 1 : 0;
        promise = now_promised;
      }
    }

   private:
    Tally& tally_;
    std::map<std::int32_t, base::SimTime> waiting_;  ///< promise by job
  };

  std::shared_ptr<const policy::SchedulingPolicy> policy_;
  std::unique_ptr<Tally> tally_ = std::make_unique<Tally>();
};

struct Silent : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& /*finished*/) override {}
};

}  // namespace

TEST_CASE("fcfs, sjf and easy_backfill give the schedule of the plain reference on 2,000 random jobs") {
  const std::string policy = GENERATE("fcfs", "sjf", "easy_backfill");
  const double load = GENERATE(0.6, 1.1, 4.0);
  const int processors = GENERATE(1, 7, 100, 1000);
  CAPTURE(policy, load, processors);
  base::Stream stream(21, policy);
  const auto jobs = test::random_jobs(stream, 2'000, processors, load);
  require_same(test::schedule(jobs, processors, policy), test::reference_schedule(jobs, processors, policy));
}

TEST_CASE("conservative_backfill gives the schedule of the plain reference on random jobs") {
  const double load = GENERATE(0.8, 1.2, 3.0);
  const int processors = GENERATE(1, 8, 100);
  const int round = GENERATE(range(0, 6));
  CAPTURE(load, processors, round);
  base::Stream stream(static_cast<std::uint64_t>(round), "conservative");
  const auto jobs = test::random_jobs(stream, 150, processors, load);
  require_same(test::schedule(jobs, processors, "conservative_backfill"),
               test::reference_schedule(jobs, processors, "conservative_backfill"));
}

TEST_CASE("conservative_backfill of depth 1 gives the schedule of EASY, of the whole queue's depth its own") {
  const double load = GENERATE(0.8, 1.2, 3.0);
  const int processors = GENERATE(1, 8, 100);
  const int round = GENERATE(range(0, 4));
  CAPTURE(load, processors, round);
  base::Stream stream(static_cast<std::uint64_t>(round), "depth");
  const auto jobs = test::random_jobs(stream, 600, processors, load);
  const auto of_depth = [&](const std::string& depth) {
    return test::schedule(jobs, processors, *test::policy_of("conservative_backfill", "{\"depth\": " + depth + "}"));
  };
  require_same(of_depth("1"), test::schedule(jobs, processors, "easy_backfill"));
  require_same(of_depth("600"), test::schedule(jobs, processors, "conservative_backfill"));
}

TEST_CASE(
    "no promised start is ever put off: not the first job's under EASY, nobody's under conservative backfilling") {
  const std::string policy =
      GENERATE("easy_backfill", "easy_backfill_pinned", "conservative_backfill", "conservative_backfill_pinned");
  const double load = GENERATE(0.9, 1.5);
  CAPTURE(policy, load);
  base::Stream stream(33, policy);
  const auto jobs = test::random_jobs(stream, 1'000, 64, load);
  const Promises watched(policy);
  Silent silent;
  datacenter::run_jobs(*workload::source_of(jobs, 64), watched, silent);
  CHECK(watched.tally().promises > 50);
  CHECK(watched.tally().kept == watched.tally().promises);
  CHECK(watched.tally().sooner > 10);
}

TEST_CASE("under every policy each job runs once, on processors nobody else uses") {
  for (const auto& kind : policy::SchedulingPolicy::kinds()) {
    CAPTURE(kind.info.name);
    base::Stream stream(44, "exclusive");
    const auto jobs = test::random_jobs(stream, 1'000, 90, 1.2);
    CHECK(test::schedule(jobs, 90, kind.info.name).size() == jobs.size());
  }
}

TEST_CASE("with estimates that are met, conservative backfilling starts every job at its first promise") {
  base::Stream stream(55, "exact estimates");
  auto jobs = test::random_jobs(stream, 1'000, 64, 1.2);
  for (Job& job : jobs) {
    job.runtime = job.estimate = std::max(job.estimate, base::Duration{base::kSecond});
  }
  const Promises watched("conservative_backfill");
  Silent silent;
  datacenter::run_jobs(*workload::source_of(jobs, 64), watched, silent);
  CHECK(watched.tally().kept > 100);
  CHECK(watched.tally().sooner == 0);
}
