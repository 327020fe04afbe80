// What is special about each design: its points, worked out by hand or from its definition.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "tests/support/catch.hpp"
#include "tests/sweep_design/layouts.hpp"

using namespace aibelt;
using test::all_points;
using test::layout;

namespace {

using Points = std::vector<std::vector<double>>;

/// How many of the points lie in each of `n` equal slices of factor j.
std::vector<int> points_by_slice(const Points& points, std::size_t j, std::size_t n) {
  std::vector<int> counts(n, 0);
  for (const auto& point : points) {
    ++counts[static_cast<std::size_t>(point[j] * static_cast<double>(n))];
  }
  return counts;
}

/// The factors in which two points differ.
std::vector<std::size_t> differences(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<std::size_t> factors;
  for (std::size_t j = 0; j < one.size(); ++j) {
    if (one[j] != other[j]) {
      factors.push_back(j);
    }
  }
  return factors;
}

}  // namespace

TEST_CASE("a full factorial counts through all combinations, the last factor fastest") {
  sweep::Layout all = layout(R"({"kind": "full_factorial", "levels": 3})", 3);
  all.frame.axes[0].n_values = 2;
  all.frame.axes[2].n_levels = 2;
  REQUIRE(all.n_points() == 2 * 3 * 2);
  CHECK(all_points(all) == Points{{0.25, 0, 0},
                                  {0.25, 0, 1},
                                  {0.25, 0.5, 0},
                                  {0.25, 0.5, 1},
                                  {0.25, 1, 0},
                                  {0.25, 1, 1},
                                  {0.75, 0, 0},
                                  {0.75, 0, 1},
                                  {0.75, 0.5, 0},
                                  {0.75, 0.5, 1},
                                  {0.75, 1, 0},
                                  {0.75, 1, 1}});
}

TEST_CASE("a full factorial of one level takes the base, and of no factors has one point") {
  sweep::Layout one = layout(R"({"kind": "full_factorial", "levels": 1})", 1);
  one.frame.axes[0].base = 0.3;
  CHECK(all_points(one) == Points{{0.3}});
  CHECK(layout(R"("full_factorial")", 0).n_points() == 1);
}

TEST_CASE("a full factorial beyond all numbers has the largest number of points") {
  CHECK(layout(R"({"kind": "full_factorial", "levels": 1000000})", 4).n_points() == UINT64_MAX);
}

TEST_CASE("a Latin hypercube has one point in each slice of every factor") {
  const std::size_t n = GENERATE(1U, 2U, 3U, 16U, 257U, 1000U);
  const Points points = all_points(layout(R"({"kind": "latin_hypercube", "points": )" + std::to_string(n) + "}", 3));
  REQUIRE(points.size() == n);
  for (std::size_t j = 0; j < 3; ++j) {
    const auto counts = points_by_slice(points, j, n);
    CHECK(std::count(counts.begin(), counts.end(), 1) == static_cast<std::ptrdiff_t>(n));
  }
}

TEST_CASE("a Latin hypercube meets slices in every order, each as often as any other") {
  std::map<std::vector<int>, int> orders;
  constexpr int kSeeds = 12'000;
  for (int seed = 0; seed < kSeeds; ++seed) {
    std::vector<int> order;
    for (const auto& point :
         all_points(layout(R"({"kind": "latin_hypercube", "points": 4})", 1, static_cast<std::uint64_t>(seed)))) {
      order.push_back(static_cast<int>(point[0] * 4));
    }
    ++orders[order];
  }
  REQUIRE(orders.size() == 24);
  double chi_squared = 0;
  for (const auto& [order, n] : orders) {
    chi_squared += std::pow(n - kSeeds / 24.0, 2) / (kSeeds / 24.0);
  }
  INFO("chi squared of 23 degrees of freedom: " << chi_squared);
  CHECK(chi_squared < 49.7);  // its 99.9 % point
}

