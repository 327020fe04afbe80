#include "kinds.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Customers take back a share of what they have ordered and not received.
struct CancelledOrder : CustomerDisruption {
  base::Ratio share;
  Range<base::kPlain> share_range;

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
      scenario::FieldTable<CancelledOrder> all = {customers_field<CancelledOrder>(),
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
                                                        "customers take back a share of their open orders");
}

}  // namespace aibelt::supply
