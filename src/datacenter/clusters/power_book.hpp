#pragma once

#include <cstdint>

#include "aibelt/base/time.hpp"
#include "aibelt/datacenter/power/cost_clock.hpp"
#include "aibelt/datacenter/power/energy_meter.hpp"

namespace aibelt::datacenter {

/// Power in two parts: what is drawn in any case, and what work adds at full power.
struct TwoPower {
  Milliwatts idle = 0;
  Milliwatts dynamic = 0;

  friend TwoPower operator+(const TwoPower& a, const TwoPower& b) { return {a.idle + b.idle, a.dynamic + b.dynamic}; }
  friend TwoPower operator-(const TwoPower& a, const TwoPower& b) { return {a.idle - b.idle, a.dynamic - b.dynamic}; }
};

/// Energy in 10⁻¹⁵ J, the product of milliwatts, microseconds and millionths, exact.
__extension__ using FineEnergy = __int128;

inline double joules_of(FineEnergy energy) { return static_cast<double>(energy) / 1e15; }

/// What has been drawn by whatever drew constant power from one reading of a PowerBook to another.
struct Drawn {
  FineEnergy it = 0;
  EnergyCost cost;

  Drawn& operator+=(const Drawn& other) {
    it += other.it;
    cost = cost + other.cost;
    return *this;
  }
};

/// The time jobs have run, weighted by the share of their dynamic power they may draw and by what power costs, so that the energy
/// of a job is a difference of two readings times its power.
class PowerBook {
 public:
  static constexpr std::int64_t kFull = 1'000'000;

  struct Reading {
    base::SimTime date;
    FineEnergy shared = 0;  ///< ∫ share dt, millionths × µs
    EnergyCost idle;        ///< of a watt
    EnergyCost dynamic;     ///< of a watt at full power
  };

  PowerBook(CostClock& costs, base::SimTime start) : costs_(costs) {
    reading_.date = start;
    reading_.idle = costs.at(start);
  }

  std::int64_t share() const { return share_; }

  /// From `now` on work draws `share` millionths of its dynamic power.
  void set_share(base::SimTime now, std::int64_t share) {
    read(now);
    share_ = share;
  }

  const Reading& read(base::SimTime now) {
    if (now > reading_.date) {
      const EnergyCost idle = costs_.at(now);
      reading_.dynamic = reading_.dynamic + (idle - reading_.idle) * (static_cast<double>(share_) / kFull);
      reading_.shared += FineEnergy{(now - reading_.date).count()} * share_;
      reading_.idle = idle;
      reading_.date = now;
    }
    return reading_;
  }

  /// What `power` has drawn from `then` to `now`.
  Drawn drawn(const TwoPower& power, const Reading& then, base::SimTime now) {
    const Reading& last = read(now);
    const FineEnergy it = FineEnergy{power.idle} * (now - then.date).count() * kFull +
                          FineEnergy{power.dynamic} * (last.shared - then.shared);
    return {it,
            (last.idle - then.idle) * in_watts(power.idle) + (last.dynamic - then.dynamic) * in_watts(power.dynamic)};
  }

 private:
  CostClock& costs_;
  Reading reading_;
  std::int64_t share_ = kFull;
};

}  // namespace aibelt::datacenter
