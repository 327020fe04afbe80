#include "service.hpp"

namespace aibelt::datacenter {
namespace {

/// Tokens asked for a second; an accelerator serves its `token_rate`.
struct Inference : Service {
  scenario::Ramp<base::dimension(base::Measure::token) / base::kTime> wanted;

  std::string unit() const override { return "tokens"; }
  double base_units_per_unit() const override { return 1; }
  double demand(base::SimTime date) const override { return wanted.at(date).in_base_units(); }
  double rate_of(const product::Accelerator& accelerator) const override {
    return accelerator.token_rate.in_base_units();
  }

  static const scenario::FieldTable<Inference>& fields() {
    static const auto table = with_service_fields<Inference>({
        scenario::field(&Inference::wanted, {.name = "demand",
                                             .unit = "tokens/s",
                                             .low = 0,
                                             .doc = "tokens wanted a second, mean over the day, by date"}),
    });
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> inference_service() {
  return scenario::kind<scenario::Spec, Inference>("inference",
                                                   "tokens wanted by date, served at each accelerator's token rate");
}

}  // namespace aibelt::datacenter
