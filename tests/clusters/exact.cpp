/// One cluster, counted by hand. Times are hours from the start of the run unless they say otherwise.

#include "src/datacenter/clusters/pace.hpp"
#include "tests/clusters/cluster_run.hpp"
#include "tests/support/catch.hpp"

#include "aibelt/datacenter/failures.hpp"
#include "aibelt/datacenter/power/power_limit.hpp"
#include "aibelt/workload/checkpointing.hpp"

using namespace aibelt;
using test::cluster_run;
using test::ClusterRun;
using test::ClusterText;
using test::DoneJob;
using test::JobFile;

namespace {

constexpr double kHour = 3600;
constexpr double kDay = 86400;

}  // namespace

// 8 accelerators at 1000 W for 2 h are 16 kWh of IT, 20 kWh of facility energy: 2000 KRW and 8 kg.
TEST_CASE("One job starts at once, runs as long as it should and is billed for what it draws") {
  const JobFile jobs("3600,7200,9000,8,,ann\n");
  const ClusterRun run = cluster_run(ClusterText{.workloads = jobs.workload()});
  REQUIRE(run.jobs.size() == 1);
  const DoneJob& job = run.job(1);
  CHECK(job.tenant == "ann");
  CHECK(job.cluster == "cluster");
  CHECK(job.accelerator == "gpu");
  CHECK(job.submission == kHour);
  CHECK(job.start == kHour);
  CHECK(job.finish == 3 * kHour);
  CHECK(job.run == 2 * kHour);
  CHECK(job.requested == 2.5 * kHour);
  CHECK(job.restarts == 0);
  CHECK(job.is_done);
  CHECK(job.allocated == "0-7");
  CHECK(job.it_energy_j == 16 * 3.6e6);
  CHECK(job.facility_energy_j == Approx(20 * 3.6e6).epsilon(1e-12));
  CHECK(job.cost_krw == Approx(2000).epsilon(1e-12));
  CHECK(job.co2_g == Approx(8000).epsilon(1e-12));

  CHECK(run.total("submitted") == 1);
  CHECK(run.total("started") == 1);
  CHECK(run.total("finished") == 1);
  CHECK(run.total("wait") == 0);
  CHECK(run.total("used") == Approx(16));
  CHECK(run.total("kept") == Approx(16));
  CHECK(run.total("lost") == 0);
  CHECK(run.total("occupied") == Approx(16));
  CHECK(run.total("installed") == Approx(16 * 31 * 24));
  CHECK(run.total("in_service") == Approx(16 * 31 * 24));
  // The site: 4 kW for 744 h, and 8 × 750 W more for 2 h.
  CHECK(run.rows.total({.measure = "energy_it", .place = "site"}) == Approx((4 * 744 + 12) / 1000.0).epsilon(1e-9));
}

// Under a load of one half a job draws 250 + 375 W an accelerator.
TEST_CASE("A workload's load weighs the power above idle") {
  const JobFile jobs("0,7200,,8,,\n");
  const ClusterRun run = cluster_run(ClusterText{.workloads = jobs.workload(R"(, "load": 0.5)")});
  CHECK(run.job(1).it_energy_j == 8 * 625 * 2 * kHour);
}

// 16 accelerators: the first job has 12 for 2 h, the second wants 8 and waits 1.5 h; under EASY the third, of 4 for 1.5 h, passes.
TEST_CASE("A job waits for room, and shorter ones pass it under EASY only") {
  const JobFile jobs("0,7200,,12,,\n1800,3600,,8,,\n1800,5400,,4,,\n");
  const ClusterRun fcfs = cluster_run(ClusterText{.workloads = jobs.workload()});
  CHECK(fcfs.job(2).start == 2 * kHour);
  CHECK(fcfs.job(3).start == 2 * kHour);
  CHECK(fcfs.total("wait") == Approx(1.5 + 1.5));
  const ClusterRun easy =
      cluster_run(ClusterText{.cluster = R"("scheduling": "easy_backfill")", .workloads = jobs.workload()});
  CHECK(easy.job(2).start == 2 * kHour);
  CHECK(easy.job(3).start == 0.5 * kHour);
  CHECK(easy.total("wait") == Approx(1.5));
}

// ---------------------------------------------------------------------------------------------------------------------
// Faults

