#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// The ground shakes: everything stops at once and comes back little by little; work in process and stock are lost.
struct Earthquake : PlantDisruption {
  base::Span stop;
  Range<base::kTime> stop_range;
  base::Span recovery;
  Range<base::kTime> recovery_range;
  base::Ratio lost;
  Range<base::kPlain> lost_range;
  base::Ratio lost_stock;

  Reach reach() const override { return Reach::sites; }

  void hit(const Strike& strike, Effects& effects) const override {
    const base::SimTime up = strike.at + strike.draw_span("stop", stop, stop_range);
    effects.capacities.push_back({strike.at, up, up + strike.draw_span("recovery", recovery, recovery_range), 0});
    effects.losses.push_back({strike.at, "", strike.draw("lost", lost, lost_range), lost_stock.in_base_units()});
  }

  Size size(const Strike& strike) const override {
    return {static_cast<double>(strike.draw_span("stop", stop, stop_range) / base::kDay), "days"};
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(stop, stop_range, "stop", reader, path);
    check_range(recovery, recovery_range, "recovery", reader, path);
    check_range(lost, lost_range, "lost", reader, path);
  }

  static const scenario::FieldTable<Earthquake>& fields() {
    static const auto table = [] {
      scenario::FieldTable<Earthquake> all = {
          places_field<Earthquake>("the fabs, lines, plants, suppliers, warehouses and sites it hits")};
      add_severity(all, &Earthquake::stop, &Earthquake::stop_range,
                   {.name = "stop", .unit = "days", .low = 0, .high = 3650, .doc = "how long nothing moves"});
      add_severity(all, &Earthquake::recovery, &Earthquake::recovery_range,
                   {.name = "recovery",
                    .unit = "days",
                    .low = 0,
                    .high = 3650,
                    .doc = "then, until all capacity is back; it rises in a straight line",
                    .by_default = "0 days"});
      add_severity(all, &Earthquake::lost, &Earthquake::lost_range, lost_info());
      all.push_back(scenario::field(&Earthquake::lost_stock, {.name = "lost_stock",
                                                              .unit = "1",
                                                              .low = 0,
                                                              .high = 1,
                                                              .doc = "share of the finished goods that is scrapped",
                                                              .by_default = "0"}));
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> earthquake() {
  return scenario::kind<scenario::Spec, Earthquake>(
      "earthquake", "all within reach stop and come back little by little; goods are lost");
}

}  // namespace aibelt::supply
