// What `aibelt trace` makes of the folder of a run.

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// A folder with the run of first-belt in `run`.
struct RunOfFirstBelt : TemporaryFolder {
  RunOfFirstBelt() { REQUIRE(run_program({"run", kFirstBelt, "--out", "run"}, path()).exit == 0); }

  /// The files that `trace` with `options` puts into `out`.
  std::map<std::string, std::string> trace(const Words& options) const {
    Words arguments = {"trace", "run"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ending ending = run_program(arguments, path());
    INFO(ending.err);
    REQUIRE(ending.exit == 0);
    return files_in(path() / "out");
  }
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++n;
  }
  return n;
}

}  // namespace

TEST_CASE("trace prints the routes and the cuts of a run") {
  const RunOfFirstBelt folder;
  const Ending ending = run_program({"trace", "run"}, folder.path());
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  CHECK(ending.out.find(" places, ") != std::string::npos);
  CHECK(ending.out.find("finished") != std::string::npos);
  CHECK(ending.out.find("racks are late in ") != std::string::npos);
}

TEST_CASE("network.json says what each place makes of what, and the route adds up its days") {
  const RunOfFirstBelt folder;
  const Json network = Json::parse(files_in(folder.path() / "run")["network.json"]);
  const auto making = [&](const std::string& place) {
    for (const Json& one : network["places"]) {
      if (one["name"] == place) {
        return one["makes"][0];
      }
    }
    throw std::runtime_error("no place " + place);
  };
  CHECK(making("cowos")["most_per_month"][0] == 300 * 16);
  CHECK(making("cowos")["needs"][0]["item"] == "hbm stacks");
  CHECK(making("cowos")["needs"][0]["per_good"] == Json::array({8.0}));
  CHECK(making("stacker")["needs"][0]["per_good"] == Json::array({12.0}));
  CHECK(making("integrator")["needs"][0]["per_good"] == Json::array({72.0}));
  CHECK(making("tsv")["needs"][0]["per_good"][0].get<double>() == Approx(1 / (546 * 0.75)));
  CHECK(folder.trace({"--routes", "out/routes.csv"})["routes.csv"].find(",site,fastest,221,0,") != std::string::npos);
}

TEST_CASE("trace draws every place and lane for Graphviz") {
  const RunOfFirstBelt folder;
  const Json network = Json::parse(files_in(folder.path() / "run")["network.json"]);
  const std::string dot = folder.trace({"--graph", "out/g.dot"})["g.dot"];
  CHECK(dot.starts_with("digraph "));
  CHECK(dot.ends_with("}\n"));
  CHECK(count(dot, " -> ") == network["lanes"].size());
  CHECK(count(dot, "shape=") == network["places"].size());
}

TEST_CASE("What trace writes as GraphML is XML with a node for each place and an edge for each lane") {
  if (std::system("python3 -c 'import xml.etree' 2>/dev/null") != 0) {
    WARN("aibelt test skipped: there is no python3");
    return;
  }
  const RunOfFirstBelt folder;
  const Json network = Json::parse(files_in(folder.path() / "run")["network.json"]);
  folder.trace({"--graph", "out/g.graphml"});
  const std::string check =
      "cd '" + folder.path().string() +
      "' && python3 -c \"import xml.etree.ElementTree as x; g = x.parse('out/g.graphml').getroot()[-1]; "
      "n = [e.get('id') for e in g if e.tag.endswith('node')]; e = [e for e in g if e.tag.endswith('edge')]; "
      "assert len(n) == " +
      std::to_string(network["places"].size()) + " and len(e) == " + std::to_string(network["lanes"].size()) +
      "; assert all(a.get('source') in n and a.get('target') in n for a in e)\"";
  CHECK(std::system(check.c_str()) == 0);
}

TEST_CASE("trace writes events and monthly counters of each place for chrome://tracing") {
  const RunOfFirstBelt folder;
  const Json network = Json::parse(files_in(folder.path() / "run")["network.json"]);
  const Json trace = Json::parse(folder.trace({"--chrome", "out/c.json"})["c.json"]);
  std::size_t n_names = 0;
  std::size_t n_counters = 0;
  for (const Json& event : trace["traceEvents"]) {
    n_names += event["name"] == "process_name" ? 1U : 0U;
    n_counters += event["ph"] == "C" ? 1U : 0U;
  }
  CHECK(n_names == network["places"].size());
  CHECK(n_counters >= network["places"].size() * network["months"].get<std::size_t>());
}

TEST_CASE("trace writes cuts and routes as tables") {
  const RunOfFirstBelt folder;
  auto files = folder.trace({"--cuts", "out/cut.csv", "--routes", "out/routes.csv", "--splits", "out/splits.csv"});
  CHECK(files["cut.csv"].starts_with("month,racks,wanted,most,stage,place,item,amount,walk_stage,walk_reason\n"));
  CHECK(files["splits.csv"].starts_with(
      "item,lane,from,to,usd_per_unit,days,units_at_least_freight,units_at_least_days\n"));
  CHECK(files["routes.csv"].starts_with("finished,raw,from,to,best,days,usd,places,lanes\n"));
  CHECK(count(files["routes.csv"], ",fastest,") == count(files["routes.csv"], ",cheapest,"));
  CHECK(count(files["routes.csv"], ",fastest,") > 0);
}

TEST_CASE("trace -o writes what its format or its file's ending says, Chrome's events otherwise") {
  const RunOfFirstBelt folder;
  CHECK(folder.trace({"-o", "out/a.json"})["a.json"].find("traceEvents") != std::string::npos);
  CHECK(folder.trace({"-o", "out/a.dot"})["a.dot"].starts_with("digraph"));
  CHECK(folder.trace({"-o", "out/a.txt", "--format", "graphml"})["a.txt"].find("<graphml") != std::string::npos);
  CHECK(folder.trace({"-o", "out/b", "--format", "dot"})["b"].starts_with("digraph"));
  CHECK(run_program({"trace", "run", "-o", "a", "--graph", "b.dot"}, folder.path()).exit == 2);
}

TEST_CASE("trace of what is no run says so") {
  const TemporaryFolder folder;
  const Ending ending = run_program({"trace", "nowhere"}, folder.path());
  CHECK(ending.exit == 2);
  CHECK(ending.err.find("nowhere/summary.json: cannot be read") != std::string::npos);
  CHECK(run_program({"trace", "nowhere", "--graph", "g.svg"}, folder.path()).exit == 2);
}

TEST_CASE("trace of a run whose files are torn names the line") {
  const RunOfFirstBelt folder;
  folder.write("run/events.csv", "time,stage,place,what,item,quantity,unit\n2026-01-01,fab\n");
  const Ending ending = run_program({"trace", "run"}, folder.path());
  CHECK(ending.exit == 2);
  CHECK(ending.err.find("events.csv:2") != std::string::npos);
}
