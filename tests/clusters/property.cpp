/// What holds in every run of a cluster, over random scenarios.

#include <algorithm>
#include <map>
#include <set>

#include "aibelt/policy/placement.hpp"
#include "aibelt/policy/power.hpp"
#include "aibelt/policy/scheduling.hpp"
#include "tests/clusters/random_cluster.hpp"
#include "tests/policy/plain_kind.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::cluster_run;
using test::ClusterRun;
using test::DoneJob;
using test::RandomCluster;

namespace {

constexpr std::uint64_t kScenarios = 24;

/// Every other scenario with faults.
RandomCluster random_cluster(std::uint64_t number) {
  RandomCluster cluster(number);
  if (number % 2 == 0) {
    cluster.add_failures();
  }
  return cluster;
}

/// Accelerators of a job by the numbers in `0-7 16`.
std::vector<std::int32_t> numbers(const std::string& allocated) {
  std::vector<std::int32_t> found;
  for (std::size_t at = 0; at < allocated.size();) {
    std::size_t end = std::min(allocated.find(' ', at), allocated.size());
    const std::string part = allocated.substr(at, end - at);
    const std::size_t dash = part.find('-');
    const int first = std::stoi(part.substr(0, dash));
    const int last = dash == std::string::npos ? first : std::stoi(part.substr(dash + 1));
    for (int number = first; number <= last; ++number) {
      found.push_back(number);
    }
    at = end + 1;
  }
  return found;
}

/// The most of any one accelerator that was in use at any time, in thousandths, for jobs that ran in one go.
double most_in_use(const std::vector<DoneJob>& jobs) {
  std::map<std::pair<std::string, std::int32_t>, std::map<double, double>> changes;  // by kind and number, by time
  for (const DoneJob& job : jobs) {
    const double each = job.accelerators < 1 ? 1000 * job.accelerators : 1000;
    for (const std::int32_t number : numbers(job.allocated)) {
      auto& of_one = changes[{job.accelerator, number}];
      of_one[job.start] += each;
      of_one[job.finish] -= each;
    }
  }
  double most = 0;
  for (const auto& [accelerator, by_time] : changes) {
    double used = 0;
    for (const auto& [time, change] : by_time) {
      used += change;
      most = std::max(most, used);
    }
  }
  return most;
}

}  // namespace

TEST_CASE("What is installed, in service, occupied, used, kept, lost and billed to jobs adds up") {
  for (std::uint64_t number = 1; number <= kScenarios; ++number) {
    INFO("scenario " << number);
    const ClusterRun run = cluster_run(random_cluster(number).text());
    double used = 0;
    for (const DoneJob& job : run.jobs) {
      used += job.accelerator_hours();
    }
    REQUIRE(used > 1000);
    CHECK(run.total("used") == Approx(used).epsilon(1e-9));
    CHECK(run.total("occupied") == Approx(used).epsilon(1e-9));
    const double overhead = used - run.total("kept") - run.total("lost");
    CHECK(overhead >= -1e-6);
    CHECK(run.total("installed") >= run.total("in_service"));
    CHECK(run.total("in_service") >= run.total("occupied"));
    for (const char* workload : {"agents", "batch", "rounds"}) {
      const auto at_end = [&](const char* measure) {
        return run.rows.at("2026-02", {.measure = measure, .item = workload});
      };
      CHECK(run.total("submitted", workload) ==
            run.total("finished", workload) + at_end("running") + at_end("waiting"));
      CHECK(run.total("late", workload) <= run.total("finished", workload));
    }
  }
}

