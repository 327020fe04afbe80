#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/quantity.hpp"
#include "aibelt/scenario/ramp.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// Money for one unit of something, by date, in the currency and for the measure it was stated in.
struct Amount {
  std::function<double(base::SimTime)> at;  ///< one of `currency` for one of `per`; for a byte where `per` is data
  base::Measure currency = base::Measure::usd;
  std::optional<base::Measure> per;  ///< nullopt where the scenario does not say, which fits any goods
};

/// What one product costs and brings at one place.
struct ProductMoney {
  std::optional<Amount> unit_cost;
  std::optional<Amount> price;

  static const scenario::FieldTable<ProductMoney>& fields();
};

/// The money of one place, an entry of the section `money` under the place's name.
struct PlaceMoney : scenario::Spec {
  using ExchangeRate = scenario::Ramp<base::dimension(base::Measure::krw) / base::dimension(base::Measure::usd)>;

  std::map<std::string, ProductMoney> products;
  base::Quantity<base::kPlain / base::kTime> holding_rate;
  std::optional<ExchangeRate> exchange_rate;

  /// USD for one unit of `per`, or for one byte.
  double in_usd(const Amount& amount, base::SimTime date) const;

  void check(scenario::Reader& reader, const std::string& path) const override;
  static const scenario::FieldTable<PlaceMoney>& fields();
};

/// The section `money`.
scenario::Catalogue money_sections();

/// Adds what the section `money` contradicts the rest of the scenario in: places, products and goods that are not there.
void check_money(const scenario::Scenario& scenario, base::Issues& issues);

}  // namespace aibelt::supply
