/// Stations in a network: open with rework, closed lines and machine repair.

#include <array>
#include <cstddef>

#include "tests/exact/queue_network.hpp"

using namespace aibelt::exact;

namespace {

/// Throughput of `n_jobs` circulating through single exponential servers: Buzen's convolution
/// g(n, m) = g(n, m - 1) + g(n - 1, m) / mu_m, X = G(N - 1) / G(N).
template <std::size_t N>
double closed_throughput(const std::array<double, N>& rates, int n_jobs) {
  std::vector<double> g(static_cast<std::size_t>(n_jobs) + 1);
  g[0] = 1;
  for (const double rate : rates) {
    for (std::size_t n = 1; n < g.size(); ++n) {
      g[n] += g[n - 1] / rate;
    }
  }
  return g[g.size() - 2] / g.back();
}

/// Mean number down of `n_machines` that fail at `failure_rate` each and are mended by `n_crews` at `repair_rate` each:
/// the birth-death chain p(k + 1) / p(k) = (N - k) lambda / (min(k + 1, c) mu).
double mean_down(int n_machines, int n_crews, double failure_rate, double repair_rate) {
  double weight = 1;
  double sum = 0;
  double weighted = 0;
  for (int k = 0; k <= n_machines; ++k) {
    sum += weight;
    weighted += k * weight;
    weight *= (n_machines - k) * failure_rate / (std::min(k + 1, n_crews) * repair_rate);
  }
  return weighted / sum;
}

}  // namespace

TEST_CASE("a Jackson network with rework holds rho / (1 - rho) at each station, and W = sum L / lambda") {
  // traffic: x1 = 0.5 + 0.3 x2, x2 = x1, x3 = 0.7 x2
  const double x1 = 0.5 / 0.7;
  const double x3 = 0.7 * x1;
  const auto number = [](double rho) { return rho / (1 - rho); };
  const std::array<double, 3> expected{number(x1 / 1.0), number(x1 / 1.0), number(x3 / 0.9)};
  const double time = (expected[0] + expected[1] + expected[2]) / 0.5;
  check_printed(expected[0], 2.5, 10);
  check_printed(expected[2], 1.25, 10);
  check_printed(time, 12.5, 10);

  const auto route = [](int from, aibelt::base::Stream& stream) {
    return from == 0 ? 1 : from == 2 ? kOut : stream.bernoulli(0.3) ? 0 : 2;
  };
  const auto windows = observe(Network({.stations = {{exponential(1.0)}, {exponential(1.0)}, {exponential(0.9)}},
                                        .arrival_rate = 0.5,
                                        .route = route},
                                       "Jackson"),
                               1e6);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    check_simulated(over(windows, number_at(i)), expected[i]);
  }
  check_simulated(over(windows, time_in_network), time);
}

TEST_CASE("a CONWIP line of 10 jobs has the throughput G(N - 1) / G(N) of Buzen's convolution") {
  const double expected = closed_throughput(std::array<double, 3>{1.0, 1.2, 0.8}, 10);
  check_printed(expected, 0.7645907784, 10);
  const auto next_in_line = [](int from, aibelt::base::Stream&) { return (from + 1) % 3; };
  const auto windows = observe(Network({.stations = {{exponential(1.0)}, {exponential(1.2)}, {exponential(0.8)}},
                                        .n_circulating = 10,
                                        .route = next_in_line},
                                       "CONWIP"),
                               2e6);
  check_simulated(over(windows, rate_at(2)), expected, 0.0025);
}

TEST_CASE("10 machines and 2 repair crews follow the birth-death chain") {
  const double down = mean_down(10, 2, 0.1, 0.5);
  check_printed(down, 2.40372153, 8);
  check_printed(1 - down / 10, 0.75962785, 8);
  const auto windows = observe(Network({.stations = {{exponential(0.1), kManyServers}, {exponential(0.5), 2}},
                                        .n_circulating = 10,
                                        .route = [](int from, aibelt::base::Stream&) { return 1 - from; }},
                                       "machine repair"),
                               2e6);
  check_simulated(over(windows, number_at(1)), down);
  check_simulated(over(windows, [](const NetworkTotals& t) { return t.stations[0].area / t.length / 10; }),
                  1 - down / 10);
}
