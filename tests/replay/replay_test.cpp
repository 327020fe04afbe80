#include "aibelt/datacenter/replay.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using datacenter::OnBadRow;
using datacenter::ReplayOptions;

namespace {

std::string row(int number, int submission, int runtime, int processors, int estimate) {
  std::ostringstream text;
  text << number << ' ' << submission << " 0 " << runtime << " 1 -1 -1 " << processors << ' ' << estimate
       << " -1 1 1 1 -1 1 -1 -1 -1\n";
  return text.str();
}

constexpr const char* kHeader =
    "job_id,workload_name,profile,submission_time,requested_number_of_resources,requested_time,success,final_state,"
    "starting_time,execution_time,finish_time,waiting_time,turnaround_time,stretch,allocated_resources,consumed_energy,"
    "metadata\n";

}  // namespace

TEST_CASE("a replay by hand: EASY lets a short job pass and keeps the first one's reservation") {
  // Job 1 holds 3 of 4 processors until 100; job 2 wants 4; job 3 fits in front of it, job 4 would delay it.
  const test::TemporaryFolder folder;
  const auto trace = folder.write(
      "small.swf", row(1, 0, 90, 3, 100) + row(2, 10, 50, 4, 50) + row(3, 20, 40, 1, 80) + row(4, 30, 40, 1, 80));
  base::Issues issues;
  const auto result = datacenter::replay({.trace = trace, .processors = 4, .out = folder.path() / "out"}, issues);
  REQUIRE(issues.empty());
  CHECK(test::content_of(folder.path() / "out" / "jobs.csv") ==
        std::string(kHeader) +
            "3,small,40,20,1,80,1,COMPLETED_SUCCESSFULLY,20,40,60,0,40,1,3,,\n"
            "1,small,90,0,3,100,1,COMPLETED_SUCCESSFULLY,0,90,90,0,90,1,0-2,,\n"
            "2,small,50,10,4,50,1,COMPLETED_SUCCESSFULLY,90,50,140,80,130,2.600000,0-3,,\n"
            "4,small,40,30,1,80,1,COMPLETED_SUCCESSFULLY,140,40,180,110,150,3.750000,0,,\n");
  CHECK(test::content_of(folder.path() / "out" / "bad_rows.csv") == "line,problem\n");
  const datacenter::ReplayMetrics& metrics = result.metrics;
  CHECK(metrics.jobs == 4);
  CHECK(metrics.jobs_waited == 2);
  CHECK(metrics.jobs_backfilled == 1);
  CHECK(metrics.mean_wait_s == Approx((0 + 80 + 0 + 110) / 4.0));
  CHECK(metrics.max_wait_s == 110);
  CHECK(metrics.mean_bounded_slowdown == Approx((1 + 130 / 50.0 + 1 + 150 / 40.0) / 4));
  CHECK(metrics.makespan_s == 180);
  CHECK(metrics.utilisation == Approx((3 * 90 + 4 * 50 + 40 + 40) / (4 * 180.0)));
}

TEST_CASE("the bounded slowdown takes a job shorter than ten seconds as one of ten") {
  const test::TemporaryFolder folder;
  const auto trace = folder.write("t.swf", row(1, 0, 30, 1, 30) + row(2, 0, 2, 1, 2));
  base::Issues issues;
  const auto result = datacenter::replay({.trace = trace, .policy = "fcfs", .processors = 1}, issues);
  CHECK(result.metrics.mean_bounded_slowdown == Approx((1 + 32 / 10.0) / 2));
}

TEST_CASE("a job cut at its estimate ends as Batsim says, and a job of no length ends when it starts") {
  const test::TemporaryFolder folder;
  const auto trace = folder.write("t.swf", row(1, 5, 90, 2, 60) + row(2, 6, 0, 2, 10));
  ReplayOptions options{.trace = trace, .processors = 2, .out = folder.path() / "out"};
  options.screening = workload::Screening::lenient;
  base::Issues issues;
  datacenter::replay(options, issues);
  CHECK(test::content_of(folder.path() / "out" / "jobs.csv") ==
        std::string(kHeader) +
            "1,t,60,5,2,60,0,COMPLETED_WALLTIME_REACHED,5,60,65,0,60,1,0-1,,\n"
            "2,t,0,6,2,10,1,COMPLETED_SUCCESSFULLY,65,0,65,59,59,,0-1,,\n");
}