TEST_CASE("factors of a sampled design do not follow each other") {
  const std::string kind = GENERATE("latin_hypercube", "monte_carlo", "sobol");
  const Points points = all_points(layout(R"({"kind": ")" + kind + R"(", "points": 1024})", 2));
  double sum = 0;
  for (const auto& point : points) {
    sum += (point[0] - 0.5) * (point[1] - 0.5) * 12;
  }
  INFO(kind);
  CHECK(std::abs(sum / 1024) < 4 / std::sqrt(1024.0));
}

TEST_CASE("the first points of the Sobol sequence are those its authors publish") {
  const Points published = {{0, 0, 0},
                            {0.5, 0.5, 0.5},
                            {0.75, 0.25, 0.25},
                            {0.25, 0.75, 0.75},
                            {0.375, 0.375, 0.625},
                            {0.875, 0.875, 0.125},
                            {0.625, 0.125, 0.875},
                            {0.125, 0.625, 0.375},
                            {0.1875, 0.3125, 0.9375},
                            {0.6875, 0.8125, 0.4375}};
  CHECK(all_points(layout(R"({"kind": "sobol", "points": 10, "scrambled": false})", 3)) == published);
}

TEST_CASE("2^m Sobol points fill 2^m slices of every factor and quarters of every pair, scrambled or not") {
  const std::string scrambled = GENERATE("true", "false");
  const Points points = all_points(layout(R"({"kind": "sobol", "points": 64, "scrambled": )" + scrambled + "}", 5, 7));
  std::map<std::pair<int, int>, int> quarters;
  for (std::size_t j = 0; j < 5; ++j) {
    const auto counts = points_by_slice(points, j, 64);
    CHECK(std::count(counts.begin(), counts.end(), 1) == 64);
  }
  for (const auto& point : points) {
    ++quarters[{static_cast<int>(point[0] * 2), static_cast<int>(point[1] * 2)}];
  }
  for (const auto& [place, n] : quarters) {
    CHECK(n == 16);
  }
}

TEST_CASE("the blocks of a Saltelli design are A, B, and A with one column of B") {
  const std::string sampling = GENERATE("sobol", "random");
  const sweep::Layout all = layout(R"({"kind": "saltelli", "points": 8, "sampling": ")" + sampling + R"("})", 4);
  REQUIRE(all.n_points() == 8 * (4 + 2));
  const sweep::SaltelliBlocks blocks = saltelli_blocks(all);
  CHECK(blocks.n == 8);
  CHECK(blocks.k == 4);
  const Points points = all_points(all);
  for (std::uint64_t row = 0; row < 8; ++row) {
    const auto& a = points[blocks.a(row)];
    const auto& b = points[blocks.b(row)];
    CHECK(differences(a, b).size() == 4);
    for (std::size_t j = 0; j < 4; ++j) {
      const auto& ab = points[blocks.ab(row, j)];
      CHECK(differences(a, ab) == std::vector<std::size_t>{j});
      CHECK(ab[j] == b[j]);
    }
  }
}

TEST_CASE("a Morris trajectory moves each factor once, by half the levels of its grid") {
  const std::int64_t levels = GENERATE(2, 4, 8);
  const sweep::Layout all =
      layout(R"({"kind": "morris", "trajectories": 20, "levels": )" + std::to_string(levels) + "}", 5);
  REQUIRE(all.n_points() == 20 * 6);
  const Points points = all_points(all);
  const auto steps = morris_steps(all);
  REQUIRE(steps.size() == 20 * 5);
  const double delta = static_cast<double>(levels) / (2.0 * static_cast<double>(levels - 1));
  std::size_t n_up = 0;
  for (std::size_t t = 0; t < 20; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t i = 0; i < 5; ++i) {
      const sweep::MorrisStep& step = steps[t * 5 + i];
      REQUIRE(step.from == t * 6 + i);
      CHECK(differences(points[step.from], points[step.from + 1]) == std::vector<std::size_t>{step.factor});
      CHECK(points[step.from + 1][step.factor] - points[step.from][step.factor] == Approx(step.delta).margin(1e-15));
      CHECK(std::abs(step.delta) == Approx(delta));
      n_up += step.delta > 0 ? 1 : 0;
      moved.insert(step.factor);
    }
    CHECK(moved.size() == 5);
  }
  CHECK(n_up > 30);
  CHECK(n_up < 70);
  for (const auto& point : points) {
    for (const double one : point) {
      const double level = one * static_cast<double>(levels - 1);
      CHECK(level == Approx(std::round(level)).margin(1e-12));
    }
  }
}

