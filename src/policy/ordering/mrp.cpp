#include <algorithm>
#include <cmath>
#include <vector>

#include "aibelt/policy/inventory.hpp"
#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

using ForecastRamp = scenario::Ramp<base::kPlain / base::kTime>;

/// Nets what is forecast, or already ordered, against stock and what is on its way, period by period, and orders what the first
/// period it can still reach lacks; what earlier periods lack comes with it.
struct Mrp : OrderingPolicy {
  std::optional<ForecastRamp> forecast;
  std::int64_t periods = 8;
  base::Ratio bias;
  base::Ratio error_cv;
  std::int64_t safety_stock = 0;
  std::string lots = "lot_for_lot";
  std::int64_t horizon_periods = 8;
  base::Ratio order_cost = base::Ratio::from_base_units(1);
  base::Ratio holding_cost = base::Ratio::from_base_units(1);

  bool is_periodic() const override { return true; }
  std::size_t memory() const override { return forecast ? 0 : static_cast<std::size_t>(periods); }
  std::size_t horizon(std::int64_t lead_periods) const override {
    return static_cast<std::size_t>(lead_periods + (lots == "lot_for_lot" ? 1 : horizon_periods));
  }

  std::int64_t decide(const OrderingView& view, base::Stream& random) const override {
    const std::vector<double> net = net_requirements(view, random);
    if (lots == "lot_for_lot" || net.front() <= 0) {
      return whole(net.front());
    }
    return whole(wagner_whitin(order_cost.in_base_units(), holding_cost.in_base_units(), net).lots.front());
  }

  static constexpr double kRounding = 1e-6;  // of a unit

  static std::int64_t whole(double units) {
    constexpr double kMost = 9e15;
    return static_cast<std::int64_t>(std::min(std::ceil(units - kRounding), kMost));
  }

  /// What is lacking, by period from the first one that an order of today reaches.
  std::vector<double> net_requirements(const OrderingView& view, base::Stream& random) const {
    const std::int64_t lead = periods_in(view.lead_time, view.period);
    const auto all = static_cast<std::int64_t>(horizon(lead));
    std::vector<double> net(static_cast<std::size_t>(all - lead), 0);
    double left = static_cast<double>(view.position() - safety_stock);
    for (std::int64_t k = 0; k < all; ++k) {
      left -= requirement(view, k, random);
      if (left < -kRounding) {
        net[static_cast<std::size_t>(std::max<std::int64_t>(0, k - lead))] -= left;
        left = 0;
      }
    }
    return net;
  }

  /// Of the k-th period from now: the forecast with its error, or what is already ordered where that is more.
  double requirement(const OrderingView& view, std::int64_t k, base::Stream& random) const {
    const double error = error_cv.in_base_units() > 0 ? random.normal(0, error_cv.in_base_units()) : 0;
    const double expected = expected_demand(view, k) * (1 + bias.in_base_units()) * std::max(0.0, 1 + error);
    const auto place = static_cast<std::size_t>(k);
    return std::max(expected, place < view.known.size() ? static_cast<double>(view.known[place]) : 0);
  }

  double expected_demand(const OrderingView& view, std::int64_t k) const {
    if (forecast) {
      const base::SimTime middle = view.now + k * view.period + view.period / 2;
      return forecast->at(middle).in_base_units() * std::chrono::duration<double>(view.period).count();
    }
    double sum = 0;
    for (const std::int64_t demand : view.demand) {
      sum += static_cast<double>(demand);
    }
    return view.demand.empty() ? 0 : sum / static_cast<double>(view.demand.size());
  }

  static const scenario::FieldTable<Mrp>& fields();
};

const scenario::FieldTable<Mrp>& Mrp::fields() {
  constexpr double kMostCost = 1e9;
  static const scenario::FieldTable<Mrp> table = {
      scenario::field(&Mrp::forecast, {.name = "forecast",
                                       .unit = "1/day",
                                       .low = 0,
                                       .high = 1e9,
                                       .doc = "demand expected, by date",
                                       .by_default = "the mean of past periods"}),
      scenario::field(&Mrp::periods, {.name = "periods",
                                      .unit = "1",
                                      .low = 1,
                                      .high = 1000,
                                      .doc = "past periods whose demand it averages without a forecast",
                                      .by_default = "8"}),
      scenario::field(&Mrp::bias, {.name = "bias",
                                   .unit = "1",
                                   .low = -1,
                                   .high = 10,
                                   .doc = "by how much of itself the forecast is too high",
                                   .by_default = "0"}),
      scenario::field(&Mrp::error_cv,
                      {.name = "error_cv",
                       .unit = "1",
                       .low = 0,
                       .high = 10,
                       .doc = "standard deviation of the forecast of a period over its mean, drawn anew",
                       .by_default = "0"}),
      scenario::field(&Mrp::safety_stock, {.name = "safety_stock",
                                           .unit = "1",
                                           .low = 0,
                                           .high = 1e12,
                                           .doc = "stock it does not plan to use",
                                           .by_default = "0"}),
      scenario::field(&Mrp::lots, {.name = "lots",
                                   .doc = "how it joins requirements to orders",
                                   .source = "[wagner1958]",
                                   .choices = {"lot_for_lot", "wagner_whitin"},
                                   .by_default = "\"lot_for_lot\""}),
      scenario::field(&Mrp::horizon_periods,
                      {.name = "horizon_periods",
                       .unit = "1",
                       .low = 1,
                       .high = 500,
                       .doc = "periods that wagner_whitin plans, from the first an order reaches",
                       .by_default = "8"}),
      scenario::field(&Mrp::order_cost, {.name = "order_cost",
                                         .unit = "1",
                                         .low = 0,
                                         .high = kMostCost,
                                         .doc = "of one order, for wagner_whitin, in any money",
                                         .by_default = "1"}),
      scenario::field(&Mrp::holding_cost, {.name = "holding_cost",
                                           .unit = "1",
                                           .low = 0,
                                           .high = kMostCost,
                                           .doc = "of a unit kept for a period, in the same money",
                                           .by_default = "1"}),
  };
  return table;
}

}  // namespace

scenario::Kind<OrderingPolicy> mrp() {
  return scenario::kind<OrderingPolicy, Mrp>(
      "mrp", "what the forecast, with its error, lacks after the lead time; lot for lot or in the cheapest lots");
}

}  // namespace aibelt::policy
