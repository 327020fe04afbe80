#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// A bad material: part of what is in process or in stock is scrapped, and yields stay down until the line is clean.
struct Contamination : PlantDisruption {
  base::Ratio lost;
  Range<base::kPlain> lost_range;
  base::Ratio lost_stock;
  base::Ratio yield = base::Ratio::from_base_units(1);
  base::Span lasts;
  Range<base::kTime> lasts_range;

  Reach reach() const override { return Reach::stores; }

  void hit(const Strike& strike, Effects& effects) const override {
    const base::SimTime clean = strike.at + strike.draw_span("lasts", lasts, lasts_range);
    effects.losses.push_back({strike.at, product, strike.draw("lost", lost, lost_range), lost_stock.in_base_units()});
    effects.yields.push_back({strike.at, clean, clean, yield.in_base_units(), product});
  }

  Size size(const Strike& strike) const override { return {strike.draw("lost", lost, lost_range), "1"}; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(lost, lost_range, "lost", reader, path);
    check_range(lasts, lasts_range, "lasts", reader, path);
  }

  static const scenario::FieldTable<Contamination>& fields() {
    static const auto table = [] {
      scenario::FieldTable<Contamination> all = {
          places_field<Contamination>("the fabs, lines, plants, suppliers and warehouses it hits"),
          product_field<Contamination, PlantDisruption>()};
      add_severity(
          all, &Contamination::lost, &Contamination::lost_range,
          {.name = "lost", .unit = "1", .low = 0, .high = 1, .doc = "share of the work in process that is scrapped"});
      all.push_back(scenario::field(&Contamination::lost_stock, {.name = "lost_stock",
                                                                 .unit = "1",
                                                                 .low = 0,
                                                                 .high = 1,
                                                                 .doc = "share of the finished goods that is scrapped",
                                                                 .by_default = "0"}));
      all.push_back(scenario::field(&Contamination::yield, {.name = "yield",
                                                            .unit = "1",
                                                            .low = 0,
                                                            .high = 1,
                                                            .doc = "what yields of work started while it lasts are "
                                                                   "multiplied by",
                                                            .by_default = "1"}));
      add_severity(all, &Contamination::lasts, &Contamination::lasts_range,
                   {.name = "lasts",
                    .unit = "days",
                    .low = 0,
                    .high = 3650,
                    .doc = "until the line is clean",
                    .by_default = "0 days"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> contamination() {
  return scenario::kind<scenario::Spec, Contamination>(
      "contamination", "a bad material: goods of a product are scrapped and its yield is down for a time");
}

}  // namespace aibelt::supply
