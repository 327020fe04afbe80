/// Single stations with Poisson arrivals. lambda arrival rate, mu service rate, S service time, c servers,
/// a = lambda / mu, rho = a / c.

#include "tests/exact/queue_network.hpp"

using namespace aibelt::exact;

namespace {

/// Erlang's loss formula by its recursion B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)).
double erlang_b(int n_servers, double a) {
  double b = 1;
  for (int c = 1; c <= n_servers; ++c) {
    b = a * b / (c + a * b);
  }
  return b;
}

/// Wq = C / (c mu - lambda), with Erlang's C = B / (1 - rho (1 - B)).
double erlang_c_wait(int n_servers, double lambda, double mu) {
  const double b = erlang_b(n_servers, lambda / mu);
  const double c = b / (1 - lambda / (n_servers * mu) * (1 - b));
  return c / (n_servers * mu - lambda);
}

/// Pollaczek-Khinchine: Wq = lambda E[S^2] / (2 (1 - lambda E[S])).
double pollaczek_khinchine_wait(double lambda, double mean, double second_moment) {
  return lambda * second_moment / (2 * (1 - lambda * mean));
}

auto station(double lambda, Station station, double length, const char* name) {
  return observe(Network({.stations = {std::move(station)}, .arrival_rate = lambda}, name), length);
}

}  // namespace

TEST_CASE("M/M/5 waits C / (c mu - lambda), C of Erlang") {
  const double expected = erlang_c_wait(5, 4.0, 1.0);
  check_printed(expected, 0.5541125541, 10);
  check_simulated(over(station(4.0, {exponential(1.0), 5}, 1e6, "M/M/5"), wait_at(0)), expected);
}

TEST_CASE("M/M/50 waits C / (c mu - lambda), C of Erlang") {
  const double expected = erlang_c_wait(50, 45.0, 1.0);
  check_printed(expected, 0.0727728934, 10);
  check_simulated(over(station(45.0, {exponential(1.0), 50}, 500e3, "M/M/50"), wait_at(0)), expected);
}

TEST_CASE("M/D/1 waits lambda E[S^2] / (2 (1 - rho)) = rho / (2 mu (1 - rho))") {
  const double expected = pollaczek_khinchine_wait(0.8, 1.0, 1.0);
  check_printed(expected, 2.0, 10);
  check_simulated(over(station(0.8, {constant(1.0)}, 4e6, "M/D/1"), wait_at(0)), expected);
}

TEST_CASE("M/U/1 waits lambda E[S^2] / (2 (1 - rho)), E[S^2] = 1 + (high - low)^2 / 12") {
  const double expected = pollaczek_khinchine_wait(0.8, 1.0, 1.0 + 0.1 * 0.1 / 12);
  check_printed(expected, 2.0016667, 7);
  check_simulated(over(station(0.8, {uniform(0.95, 1.05)}, 4e6, "M/U/1"), wait_at(0)), expected);
}

TEST_CASE("M/E2/1 waits lambda E[S^2] / (2 (1 - rho)), E[S^2] = 1 + 1/2") {
  const double expected = pollaczek_khinchine_wait(0.8, 1.0, 1.5);
  check_printed(expected, 3.0, 10);
  check_simulated(over(station(0.8, {erlang(2, 1.0)}, 4e6, "M/E2/1"), wait_at(0)), expected);
}

TEST_CASE("M/M/1/5 loses (1 - rho) rho^5 / (1 - rho^6)") {
  const double expected = (1 - 0.9) * std::pow(0.9, 5) / (1 - std::pow(0.9, 6));
  check_printed(expected, 0.12602255, 8);
  check_simulated(over(station(0.9, {exponential(1.0), 1, 5}, 2e6, "M/M/1/5"), loss_at(0)), expected);
}

TEST_CASE("M/M/10/10 under 8 erlang loses Erlang's B: (a^c / c!) / sum_k a^k / k!") {
  const double expected = erlang_b(10, 8.0);
  check_printed(expected, 0.1216610643, 10);
  check_simulated(over(station(8.0, {exponential(1.0), 10, 10}, 200e3, "M/M/10/10"), loss_at(0)), expected);
}
