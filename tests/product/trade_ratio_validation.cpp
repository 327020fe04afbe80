/// The wafer trade ratio of HBM over DDR5 as it follows from die size, yields and layers of `scenarios/roadmap/products.json`.
/// HBM3E's is within its published range because the yield of vias was assumed with it in view; the others are predicted.

#include <iostream>

#include <fmt/format.h>

#include "aibelt/product/products.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/scenario/scenario.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

namespace {

scenario::Scenario roadmap() {
  const test::TemporaryFolder folder;
  const auto file = folder.write("x.json", fmt::format(R"({{ "extends": "{}/scenarios/roadmap/products.json",
      "name": "x", "from": "2024-01", "to": "2030-01" }})",
                                                       AIBELT_SOURCE_DIR));
  base::Issues issues;
  const auto document = scenario::load_document(file, {}, issues);
  REQUIRE(document.has_value());
  auto read = scenario::read_scenario(*document, product::product_sections(), issues);
  for (const base::Issue& issue : issues) {
    UNSCOPED_INFO(base::to_text(issue));
  }
  REQUIRE(issues.empty());
  REQUIRE(read.has_value());
  return std::move(*read);
}

double trade_ratio(const product::Memory& hbm, const product::Memory& ddr, std::string_view date) {
  const base::SimTime when = base::parse_date(date).value();
  return product::wafers_per_bit(hbm, when) / product::wafers_per_bit(ddr, when);
}

}  // namespace

TEST_CASE("The wafer trade ratio of HBM over DDR5 follows from dies and yields") {
  const scenario::Scenario scenario = roadmap();
  const auto& ddr = product::memory_of(scenario, "ddr5");
  const double hbm3e = trade_ratio(product::memory_of(scenario, "hbm3e_12"), ddr, "2025-10");
  const double hbm4 = trade_ratio(product::memory_of(scenario, "hbm4_12"), ddr, "2026-10");
  product::Memory hbm4e = product::memory_of(scenario, "hbm4e_16");
  const double of_64_gb = trade_ratio(hbm4e, ddr, "2027-10");
  hbm4e.die_data = hbm4e.die_data * (24.0 / 32.0);
  const double of_48_gb = trade_ratio(hbm4e, ddr, "2027-10");
  std::cout << fmt::format(
      "wafer trade ratio over DDR5: HBM3E 12-high {:.2f} (published 2.8 to 3.2), HBM4 12-high {:.2f} (3 to 4), "
      "HBM4E 16-high {:.2f} with 64 GB and {:.2f} with 48 GB (above 4)\n",
      hbm3e, hbm4, of_64_gb, of_48_gb);
  CHECK(hbm3e >= 2.8);
  CHECK(hbm3e <= 3.2);
  CHECK(hbm4 >= 3);
  CHECK(hbm4 <= 4);
  CHECK(of_64_gb > hbm3e);
  CHECK(of_48_gb > 4);
}
