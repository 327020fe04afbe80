#pragma once

#include <string>
#include <vector>

#include <fmt/core.h>

#include "aibelt/product/products.hpp"
#include "tests/engine/running.hpp"

namespace aibelt::test {

/// A type of package: its name, the products of the scenario, the chips of `bc.units.<chip>.<quarter>`.
struct Type {
  std::string name;
  std::vector<std::string> products;
  std::vector<std::string> chips;
  bool is_nvidia = false;
};

inline const std::vector<Type> kTypes = {
    {"A100", {"a100"}, {"a100", "a800"}, true},
    {"H100, H200", {"h100", "h200"}, {"h100", "h800"}, true},
    {"H20", {"h20"}, {"h20"}, true},
    {"B200", {"b200"}, {"b200"}, true},
    {"B300", {"b300"}, {"b300"}, true},
    {"TPU",
     {"tpu_v4", "tpu_v5e", "tpu_v5p", "tpu_v6e", "tpu_v7"},
     {"tpuv4", "tpuv5e", "tpuv5p", "tpuv6e", "tpuv7"},
     false},
    {"AMD", {"mi300x", "mi325x", "mi355x"}, {"mi300a", "mi300x", "mi308x", "mi325x", "mi350x", "mi355x"}, false},
    {"Trainium2", {"trainium2"}, {"trn2"}, false}};

/// The months of a year, or of one of its quarters.
inline std::vector<std::string> months_of(int year, int quarter = 0) {
  std::vector<std::string> months;
  for (int month = quarter == 0 ? 1 : 3 * quarter - 2; month <= (quarter == 0 ? 12 : 3 * quarter); ++month) {
    months.push_back(fmt::format("{}-{:02}", year, month));
  }
  return months;
}

/// The back-cast, run once.
class Backcast {
 public:
  explicit Backcast(const scenario::Scenario& scenario) : scenario_(scenario), run_(scenario) {}

  double sum(const std::vector<std::string>& months, const metrics::Wanted& wanted) const {
    double total = 0;
    for (const std::string& month : months) {
      total += run_.at(month, wanted);
    }
    return total;
  }

  double packages(const std::string& product, const std::vector<std::string>& months) const {
    const std::string board = product + "_board";
    return sum(months, {.stage = "customer", .measure = "received", .unit = "racks", .item = board}) *
           static_cast<double>(product::rack_of(scenario_, board).accelerators);
  }

  double packages(const Type& type, const std::vector<std::string>& months) const {
    double total = 0;
    for (const std::string& product : type.products) {
      total += packages(product, months);
    }
    return total;
  }

  /// bn GB in the packages of all types.
  double shipped_memory(const std::vector<std::string>& months) const {
    double total = 0;
    for (const Type& type : kTypes) {
      for (const std::string& product : type.products) {
        const auto& accelerator = product::accelerator_of(scenario_, product);
        total += packages(product, months) * static_cast<double>(accelerator.stacks) * gigabytes(accelerator.memory);
      }
    }
    return total / 1e9;
  }

  /// bn GB in the good stacks of one maker, or of all.
  double made_memory(const std::vector<std::string>& months, const std::string& maker = "") const {
    double total = 0;
    for (const metrics::Curve* curve : run_.curves().find({.stage = "stacking", .measure = "good", .unit = "stacks"})) {
      if (maker.empty() || curve->series.place == maker) {
        total += gigabytes(curve->series.item) * sum(months, {.stage = "stacking",
                                                              .measure = "good",
                                                              .unit = "stacks",
                                                              .item = curve->series.item,
                                                              .place = curve->series.place});
      }
    }
    return total / 1e9;
  }

  double skh_share(const std::vector<std::string>& months) const {
    return 100 * made_memory(months, "skh_stack") / made_memory(months);
  }

  double cowos(const std::vector<std::string>& months, const std::string& measure) const {
    return sum(months, {.stage = "packaging", .measure = measure, .unit = "wafers", .place = "tsmc_cowos"}) / 1000;
  }

  /// Packages of a wafer, before yield.
  double per_wafer(const std::string& product) const {
    return static_cast<double>(product::accelerator_of(scenario_, product).packages_per_wafer);
  }

  /// Thousand wafers started for some products.
  double wafers(const std::vector<std::string>& products, const std::vector<std::string>& months) const {
    double total = 0;
    for (const std::string& product : products) {
      total += sum(months, {.stage = "packaging", .measure = "started", .item = product, .place = "tsmc_cowos"}) /
               per_wafer(product);
    }
    return total / 1000;
  }

 private:
  double gigabytes(const std::string& memory) const {
    return product::memory_of(scenario_, memory).stack_data().in_base_units() / 1e9;
  }

  const scenario::Scenario& scenario_;
  Run run_;
};

}  // namespace aibelt::test
