#include "aibelt/base/error.hpp"
#include "demand_model.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct BaseStock : OrderingPolicy {
  std::optional<std::int64_t> level;
  std::optional<DemandModel> demand;
  std::optional<base::Ratio> service;

  void check(scenario::Reader& reader, const std::string& path) const override {
    if (level.has_value() == demand.has_value()) {
      reader.report(path, "needs \"level\", or \"demand\" to work it out from, and not both");
    }
    if (service && !demand) {
      reader.report(scenario::child_path(path, "service"), "means nothing without \"demand\"");
    }
  }

  std::int64_t decide(const OrderingView& view, base::Stream&) const override {
    return std::max<std::int64_t>(0, level.value_or(0) - view.position());
  }

  std::shared_ptr<const OrderingPolicy> fitted(base::Duration lead_time, base::Duration period) const override {
    if (level || !demand) {
      return nullptr;
    }
    auto fit = std::make_shared<BaseStock>(*this);
    const double target = service ? service->in_base_units() : demand->critical_ratio();
    fit->level = std::llround(smallest_level(demand->demand_of(lead_time + period), target));
    return fit;
  }

  static const scenario::FieldTable<BaseStock>& fields() {
    static const scenario::FieldTable<BaseStock> table = {
        scenario::field(&BaseStock::level, {.name = "level",
                                            .unit = "1",
                                            .low = -1e9,
                                            .high = 1e12,
                                            .doc = "stock, less backlog, plus on order, that it orders up to",
                                            .by_default = "worked out from \"demand\""}),
        scenario::field(&BaseStock::demand, {.name = "demand",
                                             .doc = "demand and costs the level is worked out from",
                                             .source = "[snyder2019]",
                                             .by_default = "none: level is stated"}),
        scenario::field(&BaseStock::service, {.name = "service",
                                              .unit = "1",
                                              .low = 0.01,
                                              .high = 0.999999,
                                              .doc = "share of time without backlog",
                                              .by_default = "what the costs ask for"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<OrderingPolicy> base_stock() {
  return scenario::kind<OrderingPolicy, BaseStock>("base_stock",
                                                   "up to a level, stated or worked out from costs or service");
}

}  // namespace aibelt::policy
