#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "aibelt/scenario/distribution.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::SizeDistribution;
using scenario::SpanDistribution;
using test::kind_of;

namespace {

constexpr int kDraws = 200'000;

/// Mean of many draws, and its standard error.
std::pair<double, double> sampled_mean(const SpanDistribution& spans) {
  base::Stream stream(7, "runtimes");
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double draw = spans.draw(stream).in_base_units();
    sum += draw;
    squares += draw * draw;
  }
  const double mean = sum / kDraws;
  return {mean, std::sqrt((squares / kDraws - mean * mean) / kDraws)};
}

}  // namespace

TEST_CASE("every kind of distribution has the mean it states") {
  const std::vector<std::pair<std::string, double>> kinds = {
      {R"({"kind": "fixed", "value": "2 h"})", 7'200},
      {R"({"kind": "choice", "options": [{"value": "60 s", "weight": 3}, {"value": "5 min", "weight": 1}]})", 120},
      {R"({"kind": "lognormal", "median": "600 s", "sigma": 1})", 600 * std::exp(0.5)},
      {R"({"kind": "empirical", "quantiles": ["0 s", "10 s", "100 s"]})", 30},  // (0+10)/2 and (10+100)/2
  };
  CHECK(kinds.size() == SpanDistribution::kinds().size());
  for (const auto& [json, mean] : kinds) {
    CAPTURE(json);
    const auto spans = kind_of<SpanDistribution>(json);
    REQUIRE(spans != nullptr);
    CHECK(spans->mean().in_base_units() == Approx(mean));
    const auto [sampled, error] = sampled_mean(*spans);
    CHECK(std::abs(sampled - mean) <= 3 * error + 1e-9 * mean);
  }
}

TEST_CASE("a choice draws each amount by its weight, and none of weight zero") {
  const auto sizes = kind_of<SizeDistribution>(
      R"({"kind": "choice", "options": [{"value": 1, "weight": 5}, {"value": 8, "weight": 3}, {"value": 64, "weight": 2},
          {"value": 512, "weight": 0}]})");
  REQUIRE(sizes != nullptr);
  base::Stream stream(3, "sizes");
  std::map<std::int32_t, double> counts;
  for (int i = 0; i < kDraws; ++i) {
    ++counts[draw_whole(*sizes, stream)];
  }
  CHECK(counts.size() == 3);
  for (const auto& [size, share] : std::map<std::int32_t, double>{{1, 0.5}, {8, 0.3}, {64, 0.2}}) {
    CHECK(std::abs(counts[size] - kDraws * share) <= 3 * std::sqrt(kDraws * share * (1 - share)));
  }
}

TEST_CASE("half of lognormal draws are below the median and 84.13 % below exp(sigma) of it") {
  const auto spans = kind_of<SpanDistribution>(R"({"kind": "lognormal", "median": "1 h", "sigma": 1.5})");
  base::Stream stream(5, "runtimes");
  double below_median = 0;
  double below_sigma = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double draw = spans->draw(stream).in_base_units();
    below_median += draw < 3'600 ? 1 : 0;
    below_sigma += draw < 3'600 * std::exp(1.5) ? 1 : 0;
  }
  CHECK(std::abs(below_median / kDraws - 0.5) <= 3 * std::sqrt(0.25 / kDraws));
  CHECK(std::abs(below_sigma / kDraws - 0.841345) <= 3 * std::sqrt(0.841345 * 0.158655 / kDraws));
}

TEST_CASE("draws become whole processors and microseconds within what a job can hold") {
  base::Stream stream(1, "x");
  CHECK(draw_whole(*kind_of<SizeDistribution>(R"({"kind": "fixed", "value": 0.2})"), stream) == 1);
  CHECK(draw_whole(*kind_of<SizeDistribution>(R"({"kind": "fixed", "value": 2.5})"), stream) == 3);
  CHECK(draw_whole(*kind_of<SizeDistribution>(R"({"kind": "fixed", "value": 1e9})"), stream) == 1'000'000'000);
  CHECK(draw_duration(*kind_of<SpanDistribution>(R"({"kind": "fixed", "value": "0 s"})"), stream) == base::Duration{1});
  CHECK(draw_duration(*kind_of<SpanDistribution>(R"({"kind": "fixed", "value": "90 min"})"), stream) ==
        std::chrono::minutes{90});
}

TEST_CASE("distributions that cannot be drawn from are issues") {
  CHECK(kind_of<SizeDistribution>(R"({"kind": "choice", "options": []})") == nullptr);
  CHECK(kind_of<SizeDistribution>(R"({"kind": "choice", "options": [{"value": 1, "weight": 0}]})") == nullptr);
  CHECK(kind_of<SizeDistribution>(R"({"kind": "empirical", "quantiles": [1]})") == nullptr);
  CHECK(kind_of<SizeDistribution>(R"({"kind": "empirical", "quantiles": [2, 1]})") == nullptr);
  CHECK(kind_of<SizeDistribution>(R"({"kind": "lognormal", "median": 2, "sigma": -1})") == nullptr);
  CHECK(kind_of<SpanDistribution>(R"({"kind": "fixed", "value": "3 kg"})") == nullptr);
  CHECK(kind_of<SpanDistribution>(R"({"kind": "uniform"})") == nullptr);
}
