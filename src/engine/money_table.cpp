#include "aibelt/engine/money_table.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "actors.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/supply/makings.hpp"
#include "aibelt/supply/money.hpp"
#include "prices.hpp"

namespace aibelt::engine {
namespace {

using metrics::MoneyTable;
using metrics::Standard;

double accelerators_in(const scenario::Scenario& scenario, const entity::Item& item) {
  if (item.good == entity::Good::rack) {
    return static_cast<double>(product::rack_of(scenario, item.product).accelerators);
  }
  return item.good == entity::Good::package ? 1 : 0;
}

/// The standard costs of one month: an item's value needs that of its makers' inputs, and so on up to the wafers.
class StandardCosts {
 public:
  StandardCosts(const scenario::Scenario& scenario, const std::vector<Actor>& actors, base::SimTime date)
      : scenario_(scenario), date_(date) {
    for (const Actor& actor : actors) {
      for (supply::PlannedMaking& making : supply::makings_of(*actor.spec, scenario, date)) {
        const double weight = making.is_handed_on() ? 0 : actor.spec->nominal_rate(scenario, making.item, date);
        makings_.push_back({actor.name, std::move(making), weight, money_of(scenario, actor.name)});
      }
    }
  }

  std::size_t size() const { return makings_.size(); }
  const std::string& place(std::size_t i) const { return makings_[i].place; }
  const supply::PlannedMaking& making(std::size_t i) const { return makings_[i].making; }
  bool has_price(std::size_t i) const {
    const supply::ProductMoney* money = product_money(makings_[i]);
    return money != nullptr && money->price.has_value();
  }

  Standard standard(std::size_t i) { return standard_of(makings_[i]); }

  /// USD at which one is handed over: the mean over its makers with a cost or a price, weighed by what they can deliver.
  double value(const entity::Item& item) {
    const auto known = values_.find(item);
    if (known != values_.end()) {
      return known->second;
    }
    std::vector<std::pair<double, double>> offers;  // what it can deliver, its price
    double weights = 0;
    for (const One& one : makings_) {
      const bool makes_it = one.making.item == item && !one.making.is_handed_on();
      if (const double price = makes_it ? standard_of(one).price : 0; price > 0) {
        offers.emplace_back(one.weight, price);
        weights += one.weight;
      }
    }
    double value = offers.empty() ? 0 : offers.front().second;
    for (const auto& [weight, price] : offers) {
      const double share = weights > 0 ? weight / weights : 1 / static_cast<double>(offers.size());
      value += share * (price - offers.front().second);
    }
    values_.emplace(item, value);
    return value;
  }

 private:
  struct One {
    std::string place;
    supply::PlannedMaking making;
    double weight = 0;
    const supply::PlaceMoney* money = nullptr;
  };

  static const supply::ProductMoney* product_money(const One& one) { return money_for(one.money, one.making.item); }

  double usd(const One& one, const supply::Amount& amount) const {
    return in_usd(*one.money, amount, scenario_, one.making.item, date_);
  }

  Standard standard_of(const One& one) {
    if (one.making.is_handed_on()) {
      const double value_in = value(one.making.item);
      return {0, value_in, value_in, value_in, value_in};
    }
    const supply::ProductMoney* money = product_money(one);
    Standard standard;
    standard.unit_cost = money != nullptr && money->unit_cost ? usd(one, *money->unit_cost) : 0;
    standard.process = standard.unit_cost;
    for (const auto& [item, count] : one.making.inputs) {
      standard.process += count * value(item);
    }
    standard.outcome = standard.process / one.making.outcomes_per_start;
    standard.good = one.making.goods_per_start > 0 ? standard.process / one.making.goods_per_start : 0;
    standard.price = money != nullptr && money->price ? usd(one, *money->price) : standard.good;
    return standard;
  }

  const scenario::Scenario& scenario_;
  base::SimTime date_;
  std::vector<One> makings_;
  std::map<entity::Item, double> values_;
};

void add_month(StandardCosts& costs, base::Month month, MoneyTable& table) {
  for (std::size_t i = 0; i < costs.size(); ++i) {
    table.makings[i].standards[month] = costs.standard(i);
  }
}

void add_makings(const StandardCosts& costs, MoneyTable& table) {
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const supply::PlannedMaking& making = costs.making(i);
    table.makings.push_back({.place = costs.place(i),
                             .product = making.item.product,
                             .goods = std::string(entity::unit_of(making.item.good)),
                             .is_handed_on = making.is_handed_on(),
                             .has_starts = !making.work_unit.empty(),
                             .has_price = costs.has_price(i),
                             .is_sold_at_once = making.is_sold_at_once,
                             .outcomes_per_start = making.outcomes_per_start,
                             .standards = {}});
  }
}

std::vector<entity::Item> items_of(const StandardCosts& costs) {
  std::vector<entity::Item> items;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    items.push_back(costs.making(i).item);
  }
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return items;
}

}  // namespace

MoneyTable money_table(const scenario::Scenario& scenario) {
  MoneyTable table;
  if (scenario.section("money").empty()) {
    return table;
  }
  const std::vector<Actor> actors = actors_of(scenario);
  std::vector<entity::Item> items;
  const base::Month first = base::month_of(scenario.from);
  for (base::Month month = first; base::start_of(month) < scenario.to; month = base::next(month)) {
    StandardCosts costs(scenario, actors, std::max(base::start_of(month), scenario.from));
    if (month == first) {
      add_makings(costs, table);
      items = items_of(costs);
      for (const entity::Item& item : items) {
        table.goods.push_back(
            {item.product, std::string(entity::unit_of(item.good)), accelerators_in(scenario, item), {}});
      }
    }
    add_month(costs, month, table);
    for (std::size_t i = 0; i < items.size(); ++i) {
      table.goods[i].value[month] = costs.value(items[i]);
    }
  }
  constexpr double kSecondsPerYear = 365.25 * 86400;
  for (const auto& [place, entry] : scenario.section("money")) {
    const auto& money = dynamic_cast<const supply::PlaceMoney&>(*entry.spec);
    table.holding_rates[place] = money.holding_rate.in_base_units() * kSecondsPerYear;
  }
  return table;
}

}  // namespace aibelt::engine
