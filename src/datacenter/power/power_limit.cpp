#include "aibelt/datacenter/power/power_limit.hpp"

#include "aibelt/base/portable_math.hpp"

namespace aibelt::datacenter {

double PowerLimitCurve::clock_at(double limit_share) const {
  if (limit_share >= 1) {
    return 1;
  }
  if (limit_share <= static_share) {
    return 0;
  }
  return base::pow((limit_share - static_share) / (1 - static_share), exponent);
}

double PowerLimitCurve::speed_at(double limit_share, double compute_share) const {
  const double clock = clock_at(limit_share);
  return clock <= 0 ? 0 : clock / (compute_share + (1 - compute_share) * clock);
}

double PowerLimitCurve::share_for(double speed, double compute_share) const {
  if (speed >= 1 || compute_share <= 0) {
    return speed > 0 ? (speed >= 1 ? 1 : static_share) : static_share;
  }
  const double clock = compute_share * speed / (1 - (1 - compute_share) * speed);
  return clock <= 0 ? static_share : static_share + (1 - static_share) * base::pow(clock, 1 / exponent);
}

double speed_at(double limit_share, double compute_share) {
  return PowerLimitCurve{}.speed_at(limit_share, compute_share);
}

}  // namespace aibelt::datacenter