// All nodes go down at day 1 for 2 h. The job of 30 h saves after every 60 min of work, which takes 5 min:
// by day 1 it has had 24 h = 22 × 65 min + 10 min, so 22 h are saved and 10 min of work lost. At 26 h it restarts, which takes
// 15 min, and works the last 8 h with 7 checkpoints in between and one at its end: 8 × 65 min.
TEST_CASE("A job broken off by maintenance goes on from its last checkpoint, by the minute") {
  const JobFile jobs("0,108000,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{
      .to = "2026-01-03",
      .cluster = R"("scheduling": "fcfs",
        "failures": { "maintenance": { "interval": "1 days", "share": 1, "duration": "2 h" } })",
      .workloads =
          jobs.workload(R"(, "checkpoints": { "interval": "60 min", "write": "5 min", "restart": "15 min" })")});
  const DoneJob& job = run.job(1);
  CHECK(job.start == 0);
  CHECK(job.finish == 26 * kHour + 15 * 60 + 8 * 65 * 60);
  CHECK(job.run == job.finish - 2 * kHour);
  CHECK(job.restarts == 1);
  CHECK(run.total("interrupted") == 1);
  CHECK(run.total("started") == 2);
  CHECK(run.total("wait") == Approx(2));
  CHECK(run.total("used") == Approx(16 * job.run / kHour));
  CHECK(run.total("kept") == Approx(16 * 30));
  CHECK(run.total("lost") == Approx(16 * 10 / 60.0));
  CHECK(run.total("in_service") == Approx(16 * (48 - 2)));
  CHECK(job.it_energy_j == 16 * 1000 * job.run);
}

TEST_CASE("A job without checkpoints loses its whole run to a fault") {
  const JobFile jobs("0,108000,,8,,\n");
  const ClusterRun run = cluster_run(ClusterText{.to = "2026-01-02",
                                                 .cluster = R"("scheduling": "fcfs",
        "failures": { "maintenance": { "interval": "0.5 days", "share": 1, "duration": "1 h" } })",
                                                 .workloads = jobs.workload()});
  const DoneJob& job = run.job(1);
  CHECK_FALSE(job.is_done);
  CHECK(job.finish == kDay);
  CHECK(job.run == kDay - kHour);
  CHECK(run.total("lost") == Approx(8 * 12));
  CHECK(run.total("kept") == Approx(8 * 11));  // what the end of the run cuts off is not lost
  CHECK(run.total("finished") == 0);
}

// Faults that only interrupt are drawn from the cluster's own stream, which the test draws from as well. After each the job sits
// where it sat: 6 min of restart, then work; a checkpoint after every 30 min of work takes 3 min.
TEST_CASE("A job that an interrupt hits restarts in place, by the microsecond") {
  const auto minutes = [](int n) { return base::Duration{std::chrono::minutes{n}}; };
  const std::string failures = R"("components": { "gpu": { "rate_per_node": "2 1/node/day", "interrupt_share": 1 } })";
  const JobFile jobs("0,108000,,16,,\n");
  const scenario::Scenario scenario = test::scenario_of(ClusterText{
      .to = "2026-01-05",
      .cluster = R"("scheduling": "fcfs", "failures": { )" + failures + " }",
      .workloads =
          jobs.workload(R"(, "checkpoints": { "interval": "30 min", "write": "3 min", "restart": "6 min" })")});
  const ClusterRun run = cluster_run(scenario);

  datacenter::FailureSpec spec;
  spec.components["gpu"].rate_per_node = datacenter::NodeFaultRate::from_base_units(2 / kDay);
  spec.components["gpu"].interrupt_share = base::Ratio::from_base_units(1);
  datacenter::Failures faults(spec, static_cast<std::uint64_t>(scenario.seed), "cluster/rack", scenario.from);
  faults.add_nodes({.first = 0, .count = 2, .rack = 0, .accelerators = 8, .since = scenario.from}, scenario.from);

  const workload::CheckpointPlan plan{minutes(30), minutes(3), minutes(6)};
  base::Duration left = std::chrono::hours{30};
  base::Duration startup{0};
  base::SimTime begun = scenario.from;
  std::int64_t restarts = 0;
  base::SimTime end = begun + workload::run_length(plan, startup, left);
  while (faults.next_time() < end) {
    if (const auto event = faults.pop({})) {
      left -= workload::progress_after(plan, startup, left, event->time - begun).saved;
      begun = event->time;
      startup = plan.restart;
      end = begun + workload::run_length(plan, startup, left);
      ++restarts;
    }
  }
  REQUIRE(restarts >= 3);
  const DoneJob& job = run.job(1);
  CHECK(job.restarts == restarts);
  CHECK(job.finish == static_cast<double>((end - scenario.from).count()) / 1e6);
  CHECK(job.run == job.finish);
  CHECK(run.total("started") == 1);
  CHECK(run.total("interrupted") == static_cast<double>(restarts));
}

