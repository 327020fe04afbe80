/// Two sites, `site` and `east`, with a cluster each, counted by hand: where jobs go and what they take along.

#include "aibelt/scenario/document.hpp"
#include "tests/clusters/cluster_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::cluster_run;
using test::ClusterRun;
using test::ClusterText;
using test::JobFile;
using Json = scenario::Json;

namespace {

constexpr double kHour = 3600;
constexpr double kDay = 86400;

/// The clusters `cluster` at `site` and `east_cluster` at `east`, a rack each, with a wave of 100 Gbit/s × 0.9 = 11.25 GB/s in between.
Json two_sites(const std::string& workloads) {
  Json root = Json::parse(std::string(ClusterText{.workloads = workloads}));
  root["sites"]["east"] = root["sites"]["site"];
  root["clusters"]["east_cluster"] = {{"site", "east"}, {"scheduling", "fcfs"}};
  root["links"]["fibre"] = {
      {"from", "site"}, {"to", "east"}, {"round_trip", "0 ms"}, {"waves", 1}, {"wave_rate", "100 Gbit/s"}};
  return root;
}

/// From day 1 on half of the dynamic power of a rack is left at `site`, and its cluster gives up what is slowed.
void slow_from_day_1(Json& root) {
  root["sites"]["site"]["curtailments"] = {
      {{"from", "2026-01-02"}, {"to", "2026-02-01"}, {"first_hour", 0}, {"end_hour", 24}, {"limit", "0.0125 MW"}}};
  root["clusters"]["cluster"]["gives_up"] = {{"below_speed", 1}};
}

double moved(const ClusterRun& run) { return run.rows.total({.stage = "broker", .measure = "moved"}); }
double staged(const ClusterRun& run) { return run.rows.total({.stage = "broker", .measure = "staged"}); }

}  // namespace

// The first cluster never has racks, the second none of the kind wanted; the third has too few.
TEST_CASE("A job that fits nowhere waits where its kind of accelerator will stand") {
  const JobFile jobs("0,3600,,32,,\n");
  Json root = two_sites(jobs.workload(R"(, "runs_on": ["new"])"));
  root["sites"]["site"]["opening"] = {{"rack", 2}};
  root["sites"]["east"]["opening"] = {{"wide", 1}};
  root["clusters"]["cluster"]["racks"] = {"rack"};
  root["clusters"]["a"] = {{"site", "site"}, {"scheduling", "fcfs"}, {"racks", {"wide"}}};
  const ClusterRun run = cluster_run(root.dump());
  CHECK(run.jobs.empty());
  const auto waiting = [&](const char* cluster) {
    return run.rows.at("2026-01", {.measure = "waiting", .item = "jobs", .place = cluster});
  };
  CHECK(waiting("east_cluster") == 1);
  CHECK(waiting("cluster") == 0);
}

TEST_CASE("A job is not given up for room where it may not run") {
  const JobFile jobs("0,108000,,16,,\n");
  for (const char* bound :
       {R"(, "movable": true, "clusters": ["cluster"])", R"(, "movable": true, "runs_on": ["gpu"])"}) {
    INFO(bound);
    Json root = two_sites(jobs.workload(bound));
    root["sites"]["east"]["opening"] = {{"wide", 1}};
    slow_from_day_1(root);
    const ClusterRun run = cluster_run(root.dump());
    CHECK(run.total("given_up") == 0);
    CHECK(run.job(1).restarts == 0);
  }
}

// Given up on day 1 at full hours: reports come every 10 min and take 1 min each way.
TEST_CASE("A job that moves before a copy has arrived takes its checkpoint along and does no work twice") {
  const JobFile jobs("0,108000,,16,,\n");
  Json root = two_sites(jobs.workload(R"(, "movable": true, "checkpoints": { "interval": "60 min", "write": "0 min",
      "restart": "0 min", "size": "2000 TB", "copy_to": "east" })"));
  slow_from_day_1(root);
  const ClusterRun run = cluster_run(root.dump());
  CHECK(moved(run) == 1);
  CHECK(staged(run) == Approx(2000));
  CHECK(run.job(1).cluster == "east_cluster");
  CHECK(run.total("kept") == Approx(16 * 30));
  CHECK(run.job(1).run < 30 * kHour + 600);
  CHECK(run.job(1).finish > kDay + 2000e12 / 11.25e9);
}

// 1 TB of checkpoint, then 100 TB of data at 11.25 GB/s, from about two minutes after midnight; then the 6 h that are left.
TEST_CASE("A job that moves with its progress waits for its data too") {
  const JobFile jobs("0,108000,,16,,\n");
  Json root = two_sites(jobs.workload(R"(, "movable": true, "checkpoints": { "interval": "60 min", "write": "0 min",
      "restart": "0 min", "size": "1 TB" }, "data": { "at": "site", "size": "100 TB" })"));
  slow_from_day_1(root);
  const ClusterRun run = cluster_run(root.dump());
  CHECK(moved(run) == 1);
  CHECK(staged(run) == Approx(101));
  CHECK(run.job(1).finish == Approx(kDay + 101e12 / 11.25e9 + 6 * kHour).margin(15 * 60));
}

// The job comes to a cluster where its tenant's quota is used up for the rest of the run.
TEST_CASE("A job that has run and that a quota then keeps out has a row at the end of the run") {
  const JobFile jobs("0,108000,,16,,ann\n");
  const JobFile others("0,5000000,,16,,ann\n");
  Json root = two_sites(jobs.workload(R"(, "movable": true)") + "," +
                        others.workload(R"(, "clusters": ["east_cluster"])", "others"));
  root["sites"]["east"]["opening"] = {{"rack", 2}};
  root["clusters"]["east_cluster"]["quotas"] = {{"ann", 16}};
  root["workloads"]["jobs"]["site_choice"] = "price";
  slow_from_day_1(root);
  const ClusterRun run = cluster_run(root.dump());
  REQUIRE(moved(run) == 1);
  CHECK_FALSE(run.job(1).is_done);
  CHECK(run.job(1).cluster == "east_cluster");
  CHECK(run.job(1).it_energy_j == Approx(16 * 1000 * run.job(1).run).epsilon(0.01));
}
