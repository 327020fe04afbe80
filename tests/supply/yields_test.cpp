/// What yields, tests, kits and change-overs do to a chain from wafer to rack. Spreads are judged at five standard errors.

#include <cmath>

#include "src/supply/plant/change_over.hpp"
#include "tests/supply/product_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::run_of_chain;

namespace {

double total(const test::Run& run, std::string_view place, std::string_view measure, std::string_view item) {
  return run.total({.measure = measure, .item = item, .place = place});
}

/// Five standard errors of the share of `trials` that succeed with probability `p`.
double margin(double p, double trials) { return 5 * std::sqrt(p * (1 - p) / trials); }

double good_share(const test::Run& run, std::string_view place, std::string_view item) {
  const double good = total(run, place, "good", item);
  return good / (good + total(run, place, "scrap", item));
}

std::string issues_of(const std::string& changes) {
  std::string text;
  for (const base::Issue& issue :
       test::ScenarioText(test::product_chain(scenario::Json::parse(changes)).dump()).issues) {
    text += issue.path + ": " + issue.message + "\n";
  }
  return text;
}

}  // namespace

// Wafers pass with 0.8 of the dies and 0.9 of their vias.
TEST_CASE("Dies pass with the sort yield times the yield of their vias") {
  const test::Run run = run_of_chain(
      R"({ "memory": { "tall": { "sort_yield": { "kind": "fixed", "yield": 0.8 }, "tsv_yield": 0.9 } } })");
  CHECK(good_share(run, "tsv", "tall") == Approx(0.72).margin(margin(0.72, total(run, "tsv", "good", "tall"))));
  CHECK(good_share(run, "tsv", "low") == 1);
}

TEST_CASE("A line's own yields stand in place of those of the product") {
  const test::Run run = run_of_chain(R"({
      "memory": { "tall": { "sort_yield": { "kind": "fixed", "yield": 0.8 }, "stack_test_yield": 0.6 } },
      "wafer_finishing": { "tsv": { "yields": { "tall": { "sort_yield": { "kind": "fixed", "yield": 0.5 } } } } },
      "stacking": { "stacker": { "yields": { "tall": { "stack_test_yield": 0.9 } } } } })");
  CHECK(good_share(run, "tsv", "tall") == Approx(0.5).margin(margin(0.5, total(run, "tsv", "good", "tall"))));
  CHECK(good_share(run, "stacker", "tall") == Approx(0.9).margin(margin(0.9, total(run, "stacker", "good", "tall"))));
}

// Of the 0.3 that fail the first test a half passes the second, and 0.4 of the other half are sold as the lesser product.
TEST_CASE("Stacks that fail are tested again, and some are sold as a lesser product") {
  const test::Run run = run_of_chain(
      R"({ "memory": { "tall": { "stack_test_yield": 0.7, "retest": 0.5, "downgraded": 0.4, "downgrade_to": "low" } } })");
  const double good = total(run, "stacker", "good", "tall");
  const double lesser = total(run, "stacker", "downgraded", "tall");
  const double tested = good + lesser + total(run, "stacker", "scrap", "tall");
  CHECK(good / tested == Approx(0.85).margin(margin(0.85, tested)));
  CHECK(lesser / tested == Approx(0.06).margin(margin(0.06, tested)));
  CHECK(total(run, "stacker", "passed_retest", "tall") / tested == Approx(0.15).margin(margin(0.15, tested)));
  CHECK(total(run, "stacker", "downgraded_in", "low") == lesser);
  CHECK(total(run, "stacker", "good", "low") + lesser - total(run, "stacker", "shipped", "low") ==
        run.at("2026-12", {.measure = "stock", .item = "low", .place = "stacker"}));
  CHECK(total(run, "stacker", "started", "low") < total(run, "packer", "used", "low"));  // it needs to make fewer
}

TEST_CASE("Stacks start in whole moulding batches, and none waits for ever") {
  const test::Run run =
      run_of_chain(R"({ "stacking": { "stacker": { "mould_batch": 64, "capacity": "60 stacks/day" } } })");
  for (const base::Month month : run.curves().months()) {
    CHECK(std::fmod(run.curves().sum_at({.measure = "started", .item = "tall", .place = "stacker"}, month), 64) == 0);
    CHECK(std::fmod(run.curves().sum_at({.measure = "started", .item = "low", .place = "stacker"}, month), 64) == 0);
  }
  const double used = run.total({.measure = "used_capacity", .place = "stacker"});
  CHECK(used > 0.9 * 60 * (365 - 30));
  CHECK(total(run, "buyer", "received", "shelf") > 0);
  CHECK(total(run, "buyer", "received", "cabinet") > 0);
}