TEST_CASE("one at a time has the base, then low and high of ranges and the other values of lists") {
  sweep::Layout all = layout(R"("one_at_a_time")", 3);
  all.frame.axes[0].base = 0.3;
  all.frame.axes[1].n_values = 2;
  all.frame.axes[1].base = 0.25;
  CHECK(all_points(all) ==
        Points{{0.3, 0.25, 0.5}, {0, 0.25, 0.5}, {1, 0.25, 0.5}, {0.3, 0.75, 0.5}, {0.3, 0.25, 0}, {0.3, 0.25, 1}});
  std::vector<std::pair<std::uint64_t, std::size_t>> moved;
  for (const sweep::Excursion& one : excursions(all)) {
    moved.emplace_back(one.point, one.factor);
  }
  CHECK(moved == std::vector<std::pair<std::uint64_t, std::size_t>>{{1, 0}, {2, 0}, {3, 1}, {4, 2}, {5, 2}});
}

TEST_CASE("a layout is the same after it was written down, whatever its design") {
  for (const auto& kind : sweep::Design::kinds()) {
    INFO(kind.info.name);
    scenario::Json design = {{"kind", kind.info.name}};
    for (const scenario::FieldInfo& field : kind.info.fields) {
      if (field.is_required()) {
        design[field.name] = 5;
      }
    }
    if (kind.info.name == "list") {
      design["points"] = scenario::Json::parse(R"([{"a": 1, "b": 2}, {"a": 3, "b": 4}])");
    }
    const sweep::Layout before = layout(design.dump(), 2, 9);
    const sweep::Layout after = sweep::layout_from(scenario::Json::parse(to_json(before).dump()));
    CHECK(after.kind == kind.info.name);
    CHECK(all_points(after) == all_points(before));
  }
}

TEST_CASE("what is no layout is refused") {
  CHECK_THROWS_AS(sweep::layout_from({}), std::invalid_argument);
  CHECK_THROWS_AS(sweep::layout_from({{"design", {{"kind", "none"}}}, {"axes", scenario::Json::array()}, {"seed", 1}}),
                  std::invalid_argument);
}

TEST_CASE("every design gives coordinates from 0 to 1, the same whatever was asked before") {
  for (const std::string design :
       {R"({"kind": "full_factorial", "levels": 4})", R"({"kind": "latin_hypercube", "points": 50})",
        R"({"kind": "monte_carlo", "points": 50})", R"({"kind": "morris", "trajectories": 9})", R"("one_at_a_time")",
        R"({"kind": "saltelli", "points": 9})", R"({"kind": "sobol", "points": 50})"}) {
    INFO(design);
    const sweep::Layout all = layout(design, 3, 5);
    const Points forwards = all_points(all);
    for (std::uint64_t i = all.n_points(); i-- > 0;) {
      const auto point = layout(design, 3, 5).coordinates(i);
      CHECK(point == forwards[i]);
      CHECK(std::all_of(point.begin(), point.end(), [](double one) { return one >= 0 && one <= 1; }));
    }
  }
}

TEST_CASE("the draws of a factor stay when another factor comes or goes") {
  for (const std::string design :
       {R"({"kind": "latin_hypercube", "points": 20})", R"({"kind": "monte_carlo", "points": 20})"}) {
    const sweep::Layout both = layout(design, 2);
    const sweep::Layout one = layout(design, 1);
    for (std::uint64_t i = 0; i < 20; ++i) {
      CHECK(both.coordinates(i)[0] == one.coordinates(i)[0]);
    }
  }
}
