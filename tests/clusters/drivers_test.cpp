/// Contract of a cluster towards the engine: neither the driver nor an unrelated cluster shows in its rows.

#include "tests/clusters/random_cluster.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::cluster_run;
using test::ClusterRun;
using test::RandomCluster;

namespace {

RandomCluster random_cluster(std::uint64_t number, const std::string& suffix = "") {
  RandomCluster cluster(number, suffix);
  if (number % 2 == 0) {
    cluster.add_failures();
  }
  return cluster;
}

/// The rows of places and workloads with `suffix`.
std::string rows_of(const ClusterRun& run, const std::string& suffix, const std::string& other) {
  std::string text = run.rows.text_if(
      [&](const record::Series& of) { return of.place.ends_with(suffix) && !of.item.ends_with(other); });
  return text +
         run.text("cluster" + suffix)
             .substr(run.rows.text_if([&](const record::Series& of) { return of.place == "cluster" + suffix; }).size());
}

}  // namespace

TEST_CASE("Both drivers write the same bytes for random clusters") {
  for (std::uint64_t number = 1; number <= 8; ++number) {
    INFO("cluster " << number);
    const scenario::Scenario scenario = test::scenario_of(random_cluster(number).text());
    const std::string with_simgrid =
        test::in_child([&] { return cluster_run(scenario, engine::Driver::simgrid).text(); });
    const std::string in_memory = cluster_run(scenario).text();
    REQUIRE(in_memory.size() > 10'000);
    CHECK(with_simgrid == in_memory);
  }
}

TEST_CASE("A cluster that shares nothing with another leaves its rows alone, whether its name comes before or after") {
  for (std::uint64_t number = 1; number <= 8; ++number) {
    INFO("cluster " << number);
    RandomCluster own = random_cluster(number, "_m");
    const std::string alone = rows_of(cluster_run(own.text()), "_m", "_z");
    for (const std::string suffix : {"_a", "_z"}) {
      RandomCluster other = random_cluster(number + 100, suffix);
      scenario::Json both = own.root();
      both.merge_patch(other.root());
      CHECK(rows_of(cluster_run(both.dump()), "_m", suffix) == alone);
    }
  }
}

TEST_CASE("What a cluster does before a date does not depend on how long the run goes on after it") {
  for (std::uint64_t number = 1; number <= 4; ++number) {
    INFO("cluster " << number);
    const scenario::Scenario whole = test::scenario_of(random_cluster(number).text());
    scenario::Scenario part = whole;
    part.to = base::parse_date("2026-02-01").value();
    const auto january = [](const ClusterRun& run) {
      std::string text;
      for (const test::DoneJob& job : run.jobs) {
        if (job.is_done && job.finish < 31 * 86400) {
          text += fmt::format("{} {} {:a} {:a} {}\n", job.workload, job.number, job.start, job.finish, job.allocated);
        }
      }
      return text;
    };
    const std::string found = january(cluster_run(part));
    REQUIRE(found.size() > 1000);
    CHECK(found == january(cluster_run(whole)));
  }
}
