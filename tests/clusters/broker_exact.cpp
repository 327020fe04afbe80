/// Two sites with fibre in between: where the broker sends jobs, what it brings first, which jobs move. Times are seconds.

#include <set>
#include <utility>

#include "tests/clusters/cluster_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::cluster_run;
using test::ClusterRun;
using test::DoneJob;
using test::JobFile;

namespace {

constexpr double kMinute = 60;
constexpr double kHour = 3600;

/// Cluster `a` has a rack of 16 accelerators at `left`, where power is dear and clean; `b` two at `right`, where it is cheap and
/// dirty. A wave carries 400 Gbit/s × 0.9 = 45 GB/s.
struct TwoClusters {
  std::string workloads;  ///< entries
  std::string a = "";     ///< further fields of the cluster `a`
  std::string left = "";  ///< further fields of the site `left`
  std::string to = "2026-01-10";

  operator std::string() const {  // NOLINT(google-explicit-constructor): stands for its text
    return fmt::format(R"({{
      "name": "two", "from": "2026-01-01", "to": "{}",
      "accelerators": {{ "gpu": {{ "token_rate": "1 tokens/s/GPU", "compute_rate": "1 PFLOP/s", "training_efficiency": 0.5 }} }},
      "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": 16, "power": "16 kW", "idle_power": "4 kW" }} }},
      "sites": {{
        "left": {{ "phases": "1 MW", "opening": {{ "rack": 1 }}, "commissioning": "1 racks/day", "order_ahead": "1 days",
          "tariff": {{ "kind": "flat", "price": "200 KRW/kWh" }}, "carbon": {{ "kind": "flat", "intensity": "10 gCO2/kWh" }}{} }},
        "right": {{ "phases": "1 MW", "opening": {{ "rack": 2 }}, "commissioning": "1 racks/day", "order_ahead": "1 days",
          "tariff": {{ "kind": "flat", "price": "100 KRW/kWh" }}, "carbon": {{ "kind": "flat", "intensity": "500 gCO2/kWh" }} }}
      }},
      "clusters": {{ "a": {{ "site": "left", "scheduling": "fcfs"{} }}, "b": {{ "site": "right", "scheduling": "fcfs" }} }},
      "links": {{ "fibre": {{ "from": "left", "to": "right", "waves": 1, "wave_rate": "400 Gbit/s", "round_trip": "4 ms" }} }},
      "workloads": {{ {} }}
    }})",
                       to, left, a, workloads);
  }
};

ClusterRun run_two(const TwoClusters& two) { return cluster_run(std::string(two)); }

/// Clusters of the jobs 1, 2, …
std::string places_of(const ClusterRun& run) {
  std::string places;
  for (std::size_t i = 1; i <= run.jobs.size(); ++i) {
    places += run.job(static_cast<std::int64_t>(i)).cluster;
  }
  return places;
}

}  // namespace

// Of 16 and 32 free; ties go to the first, and so does the last, for which there is room nowhere.
TEST_CASE("Jobs go where most accelerators are free, counting those just sent") {
  const JobFile jobs("0,7200,,8,,\n0,7200,,8,,\n0,7200,,8,,\n0,7200,,8,,\n0,7200,,8,,\n0,7200,,8,,\n0,7200,,8,,\n");
  const ClusterRun run = run_two({.workloads = jobs.workload()});
  CHECK(places_of(run) == "bbababa");
  CHECK(run.job(1).start == kMinute);
  CHECK(run.job(7).start == 2 * kHour + kMinute);
  CHECK(run.rows.total({.stage = "broker", .measure = "placed"}) == 7);
  CHECK(run.rows.total({.stage = "broker", .measure = "moved"}) == 0);
}

TEST_CASE("Price, carbon, distance and data each draw jobs their own way") {
  const JobFile jobs("0,3600,,8,,\n");
  const auto place = [&](const std::string& choice, const std::string& more) {
    return run_two({.workloads = jobs.workload(R"(, "site_choice": ")" + choice + "\"" + more)}).job(1).cluster;
  };
  CHECK(place("price", "") == "b");
  CHECK(place("carbon", "") == "a");
  CHECK(place("latency", R"(, "users_at": "left")") == "a");
  CHECK(place("latency", R"(, "users_at": "right")") == "b");
  CHECK(place("data_gravity", R"(, "data": { "at": "left", "size": "9 TB" })") == "a");
  CHECK(place("free_capacity", R"(, "data": { "at": "left", "size": "9 TB" })") == "b");
}

