#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aibelt/product/products.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::datacenter {

/// Work that wants accelerators: how much of it there is, and how much of it one accelerator does.
struct Service : scenario::Spec {
  std::vector<std::string> sites;  ///< where it may run; empty: everywhere
  std::int64_t rank = 1;

  /// Unit of work in plural (`tokens`), and how many base units make one.
  virtual std::string unit() const = 0;
  virtual double base_units_per_unit() const = 0;

  /// Work a second, in base units.
  virtual double demand(base::SimTime date) const = 0;
  virtual double rate_of(const product::Accelerator& accelerator) const = 0;
};

scenario::Kind<scenario::Spec> inference_service();
scenario::Kind<scenario::Spec> training_service();

}  // namespace aibelt::datacenter
