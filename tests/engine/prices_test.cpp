// What places ask for their goods, in USD for one of them.

#include "src/engine/prices.hpp"

#include "tests/supply/product_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::Good;
using scenario::Json;

namespace {

/// A die of tall and of low holds 24 Gbit = 3 GB; a stack of tall four of them, one of low two.
scenario::Scenario priced() {
  return test::scenario_of(test::product_chain(Json::parse(R"({ "money": {
    "fab": { "products": { "tall": { "unit_cost": "6000 USD/wafer" } } },
    "tsv": { "products": { "tall": { "price": "2 USD/GB" } } },
    "stacker": { "products": { "tall": { "price": "20 USD/GB" }, "low": { "price": "140000 KRW/stack", "unit_cost": "7 USD" } },
                 "exchange_rate": [["2026-01-01", "1400 KRW/USD"], ["2026-07-01", "1250 KRW/USD"]] },
    "packer": { "products": { "big": { "price": [["2026-01-01", "30 kUSD/GPU"], ["2026-05-01", "24 kUSD/GPU"]] } } },
    "foundry": { "products": { "logic": { "price": "9 USD" } } } } })"))
                               .dump());
}

base::SimTime on(const char* date) { return base::parse_date(date).value(); }

double price(const scenario::Scenario& scenario, const std::string& place, const entity::Item& item,
             const char* date = "2026-02-01") {
  const auto asked = engine::price_of(scenario, place, item);
  REQUIRE(asked);
  return asked(on(date));
}

}  // namespace

TEST_CASE("A price by data is that of the gigabytes in one of the goods") {
  const auto scenario = priced();
  CHECK(price(scenario, "stacker", {Good::stack, "tall"}) == Approx(240.0));
  CHECK(price(scenario, "tsv", {Good::die, "tall"}) == Approx(6.0));
}

TEST_CASE("A price for one of the goods is asked as it stands, whether the goods are named or not") {
  const auto scenario = priced();
  CHECK(price(scenario, "packer", {Good::package, "big"}, "2026-01-01") == Approx(30000.0));
  CHECK(price(scenario, "foundry", {Good::part, "logic"}) == Approx(9.0));
}

TEST_CASE("A price is that of the date it is asked at, and so is the rate at which won become dollars") {
  const auto scenario = priced();
  CHECK(price(scenario, "packer", {Good::package, "big"}, "2026-03-02") == Approx(27000.0));  // 60 of 120 days later
  CHECK(price(scenario, "packer", {Good::package, "big"}, "2026-05-01") == Approx(24000.0));
  CHECK(price(scenario, "stacker", {Good::stack, "low"}, "2026-01-01") == Approx(100.0));
  CHECK(price(scenario, "stacker", {Good::stack, "low"}, "2026-07-01") == Approx(112.0));
}

TEST_CASE("Who states no price asks none: not for a cost, another product or a place without an entry") {
  const auto scenario = priced();
  CHECK_FALSE(engine::price_of(scenario, "fab", {Good::wafer, "tall"}));
  CHECK_FALSE(engine::price_of(scenario, "packer", {Good::package, "small"}));
  CHECK_FALSE(engine::price_of(scenario, "integrator", {Good::rack, "cabinet"}));
  CHECK_FALSE(engine::price_of(test::scenario_of(test::product_chain().dump()), "packer", {Good::package, "big"}));
}

TEST_CASE("A place's money is found by its name, and of it what it says of a product") {
  const auto scenario = priced();
  const supply::PlaceMoney* stacker = engine::money_of(scenario, "stacker");
  REQUIRE(stacker != nullptr);
  CHECK(engine::money_of(scenario, "integrator") == nullptr);
  const supply::ProductMoney* low = engine::money_for(stacker, {Good::stack, "low"});
  REQUIRE(low != nullptr);
  REQUIRE(low->unit_cost);
  CHECK(engine::in_usd(*stacker, *low->unit_cost, scenario, {Good::stack, "low"}, on("2026-02-01")) == Approx(7.0));
  CHECK(engine::money_for(stacker, {Good::stack, "middle"}) == nullptr);
  CHECK(engine::money_for(nullptr, {Good::stack, "low"}) == nullptr);
}
