// Sweeps as a user starts, stops, parts and merges them: the same bytes always.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// A sweep file in `folder` over first-belt; `more` are further keys.
std::string sweep_file(const TemporaryFolder& folder, const std::string& factors, const std::string& more = "") {
  return folder
      .write("belt.json", "{\"scenario\": \"" + kFirstBelt + "\", \"title\": \"How much packaging?\", \"factors\": {" +
                              factors + "}" + (more.empty() ? "" : ", " + more) + "}")
      .string();
}

/// Capacities of the packaging line, `n` of them.
std::string packaging(int n) {
  std::string values;
  for (int i = 0; i < n; ++i) {
    values += (i == 0 ? "\"" : ", \"") + std::to_string(100 + 10 * i) + " wafers/month\"";
  }
  return "\"cowos\": {\"path\": \"packaging.cowos.capacity\", \"values\": [" + values + "]}";
}

const std::string kAsked =
    R"("replications": 2, "kpis": ["packages", "packages@2027", "tokens_served@2027-06"],
       "curves": [{"stage": "site", "measure": "it_power_live"}])";

/// Two dates that fit each other in three of four pairs.
const std::string kDates =
    R"("from": {"path": "from", "values": ["2026-01", "2027-06"]}, "to": {"path": "to", "values": ["2028-01", "2027-03"]})";

/// What a sweep leaves for the user, by name.
std::map<std::string, std::string> tables_in(const fs::path& folder) {
  std::map<std::string, std::string> tables;
  for (const char* name : {"points.csv", "curves.csv", "fans.csv", "means.csv", "sweep.sqlite"}) {
    tables[name] = content_of(folder / name);
  }
  return tables;
}

Ending sweep(const std::string& file, const fs::path& out, const Words& options = {}) {
  Words words = {"sweep", file, "--out", out.string()};
  words.insert(words.end(), options.begin(), options.end());
  return run_program(words);
}

std::size_t n_points_in(const fs::path& folder) {
  std::size_t n = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder / "points", error), end; !error && entry != end;
       entry.increment(error)) {
    n += entry->is_regular_file(error) ? 1U : 0U;
  }
  return n;
}

void wait_for_points(const fs::path& folder, std::size_t n) {
  for (int i = 0; i < 12'000; ++i) {
    if (n_points_in(folder) >= n) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  throw std::runtime_error("the sweep never began");
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a sweep prints what its points come to and leaves a row for each") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  const Ending ending = sweep(sweep_file(folder, packaging(3), kAsked), out, {"--jobs", "2"});
  INFO(ending.err);
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(ending.out.starts_with("belt: How much packaging?: 6 points, 0 failed\n"));
  CHECK(has(ending.out, "packages@2027"));
  CHECK(has(ending.out, "sweep.sqlite are in " + out.string()));
  const auto rows = rows_of(out / "points.csv");
  REQUIRE(rows.size() == 6);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].at("number") == std::to_string(i));
    CHECK(rows[i].at("status") == "ok");
    CHECK(rows[i].at("seed") == rows[i % 2].at("seed"));
    CHECK(rows[i].at("cowos") == std::to_string(100 + 10 * (i / 2)) + " wafers/month");
  }
  CHECK(rows[0].at("seed") != rows[1].at("seed"));
}

TEST_CASE("a point is the run of its overrides and seed") {
  const TemporaryFolder folder;
  REQUIRE(sweep(sweep_file(folder, packaging(2), kAsked), folder.path() / "out").exit == 0);
  const auto rows = rows_of(folder.path() / "out/points.csv");
  const CsvRow& last = rows.back();
  REQUIRE(run_program({"run", kFirstBelt, "--set", "packaging.cowos.capacity=" + last.at("cowos"), "--seed",
                       last.at("seed"), "--out", (folder.path() / "run").string()})
              .exit == 0);
  const auto summary = nlohmann::json::parse(content_of(folder.path() / "run/summary.json"));
  for (const auto& kpi : summary["kpis"]) {
    if (kpi["name"] == "packages") {
      CHECK(std::stod(last.at("packages [packages]")) == kpi["value"].get<double>());
      CHECK(std::stod(last.at("packages@2027 [packages]")) == kpi["by_year"]["2027"].get<double>());
    }
  }
}