// 9 TB at 45 GB/s take 200 s.
TEST_CASE("A job elsewhere starts when its data are there; data that move once are there for the next") {
  const JobFile jobs("0,600,,8,,\n3600,600,,8,,\n");
  const std::string data = R"(, "clusters": ["b"], "data": { "at": "left", "size": "9 TB")";
  const ClusterRun once = run_two({.workloads = jobs.workload(data + " }")});
  CHECK(once.job(1).start >= 201 + kMinute);
  CHECK(once.job(1).start <= 204 + kMinute);
  CHECK(once.job(2).start == kHour + kMinute);
  CHECK(once.rows.total({.stage = "broker", .measure = "staged"}) == 9);
  CHECK(once.rows.total({.stage = "broker", .measure = "staging"}) * kHour == Approx(202).margin(1.5));
  const ClusterRun each = run_two({.workloads = jobs.workload(data + R"(, "moves": "each_job" })")});
  CHECK(each.job(1).start == once.job(1).start);
  CHECK(each.job(2).start == kHour + each.job(1).start);
  CHECK(each.rows.total({.stage = "broker", .measure = "staged"}) == 18);
}

TEST_CASE("Jobs that wait for the same data wait for one transfer of it") {
  const JobFile jobs("0,600,,8,,\n100,600,,8,,\n");
  const ClusterRun run =
      run_two({.workloads = jobs.workload(R"(, "clusters": ["b"], "data": { "at": "left", "size": "9 TB" })")});
  CHECK(run.job(2).start == run.job(1).start);
  CHECK(run.rows.total({.stage = "broker", .measure = "staged"}) == 9);
}

// 900 TB take 5.6 h; by then the reports of `b` have come in many times.
TEST_CASE("A job on its way counts against the room of its cluster, whatever that reports") {
  const JobFile first("0,7200,,32,,\n");
  const JobFile later("1800,600,,8,,\n");
  const ClusterRun run = run_two(
      {.workloads = first.workload(R"(, "clusters": ["b"], "data": { "at": "left", "size": "900 TB" })", "first") +
                    "," + later.workload("", "later")});
  CHECK(run.job(1, "later").cluster == "a");
  CHECK(run.job(1, "first").start > 5 * kHour);
}

// 3 h of work with a checkpoint of 5 min after each half hour: five of the six are copied while the job runs. 180 TB take
// 67 min, so that each second copy is left out.
TEST_CASE("Each checkpoint is copied to the other site, unless the last copy is still on its way") {
  const JobFile jobs("0,10800,,8,,\n");
  const std::string checkpoints =
      R"(, "clusters": ["a"], "checkpoints": { "interval": "30 min", "write": "5 min", "restart": "1 min", "copy_to": "right", "size": )";
  const ClusterRun run = run_two({.workloads = jobs.workload(checkpoints + R"("9 TB" })")});
  CHECK(run.job(1).finish == 210 * kMinute);
  CHECK(run.total("copies") == 5);
  CHECK(run.total("copied") == 45);
  CHECK(run.total("copy_age") * kHour == Approx(5 * 201).margin(5));
  CHECK(run.total("copies_skipped") == 0);
  const ClusterRun slow = run_two({.workloads = jobs.workload(checkpoints + R"("180 TB" })")});
  CHECK(slow.total("copies") == 3);
  CHECK(slow.total("copies_skipped") == 2);
}

