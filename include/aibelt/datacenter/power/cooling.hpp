#pragma once

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::datacenter {

/// What cooling and power distribution of a site meet in one hour.
struct HallHour {
  base::SimTime date;    ///< start of the hour
  double outdoor_c = 0;  ///< degC
  double load = 1;       ///< IT power over what the site can carry, from 0 to 1
};

/// What a site draws beside its IT load, and how much IT load it can carry.
struct Cooling {
  virtual ~Cooling() = default;

  /// The part of the PUE that goes by date and load, and the part that goes by outdoor temperature.
  virtual double load_part(base::SimTime date, double load) const = 0;
  virtual double weather_part(double /*outdoor_c*/) const { return 0; }

  /// Facility over IT power, at least 1.
  double pue(const HallHour& hour) const { return load_part(hour.date, hour.load) + weather_part(hour.outdoor_c); }

  /// Most IT power the cooling carries at that temperature, over what it is built for; 1 or less.
  virtual double capacity(double /*outdoor_c*/) const { return 1; }

  /// Whether it asks for the outdoor temperature, so that the site needs a climate.
  virtual bool needs_climate() const { return false; }

  /// Every kind there is; src/datacenter/power/catalogue.cpp lists them.
  static const scenario::Kinds<Cooling>& kinds();
};

}  // namespace aibelt::datacenter
