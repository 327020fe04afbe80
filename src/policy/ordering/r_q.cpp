#include <algorithm>

#include "demand_model.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ReorderQuantity : OrderingPolicy {
  std::optional<std::int64_t> reorder_point;
  std::optional<std::int64_t> quantity;
  std::optional<DemandModel> demand;

  void check(scenario::Reader& reader, const std::string& path) const override {
    constexpr double kMostUnits = 1e5;
    if (!demand && !reorder_point) {
      reader.report(path, "needs \"reorder_point\", or \"demand\" to work it out from");
    }
    if (demand) {
      demand->check(reader, scenario::child_path(path, "demand"), kMostUnits);
    }
  }

  std::int64_t decide(const OrderingView& view, base::Stream&) const override {
    const std::int64_t lot = quantity.value_or(1);
    const std::int64_t below = reorder_point.value_or(0) - view.position();
    return below < 0 ? 0 : (below / lot + 1) * lot;
  }

  std::shared_ptr<const OrderingPolicy> fitted(base::Duration lead_time, base::Duration period) const override {
    if (!demand) {
      return nullptr;
    }
    const double a_day = demand->rate.in_base_units() * std::chrono::duration<double>(base::kDay).count();
    const ReorderRule rule = best_r_q(demand->demand_of(lead_time + period), a_day, demand->costs());
    auto fit = std::make_shared<ReorderQuantity>(*this);
    fit->reorder_point = reorder_point.value_or(rule.point);
    fit->quantity = quantity.value_or(rule.amount);
    return fit;
  }

  static const scenario::FieldTable<ReorderQuantity>& fields() {
    static const scenario::FieldTable<ReorderQuantity> table = {
        scenario::field(&ReorderQuantity::reorder_point, {.name = "reorder_point",
                                                          .unit = "1",
                                                          .low = -1e9,
                                                          .high = 1e12,
                                                          .doc = "position at or below which it orders",
                                                          .by_default = "the cheapest for \"demand\""}),
        scenario::field(&ReorderQuantity::quantity, {.name = "quantity",
                                                     .unit = "1",
                                                     .low = 1,
                                                     .high = 1e12,
                                                     .doc = "it orders multiples of this",
                                                     .by_default = "the cheapest for \"demand\", else 1"}),
        scenario::field(&ReorderQuantity::demand, {.name = "demand",
                                                   .doc = "demand and costs the two are worked out from",
                                                   .source = "[snyder2019]",
                                                   .by_default = "none: both are stated"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<OrderingPolicy> r_q() {
  return scenario::kind<OrderingPolicy, ReorderQuantity>(
      "r_q", "a fixed lot whenever the position falls to a point; stated or worked out from costs");
}

}  // namespace aibelt::policy
