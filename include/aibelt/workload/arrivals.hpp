#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::workload {

inline constexpr base::Dimension kFrequency = base::kPlain / base::kTime;
using Frequency = base::Quantity<kFrequency>;

/// N factors without a unit, none negative; all 1 where the scenario has none.
template <std::size_t N>
struct Profile {
  std::array<double, N> factors;

  Profile() { factors.fill(1); }
  double operator[](std::size_t i) const { return factors[i]; }
};

/// How many arrivals there are by date: base(date) × diurnal[hour] × weekly[weekday], constant within each hour.
///
/// Hours and weekdays are those of local time, at a fixed offset from UTC; the base is taken at the start of the hour. A
/// diurnal and a weekly profile of mean 1 make the base the mean over a week.
struct ArrivalRate {
  scenario::Ramp<kFrequency> base;
  Profile<24> diurnal;  ///< by hour of the day, from midnight
  Profile<7> weekly;    ///< by day of the week, from Monday
  base::Duration utc_offset{};

  /// Arrivals a second at `date`, not negative.
  double per_second(base::SimTime date) const;

  /// Mean number of arrivals from `from` to before `to`.
  double expected(base::SimTime from, base::SimTime to) const;

  /// Start of the local hour that `date` lies in.
  base::SimTime hour_of(base::SimTime date) const;

  static const scenario::FieldTable<ArrivalRate>& fields();
};

/// The dates of a Poisson process whose rate is an `ArrivalRate`, in ascending order.
///
/// Exact: unit exponentials are laid end to end along the integral of the rate [cinlar1975]; rounding down to
/// the microsecond does not add up. One draw of the stream an arrival, so a later end leaves the arrivals before it alone.
class ArrivalProcess {
 public:
  /// Arrivals from `from` to before `until`.
  ArrivalProcess(ArrivalRate rate, base::SimTime from, base::SimTime until, base::Stream stream);

  /// The next arrival; kNever after the last.
  base::SimTime next();

 private:
  void enter_hour(base::SimTime start);

  ArrivalRate rate_;
  base::SimTime until_;
  base::Stream stream_;
  base::SimTime from_;  ///< of the part of an hour we are in
  base::SimTime to_;
  double per_microsecond_ = 0;
  double mass_ = 0;  ///< mean number of arrivals in that part
  double used_ = 0;  ///< of which lies before the last arrival
};

}  // namespace aibelt::workload

namespace aibelt::scenario {

template <std::size_t N>
struct Codec<workload::Profile<N>> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::figures;
    info.count = N;
    info.unit = "1";
    info.low = 0;
    info.high = info.high.value_or(1000);
    info.by_default = "all 1";
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   workload::Profile<N>& out) {
    if (const auto factors = reader.numbers(node, path, info, base::kPlain)) {
      std::copy(factors->begin(), factors->end(), out.factors.begin());
    }
  }
};

}  // namespace aibelt::scenario