TEST_CASE("jobs, shards and their order change no byte") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(3), kAsked);
  REQUIRE(sweep(file, folder.path() / "one", {"--jobs", "1"}).exit == 0);
  REQUIRE(sweep(file, folder.path() / "two", {"--jobs", "2"}).exit == 0);
  const auto whole = tables_in(folder.path() / "one");
  CHECK(tables_in(folder.path() / "two") == whole);
  const fs::path parts = folder.path() / "parts";
  for (const char* shard : {"3/4", "0/4", "2/4"}) {
    const Ending ending = sweep(file, parts, {"--shard", shard});
    CHECK(ending.exit == 0);
    CHECK(has(ending.out, std::string("shard ") + shard));
  }
  const Ending incomplete = run_program({"sweep", "merge", parts.string()});
  CHECK(incomplete.exit == 3);
  CHECK(incomplete.out.empty());
  CHECK(has(incomplete.err, "1, 5"));
  CHECK_FALSE(fs::exists(parts / "points.csv"));
  REQUIRE(sweep(file, parts, {"--shard", "1/4"}).exit == 0);
  const Ending merged = run_program({"sweep", "merge", parts.string()});
  CHECK(merged.exit == 0);
  CHECK(merged.out.starts_with("belt: How much packaging?: 6 points, 0 failed\n"));
  CHECK(tables_in(parts) == whole);
}

TEST_CASE("a task of a Slurm array is a shard, unless another is given") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(3));
  ::setenv("SLURM_ARRAY_TASK_ID", "7", 1);
  ::setenv("SLURM_ARRAY_TASK_MIN", "5", 1);
  ::setenv("SLURM_ARRAY_TASK_COUNT", "3", 1);
  const Ending task = sweep(file, folder.path() / "task");
  CHECK(task.exit == 0);
  CHECK(has(task.out, "shard 2/3: 1 points"));
  CHECK(has(sweep(file, folder.path() / "given", {"--shard", "0/1"}).out, "shard 0/1: 3 points"));
  ::setenv("SLURM_ARRAY_TASK_ID", "9", 1);
  const Ending gap = sweep(file, folder.path() / "gap");
  CHECK(gap.exit == 2);
  CHECK(has(gap.err, "array without gaps"));
  for (const char* name : {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"}) {
    ::unsetenv(name);
  }
}

TEST_CASE("a sweep that is stopped goes on where it was, whatever stopped it") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGKILL);
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(40));
  const fs::path out = folder.path() / "out";
  Program program({"sweep", file, "--out", out.string(), "--jobs", "1"});
  wait_for_points(out, 3);
  program.send(signal);
  const Ending stopped = program.wait();
  CHECK(stopped.exit == (signal == SIGKILL ? -1 : 75));
  CHECK(stopped.out.empty());
  if (signal != SIGKILL) {
    CHECK(has(stopped.err, "interrupted; "));
    CHECK(has(stopped.err, "of 40 points are finished and kept, start it again to go on\n"));
  }
  CHECK_FALSE(fs::exists(out / "points.csv"));
  const std::size_t n_kept = n_points_in(out);
  CHECK(n_kept < 40);
  const Ending resumed = sweep(file, out, {"--resume"});
  CHECK(resumed.exit == 0);
  CHECK(has(resumed.err, std::to_string(n_kept) + " of 40 points are finished and kept\n"));
  CHECK(n_points_in(out) == 40);
  REQUIRE(sweep(file, folder.path() / "whole").exit == 0);
  CHECK(tables_in(out) == tables_in(folder.path() / "whole"));
}

TEST_CASE("a point that fails is a row with its reason, and the others go on") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, kDates, "\"kpis\": [\"packages\"]");
  const fs::path out = folder.path() / "out";
  const Ending ending = sweep(file, out);
  CHECK(ending.exit == 1);
  CHECK(has(ending.err, "run 3 (point 3, replication 0) failed: "));
  CHECK(has(ending.err, "must be later than \"from\""));
  CHECK(has(ending.err, "1 of 4 points failed"));
  CHECK(has(ending.out, "4 points, 1 failed"));
  const auto rows = rows_of(out / "points.csv");
  REQUIRE(rows.size() == 4);
  CHECK(rows[3].at("status") == "failed");
  CHECK(has(rows[3].at("reason"), "must be later than"));
  CHECK(rows[3].at("packages [packages]").empty());
  CHECK(rows[0].at("status") == "ok");
  const auto before = tables_in(out);
  const Ending again = sweep(file, out);
  CHECK(again.exit == 1);
  CHECK(has(again.err, "4 of 4 points are finished and kept"));
  const Ending retried = sweep(file, out, {"--retry-failed"});
  CHECK(retried.exit == 1);
  CHECK(has(retried.err, "3 of 4 points are finished and kept"));
  CHECK(tables_in(out) == before);
}

