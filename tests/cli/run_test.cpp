// Runs as a user starts them: their table, their files, their exit codes.

#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// The files of a run of tests/cli/belt.json with `options`.
std::map<std::string, std::string> results_of(const Words& options) {
  const TemporaryFolder folder;
  Words arguments = {"run", "belt.json", "--out", (folder.path() / "out").string()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Ending ending = run_program(arguments, here());
  INFO(ending.err);
  REQUIRE(ending.exit == 0);
  return files_in(folder.path() / "out");
}

/// KPI `name` over the whole run of tests/cli/belt.json with `options`.
double kpi(const std::string& name, const Words& options = {}) {
  const Json summary = Json::parse(results_of(options)["summary.json"]);
  for (const Json& one : summary["kpis"]) {
    if (one["name"] == name) {
      return one["value"];
    }
  }
  throw std::runtime_error("no KPI " + name);
}

/// What the run's provenance says of the value at `path`.
Json use_of(const std::string& path, const Words& options) {
  const Json provenance = Json::parse(results_of(options)["provenance.json"]);
  for (const Json& use : provenance["uses"]) {
    if (use["path"] == path) {
      return use;
    }
  }
  return nullptr;
}

Ending check_with(const std::string& expectations) {
  return run_program({"run", "belt.json", "--check", "--set", "expect=" + expectations}, here());
}

}  // namespace

TEST_CASE("a run prints its table alone and writes its five files") {
  const TemporaryFolder folder;
  const Ending ending = run_program({"run", kFirstBelt, "--out", "out"}, folder.path());
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(ending.out.starts_with("first-belt: One fab, one stack, one site: "));
  CHECK(std::count(ending.out.begin(), ending.out.end(), '\n') == 6);
  CHECK(ending.out.find("\n2026 ") != std::string::npos);
  CHECK(ending.out.find("\n2027 ") != std::string::npos);
  CHECK(ending.out.find('\x1b') == std::string::npos);
  CHECK(ending.out.find('\r') == std::string::npos);
  CHECK(names_in(folder.path() / "out") ==
        Words{"curves.csv", "events.csv", "network.json", "provenance.json", "run.sqlite", "summary.json"});
}

