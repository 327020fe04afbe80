#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// The power fails for a moment: the line stands still until it is started up again, and wafers in process are lost.
struct PowerDip : PlantDisruption {
  base::Span stop;
  Range<base::kTime> stop_range;
  base::Ratio lost;
  Range<base::kPlain> lost_range;

  Reach reach() const override { return Reach::sites; }

  void hit(const Strike& strike, Effects& effects) const override {
    const base::SimTime over = strike.at + strike.draw_span("stop", stop, stop_range);
    effects.capacities.push_back({strike.at, over, over, 0});
    effects.losses.push_back({strike.at, "", strike.draw("lost", lost, lost_range), 0});
  }

  Size size(const Strike& strike) const override {
    return {static_cast<double>(strike.draw_span("stop", stop, stop_range) / std::chrono::hours{1}), "hours"};
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(stop, stop_range, "stop", reader, path);
    check_range(lost, lost_range, "lost", reader, path);
  }

  static const scenario::FieldTable<PowerDip>& fields() {
    static const auto table = [] {
      scenario::FieldTable<PowerDip> all = {
          places_field<PowerDip>("the fabs, lines, plants, suppliers, warehouses and sites it hits")};
      add_severity(all, &PowerDip::stop, &PowerDip::stop_range,
                   {.name = "stop", .unit = "hours", .low = 0, .high = 8760, .doc = "how long nothing moves"});
      add_severity(all, &PowerDip::lost, &PowerDip::lost_range, lost_info());
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> power_dip() {
  return scenario::kind<scenario::Spec, PowerDip>("power_dip",
                                                  "a moment without power: a stop and lost work in process");
}

}  // namespace aibelt::supply
