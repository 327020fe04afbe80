#pragma once

#include <chrono>
#include <cmath>
#include <functional>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/base/statistics.hpp"
#include "aibelt/base/time.hpp"
#include "tests/support/catch.hpp"

/// What the queueing models of the exact tests share: a unit of time, draws, windows of observation and the verdict.
namespace aibelt::exact {

/// Rates and times of the textbook systems are in this unit; a tick is 3e-10 of it.
inline constexpr base::Duration kUnit = std::chrono::hours{1};

inline double units(base::Duration span) {
  return static_cast<double>(span.count()) / static_cast<double>(kUnit.count());
}
inline base::Duration ticks(double units) {
  return base::Duration{static_cast<std::int64_t>(units * static_cast<double>(kUnit.count()) + 0.5)};
}

/// One service, repair or arrival time in units.
using Draw = std::function<double(base::Stream&)>;

inline Draw constant(double value) {
  return [=](base::Stream&) { return value; };
}
inline Draw uniform(double low, double high) {
  return [=](base::Stream& stream) { return stream.uniform(low, high); };
}
inline Draw exponential(double rate) {
  return [=](base::Stream& stream) { return stream.exponential(1.0 / rate); };
}
inline Draw erlang(int shape, double mean) {
  return [=](base::Stream& stream) { return stream.erlang(shape, mean); };
}

#ifdef NDEBUG
inline constexpr double kShareOfLength = 1.0;
#else
inline constexpr double kShareOfLength = 0.05;  ///< sanitizer and coverage builds: same checks, wider standard errors
#endif

inline constexpr int kWindows = 50;

/// Runs `model` for kWindows windows that last `length` units in all, after one window of warm-up, and gives the totals
/// of each. A model has `run(units)` and `take_totals()`, which restarts them.
template <class Model>
auto observe(Model model, double length) {
  const double window = kShareOfLength * length / kWindows;
  model.run(window);
  model.take_totals();
  std::vector<decltype(model.take_totals())> totals;
  for (int i = 0; i < kWindows; ++i) {
    model.run(window);
    totals.push_back(model.take_totals());
  }
  return totals;
}

/// Mean of `figure` over windows; its standard error is that of batch means.
template <class Totals, class Figure>
base::Mean over(const std::vector<Totals>& windows, Figure figure) {
  base::Mean mean;
  for (const Totals& totals : windows) {
    mean.add(figure(totals));
  }
  return mean;
}

/// The simulated mean lies within three standard errors of `expected`, and the error is at most `precision` of it.
inline void check_simulated(const base::Mean& simulated, double expected, double precision = 0.01) {
  INFO("simulated " << simulated.mean() << " +- " << simulated.standard_error() << ", expected " << expected);
  CHECK(std::fabs(simulated.mean() - expected) <= 3.0 * simulated.standard_error());
  CHECK(simulated.standard_error() <= precision / std::sqrt(kShareOfLength) * expected);
}

/// The closed form gives the printed figure, to half a unit of its last digit.
inline void check_printed(double closed_form, double printed, int n_decimals) {
  CHECK(std::fabs(closed_form - printed) <= 0.5001 * std::pow(10.0, -n_decimals));
}

}  // namespace aibelt::exact
