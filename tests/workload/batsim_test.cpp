#include <string>
#include <vector>

#include "aibelt/workload/job_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using workload::Job;
using workload::RowProblem;

namespace {

constexpr const char* kProfiles = R"("profiles": {"short": {"type": "delay", "delay": 1.5},
  "task": {"type": "parallel_homogeneous", "cpu": 1e9, "com": 0}})";

std::string workload_of(const std::string& jobs) {
  return "{\"nb_res\": 8, \"jobs\": [" + jobs + "], " + kProfiles + "}";
}

}  // namespace

TEST_CASE(
    "a Batsim workload gives its jobs by submission, counts those out of order, and has processors and profiles") {
  const test::TemporaryFolder folder;
  const auto file =
      folder.write("w.json", workload_of(R"({"id": 2, "subtime": 9.000001, "res": 2, "walltime": 3, "profile": "short"},
      {"id": "w0!1", "subtime": 4, "res": 8, "profile": "short"})"));
  workload::RowProblems problems;
  base::Issues issues;
  const auto source = workload::open_trace({.file = file}, problems, issues);
  REQUIRE(source);
  CHECK(source->processors() == 8);
  Job job;
  REQUIRE(source->next(job));
  CHECK(job.number == 1);
  CHECK(job.estimate == base::Duration{1'500'000});
  CHECK(source->profile_name(job.profile) == "short");
  REQUIRE(source->next(job));
  CHECK(job.number == 2);
  CHECK(job.submission.time_since_epoch() == base::Duration{9'000'001});
  CHECK(job.estimate == std::chrono::seconds{3});
  CHECK_FALSE(source->next(job));
  CHECK(problems.count() == 1);
  CHECK(problems.count(RowProblem::unordered) == 1);
}

TEST_CASE("bad jobs of a Batsim workload are reported by their place in the list") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("w.json", workload_of(R"({"id": 1, "subtime": 0, "profile": "short"},
      {"id": 2, "subtime": 0, "res": 1, "profile": "task"}, {"id": 3, "subtime": 0, "res": 1, "profile": "none"},
      {"id": "x", "subtime": 0, "res": 1, "profile": "short"}, {"id": 5, "subtime": 0, "res": 9, "profile": "short"},
      {"id": 6, "subtime": 0, "res": 1, "walltime": 1, "profile": "short"}, 7)"));
  std::vector<std::pair<std::int64_t, RowProblem>> found;
  workload::RowProblems problems([&](std::int64_t line, RowProblem problem) { found.emplace_back(line, problem); });
  base::Issues issues;
  const auto source = workload::open_trace({.file = file}, problems, issues);
  Job job;
  CHECK_FALSE(source->next(job));
  CHECK(found == std::vector<std::pair<std::int64_t, RowProblem>>{{1, RowProblem::missing_fields},
                                                                  {2, RowProblem::unknown_profile},
                                                                  {3, RowProblem::unknown_profile},
                                                                  {4, RowProblem::not_a_number},
                                                                  {5, RowProblem::too_many_processors},
                                                                  {6, RowProblem::longer_than_estimate},
                                                                  {7, RowProblem::missing_fields}});
}

TEST_CASE("what is no Batsim workload is refused with an issue") {
  const std::string text = GENERATE("", "{", "[]", "{\"jobs\": []}", "{\"jobs\": 1, \"profiles\": {}}");
  CAPTURE(text);
  const test::TemporaryFolder folder;
  workload::RowProblems problems;
  base::Issues issues;
  CHECK(workload::open_trace({.file = folder.write("w.json", text), .processors = 1}, problems, issues) == nullptr);
  CHECK(issues.size() == 1);
}
