#include <string>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/workload/job_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/workload/reading.hpp"

using namespace aibelt;
using test::at;
using test::gzipped;
using test::read;
using test::Reading;
using workload::Job;
using workload::RowProblem;

namespace {

/// A row of 18 fields; `processors` is field 8 and `allocated` field 5.
std::string row(const std::string& number, const std::string& submission, const std::string& runtime,
                const std::string& processors, const std::string& estimate, const std::string& allocated = "4") {
  return number + " " + submission + " 0 " + runtime + " " + allocated + " -1 -1 " + processors + " " + estimate +
         " -1 1 1 1 -1 1 -1 -1 -1\n";
}

Reading read_text(const std::string& text, workload::Screening screening = workload::Screening::strict) {
  const test::TemporaryFolder folder;
  return read({.file = folder.write("trace.swf", text), .processors = 100, .screening = screening});
}

}  // namespace

TEST_CASE("a row gives its job: processors from field 8, the estimate from field 9") {
  const Reading reading = read_text("; UnixStartTime: 0\n\n  7 \t100 0 50 4 -1 -1 8 60 -1 1 1 1 -1 1 -1 -1 -1\r\n");
  REQUIRE(reading.jobs.size() == 1);
  const Job& job = reading.jobs[0];
  CHECK(job.number == 7);
  CHECK(job.submission == at(100));
  CHECK(job.runtime == std::chrono::seconds{50});
  CHECK(job.estimate == std::chrono::seconds{60});
  CHECK(job.processors == 8);
  CHECK_FALSE(job.is_cut);
  CHECK(reading.problems.count() == 0);
}

TEST_CASE("without a request the processors are those allocated and the estimate is the runtime") {
  const Reading reading = read_text(row("1", "0", "50", "-1", "-1", "12"));
  REQUIRE(reading.jobs.size() == 1);
  CHECK(reading.jobs[0].processors == 12);
  CHECK(reading.jobs[0].estimate == std::chrono::seconds{50});
}

TEST_CASE("times keep six decimals") {
  const Reading reading = read_text(row("1", "1.5", "2.1234567", "1", "3.000001"));
  REQUIRE(reading.jobs.size() == 1);
  CHECK(reading.jobs[0].submission.time_since_epoch() == base::Duration{1'500'000});
  CHECK(reading.jobs[0].runtime == base::Duration{2'123'456});
  CHECK(reading.jobs[0].estimate == base::Duration{3'000'001});
}

TEST_CASE("each kind of bad row is counted under its name and reported with its line") {
  struct Case {
    std::string row;
    RowProblem problem;
  };
  const auto wrong = GENERATE(values<Case>({
      {"1 0 0 50 4 -1 -1 4\n", RowProblem::missing_fields},
      {"1 0 0 50 4 -1 -1 4 60 -1 1 1 1 -1 1 -1 -1 -1 2 0 0 50\n", RowProblem::extra_fields},
      {"1 0 0 50 4 -1 -1 4", RowProblem::torn_line},
      {row("1", "noon", "50", "4", "60"), RowProblem::not_a_number},
      {row("1", "0", "5x", "4", "60"), RowProblem::not_a_number},
      {row("1", "0", "50", "4.5", "60"), RowProblem::not_a_number},
      {row("1", "0", "1.2.3", "4", "60"), RowProblem::not_a_number},
      {row("1", "0", "50", "4", "99999999999999999999"), RowProblem::not_a_number},
      {row("1", "0", "50", "4", "9999999999999"), RowProblem::out_of_range},
      {row("1", "-5", "50", "4", "60"), RowProblem::negative_submission},
      {row("1", "0", "-1", "4", "60"), RowProblem::negative_runtime},
      {row("1", "0", "0", "4", "60"), RowProblem::zero_runtime},
      {row("1", "0", "61", "4", "60"), RowProblem::longer_than_estimate},
      {row("1", "0", "50", "0", "60", "0"), RowProblem::no_processors},
      {row("1", "0", "50", "-1", "60", "-1"), RowProblem::no_processors},
      {row("1", "0", "50", "101", "60"), RowProblem::too_many_processors},
      {row("1", "0", "50", "99999999999", "60"), RowProblem::too_many_processors},
  }));
  CAPTURE(wrong.row);
  const Reading reading = read_text(row("0", "0", "1", "100", "1") + wrong.row);
  CHECK(reading.jobs.size() == 1);
  CHECK(reading.problems.count() == 1);
  CHECK(reading.problems.count(wrong.problem) == 1);
  const base::Issues issues = reading.problems.issues("trace.swf");
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].line == 2);
  CHECK(issues[0].message == "row " + std::string(workload::text_of(wrong.problem)));
}

TEST_CASE("a lenient screening keeps jobs of no length and cuts a runtime at the estimate") {
  const Reading reading =
      read_text(row("1", "0", "0", "4", "60") + row("2", "0", "90", "4", "60"), workload::Screening::lenient);
  REQUIRE(reading.jobs.size() == 2);
  CHECK(reading.jobs[0].runtime == base::Duration{0});
  CHECK(reading.jobs[1].runtime == std::chrono::seconds{60});
  CHECK(reading.jobs[1].is_cut);
  CHECK(reading.problems.count() == 0);
}

