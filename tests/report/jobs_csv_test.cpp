#include "aibelt/report/jobs_csv.hpp"

#include "aibelt/report/number_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using std::chrono::microseconds;
using std::chrono::seconds;

namespace {

/// Columns of Batsim's jobs.csv, in its order; those of aibelt follow.
constexpr const char* kHeader =
    "job_id,workload_name,profile,submission_time,requested_number_of_resources,requested_time,success,final_state,"
    "starting_time,execution_time,finish_time,waiting_time,turnaround_time,stretch,allocated_resources,consumed_energy,"
    "metadata,tenant,cluster,restarts,facility_energy_j,cost_krw,co2_g\n";

record::JobRow example() {
  return {.number = 7,
          .workload = "research",
          .tenant = "fab",
          .cluster = "haein",
          .accelerator = "b200",
          .submission = seconds{10},
          .start = seconds{70},
          .finish = seconds{190},
          .requested = seconds{150},
          .run = seconds{120},
          .accelerators_milli = 16000,
          .restarts = 0,
          .is_done = true,
          .allocated = "0-7 16-23",
          .it_energy_j = 1.5e6,
          .facility_energy_j = 1.8e6,
          .cost_krw = 50,
          .co2_g = 200.25};
}

std::string written(const record::JobRow& row) {
  const test::TemporaryFolder folder;
  report::JobsCsv jobs(folder.path() / "jobs.csv");
  jobs.write(row);
  jobs.finish();
  return test::content_of(folder.path() / "jobs.csv").substr(std::string_view(kHeader).size());
}

}  // namespace

TEST_CASE("jobs.csv has Batsim's columns, then ours") {
  const test::TemporaryFolder folder;
  report::JobsCsv(folder.path() / "jobs.csv").finish();
  CHECK(test::content_of(folder.path() / "jobs.csv") == kHeader);
}

TEST_CASE("A job that ran is a line of jobs.csv, with the waiting time, the turnaround and its stretch worked out") {
  CHECK(written(example()) ==
        "7,research,b200,10,16,150,1,COMPLETED_SUCCESSFULLY,70,120,190,60,180,1.500000,0-7 16-23,1500000,,fab,haein,0,"
        "1800000,50,200.25\n");
}

TEST_CASE("A job that the end of the run cut off, of part of an accelerator and of no length, says so") {
  record::JobRow row = example();
  row.is_done = false;
  row.restarts = 3;
  row.accelerators_milli = 250;
  row.run = seconds{0};
  row.finish = row.start;
  row.start = microseconds{70'500'000};
  CHECK(
      written(row) ==
      "7,research,b200,10,0.25,150,0,NOT_FINISHED,70.500000,0,70,60.500000,60,,0-7 16-23,1500000,,fab,haein,3,1800000,"
      "50,200.25\n");
}

TEST_CASE("A name with a comma or a quote is quoted") {
  record::JobRow row = example();
  row.tenant = "a,\"b\"";
  CHECK(written(row).find(",\"a,\"\"b\"\"\",haein,") != std::string::npos);
}

TEST_CASE("Times are whole seconds or have six decimals, a stretch is rounded to millionths") {
  const auto seconds_of = [](std::int64_t count) {
    std::string text;
    report::append_seconds(text, microseconds{count});
    return text;
  };
  CHECK(seconds_of(0) == "0");
  CHECK(seconds_of(12'000'000) == "12");
  CHECK(seconds_of(1) == "0.000001");
  CHECK(seconds_of(12'500'000) == "12.500000");
  const auto stretch_of = [](std::int64_t turnaround, std::int64_t run) {
    std::string text;
    report::append_stretch(text, microseconds{turnaround}, microseconds{run});
    return text;
  };
  CHECK(stretch_of(2, 3) == "0.666667");
  CHECK(stretch_of(10, 5) == "2");
  CHECK(stretch_of(10, 0).empty());
  CHECK(stretch_of(4'000'000'000'000'000, 1) == "4000000000000000");
}