// ---------------------------------------------------------------------------------------------------------------------
// Power

// One rack idles at 4 kW and wants 16 kW; the site carries 12.5 / 1.25 = 10 kW: half of the 12 kW that work adds. The rack then
// draws 10/16 of its full power, at which the clock of the curve runs.
TEST_CASE("A limit of half the dynamic power slows all jobs by the speed curve") {
  const JobFile jobs("0,36000,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{.phases = R"("0.0125 MW")", .workloads = jobs.workload()});
  const double speed = std::floor(datacenter::speed_at(10.0 / 16) * 1e6) / 1e6;
  CHECK(speed == Approx(0.7902).margin(0.0001));  // ((0.625 − 0.4) / 0.6)^0.24
  const DoneJob& job = run.job(1);
  CHECK(job.finish == Approx(10 * kHour / speed).epsilon(1e-9));
  CHECK(job.it_energy_j == Approx(10e3 * job.finish).epsilon(1e-12));
  CHECK(run.total("slowed") == Approx(job.finish / kHour));
  CHECK(run.total("above_limit") == 0);
  CHECK(run.total("kept") == Approx(16 * 10));
  CHECK(run.total("used") == Approx(16 * job.finish / kHour));
}

// Half of the job's time waits for memory and does not slow: 1 / (0.5 / c + 0.5).
TEST_CASE("The part of work that is not compute-bound does not slow") {
  const JobFile jobs("0,36000,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{.phases = R"("0.0125 MW")",
                                                 .cluster = R"("scheduling": "fcfs", "compute_bound": 0.5)",
                                                 .workloads = jobs.workload()});
  const double clock = datacenter::speed_at(10.0 / 16);
  CHECK(run.job(1).finish == Approx(10 * kHour * (0.5 / clock + 0.5)).epsilon(1e-5));
}

// Under `none` the job runs at full speed and the site above its limit, for as long as it runs.
TEST_CASE("A limit that is not kept is counted") {
  const JobFile jobs("0,36000,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{
      .phases = R"("0.0125 MW")", .cluster = R"("scheduling": "fcfs", "power": "none")", .workloads = jobs.workload()});
  CHECK(run.job(1).finish == 10 * kHour);
  CHECK(run.total("above_limit") == Approx(10));
  CHECK(run.total("slowed") == 0);
}

// 10 kW carry 8 accelerators at work (4 + 6 kW), not 16; the second job waits though there is room for it.
TEST_CASE("A job that would exceed the limit is held until another ends") {
  const JobFile jobs("0,7200,,8,,\n0,3600,,8,,\n");
  const ClusterRun run = cluster_run(ClusterText{.phases = R"("0.0125 MW")",
                                                 .cluster = R"("scheduling": "easy_backfill", "power": "hold")",
                                                 .workloads = jobs.workload()});
  CHECK(run.job(1).finish == 2 * kHour);
  CHECK(run.job(2).start == 2 * kHour);
  CHECK(run.job(2).finish == 3 * kHour);
  CHECK(run.total("above_limit") == 0);
}

// The grid gives 10 kW of IT power from 0 h to 6 h each day, and enough after.
TEST_CASE("A held job starts when the limit rises, though nothing else happens then") {
  const JobFile jobs("3600,3600,,16,,\n");
  for (const char* scheduling : {"fcfs", "sjf", "easy_backfill", "conservative_backfill", "priority_preemptive"}) {
    INFO(scheduling);
    const ClusterRun run = cluster_run(ClusterText{
        .site = R"("opening": {"rack": 1}, "curtailments": [{ "from": "2026-01-01", "to": "2026-02-01", "first_hour": 0,
          "end_hour": 6, "limit": "0.0125 MW" }])",
        .cluster = fmt::format(R"("scheduling": "{}", "power": "hold")", scheduling),
        .workloads = jobs.workload()});
    CHECK(run.job(1).start == 6 * kHour);
  }
}