TEST_CASE("a row out of order is reported and its job kept, in the order asked for") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("trace.swf", row("1", "10", "5", "1", "5") + row("2", "20", "5", "1", "5") +
                                                  row("3", "10", "5", "1", "5") + row("4", "15", "5", "1", "5"));
  const Reading written = read({.file = file, .processors = 1});
  CHECK(written.problems.count(RowProblem::unordered) == 2);
  REQUIRE(written.jobs.size() == 4);
  CHECK(written.jobs[2].number == 3);
  const Reading sorted = read({.file = file, .processors = 1, .order = workload::JobOrder::by_submission});
  CHECK(sorted.problems.count(RowProblem::unordered) == 2);
  std::vector<std::int64_t> numbers;
  for (const Job& job : sorted.jobs) {
    numbers.push_back(job.number);
  }
  CHECK(numbers == std::vector<std::int64_t>{1, 3, 4, 2});
}

TEST_CASE("a gzipped trace reads like a plain one, and one that breaks off gives what it holds and a torn line") {
  std::string text = "; MaxProcs: 64\n";
  for (int i = 0; i < 20'000; ++i) {
    text += row(std::to_string(i), std::to_string(7 * i), "50", "4", "60");
  }
  const test::TemporaryFolder folder;
  const std::string packed = gzipped(text);
  const Reading whole = read({.file = folder.write("a.swf.gz", packed)});
  CHECK(whole.processors == 64);
  CHECK(whole.jobs.size() == 20'000);
  CHECK(whole.problems.count() == 0);
  const Reading torn = read({.file = folder.write("b.swf.gz", packed.substr(0, packed.size() / 2))});
  CHECK(torn.jobs.size() > 5'000);
  CHECK(torn.jobs.size() < 15'000);
  CHECK(torn.problems.count() >= 1);
  CHECK(torn.problems.count() == torn.problems.count(RowProblem::torn_line));
}

TEST_CASE("many bad rows give an issue for the first ten of a kind and one for the rest, and all reach the listener") {
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += row("1", "0", "-1", "4", "60");
  }
  const test::TemporaryFolder folder;
  std::vector<std::int64_t> lines;
  workload::RowProblems problems([&](std::int64_t line, RowProblem) { lines.push_back(line); });
  base::Issues issues;
  const auto source = workload::open_trace({.file = folder.write("t.swf", text), .processors = 4}, problems, issues);
  Job job;
  CHECK_FALSE(source->next(job));
  CHECK(problems.issues("t.swf").size() == 11);
  CHECK(problems.issues("t.swf").back().message == "negative_runtime: 40 more rows");
  REQUIRE(lines.size() == 50);
  CHECK(lines.back() == 50);
}

TEST_CASE("a trace that does not say its processors needs them named, and a missing file or a folder is an issue") {
  const test::TemporaryFolder folder;
  const Reading reading = read({.file = folder.write("t.swf", row("1", "0", "5", "1", "5"))});
  CHECK(reading.jobs.empty());
  REQUIRE(reading.issues.size() == 1);
  CHECK(reading.issues[0].path == "processors");
  const Reading missing = read({.file = folder.path() / "none.swf", .processors = 1});
  REQUIRE(missing.issues.size() == 1);
  CHECK(missing.issues[0].message == "no such file; check the path");
  const Reading nested = read({.file = folder.path(), .processors = 1});
  REQUIRE(nested.issues.size() == 1);
  CHECK(nested.issues[0].message == "this is a folder; name a trace file");
}

TEST_CASE("an empty trace has no jobs and nothing wrong") {
  const Reading reading = read_text("");
  CHECK(reading.jobs.empty());
  CHECK(reading.problems.count() == 0);
  CHECK(reading.issues.empty());
}

TEST_CASE("a line longer than the buffer is one bad row") {
  const Reading reading = read_text(std::string(1'000'000, '7') + "\n" + row("1", "0", "5", "1", "5"));
  CHECK(reading.jobs.size() == 1);
  CHECK(reading.problems.count(RowProblem::missing_fields) == 1);
}

TEST_CASE("the tenant of a row is its user, nobody where the trace does not say") {
  std::string text = row("1", "0", "5", "1", "5") + row("2", "0", "5", "1", "5");
  text.replace(text.rfind(" 1 1 1 -1 1 "), 12, " 1 -1 1 -1 1 ");
  const Reading reading = read_text(text);
  CHECK(reading.tenants == std::vector<std::string>{"1", ""});
  CHECK(reading.jobs[1].tenant == -1);
}

TEST_CASE("rows screened as written keep a runtime above the estimate, and no cluster means no limit") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("t.swf", row("1", "0", "90", "4000", "60") + row("2", "0", "0", "4", "60"));
  const Reading reading = read({.file = file, .screening = workload::Screening::as_written, .needs_processors = false});
  CHECK(reading.processors == 0);
  REQUIRE(reading.jobs.size() == 2);
  CHECK(reading.jobs[0].runtime == std::chrono::seconds{90});
  CHECK(reading.jobs[0].estimate == std::chrono::seconds{60});
  CHECK(reading.jobs[0].is_cut);
  CHECK(reading.problems.count() == 0);
}

TEST_CASE("a source that is stopped ends early") {
  std::string text;
  for (int i = 0; i < 5'000; ++i) {
    text += row(std::to_string(i), "0", "5", "1", "5");
  }
  const test::TemporaryFolder folder;
  const Reading reading =
      read({.file = folder.write("t.swf", text), .processors = 1, .is_stopped = [] { return true; }});
  CHECK(reading.jobs.size() == 1'023);
}
