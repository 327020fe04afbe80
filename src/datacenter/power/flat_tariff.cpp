#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

/// One price at all hours.
struct Flat : Tariff {
  scenario::Ramp<kEnergyPrice> stated;
  scenario::Ramp<kDemandCharge> charge;

  ByHour prices(const DayOfHours& day) const override {
    ByHour prices;
    prices.fill(stated.at(day.start).in_base_units());
    return prices;
  }
  double demand_charge(base::SimTime date) const override { return charge.at(date).in_base_units() * kMonthInSeconds; }

  static const scenario::FieldTable<Flat>& fields() {
    static const scenario::FieldTable<Flat> table = {
        scenario::field(
            &Flat::stated,
            {.name = "price", .unit = "KRW/kWh", .low = 0, .high = 10000, .doc = "price of energy, by date"}),
        scenario::field(&Flat::charge, {.name = "demand_charge",
                                        .unit = "KRW/kW/month",
                                        .low = 0,
                                        .high = 1e6,
                                        .doc = "price of the month's highest hour, by date",
                                        .by_default = "\"0 KRW/kW/month\""}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Tariff> flat_tariff() { return scenario::kind<Tariff, Flat>("flat", "one price at all hours, by date"); }

}  // namespace aibelt::datacenter