TEST_CASE("Every row of a job is consistent in itself") {
  for (std::uint64_t number = 1; number <= kScenarios; ++number) {
    INFO("scenario " << number);
    for (const DoneJob& job : cluster_run(random_cluster(number).text()).jobs) {
      const bool is_sound = job.submission <= job.start && job.start <= job.finish &&
                            job.run <= job.finish - job.start + 1e-6 && job.restarts >= 0 && job.requested >= 0 &&
                            job.it_energy_j >= 0 && job.facility_energy_j >= job.it_energy_j * 1.2499;
      if (!is_sound) {
        FAIL_CHECK("job " << job.number << " of " << job.workload);
      }
      const std::size_t width = numbers(job.allocated).size();
      if (width != static_cast<std::size_t>(std::ceil(job.accelerators))) {
        FAIL_CHECK("job " << job.number << " of " << job.workload << " sits on " << job.allocated);
      }
    }
  }
}

TEST_CASE("No accelerator is given to two jobs at once, nor more than all of it to those that share it") {
  for (std::uint64_t number = 1; number <= kScenarios; number += 2) {
    INFO("scenario " << number);
    const ClusterRun run = cluster_run(random_cluster(number).text());
    REQUIRE(std::none_of(run.jobs.begin(), run.jobs.end(), [](const DoneJob& job) { return job.restarts > 0; }));
    const double most = most_in_use(run.jobs);
    CHECK(most <= 1000.5);
    CHECK(most >= 999.5);
  }
}

// The site reports hours in joules of whole milliwatts, jobs have whole milliwatts each, so that the power of n jobs at a time is
// off by at most n milliwatts and that of a changed share by one more: 10⁻³ W × (jobs at a time + 1) over the run. With at most 200 at a
// time and 59 days that is 0.3 kWh of some 10,000 to 100,000. Idle power of accelerators that no job holds is what is left.
TEST_CASE("The energy of jobs and of what idles is the site's energy") {
  for (std::uint64_t number = 1; number <= kScenarios; ++number) {
    INFO("scenario " << number);
    RandomCluster random = random_cluster(number);
    random.site().erase("build");  // racks that burn in draw power outside clusters
    random.root().erase("suppliers");
    random.root().erase("assembly");
    random.root().erase("lanes");
    random.site()["phases"] = "100 MW";
    const ClusterRun run = cluster_run(random.text());
    const DoneJob& last = *std::max_element(run.jobs.begin(), run.jobs.end(),
                                            [](const DoneJob& a, const DoneJob& b) { return a.finish < b.finish; });
    REQUIRE(last.finish < 57 * 86400);  // the load of the last two days is that of the day before
    double of_jobs = 0;
    std::map<std::string, double> occupied_h;
    for (const DoneJob& job : run.jobs) {
      of_jobs += job.it_energy_j / 3.6e6;
      occupied_h[job.accelerator] += job.accelerator_hours();
    }
    const double idle =
        0.25 * (run.total("installed", "rack") - occupied_h["gpu"]) +
        (random.site()["opening"].contains("wide") ? 0.5 * (run.total("installed", "wide") - occupied_h["new"]) : 0);
    const double site = run.rows.total({.measure = "energy_it", .place = "site"}) * 1000;
    CHECK(of_jobs + idle == Approx(site).margin(0.3).epsilon(0));
  }
}

TEST_CASE("Under every scheduling, placement and power policy all jobs of a feasible workload finish") {
  std::uint64_t number = 0;
  for (const auto& scheduling : policy::SchedulingPolicy::kinds()) {
    if (test::plain(scheduling)->chooses_slots()) {
      continue;  // refused: for bare clusters
    }
    for (const auto& placement : policy::PlacementPolicy::kinds()) {
      for (const auto& power : policy::PowerPolicy::kinds()) {
        ++number;
        INFO(scheduling.info.name << ", " << placement.info.name << ", " << power.info.name << ", scenario " << number);
        RandomCluster random(number);
        random.add_failures();
        auto& cluster = random.clusters()["cluster"];
        cluster["scheduling"] = scheduling.info.name;
        cluster["placement"] = placement.info.name;
        cluster["power"] = power.info.name;
        const ClusterRun run = cluster_run(random.text());
        CHECK(run.total("submitted") == static_cast<double>(run.jobs.size()));
        CHECK(run.total("finished") == run.total("submitted"));
      }
    }
  }
}
