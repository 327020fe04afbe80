#include <map>
#include <string>
#include <vector>

#include "aibelt/datacenter/replay.hpp"
#include "tests/policy_scheduling/policy_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using workload::Job;

namespace {

base::SimTime at(std::int64_t seconds) { return base::SimTime{std::chrono::seconds{seconds}}; }

/// Priorities as a trace has them: the greater goes first.
Job job(std::int64_t number, std::int64_t submission_s, std::int64_t runtime_s, std::int32_t processors,
        std::int32_t priority = 0) {
  return {.number = number,
          .submission = at(submission_s),
          .runtime = std::chrono::seconds{runtime_s},
          .estimate = std::chrono::seconds{runtime_s},
          .processors = processors,
          .priority = priority};
}

struct Runs : datacenter::ClusterObserver {
  void on_finish(const datacenter::FinishedJob& finished) override {
    finish_s[finished.job.number] = finished.finish.time_since_epoch() / base::kSecond;
    preemptions[finished.job.number] = finished.n_preemptions;
    wait_s[finished.job.number] = finished.wait() / base::kSecond;
  }

  std::map<std::int64_t, std::int64_t> finish_s;
  std::map<std::int64_t, std::int64_t> wait_s;
  std::map<std::int64_t, std::int64_t> preemptions;
};

Runs run(const std::string& policy, const std::string& fields, const std::vector<Job>& jobs, std::int32_t processors) {
  Runs runs;
  const auto rule = test::policy_of(policy, fields);
  REQUIRE(datacenter::run_jobs(*workload::source_of(jobs, processors), *rule, runs) == datacenter::RunEnd::done);
  return runs;
}

/// Eight slots, all free, of which a start takes some; one job finds no place.
class PickyRoom : public policy::Room {
 public:
  base::SimTime now() const override { return at(0); }
  std::int32_t free() const override { return free_; }
  std::int32_t capacity() const override { return 8; }
  bool start(const policy::Request& request, bool /*is_backfill*/) override {
    if (request.job == refused) {
      return false;
    }
    free_ -= request.processors;
    started.push_back(request.job);
    return true;
  }
  bool start_on(const policy::Request&, bool, const policy::ProcessorRanges&) override { return false; }
  void preempt(std::int32_t /*job*/) override {}
  policy::Request request_of(std::int32_t /*job*/) const override { return {}; }

  std::int32_t refused = -1;
  std::vector<std::int32_t> started;

 private:
  std::int32_t free_ = 8;
};

}  // namespace

TEST_CASE("a refused job is promised a later start, is not tried again at once, and others start past it") {
  const std::string policy = GENERATE("easy_backfill", "conservative_backfill");
  CAPTURE(policy);
  const auto scheduler = test::policy_of(policy, "{}")->open(8, {});
  const auto submit = [&](std::int32_t index, std::int32_t processors, std::int64_t estimate_s) {
    scheduler->submit({.job = index, .processors = processors, .estimate = std::chrono::seconds{estimate_s}});
  };
  submit(0, 2, 100);
  submit(1, 6, 50);
  submit(2, 3, 100);
  submit(3, 3, 101);
  PickyRoom room;
  room.refused = 1;
  scheduler->decide(room);
  if (policy == "easy_backfill") {  // job 3 would delay the reservation at the next release
    CHECK(room.started == std::vector{0, 2});
    CHECK(scheduler->promised_start(1) == at(100));
  } else {  // promises made before the refusal stand; the places they were for come free in the same pass
    CHECK(room.started == std::vector{0, 2, 3});
    CHECK(scheduler->promised_start(1) == at(151));
  }
  const std::vector<std::int32_t> started = room.started;
  room.refused = -1;
  scheduler->decide(room);
  CHECK(room.started == started);
}

TEST_CASE("a job wider than what is left in service is promised nothing until slots come back") {
  const std::string policy = GENERATE("easy_backfill", "conservative_backfill");
  CAPTURE(policy);
  const auto scheduler = test::policy_of(policy, "{}")->open(8, {});
  scheduler->set_capacity(5, at(0));
  scheduler->submit({.job = 0, .processors = 6, .estimate = base::kSecond});
  scheduler->submit({.job = 1, .processors = 5, .estimate = base::kDay});
  PickyRoom room;
  room.refused = 0;
  scheduler->decide(room);
  CHECK(room.started == std::vector{1});
  CHECK(scheduler->promised_start(0) == base::kNever);
}

