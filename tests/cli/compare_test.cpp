// What `aibelt compare` and `aibelt explain` say of the folders of runs.

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// Folders `a`, `same` and, with half the packaging, `half`.
struct RunsOfFirstBelt : TemporaryFolder {
  RunsOfFirstBelt() {
    const std::string half = "packaging.cowos.capacity=150 wafers/month";
    REQUIRE(run_program({"run", kFirstBelt, "--out", "a"}, path()).exit == 0);
    REQUIRE(run_program({"run", kFirstBelt, "--out", "same"}, path()).exit == 0);
    REQUIRE(run_program({"run", kFirstBelt, "--set", half, "--out", "half"}, path()).exit == 0);
  }

  Ending operator()(const Words& arguments) const { return run_program(arguments, path()); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("compare names the input that differs, the month and place where runs part, and by how much KPIs move") {
  const RunsOfFirstBelt runs;
  const Ending ending = runs({"compare", "a", "half"});
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(has(ending.out, "packaging.cowos.capacity  300 wafers/month  150 wafers/month"));
  CHECK(has(ending.out, "1 input differs"));
  CHECK(has(ending.out, "A and B part in 2026-"));
  CHECK(has(ending.out, "first at packaging cowos"));
  CHECK(has(ending.out, "packages  "));
}

TEST_CASE("compare finds a run alike to itself, and says so of its inputs") {
  const RunsOfFirstBelt runs;
  const Ending ending = runs({"compare", "a", "same", "--fail-on", "packages:0%"});
  CHECK(ending.exit == 0);
  CHECK(has(ending.out, "A and B are alike in every row"));
  CHECK(has(ending.out, "Their inputs are alike"));
}

TEST_CASE("compare says that runs are of different scenarios or times, and of those only") {
  const RunsOfFirstBelt runs;
  REQUIRE(runs({"run", kFirstBelt, "--set", "to=2027-07", "--out", "short"}).exit == 0);
  CHECK(has(runs({"compare", "a", "short"}).out, "These are runs of different scenarios or times"));
  CHECK_FALSE(has(runs({"compare", "a", "half"}).out, "different scenarios"));
}

TEST_CASE("compare --fail-on ends with 1 where a KPI is further off, and only there") {
  const RunsOfFirstBelt runs;
  CHECK(runs({"compare", "a", "half", "--fail-on", "wafers_started:0.001%"}).exit == 0);
  const Ending ending = runs({"compare", "a", "half", "--fail-on", "packages:5%", "--fail-on", "packages@2027:1"});
  CHECK(ending.exit == 1);
  CHECK(has(ending.err, "check failed: packages is "));
  CHECK(has(ending.err, "check failed: packages@2027 is "));
}

TEST_CASE("compare names all that is wrong with its arguments at once") {
  const RunsOfFirstBelt runs;
  const Ending ending = runs({"compare", "a", "nowhere", "--fail-on", "package:5%", "--fail-on", "packages:many"});
  CHECK(ending.exit == 2);
  CHECK(ending.out.empty());
  CHECK(has(ending.err, "nowhere/summary.json: cannot be read"));
  CHECK(has(ending.err, "no run has a KPI \"package\"; did you mean"));
  CHECK(has(ending.err, "\"many\" is no limit such as 5% or 120"));
  CHECK(runs({"compare", "a"}).exit == 2);
}

TEST_CASE("compare and explain refuse a run of another version and torn files") {
  const RunsOfFirstBelt runs;
  runs.write("same/summary.json", "{\"version\": \"0.0.1\"}");
  const Ending other = runs({"compare", "a", "same"});
  CHECK(other.exit == 2);
  CHECK(has(other.err, "same/summary.json: was written by aibelt 0.0.1"));
  runs.write("half/curves.csv", "month,stage,place,item,measure,unit,value\n2026-01,fab\n");
  const Ending torn = runs({"explain", "half"});
  CHECK(torn.exit == 2);
  CHECK(has(torn.err, "half/curves.csv:2: is not what a run writes"));
}

TEST_CASE("explain says what binds from when to when, with its numbers, rows and the least cut") {
  const RunsOfFirstBelt runs;
  const Ending ending = runs({"explain", "half"});
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(has(ending.out, "What holds up services"));
  CHECK(has(ending.out, "packaging capacity binds: "));
  CHECK(has(ending.out, "packages of gpu a month come from cowos"));
  CHECK(has(ending.out, "[packaging,cowos,gpu,waiting_for_capacity]"));
  CHECK(has(ending.out, "The least cut of 2027-"));
  CHECK(has(ending.out, "at packaging cowos"));
  CHECK(has(ending.out, "aibelt plan S --out into this folder adds what one more unit"));
}

TEST_CASE("explain --month gives one month with all its evidence and refuses a month outside the run") {
  const RunsOfFirstBelt runs;
  const Ending ending = runs({"explain", "half", "--month", "2027-10"});
  CHECK(ending.exit == 0);
  CHECK(has(ending.out, "What holds up services in 2027-10"));
  CHECK(has(ending.out, "tokens unmet"));
  const Ending outside = runs({"explain", "half", "--month", "2031-01"});
  CHECK(outside.exit == 2);
  CHECK(has(outside.err, "--month 2031-01: is not in the run, which goes from 2026-01 to 2027-12"));
  CHECK(runs({"explain", "half", "--month", "soon"}).exit == 2);
}
