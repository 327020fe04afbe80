#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/allocation.hpp"
#include "aibelt/policy/route.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"
#include "downtime.hpp"
#include "plant.hpp"
#include "tool_set.hpp"

namespace aibelt::supply {

inline constexpr double kSecondsPerDay = 86400;

/// A plant's plan for one product; rates are in the unit of the plant's capacity.
template <base::Dimension Rate>
struct ProductPlan {
  scenario::Ramp<base::kPlain> share{base::Ratio::from_base_units(1)};
  base::Quantity<Rate> opening_rate;
  std::int64_t opening_stock = 0;
  std::int64_t opening_experience = 0;

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
        scenario::field(&ProductPlan::opening_experience,
                        {.name = "opening_experience",
                         .unit = "1",
                         .low = 0,
                         .doc = "units it had worked on before those in process, from which yields learn",
                         .by_default = "0"}),
    };
    return table;
  }

  /// `wafers/month` and the like.
  static std::string rate_unit() {
    for (const auto& [measure, name] : {std::pair{base::Measure::wafer, "wafers"},
                                        {base::Measure::stack, "stacks"},
                                        {base::Measure::rack, "racks"},
                                        {base::Measure::package, "packages"},
                                        {base::Measure::part, "parts"}}) {
      if (Rate == base::dimension(measure) / base::kTime) {
        return std::string(name) + "/month";
      }
    }
    return "dies/month";
  }
};

/// Tools on order at a plant whose capacity is counted in `Rate`.
template <base::Dimension Rate>
struct PlantToolSet : ToolSet<Rate> {
  static const scenario::FieldTable<PlantToolSet>& fields() {
    static const scenario::FieldTable<PlantToolSet> table =
        tool_set_fields<PlantToolSet, Rate>(ProductPlan<Rate>::rate_unit());
    return table;
  }
};

/// What the scenario says of a plant whose capacity is counted in `Rate`; the kinds derive from it and say how each product is made.
template <base::Dimension Rate>
struct PlantSpec : entity::ActorSpec {
  scenario::Ramp<Rate> capacity;
  base::Duration cycle_time{0};
  base::Duration cover{0};
  std::int64_t order_lot = 1;
  std::optional<OrderingPlan> ordering;
  std::map<std::string, ProductPlan<Rate>> products;
  std::shared_ptr<const policy::AllocationPolicy> allocation = policy::default_allocation();
  std::shared_ptr<const policy::RoutePolicy> route = policy::default_route();
  std::shared_ptr<const entity::Sourcing> chosen_sourcing = entity::default_sourcing();
  std::shared_ptr<const FlowKind> flow = default_flow();
  std::optional<Downtime> downtime;
  std::vector<PlantToolSet<Rate>> tool_sets;

  /// What it can start a second at `date`, the tools that have come by then included.
  double capacity_at(base::SimTime date) const {
    base::Quantity<Rate> all = capacity.at(date);
    for (const PlantToolSet<Rate>& tools : tool_sets) {
      all = all + tools.at(date);
    }
    return all.in_base_units();
  }

  std::shared_ptr<const entity::Sourcing> sourcing() const override { return chosen_sourcing; }

  /// Goods that come out, unit of work and of capacity, in plural.
  virtual entity::Good good() const = 0;
  virtual std::string work_unit() const = 0;
  virtual std::string capacity_unit() const { return work_unit(); }

  /// Inputs, outcomes, yield and load of `recipe.product`; the rest is filled in from the fields above.
  virtual void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const = 0;

