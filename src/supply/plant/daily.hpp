#pragma once

#include <cmath>
#include <concepts>
#include <functional>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::supply {

/// A value that changes by the day, worked out once for each day at its midnight.
class Daily {
 public:
  template <std::invocable<base::SimTime> Function>
  requires(!std::same_as<std::remove_cvref_t<Function>, Daily>) Daily(Function value)
      : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): stands for the function

  double operator()(base::SimTime date) const {
    const auto since = (date - base::SimTime{first_}).count();
    const auto place = static_cast<std::size_t>(since / base::kDay.count());
    const bool is_known = since >= 0 && place < values_.size() && !std::isnan(values_[place]);
    return is_known ? values_[place] : work_out(date);
  }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  double work_out(base::SimTime date) const {
    const auto day = std::chrono::floor<std::chrono::days>(date);
    if (values_.empty()) {
      first_ = day;
    }
    if (day < first_) {
      values_.insert(values_.begin(), static_cast<std::size_t>((first_ - day).count()), kUnknown);
      first_ = day;
    }
    const auto place = static_cast<std::size_t>((day - first_).count());
    if (place >= values_.size()) {
      values_.resize(place + 1, kUnknown);
    }
    return values_[place] = value_(day);
  }

  std::function<double(base::SimTime)> value_;
  mutable std::vector<double> values_;  ///< by day from `first_` on
  mutable std::chrono::sys_days first_;
};

}  // namespace aibelt::supply
