#include <algorithm>

#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Customers or sites take back a share of what they have ordered and not received.
struct CancelledOrder : CustomerDisruption {
  std::vector<std::string> sites;
  base::Ratio share;
  Range<base::kPlain> share_range;

  std::vector<std::string> others() const override { return sites; }
  std::string_view others_key() const override { return "sites"; }

  void hit_place(const Strike& strike, std::string_view place, Effects& effects) const override {
    CustomerDisruption::hit_place(strike, place, effects);
    if (std::find(sites.begin(), sites.end(), place) != sites.end()) {
      hit(strike, effects);
    }
  }

  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override {
    CustomerDisruption::check_targets(scenario, path, issues);
    check_customers(scenario, sites, product, path, issues);
  }

  void hit(const Strike& strike, Effects& effects) const override {
    effects.cancellations.push_back({strike.at, product, strike.draw("share", share, share_range)});
  }

  Size size(const Strike& strike) const override { return {strike.draw("share", share, share_range), "1"}; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    Disruption::check(reader, path);
    check_range(share, share_range, "share", reader, path);
  }

  static const scenario::FieldTable<CancelledOrder>& fields() {
    static const auto table = [] {
      scenario::FieldTable<CancelledOrder> all = {
          customers_field<CancelledOrder>(),
          scenario::field(
              &CancelledOrder::sites,
              {.name = "sites", .doc = "sites that change their mind", .refers_to = "sites", .by_default = "[]"}),
          product_field<CancelledOrder, CustomerDisruption>()};
      add_severity(all, &CancelledOrder::share, &CancelledOrder::share_range,
                   {.name = "share",
                    .unit = "1",
                    .low = 0,
                    .high = 1,
                    .doc = "share of what is ordered and not received that is taken back"});
      return with_dates(std::move(all));
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> cancelled_order() {
  return scenario::kind<scenario::Spec, CancelledOrder>("cancelled_order",
                                                        "customers or sites take back a share of their open orders");
}

}  // namespace aibelt::supply
