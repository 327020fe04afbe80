#include "aibelt/product/products.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {

base::Count<Die> Memory::gross_dies() const {
  const double height = std::sqrt(die_area.in_base_units() / die_aspect.in_base_units());
  const double width = height * die_aspect.in_base_units();
  const double area = (width + scribe.in_base_units()) * (height + scribe.in_base_units());
  const double radius = wafer_diameter.in_base_units() / 2 - edge_exclusion.in_base_units();
  const double whole = std::numbers::pi * radius * radius / area;
  const double cut = 2 * std::numbers::pi * radius / std::sqrt(2 * area);
  return base::Count<Die>(std::max<std::int64_t>(0, static_cast<std::int64_t>(whole - cut)));
}

double Memory::stack_yield(base::SimTime date) const {
  const double per_bond = bond_yield.at(date).in_base_units();
  double yield = stack_test_yield.at(date).in_base_units();
  for (std::int64_t bond = 1; bond < layers; ++bond) {
    yield *= per_bond;
  }
  return yield;
}

const scenario::FieldTable<Memory>& Memory::fields() {
  static const scenario::FieldTable<Memory> table = {
      field(&Memory::layers, {.name = "layers", .unit = "layers", .low = 1, .high = 32, .doc = "core dies in a stack"}),
      field(&Memory::die_data,
            {.name = "die_data", .unit = "Gbit", .low = 0.001, .high = 1024, .doc = "capacity of one core die"}),
      field(&Memory::die_area, {.name = "die_area",
                                .unit = "mm2",
                                .low = 1,
                                .high = 858,
                                .doc = "area of one core die without scribe line"}),
      field(&Memory::die_aspect, {.name = "die_aspect",
                                  .unit = "1",
                                  .low = 0.1,
                                  .high = 10,
                                  .doc = "width over height of the die",
                                  .by_default = "1"}),
      field(&Memory::scribe, {.name = "scribe",
                              .unit = "mm",
                              .low = 0,
                              .high = 1,
                              .doc = "width of the scribe line",
                              .by_default = "0.08 mm"}),
      field(&Memory::edge_exclusion, {.name = "edge_exclusion",
                                      .unit = "mm",
                                      .low = 0,
                                      .high = 20,
                                      .doc = "unusable rim of the wafer",
                                      .by_default = "3 mm"}),
      field(&Memory::wafer_diameter, {.name = "wafer_diameter",
                                      .unit = "mm",
                                      .low = 100,
                                      .high = 450,
                                      .doc = "wafer diameter",
                                      .by_default = "300 mm"}),
      field(&Memory::sort_yield, {.name = "sort_yield", .doc = "die-yield model of the wafer test"}),
      field(&Memory::bond_yield, {.name = "bond_yield",
                                  .unit = "1",
                                  .low = 0,
                                  .high = 1,
                                  .doc = "yield of one bond, layers - 1 of them in a stack",
                                  .by_default = "1"}),
      field(&Memory::stack_test_yield, {.name = "stack_test_yield",
                                        .unit = "1",
                                        .low = 0,
                                        .high = 1,
                                        .doc = "share of stacks passing the known-good-stack test, bonds aside",
                                        .by_default = "1"}),
      field(&Memory::base_die, {.name = "base_die",
                                .doc = "who makes the base die: the memory maker, or a foundry that must deliver it",
                                .choices = {"own", "outside"},
                                .by_default = "\"own\""}),
  };
  return table;
}

void Accelerator::check(scenario::Reader& reader, const std::string& path) const {
  if (memory.empty() != (stacks == 0)) {
    reader.report(path, "\"memory\" and \"stacks\" go together: name the stacked memory and how many, or neither");
  }
}

