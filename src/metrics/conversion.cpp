#include "aibelt/metrics/conversion.hpp"

#include <algorithm>

namespace aibelt::metrics {
namespace {

constexpr std::size_t kWaferUnit = 0;
constexpr std::size_t kStackUnit = 1;

PackageIn operator*(PackageIn in, double factor) {
  for (double& value : in) {
    value *= factor;
  }
  return in;
}

PackageIn& operator+=(PackageIn& sum, const PackageIn& in) {
  for (std::size_t i = 0; i < in.size(); ++i) {
    sum[i] += in[i];
  }
  return sum;
}

/// Turns one month's goods into the units.
class Converter {
 public:
  Converter(const Curves& curves, const ProductTable& products, base::Month month)
      : month_(month), products_(products) {
    for (const auto& accelerator : products.accelerators) {
      package_in_[accelerator.name] = accelerator.package_in(month);
    }
    for (const auto& accelerator : products.accelerators) {
      if (!accelerator.memory.empty()) {
        add_to_mix(accelerator,
                   curves.sum_at({.stage = "packaging", .measure = "started", .item = accelerator.name}, month));
      }
    }
  }

  /// `amount` of `goods` of `product` in each unit; zero for goods that lead to no package.
  PackageIn convert(const std::string& product, const std::string& goods, double amount) const {
    if (goods == "packages") {
      const auto found = package_in_.find(product);
      return found == package_in_.end() ? PackageIn{} : found->second * amount;
    }
    if (goods == "racks") {
      for (const auto& rack : products_.racks) {
        if (rack.name == product) {
          return convert(rack.accelerator, "packages", amount * rack.accelerators);
        }
      }
      return {};
    }
    const auto stack = stack_in_.find(product);
    if (stack == stack_in_.end() || stack->second[kStackUnit] <= 0) {
      return {};
    }
    const PackageIn per_stack = stack->second * (1 / stack->second[kStackUnit]);
    if (goods == "stacks") {
      return per_stack * amount;
    }
    return goods == "wafers" && per_stack[kWaferUnit] > 0 ? per_stack * (amount / per_stack[kWaferUnit]) : PackageIn{};
  }

 private:
  /// Adds an accelerator's packages to what a stack of its memory stands for; a trace of each keeps idle mixes defined.
  void add_to_mix(const ProductTable::Accelerator& accelerator, double packages) {
    constexpr double kTrace = 1e-9;
    stack_in_[accelerator.memory] += package_in_[accelerator.name] * (packages + kTrace);
  }

  base::Month month_;
  const ProductTable& products_;
  std::map<std::string, PackageIn> package_in_;
  std::map<std::string, PackageIn> stack_in_;
};

struct Flow {
  std::string_view item;     ///< of the belt row
  std::string_view measure;  ///< of the belt row
  std::vector<Wanted> of;
};

std::vector<Flow> flows() {
  return {
      {"fab", "supply", {{.stage = "fab", .measure = "good"}}},
      {"stacking",
       "supply",
       {{.stage = "stacking", .measure = "good"},
        {.stage = "stacking", .measure = "downgraded_in"},
        {.stage = "memory_supplier", .measure = "good"}}},
      {"packaging",
       "supply",
       {{.stage = "packaging", .measure = "good"}, {.stage = "accelerator_supplier", .measure = "good"}}},
      {"assembly", "supply", {{.stage = "assembly", .measure = "good"}}},
      {"delivery", "supply", {{.stage = "customer", .measure = "received"}, {.stage = "site", .measure = "received"}}},
      {"", "demand", {{.stage = "customer", .measure = "demand"}, {.stage = "site", .measure = "demand"}}},
  };
}

PackageIn total_of(const Flow& flow, const Curves& curves, const Converter& converter, base::Month month) {
  PackageIn total{};
  for (const Wanted& wanted : flow.of) {
    for (const Curve* curve : curves.find(wanted)) {
      if (const auto value = curve->months.find(month); value != curve->months.end()) {
        total += converter.convert(curve->series.item, curve->series.unit, value->second);
      }
    }
  }
  return total;
}

}  // namespace

std::vector<Curve> supply_and_demand(const Curves& curves, const ProductTable& products) {
  std::vector<Curve> rows;
  const auto row = [&](std::string_view item, std::string_view measure, std::size_t unit) -> Monthly& {
    const record::Series series{"belt", "", std::string(item), std::string(measure), std::string(kUnits[unit])};
    const auto same =
        std::find_if(rows.begin(), rows.end(), [&](const Curve& curve) { return curve.series == series; });
    if (same != rows.end()) {
      return same->months;
    }
    rows.push_back({series, {}});
    return rows.back().months;
  };
  PackageIn cumulative{};
  for (const base::Month month : curves.months()) {
    const Converter converter(curves, products, month);
    PackageIn gap{};
    for (const Flow& flow : flows()) {
      const PackageIn total = total_of(flow, curves, converter, month);
      for (std::size_t unit = 0; unit < kUnits.size(); ++unit) {
        row(flow.item, flow.measure, unit)[month] = total[unit];
        gap[unit] += flow.measure == "demand" ? total[unit] : flow.item == "delivery" ? -total[unit] : 0;
      }
    }
    cumulative += gap;
    for (std::size_t unit = 0; unit < kUnits.size(); ++unit) {
      row("", "gap", unit)[month] = gap[unit];
      row("", "cumulative_gap", unit)[month] = cumulative[unit];
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Curve& a, const Curve& b) { return a.series < b.series; });
  return rows;
}

}  // namespace aibelt::metrics
