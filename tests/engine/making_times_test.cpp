// How long a source takes for what it makes to order, worked out by hand on the chain of tests/supply.

#include "src/engine/making_times.hpp"

#include <algorithm>

#include "src/engine/actors.hpp"
#include "tests/supply/product_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::Good;
using scenario::Json;

namespace {

/// A fab takes 40 days, the TSV line 10, the stacker 20, the packer 30, the integrator 7 and 3 of burn-in, the foundry 25; a second
/// fab far away takes 15, a supplier of stacks from outside 5, a hub keeps stacks.
Json chain() {
  Json chain = test::product_chain(Json::parse(R"({
    "fabs": { "fab": { "cycle_time": "40 days" },
              "far": { "capacity": "1000 wafers/day", "cycle_time": "15 days", "products": { "tall": {} } } },
    "wafer_finishing": { "tsv": { "cycle_time": "10 days" } },
    "stacking": { "stacker": { "cycle_time": "20 days" } },
    "packaging": { "packer": { "cycle_time": "30 days" } },
    "assembly": { "integrator": { "cycle_time": "7 days", "burn_in": "3 days" } },
    "suppliers": { "foundry": { "cycle_time": "25 days" },
                   "outside": { "kind": "memory_supplier", "capacity": "300 stacks/day", "cycle_time": "5 days",
                                "products": { "low": {} } } },
    "lanes": { "8": { "from": "far", "to": "tsv", "lead_time": "1 day" },
               "9": { "from": "outside", "to": "packer", "lead_time": "1 day" },
               "10": { "from": "stacker", "to": "hub", "lead_time": "1 day" },
               "11": { "from": "hub", "to": "packer", "lead_time": "1 day" } }
  })"));
  chain["warehouses"]["hub"] = {
      {"goods", "stacks"}, {"items", {{"tall", {{"ordering", {{"policy", {{"kind", "base_stock"}, {"level", 0}}}}}}}}}};
  return chain;
}

entity::Items items_of(const scenario::Scenario& scenario, const std::vector<engine::Actor>& actors) {
  std::vector<entity::Item> items;
  for (const engine::Actor& actor : actors) {
    for (const auto& part : {actor.spec->produces(scenario), actor.spec->consumes(scenario)}) {
      items.insert(items.end(), part.begin(), part.end());
    }
  }
  return entity::Items(std::move(items));
}

struct Delivery {
  std::string from;
  std::string to;
  entity::Item item;
  int lead_days = 0;
  int order_days = 1;
};
using Deliveries = std::vector<Delivery>;

/// Who delivers what to whom, and the times that come of it, in days.
class Supply {
 public:
  explicit Supply(const Deliveries& deliveries)
      : scenario_(test::scenario_of(chain().dump())),
        actors_(engine::actors_of(scenario_)),
        items_(items_of(scenario_, actors_)),
        sources_(actors_.size()) {
    for (const Delivery& delivery : deliveries) {
      entity::Partner source = partner(delivery.from);
      source.lead_time = delivery.lead_days * base::kDay;
      source.order_time = delivery.order_days * base::kDay;
      sources_[index(delivery.to)][id(delivery.item)].push_back(source);
    }
  }
  Supply(const Supply&) = delete;
  Supply& operator=(const Supply&) = delete;

  double days(const std::string& maker, const entity::Item& item) {
    return std::chrono::duration<double>(times_.of(partner(maker), id(item))) /
           std::chrono::duration<double>(base::kDay);
  }

 private:
  std::size_t index(const std::string& name) const {
    const auto found =
        std::find_if(actors_.begin(), actors_.end(), [&](const engine::Actor& actor) { return actor.name == name; });
    base::ensure(found != actors_.end(), "no place " + name);
    return static_cast<std::size_t>(found - actors_.begin());
  }
  entity::ItemId id(const entity::Item& item) const { return items_.find(item.good, item.product); }
  entity::Partner partner(const std::string& name) const {
    return {{static_cast<std::int32_t>(index(name))}, name, {}, actors_[index(name)].spec};
  }

