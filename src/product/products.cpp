#include "aibelt/product/products.hpp"

#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {
namespace {

template <class Spec>
scenario::Field<Spec> kit_field(Kit Spec::*member, const std::string& unit) {
  return field(member, {.name = "kit",
                        .unit = "parts",
                        .low = 1,
                        .high = 100000,
                        .doc = "other parts one " + unit + " takes, by name; it waits for the last of them",
                        .keys_refer_to = "parts",
                        .by_default = "none"});
}

}  // namespace

const scenario::FieldTable<Part>& Part::fields() {
  static const scenario::FieldTable<Part> table = {};
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
      field(&Accelerator::interposer, {.name = "interposer",
                                       .doc = "type of its interposer, such as cowos_l, where plants tell them apart",
                                       .by_default = "any"}),
      kit_field(&Accelerator::kit, "package"),
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
      kit_field(&Rack::kit, "rack"),
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
      {"parts",
       "what packages and racks take that the model does not make",
       {scenario::kind<scenario::Spec, Part>("part", "something a kit counts: a logic die, a tray, a cooling loop")}},
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
