#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// A way is shut: goods wait with the sender, or stand still on the way.
struct LaneClosed : LaneDisruption {
  std::string goods = "wait";
  base::Span lasts;
  Range<base::kTime> lasts_range;

  Size size(const Strike& strike) const override {
    return {static_cast<double>(strike.draw_span("lasts", lasts, lasts_range) / base::kDay), "days"};
  }

  void hit(const Strike& strike, LaneEffects& effects) const override {
    effects.closures.push_back(
        {strike.at, strike.at + strike.draw_span("lasts", lasts, lasts_range), product, goods == "stand_still"});
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(lasts, lasts_range, "lasts", reader, path);
  }

  static const scenario::FieldTable<LaneClosed>& fields() {
    static const auto table = [] {
      scenario::FieldTable<LaneClosed> all = {
          lanes_field<LaneClosed>("the lanes that are shut"),
          product_field<LaneClosed, LaneDisruption>(),
          scenario::field(&LaneClosed::goods, {.name = "goods",
                                               .doc = "whether goods wait with the sender, or are sent and stand "
                                                      "still on the way, as do those under way",
                                               .choices = {"wait", "stand_still"},
                                               .by_default = "\"wait\""}),
      };
      add_severity(all, &LaneClosed::lasts, &LaneClosed::lasts_range,
                   {.name = "lasts", .unit = "days", .low = 0, .high = 3650, .doc = "until the lane opens again"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> lane_closed() {
  return scenario::kind<scenario::Spec, LaneClosed>("lane_closed", "a way is shut: goods wait, or stand still on it");
}

}  // namespace aibelt::supply
