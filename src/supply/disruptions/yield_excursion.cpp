#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Something is off: what is started while it lasts yields less, which nobody knows before it comes out.
struct YieldExcursion : PlantDisruption {
  base::Ratio yield;
  Range<base::kPlain> yield_range;
  base::Span lasts;
  Range<base::kTime> lasts_range;

  void hit(const Strike& strike, Effects& effects) const override {
    const base::SimTime over = strike.at + strike.draw_span("lasts", lasts, lasts_range);
    effects.yields.push_back({strike.at, over, over, strike.draw("yield", yield, yield_range), product});
  }

  Size size(const Strike& strike) const override { return {strike.draw("yield", yield, yield_range), "1"}; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(yield, yield_range, "yield", reader, path);
    check_range(lasts, lasts_range, "lasts", reader, path);
  }

  static const scenario::FieldTable<YieldExcursion>& fields() {
    static const auto table = [] {
      scenario::FieldTable<YieldExcursion> all = {places_field<YieldExcursion>(),
                                                  product_field<YieldExcursion, PlantDisruption>()};
      add_severity(all, &YieldExcursion::yield, &YieldExcursion::yield_range,
                   {.name = "yield",
                    .unit = "1",
                    .low = 0,
                    .high = 1,
                    .doc = "what yields of work started while it lasts are multiplied by"});
      add_severity(all, &YieldExcursion::lasts, &YieldExcursion::lasts_range,
                   {.name = "lasts", .unit = "days", .low = 0, .high = 3650, .doc = "until it is found and mended"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> yield_excursion() {
  return scenario::kind<scenario::Spec, YieldExcursion>("yield_excursion",
                                                        "work started in a time yields less than planned");
}

}  // namespace aibelt::supply