// Bonds start at 0.8 and come to 1: the yield of the low stack, one bond, is 1 - 0.2 exp(-n / 2000) after n stacks.
TEST_CASE("A line bonds better as it makes more, and opens with its experience") {
  const std::string learns = R"("bond_yield": 0.8, "learned_bond_yield": 1, "bond_learning": "2000 stacks")";
  const test::Run young = run_of_chain(R"({ "memory": { "low": {)" + learns + R"(} } })");
  const double first = young.at("2026-02", {.measure = "good", .item = "low", .place = "stacker"});
  CHECK(first / (first + young.at("2026-02", {.measure = "scrap", .item = "low", .place = "stacker"})) < 0.9);
  const double last = young.at("2026-12", {.measure = "good", .item = "low", .place = "stacker"});
  CHECK(last / (last + young.at("2026-12", {.measure = "scrap", .item = "low", .place = "stacker"})) > 0.97);
  double expected = 0;
  const double started = total(young, "stacker", "good", "low") + total(young, "stacker", "scrap", "low");
  for (double n = 0; n < started; ++n) {
    expected += 1 - 0.2 * std::exp(-n / 2000);
  }
  CHECK(total(young, "stacker", "good", "low") == Approx(expected).margin(5 * std::sqrt(0.1 * started) + 20));
  const test::Run old = run_of_chain(R"({ "memory": { "low": {)" + learns + R"(} },
      "stacking": { "stacker": { "products": { "low": { "opening_experience": 20000 } } } } })");
  CHECK(good_share(old, "stacker", "low") > 0.999);
}

TEST_CASE("Racks that fail burn-in are mended and burnt in again, later") {
  const test::Run run = run_of_chain(
      R"({ "assembly": { "integrator": { "burn_in": "3 days", "burn_in_yield": 0.5, "rework_time": "2 days" } } })");
  CHECK(total(run, "integrator", "scrap", "shelf") == 0);
  const double good = total(run, "integrator", "good", "shelf");
  const double again = total(run, "integrator", "reworked", "shelf");
  CHECK(good / (good + again) == Approx(0.5).margin(margin(0.5, good + again)));
  CHECK(total(run, "integrator", "started", "shelf") - good ==
        run.at("2026-12", {.measure = "in_process", .item = "shelf", .place = "integrator"}));
  const test::Run scrapping =
      run_of_chain(R"({ "assembly": { "integrator": { "burn_in_yield": 0.5, "rework": 0.5 } } })");
  // 0.5 + 0.25 x 0.5 + ... = 0.5 / 0.75
  CHECK(good_share(scrapping, "integrator", "shelf") ==
        Approx(2.0 / 3).margin(margin(2.0 / 3, total(scrapping, "integrator", "good", "shelf"))));
}

TEST_CASE("A package waits for its last part, and the wait is the part's") {
  const test::Run run = run_of_chain(R"({ "parts": { "switch": {} },
      "racks": { "cabinet": { "kit": { "switch": 2 } } },
      "suppliers": { "switches": { "kind": "part_supplier", "capacity": "3 parts/day", "cycle_time": "0 days",
                                   "products": { "switch": {} } } },
      "lanes": { "8": { "from": "switches", "to": "integrator", "lead_time": "1 day" } } })");
  CHECK(run.at("2026-10", {.measure = "waiting_for_switch_parts", .item = "cabinet", .place = "integrator"}) > 0);
  CHECK(run.at("2026-10", {.measure = "waiting_for_tray_parts", .item = "cabinet", .place = "integrator"}) == 0);
  CHECK(run.at("2026-10", {.measure = "waiting_for_big_packages", .item = "cabinet", .place = "integrator"}) == 0);
  CHECK(total(run, "integrator", "used", "switch") == 2 * total(run, "integrator", "started", "cabinet"));
  CHECK(total(run, "integrator", "used", "tray") == 3 * total(run, "integrator", "started", "cabinet"));
  CHECK(total(run, "packer", "used", "logic") ==
        2 * total(run, "packer", "started", "big") + total(run, "packer", "started", "small"));
  CHECK(run.at("2026-10", {.measure = "started", .item = "cabinet", .place = "integrator"}) ==
        Approx(31 * 1.5).margin(2));
}

TEST_CASE("Packages of one type of interposer keep to its capacity") {
  const test::Run run = run_of_chain(
      R"({ "packaging": { "packer": { "types": { "cowos_l": "0.5 wafers/day", "cowos_s": "1000 wafers/day" } } } })");
  CHECK(run.at("2026-10", {.measure = "started", .item = "big", .place = "packer"}) == Approx(31 * 5).margin(10));
  CHECK(run.at("2026-10", {.measure = "waiting_for_capacity", .item = "big", .place = "packer"}) > 0);
  CHECK(run.at("2026-10", {.measure = "started", .item = "small", .place = "packer"}) == Approx(31 * 20).margin(150));
  CHECK(run.at("2026-10", {.measure = "waiting_for_capacity", .item = "small", .place = "packer"}) == 0);
}

