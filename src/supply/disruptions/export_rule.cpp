#include <algorithm>

#include <fmt/format.h>

#include "aibelt/network/lanes.hpp"
#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// A government forbids a product to some buyers, or licenses a share of what would be sent.
struct ExportRule : Disruption {
  std::string product;
  std::vector<std::string> to;
  base::Ratio licensed;
  std::optional<base::Duration> lasts;

  std::vector<std::string> hit_places(const scenario::Scenario&) const override { return to; }

  Size size(const Strike&) const override { return {licensed.in_base_units(), "1"}; }

  void hit_lane(const Strike& strike, std::string_view name, LaneEffects& effects) const override {
    const auto& lane = strike.scenario->spec<network::Lane>("lanes", name);
    if (std::find(to.begin(), to.end(), lane.to) != to.end() &&
        carries(*strike.scenario, lane.from, lane.to, product)) {
      effects.licences.push_back({strike.at, end_after(strike, lasts), product, licensed.in_base_units()});
    }
  }

  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override {
    for (std::size_t i = 0; i < to.size(); ++i) {
      const auto& lanes = scenario.section("lanes");
      const bool is_bought = std::any_of(lanes.begin(), lanes.end(), [&](const auto& named) {
        const auto& lane = dynamic_cast<const network::Lane&>(*named.second.spec);
        return lane.to == to[i] && carries(scenario, lane.from, lane.to, product);
      });
      if (!is_bought) {
        issues.push_back({"", scenario::child_path(scenario::child_path(path, "to"), i),
                          fmt::format("no lane brings \"{}\" to \"{}\"; name who receives it", product, to[i])});
      }
    }
    if (to.empty()) {
      issues.push_back({"", scenario::child_path(path, "to"), "names nobody; put at least one name into the list"});
    }
  }

  static const scenario::FieldTable<ExportRule>& fields() {
    static const auto table = with_dates<ExportRule>({
        scenario::field(&ExportRule::product, {.name = "product", .doc = "what may not be sent"}),
        scenario::field(&ExportRule::to, {.name = "to", .doc = "the places at the end of lanes it may not be sent to"}),
        scenario::field(&ExportRule::licensed, {.name = "licensed",
                                                .unit = "1",
                                                .low = 0,
                                                .high = 1,
                                                .doc = "share of what would be sent that may be, under licence",
                                                .by_default = "0"}),
        scenario::field(&ExportRule::lasts, lasts_info("how long it holds; to the end of the run when missing")),
    });
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> export_rule() {
  return scenario::kind<scenario::Spec, ExportRule>("export_rule",
                                                    "a product may not be sent to some buyers, or only a share of it");
}

}  // namespace aibelt::supply