// A rack of each kind. Power for 16 + 8 kW: the second job, on the other kind of rack, waits for the first.
TEST_CASE("A job held in one queue starts when a job of another ends") {
  const JobFile old_jobs("0,7200,,16,,\n");
  const JobFile new_jobs("60,3600,,16,,\n");
  const ClusterRun run =
      cluster_run(ClusterText{.site = R"("opening": {"rack": 1, "wide": 1})",
                              .phases = R"("0.045 MW")",
                              .cluster = R"("scheduling": "easy_backfill", "power": "hold")",
                              .workloads = old_jobs.workload(R"(, "runs_on": ["gpu"])", "old") + "," +
                                           new_jobs.workload(R"(, "runs_on": ["new"])", "young")});
  CHECK(run.job(1, "old").start == 0);
  CHECK(run.job(1, "young").start == 2 * kHour);
}

// ---------------------------------------------------------------------------------------------------------------------
// Quotas and reservations

TEST_CASE("A tenant's second job waits outside while the quota is used up, others pass it") {
  const JobFile jobs("0,3600,,8,,ann\n0,3600,,1,,ann\n60,3600,,8,,bob\n");
  const ClusterRun run = cluster_run(
      ClusterText{.cluster = R"("scheduling": "fcfs", "quotas": { "ann": 8 })", .workloads = jobs.workload()});
  CHECK(run.job(1).start == 0);
  CHECK(run.job(2).start == kHour);
  CHECK(run.job(3).start == 60);
  CHECK(run.total("wait") == Approx(1));
}

TEST_CASE("Jobs that a quota keeps out count as waiting at the end of a month") {
  const JobFile jobs("0,5000000,,8,,ann\n0,3600,,1,,ann\n");
  const ClusterRun run = cluster_run(ClusterText{
      .to = "2026-02-01", .cluster = R"("scheduling": "fcfs", "quotas": { "ann": 8 })", .workloads = jobs.workload()});
  const auto at = [&](const char* measure) { return run.rows.at("2026-01", {.measure = measure, .item = "jobs"}); };
  CHECK(at("submitted") == 2);
  CHECK(at("running") == 1);
  CHECK(at("waiting") == 1);
}

// 12 of 16 are kept for `main` on 2 January. The first job would reach into that day and take more than the 4 left; the second
// ends before; the third takes no more than 4. At the end of the reservation the first starts.
TEST_CASE("A reservation keeps accelerators free, and gives them back at its end") {
  const JobFile jobs("0,108000,,8,,\n3600,36000,,8,,\n3600,720000,,4,,\n");
  const JobFile main("93600,7200,,12,,\n");  // day 1, 2 h
  const ClusterRun run = cluster_run(ClusterText{.cluster = R"("scheduling": "easy_backfill", "reservations": [
        { "for": "main", "accelerators": 12, "from": "2026-01-02", "to": "2026-01-03" }])",
                                                 .workloads = jobs.workload() + "," + main.workload("", "main")});
  CHECK(run.job(1, "main").start == kDay + 2 * kHour);
  CHECK(run.job(1).start == 2 * kDay);
  CHECK(run.job(2).start == kHour);
  CHECK(run.job(3).start == kHour);
}

// ---------------------------------------------------------------------------------------------------------------------
// Racks

