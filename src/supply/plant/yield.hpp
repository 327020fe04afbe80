#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "aibelt/base/time.hpp"
#include "daily.hpp"

namespace aibelt::supply {

/// The share of outcomes that are good: by the date of the start and, where the plant learns, by the units it had started before.
/// Where failing units are reworked, they pass or fail anew each time they come out.
class Yield {
 public:
  template <std::invocable<base::SimTime> Function>
  requires(!std::same_as<std::remove_cvref_t<Function>, Yield>) Yield(Function by_date)
      : by_date_(std::move(by_date)) {}  // NOLINT(google-explicit-constructor): stands for the function

  template <std::invocable<base::SimTime, double> Function>
  requires(!std::invocable<Function, base::SimTime>) Yield(Function by_experience)
      : by_experience_(std::move(by_experience)) {}  // NOLINT(google-explicit-constructor): stands for the function

  /// In the end, rework and all, at the experience gathered so far.
  double operator()(base::SimTime date) const { return in_the_end(passing(date)); }

  /// Each time they come out.
  double passing(base::SimTime date) const {
    return factor_(date) * (by_experience_ ? by_experience_(date, experience_) : by_date_(date));
  }

  /// p + (1 − p) w p + (1 − p)² w² p + … for a share `passing` each time and a share w of the failing reworked.
  double in_the_end(double passing) const { return passing > 0 ? passing / (1 - (1 - passing) * reworked_) : 0; }

  void note_started(std::int64_t units) { experience_ += static_cast<double>(units); }

  /// Multiplies the share that passes by `factor` of the date.
  void scale(Daily factor) { factor_ = std::move(factor); }

  /// Share of the failing that go back into process.
  void allow_rework(double share) { reworked_ = share; }
  double reworked() const { return reworked_; }

 private:
  static double one(base::SimTime /*date*/) { return 1; }

  Daily by_date_{one};
  std::function<double(base::SimTime, double)> by_experience_;
  Daily factor_{one};
  double reworked_ = 0;
  double experience_ = 0;  ///< units started
};

}  // namespace aibelt::supply
