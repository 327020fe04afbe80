#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"
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

/// `table` with the fields that every service has.
template <class Spec>
scenario::FieldTable<Spec> with_service_fields(scenario::FieldTable<Spec> table) {
  table.push_back(scenario::field<Spec>(
      static_cast<std::vector<std::string> Spec::*>(&Service::sites),
      {.name = "sites", .doc = "sites that may serve it; all when missing", .refers_to = "sites", .by_default = "[]"}));
  table.push_back(scenario::field<Spec>(static_cast<std::int64_t Spec::*>(&Service::rank),
                                        {.name = "priority",
                                         .unit = "1",
                                         .low = 1,
                                         .high = 1000,
                                         .doc = "rank among the services of a site, 1 first",
                                         .by_default = "1"}));
  return table;
}

scenario::Kind<scenario::Spec> inference_service();
scenario::Kind<scenario::Spec> training_service();

}  // namespace aibelt::datacenter