TEST_CASE("bad rows are skipped and listed, and rows out of order take their place") {
  const test::TemporaryFolder folder;
  const std::string good = row(1, 0, 10, 1, 10) + row(2, 100, 10, 1, 10) + row(3, 200, 10, 1, 10);
  const std::string shuffled = row(2, 100, 10, 1, 10) + row(9, 0, -1, 1, 10) + row(1, 0, 10, 1, 10) + "junk\n" +
                               row(3, 200, 10, 1, 10) + "4 300 0";
  base::Issues issues;
  const auto straight =
      datacenter::replay({.trace = folder.write("t.swf", good), .processors = 1, .out = folder.path() / "a"}, issues);
  const auto mended = datacenter::replay(
      {.trace = folder.write("t.swf", shuffled), .processors = 1, .out = folder.path() / "b"}, issues);
  CHECK(issues.empty());
  CHECK(mended.bad_rows.count() == 4);
  CHECK(mended.metrics.jobs == straight.metrics.jobs);
  CHECK(test::content_of(folder.path() / "a" / "jobs.csv") == test::content_of(folder.path() / "b" / "jobs.csv"));
  CHECK(test::content_of(folder.path() / "b" / "bad_rows.csv") ==
        "line,problem\n2,negative_runtime\n3,unordered\n4,missing_fields\n6,torn_line\n");
}

TEST_CASE("where bad rows are to fail, all of them are issues and nothing is written") {
  const test::TemporaryFolder folder;
  const auto trace = folder.write(
      "t.swf", row(1, 50, 10, 1, 10) + row(2, 40, 10, 1, 10) + row(3, 60, 10, 9, 10) + row(4, 70, 10, 1, 10) + "5 80");
  base::Issues issues;
  datacenter::replay({.trace = trace, .processors = 4, .out = folder.path() / "out", .on_bad_row = OnBadRow::fail},
                     issues);
  REQUIRE(issues.size() == 3);
  CHECK(base::to_text(issues[0]) ==
        trace.string() + ":2: row is submitted before the row above it; the job takes its place by submission time");
  CHECK(issues[1].line == 5);
  CHECK(issues[2].line == 3);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "out"));
}

TEST_CASE("a trace without a bad row passes where bad rows are to fail") {
  const test::TemporaryFolder folder;
  const auto trace = folder.write("t.swf", row(1, 50, 10, 1, 10));
  base::Issues issues;
  const auto result = datacenter::replay({.trace = trace, .processors = 4, .on_bad_row = OnBadRow::fail}, issues);
  CHECK(issues.empty());
  CHECK(result.metrics.jobs == 1);
}

TEST_CASE("a policy that is not there is an issue with the nearest name") {
  base::Issues issues;
  datacenter::replay({.trace = "none.swf", .policy = "easy_backfil", .processors = 1}, issues);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message.find("easy_backfill") != std::string::npos);
}

TEST_CASE("a replay of no jobs has figures of zero") {
  const test::TemporaryFolder folder;
  base::Issues issues;
  const auto result = datacenter::replay(
      {.trace = folder.write("t.swf", "; nothing\n"), .processors = 4, .out = folder.path() / "out"}, issues);
  CHECK(issues.empty());
  CHECK(result.metrics.jobs == 0);
  CHECK(result.metrics.utilisation == 0);
  CHECK(test::content_of(folder.path() / "out" / "jobs.csv") == kHeader);
}

TEST_CASE("jobs that would run for ever are an issue, not a wrong date") {
  const test::TemporaryFolder folder;
  std::ofstream stream(folder.path() / "t.swf");
  for (int i = 0; i < 20'000; ++i) {
    stream << row(i, i, 999'999'999, 1, 1'000'000'000);
  }
  stream.close();
  base::Issues issues;
  datacenter::replay({.trace = folder.path() / "t.swf", .processors = 1, .out = folder.path() / "out"}, issues);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message.find("140,000") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "out"));
}

TEST_CASE("a pool hands out the lowest free processors and refuses to give one twice") {
  datacenter::ProcessorPool pool(200);
  datacenter::ProcessorRanges a;
  datacenter::ProcessorRanges b;
  datacenter::ProcessorRanges c;
  pool.take(70, a);
  pool.take(100, b);
  CHECK(a == datacenter::ProcessorRanges{{0, 69}});
  CHECK(b == datacenter::ProcessorRanges{{70, 169}});
  pool.give_back(a);
  pool.take_these({{3, 3}, {63, 64}});
  pool.take(75, c);
  CHECK(c == datacenter::ProcessorRanges{{0, 2}, {4, 62}, {65, 69}, {170, 177}});
  CHECK(pool.n_free() == 22);
  CHECK_THROWS_AS(pool.take_these({{5, 5}}), base::LogicError);
  CHECK_THROWS_AS(pool.take(23, c), base::LogicError);
  pool.give_back(b);
  CHECK_THROWS_AS(pool.give_back({{100, 100}}), base::LogicError);
}

TEST_CASE("a replay that is stopped gives no result and writes nothing") {
  const test::TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += row(i, i, 10, 1, 10);
  }
  int n_asked = 0;
  base::Issues issues;
  const auto result = datacenter::replay({.trace = folder.write("t.swf", text),
                                          .processors = 1,
                                          .out = folder.path() / "out",
                                          .is_stopped = [&] { return ++n_asked == 2; }},
                                         issues);
  CHECK(result.is_stopped);
  CHECK(n_asked == 2);
  CHECK(issues.empty());
  CHECK_FALSE(std::filesystem::exists(folder.path() / "out"));
}
