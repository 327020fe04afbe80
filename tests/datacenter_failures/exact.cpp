/// Closed forms of machines that fail and are repaired. lambda failure rate of a machine, mu repair rate of a repairer.

#include <cmath>

#include "aibelt/base/statistics.hpp"
#include "tests/datacenter_failures/play.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

constexpr double kHoursPerBatch = 4000;
constexpr int kBatches = 200;

/// Rate in faults an hour, repair mean in hours.
FailureSpec machines(double lambda, double mu, std::optional<std::int64_t> crew) {
  FailureSpec spec;
  const auto repair = Duration{static_cast<std::int64_t>(3.6e9 / mu)};
  spec.components["machine"] = part(24 * lambda, {"exponential", repair, ratio(1)});
  spec.crew = crew;
  return spec;
}

/// Mean over batches of the time average of `value(failures)`, after one batch to warm up.
template <class Value>
base::Mean time_average(const FailureSpec& spec, std::int32_t n_machines, const Value& value) {
  Failures failures(spec, 11, "machines", kStart);
  failures.add_nodes({.count = n_machines}, kStart);
  const auto batch = Duration{static_cast<std::int64_t>(kHoursPerBatch * 3.6e9)};
  base::Mean means;
  SimTime now = kStart;
  for (int i = 0; i <= kBatches; ++i) {
    const SimTime end = now + batch;
    double area = 0;
    while (now < end) {
      const SimTime next = std::min(end, failures.next_time());
      area += value(failures) * static_cast<double>((next - now).count());
      now = next;
      if (now < end) {
        failures.pop({});
      }
    }
    if (i > 0) {
      means.add(area / static_cast<double>(batch.count()));
    }
  }
  return means;
}

void check_mean(const base::Mean& mean, double expected) {
  INFO("mean " << mean.mean() << " se " << mean.standard_error() << " expected " << expected);
  CHECK(mean.standard_error() < 0.01 * expected);
  CHECK(std::abs(mean.mean() - expected) < 3 * mean.standard_error());
}

/// Mean number down of N machines and c repairers: p(k+1) = p(k) (N - k) lambda / (min(k + 1, c) mu).
double mean_down(int n, int c, double lambda, double mu) {
  double p = 1;
  double total = 1;
  double weighted = 0;
  for (int k = 0; k < n; ++k) {
    p *= (n - k) * lambda / (std::min(k + 1, c) * mu);
    total += p;
    weighted += (k + 1) * p;
  }
  return weighted / total;
}

}  // namespace

TEST_CASE("Ten machines and two repairers have as many down as the birth-death chain says") {
  const double expected = mean_down(10, 2, 0.1, 0.5);
  CHECK(expected == Approx(2.40372153).epsilon(1e-8));
  CHECK(1 - expected / 10 == Approx(0.75962785).epsilon(1e-8));
  const FailureSpec spec = machines(0.1, 0.5, 2);
  check_mean(time_average(spec, 10, [](const Failures& failures) { return failures.n_down(); }), expected);
}

TEST_CASE("Without a crew to wait for a machine is up mu / (lambda + mu) of the time") {
  const FailureSpec spec = machines(0.1, 0.5, std::nullopt);
  check_mean(time_average(spec, 10, [](const Failures& failures) { return failures.n_in_service(); }), 10 * 0.5 / 0.6);
}

TEST_CASE("Cold spares hold service at its target: N = 8 at work, s = 2 spares, two repairers, no swap time") {
  // p(k+1) = p(k) min(N, N + s - k) lambda / (min(k + 1, c) mu), k down of N + s
  double p = 1;
  double total = 1;
  double at_work = 8;
  for (int k = 0; k < 10; ++k) {
    p *= std::min(8, 10 - k) * 0.1 / (std::min(k + 1, 2) * 0.5);
    total += p;
    at_work += std::min(8, 10 - (k + 1)) * p;
  }
  FailureSpec spec = machines(0.1, 0.5, 2);
  spec.spare_share = ratio(0.2);
  check_mean(time_average(spec, 10, [](const Failures& failures) { return failures.n_in_service(); }), at_work / total);
}

TEST_CASE("A node under its own faults and its rack's serves as often as their joint chain says") {
  FailureSpec spec = machines(0.02, 0.5, std::nullopt);
  const auto rate = datacenter::FaultRate::from_base_units(0.05 / 3600);
  spec.shared_faults["rack"] = {"rack", rate, {"exponential", 4 * kHour, ratio(1)}};
  // p(own fault, rack down) with a = .02, b = .05, m = .5, r = .25; own faults pause while the node is down, the rack's
  // while the rack is:
  //   p00 (a + b) = p10 m + p01 r;  p10 (m + b) = p00 a + p11 r;  p01 r = p00 b + p11 m;  p11 (m + r) = p10 b
  const double a = 0.02;
  const double b = 0.05;
  const double m = 0.5;
  const double r = 0.25;
  const double p10 = a / (m + b - r * b / (m + r));
  const double p11 = p10 * b / (m + r);
  const double p01 = (b + p11 * m) / r;
  const double expected = 1 / (1 + p10 + p11 + p01);
  check_mean(time_average(spec, 1, [](const Failures& failures) { return failures.n_in_service(); }), expected);
}
