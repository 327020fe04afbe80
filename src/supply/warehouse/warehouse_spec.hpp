#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/entity/buyer.hpp"
#include "aibelt/policy/allocation.hpp"
#include "ordering_plan.hpp"

namespace aibelt::supply {

/// USD a unit and a time.
using CostRate = base::Quantity<base::dimension(base::Measure::usd) / base::kTime>;

/// One item of a warehouse.
struct WarehouseItem {
  std::int64_t opening_stock = 0;
  OrderingPlan ordering;
  CostRate holding_cost;
  CostRate backlog_cost;
  CostRate transit_cost;

  static const scenario::FieldTable<WarehouseItem>& fields();
};

/// A place that holds goods between makers and users: it serves orders from stock and orders by a policy.
struct WarehouseSpec : entity::BuyerSpec {
  std::string goods;
  std::map<std::string, WarehouseItem> items;
  std::shared_ptr<const policy::AllocationPolicy> allocation = policy::default_allocation();
  base::Duration count_every{0};
  base::Duration count_at{0};
  base::Quantity<base::kPlain / base::kTime> throughput =
      base::Quantity<base::kPlain / base::kTime>::from_base_units(1);

  std::string stage() const override { return "warehouse"; }
  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;
  std::vector<entity::Item> produces(const scenario::Scenario& scenario) const override;
  std::vector<entity::Item> consumes(const scenario::Scenario& scenario) const override { return produces(scenario); }
  double nominal_rate(const scenario::Scenario& scenario, const entity::Item& item, base::SimTime date) const override;
  void check(scenario::Reader& reader, const std::string& path) const override;
  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override;

  static const scenario::FieldTable<WarehouseSpec>& fields();
};

}  // namespace aibelt::supply
