#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Tools come later than planned: the ramp of the capacity stands still for the delay and goes on behind time.
struct ToolDelay : PlantDisruption {
  base::Span delay;
  Range<base::kTime> delay_range;

  void hit(const Strike& strike, Effects& effects) const override {
    effects.standstills.push_back({strike.at, strike.draw_span("delay", delay, delay_range)});
  }

  Size size(const Strike& strike) const override {
    return {static_cast<double>(strike.draw_span("delay", delay, delay_range) / base::kDay), "days"};
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(delay, delay_range, "delay", reader, path);
  }

  static const scenario::FieldTable<ToolDelay>& fields() {
    static const auto table = [] {
      scenario::FieldTable<ToolDelay> all = {places_field<ToolDelay>()};
      add_severity(all, &ToolDelay::delay, &ToolDelay::delay_range,
                   {.name = "delay",
                    .unit = "days",
                    .low = 0,
                    .high = 3650,
                    .doc = "how much later the rest of the capacity's ramp comes"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> tool_delay() {
  return scenario::kind<scenario::Spec, ToolDelay>("tool_delay",
                                                   "tools come late: the ramp of the capacity is put off");
}

}  // namespace aibelt::supply
