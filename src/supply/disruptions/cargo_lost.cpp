#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// A ship sinks, a crate is stolen: part of what is under way is lost. The buyer learns of it when the rest is there, or should be.
struct CargoLost : LaneDisruption {
  base::Ratio lost;
  Range<base::kPlain> lost_range;

  Size size(const Strike& strike) const override { return {strike.draw("lost", lost, lost_range), "1"}; }

  void hit(const Strike& strike, LaneEffects& effects) const override {
    effects.wrecks.push_back({strike.at, product, strike.draw("lost", lost, lost_range)});
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(lost, lost_range, "lost", reader, path);
  }

  static const scenario::FieldTable<CargoLost>& fields() {
    static const auto table = [] {
      scenario::FieldTable<CargoLost> all = {lanes_field<CargoLost>("the lanes whose goods under way it hits"),
                                             product_field<CargoLost, LaneDisruption>()};
      add_severity(all, &CargoLost::lost, &CargoLost::lost_range,
                   {.name = "lost",
                    .unit = "1",
                    .low = 0,
                    .high = 1,
                    .doc = "share of what is under way at that instant that is lost"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> cargo_lost() {
  return scenario::kind<scenario::Spec, CargoLost>("cargo_lost", "goods are lost on their way");
}

}  // namespace aibelt::supply
