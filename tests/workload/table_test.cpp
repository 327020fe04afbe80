#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/workload/reading.hpp"

using namespace aibelt;
using test::at;
using test::read;
using test::Reading;
using workload::Job;
using workload::RowProblem;
using workload::TraceFormat;

namespace {

constexpr const char* kHeader =
    "job_id,submission_s,runtime_s,estimate_s,processors,gpu_milli,cpu_milli,memory_mib,tenant,accelerator,priority,"
    "profile\n";

Reading read_text(const std::string& text, workload::TraceOptions options = {}) {
  const test::TemporaryFolder folder;
  options.file = folder.write("trace.csv", text);
  options.processors = options.processors == 0 ? 64 : options.processors;
  return read(options);
}

}  // namespace

TEST_CASE("a row of a workload file gives its job, found by its header line") {
  const Reading reading =
      read_text(std::string(kHeader) + "7,100.5,50,60,1,250,4000,8192,fab,H100,-3,train\n8,101,9,9,8,,,,,,,\n");
  REQUIRE(reading.jobs.size() == 2);
  const Job& job = reading.jobs[0];
  CHECK(job.number == 7);
  CHECK(job.submission == base::SimTime{base::Duration{100'500'000}});
  CHECK(job.runtime == std::chrono::seconds{50});
  CHECK(job.estimate == std::chrono::seconds{60});
  CHECK(job.processors == 1);
  CHECK(job.gpu_milli == 250);
  CHECK(job.cpu_milli == 4000);
  CHECK(job.memory_mib == 8192);
  CHECK(job.priority == -3);
  CHECK(reading.tenants == std::vector<std::string>{"fab", ""});
  CHECK(reading.accelerators == std::vector<std::string>{"H100", ""});
  CHECK(reading.profiles == std::vector<std::string>{"train", ""});
  CHECK(reading.jobs[1].gpu_milli == 1000);
  CHECK(reading.jobs[1].tenant == -1);
  CHECK(reading.problems.count() == 0);
}

TEST_CASE("the columns of a workload file may come in any order, and only three are needed") {
  const Reading reading =
      read_text("\xEF\xBB\xBFprocessors,color,runtime_s,submission_s\r\n4.0,red,1e2,5\r\n\r\n# x\n2,,3.5,6\r\n");
  REQUIRE(reading.jobs.size() == 2);
  CHECK(reading.jobs[0].number == 1);
  CHECK(reading.jobs[0].processors == 4);
  CHECK(reading.jobs[0].runtime == std::chrono::seconds{100});
  CHECK(reading.jobs[0].estimate == std::chrono::seconds{100});
  CHECK(reading.jobs[1].number == 2);
  CHECK(reading.jobs[1].submission == at(6));
}

TEST_CASE("quoted cells may hold commas and quotes") {
  const Reading reading = read_text("submission_s,runtime_s,processors,tenant\n\"1\",2,3,\"a, \"\"b\"\"\"\n");
  CHECK(reading.tenants == std::vector<std::string>{"a, \"b\""});
}

TEST_CASE("each kind of bad row of a table is counted under its name and reported with its line") {
  struct Case {
    std::string row;
    RowProblem problem;
  };
  const auto wrong = GENERATE(values<Case>({
      {"2,0,50,60\n", RowProblem::missing_fields},
      {"2,0,50,60,1,,,,,,,,\n", RowProblem::extra_fields},
      {"2,0,50", RowProblem::torn_line},
      {"2,\"0,50,60,1,,,,,,,\n", RowProblem::missing_fields},
      {"2,noon,50,60,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,2017-13-01 00:00:00,50,60,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,2017-10-06 25:00:00,50,60,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,,50,60,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,0,x,60,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,0,50,x,1,,,,,,,\n", RowProblem::not_a_number},
      {"2,0,50,60,1.5,,,,,,,\n", RowProblem::not_a_number},
      {"2,0,50,60,,,,,,,,\n", RowProblem::not_a_number},
      {"2,0,50,60,1,half,,,,,,\n", RowProblem::not_a_number},
      {"2,0,50,60,1,1001,,,,,,\n", RowProblem::out_of_range},
      {"2,0,50,60,1,0,,,,,,\n", RowProblem::out_of_range},
      {"2,0,50,60,2,500,,,,,,\n", RowProblem::out_of_range},
      {"2,0,50,60,1,,-1,,,,,\n", RowProblem::out_of_range},
      {"2,0,50,60,1,,,9999999999,,,,\n", RowProblem::out_of_range},
      {"2,1e30,50,60,1,,,,,,,\n", RowProblem::out_of_range},
      {"2,-5,50,60,1,,,,,,,\n", RowProblem::negative_submission},
      {"2,0,-1,60,1,,,,,,,\n", RowProblem::negative_runtime},
      {"2,0,,60,1,,,,,,,\n", RowProblem::no_runtime},
      {"2,0,0,60,1,,,,,,,\n", RowProblem::zero_runtime},
      {"2,0,61,60,1,,,,,,,\n", RowProblem::longer_than_estimate},
      {"2,0,50,60,0,,,,,,,\n", RowProblem::no_processors},
      {"2,0,50,60,65,,,,,,,\n", RowProblem::too_many_processors},
  }));
  CAPTURE(wrong.row);
  const Reading reading = read_text(kHeader + ("1,0,50,60,64,,,,,,,\n" + wrong.row));
  CHECK(reading.jobs.size() == 1);
  CHECK(reading.problems.count() == 1);
  CHECK(reading.problems.count(wrong.problem) == 1);
  const base::Issues issues = reading.problems.issues("trace.csv");
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].line == 3);
}

