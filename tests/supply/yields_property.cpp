/// Goods are whole and none is lost through tests, retests, rework, downgrades, batches, change-overs and kits, whatever the yields.

#include "aibelt/base/random.hpp"
#include "aibelt/product/products.hpp"
#include "tests/supply/product_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;

namespace {

constexpr std::uint64_t kChains = 40;

Json random_changes(std::uint64_t seed) {
  base::Stream random(seed, "yields");
  const auto share = [&](double low, double high) { return random.bernoulli(0.3) ? high : random.uniform(low, high); };
  const auto days = [&] { return fmt::format("{} days", random.below(20)); };
  const auto memory = [&](const std::string& lesser) {
    Json fields = {{"die_count", random.bernoulli(0.5) ? "grid" : "formula"},
                   {"tsv_yield", share(0.5, 1)},
                   {"bond_yield", share(0.8, 1)},
                   {"stack_test_yield", share(0.3, 1)},
                   {"retest", random.uniform(0, 0.9)},
                   {"sort_yield",
                    {{"kind", "learning"},
                     {"yield", nullptr},
                     {"opening_density", "1 1/cm2"},
                     {"defect_density", "0.2 1/cm2"},
                     {"learning_wafers", "500 wafers"},
                     {"clustering", 2}}}};
    if (random.bernoulli(0.5)) {
      fields["downgrade_to"] = lesser;
      fields["downgraded"] = random.uniform(0.01, 1);
    }
    if (random.bernoulli(0.5)) {
      fields["learned_bond_yield"] = 1;
      fields["bond_learning"] = "3000 stacks";
    }
    return fields;
  };
  Json changes;
  changes["memory"] = {{"tall", memory("low")}, {"low", memory("tall")}};
  changes["stacking"]["stacker"] = {{"mould_batch", 1 + random.below(300)},
                                    {"capacity", fmt::format("{} stacks/day", 20 + random.below(300))},
                                    {"changeover_time", days()},
                                    {"changeover_scrap", random.uniform(0, 1)},
                                    {"rework", random.uniform(0, 0.9)},
                                    {"rework_time", days()}};
  changes["packaging"]["packer"] = {{"types", {{"cowos_l", "3 wafers/day"}, {"cowos_s", "0.7 wafers/day"}}},
                                    {"yield", share(0.6, 1)}};
  changes["assembly"]["integrator"] = {
      {"burn_in", days()}, {"burn_in_yield", share(0.2, 1)}, {"rework", share(0, 1)}, {"rework_time", days()}};
  changes["accelerators"]["big"]["kit"]["logic"] = 1 + random.below(5);
  changes["racks"]["cabinet"]["kit"]["tray"] = 1 + random.below(20);
  changes["suppliers"]["foundry"]["capacity"] = fmt::format("{} parts/day", 1 + random.below(200));
  return changes;
}

struct Books {
  const test::Run& run;
  std::string place;
  std::string item;
  base::Month month;

  double operator()(std::string_view measure) const {
    return run.curves().sum_at({.measure = measure, .item = item, .place = place}, month);
  }
};

void check_maker(const test::Run& run, const std::string& place, const std::string& item, double outcomes) {
  INFO(place << " " << item);
  double in_process = 0;
  double stock = 0;
  for (const base::Month month : run.curves().months()) {
    const Books of{run, place, item, month};
    const double out = (of("good") + of("scrap") + of("downgraded")) / outcomes;
    REQUIRE(out == std::floor(out));
    in_process += of("started") - out;
    REQUIRE(in_process == of("in_process"));
    REQUIRE(in_process >= 0);
    stock += of("good") + of("downgraded_in") - of("shipped");
    REQUIRE(stock == of("stock"));
    REQUIRE(stock >= 0);
    REQUIRE(of("passed_retest") <= of("good"));
  }
}

void check_kit(const test::Run& run, const std::string& place, const std::string& part, const std::string& of,
               std::int64_t count, double others) {
  double stock = 0;
  for (const base::Month month : run.curves().months()) {
    const Books books{run, place, part, month};
    const double started = run.curves().sum_at({.measure = "started", .item = of, .place = place}, month);
    const double other = run.curves().sum_at({.measure = "started", .item = "small", .place = place}, month);
    REQUIRE(books("used") == started * static_cast<double>(count) + other * others);
    stock += books("received") - books("used");
    REQUIRE(stock == books("input_stock"));
    REQUIRE(stock >= 0);
  }
}

}  // namespace

TEST_CASE("Whatever fails is tested again, reworked, downgraded or scrapped, and kits are whole") {
  double reworked = 0;
  double downgraded = 0;
  for (std::uint64_t seed = 1; seed <= kChains; ++seed) {
    INFO("chain " << seed);
    const Json chain = test::product_chain(random_changes(seed));
    const scenario::Scenario scenario = test::scenario_of(chain.dump());
    const test::Run run(scenario);
    for (const std::string item : {"tall", "low"}) {
      check_maker(run, "tsv", item, static_cast<double>(product::memory_of(scenario, item).gross_dies().number()));
      check_maker(run, "stacker", item, 1);
    }
    for (const std::string item : {"big", "small"}) {
      check_maker(run, "packer", item, 1);
    }
    for (const std::string item : {"cabinet", "shelf"}) {
      check_maker(run, "integrator", item, 1);
    }
    for (const std::string item : {"logic", "tray"}) {
      check_maker(run, "foundry", item, 1);
    }
    check_kit(run, "packer", "logic", "big", product::accelerator_of(scenario, "big").kit.at("logic"), 1);
    check_kit(run, "integrator", "tray", "cabinet", product::rack_of(scenario, "cabinet").kit.at("tray"), 0);
    const double used = run.total({.measure = "used_capacity", .place = "stacker"});
    const double stopped = run.total({.measure = "change_over", .place = "stacker"});
    const std::int64_t batch = chain["stacking"]["stacker"]["mould_batch"].get<std::int64_t>();
    REQUIRE(used + stopped <= run.total({.measure = "capacity", .place = "stacker"}) + 1e-3);
    REQUIRE(std::fmod(run.total({.measure = "started", .item = "tall", .place = "stacker"}), batch) == 0);
    reworked += run.total({.measure = "reworked"});
    downgraded += run.total({.measure = "downgraded"});
  }
  CHECK(reworked > 0);
  CHECK(downgraded > 0);
}
