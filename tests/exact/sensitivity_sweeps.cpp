/// What moves the KPIs of whole sweeps, whose runs are known functions of the design's coordinates.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/sweep/sensitivity.hpp"
#include "tests/exact/sensitivity_functions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using namespace aibelt::exact;
using namespace aibelt::sweep;
using scenario::Json;

namespace {

Layout layout(const Json& design, std::size_t n_factors, std::uint64_t n_values = 0) {
  Json axes = Json::array();
  for (std::size_t i = 0; i < n_factors; ++i) {
    axes.push_back({{"name", fmt::format("x{}", i)},
                    {"n_values", n_values},
                    {"n_levels", 0},
                    {"base", n_values == 0 ? 0.5 : coordinate_of_value(0, n_values)}});
  }
  return layout_from({{"design", design}, {"axes", axes}, {"seed", 1}});
}

/// A sweep with one KPI, `f` of the coordinates, which are the levels too.
PastSweep sweep_of(Layout layout, const Function& f) {
  PastSweep sweep{.name = "test", .title = "", .layout = std::move(layout)};
  sweep.kpis.push_back({"y", "1", {}});
  for (const Axis& axis : sweep.layout.frame.axes) {
    sweep.factors.push_back({.name = axis.name});
  }
  for (std::uint64_t point = 0; point < sweep.layout.n_points(); ++point) {
    const std::vector<double> u = sweep.layout.coordinates(point);
    for (std::size_t factor = 0; factor < u.size(); ++factor) {
      sweep.factors[factor].numbers.push_back(u[factor]);
    }
    sweep.kpis[0].values.push_back(f(u));
  }
  return sweep;
}

KpiSensitivity found_in(const PastSweep& sweep) { return sensitivity_of(sweep, sweep.kpis[0], {.seed = 1}); }

const FactorRank& rank_of(const KpiSensitivity& found, const std::string& factor) {
  return *std::ranges::find(found.ranks, factor, &FactorRank::factor);
}

double measure(const FactorRank& rank, const std::string& name) {
  return std::ranges::find(rank.measures, name, &Measure::name)->estimate.value;
}

double error_of(const KpiSensitivity& found, const Shares& truth) {
  double error = 0;
  for (std::size_t i = 0; i < truth.first.size(); ++i) {
    const FactorRank& rank = rank_of(found, fmt::format("x{}", i));
    error = std::max(
        {error, std::abs(measure(rank, "first") - truth.first[i]), std::abs(measure(rank, "total") - truth.total[i])});
  }
  return error;
}

bool all_cover(const KpiSensitivity& found, const Shares& truth) {
  const auto covers = [](const Estimate& estimate, double value) {
    return estimate.interval->low <= value && value <= estimate.interval->high;
  };
  for (std::size_t i = 0; i < truth.first.size(); ++i) {
    const FactorRank& rank = rank_of(found, fmt::format("x{}", i));
    if (!covers(rank.measures[0].estimate, truth.total[i]) || !covers(rank.measures[1].estimate, truth.first[i])) {
      return false;
    }
  }
  return true;
}

std::vector<std::string> names_of(const KpiSensitivity& found) {
  std::vector<std::string> names;
  for (const FactorRank& rank : found.ranks) {
    names.push_back(rank.factor);
  }
  return names;
}

constexpr const char* kDescription =
    R"({"format": 1, "name": "test", "title": "What?", "source": {}, "sweep": {"layout": {
  "design": {"kind": "full_factorial"}, "seed": 1, "axes": [
    {"name": "cap", "n_values": 2, "n_levels": 0, "base": 0.25}, {"name": "who", "n_values": 2, "n_levels": 0, "base": 0.25}]}}})";

constexpr const char* kPoints = R"(number,point,replication,seed,cap,who,status,reason,served [tokens],cost [USD]
0,0,0,1,10 MW,easy,ok,,1,5
1,0,1,2,10 MW,easy,ok,,3,5
2,1,0,1,10 MW,"fair, share",ok,,2,5
3,1,1,2,10 MW,"fair, share",failed,"it said ""no"",
and died",,
4,2,0,1,30 MW,easy,ok,,11,5
5,2,1,2,30 MW,easy,ok,,13,5
6,3,0,1,30 MW,"fair, share",ok,,12,5
7,3,1,2,30 MW,"fair, share",checks failed,some,14,5
)";

}  // namespace

TEST_CASE("A saltelli sweep of Ishigami's function finds its indices, and intervals that hold them") {
  for (const auto& [n, most] : {std::pair{512, 0.05}, {2048, 0.03}, {8192, 0.003}}) {
    const auto found = found_in(sweep_of(layout({{"kind", "saltelli"}, {"points", n}}, 3), ishigami));
    const double error = error_of(found, shares_of_ishigami());
    fmt::print("Ishigami, Sobol points, n = {}: largest error {:.5f}\n", n, error);
    CHECK(error < most);
    CHECK(all_cover(found, shares_of_ishigami()));
    CHECK(names_of(found) == std::vector<std::string>{"x0", "x1", "x2"});
    CHECK(rank_of(found, "x2").measures[1].estimate.may_be_zero());
  }
}

TEST_CASE("A saltelli sweep of the g-function finds its indices, and intervals that hold them") {
  for (const auto& [n, most] : {std::pair{512, 0.05}, {2048, 0.005}, {8192, 0.003}}) {
    const auto found = found_in(sweep_of(layout({{"kind", "saltelli"}, {"points", n}}, 6), g_function));
    const double error = error_of(found, shares_of_g());
    fmt::print("g-function, Sobol points, n = {}: largest error {:.5f}\n", n, error);
    CHECK(error < most);
    CHECK(all_cover(found, shares_of_g()));
  }
}