TEST_CASE("rows out of order are counted, packed files read, and packed files that break off are torn") {
  std::string text = kHeader;
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(i) + "," + std::to_string(i % 2 == 0 ? i : i - 2) + ",50,60,4,,,,,,,\n";
  }
  const test::TemporaryFolder folder;
  const std::string packed = test::gzipped(text);
  const Reading whole =
      read({.file = folder.write("a.csv.gz", packed), .processors = 64, .order = workload::JobOrder::by_submission});
  CHECK(whole.jobs.size() == 19'999);  // the second row's submission is -1
  CHECK(whole.problems.count(RowProblem::unordered) == 9'999);
  CHECK(std::is_sorted(whole.jobs.begin(), whole.jobs.end(),
                       [](const Job& a, const Job& b) { return a.submission < b.submission; }));
  const Reading torn = read({.file = folder.write("b.csv.gz", packed.substr(0, packed.size() / 2)), .processors = 64});
  CHECK(torn.jobs.size() > 5'000);
  CHECK(torn.problems.count(RowProblem::torn_line) >= 1);
}

TEST_CASE("a Philly table has dates, seconds, GPUs and virtual clusters") {
  const std::string text =
      "timestamp,duration,num_gpus,gpu_time,cluster\n2017-10-06 23:27:26,197281.0,4,789124.0,103959\n"
      "2017-10-07T00:00:00.5Z,60,1,60,0e4a51\n";
  for (const TraceFormat format : {TraceFormat::philly, TraceFormat::detect}) {
    const Reading reading = read_text(text, {.format = format});
    REQUIRE(reading.jobs.size() == 2);
    CHECK(reading.jobs[0].submission == base::parse_date("2017-10-06").value() + std::chrono::seconds{84446});
    CHECK(reading.jobs[0].runtime == std::chrono::seconds{197281});
    CHECK(reading.jobs[0].processors == 4);
    CHECK(reading.jobs[1].submission == base::parse_date("2017-10-07").value() + base::Duration{500'000});
    CHECK(reading.tenants == std::vector<std::string>{"103959", "0e4a51"});
  }
}

TEST_CASE("an openb pod runs from its scheduling to its deletion; one without GPU or never scheduled is no job") {
  const std::string text =
      "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time\n"
      "openb-pod-0007,6000,12288,1,460,,LS,Running,100,900,150\n"
      "openb-pod-0008,6000,12288,8,1000,V100M16|V100M32,LS,Failed,200,210,200\n"
      "openb-pod-0009,6000,12288,0,0,,BE,Succeeded,300,400,300\n"
      "openb-pod-0010,6000,12288,1,1000,,BE,Pending,400,500,\n";
  const Reading reading = read_text(text);
  REQUIRE(reading.jobs.size() == 2);
  CHECK(reading.jobs[0].number == 7);
  CHECK(reading.jobs[0].submission == at(100));
  CHECK(reading.jobs[0].runtime == std::chrono::seconds{750});
  CHECK(reading.jobs[0].gpu_milli == 460);
  CHECK(reading.accelerators == std::vector<std::string>{"", "V100M16|V100M32"});
  CHECK(reading.problems.count(RowProblem::no_processors) == 1);
  CHECK(reading.problems.count(RowProblem::no_runtime) == 1);
}

TEST_CASE("any table reads by the headers named for its columns") {
  const Reading reading =
      read_text("arrival,len,cpus\n3,4,5\n",
                {.format = TraceFormat::table,
                 .columns = {{"submission_s", "arrival"}, {"runtime_s", "len"}, {"processors", "cpus"}}});
  REQUIRE(reading.jobs.size() == 1);
  CHECK(reading.jobs[0].submission == at(3));
  CHECK(reading.jobs[0].runtime == std::chrono::seconds{4});
  CHECK(reading.jobs[0].processors == 5);
}

TEST_CASE("columns a table does not have, and names that are no columns, are issues") {
  const Reading missing =
      read_text("arrival,len,cpus\n",
                {.format = TraceFormat::table, .columns = {{"submission_s", "arrival"}, {"tenant", "who"}}});
  REQUIRE(missing.issues.size() == 3);
  CHECK(missing.issues[0].path == "runtime_s");
  CHECK(missing.issues[1].path == "processors");
  CHECK(missing.issues[2].message == "the table has no column \"who\"; its columns are arrival,len,cpus");
  const Reading unknown = read_text("a,b\n", {.format = TraceFormat::table, .columns = {{"runtme_s", "a"}}});
  REQUIRE(unknown.issues.size() == 1);
  CHECK(unknown.issues[0].message.find("did you mean \"runtime_s\"?") != std::string::npos);
  CHECK(read_text("", {.format = TraceFormat::table}).issues.size() == 3);
}

TEST_CASE("the shared Philly and openb tables hold the jobs their documentation counts") {
  const auto philly = test::shared_data("data/jobs/philly_6vc.csv");
  const auto openb = test::shared_data("data/jobs/openb_pod_list_default.csv");
  if (!philly || !openb) {
    AIBELT_SKIP("no Philly or openb table");
  }
  const Reading jobs = read({.file = *philly, .processors = 64});
  CHECK(jobs.jobs.size() == 6'025);
  CHECK(jobs.problems.count() == jobs.problems.count(RowProblem::unordered));
  const Reading pods = read({.file = *openb, .processors = 6'212});
  CHECK(pods.problems.count(RowProblem::no_runtime) == 897);
  CHECK(pods.jobs.size() + 897 + static_cast<std::size_t>(pods.problems.count(RowProblem::no_processors)) == 8'152);
}
