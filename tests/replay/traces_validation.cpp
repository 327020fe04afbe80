#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/replay/reference.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using datacenter::ReplayMetrics;
using workload::Job;

namespace {

constexpr const char* kKth = "data/swf/KTH-SP2-1996-2.1-cln.swf";

std::string rounded(double value, int decimals) {
  std::ostringstream text;
  text.setf(std::ios::fixed);
  text.precision(decimals);
  text << value;
  return text.str();
}

/// Cells of a comma-separated file without quotes, by row; the first row is the header.
std::vector<std::vector<std::string>> cells_of(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) {
      rows.back().push_back(cell);
    }
  }
  return rows;
}

std::size_t column(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
}

std::map<std::int64_t, double> starts_in(const std::filesystem::path& file, const std::string& start) {
  const auto rows = cells_of(file);
  const std::size_t id = column(rows, "job_id");
  const std::size_t at = column(rows, start);
  std::map<std::int64_t, double> starts;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    starts[std::stoll(rows[i][id])] = std::stod(rows[i][at]);
  }
  return starts;
}

ReplayMetrics replay(const std::filesystem::path& trace, const std::string& policy,
                     const std::filesystem::path& out = {}) {
  base::Issues issues;
  const auto result = datacenter::replay({.trace = trace, .policy = policy, .out = out}, issues);
  REQUIRE(issues.empty());
  return result.metrics;
}

std::vector<Job> jobs_of(const std::filesystem::path& trace) {
  workload::RowProblems problems;
  base::Issues issues;
  const auto source = workload::open_trace({.file = trace}, problems, issues);
  std::vector<Job> jobs;
  for (Job job; source->next(job);) {
    jobs.push_back(job);
  }
  return jobs;
}

}  // namespace

