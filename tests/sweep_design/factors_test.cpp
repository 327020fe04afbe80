// Ranges and their levels, against quantiles worked out by hand.

#include "aibelt/base/portable_math.hpp"
#include "aibelt/sweep/factor.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using sweep::Factor;
using sweep::Range;
using sweep::Spread;

TEST_CASE("quantiles of a triangular range are those of its two parabolas") {
  const Range range{.spread = Spread::triangular, .low = 2, .high = 10, .mode = 4};
  CHECK(range.base() == 0.25);  // (4 - 2) / (10 - 2)
  CHECK(range.at(0) == 2);
  CHECK(range.at(1.0 / 16) == 3);  // (3 - 2)² / ((10 - 2)(4 - 2))
  CHECK(range.at(0.25) == 4);
  CHECK(range.at(1 - 9.0 / 48) == 7);  // 1 - (10 - 7)² / ((10 - 2)(10 - 4))
  CHECK(range.at(1 - 1.0 / 48) == Approx(9).epsilon(1e-15));
  CHECK(range.at(1) == 10);
}

TEST_CASE("a triangular range may have its mode at an end") {
  const Range falling{.spread = Spread::triangular, .low = 0, .high = 1, .mode = 0};
  CHECK(falling.base() == 0);
  CHECK(falling.at(0.75) == 0.5);
  const Range rising{.spread = Spread::triangular, .low = 0, .high = 1, .mode = 1};
  CHECK(rising.base() == 1);
  CHECK(rising.at(0.25) == 0.5);
}

TEST_CASE("the mode of a range is hit exactly") {
  const Range range{.spread = Spread::triangular, .low = 0.6, .high = 0.9, .mode = 0.77};
  CHECK(range.at(range.base()) == 0.77);
}

TEST_CASE("quantiles of uniform and log-uniform ranges") {
  CHECK(Range{.low = 3, .high = 7}.at(0.25) == 4);
  const Range range{.spread = Spread::log_uniform, .low = 1, .high = 10'000};
  CHECK(range.at(0.5) == Approx(100).epsilon(1e-14));
  CHECK(range.at(0.75) == Approx(1000).epsilon(1e-14));
  CHECK(range.at(0) == 1);
  CHECK(range.at(1) == 10'000);
}

TEST_CASE("quantiles of a normal range, cut at low and high") {
  const Range wide{.spread = Spread::normal, .low = -100, .high = 100, .mode = 10, .sd = 2};
  CHECK(wide.base() == 0.5);
  CHECK(wide.at(0.5) == 10);
  CHECK(wide.at(0.975) == Approx(10 + 2 * 1.959963984540054).epsilon(1e-14));
  CHECK(wide.at(0.0013498980316300946) == Approx(10 - 2 * 3.0).epsilon(1e-12));
  const Range cut{.spread = Spread::normal, .low = 0, .high = 1, .mode = 0, .sd = 1};
  CHECK(cut.base() == 0);
  CHECK(cut.at(0) == 0);
  CHECK(cut.at(1) == 1);
  CHECK(cut.at(0.5609064251880032) == Approx(0.5).epsilon(1e-14));  // (Φ(0.5) - Φ(0)) / (Φ(1) - Φ(0))
}

TEST_CASE("whole amounts are rounded to the nearest") {
  const Range range{.low = 1, .high = 4, .is_whole = true};
  CHECK(range.at(0.49) == 2);
  CHECK(range.at(0.51) == 3);
}

TEST_CASE("levels of a range are numbers in its unit that read back exactly") {
  const Factor factor{.name = "a", .path = "x", .range = Range{.low = 0.1, .high = 0.7, .unit = "MW"}};
  CHECK(factor.level(0) == "0.1 MW");
  CHECK(factor.level(1) == "0.7 MW");
  const double middle = factor.range->at(1.0 / 3);
  CHECK(std::stod(factor.level(1.0 / 3)) == middle);
  const Factor plain{.name = "a", .path = "x", .range = Range{.low = 1, .high = 3}};
  CHECK(plain.level(0.5) == "2");
}

TEST_CASE("levels of a list are its values, each in its share of the line") {
  const Factor factor{.name = "a", .path = "x", .values = {"p", "q", "r"}};
  CHECK(factor.level(0) == "p");
  CHECK(factor.level(0.33) == "p");
  CHECK(factor.level(0.34) == "q");
  CHECK(factor.level(0.999) == "r");
  CHECK(factor.level(1) == "r");
  for (std::uint64_t i = 0; i < 3; ++i) {
    CHECK(factor.level(sweep::coordinate_of_value(i, 3)) == factor.values[i]);
  }
  const sweep::Axis axis = factor.axis();
  CHECK(axis.n_values == 3);
  CHECK(factor.level(axis.base) == "p");
}
