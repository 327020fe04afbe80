#include <algorithm>

#include "demand_model.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ReorderUpTo : OrderingPolicy {
  std::optional<std::int64_t> reorder_point;
  std::optional<std::int64_t> order_up_to;
  std::optional<DemandModel> demand;

  void check(scenario::Reader& reader, const std::string& path) const override {
    constexpr double kMostUnits = 3000;
    if (!demand && (!reorder_point || !order_up_to)) {
      reader.report(path, "needs \"reorder_point\" and \"order_up_to\", or \"demand\" to work them out from");
    }
    if (reorder_point && order_up_to && *order_up_to < *reorder_point) {
      reader.report(scenario::child_path(path, "order_up_to"), "must not be below \"reorder_point\"");
    }
    if (demand) {
      demand->check(reader, scenario::child_path(path, "demand"), kMostUnits);
    }
  }

  std::int64_t decide(const OrderingView& view, base::Stream&) const override {
    const std::int64_t point = reorder_point.value_or(0);
    return view.position() > point ? 0 : std::max(order_up_to.value_or(point), point) - view.position();
  }

  std::shared_ptr<const OrderingPolicy> fitted(base::Duration lead_time, base::Duration period) const override {
    if (!demand) {
      return nullptr;
    }
    const base::Duration review = std::max(period, base::kDay);
    InventoryCosts costs = demand->costs();
    const double days =
        std::chrono::duration<double>(review).count() / std::chrono::duration<double>(base::kDay).count();
    costs.holding *= days;
    costs.backlog *= days;
    const ReorderRule rule = best_s_S(demand->demand_of(review), demand->demand_of(lead_time + review), costs);
    auto fit = std::make_shared<ReorderUpTo>(*this);
    fit->reorder_point = reorder_point.value_or(rule.point);
    fit->order_up_to = order_up_to.value_or(rule.amount);
    return fit;
  }

  static const scenario::FieldTable<ReorderUpTo>& fields() {
    static const scenario::FieldTable<ReorderUpTo> table = {
        scenario::field(&ReorderUpTo::reorder_point, {.name = "reorder_point",
                                                      .unit = "1",
                                                      .low = -1e9,
                                                      .high = 1e12,
                                                      .doc = "s: position at or below which it orders",
                                                      .by_default = "the cheapest for \"demand\""}),
        scenario::field(&ReorderUpTo::order_up_to, {.name = "order_up_to",
                                                    .unit = "1",
                                                    .low = -1e9,
                                                    .high = 1e12,
                                                    .doc = "S: position it orders up to",
                                                    .by_default = "the cheapest for \"demand\""}),
        scenario::field(&ReorderUpTo::demand, {.name = "demand",
                                               .doc = "demand and costs the two are worked out from",
                                               .source = "[zheng1991]",
                                               .by_default = "none: both are stated"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<OrderingPolicy> s_S() {
  return scenario::kind<OrderingPolicy, ReorderUpTo>(
      "s_S", "up to S whenever the position is at or below s; stated or worked out from costs");
}

}  // namespace aibelt::policy