TEST_CASE("a run without a folder leaves no file") {
  const TemporaryFolder folder;
  CHECK(run_program({"run", kFirstBelt}, folder.path()).exit == 0);
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("two runs write the same bytes and print the same table, wherever they run") {
  const TemporaryFolder one;
  const TemporaryFolder other;
  const Ending first = run_program({"run", kFirstBelt, "--out", "out"}, one.path());
  fs::copy_file(kFirstBelt, other.path() / "scenario.json");
  const Ending second = run_program({"run", "scenario.json", "--out", "deep/down/out"}, other.path());
  CHECK(first.out == second.out);
  CHECK(files_in(one.path() / "out").size() == 6);
  CHECK(files_in(one.path() / "out") == files_in(other.path() / "deep/down/out"));
}

TEST_CASE("a run over an older one replaces its files and leaves the others") {
  const TemporaryFolder folder;
  folder.write("out/notes.txt", "mine");
  folder.write("out/summary.json", "old");
  folder.write("out/.hidden", "mine too");
  CHECK(run_program({"run", kFirstBelt, "--out", "out"}, folder.path()).exit == 0);
  auto files = files_in(folder.path() / "out");
  CHECK(files.size() == 8);
  CHECK(files["notes.txt"] == "mine");
  CHECK(files[".hidden"] == "mine too");
  CHECK(files["summary.json"].starts_with("{"));
}

TEST_CASE("another seed gives other yields, the same seed the same") {
  const auto first = results_of({"--seed", "7"});
  CHECK(first == results_of({"--seed", "7"}));
  const auto second = results_of({"--seed", "8"});
  CHECK(first.at("curves.csv") != second.at("curves.csv"));
  CHECK(Json::parse(first.at("summary.json"))["seed"] == 7);
}

TEST_CASE("the option --set changes a quantity, and the result with it") {
  const Words less = {"--set", "fabs.fab.capacity=100 wafers/month"};
  CHECK(kpi("wafers_started", less) < kpi("wafers_started"));
  CHECK(use_of("fabs.fab.capacity", less)["value"] == "100 wafers/month");
  CHECK(Json::parse(results_of(less)["provenance.json"])["overrides"] ==
        Json::array({"fabs.fab.capacity=100 wafers/month"}));
}

TEST_CASE("the option --set puts a fact in place of a figure, and a factor on a fact") {
  const Words doubled = {"--set", R"(accelerators.gpu.token_rate={"fact": "gpu.tokens", "times": 2, "why": "faster"})",
                         "--set", "services.chat.demand=1 Gtokens/s"};
  const Words plain = {"--set", "services.chat.demand=1 Gtokens/s"};
  CHECK(kpi("tokens_served", doubled) == Approx(2 * kpi("tokens_served", plain)));
  CHECK(use_of("accelerators.gpu.token_rate", doubled)["origin"] == "fact");
  const Words cited = {"--set", R"(accelerators.board.token_rate={"fact": "gpu.tokens"})"};
  CHECK(use_of("accelerators.board.token_rate", {})["origin"] == "stated");
  CHECK(use_of("accelerators.board.token_rate", cited)["fact"] == "gpu.tokens");
}

TEST_CASE("the option --set reaches an element of a list") {
  const Words smaller = {"--set", "sites.site.phases[0][1]=5 MW"};
  CHECK(kpi("it_power_live", smaller) == Approx(4.92));  // 41 racks of 120 kW in 5 MW
  CHECK(kpi("it_power_live") > 5);
}

TEST_CASE("the option --set makes new entries") {
  const Words more = {"--set", "services.batch.demand=2 Mtokens/s"};
  const double year = 365 * 86400.0;
  CHECK(kpi("tokens_demand", more) - kpi("tokens_demand") == Approx(2e6 * year).epsilon(0.01));
  const Words buyer = {"--set",
                       R"(customers.cloud={"demand": {"rack72": "10 racks/month"}, "order_ahead": "100 days"})",
                       "--set", R"(lanes.export={"from": "integrator", "to": "cloud", "lead_time": "3 days"})"};
  CHECK(kpi("racks_built", buyer) > kpi("racks_built"));
}

TEST_CASE("the option --set takes the last of two assignments to one place, and any number of them") {
  const Words twice = {"--set", "seed=3", "--set", "seed=4", "--set", "name=other"};
  const Json summary = Json::parse(results_of(twice)["summary.json"]);
  CHECK(summary["seed"] == 4);
  CHECK(summary["scenario"] == "other");
}

TEST_CASE("the option --check holds the run to its expectations") {
  const Ending held =
      check_with(R"([{"kpi": "packages", "min": 1}, {"kpi": "racks_live", "at": "2026-12", "min": 1, "max": 1000}])");
  CHECK(held.exit == 0);
  CHECK(held.err == "2 of 2 checks hold\n");
  CHECK(held.out.find("2026") != std::string::npos);
}

TEST_CASE("the option --check names each expectation that does not hold") {
  const Ending failed = check_with(
      R"([{"kpi": "packages", "max": 0}, {"kpi": "packages", "min": 0}, {"kpi": "racks_live", "at": "2026-01", "min": 1}, {"kpi": "racks_built", "at": "2026", "min": 1e9}])");
  CHECK(failed.exit == 1);
  CHECK(failed.err.starts_with("check failed: packages is "));
  CHECK(failed.err.find(" packages, above the most expected, 0\n") != std::string::npos);
  CHECK(failed.err.find("check failed: racks_live at 2026-01 is 0 racks, below the least expected, 1\n") !=
        std::string::npos);
  CHECK(failed.err.find("check failed: racks_built at 2026 is ") != std::string::npos);
  CHECK(failed.err.ends_with("1 of 4 checks hold\n"));
  CHECK_FALSE(failed.out.empty());
}

TEST_CASE("without --check the expectations are not looked at") {
  const Ending ending = run_program({"run", "belt.json", "--set", R"(expect=[{"kpi": "packages", "max": 0}])"}, here());
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
}

TEST_CASE("a check on a month in which nothing took place fails and says so") {
  const TemporaryFolder folder;
  folder.write(
      "s.json",
      R"({"name": "quiet", "from": "2026", "to": "2027", "customers": {"c": {"demand": {}, "order_ahead": "1 day"}},
                             "expect": [{"kpi": "packages", "at": "2026-07", "min": 0}]})");
  const Ending ending = run_program({"run", "s.json", "--check"}, folder.path());
  CHECK(ending.exit == 1);
  CHECK(ending.err ==
        "check failed: packages at 2026-07 has no value: nothing took place in that time\n0 of 1 checks hold\n");
}

TEST_CASE("files are found beside the file that names them, from any folder and through names of any kind") {
  const TemporaryFolder folder;
  const std::string name = "ein Ordner – 한국 🏭/시나리오 1.json";
  folder.write(name, R"({"extends": "../base file.json", "title": "Läuft es?"})");
  fs::copy_file(here() / "belt.json", folder.path() / "base file.json");
  fs::copy_file(here() / "facts.json", folder.path() / "facts.json");
  const Ending ending =
      run_program({"run", (folder.path() / name).string(), "--out", (folder.path() / "aus gabe ö").string()}, "/");
  INFO(ending.err);
  CHECK(ending.exit == 0);
  CHECK(ending.out.starts_with("belt: Läuft es?\n"));
  CHECK(names_in(folder.path() / "aus gabe ö").size() == 6);
}

TEST_CASE("the option --unit adds a table of supply and demand") {
  const Ending plain = run_program({"run", "belt.json"}, here());
  const Ending ending = run_program({"run", "belt.json", "--unit", "MW"}, here());
  CHECK(ending.exit == 0);
  CHECK(ending.out.starts_with(plain.out));
  CHECK(ending.out.find("supply and demand, MW a year") != std::string::npos);
}