// `a` is full for 10 h, `b` for 2 h.
TEST_CASE("A job that has waited long enough moves to a cluster with room") {
  const JobFile left("0,36000,,16,,\n");
  const JobFile right("0,7200,,32,,\n");
  const JobFile jobs("60,3600,,16,,\n");
  const std::string workloads = left.workload(R"(, "clusters": ["a"])", "left") + "," +
                                right.workload(R"(, "clusters": ["b"])", "right") + "," +
                                jobs.workload(R"(, "movable": true, "site_choice": "latency", "users_at": "left")");
  const ClusterRun stays = run_two({.workloads = workloads});
  CHECK(stays.job(1).cluster == "a");
  CHECK(stays.job(1).start == 10 * kHour);
  const ClusterRun moves = run_two({.workloads = workloads, .a = R"(, "gives_up": { "after_wait": "1 h" })"});
  CHECK(moves.job(1).cluster == "b");
  CHECK(moves.job(1).start > 2 * kHour);
  CHECK(moves.job(1).start <= 2 * kHour + 15 * kMinute);
  CHECK(moves.total("given_up", "jobs", "a") == 1);
  CHECK(moves.rows.total({.stage = "broker", .measure = "moved"}) == 1);
  CHECK(moves.total("submitted", "jobs", "a") == 1);
  CHECK(moves.total("submitted", "jobs", "b") == 1);
  CHECK(moves.total("finished", "jobs") == 1);
}

// 50 h of work; after a day there is half of the dynamic power. The move costs a restart of 10 min, 200 s for 9 TB and the way of
// the messages.
TEST_CASE("A job that a power limit slows leaves for the other site and takes its checkpoint along") {
  const JobFile jobs("0,180000,,16,,\n");
  const std::string workloads = jobs.workload(R"(, "movable": true, "site_choice": "carbon",
        "checkpoints": { "interval": "60 min", "write": "0 min", "restart": "10 min", "size": "9 TB" })");
  const std::string left = R"(, "curtailments": [{ "from": "2026-01-02", "to": "2026-01-10", "limit": "10 kW" }])";
  const ClusterRun slowed = run_two({.workloads = workloads, .left = left});
  CHECK(slowed.job(1).cluster == "a");
  CHECK(slowed.total("slowed") > 0);
  const ClusterRun moved =
      run_two({.workloads = workloads, .a = R"(, "gives_up": { "below_speed": 0.9 })", .left = left});
  const DoneJob& job = moved.job(1);
  CHECK(job.cluster == "b");
  CHECK(job.restarts == 1);
  CHECK(job.finish < slowed.job(1).finish);
  CHECK(job.finish > 50 * kHour + 10 * kMinute);
  CHECK(job.finish < 50 * kHour + 45 * kMinute);
  CHECK(moved.rows.total({.stage = "broker", .measure = "staged"}) == 9);
  CHECK(moved.total("kept") == Approx(16 * 50));
}

TEST_CASE("Every job that the broker places ends once, however often it moves") {
  const ClusterRun run =
      run_two({.workloads = R"(
    "free": { "arrivals": { "base": { "points": [["2026-01-01", "200 1/day"], ["2026-01-06", "0 1/day"]], "interpolation": "step" } },
      "accelerators": { "kind": "choice", "options": [{ "value": 1, "weight": 3 }, { "value": 8, "weight": 1 }, { "value": 16, "weight": 1 }] },
      "runtime": { "kind": "lognormal", "median": "1 h", "sigma": 1 }, "movable": true,
      "checkpoints": { "interval": "20 min", "write": "1 min", "restart": "2 min", "size": "1 TB" } },
    "fed": { "arrivals": { "base": { "points": [["2026-01-01", "50 1/day"], ["2026-01-06", "0 1/day"]], "interpolation": "step" } },
      "accelerators": { "kind": "fixed", "value": 4 }, "runtime": { "kind": "lognormal", "median": "1 h", "sigma": 1 },
      "data": { "at": "left", "size": "20 TB", "moves": "each_job" } })",
               .a = R"(, "gives_up": { "below_speed": 0.95, "after_wait": "20 min" })",
               .left = R"(, "curtailments": [{ "from": "2026-01-02", "to": "2026-01-05", "limit": "9 kW" }])",
               .to = "2026-03-01"});
  std::set<std::pair<std::string, std::int64_t>> seen;
  for (const DoneJob& job : run.jobs) {
    CHECK(job.is_done);
    CHECK(seen.emplace(job.workload, job.number).second);
  }
  const double placed = run.rows.total({.stage = "broker", .measure = "placed"});
  CHECK(placed > 1000);
  CHECK(static_cast<double>(seen.size()) == placed);
  CHECK(run.rows.total({.stage = "broker", .measure = "moved"}) > 5);
  CHECK(run.total("finished") == placed);
  CHECK(run.total("submitted") == placed + run.total("given_up"));
}
