#include "aibelt/product/products.hpp"

#include <cmath>

#include "aibelt/scenario/facts.hpp"
#include "aibelt/scenario/json_source.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using product::Memory;

namespace {

scenario::Facts memory_facts() {
  scenario::Facts facts;
  base::Issues issues;
  const auto source = scenario::read_json_file(std::string(AIBELT_SOURCE_DIR) + "/scenarios/data/memory.json", issues);
  REQUIRE(source.has_value());
  scenario::add_facts(*source, "memory.json", facts, issues);
  REQUIRE(issues.empty());
  return facts;
}

Memory die_of(double area_mm2) {
  Memory memory;
  memory.die_area = product::Area::from_base_units(area_mm2 * 1e-6);
  return memory;
}

}  // namespace

// The facts gdw.* stand on the same figures: 147 mm radius, 0.08 mm scribe line, the die's area.
TEST_CASE("Gross dies per wafer agree with the published estimates within 2.5 % and their ranges") {
  const scenario::Facts facts = memory_facts();
  struct Die {
    const char* fact;
    double area_mm2;
  };
  for (const Die die : {Die{"gdw.hbm3", 100},
                        {"gdw.hbm3e", facts.at("die.area.hbm3e_24").value},
                        {"gdw.hbm4", facts.at("die.area.hbm4_24").value},
                        {"gdw.ddr5", 50}}) {
    INFO(die.fact);
    const auto& fact = facts.at(die.fact);
    const auto dies = static_cast<double>(die_of(die.area_mm2).gross_dies().number());
    CHECK(dies == Approx(fact.value).epsilon(0.025));
    CHECK(dies >= fact.low.value());
    CHECK(dies <= fact.high.value());
  }
}

// pi 150^2 / 100 - 2 pi 150 / sqrt(200) = 706.86 - 66.64 = 640.2.
TEST_CASE("Gross dies per wafer are pi r^2 / A - 2 pi r / sqrt(2 A), rounded down") {
  Memory memory = die_of(100);
  memory.scribe = memory.edge_exclusion = base::Length::from_base_units(0);
  CHECK(memory.gross_dies().number() == 640);
}

// Width 20 and height 5 with 1 mm of scribe take 21 x 6 = 126 mm2, the square 11 x 11 = 121 mm2:
// pi 150^2 / 126 - 2 pi 150 / sqrt(252) = 501.6; for 121: 523.6.
TEST_CASE("A long die loses more to the scribe line than a square one") {
  Memory memory = die_of(100);
  memory.scribe = base::Length::from_base_units(1e-3);
  memory.edge_exclusion = base::Length::from_base_units(0);
  CHECK(memory.gross_dies().number() == 523);
  memory.die_aspect = base::Ratio::from_base_units(4);
  CHECK(memory.gross_dies().number() == 501);
}

TEST_CASE("A die larger than the wafer gives none") {
  Memory memory = die_of(858);
  memory.wafer_diameter = base::Length::from_base_units(0.02);
  CHECK(memory.gross_dies().number() == 0);
}

// Twelve layers take eleven bonds: 0.99^11 x 0.98 = 0.8774.
TEST_CASE("A stack passes with the bond yield to the power of its bonds, times the test yield") {
  Memory memory = die_of(110);
  memory.layers = 12;
  memory.bond_yield = scenario::Ramp<base::kPlain>(base::Ratio::from_base_units(0.99));
  memory.stack_test_yield = scenario::Ramp<base::kPlain>(base::Ratio::from_base_units(0.98));
  CHECK(memory.stack_yield({}) == Approx(0.8774314892).epsilon(1e-9));
  memory.layers = 1;
  CHECK(memory.stack_yield({}) == 0.98);
}

TEST_CASE("A stack holds the data of its layers") {
  Memory memory = die_of(110);
  memory.layers = 12;
  memory.die_data = base::DataSize::from_base_units(3e9);
  CHECK(memory.stack_data().in_base_units() == 36e9);
}

// 20 x 5 = 100 mm2, so that the die with its width and height is the die with its area and aspect.
TEST_CASE("A die may be given by its width and height") {
  Memory memory;
  memory.die_width = base::Length::from_base_units(20e-3);
  memory.die_height = base::Length::from_base_units(5e-3);
  Memory same = die_of(100);
  same.die_aspect = base::Ratio::from_base_units(4);
  CHECK(memory.area().in_base_units() == Approx(100e-6));
  CHECK(memory.gross_dies().number() == same.gross_dies().number());
}

// Four squares of side 1 meet in the centre of a circle that just holds them, of radius sqrt(2); one square of side 1 around the
// centre fits into radius sqrt(1/2); a plus of five into sqrt(0.25 + 2.25).
TEST_CASE("Dies on a grid are counted on the best of four grids") {
  CHECK(product::dies_on_grid(1, 1, std::sqrt(2.0) + 1e-9) == 4);
  CHECK(product::dies_on_grid(1, 1, std::sqrt(2.0) - 1e-9) == 2);
  CHECK(product::dies_on_grid(1, 1, std::sqrt(0.5) + 1e-9) == 1);
  CHECK(product::dies_on_grid(1, 1, std::sqrt(2.5) + 1e-9) == 5);
  CHECK(product::dies_on_grid(1, 1, 0.7) == 0);
}

TEST_CASE("The count on a grid and the closed form agree within 4 % for dies of memory") {
  for (double area = 40; area <= 160; area += 10) {
    for (const double aspect : {0.8, 1.0, 1.25}) {
      INFO(area << " mm2, aspect " << aspect);
      Memory memory = die_of(area);
      memory.die_aspect = base::Ratio::from_base_units(aspect);
      const auto formula = static_cast<double>(memory.gross_dies().number());
      memory.die_count = "grid";
      CHECK(static_cast<double>(memory.gross_dies().number()) == Approx(formula).epsilon(0.04));
    }
  }
}

// 0.9 + (1 - 0.9) x 0.5 = 0.95.
TEST_CASE("A retest saves its share of the failing stacks") {
  Memory memory = die_of(110);
  memory.stack_test_yield = scenario::Ramp<base::kPlain>(base::Ratio::from_base_units(0.9));
  memory.retest = base::Ratio::from_base_units(0.5);
  CHECK(memory.stack_yield({}) == Approx(0.95));
}

// 1 - (1 - 0.9) exp(-1) after as many stacks as the learning takes.
TEST_CASE("Bonds get better with the stacks a line has made") {
  Memory memory = die_of(110);
  memory.layers = 2;
  memory.bond_yield = scenario::Ramp<base::kPlain>(base::Ratio::from_base_units(0.9));
  memory.learned_bond_yield = base::Ratio::from_base_units(1);
  memory.bond_learning = product::StackCount::from_base_units(1000);
  CHECK(memory.stack_yield({}) == Approx(0.9));
  CHECK(memory.stack_yield({}, 1000) == Approx(1 - 0.1 * 0.36787944117).epsilon(1e-10));
  CHECK(memory.stack_yield({}, 1e9) == Approx(1));
}