// Racks of a supplier fill the site by the 21st day: a job of two racks waits for them.
TEST_CASE("A job waits for racks that have yet to come") {
  const JobFile jobs("0,3600,,32,,\n");
  const ClusterRun run = cluster_run(ClusterText{
      .site = R"("opening": {"rack": 1}, "build": [{ "from": "2026-01-01", "rack": "rack" }], "burn_in": "2 days")",
      .phases = R"("0.040 MW")",  // 32 kW of IT power: two racks
      .workloads = jobs.workload(),
      .sections = R"(,
        "suppliers": { "boards": { "kind": "accelerator_supplier", "capacity": "1000 packages/day", "cycle_time": "10 days",
                                   "products": { "gpu": {} } } },
        "assembly": { "integrator": { "capacity": "1000 racks/day", "cycle_time": "5 days", "products": { "rack": {} } } },
        "lanes": { "boards": { "from": "boards", "to": "integrator", "lead_time": "1 day" },
                   "racks": { "from": "integrator", "to": "site", "lead_time": "3 days" } })"});
  // Ordered on day 0, on site on day 21, burnt in by day 23; the cluster hears of it a day later.
  CHECK(run.job(1).start == 24 * kDay);
  CHECK(run.total("installed") == Approx(24 * (16 * 31 + 16 * 7)));
}

// Of two racks that open the site both retire after 30 days; a day later the cluster knows. The job that runs starts again nowhere.
TEST_CASE("Jobs on racks that retire end there and wait for others") {
  const JobFile jobs("0,3000000,,16,,\n2505600,36000,,8,,\n");  // 34.7 days; day 29, 10 h
  const ClusterRun run = cluster_run(ClusterText{.to = "2026-03-01",
                                                 .site = R"("opening": {"rack": 2}, "service_life": "30 days")",
                                                 .workloads = jobs.workload()});
  CHECK(run.job(2).is_done);
  CHECK(run.job(2).start == 29 * kDay);
  const DoneJob& cut = run.job(1);
  CHECK_FALSE(cut.is_done);
  CHECK(cut.run == 31 * kDay);
  CHECK(run.total("interrupted") == 1);
  CHECK(run.total("lost") == Approx(16 * 31 * 24));
  CHECK(run.rows.at("2026-02", {.measure = "waiting", .item = "jobs"}) == 1);
  CHECK(run.total("installed") == Approx(32 * 31 * 24));
}

// ⌊10 × 0.55⌋ = 5 racks for the cluster, ⌊10 × 0.25⌋ = 2 for the other, 3 for services: 48 accelerators of 100 tokens/s.
TEST_CASE("Clusters have their shares of a site's racks, services the rest") {
  const JobFile jobs("0,3600,,80,,\n0,3600,,96,,\n");
  const ClusterRun run = cluster_run(
      ClusterText{.site = R"("opening": {"rack": 10})",
                  .cluster = R"("scheduling": "easy_backfill", "share": 0.55)",
                  .workloads = jobs.workload(R"(, "clusters": ["cluster"])"),
                  .more = R"(, "other": { "site": "site", "scheduling": "fcfs", "share": 0.25 })",
                  .sections = R"(, "services": { "chat": { "demand": "1 Mtokens/s", "sites": ["site"] } })"});
  CHECK(run.total("installed", {}, "cluster") == Approx(80 * 31 * 24));
  CHECK(run.total("installed", {}, "other") == Approx(32 * 31 * 24));
  CHECK(run.rows.total({.measure = "served"}) == Approx(48 * 100 * 31 * kDay));
  CHECK(run.job(1).start == 0);
  CHECK(run.jobs.size() == 1);  // there is no room for the second
  CHECK(run.rows.at("2026-01", {.measure = "waiting", .item = "jobs", .place = "cluster"}) == 1);
}

// ---------------------------------------------------------------------------------------------------------------------
// Kinds of accelerators, parts of them

TEST_CASE("Jobs that take part of an accelerator share it") {
  const JobFile jobs("0,3600,,1,400,\n0,3600,,1,600,\n0,3600,,1,500,\n0,3600,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{.cluster = R"("scheduling": "fcfs")", .workloads = jobs.workload()});
  CHECK(run.job(1).allocated == "0");
  CHECK(run.job(2).allocated == "0");
  CHECK(run.job(3).allocated == "1");
  CHECK(run.job(4).start == kHour);
  CHECK(run.job(1).it_energy_j == 0.4 * 1000 * kHour);
  CHECK(run.job(1).accelerators == 0.4);
  CHECK(run.total("occupied") == Approx(0.4 + 0.6 + 0.5 + 16));
}

TEST_CASE("A job that runs on one kind of accelerator goes to its racks, one that runs on any to the fuller") {
  const JobFile picky("0,3600,,16,,\n");
  const JobFile any("60,3600,,4,,\n60,3600,,16,,\n");
  const ClusterRun run = cluster_run(
      ClusterText{.site = R"("opening": {"rack": 1, "wide": 2})",
                  .workloads = picky.workload(R"(, "runs_on": ["new"])", "picky") + "," + any.workload("", "any")});
  CHECK(run.job(1, "picky").accelerator == "new");
  CHECK(run.job(1, "any").accelerator == "gpu");  // both have room for 4, 16 free each
  CHECK(run.job(2, "any").accelerator == "new");
  CHECK(run.job(1, "picky").it_energy_j == 16 * 2000 * kHour);
}

// A campaign's work goes by the accelerator's speed; a fine-tuning run of 6 · 10⁹ · 10⁹ FLOP on 16 × 1 PFLOP/s is 375 s.
TEST_CASE("Work that goes by FLOP takes half as long on accelerators of twice the speed") {
  const auto tuning = [](const char* accelerator) {
    return fmt::format(
        R"("tune": {{ "kind": "fine_tuning", "arrivals": {{ "base": "100 1/day" }}, "parameters": "1 Gparams",
      "million_tokens": {{ "kind": "fixed", "value": 1000 }}, "accelerators": {{ "kind": "fixed", "value": 16 }},
      "runs_on": ["{}"] }})",
        accelerator);
  };
  const auto first = [&](const char* accelerator) {
    return cluster_run(ClusterText{.to = "2026-01-02",
                                   .site = R"("opening": {"rack": 1, "wide": 1})",
                                   .workloads = tuning(accelerator)})
        .job(1, "tune");
  };
  CHECK(first("gpu").run == Approx(375).margin(1e-5));
  CHECK(first("new").run == Approx(187.5).margin(1e-5));
}