  scenario::Scenario scenario_;
  std::vector<engine::Actor> actors_;
  entity::Items items_;
  std::vector<engine::MakingTimes::Sources> sources_;
  engine::MakingTimes times_{scenario_, items_, [this](entity::EntityId id) -> const engine::MakingTimes::Sources& {
                               return sources_[static_cast<std::size_t>(id.index)];
                             }};
};

const entity::Item kWafers{Good::wafer, "tall"};
const entity::Item kDies{Good::die, "tall"};
const entity::Item kStacks{Good::stack, "tall"};
const entity::Item kLogic{Good::part, "logic"};
const entity::Item kBig{Good::package, "big"};
const entity::Item kSmall{Good::package, "small"};
const entity::Item kCabinet{Good::rack, "cabinet"};

/// An order for wafers takes two days, they three on their way: dies in 2 + 40 + 3 + 10 = 55 days, stacks in 1 + 55 + 1 + 20 = 77.
Deliveries stacks_and(const Deliveries& others) {
  Deliveries all = {{"fab", "tsv", kWafers, 3, 2}, {"tsv", "stacker", kDies, 1}};
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

}  // namespace

TEST_CASE("A maker of raw goods takes its own time, whatever its product") {
  Supply supply({});
  CHECK(supply.days("fab", kWafers) == 40);
  CHECK(supply.days("fab", {Good::wafer, "low"}) == 40);
  CHECK(supply.days("far", kWafers) == 15);
  CHECK(supply.days("foundry", kLogic) == 25);
}

TEST_CASE("Makers in series add up orders, making and ways") {
  Supply supply(stacks_and({}));
  CHECK(supply.days("stacker", kStacks) == 77);
  CHECK(supply.days("tsv", kDies) == 55);
  CHECK(supply.days("fab", kWafers) == 40);
}

TEST_CASE("The order to a maker's own source takes its lane's order time at each step") {
  Supply quick({{"fab", "tsv", kWafers, 3, 0}, {"tsv", "stacker", kDies, 1, 0}});
  Supply slow({{"fab", "tsv", kWafers, 3, 9}, {"tsv", "stacker", kDies, 1, 14}});
  CHECK(quick.days("stacker", kStacks) == 40 + 3 + 10 + 1 + 20);
  CHECK(slow.days("stacker", kStacks) == 9 + 40 + 3 + 10 + 14 + 1 + 20);
}

TEST_CASE("Of the inputs of one recipe the one that comes last counts, not their sum") {
  // Stacks are there after 1 + 77 + 2 = 80 days, logic after 5 + 25 + 4 = 34, or after 5 + 25 + 60 = 90.
  Supply quick(stacks_and({{"stacker", "packer", kStacks, 2}, {"foundry", "packer", kLogic, 4, 5}}));
  Supply slow(stacks_and({{"stacker", "packer", kStacks, 2}, {"foundry", "packer", kLogic, 60, 5}}));
  CHECK(quick.days("packer", kBig) == 80 + 30);
  CHECK(slow.days("packer", kBig) == 90 + 30);
}

TEST_CASE("Each recipe of a place has a time of its own, by its own inputs") {
  // Stacks of low come from outside after 1 + 5 + 2 = 8 days, so that logic, after 34, comes last.
  Supply supply(stacks_and({{"stacker", "packer", kStacks, 2},
                            {"outside", "packer", {Good::stack, "low"}, 2},
                            {"foundry", "packer", kLogic, 4, 5}}));
  CHECK(supply.days("packer", kSmall) == 34 + 30);
  CHECK(supply.days("packer", kBig) == 80 + 30);
  CHECK(supply.days("packer", kSmall) == 34 + 30);
}

TEST_CASE("Of several sources of an input the one counts whose order, making and way are shortest together") {
  // From the fab 2 + 40 + 3 = 45 days; from far, which makes it in 15, 2 + 15 + 30 = 47 or, over a shorter way, 2 + 15 + 10 = 27.
  Supply by_fab({{"far", "tsv", kWafers, 30, 2}, {"fab", "tsv", kWafers, 3, 2}});
  Supply by_far({{"fab", "tsv", kWafers, 3, 2}, {"far", "tsv", kWafers, 10, 2}});
  Supply other_way_about({{"far", "tsv", kWafers, 10, 2}, {"fab", "tsv", kWafers, 3, 2}});
  CHECK(other_way_about.days("tsv", kDies) == 27 + 10);
  CHECK(by_fab.days("tsv", kDies) == 45 + 10);
  CHECK(by_far.days("tsv", kDies) == 27 + 10);
}

TEST_CASE("What stands in a warehouse is there, however long its makers take") {
  Supply supply(
      stacks_and({{"stacker", "hub", kStacks, 1}, {"hub", "packer", kStacks, 2}, {"foundry", "packer", kLogic, 1, 1}}));
  CHECK(supply.days("hub", kStacks) == 0);
  CHECK(supply.days("packer", kBig) == 1 + 25 + 1 + 30);
}

TEST_CASE("The time of an assembly holds its burn-in") {
  Supply supply({{"packer", "integrator", kBig, 6}});
  CHECK(supply.days("integrator", kCabinet) == 1 + 30 + 6 + 7 + 3);
}

TEST_CASE("An input that nobody delivers costs no time, and who does not make an item takes none for it") {
  Supply supply({});
  CHECK(supply.days("tsv", kDies) == 10);
  CHECK(supply.days("fab", kStacks) == 0);
  CHECK(supply.days("buyer", kCabinet) == 0);
}