  /// What the plan of this kind of plant has beyond the fields above.
  virtual void extend(PlantPlan& /*plan*/) const {}

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
    return plan == products.end()
               ? 0
               : capacity_at(date) * std::min(plan->second.share.at(date).in_base_units(), ordered_share(date)) *
                     goods_per_capacity(scenario, item.product, date);
  }

  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    if (ordering && consumes(scenario).empty()) {
      issues.push_back({"", "ordering", "means nothing here, where no inputs are ordered; take it out"});
    }
  }

  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override {
    PlantPlan plan{.stage = stage(),
                   .capacity_unit = capacity_unit(),
                   .capacity_per_day = [this](base::SimTime date) { return capacity_at(date) * kSecondsPerDay; },
                   .allocation = allocation,
                   .ordered_share = [this](base::SimTime date) { return ordered_share(date); },
                   .cover = cover,
                   .order_lot = order_lot,
                   .ordering = ordering,
                   .route = route,
                   .effects = entity::Effects(setting.scenario, setting.name)};
    for (const auto& [product, of_product] : products) {
      plan.recipes.push_back(recipe_of(product, of_product, setting));
    }
    plan.flow = flow;
    if (downtime) {
      const auto tools =
          std::make_shared<ToolsUp>(*downtime, setting.scenario.from, static_cast<std::uint64_t>(setting.scenario.seed),
                                    stage() + "/" + setting.name + "/downtime");
      plan.tools_up = [tools](base::SimTime date) { return tools->on(date); };
    }
    extend(plan);
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
    recipe.yield.note_started(plan.opening_experience);
    recipe.opening_units_per_day = plan.opening_rate.in_base_units() * kSecondsPerDay *
                                   static_cast<double>(kLoadPerUnit) / static_cast<double>(recipe.load);
    return recipe;
  }
};

/// The field `downtime`, checked as it is read.
template <class Spec>
scenario::Field<Spec> downtime_field(std::optional<Downtime> Spec::*downtime) {
  auto field = scenario::field<Spec>(
      downtime, {.name = "downtime", .doc = "maintenance and failures of its constraint tools", .by_default = "none"});
  const auto read = field.read;
  field.read = [read, downtime](scenario::Reader& reader, const scenario::Json& node, const std::string& path,
                                Spec& spec) {
    read(reader, node, path, spec);
    (spec.*downtime)->check(reader, path);
  };
  return field;
}

/// The field `ordering`, checked as it is read.
template <class Spec>
scenario::Field<Spec> ordering_field(std::optional<OrderingPlan> Spec::*ordering) {
  auto field = scenario::field<Spec>(
      ordering, {.name = "ordering", .doc = "policy by which it orders inputs", .by_default = "lot for lot"});
  const auto read = field.read;
  field.read = [read, ordering](scenario::Reader& reader, const scenario::Json& node, const std::string& path,
                                Spec& spec) {
    read(reader, node, path, spec);
    (spec.*ordering)->check(reader, path);
  };
  return field;
}

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
      ordering_field<Spec>(static_cast<std::optional<OrderingPlan> Spec::*>(&Base::ordering)),
      scenario::field<Spec>(static_cast<std::map<std::string, ProductPlan<Rate>> Spec::*>(&Base::products),
                            {.name = "products", .doc = "what it makes", .keys_refer_to = products_of}),
      scenario::field<Spec>(static_cast<std::shared_ptr<const policy::AllocationPolicy> Spec::*>(&Base::allocation),
                            {.name = "allocation",
                             .doc = "who gets what is short, customers and products alike",
                             .by_default = "\"proportional\""}),
      scenario::field<Spec>(static_cast<std::shared_ptr<const policy::RoutePolicy> Spec::*>(&Base::route),
                            {.name = "route",
                             .doc = "which lane goods take where several lead to the same place",
                             .by_default = "\"by_urgency\""}),
      entity::sourcing_field<Spec>(
          static_cast<std::shared_ptr<const entity::Sourcing> Spec::*>(&Base::chosen_sourcing)),
      scenario::field<Spec>(static_cast<std::shared_ptr<const FlowKind> Spec::*>(&Base::flow),
                            {.name = "flow", .doc = "when what was started comes out", .by_default = "\"constant\""}),
      downtime_field<Spec>(static_cast<std::optional<Downtime> Spec::*>(&Base::downtime)),
      scenario::field<Spec>(
          static_cast<std::vector<PlantToolSet<Rate>> Spec::*>(&Base::tool_sets),
          {.name = "tool_sets", .doc = "tools on order, which add to the capacity", .by_default = "[]"}),
  };
}

}  // namespace aibelt::supply
