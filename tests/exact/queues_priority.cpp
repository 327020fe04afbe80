/// One server with two classes or with breakdowns. lambda arrival rate, S service time, rho = lambda E[S],
/// sigma_k = rho_1 + ... + rho_k.

#include "tests/exact/priority_server.hpp"

using namespace aibelt::exact;

namespace {

ServerSpec two_classes(bool is_preemptive) {
  return {.classes = {{0.2, exponential(1.0)}, {0.6, exponential(1.0)}}, .is_preemptive = is_preemptive};
}

constexpr double kSigma1 = 0.2;
constexpr double kSigma2 = 0.8;

}  // namespace

TEST_CASE("non-preemptive classes wait W0 / ((1 - sigma_{k-1}) (1 - sigma_k)), W0 = sum lambda E[S^2] / 2 (Cobham)") {
  const double residual = (0.2 + 0.6) * 2.0 / 2;
  const double urgent = residual / (1 - kSigma1);
  const double other = residual / ((1 - kSigma1) * (1 - kSigma2));
  check_printed(urgent, 1.0, 10);
  check_printed(other, 5.0, 10);
  const auto windows = observe(PriorityServer(two_classes(false), "non-preemptive"), 2.5e6);
  check_simulated(over(windows, wait_of(0)), urgent);
  check_simulated(over(windows, wait_of(1)), other);
}

TEST_CASE("preemptive-resume classes stay E[S] / (1 - sigma_{k-1}) + W0_k / ((1 - sigma_{k-1}) (1 - sigma_k))") {
  const double urgent = 1.0 + 0.2 * 2.0 / 2 / (1 - kSigma1);
  const double other = 1.0 / (1 - kSigma1) + (0.2 + 0.6) * 2.0 / 2 / ((1 - kSigma1) * (1 - kSigma2));
  check_printed(urgent, 1.25, 10);
  check_printed(other, 6.25, 10);
  const auto windows = observe(PriorityServer(two_classes(true), "preemptive"), 2.5e6);
  check_simulated(over(windows, time_of(0)), urgent);
  check_simulated(over(windows, time_of(1)), other);
}

TEST_CASE("breakdowns while busy: Wq = lambda E[C^2] / (2 (1 - lambda E[C])), C = S + the repairs that fall into it") {
  // S = 1, n of them Poisson(0.05), each exponential of mean 2: E[C] = 1 + 0.05 x 2, Var[C] = 0.05 E[R^2] = 0.05 x 8
  const double mean = 1 + 0.05 * 2;
  const double second_moment = mean * mean + 0.05 * 8;
  const double expected = 0.8 * second_moment / (2 * (1 - 0.8 * mean));
  check_printed(expected, 5.3666667, 7);
  const auto windows =
      observe(PriorityServer({.classes = {{0.8, constant(1.0)}}, .breakdown_rate = 0.05, .repair = exponential(0.5)},
                             "breakdowns"),
              6e6);
  check_simulated(over(windows, wait_of(0)), expected);
  check_simulated(over(windows, time_of(0)), expected + mean);
}