TEST_CASE("a point that takes too long fails, and may be tried again with more time") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(2), R"("set": {"to": "2120-01"})");
  const fs::path out = folder.path() / "out";
  CHECK(sweep(file, out, {"--timeout", "1 ms"}).exit == 1);
  CHECK(rows_of(out / "points.csv")[0].at("status") == "failed");
  CHECK(sweep(file, out, {"--timeout", "10 min", "--retry-failed"}).exit == 0);
  REQUIRE(sweep(file, folder.path() / "whole").exit == 0);
  CHECK(tables_in(out) == tables_in(folder.path() / "whole"));
}

TEST_CASE("a sweep under --check holds every point to the scenario, and tells CI of each") {
  const TemporaryFolder folder;
  const std::string expect = R"("set": {"expect": [{"kpi": "packages", "at": "2027", "min": 30000},
                                                   {"kpi": "packages", "min": 1}]})";
  const std::string file = sweep_file(folder, packaging(3), expect);
  const fs::path out = folder.path() / "out";
  const fs::path junit = folder.path() / "junit/sweep.xml";
  CHECK(sweep(file, out).exit == 0);
  const Ending checked = sweep(file, out, {"--check", "--junit", junit.string()});
  CHECK(checked.exit == 1);
  CHECK(has(checked.err, "3 of 6 checks hold, 3 points fail some\n"));
  const std::string xml = content_of(junit);
  CHECK(has(xml, "<testsuite name=\"belt\" tests=\"6\" failures=\"3\" errors=\"0\">"));
  CHECK(has(xml, "<testcase classname=\"point 0, replication 0\" name=\"packages\"/>"));
  CHECK(has(xml, "<testcase classname=\"point 2, replication 0\" name=\"packages at 2027\">"));
  const Ending merged = run_program({"sweep", "merge", out.string(), "--check", "--junit", junit.string()});
  CHECK(merged.exit == 1);
  CHECK(content_of(junit) == xml);
  CHECK(sweep(sweep_file(folder, kDates, R"("set": {"expect": [{"kpi": "packages", "min": 0}]})"),
              folder.path() / "failing", {"--check", "--junit", junit.string()})
            .exit == 1);
  CHECK(has(content_of(junit), "tests=\"4\" failures=\"0\" errors=\"1\""));
}

TEST_CASE("the folders of runs are kept where they are asked for") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  REQUIRE(sweep(sweep_file(folder, packaging(2), "\"keep_runs\": true"), out).exit == 0);
  CHECK(names_in(out / "runs") == std::vector<std::string>{"0-0", "1-0"});
  const auto kept = files_in(out / "runs/1-0");
  REQUIRE(run_program({"run", kFirstBelt, "--set", "packaging.cowos.capacity=110 wafers/month", "--seed", "1", "--out",
                       (folder.path() / "run").string()})
              .exit == 0);
  CHECK(kept == files_in(folder.path() / "run"));
}

TEST_CASE("another seed is another sweep, and has a folder of its own") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(2), "\"replications\": 2");
  REQUIRE(sweep(file, folder.path() / "out").exit == 0);
  const Ending refused = sweep(file, folder.path() / "out", {"--seed", "5"});
  CHECK(refused.exit == 3);
  CHECK(has(refused.err, "another sweep's"));
  REQUIRE(sweep(file, folder.path() / "five", {"--seed", "5"}).exit == 0);
  const auto rows = rows_of(folder.path() / "five/points.csv");
  CHECK(rows[0].at("seed") == "5");
}

