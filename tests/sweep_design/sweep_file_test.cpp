#include <set>

#include "tests/support/catch.hpp"
#include "tests/sweep_design/probe.hpp"

using namespace aibelt;
using test::read;
using Texts = std::vector<std::string>;

namespace {

/// Of every run, its overrides.
std::vector<Texts> overrides_of(const sweep::Sweep& sweep) {
  std::vector<Texts> all;
  for (std::uint64_t i = 0; i < sweep.n_runs(); ++i) {
    all.push_back(sweep.run(i).overrides);
  }
  return all;
}

/// The levels of the only factor at low, base and high.
Texts ends(const test::ReadSweep& read) {
  INFO(Catch::StringMaker<Texts>::convert(read.problems));
  REQUIRE(read.sweep);
  REQUIRE(read.sweep->factors.size() == 1);
  const sweep::Factor& factor = read.sweep->factors[0];
  return {factor.level(0), factor.level(factor.axis().base), factor.level(1)};
}

/// A sweep whose only factor is this.
test::ReadSweep read_factor(const std::string& factor) {
  return read(R"("factors": {"one": )" + factor + R"(}, "design": "one_at_a_time")");
}

constexpr const char* kTwoFactors = R"("factors": {
  "yield": {"fact": "yield.hbm"},
  "cowos": {"path": "packaging.cowos.capacity", "values": ["150 wafers/month", "300 wafers/month"]}})";

}  // namespace

TEST_CASE("a sweep file is read whole") {
  const auto result = read(std::string(kTwoFactors) + R"(,
    "title": "What does CoWoS buy?",
    "set": {"packaging.cowos.cycle_time": "30 days", "title": "x"},
    "design": {"kind": "full_factorial", "levels": 2},
    "replications": 3, "seed": 7,
    "kpis": ["tokens_served", "tokens_served@2026", "tokens_served@2026-12"],
    "curves": [{"stage": "belt", "unit": "MW"}],
    "keep_runs": true, "note": "n")");
  CHECK(result.problems == Texts{});
  REQUIRE(result.sweep);
  const sweep::Sweep& sweep = *result.sweep;
  CHECK(sweep.name == "which");
  CHECK(sweep.title == "What does CoWoS buy?");
  CHECK(sweep.set == Texts{"packaging.cowos.cycle_time=30 days", "title=x"});
  CHECK(sweep.seed == 7);
  CHECK(sweep.keep_runs);
  REQUIRE(sweep.kpis.size() == 3);
  CHECK(sweep.kpis[1].name() == "tokens_served@2026");
  REQUIRE(sweep.curves.size() == 1);
  CHECK(sweep.curves[0].wanted().unit == "MW");
  REQUIRE(sweep.factors.size() == 2);
  CHECK(sweep.factors[0].name == "cowos");
  CHECK(sweep.factors[1].path == "fact.yield.hbm");
  CHECK(sweep.n_design_points() == 4);
  CHECK(sweep.n_runs() == 12);
}

TEST_CASE("a run has what all share, then the factors in the order of names") {
  const auto result =
      read(std::string(kTwoFactors) + R"(, "set": {"title": "x"}, "design": {"kind": "full_factorial", "levels": 2})",
           {"from=2026-02"});
  REQUIRE(result.sweep);
  CHECK(result.sweep->run(1).overrides ==
        Texts{"title=x", "from=2026-02", "packaging.cowos.capacity=150 wafers/month", "fact.yield.hbm=0.9"});
  CHECK(result.sweep->run(2).levels == Texts{"300 wafers/month", "0.6"});
}

TEST_CASE("replications of a point follow each other, and share their seeds with all points") {
  const auto result = read(std::string(kTwoFactors) + R"(, "replications": 3, "seed": 7)");
  REQUIRE(result.sweep);
  const sweep::Sweep& sweep = *result.sweep;
  for (std::uint64_t i = 0; i < sweep.n_runs(); ++i) {
    const sweep::Point point = sweep.run(i);
    CHECK(point.number == i);
    CHECK(point.design_point == i / 3);
    CHECK(point.replication == i % 3);
    CHECK(point.seed == sweep::seed_of(7, i % 3));
    CHECK(point.levels == sweep.run(i - i % 3).levels);
  }
  CHECK(sweep.run(0).seed == 7);
  CHECK(std::set<std::int64_t>{sweep.run(0).seed, sweep.run(1).seed, sweep.run(2).seed}.size() == 3);
}

TEST_CASE("without a seed of its own a sweep has the scenario's, set or not") {
  CHECK(read(kTwoFactors).sweep->seed == 1);
  const std::string replications = R"("replications": 2)";
  const auto result = read(replications);
  REQUIRE(result.sweep);
  CHECK(result.sweep->n_runs() == 2);
  CHECK(result.sweep->run(0).overrides.empty());
}

TEST_CASE("a range is written in the unit of its low end") {
  CHECK(ends(read_factor(R"({"path": "fabs.fab.capacity", "low": "2 kwafers/month", "high": "4000 wafers/month"})")) ==
        Texts{"2 kwafers/month", "3 kwafers/month", "4 kwafers/month"});
  CHECK(ends(read_factor(R"({"path": "sites.site.pue", "low": 1, "high": "130 %"})")) == Texts{"1", "1.15", "1.3"});
  CHECK(ends(read_factor(R"({"path": "sites.site.pue", "low": "110%", "high": "130%", "mode": 1.2})")) ==
        Texts{"110 %", "120 %", "130 %"});
}

