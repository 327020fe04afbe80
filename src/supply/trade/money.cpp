#include "aibelt/supply/money.hpp"

#include <array>
#include <utility>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {
namespace {

using base::Measure;

struct PerGoods {
  std::optional<Measure> per;
  const char* suffix;
};

constexpr std::array kCurrencies = {std::pair{Measure::usd, "USD"}, std::pair{Measure::krw, "KRW"}};
constexpr std::array kPer = {PerGoods{std::nullopt, ""},         PerGoods{Measure::wafer, "/wafer"},
                             PerGoods{Measure::die, "/die"},     PerGoods{Measure::stack, "/stack"},
                             PerGoods{Measure::package, "/GPU"}, PerGoods{Measure::rack, "/rack"},
                             PerGoods{Measure::part, "/part"},   PerGoods{Measure::data, "/B"}};

template <std::size_t I>
constexpr base::Dimension dimension_of() {
  constexpr base::Dimension kCurrency = base::dimension(kCurrencies[I / kPer.size()].first);
  constexpr PerGoods kGoods = kPer[I % kPer.size()];
  return kGoods.per ? kCurrency / base::dimension(*kGoods.per) : kCurrency;
}

/// Reads `node` in the unit numbered I; false, and nothing noted, where it is no such amount.
template <std::size_t I>
bool read_in(scenario::Reader& reader, const scenario::Json& node, const std::string& path, scenario::FieldInfo info,
             Amount& out) {
  using Ramp = scenario::Ramp<dimension_of<I>()>;
  info.unit = std::string(kCurrencies[I / kPer.size()].second) + kPer[I % kPer.size()].suffix;
  base::Issues problems;
  scenario::Reader trial(reader.document(), problems);
  Ramp ramp;
  scenario::Codec<Ramp>::read(trial, node, path, info, ramp);
  if (!problems.empty()) {
    return false;
  }
  scenario::Codec<Ramp>::read(reader, node, path, info, ramp);
  out.at = [ramp = std::move(ramp)](base::SimTime date) { return ramp.at(date).in_base_units(); };
  out.currency = kCurrencies[I / kPer.size()].first;
  out.per = kPer[I % kPer.size()].per;
  return true;
}

template <std::size_t... I>
bool read_in_any(scenario::Reader& reader, const scenario::Json& node, const std::string& path,
                 const scenario::FieldInfo& info, Amount& out, std::index_sequence<I...>) {
  return (read_in<I>(reader, node, path, info, out) || ...);
}

}  // namespace
}  // namespace aibelt::supply

namespace aibelt::scenario {

/// An amount in USD or KRW, for one of any goods; where it is none, the problem is told as for USD.
template <>
struct Codec<supply::Amount> {
  static constexpr std::size_t kUnits = supply::kCurrencies.size() * supply::kPer.size();
  using Dollars = Ramp<base::dimension(base::Measure::usd)>;

  static void describe(FieldInfo& info) { Codec<Dollars>::describe(info); }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   supply::Amount& out) {
    if (!supply::read_in_any(reader, node, path, info, out, std::make_index_sequence<kUnits>())) {
      Dollars none;
      Codec<Dollars>::read(reader, node, path, info, none);
      out.at = [](base::SimTime) { return 0.0; };
    }
  }
};

}  // namespace aibelt::scenario

namespace aibelt::supply {

const scenario::FieldTable<ProductMoney>& ProductMoney::fields() {
  static const scenario::FieldTable<ProductMoney> table = {
      scenario::field(&ProductMoney::unit_cost,
                      {.name = "unit_cost",
                       .unit = "USD",
                       .low = 0,
                       .doc = "of a unit of work beside its inputs, by date of start: USD, USD/wafer, USD/stack, "
                              "USD/GPU, USD/rack or the like, or the same in KRW",
                       .by_default = "0 USD"}),
      scenario::field(&ProductMoney::price,
                      {.name = "price",
                       .unit = "USD",
                       .low = 0,
                       .doc = "for which one of its goods leaves, by date, in units as above; stacks and dies may be "
                              "priced in USD/GB",
                       .by_default = "handed on at cost"}),
  };
  return table;
}

const scenario::FieldTable<PlaceMoney>& PlaceMoney::fields() {
  static const scenario::FieldTable<PlaceMoney> table = {
      scenario::field(&PlaceMoney::products,
                      {.name = "products", .doc = "what it makes, by product", .by_default = "{}"}),
      scenario::field(&PlaceMoney::holding_rate,
                      {.name = "holding_rate",
                       .unit = "1/year",
                       .low = 0,
                       .high = 10,
                       .doc = "cost of holding inputs, goods in process and stock, of their value, capital included",
                       .by_default = "0 1/year"}),
      scenario::field(&PlaceMoney::exchange_rate, {.name = "exchange_rate",
                                                   .unit = "KRW/USD",
                                                   .low = 1,
                                                   .high = 1e6,
                                                   .doc = "at which amounts in KRW are turned into USD, by date"}),
  };
  return table;
}

double PlaceMoney::in_usd(const Amount& amount, base::SimTime date) const {
  if (amount.currency == Measure::usd) {
    return amount.at(date);
  }
  base::ensure(exchange_rate.has_value(), "money in KRW without an exchange rate");
  return amount.at(date) / exchange_rate->at(date).in_base_units();
}

void PlaceMoney::check(scenario::Reader& reader, const std::string& path) const {
  for (const auto& [product, money] : products) {
    const std::string of_product = scenario::child_path(scenario::child_path(path, "products"), product);
    for (const auto& [name, amount] : {std::pair{"unit_cost", &money.unit_cost}, {"price", &money.price}}) {
      if (*amount && (*amount)->currency == Measure::krw && !exchange_rate) {
        reader.report(scenario::child_path(of_product, name), "is in KRW; add \"exchange_rate\" to the entry");
      }
    }
  }
}

scenario::Catalogue money_sections() {
  return {{"money",
           "what work costs and goods bring, by the name of the place",
           {scenario::kind<scenario::Spec, PlaceMoney>(
               "place_money", "unit costs and prices by product, and the cost of holding goods")}}};
}

}  // namespace aibelt::supply
