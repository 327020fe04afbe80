#include "prices.hpp"

#include "aibelt/product/products.hpp"

namespace aibelt::engine {
namespace {

/// Bytes of one of a priced item, for prices by data.
double data_of(const scenario::Scenario& scenario, const entity::Item& item) {
  const auto& memory = product::memory_of(scenario, item.product);
  return (item.good == entity::Good::stack ? memory.stack_data() : memory.die_data).in_base_units();
}

}  // namespace

const supply::PlaceMoney* money_of(const scenario::Scenario& scenario, const std::string& place) {
  const auto& entries = scenario.section("money");
  const auto found = entries.find(place);
  return found == entries.end() ? nullptr : dynamic_cast<const supply::PlaceMoney*>(found->second.spec.get());
}

const supply::ProductMoney* money_for(const supply::PlaceMoney* money, const entity::Item& item) {
  if (money == nullptr) {
    return nullptr;
  }
  const auto found = money->products.find(item.product);
  return found == money->products.end() ? nullptr : &found->second;
}

double in_usd(const supply::PlaceMoney& money, const supply::Amount& amount, const scenario::Scenario& scenario,
              const entity::Item& item, base::SimTime date) {
  const double of_one = money.in_usd(amount, date);
  return amount.per == base::Measure::data ? of_one * data_of(scenario, item) : of_one;
}

std::function<double(base::SimTime)> price_of(const scenario::Scenario& scenario, const std::string& place,
                                              const entity::Item& item) {
  const supply::PlaceMoney* money = money_of(scenario, place);
  const supply::ProductMoney* of_item = money_for(money, item);
  if (of_item == nullptr || !of_item->price) {
    return {};
  }
  return [&scenario, money, of_item, item](base::SimTime date) {
    return in_usd(*money, *of_item->price, scenario, item, date);
  };
}

}  // namespace aibelt::engine