// The preferred plant starts 10 packages a day, of the 20 that are wanted.
TEST_CASE("What the preferred packaging plant cannot take overflows to another") {
  const test::Run run = run_of_chain(R"({
      "packaging": { "packer": { "capacity": "1 wafers/day" },
                     "osat": { "capacity": "1000 wafers/day", "cycle_time": "5 days", "products": { "big": {} } } },
      "assembly": { "integrator": { "sourcing": "in_turn" } },
      "customers": { "buyer": { "demand": { "shelf": "0 racks/day" } } },
      "lanes": { "4": { "preference": 1 }, "8": { "from": "osat", "to": "integrator", "lead_time": "1 day", "preference": 2 },
                 "9": { "from": "stacker", "to": "osat", "lead_time": "1 day" },
                 "10": { "from": "foundry", "to": "osat", "lead_time": "1 day" } } })");
  const auto made = [&](std::string_view plant) {
    double sum = 0;
    for (const char* month : {"2026-08", "2026-09", "2026-10"}) {
      sum += run.at(month, {.measure = "started", .item = "big", .place = plant});
    }
    return sum;
  };
  CHECK(made("packer") == Approx(92 * 10).epsilon(0.25));  // a thousandth of it by capacity
  CHECK(made("osat") == Approx(92 * 10).epsilon(0.25));
}

// All tools turn from one product to the other: 14 days of the capacity stand still in the four weeks after, and 0.2 of what is
// started in them fails.
TEST_CASE("A line that turns to another product stands still for the change-over time of the tools turned") {
  using supply::ChangeOver;
  ChangeOver line({std::chrono::days{14}, 0.2}, 2);
  base::SimTime day{};
  const auto play = [&](std::size_t product, int days) {
    double down = 0;
    for (int i = 0; i < days; ++i, day += base::kDay) {
      line.begin_day(day);
      down += line.down();
      line.note(product, 100);
    }
    return down;
  };
  CHECK(play(0, 56) == 0);
  CHECK(play(1, 28) == 0);
  CHECK(line.yield_factor(1) == 1);
  CHECK(play(1, 28) == Approx(14));
  CHECK(line.yield_factor(0) == 1);
  CHECK(line.yield_factor(1) == Approx(0.8));
  CHECK(play(1, 28) == 0);
  CHECK(line.yield_factor(1) == 1);
}

TEST_CASE("A generation change costs a stacking line capacity") {
  const std::string demand = R"("customers": { "buyer": { "demand": {
      "cabinet": { "points": [["2026-01-01", "5 racks/day"], ["2026-07-01", "0 racks/day"]], "interpolation": "step" },
      "shelf": { "points": [["2026-01-01", "0 racks/day"], ["2026-07-01", "5 racks/day"]], "interpolation": "step" } } } })";
  const test::Run run = run_of_chain(
      "{" + demand + R"(, "stacking": { "stacker": { "changeover_time": "10 days", "changeover_scrap": 0.3 } } })");
  CHECK(run.total({.measure = "change_over", .place = "stacker"}) == Approx(10 * 5000).epsilon(0.02));
  CHECK(total(run, "stacker", "scrap", "low") > 0);
}

TEST_CASE("What products, lines and plants contradict each other in is said") {
  CHECK(issues_of(R"({ "memory": { "tall": { "die_width": "10 mm" } } })") ==
        "memory.tall: give the die either \"die_area\", or both \"die_width\" and \"die_height\"\n");
  CHECK(issues_of(R"({ "memory": { "tall": { "die_area": null } } })") ==
        "memory.tall: give the die either \"die_area\", or both \"die_width\" and \"die_height\"\n");
  CHECK(issues_of(R"({ "memory": { "tall": { "downgraded": 0.5 } } })").find("memory.tall: \"downgrade_to\" and") == 0);
  CHECK(issues_of(R"({ "memory": { "tall": { "learned_bond_yield": 0.5 } } })")
            .find("memory.tall: \"learned_bond_yield\" and") == 0);
  CHECK(issues_of(R"({ "memory": { "low": { "downgraded": 0.5, "downgrade_to": "low" } } })") ==
        "stacking.stacker.products.low: its failing stacks cannot be sold as the product itself\n");
  CHECK(issues_of(R"({ "wafer_finishing": { "tsv": { "yields": { "mid": {} } } } })")
            .find("wafer_finishing.tsv.yields.mid") == 0);
  CHECK(issues_of(R"({ "packaging": { "packer": { "types": { "cowos_l": "5 wafers/day" } } } })") ==
        "packaging.packer.products.small: its interposer \"cowos_s\" is none of the plant's \"types\"\n");
  CHECK(issues_of(R"({ "accelerators": { "big": { "kit": { "logik": 1 } } } })").find("did you mean \"logic\"") !=
        std::string::npos);
  CHECK(issues_of(R"({ "lanes": { "6": null } })").find("nobody delivers") != std::string::npos);
  CHECK(issues_of(R"({ "assembly": { "integrator": { "burn_in_yield": 0 } } })")
            .find("assembly.integrator.burn_in_yield: is 0") == 0);
}