TEST_CASE("a fact brings its range, unless the factor has one of its own") {
  CHECK(ends(read_factor(R"({"fact": "site.mw"})")) == Texts{"15 MW", "20 MW", "25 MW"});
  CHECK(ends(read_factor(R"({"path": "fact.site.mw"})")) == Texts{"15 MW", "20 MW", "25 MW"});
  CHECK(ends(read_factor(R"({"fact": "site.mw", "shape": "uniform", "low": 10})")) ==
        Texts{"10 MW", "17.5 MW", "25 MW"});
  CHECK(ends(read_factor(R"({"fact": "site.mw", "low": "16000 kW", "mode": 18})")) ==
        Texts{"16000 kW", "18000 kW", "25000 kW"});
  CHECK(ends(read_factor(R"({"fact": "pue", "low": 1.1, "high": 1.5})")) == Texts{"1.1", "1.3", "1.5"});
}

TEST_CASE("from_facts varies every fact whose value the scenario uses and that has a range") {
  const auto all = read(R"("from_facts": "all", "design": {"kind": "monte_carlo", "points": 2})");
  CHECK(all.problems == Texts{});
  REQUIRE(all.sweep);
  Texts paths;
  for (const sweep::Factor& factor : all.sweep->factors) {
    paths.push_back(factor.path);
  }
  CHECK(paths == Texts{"fact.site.mw", "fact.yield.hbm"});
  const auto one = read(R"("from_facts": ["site.mw"], "design": {"kind": "monte_carlo", "points": 2})");
  REQUIRE(one.sweep);
  CHECK(one.sweep->factors.size() == 1);
}

TEST_CASE("from_facts leaves out what a factor varies in its own way") {
  const auto result = read(R"("from_facts": "all", "factors": {"mw": {"fact": "site.mw", "low": 19}},
                              "design": {"kind": "monte_carlo", "points": 2})");
  REQUIRE(result.sweep);
  REQUIRE(result.sweep->factors.size() == 2);
  CHECK(result.sweep->factors[0].name == "mw");
  CHECK(result.sweep->factors[1].name == "yield.hbm");
}

TEST_CASE("a list has the points that are written, with values of any shape") {
  const auto result = read(R"("factors": {"pue": {"path": "sites.site.pue"}, "phases": {"path": "sites.site.phases"}},
    "design": {"kind": "list", "points": [
      {"pue": {"fact": "pue"}, "phases": [["2026-10", "10 MW"]]},
      {"pue": 1.2, "phases": "12 MW"}]})");
  CHECK(result.problems == Texts{});
  REQUIRE(result.sweep);
  CHECK(overrides_of(*result.sweep) ==
        std::vector<Texts>{{R"(sites.site.phases=[["2026-10","10 MW"]])", R"(sites.site.pue={"fact":"pue"})"},
                           {"sites.site.phases=12 MW", "sites.site.pue=1.2"}});
}

TEST_CASE("a text that looks like JSON stays a text") {
  const auto result = read(R"("factors": {"t": {"path": "title", "values": ["12", "true", "plain", ""]}})");
  REQUIRE(result.sweep);
  CHECK(result.sweep->factors[0].values == Texts{R"("12")", R"("true")", "plain", ""});
}

TEST_CASE("a run plays what its overrides say") {
  const auto result = read(R"("from_facts": ["site.mw", "yield.hbm"], "design": {"kind": "sobol", "points": 4})");
  REQUIRE(result.sweep);
  std::set<std::string> hashes;
  for (std::uint64_t i = 0; i < 4; ++i) {
    base::Issues issues;
    const auto scenario = engine::load(result.sweep->scenario, result.sweep->run(i).overrides, issues);
    REQUIRE(scenario);
    hashes.insert(scenario->hash);
    const auto use = std::find_if(scenario->uses.begin(), scenario->uses.end(),
                                  [](const scenario::Use& one) { return one.fact == "site.mw"; });
    REQUIRE(use != scenario->uses.end());
    CHECK(use->value == result.sweep->run(i).levels[0]);
    CHECK(use->low == "15 MW");
  }
  CHECK(hashes.size() == 4);
}

TEST_CASE("patterns of curves are held to the series of a run") {
  const std::vector<record::Series> series = {
      {.stage = "site", .place = "site", .item = "rack72", .measure = "live", .unit = "racks"},
      {.stage = "fab", .place = "fab", .item = "hbm", .measure = "out", .unit = "wafers"}};
  const auto check = [&](const std::string& pattern) {
    return read(std::string(kTwoFactors) + R"(, "curves": [)" + pattern + "]", {}, test::probe(series)).problems;
  };
  CHECK(check(R"({"stage": "fab"}, {})") == Texts{});
  CHECK(check(R"({"stage": "fabs"})") ==
        Texts{R"(curves[0].stage: no curve of the scenario has the stage "fabs"; did you mean "fab"?)"});
  CHECK(check(R"({"stage": "fab", "unit": "racks"})") ==
        Texts{"curves[0]: fits no curve of the scenario; each key is in some, but no curve has them all"});
}

TEST_CASE("whole amounts suit a place that takes whole numbers only") {
  const std::string range = R"("path": "racks.rack72.accelerators", "low": 36, "high": 72)";
  CHECK(read_factor("{" + range + R"(, "whole": true})").problems == Texts{});
  const auto refused = read_factor("{" + range + "}");
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0] == "factors.one: must be a whole number");
}
