#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/metrics/curves.hpp"

namespace aibelt::metrics {

/// The units in which supply and demand can be compared.
inline constexpr std::array<std::string_view, 6> kUnits = {"wafers", "stacks", "GB", "packages", "MW", "tokens/s"};

/// One accelerator package in each of kUnits: the memory wafers, stacks and GB it takes, 1, its IT power and its token rate.
using PackageIn = std::array<double, kUnits.size()>;

/// What the metrics need to know of the products to convert one into another.
struct ProductTable {
  struct Accelerator {
    std::string name;
    std::string memory;
    double stacks = 0;
    std::function<PackageIn(base::Month)> package_in;  ///< yields change by month
  };
  struct Rack {
    std::string name;
    std::string accelerator;
    double accelerators = 0;
  };
  std::vector<Accelerator> accelerators;
  std::vector<Rack> racks;
};

/// What each stage puts out, what is wanted and what is delivered, month by month in each of kUnits: rows of stage `belt` whose item
/// names the stage and whose measure is `supply`, `demand`, `gap` (demand less delivered supply) or `cumulative_gap`.
/// A stack or a memory wafer counts as the packages it goes into, by the month's mix of packages started.
std::vector<Curve> supply_and_demand(const Curves& curves, const ProductTable& products);

}  // namespace aibelt::metrics
