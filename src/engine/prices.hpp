#pragma once

#include <functional>
#include <string>

#include "aibelt/entity/item.hpp"
#include "aibelt/supply/money.hpp"

namespace aibelt::engine {

/// The place's entry in the section `money`; null where there is none.
const supply::PlaceMoney* money_of(const scenario::Scenario& scenario, const std::string& place);

/// What it says of `item`; null where it says nothing. `money` may be null.
const supply::ProductMoney* money_for(const supply::PlaceMoney* money, const entity::Item& item);

/// USD for one `item`, whatever `amount` is stated for.
double in_usd(const supply::PlaceMoney& money, const supply::Amount& amount, const scenario::Scenario& scenario,
              const entity::Item& item, base::SimTime date);

/// USD the place asks for one `item`, by date; empty where no price is stated.
std::function<double(base::SimTime)> price_of(const scenario::Scenario& scenario, const std::string& place,
                                              const entity::Item& item);

}  // namespace aibelt::engine