TEST_CASE("A job that ends after its deadline is late") {
  const JobFile jobs("0,7200,,16,,\n0,3600,,16,,\n");
  const ClusterRun run = cluster_run(ClusterText{.workloads = jobs.workload(R"(, "deadline": "2.5 hours")")});
  CHECK(run.total("finished") == 2);
  CHECK(run.total("late") == 1);
}

// ---------------------------------------------------------------------------------------------------------------------
// Bounds

// 10²⁷ FLOP a million times over at 10¹⁵ FLOP/s are more microseconds than an integer holds.
TEST_CASE("Work beyond all bounds does not come to nothing") {
  const ClusterRun run = cluster_run(ClusterText{.to = "2026-01-08", .workloads = R"("tune": {
      "kind": "fine_tuning", "arrivals": { "base": "10 1/day" }, "parameters": "1e9 Gparams",
      "million_tokens": { "kind": "fixed", "value": 1e9 }, "accelerators": { "kind": "fixed", "value": 1 } })"});
  CHECK(run.total("started") == 16);
  CHECK(run.total("finished") == 0);
}

// Both tenants appear in the trace alone. With 200 jobs each, of half the rack for 2 h, one has three times as many done.
TEST_CASE("A policy's weights hold for tenants whom only a trace names") {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    lines += "0,7200,,8,,ann\n0,7200,,8,,bob\n";
  }
  const JobFile jobs(lines);
  const ClusterRun run =
      cluster_run(ClusterText{.to = "2026-01-08",
                              .cluster = R"("scheduling": { "kind": "fair_share", "weights": { "ann": 1, "bob": 3 } })",
                              .workloads = jobs.workload()});
  const auto done = [&](const char* tenant) {
    return std::count_if(run.jobs.begin(), run.jobs.end(),
                         [&](const DoneJob& job) { return job.is_done && job.tenant == tenant; });
  };
  CHECK(static_cast<double>(done("bob")) / static_cast<double>(done("ann")) == Approx(3).epsilon(0.05));
}

// 24 kW for racks of 16 and 32 kW: each of the clusters has half, 12 kW, so that the site draws no more than it may.
TEST_CASE("Clusters that have different racks of a site share its power") {
  const JobFile old_jobs("0,5000000,,16,,\n");
  const JobFile new_jobs("0,5000000,,16,,\n");
  const ClusterRun run =
      cluster_run(ClusterText{.to = "2026-01-08",
                              .site = R"("opening": {"rack": 1, "wide": 1})",
                              .phases = R"("0.030 MW")",
                              .cluster = R"("scheduling": "fcfs", "racks": ["rack"])",
                              .workloads = old_jobs.workload(R"(, "clusters": ["cluster"])", "old") + "," +
                                           new_jobs.workload(R"(, "clusters": ["other"])", "young"),
                              .more = R"(, "other": { "site": "site", "scheduling": "fcfs", "racks": ["wide"] })"});
  CHECK(run.job(1, "old").it_energy_j == Approx(12e3 * 7 * kDay).epsilon(1e-5));
  CHECK(run.job(1, "young").it_energy_j == Approx(12e3 * 7 * kDay).epsilon(1e-5));
}