TEST_CASE("KTH-SP2 under FCFS has the published figures") {
  const auto trace = test::shared_data(kKth);
  if (!trace) {
    AIBELT_SKIP("no KTH-SP2 trace");
  }
  const ReplayMetrics metrics = replay(*trace, "fcfs");
  CHECK(metrics.jobs == 27'992);
  CHECK(rounded(metrics.mean_wait_s, 2) == "218832.06");
  CHECK(rounded(metrics.mean_bounded_slowdown, 2) == "4294.50");
  CHECK(metrics.makespan_s == 28'779'758);
  CHECK(rounded(metrics.utilisation, 5) == "0.68371");
  CHECK(metrics.max_wait_s == 705'687);
  CHECK(rounded(100.0 * static_cast<double>(metrics.jobs_waited) / 27'992, 2) == "86.97");
}

TEST_CASE("KTH-SP2 under EASY has the published figures and every published start") {
  const auto trace = test::shared_data(kKth);
  const auto reference = test::shared_data("data/swf/kth_easy_reference_starts.csv");
  if (!trace || !reference) {
    AIBELT_SKIP("no KTH-SP2 trace or no reference starts");
  }
  const test::TemporaryFolder folder;
  const ReplayMetrics metrics = replay(*trace, "easy_backfill", folder.path() / "out");
  CHECK(rounded(metrics.mean_wait_s, 2) == "6351.49");
  CHECK(rounded(metrics.mean_bounded_slowdown, 3) == "86.371");
  CHECK(metrics.makespan_s == 28'763'776);
  CHECK(rounded(metrics.utilisation, 5) == "0.68409");
  CHECK(metrics.max_wait_s == 248'239);
  CHECK(rounded(100.0 * static_cast<double>(metrics.jobs_waited) / 27'992, 2) == "45.17");
  CHECK(metrics.jobs_backfilled == 16'601);

  const auto wanted = starts_in(*reference, "start");
  const auto found = starts_in(folder.path() / "out" / "jobs.csv", "starting_time");
  REQUIRE(found.size() == wanted.size());
  const auto six_digits = [](double value) {  // to which the reference rounds starts from 1,000,000 on
    std::ostringstream text;
    text << value;
    return text.str();
  };
  for (const auto& [job, start] : wanted) {
    CAPTURE(job);
    REQUIRE(six_digits(found.at(job)) == six_digits(start));
  }
}

TEST_CASE("slices of 2,000 jobs of KTH-SP2 give the schedule of the plain reference") {
  const auto trace = test::shared_data(kKth);
  if (!trace) {
    AIBELT_SKIP("no KTH-SP2 trace");
  }
  const std::vector<Job> all = jobs_of(*trace);
  base::Stream stream(3, "slices");
  for (int round = 0; round < 6; ++round) {
    const auto first = static_cast<std::ptrdiff_t>(stream.below(all.size() - 2'000));
    std::vector<Job> slice(all.begin() + first, all.begin() + first + 2'000);
    for (std::size_t i = 0; i < slice.size(); ++i) {
      slice[i].number = static_cast<std::int64_t>(i);
      if (round % 2 == 1) {  // pressed together: long queues
        slice[i].submission = slice[0].submission + (slice[i].submission - slice[0].submission) / 3;
      }
    }
    for (const std::string policy : {"fcfs", "sjf", "easy_backfill"}) {
      CAPTURE(round, first, policy);
      const auto wanted = test::reference_schedule(slice, 100, policy);
      const auto found = test::schedule(slice, 100, policy);
      for (std::size_t i = 0; i < slice.size(); ++i) {
        REQUIRE(found[i].start == wanted[i].start);
      }
    }
  }
}

TEST_CASE("KTH-SP2 under conservative backfilling comes near the figures of pyss and Batsim") {
  const auto trace = test::shared_data(kKth);
  if (!trace) {
    AIBELT_SKIP("no KTH-SP2 trace");
  }
  const ReplayMetrics counted = replay(*trace, "conservative_backfill");
  WARN("against pyss: mean wait " << counted.mean_wait_s / 7001.64 - 1 << ", slowdown "
                                  << counted.mean_bounded_slowdown / 89.62 - 1);
  CHECK(counted.mean_wait_s == Approx(7001.64).epsilon(0.002));
  CHECK(counted.mean_bounded_slowdown == Approx(89.62).epsilon(0.005));
  CHECK(counted.makespan_s == 28'763'776);
  const ReplayMetrics pinned = replay(*trace, "conservative_backfill_pinned");
  WARN("against Batsim: mean wait " << pinned.mean_wait_s / 7129.89 - 1 << ", slowdown "
                                    << pinned.mean_bounded_slowdown / 80.19 - 1);
  CHECK(pinned.mean_wait_s == Approx(7129.89).epsilon(0.01));
  CHECK(pinned.mean_bounded_slowdown == Approx(80.19).epsilon(0.04));
  const ReplayMetrics easy = replay(*trace, "easy_backfill_pinned");
  CHECK(easy.mean_wait_s == Approx(6352.84).epsilon(0.002));
  CHECK(easy.mean_bounded_slowdown == Approx(81.608).epsilon(0.002));
}

TEST_CASE("the pinned policies give every start of Batsim's own run of medium_late") {
  const auto trace = test::shared_data("data/batsim/medium_late.json");
  if (!trace) {
    AIBELT_SKIP("no Batsim workload");
  }
  const test::TemporaryFolder folder;
  for (const auto& [policy, name] :
       {std::pair{"easy_backfill_pinned", "easy"}, {"conservative_backfill_pinned", "conservative"}}) {
    CAPTURE(policy);
    const ReplayMetrics metrics = replay(*trace, policy, folder.path() / name);
    const auto batsim = test::shared_data(std::filesystem::path("data/batsim") / name / "out_schedule.csv");
    const auto summary = cells_of(*batsim);
    CHECK(metrics.mean_wait_s == Approx(std::stod(summary[1][column(summary, "mean_waiting_time")])).epsilon(1e-5));
    CHECK(metrics.makespan_s == Approx(std::stod(summary[1][column(summary, "makespan")])));
    const auto wanted = starts_in(batsim->parent_path() / "out_jobs.csv", "starting_time");
    const auto found = starts_in(folder.path() / name / "jobs.csv", "starting_time");
    REQUIRE(found.size() == 801);
    for (const auto& [job, start] : wanted) {
      CAPTURE(job);
      CHECK(std::abs(found.at(job) - start) < 2e-6);
    }
  }
}

TEST_CASE("jobs.csv has every column of Batsim's, of which only the deprecated hacky_job_id is left out") {
  const auto trace = test::shared_data("data/batsim/medium_late.json");
  const auto easy = test::shared_data("data/batsim/easy/out_jobs.csv");
  const auto conservative = test::shared_data("data/batsim/conservative/out_jobs.csv");
  if (!trace || !easy || !conservative) {
    AIBELT_SKIP("no Batsim outputs");
  }
  const test::TemporaryFolder folder;
  replay(*trace, "easy_backfill", folder.path() / "out");
  const auto found = cells_of(folder.path() / "out" / "jobs.csv")[0];
  for (const auto& file : {*easy, *conservative}) {
    const auto batsim = cells_of(file);
    for (const std::string& name : batsim[0]) {
      CAPTURE(name);
      CHECK((name == "hacky_job_id" || std::count(found.begin(), found.end(), name) == 1));
    }
  }
}

TEST_CASE("EASY by counts matches 725 of 801 starts of Batsim's medium_late") {
  const auto trace = test::shared_data("data/batsim/medium_late.json");
  const auto batsim = test::shared_data("data/batsim/easy/out_jobs.csv");
  if (!trace || !batsim) {
    AIBELT_SKIP("no Batsim workload");
  }
  const test::TemporaryFolder folder;
  replay(*trace, "easy_backfill", folder.path() / "out");
  const auto found = starts_in(folder.path() / "out" / "jobs.csv", "starting_time");
  int n_alike = 0;
  for (const auto& [job, start] : starts_in(*batsim, "starting_time")) {
    n_alike += std::abs(found.at(job) - start) < 1e-5 ? 1 : 0;
  }
  CHECK(n_alike == 725);
}
