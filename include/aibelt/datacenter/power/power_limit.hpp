#pragma once

namespace aibelt::datacenter {

/// How clocks, and with them the compute-bound part of a program, slow under a power limit.
///
/// Power is static_share + (1 − static_share)·c^(1/exponent) of what the program draws unlimited, for a clock of c; so a
/// limit of share s gives c = ((s − static_share) / (1 − static_share))^exponent. Memory-bound time does not change.
/// The defaults are fitted to power limits of a V100 [you2023]; docs/model/power.md has the errors.
struct PowerLimitCurve {
  double static_share = 0.40;
  double exponent = 0.24;

  /// Clock over unlimited clock, from 0 to 1, where `limit_share` is the limit over the unlimited draw; 1 above it.
  double clock_at(double limit_share) const;

  /// Speed over unlimited speed of a program that is compute-bound for `compute_share` of its unlimited time; 0 at or
  /// below static_share, where the clock stops.
  double speed_at(double limit_share, double compute_share = 1) const;

  /// The limit_share at which `speed` is met: the inverse of speed_at.
  double share_for(double speed, double compute_share = 1) const;
};

/// PowerLimitCurve{}.speed_at(limit_share, compute_share).
double speed_at(double limit_share, double compute_share = 1);

}  // namespace aibelt::datacenter
