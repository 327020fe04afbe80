#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/allocation.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"
#include "plant.hpp"

namespace aibelt::supply {

inline constexpr double kSecondsPerDay = 86400;

/// A plant's plan for one product; rates are in the unit of the plant's capacity.
template <base::Dimension Rate>
struct ProductPlan {
  scenario::Ramp<base::kPlain> share{base::Ratio::from_base_units(1)};
  base::Quantity<Rate> opening_rate;
  std::int64_t opening_stock = 0;

  static const scenario::FieldTable<ProductPlan>& fields() {
    static const scenario::FieldTable<ProductPlan> table = {
        scenario::field(&ProductPlan::share, {.name = "share",
                                              .unit = "1",
                                              .low = 0,
                                              .high = 1,
                                              .doc = "largest share of the capacity it may take, by date",
                                              .by_default = "1"}),
        scenario::field(&ProductPlan::opening_rate, {.name = "opening_rate",
                                                     .unit = rate_unit(),
                                                     .low = 0,
                                                     .doc = "starts before the run, now in process",
                                                     .by_default = "0"}),
        scenario::field(&ProductPlan::opening_stock, {.name = "opening_stock",
                                                      .unit = "1",
                                                      .low = 0,
                                                      .doc = "finished goods at the start of the run",
                                                      .by_default = "0"}),
    };
    return table;
  }

  /// `wafers/month` and the like.
  static std::string rate_unit() {
    for (const auto& [measure, name] : {std::pair{base::Measure::wafer, "wafers"},
                                        {base::Measure::stack, "stacks"},
                                        {base::Measure::rack, "racks"},
                                        {base::Measure::package, "packages"}}) {
      if (Rate == base::dimension(measure) / base::kTime) {
        return std::string(name) + "/month";
      }
    }
    return "dies/month";
  }
};

/// What the scenario says of a plant whose capacity is counted in `Rate`; the kinds derive from it and say how each product is made.
template <base::Dimension Rate>
struct PlantSpec : entity::ActorSpec {
  scenario::Ramp<Rate> capacity;
  base::Duration cycle_time{0};
  base::Duration cover{0};
  std::int64_t order_lot = 1;
  std::map<std::string, ProductPlan<Rate>> products;
  std::shared_ptr<const policy::AllocationPolicy> allocation = policy::default_allocation();

  /// Goods that come out, unit of work and of capacity, in plural.
  virtual entity::Good good() const = 0;
  virtual std::string work_unit() const = 0;
  virtual std::string capacity_unit() const { return work_unit(); }

  /// Inputs, outcomes, yield and load of `recipe.product`; the rest is filled in from the fields above.
  virtual void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const = 0;

  /// Items one product needs.
  virtual std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const = 0;

  std::vector<entity::Item> produces(const scenario::Scenario&) const override {
    std::vector<entity::Item> items;
    for (const auto& [product, plan] : products) {
      items.push_back({good(), product});
    }
    return items;
  }

  std::vector<entity::Item> consumes(const scenario::Scenario& scenario) const override {
    std::vector<entity::Item> items;
    for (const auto& [product, plan] : products) {
      for (entity::Item& item : needs(scenario, product)) {
        items.push_back(std::move(item));
      }
    }
    return items;
  }

  /// Largest share of the capacity that ordered products may take together.
  virtual double ordered_share(base::SimTime /*date*/) const { return 1; }

  /// Good ones expected from one unit of capacity started at `date`.
  virtual double goods_per_capacity(const scenario::Scenario& /*scenario*/, const std::string& /*product*/,
                                    base::SimTime /*date*/) const {
    return 1;
  }

  double nominal_rate(const scenario::Scenario& scenario, const entity::Item& item, base::SimTime date) const override {
    const auto plan = products.find(item.product);
    return plan == products.end() ? 0
                                  : capacity.at(date).in_base_units() *
                                        std::min(plan->second.share.at(date).in_base_units(), ordered_share(date)) *
                                        goods_per_capacity(scenario, item.product, date);
  }

  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override {
    PlantPlan plan{
        .stage = stage(),
        .capacity_unit = capacity_unit(),
        .capacity_per_day = [this](base::SimTime date) { return capacity.at(date).in_base_units() * kSecondsPerDay; },
        .allocation = allocation,
        .ordered_share = [this](base::SimTime date) { return ordered_share(date); },
        .cover = cover,
        .order_lot = order_lot};
    for (const auto& [product, of_product] : products) {
      plan.recipes.push_back(recipe_of(product, of_product, setting));
    }
    return std::make_unique<Plant>(std::move(plan), setting);
  }

 protected:
  Recipe recipe_of(const std::string& product, const ProductPlan<Rate>& plan, const entity::Setting& setting) const {
    Recipe recipe{.product = product,
                  .output = setting.items.find(good(), product),
                  .work_unit = work_unit(),
                  .cycle_time = cycle_time,
                  .share = [&plan](base::SimTime date) { return plan.share.at(date).in_base_units(); },
                  .opening_stock = plan.opening_stock};
    complete(recipe, setting.scenario, setting.items);
    recipe.opening_units_per_day = plan.opening_rate.in_base_units() * kSecondsPerDay *
                                   static_cast<double>(kLoadPerUnit) / static_cast<double>(recipe.load);
    return recipe;
  }
};

/// The fields every plant has; `products_of` is the section its products stand in.
template <class Spec, base::Dimension Rate>
scenario::FieldTable<Spec> plant_fields(const std::string& products_of) {
  using Base = PlantSpec<Rate>;
  const std::string unit = ProductPlan<Rate>::rate_unit();
  return {
      scenario::field<Spec>(static_cast<scenario::Ramp<Rate> Spec::*>(&Base::capacity),
                            {.name = "capacity", .unit = unit, .low = 0, .doc = "what it can start, by date"}),
      scenario::field<Spec>(
          static_cast<base::Duration Spec::*>(&Base::cycle_time),
          {.name = "cycle_time", .unit = "days", .low = 0, .high = 1000, .doc = "from start to finished goods"}),
      scenario::field<Spec>(static_cast<base::Duration Spec::*>(&Base::cover),
                            {.name = "cover",
                             .unit = "days",
                             .low = 0,
                             .high = 1000,
                             .doc = "how much earlier than needed it makes and orders things",
                             .by_default = "0 days"}),
      scenario::field<Spec>(static_cast<std::int64_t Spec::*>(&Base::order_lot),
                            {.name = "order_lot",
                             .unit = "1",
                             .low = 1,
                             .high = 100000,
                             .doc = "inputs are ordered in multiples of this, such as 25 wafers",
                             .by_default = "1"}),
      scenario::field<Spec>(static_cast<std::map<std::string, ProductPlan<Rate>> Spec::*>(&Base::products),
                            {.name = "products", .doc = "what it makes", .keys_refer_to = products_of}),
      scenario::field<Spec>(static_cast<std::shared_ptr<const policy::AllocationPolicy> Spec::*>(&Base::allocation),
                            {.name = "allocation",
                             .doc = "who gets what is short, customers and products alike",
                             .by_default = "\"proportional\""}),
  };
}

}  // namespace aibelt::supply
