#include "warehouse_spec.hpp"

#include "../kinds.hpp"
#include "goods_of_many.hpp"
#include "warehouse.hpp"

namespace aibelt::supply {

const scenario::FieldTable<WarehouseItem>& WarehouseItem::fields() {
  const auto cost = [](CostRate WarehouseItem::*member, std::string name, std::string doc) {
    return scenario::field(member, {.name = std::move(name),
                                    .unit = "USD/day",
                                    .low = 0,
                                    .high = 1e9,
                                    .doc = std::move(doc),
                                    .by_default = "0 USD/day"});
  };
  static const scenario::FieldTable<WarehouseItem> table = {
      scenario::field(&WarehouseItem::opening_stock, {.name = "opening_stock",
                                                      .unit = "1",
                                                      .low = 0,
                                                      .high = 1e12,
                                                      .doc = "on hand at the start of the run",
                                                      .by_default = "0"}),
      scenario::field(&WarehouseItem::ordering, {.name = "ordering", .doc = "how it orders the item"}),
      cost(&WarehouseItem::holding_cost, "holding_cost", "of a unit on hand"),
      cost(&WarehouseItem::backlog_cost, "backlog_cost", "of a unit owed and overdue"),
      cost(&WarehouseItem::transit_cost, "transit_cost", "of a unit on its way from here, for the planned lead time"),
  };
  return table;
}

const scenario::FieldTable<WarehouseSpec>& WarehouseSpec::fields() {
  static const auto table = entity::with_buyer_fields<WarehouseSpec>({
      scenario::field(&WarehouseSpec::goods, goods_field()),
      scenario::field(&WarehouseSpec::items, {.name = "items", .doc = "what it holds, by product"}),
      scenario::field(
          &WarehouseSpec::allocation,
          {.name = "allocation", .doc = "which customer gets what is short", .by_default = "\"proportional\""}),
      scenario::field(&WarehouseSpec::count_every,
                      {.name = "count_every",
                       .unit = "days",
                       .low = 0,
                       .high = 366,
                       .doc = "stock and backlog are counted, and cost, once in this time; 0: all the time",
                       .by_default = "0 days"}),
      scenario::field(&WarehouseSpec::count_at, {.name = "count_at",
                                                 .unit = "days",
                                                 .low = 0,
                                                 .high = 366,
                                                 .doc = "when in that time, from the start of the run on",
                                                 .by_default = "0 days"}),
      scenario::field(&WarehouseSpec::throughput,
                      {.name = "throughput",
                       .unit = "1/day",
                       .low = 0,
                       .high = 1e9,
                       .doc = "units of each item it can pass on, for buyers that choose among sources",
                       .by_default = "86400 1/day"}),
  });
  return table;
}

std::unique_ptr<entity::Entity> WarehouseSpec::make(const entity::Setting& setting) const {
  return std::make_unique<Warehouse>(*this, setting);
}

std::vector<entity::Item> WarehouseSpec::produces(const scenario::Scenario&) const {
  std::vector<entity::Item> all;
  for (const auto& [product, item] : items) {
    all.push_back({good_named(goods), product});
  }
  return all;
}

double WarehouseSpec::nominal_rate(const scenario::Scenario&, const entity::Item& item, base::SimTime) const {
  return items.contains(item.product) ? throughput.in_base_units() : 0;
}

void WarehouseSpec::check(scenario::Reader& reader, const std::string& path) const {
  if (count_every.count() > 0 ? count_at >= count_every : count_at.count() > 0) {
    reader.report(scenario::child_path(path, "count_at"), "must be earlier than the end of \"count_every\"");
  }
  const std::string all = scenario::child_path(path, "items");
  if (items.empty()) {
    reader.report(all, "is empty; name at least one item");
  }
  for (const auto& [product, item] : items) {
    item.ordering.check(reader, scenario::child_path(scenario::child_path(all, product), "ordering"));
  }
}

void WarehouseSpec::check_products(const scenario::Scenario& scenario, base::Issues& issues) const {
  for (const auto& [product, item] : items) {
    check_item(scenario, good_named(goods), product, scenario::child_path("items", product), issues);
  }
}

scenario::Kind<scenario::Spec> warehouse() {
  return scenario::kind<scenario::Spec, WarehouseSpec>(
      "warehouse", "goods held between makers and users, ordered by a policy; late orders stay wanted");
}

}  // namespace aibelt::supply
