#include <algorithm>

#include "aibelt/datacenter/power/climate.hpp"
#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kZeroCelsius = 273.15;  // K

Temperature celsius(double degrees) { return Temperature::from_base_units(degrees); }

/// PUE = 1 + p_distribution + p_flow(u) + f(T) / COP(T): outdoor air or water as far as it is cold enough, chillers for the rest.
struct Free : Cooling {
  base::Ratio distribution = base::Ratio::from_base_units(0.06);
  base::Ratio flow = base::Ratio::from_base_units(0.06);
  base::Ratio steady_flow = base::Ratio::from_base_units(0.3);
  Temperature free_below = celsius(14);
  Temperature chilled_above = celsius(26);
  Temperature water = celsius(20);
  Temperature approach = celsius(12);
  base::Ratio carnot_share = base::Ratio::from_base_units(0.5);
  base::Ratio best_cop = base::Ratio::from_base_units(12);
  Temperature design_outdoor = celsius(35);
  base::Ratio derating = base::Ratio::from_base_units(0.03);

  bool needs_climate() const override { return true; }

  double load_part(base::SimTime, double load) const override {
    return 1 + distribution.in_base_units() + flow_share(load);
  }
  double weather_part(double outdoor_c) const override { return chilled_share(outdoor_c) / cop(outdoor_c); }

  double capacity(double outdoor_c) const override {
    const double excess = outdoor_c - design_outdoor.in_base_units();
    return std::clamp(1 - derating.in_base_units() * excess, 0.0, 1.0);
  }

  /// Pumps and fans over IT power: a steady part and one by the cube of the flow, which follows the load.
  double flow_share(double load) const {
    constexpr double kLeastLoad = 0.05;
    const double u = std::clamp(load, kLeastLoad, 1.0);
    const double steady = steady_flow.in_base_units();
    return flow.in_base_units() * (steady + (1 - steady) * u * u * u) / u;
  }

  /// Share of the heat that chillers carry.
  double chilled_share(double outdoor_c) const {
    const double from = free_below.in_base_units();
    const double span = chilled_above.in_base_units() - from;
    return span > 0 ? std::clamp((outdoor_c - from) / span, 0.0, 1.0) : (outdoor_c > from ? 1.0 : 0.0);
  }

  /// A share of the Carnot limit between the water and the condenser, which is warmer than outdoors by the approach.
  double cop(double outdoor_c) const {
    const double lift = outdoor_c + approach.in_base_units() - water.in_base_units();
    const double best = best_cop.in_base_units();
    const double carnot = carnot_share.in_base_units() * (kZeroCelsius + water.in_base_units());
    return lift * best <= carnot ? best : carnot / lift;
  }

  static const scenario::FieldTable<Free>& fields();
};

scenario::FieldInfo share(const char* name, double high, const char* doc, const char* by_default) {
  return {.name = name, .unit = "1", .low = 0, .high = high, .doc = doc, .by_default = by_default};
}

scenario::FieldInfo degrees(const char* name, const char* doc, const char* by_default) {
  return {.name = name, .unit = "degC", .low = -40, .high = 80, .doc = doc, .by_default = by_default};
}

const scenario::FieldTable<Free>& Free::fields() {
  static const scenario::FieldTable<Free> table = {
      scenario::field(&Free::distribution,
                      share("distribution", 1, "losses of transformers, UPS and cables over IT power", "0.06")),
      scenario::field(&Free::flow, share("flow", 1, "pumps and fans over IT power at full load", "0.06")),
      scenario::field(
          &Free::steady_flow,
          share("steady_flow", 1, "part of it that does not fall with the load; the rest by its cube", "0.3")),
      scenario::field(&Free::free_below,
                      degrees("free_below", "outdoor temperature up to which no chiller runs", "14 degC")),
      scenario::field(&Free::chilled_above,
                      degrees("chilled_above", "outdoor temperature from which chillers carry all heat", "26 degC")),
      scenario::field(&Free::water, degrees("water", "temperature of the chilled water", "20 degC")),
      scenario::field(&Free::approach, degrees("approach", "condenser above outdoors, in kelvin", "12 degC")),
      scenario::field(&Free::carnot_share, {.name = "carnot_share",
                                            .unit = "1",
                                            .low = 0.05,
                                            .high = 1,
                                            .doc = "COP of the chillers over the Carnot limit",
                                            .by_default = "0.5"}),
      scenario::field(&Free::best_cop, {.name = "best_cop",
                                        .unit = "1",
                                        .low = 1,
                                        .high = 100,
                                        .doc = "highest COP the chillers reach",
                                        .by_default = "12"}),
      scenario::field(&Free::design_outdoor,
                      degrees("design_outdoor",
                              "outdoor temperature up to which the cooling carries all it is built for", "35 degC")),
      scenario::field(&Free::derating, share("derating", 1, "part of that lost by kelvin above it", "0.03")),
  };
  return table;
}

}  // namespace

scenario::Kind<Cooling> free_cooling() {
  return scenario::kind<Cooling, Free>(
      "free_cooling", "1 + distribution + pumps and fans by load + chilled share over COP, by outdoor temperature");
}

}  // namespace aibelt::datacenter
