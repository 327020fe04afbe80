#include "aibelt/product/products.hpp"

#include "aibelt/scenario/facts.hpp"
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
