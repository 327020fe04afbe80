#include "aibelt/metrics/conversion.hpp"

#include "tests/metrics/rows.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using metrics::kUnits;
using test::month;
using test::Rows;

namespace {

/// `gpu`: 8 stacks of 24 GB of hbm, a hundredth of a wafer each, 1 kW, 1000 tokens/s; `tpu`: 4 stacks of the same. Racks of 72 gpus.
metrics::ProductTable products() {
  return {{{"gpu", "hbm", 8, [](base::Month) { return metrics::PackageIn{0.08, 8, 192, 1, 0.001, 1000}; }},
           {"tpu", "hbm", 4, [](base::Month) { return metrics::PackageIn{0.04, 4, 96, 1, 0.0005, 400}; }}},
          {{"nvl72", "gpu", 72}}};
}

/// The belt's row of `item` and `measure` in each of kUnits.
std::vector<double> belt(const Rows& rows, const std::string& item, const std::string& measure,
                         std::string_view at = "2026-01") {
  std::vector<double> values;
  const auto curves = metrics::supply_and_demand(rows.curves(), products());
  for (const std::string_view unit : kUnits) {
    for (const metrics::Curve& curve : curves) {
      if (curve.series == record::Series{"belt", "", item, measure, std::string(unit)}) {
        values.push_back(curve.months.at(month(at)));
      }
    }
  }
  return values;
}

void check_close(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO(kUnits[i]);
    CHECK(found[i] == Approx(expected[i]).epsilon(1e-6));
  }
}

}  // namespace

TEST_CASE("Packages are their stacks, wafers, data, power and tokens") {
  check_close(
      belt(Rows().add({"packaging", "cowos", "gpu", "good", "packages"}, "2026-01", {10}), "packaging", "supply"),
      {0.8, 80, 1920, 10, 0.01, 10000});
}

TEST_CASE("Racks are their packages") {
  check_close(belt(Rows().add({"assembly", "foxconn", "nvl72", "good", "racks"}, "2026-01", {2}), "assembly", "supply"),
              {11.52, 1152, 27648, 144, 0.144, 144000});
}

// 300 gpus and 100 tpus of the month take 2800 stacks; so 28 stacks are 3 gpus and 1 tpu.
TEST_CASE("Stacks and wafers are the packages they go into, by the month's mix of packages started") {
  const Rows mix = Rows()
                       .add({"packaging", "cowos", "gpu", "started", "packages"}, "2026-01", {300})
                       .add({"packaging", "cowos", "tpu", "started", "packages"}, "2026-01", {100});
  Rows stacks = mix;
  check_close(belt(stacks.add({"stacking", "p_and_t", "hbm", "good", "stacks"}, "2026-01", {28}), "stacking", "supply"),
              {0.28, 28, 672, 4, 0.0035, 3400});
  Rows wafers = mix;
  check_close(belt(wafers.add({"fab", "M15X", "hbm", "good", "wafers"}, "2026-01", {2.8}), "fab", "supply"),
              {2.8, 280, 6720, 40, 0.035, 34000});
}

TEST_CASE("Goods that lead to no package count for nothing") {
  check_close(belt(Rows().add({"fab", "M14", "ddr5", "good", "wafers"}, "2026-01", {1000}), "fab", "supply"),
              {0, 0, 0, 0, 0, 0});
}

TEST_CASE("The gap is demand less delivery, and adds up month by month") {
  const Rows rows = Rows()
                        .add({"customer", "market", "nvl72", "demand", "racks"}, "2026-01", {5, 5})
                        .add({"site", "ulsan", "nvl72", "demand", "racks"}, "2026-01", {1, 0})
                        .add({"site", "ulsan", "nvl72", "received", "racks"}, "2026-01", {1, 0})
                        .add({"customer", "market", "nvl72", "received", "racks"}, "2026-01", {2, 9});
  constexpr std::size_t kPackages = 3;
  CHECK(belt(rows, "", "demand")[kPackages] == 6 * 72);
  CHECK(belt(rows, "delivery", "supply")[kPackages] == 3 * 72);
  CHECK(belt(rows, "", "gap")[kPackages] == 3 * 72);
  CHECK(belt(rows, "", "gap", "2026-02")[kPackages] == -4 * 72);
  CHECK(belt(rows, "", "cumulative_gap", "2026-02")[kPackages] == -72);
}
