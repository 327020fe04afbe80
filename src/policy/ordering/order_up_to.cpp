#include <algorithm>
#include <cmath>

#include "aibelt/base/statistics.hpp"
#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

/// Up to L × mean + z × √L × deviation of the last p periods' demand [chen2000].
struct OrderUpTo : OrderingPolicy {
  std::int64_t periods = 4;
  std::optional<std::int64_t> lead_periods;
  base::Ratio safety = base::Ratio::from_base_units(0);

  bool is_periodic() const override { return true; }
  std::size_t memory() const override { return static_cast<std::size_t>(periods); }

  std::int64_t decide(const OrderingView& view, base::Stream&) const override {
    if (view.demand.empty()) {
      return 0;
    }
    base::Mean seen;
    for (const std::int64_t demand : view.demand) {
      seen.add(static_cast<double>(demand));
    }
    const auto lead = static_cast<double>(lead_periods.value_or(periods_in(view.lead_time, view.period)));
    const double level = lead * seen.mean() + safety.in_base_units() * std::sqrt(lead) * seen.standard_deviation();
    return std::max<std::int64_t>(0, std::llround(level) - view.position());
  }

  static const scenario::FieldTable<OrderUpTo>& fields() {
    static const scenario::FieldTable<OrderUpTo> table = {
        scenario::field(&OrderUpTo::periods, {.name = "periods",
                                              .unit = "1",
                                              .low = 1,
                                              .high = 1000,
                                              .doc = "past periods whose demand it averages",
                                              .by_default = "4"}),
        scenario::field(&OrderUpTo::lead_periods, {.name = "lead_periods",
                                                   .unit = "1",
                                                   .low = 1,
                                                   .high = 1000,
                                                   .doc = "periods the level covers",
                                                   .by_default = "those of the lead time, rounded up"}),
        scenario::field(&OrderUpTo::safety, {.name = "safety",
                                             .unit = "1",
                                             .low = 0,
                                             .high = 10,
                                             .doc = "standard deviations of safety stock",
                                             .by_default = "0"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<OrderingPolicy> order_up_to() {
  return scenario::kind<OrderingPolicy, OrderUpTo>(
      "order_up_to", "up to what the lead time takes by a moving average of demand [chen2000]");
}

}  // namespace aibelt::policy
