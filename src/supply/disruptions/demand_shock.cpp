#include <algorithm>

#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Customers want more, or less, than they said; services have more, or less, work.
struct DemandShock : CustomerDisruption {
  std::vector<std::string> services;
  base::Ratio factor;
  Range<base::kPlain> factor_range;
  std::optional<base::Duration> lasts;

  void hit(const Strike& strike, Effects& effects) const override {
    const base::SimTime over = end_after(strike, lasts);
    effects.demands.push_back({strike.at, over, over, strike.draw("factor", factor, factor_range), product});
  }

  void hit_service(const Strike& strike, std::string_view service, Effects& effects) const override {
    if (std::find(services.begin(), services.end(), service) != services.end()) {
      hit(strike, effects);
    }
  }

  std::vector<std::string> others() const override { return services; }
  std::string_view others_key() const override { return "services"; }

  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override {
    CustomerDisruption::check_targets(scenario, path, issues);
    if (!services.empty() && !product.empty()) {
      issues.push_back({"", scenario::child_path(path, "product"), "is not for services; leave it out, or them"});
    }
  }

  Size size(const Strike& strike) const override { return {strike.draw("factor", factor, factor_range), "1"}; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(factor, factor_range, "factor", reader, path);
  }

  static const scenario::FieldTable<DemandShock>& fields() {
    static const auto table = [] {
      scenario::FieldTable<DemandShock> all = {
          customers_field<DemandShock>(),
          scenario::field(&DemandShock::services, {.name = "services",
                                                   .doc = "services that have more or less work than stated",
                                                   .refers_to = "services",
                                                   .by_default = "[]"}),
          product_field<DemandShock, CustomerDisruption>()};
      add_severity(all, &DemandShock::factor, &DemandShock::factor_range,
                   {.name = "factor", .unit = "1", .low = 0, .high = 100, .doc = "what demand is multiplied by"});
      all.push_back(
          scenario::field(&DemandShock::lasts, lasts_info("how long it holds; to the end of the run when missing")));
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> demand_shock() {
  return scenario::kind<scenario::Spec, DemandShock>("demand_shock",
                                                     "customers or services want more or less than they said");
}

}  // namespace aibelt::supply