const scenario::FieldTable<Accelerator>& Accelerator::fields() {
  static const scenario::FieldTable<Accelerator> table = {
      field(&Accelerator::memory, {.name = "memory",
                                   .doc = "stacked memory it carries; none for boards with GDDR",
                                   .refers_to = "memory",
                                   .by_default = "none"}),
      field(&Accelerator::stacks, {.name = "stacks",
                                   .unit = "stacks",
                                   .low = 0,
                                   .high = 64,
                                   .doc = "memory stacks in one package",
                                   .by_default = "0"}),
      field(&Accelerator::packages_per_wafer, {.name = "packages_per_wafer",
                                               .unit = "packages",
                                               .low = 0,
                                               .high = 200,
                                               .doc = "packages from one interposer wafer; 0 when it needs none",
                                               .by_default = "0"}),
      field(&Accelerator::token_rate, {.name = "token_rate",
                                       .unit = "tokens/s/GPU",
                                       .low = 0,
                                       .high = 1e7,
                                       .doc = "tokens served a second by one package at work",
                                       .by_default = "\"0 tokens/s/GPU\""}),
      field(&Accelerator::compute_rate, {.name = "compute_rate",
                                         .unit = "TFLOP/s",
                                         .low = 0,
                                         .high = 1e7,
                                         .doc = "dense peak used for training",
                                         .by_default = "\"0 TFLOP/s\""}),
      field(&Accelerator::training_efficiency, {.name = "training_efficiency",
                                                .unit = "1",
                                                .low = 0,
                                                .high = 1,
                                                .doc = "model FLOP utilisation in training",
                                                .by_default = "0"}),
  };
  return table;
}

std::int64_t Rack::accelerators_per_node() const {
  if (node_accelerators) {
    return *node_accelerators;
  }
  std::int64_t count = 8;
  while (accelerators % count != 0) {
    --count;
  }
  return count;
}

void Rack::check(scenario::Reader& reader, const std::string& path) const {
  if (node_accelerators && *node_accelerators > 0 && accelerators % *node_accelerators != 0) {
    reader.report(scenario::child_path(path, "node_accelerators"),
                  "does not divide the rack's accelerators; nodes of a rack are alike");
  }
  if (idle_power && *idle_power > power) {
    reader.report(scenario::child_path(path, "idle_power"), "is above \"power\"; a rack without work draws no more");
  }
}

const scenario::FieldTable<Rack>& Rack::fields() {
  static const scenario::FieldTable<Rack> table = {
      field(&Rack::accelerator, {.name = "accelerator", .doc = "accelerator in the rack", .refers_to = "accelerators"}),
      field(&Rack::accelerators,
            {.name = "accelerators", .unit = "packages", .low = 1, .high = 10000, .doc = "packages in one rack"}),
      field(&Rack::node_accelerators, {.name = "node_accelerators",
                                       .unit = "packages",
                                       .low = 1,
                                       .high = 64,
                                       .doc = "packages in one node, the unit of job placement and of faults",
                                       .by_default = "the largest divisor of accelerators not above 8"}),
      field(&Rack::power,
            {.name = "power", .unit = "kW", .low = 0.01, .high = 10000, .doc = "IT power of the rack under load"}),
      field(&Rack::idle_power, {.name = "idle_power",
                                .unit = "kW",
                                .low = 0,
                                .high = 10000,
                                .doc = "IT power of the rack without work, at most its power",
                                .by_default = "0.3 of power"}),
  };
  return table;
}

scenario::Catalogue product_sections() {
  return {
      {"memory",
       "memory products, from die to stack",
       {scenario::kind<scenario::Spec, Memory>("memory", "a DRAM die and the stack made of it")}},
      {"accelerators",
       "accelerator packages",
       {scenario::kind<scenario::Spec, Accelerator>("accelerator", "a package with its memory and its speed")}},
      {"racks",
       "racks of accelerators",
       {scenario::kind<scenario::Spec, Rack>("rack", "accelerators in a rack, with its power")}},
  };
}

const Memory& memory_of(const scenario::Scenario& scenario, std::string_view name) {
  return scenario.spec<Memory>("memory", name);
}

const Accelerator& accelerator_of(const scenario::Scenario& scenario, std::string_view name) {
  return scenario.spec<Accelerator>("accelerators", name);
}

const Rack& rack_of(const scenario::Scenario& scenario, std::string_view name) {
  return scenario.spec<Rack>("racks", name);
}

}  // namespace aibelt::product