TEST_CASE("priority_preemptive stops the jobs of lower rank that have run least, and no more of them than it must") {
  const Runs runs = run("priority_preemptive", "{}",
                        {job(0, 0, 100, 4), job(1, 10, 100, 2), job(2, 20, 100, 2), job(3, 30, 50, 4, 1)}, 8);
  CHECK(runs.preemptions == std::map<std::int64_t, std::int64_t>{{0, 0}, {1, 1}, {2, 1}, {3, 0}});
  CHECK(runs.finish_s == std::map<std::int64_t, std::int64_t>{{0, 100}, {1, 160}, {2, 170}, {3, 80}});
  CHECK(runs.wait_s == std::map<std::int64_t, std::int64_t>{{0, 0}, {1, 50}, {2, 50}, {3, 0}});
}

TEST_CASE("priority_preemptive spares a job whose place is not needed after all") {
  // Job 2 is chosen first, having run least; job 1 alone is enough.
  const Runs runs = run("priority_preemptive", "{}",
                        {job(0, 0, 100, 1), job(1, 10, 100, 6), job(2, 20, 100, 1), job(3, 30, 50, 6, 1)}, 8);
  CHECK(runs.preemptions == std::map<std::int64_t, std::int64_t>{{0, 0}, {1, 1}, {2, 0}, {3, 0}});
}

TEST_CASE("priority_preemptive stops nobody where that would not be enough, nor anybody of its own rank") {
  const Runs runs =
      run("priority_preemptive", "{}", {job(0, 0, 100, 4, 1), job(1, 0, 100, 4), job(2, 10, 50, 6, 1)}, 8);
  CHECK(runs.preemptions == std::map<std::int64_t, std::int64_t>{{0, 0}, {1, 0}, {2, 0}});
  CHECK(runs.finish_s.at(2) == 150);
}

TEST_CASE("priority_preemptive forgets that a job was refused when it is withdrawn") {
  const auto scheduler = test::policy_of("priority_preemptive", "{}")->open(8, {});
  PickyRoom room;
  room.refused = 0;
  scheduler->submit({.job = 0, .processors = 2});
  scheduler->decide(room);
  scheduler->withdraw(0);
  room.refused = -1;
  scheduler->submit({.job = 0, .processors = 2});  // another job under the same handle
  scheduler->decide(room);
  CHECK(room.started == std::vector{0});
}

TEST_CASE("tiresias_las stops a job at the threshold for one that has had less") {
  const Runs runs = run("tiresias_las", R"({"thresholds": ["200 s"]})", {job(0, 0, 100, 4), job(1, 10, 100, 4)}, 4);
  // Job 0 reaches 4 x 50 s at 50 s; then job 1 until 100 s; then job 0, which started first, to its end.
  CHECK(runs.preemptions == std::map<std::int64_t, std::int64_t>{{0, 1}, {1, 1}});
  CHECK(runs.finish_s == std::map<std::int64_t, std::int64_t>{{0, 150}, {1, 200}});
}

TEST_CASE("tiresias_las brings a job that has waited long for its run time back to the first level") {
  const std::vector<Job> jobs = {job(0, 0, 200, 1), job(1, 10, 90, 1), job(2, 20, 90, 1), job(3, 30, 90, 1)};
  const Runs patient = run("tiresias_las", R"({"thresholds": ["100 s"]})", jobs, 1);
  CHECK(patient.finish_s == std::map<std::int64_t, std::int64_t>{{0, 470}, {1, 190}, {2, 280}, {3, 370}});
  // Having run for 100 s, job 0 has waited for 100 s at 200 s; it comes back with its old start, before job 2.
  const Runs promoted = run("tiresias_las", R"({"thresholds": ["100 s"], "knob": 1})", jobs, 1);
  CHECK(promoted.finish_s == std::map<std::int64_t, std::int64_t>{{0, 300}, {1, 190}, {2, 380}, {3, 470}});
}

TEST_CASE("fair_share starts the job of the tenant who has had less") {
  std::vector<Job> jobs = {job(0, 0, 100, 1), job(1, 1, 100, 1), job(2, 2, 100, 1)};
  jobs[0].tenant = jobs[1].tenant = 0;
  jobs[2].tenant = 1;
  CHECK(run("fair_share", "{}", jobs, 1).finish_s ==
        std::map<std::int64_t, std::int64_t>{{0, 100}, {1, 300}, {2, 200}});
}
