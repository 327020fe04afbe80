#include <algorithm>

#include "aibelt/network/lanes.hpp"
#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// A way is shut: goods wait with the sender, or stand still on the way.
struct LaneClosed : Disruption {
  std::vector<std::string> lanes;
  std::string product;
  std::string goods = "wait";
  base::Span lasts;
  Range<base::kTime> lasts_range;

  std::vector<std::string> hit_places(const scenario::Scenario& scenario) const override {
    std::vector<std::string> senders;
    for (const std::string& lane : lanes) {
      senders.push_back(scenario.spec<network::Lane>("lanes", lane).from);
    }
    return senders;
  }

  Size size(const Strike& strike) const override {
    return {static_cast<double>(strike.draw_span("lasts", lasts, lasts_range) / base::kDay), "days"};
  }

  void hit_lane(const Strike& strike, std::string_view lane, LaneEffects& effects) const override {
    if (std::find(lanes.begin(), lanes.end(), lane) != lanes.end()) {
      effects.closures.push_back(
          {strike.at, strike.at + strike.draw_span("lasts", lasts, lasts_range), product, goods == "stand_still"});
    }
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(lasts, lasts_range, "lasts", reader, path);
  }

  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override {
    if (lanes.empty()) {
      issues.push_back({"", scenario::child_path(path, "lanes"), "names no lane; put at least one into the list"});
    }
    for (const std::string& name : lanes) {
      const auto& lane = scenario.spec<network::Lane>("lanes", name);
      if (!carries(scenario, lane.from, lane.to, product)) {
        issues.push_back(
            {"", scenario::child_path(path, "product"), "the lane " + name + " does not carry \"" + product + "\""});
      }
    }
  }

  static const scenario::FieldTable<LaneClosed>& fields() {
    static const auto table = [] {
      scenario::FieldTable<LaneClosed> all = {
          scenario::field(&LaneClosed::lanes,
                          {.name = "lanes", .doc = "the lanes that are shut", .refers_to = "lanes"}),
          scenario::field(&LaneClosed::product,
                          {.name = "product", .doc = "the one product it is about", .by_default = "all"}),
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