TEST_CASE("what is wrong with the command line is told before the first run") {
  const TemporaryFolder folder;
  const std::string file = sweep_file(folder, packaging(2));
  const std::string out = (folder.path() / "out").string();
  const std::vector<std::pair<Words, std::string>> cases = {
      {{"sweep"}, "FILE, a sweep file, is required"},
      {{"sweep", file}, "--out is required"},
      {{"sweep", file, "--out", out, "--shard", "4/4"}, "\"4/4\" is no shard; write 0/8 for the first of eight"},
      {{"sweep", file, "--out", out, "--shard", "half"}, "\"half\" is no shard"},
      {{"sweep", file, "--out", out, "--timeout", "5 GB"}, "\"5 GB\" is no amount; write it like \"10 min\""},
      {{"sweep", file, "--out", out, "--memory", "-2 GB"}, "\"-2 GB\" is no amount; write it like \"2 GB\""},
      {{"sweep", file, "--out", out, "--junit", "x.xml"}, "--junit requires --check"},
      {{"sweep", file, "--out", out, "--jobs", "0"}, "--jobs"},
      {{"sweep", "no such file", "--out", out}, "no such file"},
  };
  for (const auto& [words, message] : cases) {
    const Ending ending = run_program(words);
    INFO(ending.err);
    CHECK(ending.exit == 2);
    CHECK(ending.out.empty());
    CHECK(has(ending.err, message));
  }
  CHECK_FALSE(fs::exists(out));
  const Ending nothing = run_program({"sweep", "merge", folder.path().string()});
  CHECK(nothing.exit == 3);
  CHECK(has(nothing.err, "no sweep has begun in this folder"));
}

TEST_CASE("each bad sweep is refused with exactly the messages beside it") {
  std::size_t n = 0;
  for (const auto& entry : fs::directory_iterator(here() / "bad_sweeps")) {
    fs::path file = entry.path();
    if (file.extension() != ".json") {
      continue;
    }
    INFO(file);
    const TemporaryFolder folder;
    const std::string name = file.filename().string();
    const std::string out = (folder.path() / "out").string();
    const Ending ending = run_program({"sweep", name, "--out", out}, file.parent_path());
    CHECK(ending.exit == 2);
    CHECK(ending.out.empty());
    CHECK(ending.err == content_of(file.replace_extension(".expected")));
    CHECK_FALSE(fs::exists(out));
    ++n;
  }
  CHECK(n >= 8);
}

TEST_CASE("a run with replications shows yearly means with their intervals, alike every time") {
  const TemporaryFolder folder;
  const Words words = {"run", kFirstBelt, "--replications", "4", "--set", "stacking.stacker.capacity=60 kstacks/month"};
  const Ending ending = run_program(words);
  INFO(ending.err);
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(has(ending.out, "2027"));
  CHECK(has(ending.out, "means over 4 runs with seeds of their own, ± half of their 95 % confidence intervals\n"));
  Words with_folder = words;
  const fs::path out = folder.path() / "out";
  with_folder.insert(with_folder.end(), {"--out", out.string(), "--jobs", "1", "--check"});
  const Ending kept = run_program(with_folder);
  CHECK(kept.exit == 0);
  CHECK(kept.out == ending.out);
  const auto rows = rows_of(out / "points.csv");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].at("seed") == "1");
  CHECK(rows[1].at("seed") != "1");
  CHECK(rows[0].contains("packages@2027 [packages]"));
}

TEST_CASE("the checks of one run go into a JUnit file too") {
  const TemporaryFolder folder;
  const fs::path junit = folder.path() / "run.xml";
  const std::string expect = R"(expect=[{"kpi": "packages", "min": 1}, {"kpi": "packages", "at": "2027", "max": 2}])";
  const Ending ending =
      run_program({"run", kFirstBelt, "--check", "--junit", junit.string(), "--set", expect}, folder.path());
  CHECK(ending.exit == 1);
  const std::string xml = content_of(junit);
  CHECK(has(xml, "<testsuite name=\"first-belt\" tests=\"2\" failures=\"1\" errors=\"0\">"));
  CHECK(has(xml, "<testcase classname=\"first-belt\" name=\"packages\"/>"));
  CHECK(has(xml, "above the most expected, 2\"/>"));
  const Ending alone = run_program({"run", kFirstBelt, "--junit", junit.string()});
  CHECK(alone.exit == 2);
  CHECK(has(alone.err, "--junit requires --check"));
}