TEST_CASE("A morris sweep of a linear function ranks its coefficients exactly") {
  const auto sweep = sweep_of(layout({{"kind", "morris"}, {"trajectories", 5}}, 3),
                              [](auto u) { return 2 * u[0] - 7 * u[1] + 4 * u[2]; });
  const auto found = found_in(sweep);
  CHECK(names_of(found) == std::vector<std::string>{"x1", "x2", "x0"});
  CHECK(measure(found.ranks[0], "mu_star") == Approx(7));
  CHECK(measure(found.ranks[0], "mu") == Approx(-7));
  CHECK(measure(found.ranks[0], "sigma") == Approx(0).margin(1e-9));
  CHECK(found.ranks[0].n == 5);
}

TEST_CASE("A one_at_a_time sweep makes a tornado: the KPI at the base, low and high") {
  const auto found = found_in(sweep_of(layout({{"kind", "one_at_a_time"}}, 2),
                                       [](auto u) { return 10 + 4 * u[0] + 8 * std::abs(u[1] - 0.25); }));
  CHECK(names_of(found) == std::vector<std::string>{"x0", "x1"});
  CHECK(measure(found.ranks[0], "swing") == Approx(4));
  CHECK(measure(found.ranks[1], "swing") == Approx(4));
  const FactorRank& second = rank_of(found, "x1");
  CHECK(second.excursions[0].kpi == Approx(14));
  CHECK(second.excursions[1].level == "0");
  CHECK(second.excursions[1].kpi == Approx(14));
  CHECK(second.excursions[2].kpi == Approx(18));
}

TEST_CASE("Words are ranked among numbers, by what lies between them") {
  auto sweep = sweep_of(layout({{"kind", "full_factorial"}}, 2, 4), [](auto u) { return u[0] + (u[1] > 0.5 ? 9 : 0); });
  Levels& words = sweep.factors[1];
  for (const double number : std::exchange(words.numbers, {})) {
    words.choice.push_back(number > 0.5 ? 1 : 0);
  }
  words.words = {"low", "high"};
  const auto found = found_in(sweep);
  CHECK(names_of(found) == std::vector<std::string>{"x1", "x0"});
  // Var u0 = (0.375² + 0.125²)/2 = 0.078125, of the step 81/4.
  CHECK(measure(found.ranks[0], "correlation_ratio") == Approx(std::sqrt(20.25 / 20.328125)));
  CHECK(measure(found.ranks[1], "src") == Approx(std::sqrt(0.078125 / 20.328125)));
}

TEST_CASE("A KPI that nothing moves is said to be alike at all points") {
  const auto found = found_in(sweep_of(layout({{"kind", "saltelli"}, {"points", 8}}, 2), [](auto) { return 0.7; }));
  CHECK(found.is_constant());
  CHECK_FALSE(found.has_ranks());
}

TEST_CASE("A merged sweep is read back: levels, units, replications, failures") {
  const test::TemporaryFolder folder;
  folder.write("sweep.json", kDescription);
  folder.write("points.csv", kPoints);
  base::Issues issues;
  const auto sweep = read_past_sweep(folder.path(), {}, issues);
  REQUIRE(sweep);
  CHECK(sweep->title == "What?");
  CHECK(sweep->n_replications == 2);
  CHECK(sweep->n_failed == 1);
  CHECK(sweep->factors[0].unit == "MW");
  CHECK(sweep->factors[0].numbers == std::vector<double>{10, 10, 30, 30});
  CHECK(sweep->factors[0].text(2) == "30 MW");
  CHECK(sweep->factors[1].words == std::vector<std::string>{"easy", "fair, share"});
  CHECK(sweep->factors[1].choice == std::vector<std::size_t>{0, 1, 0, 1});
  CHECK(sweep->kpis[0].name == "served");
  CHECK(sweep->kpis[0].unit == "tokens");
  CHECK(std::isnan(sweep->kpis[0].values[3]));
  CHECK(sweep->kpis[0].values[7] == 14);
  const auto found = sensitivity_of(*sweep, sweep->kpis[0], {});
  // Means 2, none, 12, 13.
  CHECK(found.points.count() == 3);
  CHECK(found.points.mean() == Approx(9));
  CHECK(found.noise->n_points == 3);
  CHECK(sensitivity_of(*sweep, sweep->kpis[1], {}).is_constant());
}

TEST_CASE("What is wrong with a folder is said, with the mend") {
  const test::TemporaryFolder folder;
  const auto message = [&](const std::vector<std::string>& kpis) {
    base::Issues issues;
    CHECK_FALSE(read_past_sweep(folder.path(), kpis, issues));
    return issues.empty() ? "" : issues.front().message;
  };
  CHECK(message({}) == "is no folder of a sweep: it has no sweep.json");
  folder.write("sweep.json", kDescription);
  CHECK(message({}) == "is not merged: it has no points.csv; finish the sweep, or merge it");
  folder.write("points.csv", kPoints);
  CHECK(message({"serve"}) == "has no KPI \"serve\"; did you mean \"served\"?");
  folder.write("points.csv", std::string(kPoints).substr(0, 200));
  CHECK(message({}).ends_with("merge it again"));
  folder.write("points.csv", "number,point\n");
  CHECK(message({}) == "its columns are not those of the sweep in sweep.json; merge it again");
}
