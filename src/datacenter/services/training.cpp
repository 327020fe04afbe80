#include "service.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kExa = 1e18;

/// Training compute asked for a second; an accelerator delivers its peak times its model FLOP utilisation.
struct Training : Service {
  scenario::Ramp<base::dimension(base::Measure::compute) / base::kTime> wanted;

  std::string unit() const override { return "EFLOP"; }
  double base_units_per_unit() const override { return kExa; }
  double demand(base::SimTime date) const override { return wanted.at(date).in_base_units(); }
  double rate_of(const product::Accelerator& accelerator) const override {
    return accelerator.compute_rate.in_base_units() * accelerator.training_efficiency.in_base_units();
  }

  static const scenario::FieldTable<Training>& fields() {
    static const auto table = with_service_fields<Training>({
        scenario::field(&Training::wanted, {.name = "demand",
                                            .unit = "EFLOP/s",
                                            .low = 0,
                                            .doc = "model FLOP wanted a second, mean over the day, by date"}),
    });
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> training_service() {
  return scenario::kind<scenario::Spec, Training>("training",
                                                  "model FLOP wanted by date, done at peak times efficiency");
}

}  // namespace aibelt::datacenter
